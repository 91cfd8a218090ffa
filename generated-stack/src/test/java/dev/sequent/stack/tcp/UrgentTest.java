package dev.sequent.stack.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Urgent data as the remote announces it (RFC 9293, 3.8.5): the user is told whenever the pointer advances (MUST-32).
 */
class UrgentTest {

    @Test
    @Tag("MUST-32")
    void eachPointerThatAdvancesIsTold() {
        try (Exchange x = new Exchange()) {
            TcpConnection c = x.accepted();
            x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK,URG><UP=5><DATA=10>");
            assertThat(c.user().takeUrgentNews()).isTrue();
            x.in("<SEQ=1011><ACK=ISS+1><CTL=ACK,URG><UP=5><DATA=10>");
            assertThat(c.user().takeUrgentNews()).as("it has advanced").isTrue();
            x.in("<SEQ=1011><ACK=ISS+1><CTL=ACK,URG><UP=5><DATA=10>");
            assertThat(c.user().takeUrgentNews()).as("it stands where it stood").isFalse();
        }
    }

    @Test
    @Tag("MUST-32")
    void whatHasBeenReadIsNoLongerUrgentAndTheNextIsNews() {
        try (Exchange x = new Exchange()) {
            TcpConnection c = x.accepted();
            x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK,URG><UP=10><DATA=10>");
            assertThat(c.user().takeUrgentNews()).isTrue();
            x.read(c, 1001, 10);
            x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK,URG><UP=10><DATA=10>");
            assertThat(c.user().takeUrgentNews()).as("it has been consumed").isFalse();
            x.in("<SEQ=1011><ACK=ISS+1><CTL=ACK,URG><UP=1><DATA=1>");
            assertThat(c.user().takeUrgentNews()).isTrue();
        }
    }

    /** MUST-31: the pointer is as far ahead as 16 bits reach, and goes on with the text. */
    @Test
    @Tag("MUST-31")
    void urgentDataMayBeLongerThanThePointerReaches() throws Exception {
        try (Exchange x = new Exchange()) {
            TcpConnection c = x.accepted();
            c.user().writeUrgent(new byte[70_000], 0, 70_000);
            x.settle();
            x.out("<SEQ=ISS+1><CTL=URG,ACK><UP=65535><DATA=1460>");
            x.outAny();
            x.in("<SEQ=1001><ACK=ISS+64241><CTL=ACK>");
            x.out("<SEQ=ISS+64241><CTL=URG,ACK><UP=5760><DATA=1460>");
        }
    }

    /** Text on a SYN is processed later (3.10.7.2), and so is its urgent pointer. */
    @Test
    @Tag("MUST-32")
    void urgentTextOnASynIsToldWhenTheConnectionIsEstablished() {
        try (Exchange x = new Exchange()) {
            TcpListener listener = x.listen();
            x.in("<SEQ=1000><CTL=SYN,URG><UP=4><DATA=3>");
            x.out("<SEQ=ISS><ACK=1001><CTL=SYN,ACK>");
            x.in("<SEQ=1004><ACK=ISS+1><CTL=ACK>");
            TcpConnection c = listener.poll();
            assertThat(c.user().takeUrgentNews()).isTrue();
            x.read(c, 1001, 3);
        }
    }
}
