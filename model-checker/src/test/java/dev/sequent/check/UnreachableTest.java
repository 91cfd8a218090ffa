package dev.sequent.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.check.engine.Limits;
import dev.sequent.codegen.build.CoreCompiler;
import dev.sequent.language.Options;
import dev.sequent.language.SpecCompiler;
import dev.sequent.language.model.Protocol;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a specification declares unreachable is no rule that was not taken; to take it breaks the specification. */
class UnreachableTest {
    private static final CheckOptions ALL = CheckOptions.defaults()
            .withLimits(Limits.none().withKeepGoing(true))
            .withThreads(2);

    private static ScenarioReport check(int most) {
        String text = """
                protocol STAIRS
                message KNOCK as K { N : u8 }
                machine Climber {
                  state ROOM initial
                  var FLOOR : u8
                  event UP()
                  event DOWN()
                  on UP in ROOM {
                    step first "climb" {
                      FLOOR := FLOOR + 1
                      if FLOOR > 3 { unreachable "there are three floors" }
                    }
                    step second "rest" {
                      if FLOOR = 0 { FLOOR := 1 }
                    }
                  }
                  on DOWN in ROOM { unreachable "nobody goes down" }
                }
                property low(A : Climber) : always A.FLOOR <= 4
                witness low(A : Climber) : A.FLOOR > 0
                scenario climbing {
                  peer A : Climber { repeat UP() when FLOOR < MOST }
                  check low
                }
                """.replace("MOST", String.valueOf(most));
        Protocol protocol = SpecCompiler.compile("stairs.sqt", Map.of("stairs.sqt", text), Options.NONE)
                .protocol()
                .orElseThrow();
        return new CheckRun(protocol, CoreCompiler.compile(protocol))
                .check(protocol.scenarios().getFirst(), ALL);
    }

    private static Verdict fault(ScenarioReport report) {
        return report.verdicts().stream()
                .filter(v -> v.name().equals("no-fault"))
                .findFirst()
                .orElseThrow()
                .verdict();
    }

    @Test
    void whatIsNotTakenIsCountedAndNotWarnedOf() {
        ScenarioReport report = check(3);
        assertThat(fault(report)).isInstanceOf(Verdict.Holds.class);
        assertThat(report.worst()).isEqualTo(Verdict.Kind.HOLDS);
        assertThat(VerdictTable.declaredUnreachable(List.of(report))).isEqualTo("2 places are declared unreachable\n");
        assertThat(VerdictTable.neverTaken(List.of(report)))
                .isEqualTo("stairs.sqt:14:7: never taken: Climber: on UP in ROOM: second: if\n");
        assertThat(VerdictTable.coverage(List.of(report)))
                .containsPattern(
                        " 0  stairs\\.sqt:11:22 +Climber: on UP in ROOM: first: unreachable: there are three floors");
    }

    @Test
    void whatIsTakenIsAViolation() {
        Verdict verdict = fault(check(4));
        assertThat(verdict).isInstanceOf(Verdict.Violated.class);
        var trace = ((Verdict.Violated) verdict).trace();
        assertThat(trace.steps()).hasSize(4);
        assertThat(trace.finding())
                .contains("declared unreachable, and reached: there are three floors", "stairs.sqt:11:22");
        assertThat(trace.steps().getLast().rules())
                .anyMatch(rule -> rule.declaredUnreachable() && rule.span().line() == 11);
    }
}
