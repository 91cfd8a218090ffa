package dev.sequent.stack.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code sequent ss --info} shows of connections: what the specification lets be observed. */
class ObservedTest {

    /** Of all connections, a line each. */
    private static String infos(Exchange x) {
        return String.join(
                "\n",
                ConnectionInfo.table(x.stack.connections(true))
                        .lines()
                        .filter(line -> line.startsWith("\t"))
                        .toList());
    }

    private static String number(int sequence) {
        return Integer.toUnsignedString(sequence);
    }

    /** The SYN,ACK was on its way for 100 ms: SRTT = R, RTTVAR = R/2, RTO = SRTT + 4 RTTVAR (RFC 6298, 2.2). */
    private static TcpConnection accepted(Exchange x) {
        TcpListener listener = x.listen();
        x.in("<SEQ=1000><CTL=SYN><MSS=1000>");
        x.out("<SEQ=ISS><ACK=1001><CTL=SYN,ACK>");
        x.advance(100);
        x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK><WND=5000>");
        TcpConnection connection = listener.poll();
        assertThat(connection).isNotNull();
        return connection;
    }

    @Test
    void dataInFlight() {
        try (Exchange x = new Exchange()) {
            TcpConnection c = accepted(x);
            x.write(c, 1_500);
            x.out("<SEQ=ISS+1><ACK=1001><CTL=ACK><DATA=1000>"); // Nagle keeps the rest.
            x.in("<SEQ=1001><ACK=ISS+1><CTL=PSH,ACK><WND=5000><DATA=70>");
            assertThat(infos(x))
                    .isEqualTo("\t send-next:" + number(x.iss() + 1001) + " retransmissions:0 rto:300ms rtt:100ms"
                            + " mss:1000 window:5000 cwnd:4294967295 in-flight:1000 offered:65465 rttvar:50ms probes:0"
                            + " duplicates:0 recovering:no unsent:500 urgent:no buffer:65535 mss-offered:1460"
                            + " path-mtu:1500");
            x.advance(300);
            x.out("<SEQ=ISS+1001><ACK=1071><CTL=ACK>");
            x.out("<SEQ=ISS+1><ACK=1071><CTL=ACK><DATA=1000>");
            assertThat(infos(x)).contains(" retransmissions:1 rto:600ms rtt:100ms "); // RFC 6298, 5.5.
        }
    }

    /** Below the line of its connection; a listener is not a machine. Who does not ask gets the table as it is. */
    @Test
    void belowTheConnection() {
        try (Exchange x = new Exchange()) {
            accepted(x);
            String plain = ConnectionInfo.table(x.stack.connections());
            assertThat(plain).doesNotContain("\t");
            assertThat(ConnectionInfo.table(x.stack.connections(true)))
                    .startsWith(plain + "\t send-next:" + number(x.iss() + 1) + " ");
            assertThat(plain.lines().map(line -> line.split(" ")[0])).containsExactly("State", "LISTEN", "ESTABLISHED");
        }
    }

    /** {@code rtt} is 0 before the first sample, and there is no segment yet whose size would matter. */
    @Test
    void ofAConnectionThatNobodyHasAnswered() {
        try (Exchange x = new Exchange()) {
            x.connect();
            x.out("<SEQ=ISS><CTL=SYN>");
            assertThat(infos(x))
                    .startsWith("\t send-next:" + number(x.iss() + 1) + " retransmissions:0 rto:1s rtt:0ms mss:536 ")
                    .contains(" window:0 ", " in-flight:1 ");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0ms",
        "870, 870ns",
        "999499, 999us",
        "999500, 1ms",
        "1234567, 1.23ms",
        "87450, 87.5us",
        "200000000, 200ms",
        "1500000000, 1.5s",
        "59999999999, 60s",
        "60000000000, 1m0s",
        "7199000000000, 1h59m",
        "-1200000, -1.2ms",
        "-9223372036854775808, -2562047h47m",
    })
    void durationsToThreeDigits(long nanos, String text) {
        assertThat(Observed.duration(nanos)).isEqualTo(text);
    }
}
