package dev.sequent.suite.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.wire.Ipv4Header;
import dev.sequent.wire.TcpHeader;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Exchanges as the RFC draws them. */
class ExchangeFigureTest {
    private static final long SECOND = 1_000_000_000;

    private static byte[] segment(int sequence, int acknowledgment, int control, int octets) {
        ByteBuffer b = ByteBuffer.allocate(Ipv4Header.MIN_LENGTH + TcpHeader.MIN_LENGTH + octets);
        Ipv4Header.put(b, 0, 0, b.limit(), 0, 0, 64, Ipv4Header.TCP, 1, 2);
        TcpHeader.put(b, Ipv4Header.MIN_LENGTH, 1, 2, sequence, acknowledgment, TcpHeader.MIN_LENGTH, control, 100, 0);
        return b.array();
    }

    @Test
    void aSegmentIsOneLineUnlessSomethingComesBetween() {
        byte[] syn = segment(-1, 0, TcpHeader.SYN, 0);
        byte[] answer = segment(500, 0, TcpHeader.SYN | TcpHeader.ACK, 0);
        byte[] text = segment(0, 501, TcpHeader.ACK | TcpHeader.PSH, 7);
        var exchange = new Exchange(
                "A",
                "B",
                List.of(
                        new Exchange.Call(0, 0, "OPEN", 0, "SYN-SENT"),
                        new Exchange.Sent(0, 0, 1, syn, false, "SYN-SENT"),
                        new Exchange.Arrived(0, 1, 1, syn, "SYN-RECEIVED"),
                        new Exchange.Sent(0, 1, 2, answer, true, "SYN-RECEIVED"),
                        new Exchange.Sent(SECOND, 1, 3, answer, false, "SYN-RECEIVED"),
                        new Exchange.Sent(SECOND, 0, 4, text, false, "ESTABLISHED"),
                        new Exchange.Arrived(SECOND, 0, 3, answer, "ESTABLISHED"),
                        new Exchange.Arrived(2 * SECOND, 1, 4, text, "ESTABLISHED"),
                        new Exchange.Told(2 * SECOND, 1, "connection closing", "CLOSE-WAIT")),
                2 * SECOND,
                List.of(),
                List.of(),
                Map.of());
        assertThat(ExchangeFigure.text(exchange, 200)).isEqualTo("""
                      A                                                                    B
                      (OPEN)
                  1.  SYN-SENT    --> <SEQ=A><CTL=SYN><WND=100>                        --> SYN-RECEIVED
                  2.  SYN-SENT        <SEQ=B><ACK=A+1><CTL=SYN,ACK><WND=100>           x-- SYN-RECEIVED
                                      ... 1 s pass ...
                  3.  SYN-SENT    ... <SEQ=B><ACK=A+1><CTL=SYN,ACK><WND=100>           <-- SYN-RECEIVED
                  4.  ESTABLISHED --> <SEQ=A+1><ACK=B+1><CTL=ACK,PSH><WND=100><DATA=7> ... SYN-RECEIVED
                  5.  ESTABLISHED <-- <SEQ=B><ACK=A+1><CTL=SYN,ACK><WND=100>           ... SYN-RECEIVED
                                      ... 1 s pass ...
                  6.  ESTABLISHED ... <SEQ=A+1><ACK=B+1><CTL=ACK,PSH><WND=100><DATA=7> --> ESTABLISHED
                                                                                           (connection closing)

                  A = 4294967295, B = 500
                """);
    }
}
