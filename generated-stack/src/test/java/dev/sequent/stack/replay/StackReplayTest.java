package dev.sequent.stack.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sequent.stack.replay.ReplayAction.Call;
import dev.sequent.stack.replay.ReplayAction.Crash;
import dev.sequent.stack.replay.ReplayAction.Deliver;
import dev.sequent.stack.replay.ReplayAction.Forge;
import dev.sequent.stack.replay.ReplayAction.Lose;
import dev.sequent.stack.replay.ReplayAction.Tick;
import dev.sequent.stack.replay.ReplayAction.Timeout;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What two stacks do is what the script lets happen, and nothing else. */
class StackReplayTest {
    private static final int A = 0;
    private static final int B = 1;
    private static final long FIN = 1;
    private static final long SYN = 2;
    private static final long RST = 4;
    private static final long PSH = 8;
    private static final long ACK = 16;
    private static final long MILLISECOND = 1_000_000;

    private final StackReplay replay = new StackReplay(2, Map.of("DELAYED-ACK-TIME", 0L), 0);
    private int lastNumber;

    private Observation does(ReplayAction action, Long... isns) {
        return does(replay, action, isns);
    }

    /** Numbers what is sent one after the other. */
    private Observation does(StackReplay stacks, ReplayAction action, Long... isns) {
        Observation seen =
                stacks.perform(action, List.of(isns), List.of(lastNumber + 1, lastNumber + 2, lastNumber + 3));
        lastNumber += seen.sent().size();
        assertThat(seen.notes()).isEmpty();
        assertThat(seen.undone()).isEmpty();
        assertThat(seen.faults()).isEmpty();
        return seen;
    }

    private static Call open(int peer, boolean active) {
        return new Call(peer, "OPEN", List.of(active ? 1L : 0, active ? 1L : 0));
    }

    private static Call close(int peer) {
        return new Call(peer, "CLOSE", List.of(0L));
    }

    private static Call send(int peer, long n) {
        return new Call(peer, "SEND", List.of(n, 1L, 0L));
    }

    private static Deliver deliver(int message) {
        return new Deliver(message, false);
    }

    private static void assertSent(Observation seen, long sequence, long acknowledgment, long control) {
        assertThat(seen.sent()).hasSize(1);
        assertThat(seen.sent().getFirst())
                .containsEntry("SEQ", sequence)
                .containsEntry("ACK", acknowledgment)
                .containsEntry("CTL", control);
    }

    /** As a machine in CLOSED or LISTEN remembers what is set, its user does. */
    @Test
    void whatIsSetBeforeTheOpen() {
        does(new Call(A, "SET-MSS-LIMIT", List.of(100L)));
        does(open(B, false));
        does(new Call(B, "SET-RCV-BUFFER", List.of(2000L)));
        Observation syn = does(open(A, true), 100L);
        assertThat(syn.sent().getFirst()).containsEntry("CTL", SYN).containsEntry("MSS", 100L);
        Observation answer = does(deliver(1), 300L);
        assertThat(answer.sent().getFirst()).containsEntry("CTL", SYN | ACK).containsEntry("WND", 2000L);
    }

    private void establish() {
        does(open(B, false));
        assertSent(does(open(A, true), 0xFFFF_FFFFL), 0xFFFF_FFFFL, 0, SYN);
        Observation answer = does(deliver(1), 300L);
        assertThat(answer.states()).containsExactly("SYN-SENT", "SYN-RECEIVED");
        assertSent(answer, 300, 0, SYN | ACK);
        Observation third = does(deliver(2));
        assertThat(third.states()).containsExactly("ESTABLISHED", "SYN-RECEIVED");
        assertSent(third, 0, 301, ACK);
        assertThat(does(deliver(3)).states()).containsExactly("ESTABLISHED", "ESTABLISHED");
    }

    @Test
    void aHandshakeWithTheNumbersOfTheScript() {
        establish();
    }

    @Test
    void nothingArrivesByItself() {
        does(open(B, false));
        does(open(A, true), 1L);
        assertThat(does(new Call(A, "STATUS", List.of())).states()).containsExactly("SYN-SENT", "LISTEN");
    }

    @Test
    void aLostSegmentIsSentAgainWhenTheScriptLetsTheTimerRunOut() {
        does(open(B, false));
        does(open(A, true), 7L);
        assertThat(does(new Lose(1)).sent()).isEmpty();
        assertSent(does(new Timeout(A, "RETRANSMISSION")), 7, 0, SYN);
        assertThat(does(deliver(2), 9L).states()).containsExactly("SYN-SENT", "SYN-RECEIVED");
    }

    /** Timers have no order when there are no clocks: a long one may run out before a short one. */
    @Test
    void anyTimerThatRunsMayRunOut() {
        establish();
        does(close(A));
        does(deliver(4));
        does(deliver(5));
        does(close(B));
        Observation last = does(deliver(6));
        assertThat(last.states()).containsExactly("TIME-WAIT", "LAST-ACK");
        assertThat(does(new Timeout(A, "TIME-WAIT-TIMER")).states()).containsExactly("CLOSED", "LAST-ACK");
        assertSent(does(new Timeout(B, "RETRANSMISSION")), 301, 1, FIN | ACK);
        Observation reset = does(deliver(8));
        assertSent(reset, 1, 0, RST);
        assertThat(does(deliver(9)).states())
                .as("a passive OPEN is for one connection")
                .containsExactly("CLOSED", "CLOSED");
    }

    private void timeWaitAtTheListener() {
        establish();
        does(close(B));
        does(deliver(4));
        does(deliver(5));
        does(close(A));
        does(deliver(6));
        assertThat(does(deliver(7)).states()).containsExactly("CLOSED", "TIME-WAIT");
        assertSent(does(open(A, true), 50L), 50, 0, SYN);
    }

    /** Whether somebody listens is the script's to say, as is the number; what is made of it the specification's. */
    @Test
    void aNewSynOpensOutOfTimeWaitIfTheScriptSaysThatSomebodyListens() {
        timeWaitAtTheListener();
        Observation anew = does(deliver(8), 1L, 200L);
        assertThat(anew.states()).containsExactly("SYN-SENT", "SYN-RECEIVED");
        assertThat(anew.signals()).containsExactly("connection-closed");
        // The clock lags behind: from 302 the step is its distance, modulo 2^24.
        assertSent(anew, 303 + ((200 - 302) & 0xffffff), 51, SYN | ACK);
        does(deliver(9));
        assertThat(does(deliver(10)).states()).containsExactly("ESTABLISHED", "ESTABLISHED");
        does(send(A, 2));
        does(deliver(11));
        does(new Call(B, "RECEIVE", List.of(2L)));
    }

    @Test
    void aNewSynIsChallengedInTimeWaitIfTheScriptSaysThatNobodyListens() {
        timeWaitAtTheListener();
        Observation challenge = does(deliver(8), 0L);
        assertThat(challenge.states()).containsExactly("SYN-SENT", "TIME-WAIT");
        assertSent(challenge, 302, 1, ACK);
    }

    @Test
    void textIsCarriedAndReadAndComesTwice() {
        establish();
        Observation sent = does(send(A, 3));
        assertSent(sent, 0, 301, ACK | PSH);
        assertThat(sent.sent().getFirst()).containsEntry("DATA", 3L);
        assertSent(does(new Deliver(4, true)), 301, 3, ACK);
        assertSent(does(deliver(4)), 301, 3, ACK);
        does(new Call(B, "RECEIVE", List.of(2L)));
        does(new Call(B, "RECEIVE", List.of(1L)));
        Observation nothing = does(new Call(B, "RECEIVE", List.of(1L)));
        assertThat(nothing.sent()).isEmpty();
    }

    @Test
    void aReturnToListenIsOne() {
        does(open(B, false));
        does(open(A, true), 10L);
        does(deliver(1), 20L);
        Observation reset = does(new Forge(B, Map.of("SEQ", 11L, "CTL", RST)));
        assertThat(reset.states()).containsExactly("SYN-SENT", "LISTEN");
        assertThat(does(close(B)).states()).containsExactly("SYN-SENT", "CLOSED");
    }

    @Test
    void aSecondOpenComesToNothing() {
        does(open(A, true), 40L);
        assertThat(does(open(A, true)).sent()).isEmpty();
        assertThat(does(open(A, false)).states()).containsExactly("SYN-SENT", "CLOSED");
    }

    /** RFC 9293, 3.10.1 and 3.10.2: one that listens for a remote that it knows may call it after all, or send. */
    @Test
    void aPassiveOpenOfOneRemoteMayBecomeActive() {
        assertThat(does(new Call(A, "OPEN", List.of(0L, 1L))).states()).containsExactly("LISTEN", "CLOSED");
        Observation called = does(open(A, true), 40L);
        assertThat(called.states()).containsExactly("SYN-SENT", "CLOSED");
        assertSent(called, 40, 0, SYN);
        assertThat(does(new Call(B, "OPEN", List.of(0L, 1L))).states()).containsExactly("SYN-SENT", "LISTEN");
        assertSent(does(send(B, 1), 50L), 50, 0, SYN);
        Observation crossed = does(deliver(1));
        assertThat(crossed.states()).containsExactly("SYN-SENT", "SYN-RECEIVED");
        assertThat(does(new Call(B, "ABORT", List.of())).states()).containsExactly("SYN-SENT", "CLOSED");
    }

    /** RFC 9293, 3.9.2.2: a hard error ends the attempt to open, if it is about what is in flight. */
    @Test
    void theNetworkReports() {
        does(open(A, true), 300L);
        assertThat(does(new Call(A, "ICMP-ERROR", List.of(3L, 3L, 0L, 299L))).states())
                .containsExactly("SYN-SENT", "CLOSED");
        assertThat(does(new Call(A, "ICMP-ERROR", List.of(3L, 1L, 0L, 300L))).states())
                .containsExactly("SYN-SENT", "CLOSED");
        assertThat(does(new Call(A, "ICMP-ERROR", List.of(3L, 4L, 600L, 300L))).states())
                .containsExactly("SYN-SENT", "CLOSED");
        assertThat(does(new Call(A, "ICMP-ERROR", List.of(3L, 3L, 0L, 300L))).states())
                .containsExactly("CLOSED", "CLOSED");
    }

    @Test
    void aCrashForgetsEverythingButWhatIsOnItsWay() {
        establish();
        does(send(B, 1));
        assertThat(does(new Crash(A)).states()).containsExactly("CLOSED", "ESTABLISHED");
        Observation reset = does(deliver(4));
        assertSent(reset, 0, 0, RST);
        assertThat(does(deliver(5)).states()).containsExactly("CLOSED", "CLOSED");
        assertThat(does(open(A, true), 5L).states()).containsExactly("SYN-SENT", "CLOSED");
    }

    @Test
    void anOldDuplicateIsOnItsWayBeforeAnythingHappens() {
        replay.putOnTheWay(90, B, Map.of("SEQ", 55L, "CTL", SYN, "WND", 100L));
        does(open(B, false));
        assertSent(does(deliver(90), 77L), 77, 56, SYN | ACK);
    }

    /** The forged octets are not those of A's user, and B's finds out; the stack cannot. */
    @Test
    void octetsAreLookedAt() {
        establish();
        does(new Forge(B, Map.of("SEQ", 0L, "ACK", 301L, "CTL", ACK, "DATA", 2L)));
        assertThat(replay.perform(new Call(B, "RECEIVE", List.of(2L)), List.of(), List.of())
                        .notes())
                .containsExactly(
                        "octet 1 that the user reads is not the one that the other wrote there",
                        "octet 2 that the user reads is not the one that the other wrote there");
    }

    /** RFC 9293, 3.5: the simultaneous open of one that calls itself. */
    @Test
    void oneThatIsAloneHearsItself() {
        StackReplay alone = new StackReplay(1, Map.of(), 0);
        assertThat(does(alone, open(A, true), 100L).states()).containsExactly("SYN-SENT");
        Observation answer = does(alone, deliver(1));
        assertThat(answer.states()).containsExactly("SYN-RECEIVED");
        assertSent(answer, 100, 101, SYN | ACK);
        assertSent(
                does(alone, deliver(2)), 101, 101, ACK); // Its sequence number is old by now; the answer to it is not.
        assertThat(does(alone, deliver(3)).states()).containsExactly("ESTABLISHED");
    }

    /** As a check has it: at the tick below as well as at the one above. */
    @Test
    void whatIsDueBetweenTwoTicksRunsOutAtEither() {
        StackReplay timed = new StackReplay(2, Map.of("RTO-INITIAL", 1000 * MILLISECOND), 600 * MILLISECOND);
        does(timed, open(A, true), 1L);
        assertThat(timed.perform(new Timeout(A, "RETRANSMISSION"), List.of(), List.of())
                        .undone())
                .hasSize(1);
        does(timed, new Tick(600 * MILLISECOND, List.of()));
        assertSent(does(timed, new Timeout(A, "RETRANSMISSION")), 1, 0, SYN);
    }

    @Test
    void withClocksNothingRunsOutThatIsNotDue() {
        StackReplay timed = new StackReplay(2, Map.of("RTO-INITIAL", 1000 * MILLISECOND), MILLISECOND);
        does(timed, open(A, true), 1L);
        Observation early = timed.perform(new Timeout(A, "RETRANSMISSION"), List.of(), List.of());
        assertThat(early.sent()).isEmpty();
        assertThat(early.undone()).containsExactly("RETRANSMISSION is not due for another 1.0 s");
        does(timed, new Tick(999 * MILLISECOND, List.of()));
        assertThat(timed.perform(new Timeout(A, "RETRANSMISSION"), List.of(), List.of())
                        .undone())
                .hasSize(1);
        does(timed, new Tick(MILLISECOND, List.of(1)));
        assertSent(does(timed, new Timeout(A, "RETRANSMISSION")), 1, 0, SYN);
        assertThat(timed.perform(deliver(1), List.of(), List.of()).undone())
                .containsExactly("message 1 is not in flight, so it cannot arrive");
    }

    @Test
    void saysWhatItDoesOtherwise() {
        does(open(B, false));
        assertThat(replay.perform(open(A, true), List.of(), List.of()).undone())
                .containsExactly("isn() is called, and the script has no answer for it: it gets 0");
        assertThat(replay.perform(close(A), List.of(5L), List.of()).undone())
                .containsExactly("isn() should have been called, and was not");
        assertThat(replay.perform(open(B, true), List.of(), List.of()).notes())
                .containsExactly(
                        "a port of the stack that listens for anyone goes on listening: it is not turned into an active OPEN");
        assertThat(replay.perform(new Timeout(B, "PERSIST"), List.of(), List.of())
                        .undone())
                .containsExactly("PERSIST does not run: there is no connection");
        assertThat(replay.perform(new Lose(3), List.of(), List.of()).undone()).hasSize(1);
        assertThatThrownBy(() -> replay.perform(new Forge(A, Map.of("SEQUENCE", 1L)), List.of(), List.of()))
                .hasMessageStartingWith("a segment has no field SEQUENCE; it has SEQ, ACK, CTL");
    }
}
