package dev.sequent.stack.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Connections close (RFC 9293, 3.6), in every order. */
class CloseTest {

    @Test
    @Tag("MUST-13")
    void weCloseFirstAndWaitOutTimeWait() {
        try (Exchange x = new Exchange()) {
            TcpConnection c = x.accepted();
            x.write(c, 5);
            x.out("<SEQ=ISS+1><ACK=1001><CTL=ACK,PSH><DATA=5>");
            x.in("<SEQ=1001><ACK=ISS+6><CTL=ACK><DATA=5>");
            x.read(c, 1001, 5);
            x.shutdownOutput(c);
            x.out("<SEQ=ISS+6><ACK=1006><CTL=FIN,ACK>");
            assertThat(c.stateName()).isEqualTo("FIN-WAIT-1");
            x.in("<SEQ=1006><ACK=ISS+7><CTL=ACK>");
            assertThat(c.stateName()).isEqualTo("FIN-WAIT-2");
            x.in("<SEQ=1006><ACK=ISS+7><CTL=FIN,ACK>");
            x.out("<SEQ=ISS+7><ACK=1007><CTL=ACK>");
            assertThat(c.stateName()).isEqualTo("TIME-WAIT");
            assertThat(x.stack.tcp().ringsInUse())
                    .as("memory for text in TIME-WAIT")
                    .isZero();
            x.advance(59_999);
            assertThat(x.stack.tcp().connections()).isEqualTo(1);
            x.advance(2);
            assertThat(x.stack.tcp().connections()).isZero();
            assertThat(c.user().failure()).isNull();
            x.outNothing();
        }
    }

    /** Between the two FINs the other direction lives on (RFC 9293, 3.6, case 1). */
    @Test
    void halfCloseLeavesTheOtherDirectionOpen() throws Exception {
        try (Exchange x = new Exchange()) {
            TcpConnection c = x.accepted();
            x.shutdownOutput(c);
            x.out("<SEQ=ISS+1><ACK=1001><CTL=FIN,ACK>");
            x.in("<SEQ=1001><ACK=ISS+2><CTL=ACK><DATA=100>");
            x.read(c, 1001, 100);
            x.in("<SEQ=1101><ACK=ISS+2><CTL=FIN,ACK><DATA=50>");
            x.read(c, 1101, 50);
            assertThat(c.user().read(new byte[1], 0, 1)).as("the end").isEqualTo(-1);
            assertThatThrownBy(() -> c.user().write(new byte[1], 0, 1)).hasMessageStartingWith("connection closing");
        }
    }

    @Test
    @Tag("MUST-12")
    void theRemoteClosesFirst() throws Exception {
        try (Exchange x = new Exchange()) {
            TcpConnection c = x.accepted();
            x.in("<SEQ=1001><ACK=ISS+1><CTL=FIN,ACK>");
            x.out("<SEQ=ISS+1><ACK=1002><CTL=ACK>");
            assertThat(c.stateName()).isEqualTo("CLOSE-WAIT");
            assertThat(c.user().read(new byte[1], 0, 1)).isEqualTo(-1);
            x.write(c, 10);
            x.out("<SEQ=ISS+1><ACK=1002><CTL=ACK,PSH><DATA=10>");
            x.close(c);
            x.out("<SEQ=ISS+11><ACK=1002><CTL=FIN,ACK>");
            assertThat(c.stateName()).isEqualTo("LAST-ACK");
            x.in("<SEQ=1002><ACK=ISS+12><CTL=ACK>");
            assertThat(x.stack.tcp().connections()).isZero();
            assertThat(x.stack.tcp().ringsInUse()).isZero();
        }
    }

    @Test
    void bothCloseAtOnce() {
        try (Exchange x = new Exchange()) {
            TcpConnection c = x.accepted();
            x.close(c);
            x.out("<SEQ=ISS+1><ACK=1001><CTL=FIN,ACK>");
            x.in("<SEQ=1001><ACK=ISS+1><CTL=FIN,ACK>");
            x.out("<SEQ=ISS+2><ACK=1002><CTL=ACK>");
            assertThat(c.stateName()).isEqualTo("CLOSING");
            x.in("<SEQ=1002><ACK=ISS+2><CTL=ACK>");
            assertThat(c.stateName()).isEqualTo("TIME-WAIT");
        }
    }

    @Test
    void theFinTravelsWithTheLastText() {
        try (Exchange x = new Exchange()) {
            TcpConnection c = x.accepted();
            byte[] text = new byte[10];
            try {
                c.user().write(text, 0, 10);
            } catch (TcpException e) {
                throw new AssertionError(e);
            }
            x.shutdownOutput(c);
            x.out("<SEQ=ISS+1><CTL=ACK,PSH,FIN><DATA=10>");
        }
    }

    @Test
    void whatIsQueuedIsSentBeforeTheFin() {
        try (Exchange x = new Exchange()) {
            TcpConnection c = x.accepted("<MSS=1000><WND=1000>");
            x.write(c, 1500);
            x.out("<SEQ=ISS+1><CTL=ACK><DATA=1000>");
            x.close(c);
            x.outNothing();
            x.in("<SEQ=1001><ACK=ISS+1001><CTL=ACK><WND=1000>");
            x.out("<SEQ=ISS+1001><CTL=PSH,FIN,ACK><DATA=500>");
            x.in("<SEQ=1001><ACK=ISS+1502><CTL=ACK>");
            assertThat(c.stateName()).isEqualTo("FIN-WAIT-2");
        }
    }

    @Test
    void aLostFinIsRepeated() {
        try (Exchange x = new Exchange()) {
            TcpConnection c = x.accepted();
            x.close(c);
            x.mark();
            x.out("<SEQ=ISS+1><CTL=FIN,ACK>");
            x.advance(600);
            x.outAt(200, "<SEQ=ISS+1><CTL=FIN,ACK>");
            x.outAt(600, "<SEQ=ISS+1><CTL=FIN,ACK>");
        }
    }

    /** RFC 9293, 3.10.7.4: its FIN again in TIME-WAIT is acknowledged, and the 2 MSL restart. */
    @Test
    @Tag("MUST-13")
    void aFinAgainInTimeWaitIsAcknowledgedAndRestartsTheWait() {
        try (Exchange x = new Exchange()) {
            TcpConnection c = x.accepted();
            x.close(c);
            x.out("<SEQ=ISS+1><CTL=FIN,ACK>");
            x.in("<SEQ=1001><ACK=ISS+2><CTL=FIN,ACK>");
            x.out("<SEQ=ISS+2><ACK=1002><CTL=ACK>");
            x.advance(50_000);
            x.in("<SEQ=1001><ACK=ISS+2><CTL=FIN,ACK>");
            x.out("<SEQ=ISS+2><ACK=1002><CTL=ACK>");
            x.advance(59_000);
            assertThat(c.stateName()).isEqualTo("TIME-WAIT");
            x.advance(1_001);
            assertThat(x.stack.tcp().connections()).isZero();
        }
    }

    /** RFC 9293, 3.6.1: nobody will read what has arrived, and the remote must not think otherwise (SHLD-3). */
    @Test
    @Tag("SHLD-3")
    void closingWithTextUnreadResets() {
        try (Exchange x = new Exchange()) {
            TcpConnection c = x.accepted();
            x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK><DATA=100>");
            x.close(c);
            x.out("<SEQ=ISS+1><ACK=1101><CTL=RST,ACK>");
            x.outNothing();
            assertThat(x.stack.tcp().connections()).isZero();
            assertThat(x.stack.tcp().ringsInUse()).isZero();
        }
    }

    @Test
    @Tag("SHLD-3")
    @Tag("MAY-1")
    void textThatArrivesAfterTheCloseResets() {
        try (Exchange x = new Exchange()) {
            TcpConnection c = x.accepted();
            x.close(c);
            x.out("<SEQ=ISS+1><CTL=FIN,ACK>");
            x.in("<SEQ=1001><ACK=ISS+2><CTL=ACK><DATA=100>");
            x.out("<SEQ=ISS+2><ACK=1001><CTL=RST,ACK>");
            assertThat(x.stack.tcp().connections()).isZero();
        }
    }

    @Test
    void abortResetsAndForgets() {
        try (Exchange x = new Exchange()) {
            TcpConnection c = x.accepted();
            x.write(c, 10);
            x.outAny();
            x.abort(c);
            x.out("<SEQ=ISS+11><CTL=RST>");
            x.advance(10_000);
            x.outNothing();
            assertThat(c.user().failure().text()).isEqualTo("connection reset");
            assertThat(x.stack.tcp().ringsInUse()).isZero();
        }
    }

    @Test
    void abortWhileOpeningSaysNothing() {
        try (Exchange x = new Exchange()) {
            TcpConnection c = x.connect();
            x.out("<SEQ=ISS><CTL=SYN>");
            x.abort(c);
            x.outNothing();
            assertThat(x.stack.tcp().connections()).isZero();
        }
    }

    @Test
    void whoHasClosedDoesNotWaitForeverForTheRemote() {
        try (Exchange x = new Exchange()) {
            TcpConnection c = x.accepted();
            x.close(c);
            x.out("<SEQ=ISS+1><CTL=FIN,ACK>");
            x.in("<SEQ=1001><ACK=ISS+2><CTL=ACK>");
            assertThat(c.stateName()).isEqualTo("FIN-WAIT-2");
            x.advance(59_000);
            assertThat(x.stack.tcp().connections()).isEqualTo(1);
            x.advance(1_001);
            assertThat(x.stack.tcp().connections()).isZero();
        }
    }

    /** What has arrived in order stays readable when the connection is gone in an orderly way. */
    @Test
    void textCanBeReadAfterTheConnectionIsGone() throws Exception {
        try (Exchange x = new Exchange()) {
            TcpConnection c = x.accepted();
            x.in("<SEQ=1001><ACK=ISS+1><CTL=FIN,ACK><DATA=100>");
            x.out("<SEQ=ISS+1><ACK=1102><CTL=ACK>");
            x.shutdownOutput(c);
            x.out("<SEQ=ISS+1><CTL=FIN,ACK>");
            x.in("<SEQ=1102><ACK=ISS+2><CTL=ACK>");
            assertThat(x.stack.tcp().connections()).isZero();
            assertThat(x.stack.tcp().ringsInUse()).isEqualTo(1);
            x.read(c, 1001, 100);
            assertThat(c.user().read(new byte[1], 0, 1)).isEqualTo(-1);
            assertThat(x.stack.tcp().ringsInUse()).isZero();
        }
    }

    @Test
    void aFinBeforeTheTextBeforeItWaits() throws Exception {
        try (Exchange x = new Exchange()) {
            TcpConnection c = x.accepted();
            x.in("<SEQ=1101><ACK=ISS+1><CTL=FIN,ACK><DATA=100>");
            x.out("<SEQ=ISS+1><ACK=1001><CTL=ACK>");
            assertThat(c.stateName()).isEqualTo("ESTABLISHED");
            x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK><DATA=100>");
            x.out("<SEQ=ISS+1><ACK=1202><CTL=ACK>");
            assertThat(c.stateName()).isEqualTo("CLOSE-WAIT");
            x.read(c, 1001, 200);
            assertThat(c.user().read(new byte[1], 0, 1)).isEqualTo(-1);
        }
    }
}
