package dev.sequent.stack.tcp;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** When acknowledgments are sent (RFC 9293, 3.8.6.3), and when small segments wait (3.7.4). */
class AcknowledgmentTest {

    @Test
    @Tag("MUST-40")
    @Tag("SHLD-18")
    void anAcknowledgmentWaits40Milliseconds() {
        try (Exchange x = new Exchange()) {
            x.accepted();
            x.mark();
            x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK,PSH><DATA=100>");
            x.outNothing();
            x.advance(100);
            x.outAt(40, "<SEQ=ISS+1><ACK=1101><CTL=ACK>");
            x.outNothing();
        }
    }

    /** SHLD-19: at least for every second full segment. */
    @Test
    @Tag("SHLD-19")
    void everySecondFullSegmentIsAcknowledgedAtOnce() {
        try (Exchange x = new Exchange()) {
            x.accepted();
            x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK><DATA=1460>");
            x.outNothing();
            x.in("<SEQ=2461><ACK=ISS+1><CTL=ACK><DATA=1460>");
            x.out("<SEQ=ISS+1><ACK=3921><CTL=ACK>");
            x.in("<SEQ=3921><ACK=ISS+1><CTL=ACK><DATA=1460>");
            x.outNothing();
            x.in("<SEQ=5381><ACK=ISS+1><CTL=ACK><DATA=1460>");
            x.out("<SEQ=ISS+1><ACK=6841><CTL=ACK>");
        }
    }

    /** MUST-58, MUST-59: segments that are queued are processed before an acknowledgment is sent. */
    @Test
    @Tag("MUST-58")
    @Tag("MUST-59")
    void aBatchIsAcknowledgedOnce() {
        try (Exchange x = new Exchange()) {
            x.accepted();
            x.inTogether(
                    "<SEQ=1001><ACK=ISS+1><CTL=ACK><DATA=1460>",
                    "<SEQ=2461><ACK=ISS+1><CTL=ACK><DATA=1460>",
                    "<SEQ=3921><ACK=ISS+1><CTL=ACK><DATA=1460>",
                    "<SEQ=5381><ACK=ISS+1><CTL=ACK><DATA=1460>");
            x.out("<SEQ=ISS+1><ACK=6841><CTL=ACK>");
            x.outNothing();
        }
    }

    @Test
    void anAnswerCarriesTheAcknowledgment() {
        try (Exchange x = new Exchange()) {
            TcpConnection c = x.accepted();
            x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK,PSH><DATA=100>");
            x.write(c, 7);
            x.out("<SEQ=ISS+1><ACK=1101><CTL=ACK,PSH><DATA=7>");
            x.advance(100);
            x.outNothing();
        }
    }

    @Test
    void withoutDelayEachSegmentIsAcknowledged() {
        try (Exchange x = new Exchange("DELAYED-ACK-TIME=0")) {
            x.accepted();
            x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK,PSH><DATA=100>");
            x.out("<SEQ=ISS+1><ACK=1101><CTL=ACK>");
        }
    }

    /** Nagle: a small segment waits while anything is unacknowledged. */
    @Test
    @Tag("SHLD-7")
    @Tag("SHLD-27")
    void aSmallSegmentWaitsForTheAcknowledgmentOfTheOneBefore() {
        try (Exchange x = new Exchange()) {
            TcpConnection c = x.accepted();
            x.write(c, 5);
            x.out("<SEQ=ISS+1><CTL=ACK,PSH><DATA=5>");
            x.write(c, 5);
            x.write(c, 5);
            x.outNothing();
            x.in("<SEQ=1001><ACK=ISS+6><CTL=ACK>");
            x.out("<SEQ=ISS+6><CTL=ACK,PSH><DATA=10>");
        }
    }

    @Test
    @Tag("MUST-17")
    void withNodelayItDoesNotWait() {
        try (Exchange x = new Exchange()) {
            TcpConnection c = x.accepted();
            c.user().options().nodelay(true);
            x.write(c, 5);
            x.out("<SEQ=ISS+1><CTL=ACK,PSH><DATA=5>");
            x.write(c, 5);
            x.out("<SEQ=ISS+6><CTL=ACK,PSH><DATA=5>");
        }
    }

    @Test
    void turningNodelayOnSendsWhatWaited() {
        try (Exchange x = new Exchange()) {
            TcpConnection c = x.accepted();
            x.write(c, 5);
            x.out("<SEQ=ISS+1><CTL=ACK,PSH><DATA=5>");
            x.write(c, 5);
            x.outNothing();
            c.user().options().nodelay(true);
            x.settle();
            x.out("<SEQ=ISS+6><CTL=ACK,PSH><DATA=5>");
        }
    }

    @Test
    void theParameterTurnsNagleOffForAll() {
        try (Exchange x = new Exchange("NAGLE=0")) {
            TcpConnection c = x.accepted();
            x.write(c, 5);
            x.write(c, 5);
            x.out("<SEQ=ISS+1><CTL=ACK,PSH><DATA=5>");
            x.out("<SEQ=ISS+6><CTL=ACK,PSH><DATA=5>");
        }
    }
}
