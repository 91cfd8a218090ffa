package dev.sequent.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.check.engine.Limits;
import dev.sequent.codegen.build.CoreCompiler;
import org.junit.jupiter.api.Test;

/** Claims about messages in flight are judged in every state, by what is in flight there and in which order. */
class FlightsRunTest {
    /** It counts what it sends; whoever hears a note answers with the next number, marked. */
    private static final String COUNTER = """
            protocol COUNTER
            message NOTE as N {
              CTL : bits { ECHO }
              RESERVED : 7 bits zero
              A : u8
            }
            message WORD as W { B : u8 }
            machine Speaker {
              state ON initial
              var SAID : u8
              receives NOTE
              receives WORD
              event SPEAK()
              on SPEAK in ON {
                SAID := SAID + 1
                send NOTE <A=SAID>
                if SAID = 2 { send WORD <B=9> }
              }
              ignore NOTE arrives, WORD arrives in ON
            }
            machine Hearer {
              state ON initial
              receives NOTE
              receives WORD
              event IDLE()
              ignore IDLE in ON
              on NOTE arrives in ON { send NOTE <CTL=ECHO><A=N.A + 1> }
              ignore WORD arrives in ON
            }
            """;

    private static final String USERS = "peer p : Speaker { SPEAK() ; SPEAK() ; SPEAK() } ; peer q : Hearer { }";

    private static String verdict(String claim, String network) {
        var protocol = Specs.text(
                        "counter.sqt",
                        COUNTER + "lemma claim(S : Speaker, H : Hearer) : always every " + claim + "\nscenario s { "
                                + USERS + " ; network { " + network + " } }\n")
                .compile();
        var run = new CheckRun(protocol, CoreCompiler.compile(protocol));
        var report = run.check(
                run.scenario("s").orElseThrow(),
                CheckOptions.defaults().withThreads(1).withLimits(Limits.none().withKeepGoing(true)));
        return report.verdicts().stream()
                .filter(v -> v.name().equals("claim"))
                .map(v -> v.verdict().getClass().getSimpleName())
                .findFirst()
                .orElseThrow();
    }

    private static String inOrder(String claim) {
        return verdict(claim, "capacity 3 ; may lose, duplicate");
    }

    @Test
    void everyMessageIsRead() {
        assertThat(inOrder("NOTE from S to H : N.A <= S.SAID and not ECHO")).isEqualTo("Holds");
        assertThat(inOrder("NOTE from S to H : N.A <= 2")).isEqualTo("Violated");
    }

    @Test
    void eachDirectionIsAskedForItself() {
        assertThat(inOrder("NOTE from H to S : ECHO and N.A >= 2")).isEqualTo("Holds");
        assertThat(inOrder("NOTE from H to S : not ECHO")).isEqualTo("Violated");
    }

    @Test
    void ofTwoMessagesTheFirstWasSentFirst() {
        assertThat(inOrder("NOTE X before NOTE Y from S to H : X.A < Y.A")).isEqualTo("Holds");
        assertThat(inOrder("NOTE X before NOTE Y from S to H : X.A > Y.A")).isEqualTo("Violated");
    }

    @Test
    void aMessageIsNotBeforeItself() {
        assertThat(inOrder("NOTE X before NOTE Y from S to H : X.A != Y.A")).isEqualTo("Holds");
    }

    @Test
    void aCopyStaysInItsPlace() {
        assertThat(inOrder("NOTE X before NOTE Y from H to S : X.A <= Y.A")).isEqualTo("Holds");
        assertThat(inOrder("NOTE X before NOTE Y from H to S : X.A < Y.A")).isEqualTo("Violated");
    }

    @Test
    void whereTheNetworkReordersEitherMayArriveFirst() {
        var claim = "NOTE X before NOTE Y from S to H : X.A < Y.A";
        assertThat(verdict(claim, "capacity 3 ; may reorder")).isEqualTo("Violated");
        var either = "NOTE X before NOTE Y from S to H : X.A != Y.A";
        assertThat(verdict(either, "capacity 3 ; may reorder")).isEqualTo("Holds");
    }

    @Test
    void otherMessagesAreNotMeant() {
        assertThat(inOrder("NOTE X before WORD Y from S to H : X.A <= 2 and Y.B = 9"))
                .isEqualTo("Holds");
        assertThat(inOrder("WORD X before NOTE Y from S to H : Y.A = 3")).isEqualTo("Holds");
        assertThat(inOrder("WORD X before NOTE Y from S to H : Y.A = 2")).isEqualTo("Violated");
        assertThat(inOrder("WORD from S to H : S.SAID = 2")).isEqualTo("Violated");
    }

    @Test
    void whatIsInFlightIsNoEmptyChannel() {
        assertThat(inOrder("NOTE from S to H : not (channel empty)")).isEqualTo("Holds");
    }

    @Test
    void whatCannotBeEvaluatedDoesNotHold() {
        assertThat(inOrder("NOTE from S to H : 6 / (N.A - 3) < 0")).isEqualTo("Violated");
    }

    @Test
    void aWayToTheViolationIsAShortestOne() {
        var protocol = Specs.text(
                        "counter.sqt",
                        COUNTER + "lemma claim(S : Speaker, H : Hearer) : always every NOTE from H to S : N.A < 3\n"
                                + "scenario s { " + USERS + " ; network { capacity 3 ; may lose } }\n")
                .compile();
        var run = new CheckRun(protocol, CoreCompiler.compile(protocol));
        var report = run.check(
                run.scenario("s").orElseThrow(), CheckOptions.defaults().withThreads(1));
        var broken = report.verdicts().stream()
                .filter(v -> v.name().equals("claim"))
                .map(v -> v.verdict())
                .toList();
        // Two words, the first lost or heard, then the second heard.
        assertThat(broken)
                .singleElement()
                .isInstanceOfSatisfying(
                        Verdict.Violated.class,
                        v -> assertThat(v.trace().steps().size()).isEqualTo(4));
    }
}
