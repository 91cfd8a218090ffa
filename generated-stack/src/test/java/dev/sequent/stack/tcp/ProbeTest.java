package dev.sequent.stack.tcp;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A window probe is a segment like others: what goes with its octet when the window is open goes with it here, too (RFC
 * 9293, 3.8.6.1).
 */
class ProbeTest {

    /**
     * The remote may have room for it; nothing else would ever say that no more is coming (RFC 9293, 3.9.1.2, MUST-61).
     */
    @Test
    @Tag("MUST-61")
    void aProbeThatCarriesTheLastOctetIsPushed() {
        try (Exchange x = new Exchange()) {
            TcpConnection c = x.accepted();
            x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK><WND=0>");
            x.write(c, 1);
            x.advance(250);
            x.out("<SEQ=ISS+1><ACK=1001><CTL=PSH,ACK><DATA=1>");
            x.in("<SEQ=1001><ACK=ISS+2><CTL=ACK><WND=10>");
            x.outNothing();
        }
    }

    /**
     * A user who does not read learns by the urgent pointer that there is reason to, and so his window opens: it is for
     * a shut window above all that the pointer goes ahead of the text (RFC 9293, 3.8.5, 3.10.2; 3.10.7.4, MUST-66: the
     * receiver's side of the same).
     */
    @Test
    void aProbeTellsOfUrgentData() throws Exception {
        try (Exchange x = new Exchange()) {
            TcpConnection c = x.accepted();
            x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK><WND=0>");
            c.user().writeUrgent(new byte[3], 0, 3);
            x.settle();
            x.advance(250);
            x.out("<SEQ=ISS+1><ACK=1001><CTL=URG,ACK><UP=3><DATA=1>");
        }
    }
}
