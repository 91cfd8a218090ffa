package dev.sequent.codegen.census;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sequent.codegen.Fixtures;
import dev.sequent.codegen.Recorder;
import dev.sequent.codegen.build.CompiledCore;
import dev.sequent.codegen.build.CoreCompiler;
import dev.sequent.codegen.form.Tracing;
import dev.sequent.language.model.Protocol;
import dev.sequent.runtime.Core;
import dev.sequent.runtime.Machine;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a census counts, what of it a machine passes, and what the list of what is not exercised must be. */
class CensusTest {
    private static final String TEXT = """
            protocol Doors
            machine Door {
              state SHUT initial, AJAR, OPEN
              var PUSHES : u8
              event PUSH(hard : bool)
              event LOCK()
              on PUSH in SHUT {
                if hard { -> AJAR }
                count-it()
              }
              on PUSH in AJAR, OPEN {
                in AJAR {
                  if hard { -> OPEN } else { done }
                }
                if in SHUT { PUSHES := 0 }
                count-it()
              }
              ignore LOCK in SHUT, AJAR "it is open or locked"
              on LOCK in OPEN {
                if enough() { -> SHUT }
              }
              procedure count-it() {
                if PUSHES < 200 { PUSHES := PUSHES + 1 }
              }
              function enough() : bool {
                if PUSHES > 2 { return true }
                return false
              }
            }
            """;

    private static final Protocol DOORS = Fixtures.inline(TEXT);
    private static final CompiledCore CORE = CoreCompiler.compile(DOORS, Tracing.OUTCOMES);

    private final Census census = Census.of(DOORS, "Door", Map.of("test.sqt", TEXT));
    private final Core core = CORE.load(getClass().getClassLoader());
    private final Machine door = core.machine(0, core.parameters(), new Recorder());
    private final Passed passed = census.nothingPassed();

    private void push(boolean hard) {
        door.trace(passed);
        door.call(0, 0, hard ? 1 : 0, 0, 0, 0);
    }

    private static List<String> words(Ways ways) {
        return ways.lines().stream()
                .map(l -> l.replaceFirst("^test.sqt:\\d+: ", ""))
                .toList();
    }

    @Test
    void eachBranchIsCountedInEachStateInWhichItsRuleIsEnteredAndTheStateLetsItBeTaken() {
        assertThat(words(census.possible()))
                .containsExactlyInAnyOrder(
                        "on PUSH in SHUT: entered in SHUT",
                        "on PUSH in SHUT: `if hard` holds in SHUT",
                        "on PUSH in SHUT: `if hard` fails in SHUT",
                        "on PUSH in AJAR, OPEN: entered in AJAR, OPEN",
                        "on PUSH in AJAR, OPEN: `in AJAR` passed in AJAR",
                        "on PUSH in AJAR, OPEN: `if hard` holds in AJAR",
                        "on PUSH in AJAR, OPEN: `if hard` fails in AJAR",
                        "on PUSH in AJAR, OPEN: `if in SHUT` fails in AJAR, OPEN",
                        "on LOCK in OPEN: entered in OPEN",
                        "on LOCK in OPEN: `if enough()` holds in OPEN",
                        "on LOCK in OPEN: `if enough()` fails in OPEN",
                        "procedure count-it: entered in SHUT, AJAR, OPEN",
                        "procedure count-it: `if PUSHES < 200` holds in SHUT, AJAR, OPEN",
                        "procedure count-it: `if PUSHES < 200` fails in SHUT, AJAR, OPEN",
                        "function enough: `if PUSHES > 2` holds",
                        "function enough: `if PUSHES > 2` fails");
    }

    @Test
    void whatIsPassedIsNotedWithTheStateInWhichTheRuleWasEntered() {
        push(true);
        push(true);
        assertThat(words(passed.ways()))
                .containsExactlyInAnyOrder(
                        "on PUSH in SHUT: entered in SHUT",
                        "on PUSH in SHUT: `if hard` holds in SHUT",
                        "on PUSH in AJAR, OPEN: entered in AJAR",
                        "on PUSH in AJAR, OPEN: `in AJAR` passed in AJAR",
                        "on PUSH in AJAR, OPEN: `if hard` holds in AJAR",
                        "on PUSH in AJAR, OPEN: `if in SHUT` fails in AJAR",
                        "procedure count-it: entered in AJAR, OPEN",
                        "procedure count-it: `if PUSHES < 200` holds in AJAR, OPEN");
        door.call(1, 0, 0, 0, 0, 0);
        assertThat(words(passed.ways()))
                .contains("on LOCK in OPEN: `if enough()` fails in OPEN", "function enough: `if PUSHES > 2` fails");
        assertThat(passed.ways().without(census.possible()).isEmpty()).isTrue();
        assertThat(new CensusText(census, "push").rules(passed))
                .contains("test.sqt:15: on PUSH in AJAR, OPEN: if\n", " branches in states were passed\n")
                .doesNotContain("test.sqt:8:");
    }

    @Test
    void whatLiesBehindIsNotListed() {
        Ways missed = census.possible().without(passed.ways());
        assertThat(words(missed.foremost()))
                .containsExactlyInAnyOrder(
                        "on PUSH in SHUT: entered in SHUT",
                        "on PUSH in AJAR, OPEN: entered in AJAR, OPEN",
                        "on LOCK in OPEN: entered in OPEN",
                        "function enough: `if PUSHES > 2` holds",
                        "function enough: `if PUSHES > 2` fails");
    }

    private Unexercised list(String text) {
        return Unexercised.of(census, "list.md", text);
    }

    @Test
    void whatIsListedAndWhatIsBehindItNeedNotBeExercised() {
        push(true);
        push(true);
        Unexercised list = list("""
                # Title

                Nobody opens it wider, or locks it.

                - on PUSH in AJAR, OPEN: entered in OPEN
                - on LOCK in OPEN: entered in OPEN
                """);
        assertThat(list.problems(passed.ways())).isEmpty();
        assertThat(words(list.missing(passed.ways())))
                .contains("on PUSH in SHUT: `if hard` fails in SHUT", "on PUSH in AJAR, OPEN: `if hard` fails in AJAR")
                .noneMatch(l -> l.startsWith("on LOCK"));
        assertThat(list.excused().size()).isGreaterThan(list.listed().size());
    }

    @Test
    void aListThatIsStaleOrWrongIsNotAccepted() {
        push(true);
        Unexercised list = list("""
                - on LOCK in OPEN: entered in OPEN

                The reason.

                - on PUSH in SHUT: `if hard` holds in SHUT
                - on LOCK in OPEN: `if enough()` holds in OPEN
                - on LOCK in OPEN: entered in OPEN
                - on LOCK in OPEN: entered in SHUT
                - on LOCK in OPEN: entered in NOWHERE
                - on LOCK in OPEN: `if never()` holds in OPEN
                - something else
                """);
        assertThat(list.problems(passed.ways()))
                .containsExactlyInAnyOrder(
                        "list.md:1: no reason stands above it",
                        "list.md:7: on LOCK in OPEN: entered in OPEN: listed twice",
                        "list.md:8: on LOCK in OPEN: entered in SHUT: the rule is not entered there, or states alone rule it out",
                        "list.md:9: on LOCK in OPEN: entered in NOWHERE: the rule is not entered there, or states alone rule it out",
                        "list.md:10: the specification has no on LOCK in OPEN: `if never()` holds",
                        "list.md:11: not of the form '- RULE: `CONDITION` holds in STATE, STATE'",
                        "test.sqt:8: on PUSH in SHUT: `if hard` holds in SHUT: listed, and exercised: take it off the list",
                        "test.sqt:20: on LOCK in OPEN: `if enough()` holds in OPEN: listed, and behind what is listed: take it off the list");
    }

    @Test
    void aCoreInUseTellsNoneOfThatAndKeepsItsDigest() {
        CompiledCore plain = CoreCompiler.compile(DOORS);
        assertThat(plain.digest()).isNotEqualTo(CORE.digest());
        assertThat(plain.sources().values()).noneMatch(s -> s.contains("at(") && s.contains("+ state)"));
        assertThatThrownBy(() -> Census.of(DOORS, "Window", Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no machine Window");
    }
}
