package dev.sequent.stack.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * More holes than there is room for (RFC 9293, 3.10.7.4, SHLD-31: what comes out of order should be kept; it need not
 * be).
 */
class HolesTest {

    private static final int RANGES = 16;

    /** Pieces of 10 octets at 1021, 1041, ...: the octets in front of each are missing. */
    private static TcpConnection withHoles(Exchange x, int pieces) {
        TcpConnection c = x.accepted();
        for (int i = 1; i <= pieces; i++) {
            x.in("<SEQ=" + (1001 + 20 * i) + "><ACK=ISS+1><CTL=ACK><DATA=10>");
            x.out("<SEQ=ISS+1><ACK=1001><CTL=ACK>");
        }
        return c;
    }

    /** Text in order is taken, also where it touches none of those that fill the room. */
    @Test
    void textInOrderIsTakenWhenThereIsNoRoomForMoreHoles() {
        try (Exchange x = new Exchange()) {
            TcpConnection c = withHoles(x, RANGES);
            x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK><DATA=5>");
            x.out("<SEQ=ISS+1><ACK=1006><CTL=ACK>");
            x.read(c, 1001, 5);
            assertThat(c.stateName()).isEqualTo("ESTABLISHED");
        }
    }

    /** All of it arrives when what is missing is sent again, piece by piece. */
    @Test
    void manyHolesAreFilled() {
        try (Exchange x = new Exchange()) {
            TcpConnection c = withHoles(x, RANGES + 4);
            for (int at = 1001; at < 1001 + 20 * (RANGES + 5); at += 10) {
                x.in("<SEQ=" + at + "><ACK=ISS+1><CTL=ACK><DATA=10>");
            }
            x.read(c, 1001, 20 * (RANGES + 5));
        }
    }

    /** A piece that joins two others needs no room. */
    @Test
    void whatTouchesWhatIsKeptNeedsNoRoom() {
        try (Exchange x = new Exchange()) {
            TcpConnection c = withHoles(x, RANGES);
            x.in("<SEQ=1031><ACK=ISS+1><CTL=ACK><DATA=10>");
            x.out("<SEQ=ISS+1><ACK=1001><CTL=ACK>");
            x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK><DATA=20>");
            x.out("<SEQ=ISS+1><ACK=1051><CTL=ACK>");
            x.read(c, 1001, 50);
        }
    }
}
