package dev.sequent.stack.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Memory for text: as much as there is text, and none for a connection that waits. */
class MemoryForTextTest {

    private static final int BLOCK = 4_096;

    @Test
    void aConnectionThatIsIdleAgainHoldsNone() throws Exception {
        try (Exchange x = new Exchange()) {
            TcpConnection c = x.accepted();
            holds(x, 0, 0);
            x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK,PSH><DATA=100>");
            holds(x, 1, BLOCK);
            x.read(c, 1001, 100);
            holds(x, 0, 0);
            x.write(c, 100);
            x.out("<SEQ=ISS+1><ACK=1101><CTL=ACK,PSH><DATA=100>");
            holds(x, 1, BLOCK);
            x.in("<SEQ=1101><ACK=ISS+101><CTL=ACK>");
            holds(x, 0, 0);
            x.in("<SEQ=1101><ACK=ISS+101><CTL=ACK,PSH><DATA=100>");
            x.read(c, 1101, 100); // The stream goes on where it was.
            holds(x, 0, 0);
        }
    }

    @Test
    void octetsBeyondAHoleAreKeptWhenAllBeforeThemHaveBeenRead() throws Exception {
        try (Exchange x = new Exchange()) {
            TcpConnection c = x.accepted();
            x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK,PSH><DATA=100>");
            x.in("<SEQ=1201><ACK=ISS+1><CTL=ACK,PSH><DATA=100>");
            x.out("<SEQ=ISS+1><ACK=1101><CTL=ACK>");
            x.read(c, 1001, 100);
            holds(x, 1, BLOCK);
            x.in("<SEQ=1101><ACK=ISS+1><CTL=ACK,PSH><DATA=100>");
            x.out("<SEQ=ISS+1><ACK=1301><CTL=ACK>");
            x.read(c, 1101, 200);
            holds(x, 0, 0);
        }
    }

    @Test
    void aReaderWhoReadsSlowlyHoldsWhatIsUnread() throws Exception {
        try (Exchange x = new Exchange()) {
            TcpConnection c = x.accepted();
            for (int i = 0; i < 10; i++) {
                x.in("<SEQ=" + (1001 + 1_000 * i) + "><ACK=ISS+1><CTL=ACK,PSH><DATA=1000>");
            }
            holds(x, 1, 3 * BLOCK);
            x.read(c, 1001, 9_000);
            holds(x, 1, BLOCK);
        }
    }

    private static void holds(Exchange x, int rings, long octets) {
        assertThat(x.stack.tcp().ringsInUse()).as("rings").isEqualTo(rings);
        assertThat(x.stack.tcp().octetsInUse()).as("octets of memory").isEqualTo(octets);
    }
}
