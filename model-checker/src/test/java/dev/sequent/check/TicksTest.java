package dev.sequent.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sequent.check.naive.NaiveSearch.Kept;
import dev.sequent.codegen.build.CoreCompiler;
import dev.sequent.language.Options;
import dev.sequent.language.SpecCompiler;
import dev.sequent.language.model.Protocol;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What happens in real time can happen in ticks: a message lives up to its lifetime, and a timer that is due between
 * two ticks may run out at either. A sender says something and waits; how much time it then counts decides what it and
 * the letter meet.
 */
class TicksTest {
    private static final String SENDS_AND_WAITS = """
            protocol TICKS
            message PACKET as P { X : u8 }
            machine S {
              state I initial, W, D
              timer K
              receives PACKET
              event GO()
              on GO in I { send <X=1> ; start K after %s ; -> W }
              ignore GO in W, D
              on timeout K in W { -> D }
              ignore timeout K in I, D
              ignore PACKET arrives in any state
            }
            machine R {
              state I initial, G
              receives PACKET
              on PACKET arrives in any state { -> G }
            }
            property late(A : S, B : R) : never A in D and not (channel empty)
            property lost(A : S, B : R) : never A in W and B in I and channel empty
            scenario s {
              peer A : S { GO() }
              peer B : R { }
              network { capacity 1%s }
              timed { tick 2 s ; lifetime %s }
              check late, lost
            }
            """;

    private static Protocol protocol(String text) {
        var compilation = SpecCompiler.compile("ticks.sqt", Map.of("ticks.sqt", text), Options.NONE);
        return compilation.protocol().orElseThrow(() -> new AssertionError(compilation.diagnostics()));
    }

    private static Set<String> search(String wait, String may, String lifetime) {
        return Twice.search(protocol(SENDS_AND_WAITS.formatted(wait, may, lifetime)), Kept.NOTHING)
                .reached();
    }

    /** With a timer of the lifetime the two tie, and either may come first; a tick more, and the letter is gone. */
    @ParameterizedTest
    @CsvSource({
        "4 s, 4 s, true",
        "2 s, 4 s, true",
        "6 s, 4 s, false",
        "0 s, 0 s, true",
        "2 s, 0 s, false",
        // between two ticks: at the one below it may meet what is at its lifetime's end
        "5 s, 4 s, true",
        "7 s, 4 s, false",
        "1 s, 0 s, true",
        "3 s, 0 s, false"
    })
    void aLetterMeetsTheTimerOfItsLifetime(String wait, String lifetime, boolean meets) {
        assertThat(search(wait, " ; may lose", lifetime).contains("NEVER late")).isEqualTo(meets);
    }

    @Test
    void aClockThatWouldRunOverIsRefused() {
        Protocol protocol = protocol(SENDS_AND_WAITS
                .formatted("2 s", "", "4 s")
                .replace("tick 2 s ; lifetime 4 s", "tick 2000000 h ; lifetime 0 s"));
        var run = new CheckRun(protocol, CoreCompiler.compile(protocol));
        assertThatThrownBy(() -> run.check(protocol.scenarios().getFirst(), CheckOptions.defaults()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("scenario s has a tick, a lifetime or a duration that is too long");
    }

    /** Where nothing may be lost, time waits for the letter at its lifetime's end, and not before. */
    @ParameterizedTest
    @CsvSource({"4 s, 4 s, true", "6 s, 4 s, false", "0 s, 0 s, true", "2 s, 0 s, false"})
    void timeWaitsForALetter(String wait, String lifetime, boolean meets) {
        assertThat(search(wait, "", lifetime).contains("NEVER late")).isEqualTo(meets);
    }

    /** It ends with the timer that runs out, and not when the moment that is remembered is long enough ago. */
    @Test
    void theDateIsNothingToWaitFor() {
        Protocol protocol = protocol("""
                protocol TICKS
                machine M {
                  state I initial, D
                  var ENDED : time
                  timer K
                  outcome ok
                  call GO()
                  on GO in any state { start K after 4 s ; return ok }
                  on timeout K in any state { ENDED := now ; -> D }
                }
                scenario s {
                  peer A : M { GO() ; GO() when not (in I | D) }
                  peer B : M { }
                  timed { tick 2 s ; lifetime 2 s }
                }
                """);
        assertThat(Twice.search(protocol, Kept.NOTHING).reached()).containsExactly("DEADLOCK");
        var report = new CheckRun(protocol, CoreCompiler.compile(protocol))
                .check(protocol.scenarios().getFirst(), CheckOptions.defaults());
        assertThat(report.verdict("no-deadlock"))
                .isInstanceOfSatisfying(
                        Verdict.Violated.class,
                        violated -> assertThat(violated.trace().steps())
                                .as("the call, two ticks, the timer")
                                .hasSize(4));
    }

    /** K would run out, and must not: what comes then is not seen, and no later timer comes before it. */
    @ParameterizedTest
    @CsvSource({"6 s, false", "4 s, true", "2 s, true"})
    void timeDoesNotPassATimerWhoseBoundIsReached(String later, boolean seen) {
        Protocol protocol = protocol("""
                protocol TICKS
                machine M {
                  state I initial, D
                  timer K
                  timer L
                  call GO()
                  outcome ok
                  on GO in any state { start K after 4 s ; start L after %s ; return ok }
                  on timeout K in any state { }
                  on timeout L in any state { -> D }
                }
                property late(A : M) : never A in D
                scenario s {
                  peer A : M { GO() }
                  peer B : M { }
                  timed { tick 2 s ; lifetime 2 s }
                  bound K <= 0
                }
                """.formatted(later));
        assertThat(Twice.search(protocol, Kept.NOTHING).reached().contains("NEVER late"))
                .isEqualTo(seen);
    }

    /** A timer between two ticks is as one at the tick below and one at the tick above together. */
    @Test
    void betweenTwoTicks() {
        assertThat(search("3 s", " ; may lose", "2 s")).contains("NEVER late", "NEVER lost");
        assertThat(search("4 s", " ; may lose", "2 s")).contains("NEVER lost").doesNotContain("NEVER late");
        assertThat(search("1 s", " ; may lose", "0 s")).contains("NEVER late", "NEVER lost");
        assertThat(search("0 s", "", "0 s")).contains("NEVER late").doesNotContain("NEVER lost");
    }
}
