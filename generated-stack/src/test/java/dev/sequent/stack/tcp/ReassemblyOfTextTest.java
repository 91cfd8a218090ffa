package dev.sequent.stack.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Text and FIN out of order: what is kept, and how it is acknowledged (RFC 9293, 3.10.7.4, seventh and eighth; RFC
 * 5681, 4.2).
 */
class ReassemblyOfTextTest {

    /** Sixteen ranges of one octet each, with a hole of one octet before each. */
    private static void sixteenHoles(Exchange x) {
        for (int i = 0; i < 16; i++) {
            x.in("<SEQ=" + (1101 + 2 * i) + "><ACK=ISS+1><CTL=ACK><DATA=1>");
            x.out("<SEQ=ISS+1><ACK=1001><CTL=ACK>");
        }
    }

    @Test
    void textInOrderIsTakenHoweverManyHolesThereAre() {
        try (Exchange x = new Exchange()) {
            TcpConnection c = x.accepted();
            sixteenHoles(x);
            x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK><DATA=10>");
            x.out("<SEQ=ISS+1><ACK=1011><CTL=ACK>");
            x.in("<SEQ=1011><ACK=ISS+1><CTL=ACK><DATA=90>");
            x.out("<SEQ=ISS+1><ACK=1102><CTL=ACK>");
            x.read(c, 1001, 101);
        }
    }

    /** What finds no room counts as lost: it is asked for again, and comes again. */
    @Test
    void theSeventeenthHoleIsAsGoodAsLost() {
        try (Exchange x = new Exchange()) {
            TcpConnection c = x.accepted();
            sixteenHoles(x);
            x.in("<SEQ=1201><ACK=ISS+1><CTL=ACK><DATA=10>");
            x.out("<SEQ=ISS+1><ACK=1001><CTL=ACK>");
            x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK><DATA=200>");
            x.out("<SEQ=ISS+1><ACK=1201><CTL=ACK>");
            x.in("<SEQ=1201><ACK=ISS+1><CTL=ACK><DATA=10>");
            x.advance(40);
            x.out("<SEQ=ISS+1><ACK=1211><CTL=ACK>");
            x.read(c, 1001, 210);
        }
    }

    /** A set that is full still takes what makes one of its ranges longer. */
    @Test
    void aFullSetTakesWhatTouchesARange() {
        try (Exchange x = new Exchange()) {
            TcpConnection c = x.accepted();
            sixteenHoles(x);
            x.in("<SEQ=1132><ACK=ISS+1><CTL=ACK><DATA=10>");
            x.out("<SEQ=ISS+1><ACK=1001><CTL=ACK>");
            x.in("<SEQ=1100><ACK=ISS+1><CTL=ACK><DATA=1>");
            x.out("<SEQ=ISS+1><ACK=1001><CTL=ACK>");
            x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK><DATA=131>");
            x.out("<SEQ=ISS+1><ACK=1142><CTL=ACK>");
            x.read(c, 1001, 141);
        }
    }

    /** Forty full segments, every second lost, then sent again from the first on. */
    @Test
    void everySecondOfFortySegmentsIsLost() {
        try (Exchange x = new Exchange()) {
            TcpConnection c = x.accepted();
            for (int i = 1; i < 40; i += 2) {
                x.in("<SEQ=" + (1001 + 1460 * i) + "><ACK=ISS+1><CTL=ACK><DATA=1460>");
            }
            for (int i = 0; i < 40; i++) {
                x.in("<SEQ=" + (1001 + 1460 * i) + "><ACK=ISS+1><CTL=ACK><DATA=1460>");
            }
            assertThat(c.user().available()).isEqualTo(40 * 1460);
            x.read(c, 1001, 40 * 1460);
        }
    }

    /** RFC 5681, 4.2: an ACK at once when a segment fills in all or part of a gap. */
    @Test
    void whatFillsAGapByReachingHeldTextIsAcknowledgedAtOnce() {
        try (Exchange x = new Exchange()) {
            x.accepted();
            x.in("<SEQ=1101><ACK=ISS+1><CTL=ACK><DATA=100>");
            x.out("<SEQ=ISS+1><ACK=1001><CTL=ACK>");
            x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK><DATA=200>");
            x.out("<SEQ=ISS+1><ACK=1201><CTL=ACK>");
            x.outNothing();
        }
    }

    @Test
    void whatFillsPartOfAGapIsAcknowledgedAtOnce() {
        try (Exchange x = new Exchange()) {
            x.accepted();
            x.in("<SEQ=1101><ACK=ISS+1><CTL=ACK><DATA=100>");
            x.out("<SEQ=ISS+1><ACK=1001><CTL=ACK>");
            x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK><DATA=10>");
            x.out("<SEQ=ISS+1><ACK=1011><CTL=ACK>");
            x.outNothing();
        }
    }

    @Test
    void oldTextWithANewFinDrawsOneAcknowledgment() {
        try (Exchange x = new Exchange()) {
            x.accepted();
            x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK><DATA=1000>");
            x.advance(40);
            x.out("<SEQ=ISS+1><ACK=2001><CTL=ACK>");
            x.in("<SEQ=1001><ACK=ISS+1><CTL=FIN,ACK><DATA=1000>");
            x.out("<SEQ=ISS+1><ACK=2002><CTL=ACK>");
            x.outNothing();
        }
    }

    @Test
    void aBareFinAboveAGapDrawsADuplicateAcknowledgment() {
        try (Exchange x = new Exchange()) {
            TcpConnection c = x.accepted();
            x.in("<SEQ=2001><ACK=ISS+1><CTL=FIN,ACK>");
            x.out("<SEQ=ISS+1><ACK=1001><CTL=ACK>");
            x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK><DATA=1000>");
            x.out("<SEQ=ISS+1><ACK=2002><CTL=ACK>");
            x.outNothing();
            assertThat(c.stateName()).isEqualTo("CLOSE-WAIT");
        }
    }

    /** Text, then a FIN that stands before its end: the FIN is the end, and is not passed by. */
    @Test
    void aFinInFrontOfHeldTextIsTheEnd() throws Exception {
        try (Exchange x = new Exchange()) {
            TcpConnection c = x.accepted();
            x.in("<SEQ=1011><ACK=ISS+1><CTL=ACK><DATA=90>");
            x.in("<SEQ=1051><ACK=ISS+1><CTL=FIN,ACK>");
            x.outAny();
            x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK><DATA=10>");
            x.out("<SEQ=ISS+1><ACK=1052><CTL=ACK>");
            x.read(c, 1001, 50);
            assertThat(c.user().read(new byte[1], 0, 1)).isEqualTo(-1);
        }
    }

    /** After the remote's FIN nothing more is taken; but what occupies sequence space is answered. */
    @Test
    void textBeyondTheFinIsAnswered() {
        try (Exchange x = new Exchange()) {
            x.accepted();
            x.in("<SEQ=1001><ACK=ISS+1><CTL=FIN,ACK>");
            x.out("<SEQ=ISS+1><ACK=1002><CTL=ACK>");
            x.in("<SEQ=1002><ACK=ISS+1><CTL=ACK><DATA=10>");
            x.out("<SEQ=ISS+1><ACK=1002><CTL=ACK>");
            x.outNothing();
        }
    }
}
