package dev.sequent.stack.posix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** TCP_INFO: what the specification lets be observed, and the stack counts, under Linux's names. */
class TcpInfoTest {

    private static TcpInfo info(Program p, int fd) {
        Answer<OptionValue> answer = p.calls.getsockopt(fd, Linux.SOL_TCP, Linux.TCP_INFO);
        p.returns(0, answer);
        return ((OptionValue.Info) answer.out()).info();
    }

    private static long field(Program p, int fd, String name) {
        return info(p, fd).get("tcpi_" + name).orElseThrow();
    }

    @Test
    void states() {
        try (Program p = new Program()) {
            int fresh = p.socket();
            assertThat(field(p, fresh, "state")).isEqualTo(7);
            int listener = p.listening();
            assertThat(field(p, listener, "state")).isEqualTo(10);
            int fd = p.accepted(listener);
            assertThat(field(p, fd, "state")).isEqualTo(1);
            p.returns(0, p.calls.shutdown(fd, Linux.SHUT_WR));
            assertThat(field(p, fd, "state")).isEqualTo(4);
            p.x.out("<SEQ=ISS+1><ACK=1001><CTL=FIN,ACK>");
            p.x.in("<SEQ=1001><ACK=ISS+2><CTL=ACK>");
            assertThat(field(p, fd, "state")).isEqualTo(5);
            p.x.in("<SEQ=1001><ACK=ISS+2><CTL=FIN,ACK>");
            assertThat(field(p, fd, "state"))
                    .as("TIME-WAIT: the socket is out of it")
                    .isEqualTo(7);
        }
    }

    @Test
    void connecting() {
        try (Program p = new Program()) {
            int fd = p.socketNonBlocking();
            p.fails(Errno.EINPROGRESS, p.connecting(fd));
            assertThat(field(p, fd, "state")).isEqualTo(2);
            assertThat(field(p, fd, "unacked")).isEqualTo(1);
            p.x.advance(1_001);
            assertThat(field(p, fd, "retransmits")).isEqualTo(1);
            assertThat(field(p, fd, "total_retrans")).isEqualTo(1);
            assertThat(field(p, fd, "rto")).isEqualTo(2_000_000);
        }
    }

    @Test
    void dataInFlight() {
        try (Program p = new Program()) {
            int listener = p.listening();
            p.x.in("<SEQ=1000><CTL=SYN><MSS=1000>");
            p.x.out("<SEQ=ISS><ACK=1001><CTL=SYN,ACK>");
            p.x.advance(100);
            p.x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK><WND=5000>");
            int fd = p.ok(p.calls.accept(listener));
            p.returns(2_500, p.write(fd, 2_500));
            p.x.advance(20);
            TcpInfo info = info(p, fd);
            assertThat(info.get("tcpi_unacked")).hasValue(2);
            assertThat(info.get("tcpi_notsent_bytes")).hasValue(500);
            assertThat(info.get("tcpi_snd_mss")).hasValue(1000);
            assertThat(info.get("tcpi_advmss")).hasValue(1460);
            assertThat(info.get("tcpi_pmtu")).hasValue(1500);
            assertThat(info.get("tcpi_snd_wnd")).hasValue(5000);
            assertThat(info.get("tcpi_rcv_wnd")).hasValue(65_535);
            assertThat(info.get("tcpi_rtt")).hasValue(100_000);
            assertThat(info.get("tcpi_rttvar")).hasValue(50_000);
            assertThat(info.get("tcpi_rto")).hasValue(300_000);
            assertThat(info.get("tcpi_ca_state")).hasValue(0);
            assertThat(info.get("tcpi_segs_in")).hasValue(2);
            assertThat(info.get("tcpi_segs_out")).hasValue(3);
            assertThat(info.get("tcpi_data_segs_out")).hasValue(2);
            assertThat(info.get("tcpi_bytes_sent")).hasValue(2000);
            assertThat(info.get("tcpi_bytes_acked")).hasValue(0);
            assertThat(info.get("tcpi_last_data_sent")).hasValue(20);
            assertThat(info.get("tcpi_no_such_field")).isEqualTo(OptionalLong.empty());
            p.x.in("<SEQ=1001><ACK=ISS+1001><CTL=PSH,ACK><WND=5000><DATA=70>");
            info = info(p, fd);
            assertThat(info.get("tcpi_unacked")).hasValue(1);
            assertThat(info.get("tcpi_bytes_acked")).hasValue(1000);
            assertThat(info.get("tcpi_bytes_received")).hasValue(70);
            assertThat(info.get("tcpi_data_segs_in")).hasValue(1);
            p.x.advance(400);
            info = info(p, fd);
            assertThat(info.get("tcpi_ca_state"))
                    .as("a loss that the timer has told")
                    .hasValue(4);
            assertThat(info.get("tcpi_total_retrans")).hasValue(1);
            assertThat(info.get("tcpi_bytes_retrans")).hasValue(1000);
        }
    }

    @Test
    void duplicates() {
        try (Program p = new Program()) {
            int fd = p.accepted();
            p.returns(6_000, p.write(fd, 6_000));
            p.x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK>");
            assertThat(field(p, fd, "ca_state")).as("disorder").isEqualTo(1);
            p.x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK>");
            p.x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK>");
            assertThat(field(p, fd, "ca_state")).as("recovery").isEqualTo(3);
            assertThat(field(p, fd, "total_retrans")).isEqualTo(1);
            assertThat(field(p, fd, "unacked")).isEqualTo(4);
        }
    }
}
