package dev.sequent.check.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.check.reference.Finding.Kind;
import dev.sequent.language.Options;
import dev.sequent.language.SpecCompiler;
import dev.sequent.language.model.Protocol;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The second semantics on worlds that were drawn by hand from LANGUAGE.md: a judge has to be judged. */
class JudgeTest {
    private static final String PROTOCOL = """
            protocol HAND "one asks, one answers, and both have a clock"
            message M as M { CTL : bits { SYN, ACK } RESERVED : 6 bits zero }
            machine End {
              state IDLE initial, ASKING, DONE
              var BEGAN : time?
              timer AGAIN
              timer LINGER
              signal heard
              outcome ok
              call ASK()
              call LEAVE()
              call RENEW()
              receives M
              on ASK in any state {
                -> ASKING
                BEGAN := now
                send <CTL=SYN>
                start AGAIN after 1500 ms
                return ok
              }
              on LEAVE in any state { stop AGAIN ; start LINGER after 1 s ; -> DONE ; return ok }
              on RENEW in any state { delete TCB ; -> ASKING ; -> IDLE ; -> DONE ; return ok }
              on M arrives in any state {
                if SYN { send <CTL=ACK> } else { -> DONE ; signal heard }
              }
              on timeout AGAIN in any state {
                if in ASKING { send <CTL=SYN> ; start AGAIN after 1500 ms }
                if BEGAN present and now - BEGAN >= 5 s { stop AGAIN ; -> IDLE }
              }
              ignore timeout LINGER in any state
            }
            """;

    private static Finding judge(String property, String... scenario) {
        String text = PROTOCOL + "property p(A, B : End) : " + property + "\nscenario s {\n"
                + String.join("\n", scenario) + "\n}\n";
        Protocol protocol = SpecCompiler.compile("hand.sqt", Map.of("hand.sqt", text), Options.NONE)
                .protocol()
                .orElseThrow(() -> new AssertionError(text));
        var findings = new Judge(new Scene(protocol, "s", Asked.by(protocol.properties())), 5_000)
                .findings(protocol.properties());
        return findings.get("p");
    }

    private static Finding deadlock(String... scenario) {
        String text = PROTOCOL + "scenario s {\n" + String.join("\n", scenario) + "\n}\n";
        Protocol protocol = SpecCompiler.compile("hand.sqt", Map.of("hand.sqt", text), Options.NONE)
                .protocol()
                .orElseThrow();
        return new Judge(new Scene(protocol, "s", Asked.by(protocol.properties())), 5_000)
                .findings(protocol.properties())
                .get(Judge.DEADLOCK);
    }

    private static final String ASKS = "peer X : End { ASK() } peer Y : End { }";

    /** ASK, the SYN arrives, its ACK arrives. */
    @Test
    void wayThere() {
        assertThat(judge("never A in DONE", ASKS, "bound AGAIN <= 0")).isEqualTo(Finding.violated(3));
        assertThat(judge("never A in DONE and B in DONE", ASKS, "bound AGAIN <= 0")
                        .kind())
                .isEqualTo(Kind.HOLDS);
    }

    /**
     * Without retries nobody knows what comes behind the bound; with them, each time lost, it is a matter of fairness.
     */
    @Test
    void strongDeliveryComesThroughLosses() {
        String claim = "A in ASKING ~> A in DONE";
        String lossy = "network { capacity 2 ; may lose }";
        assertThat(judge(claim, ASKS, lossy, "bound AGAIN <= 0").kind()).isEqualTo(Kind.NOT_SHOWN);
        assertThat(judge(claim, ASKS, lossy).kind()).isEqualTo(Kind.HOLDS);
        assertThat(judge(claim, ASKS, lossy, "fair weak delivery").kind()).isEqualTo(Kind.VIOLATED);
        assertThat(judge(claim, ASKS, lossy, "fair no timers").kind()).isEqualTo(Kind.VIOLATED);
    }

    /** ASK, a tick, and the timer of a tick and a half may run out. */
    @Test
    void aTimerBetweenTwoTicks() {
        String timed = "timed { tick 1 s ; lifetime 1 s }";
        assertThat(judge("possible A in DONE or A in IDLE", ASKS, timed).kind()).isEqualTo(Kind.HOLDS);
        assertThat(judge("never A in ASKING and not (running A.AGAIN)", ASKS, timed)
                        .kind())
                .isEqualTo(Kind.HOLDS);
        String early = "peer X : End { ASK() ; LEAVE() when in ASKING and not (running AGAIN) } peer Y : End { }";
        assertThat(judge("never A in DONE and not (channel empty)", early, timed)
                        .kind())
                .isEqualTo(Kind.VIOLATED);
    }

    /** What was sent at the tick at which a timer of its lifetime began may arrive after the timer has run out. */
    @Test
    void aMessageAtTheEndOfItsLife() {
        String users = "peer X : End { LEAVE() } peer Y : End { ASK() }";
        String late = "never A in DONE and not (running A.LINGER) and B in ASKING and not (channel empty)";
        assertThat(judge(late, users, "timed { tick 1 s ; lifetime 1 s }", "bound AGAIN <= 0")
                        .kind())
                .isEqualTo(Kind.VIOLATED);
    }

    /** However many ticks ago it was. */
    @Test
    void timeThatHasPassed() {
        String lost = "network { capacity 1 ; may lose }";
        assertThat(judge("possible A in IDLE", ASKS, lost, "timed { tick 500 ms ; lifetime 500 ms }")
                        .kind())
                .isEqualTo(Kind.VIOLATED);
        assertThat(judge("never A in IDLE and A.BEGAN present", ASKS, lost, "timed { tick 500 ms ; lifetime 500 ms }")
                        .kind())
                .isEqualTo(Kind.VIOLATED);
        assertThat(judge("never A in IDLE and A.BEGAN present", ASKS, lost).kind())
                .isEqualTo(Kind.HOLDS);
    }

    @Test
    void nobodyMasksAnother() {
        String reliable = "network { capacity 2 }";
        String waits = "peer X : End { LEAVE() ; ASK() when in ASKING }";
        assertThat(deadlock(waits, "peer Y : End { }", reliable)).isEqualTo(Finding.violated(2));
        assertThat(deadlock(waits, "peer Y : End { ASK() when in DONE }", reliable))
                .isEqualTo(Finding.violated(2));
        assertThat(deadlock("peer X : End { ASK() when in DONE }", reliable).kind())
                .isEqualTo(Kind.HOLDS);
        assertThat(deadlock("peer X : End { LEAVE() ; repeat ASK() when in ASKING }", reliable)
                        .kind())
                .isEqualTo(Kind.HOLDS);
        // alone, it hears itself and is done; an attacker is nobody to wait for
        assertThat(deadlock(
                                "peer X : End { ASK() ; LEAVE() when in IDLE }",
                                "network { capacity 1 }",
                                "attacker to X { <CTL=ACK> }")
                        .kind())
                .isEqualTo(Kind.VIOLATED);
    }

    /** RENEW leaves the initial state twice. */
    @Test
    void everyLeavingCounts() {
        String renews = "peer X : End { RENEW() } peer Y : End { }";
        assertThat(judge("never incarnation(A) = 2", renews)).isEqualTo(Finding.violated(1));
        assertThat(judge("always incarnation(A) <= 2", renews).kind()).isEqualTo(Kind.HOLDS);
    }

    /** Of two peers of one machine each is A once, and B once. */
    @Test
    void bothBindings() {
        assertThat(judge("never B in DONE", ASKS, "bound AGAIN <= 0")).isEqualTo(Finding.violated(3));
    }
}
