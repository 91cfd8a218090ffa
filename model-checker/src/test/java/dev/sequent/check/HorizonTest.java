package dev.sequent.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.check.engine.Limits;
import dev.sequent.check.naive.NaiveSearch.Kept;
import dev.sequent.codegen.build.CoreCompiler;
import dev.sequent.language.Options;
import dev.sequent.language.SpecCompiler;
import dev.sequent.language.model.Protocol;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is decided about times further back than the check looks is right, or a fault. */
class HorizonTest {
    /** Something is remembered at GO; {@code %s} is asked when P has run out, and leads to YES or to NO. */
    private static final String ASKS = """
            protocol HORIZON
            param LONG : duration = 1100 ms
            machine M {
              state S initial, T, YES, NO
              var BEGAN, THEN, LATER : time
              var PERHAPS : time?
              var AGE : duration
              var LIMIT : duration
              table NOTED[2] { made : time, due : time? }
              timer P
              timer Q
              event GO()
              event HALT()
              function since(t : time) : duration = now - t
              function limit(x : bool) : duration { if x { return LONG } return 1 s }
              on GO in S {
                BEGAN := now ; THEN := now ; PERHAPS := now ; LATER := now ; AGE := 1 s ; LIMIT := LONG
                insert into NOTED { made := now, due := now }
                insert into NOTED { due := PERHAPS }
                start P after LONG
                start Q after LONG
                stop Q
                -> T
              }
              ignore GO in T, YES, NO
              on HALT in any state { clear NOTED ; -> NO ; -> YES }
              on timeout P in T { %s }
              ignore timeout P in S, YES, NO
              ignore timeout Q in any state
            }
            property yes(A : M) : never A in YES
            property no(A : M) : never A in NO
            property comes(A : M) : A in T ~> A in YES
            scenario s {
              peer A : M { GO() }
              peer B : M { }
              network { capacity 1 }
              timed { tick 1 ms ; lifetime 1 ms }
              check yes, no, comes
            }
            """;

    private static Protocol protocol(String asks) {
        String text = ASKS.formatted(asks);
        if (asks.contains("aged(")) {
            text = text.replace(
                    "  on GO in S", "  function aged(t : time) : bool { return now - t >= LONG }\n  on GO in S");
        }
        var compilation = SpecCompiler.compile("horizon.sqt", Map.of("horizon.sqt", text), Options.NONE);
        return compilation.protocol().orElseThrow(() -> new AssertionError(compilation.diagnostics()));
    }

    private static ScenarioReport check(Protocol protocol) {
        return new CheckRun(protocol, CoreCompiler.compile(protocol))
                .check(
                        protocol.scenarios().getFirst(),
                        CheckOptions.defaults().withLimits(Limits.none().withKeepGoing(true)));
    }

    /** The horizon is at 1,100 ms, since so much is asked for; more is asked for in no other place. */
    @Test
    void theLongestThatIsComparedIsSeen() {
        ScenarioReport report = check(protocol("if now - BEGAN >= LONG { -> YES } else { -> NO }"));
        assertThat(report.verdict("yes")).isInstanceOf(Verdict.Violated.class);
        assertThat(report.verdict("comes")).isInstanceOf(Verdict.Holds.class);
        assertThat(report.verdict("no")).isInstanceOf(Verdict.Holds.class);
        assertThat(report.bounds())
                .anySatisfy(b -> assertThat(b).contains("times are known up to 1,100 ticks (1100 ms) back"));
    }

    /**
     * Each asked after 1,100 ms, where the horizon is at 1,024 ms, unless the question itself says that it must be
     * further. The generated core explored, the interpreted one searched plainly: the same states, and what is given
     * here.
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // by constants, parameters, functions, in any place
                "if now - BEGAN >= 1100 ms { -> YES } else { -> NO }                               | NEVER yes",
                "if 1100 ms <= now - BEGAN { -> YES } else { -> NO }                               | NEVER yes",
                "if now - BEGAN > LONG { -> YES } else { -> NO }                               | NEVER no",
                "if now - BEGAN = LONG { -> YES } else { -> NO }                               | NEVER yes",
                "if now - BEGAN >= limit(true) { -> YES } else { -> NO }                       | NEVER yes",
                "if now - BEGAN < max(LONG, 1 s) + 500 ms { -> YES } else { -> NO }            | NEVER yes",
                "if now - BEGAN >= LONG * 2 / 2 { -> YES } else { -> NO }                      | NEVER yes",
                "if now - PERHAPS >= LONG { -> YES } else { -> NO }                            | NEVER yes",
                "if now >= BEGAN + LONG { -> YES } else { -> NO }                              | NEVER yes",
                "if now - LONG < BEGAN { -> YES } else { -> NO }                               | NEVER no",
                "if aged(t: BEGAN) { -> YES } else { -> NO }                                    | NEVER yes",
                "find row in NOTED where now - row.made <= 1100 ms { -> YES } else { -> NO }       | NEVER yes",
                // further back than 1,024 ticks, and that is all that is asked
                "if now - BEGAN > 1 s { -> YES } else { -> NO }                                | NEVER yes",
                "if now - BEGAN <= 1 s { -> YES } else { -> NO }                               | NEVER no",
                "if BEGAN < now and BEGAN != now and not (now = BEGAN) { -> YES } else { -> NO } | NEVER yes",
                "if max(BEGAN, now) = now { -> YES } else { -> NO }                            | NEVER yes",
                "if now - min(BEGAN, now) > 1 s { -> YES } else { -> NO }                      | NEVER yes",
                "THEN := BEGAN ; if now - THEN > 1 s { -> YES } else { -> NO }                 | NEVER yes",
                "if now - (BEGAN + 100 ms) > 900 ms { -> YES } else { -> NO }                  | NEVER yes",
                // and where it would be asked how far
                "if AGE < 1 ms { -> YES } else { AGE := now - BEGAN ; -> NO }                  | FAULT",
                "if since(BEGAN) >= LONG { -> YES } else { -> NO }                             | FAULT",
                "if now - BEGAN >= AGE + 1 s { -> YES } else { -> NO }                         | FAULT",
                "LIMIT := LONG ; if now - BEGAN >= LIMIT { -> YES } else { -> NO }             | FAULT",
                "if BEGAN = THEN { -> YES } else { -> NO }                                     | FAULT",
                "if PERHAPS = BEGAN { -> YES } else { -> NO }                                  | FAULT",
                "if BEGAN <= THEN { -> YES } else { -> NO }                                    | FAULT",
                "if now - BEGAN < now - THEN { -> YES } else { -> NO }                         | FAULT",
                "if max(BEGAN, THEN) < now { -> YES } else { -> NO }                           | FAULT",
                "if count-of(now - BEGAN, 1 s) = 2 { -> YES } else { -> NO }                   | FAULT",
                "find row in NOTED where row.made = BEGAN { -> YES } else { -> NO }            | FAULT",
            })
    void decidedOrAFault(String asks, String hits) {
        assertThat(Twice.search(protocol(asks.strip()), Kept.NOTHING).reached()).containsExactly(hits);
    }

    /** Earlier than all others; and nobody knows how much. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "if now - LATER > 1 s { -> YES } else { -> NO }                            | NEVER yes",
                "if LATER < BEGAN and LATER = LATER and not (LATER > BEGAN) { -> YES } else { -> NO } | NEVER yes",
                "if now - (LATER + 1 s) > 1 s { -> YES } else { -> NO }                    | NEVER yes",
                "if max(LATER, now) = now and min(LATER, now) = LATER { -> YES } else { -> NO } | NEVER yes",
                "if now - LATER > 1 s and BEGAN - LATER > 1 s { -> YES } else { -> NO }       | NEVER yes",
                "AGE := now - LATER ; -> YES                                                  | FAULT",
                "if LATER - now < 1 s { -> YES } else { -> NO }                               | FAULT",
                "if since(LATER) > 1 s { -> YES } else { -> NO }                              | FAULT",
                "find row in NOTED where now - row.made > 1 s { -> YES } else { -> NO }    | NEVER yes",
            })
    void neverSet(String asks, String hits) {
        String text = asks.strip();
        Protocol protocol = protocol("delete TCB ; insert into NOTED { due := now } ; BEGAN := now ; " + text);
        assertThat(Twice.search(protocol, Kept.NOTHING).reached()).containsExactly(hits);
    }

    /** A timer that is started at a time long past is due at once; with the peers' user, it runs out and asks again. */
    @ParameterizedTest
    @ValueSource(strings = {"start P at BEGAN + 1 s", "start P at BEGAN", "start P at min(BEGAN, now)"})
    void dueLongAgo(String start) {
        String asks = "if now - THEN < 1 s { -> YES } else { THEN := now ; " + start + " }";
        assertThat(Twice.search(protocol(asks), Kept.NOTHING).reached()).containsExactly("NEVER yes");
    }

    private static final String AGES = """
            protocol AGES
            param LONG : duration = 30 ms
            machine M {
              state S initial, T, YES, NO
              var BEGAN, THEN, DUE : time
              var PERHAPS : time?
              var AGE : duration
              table NOTED[2] { made : time }
              timer P
              timer Q
              event GO()
              event HALT()
              effect say(at : time)
              function limit(x : bool) : duration { if x { return LONG } return 20 ms }
              on GO in S { BEGAN := now ; THEN := BEGAN ; PERHAPS := now ; DUE := now + 50 ms ; insert into NOTED { made := now } ; start P after 40 ms ; -> T }
              ignore GO in T, YES, NO
              on HALT in any state { start Q after 1 s ; stop Q ; -> NO ; -> YES }
              on timeout P in T { %s }
              ignore timeout P in S, YES, NO
              on timeout Q in any state { }
            }
            property yes(A : M) : never A in YES
            property no(A : M) : never A in NO
            scenario s {
              peer A : M { GO() }
              peer B : M { }
              network { capacity 1 }
              timed { tick 1 ms ; lifetime 1 ms }
            }
            """;

    /** Asked after 40 ms, where no more is known than is asked for, if that is only how long ago something was. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "if now - BEGAN >= LONG { -> YES } else { -> NO }                              |   30 | NEVER yes",
                "if now - BEGAN < 30 ms { -> YES } else { -> NO }                              |   30 | NEVER no",
                "if now - BEGAN = 40 ms { -> YES } else { -> NO }                              |   40 | NEVER yes",
                "if now - BEGAN > 39 ms { -> YES } else { -> NO }                              |   39 | NEVER yes",
                "if 40 ms < now - THEN { -> YES } else { -> NO }                               |   40 | NEVER no",
                "if now - 20 ms > BEGAN { -> YES } else { -> NO }                              |   20 | NEVER yes",
                "if BEGAN > now { -> YES } else { -> NO }                                      |    1 | NEVER no",
                "if now >= DUE { -> YES } else { -> NO }                                       |    1 | NEVER no",
                "if now + 10 ms >= DUE { -> YES } else { -> NO }                               |    1 | NEVER yes",
                "if now - BEGAN > limit(true) { -> YES } else { -> NO }                        |   30 | NEVER yes",
                "if PERHAPS present and now - PERHAPS > 1 ms { -> YES } else { -> NO }           |    1 | NEVER yes",
                "find row in NOTED where now - row.made >= 5 ms { -> YES } else { -> NO }        |    5 | NEVER yes",
                "let at = BEGAN ; if now - at >= 7 ms { -> YES } else { -> NO }                  |    7 | NEVER yes",
                "start Q at BEGAN ; -> YES                                                     |    1 | NEVER yes",
                // what asks for more
                "if BEGAN = THEN { -> YES } else { -> NO }                                     | 1024 | NEVER yes",
                "if now - (BEGAN + 30 ms) >= 10 ms { -> YES } else { -> NO }                   | 1024 | NEVER yes",
                "if now >= BEGAN + LONG { -> YES } else { -> NO }                              | 1024 | NEVER yes",
                "if min(BEGAN, now) = BEGAN { -> YES } else { -> NO }                          | 1024 | NEVER yes",
                "if DUE - now >= 10 ms { -> YES } else { -> NO }                               | 1024 | NEVER yes",
                "AGE := now - BEGAN ; if AGE = 40 ms { -> YES } else { -> NO }                 | 1024 | NEVER yes",
                "if now - BEGAN = AGE + 40 ms { -> YES } else { -> NO }                        | 1024 | NEVER yes",
                "start Q at BEGAN + 30 ms ; -> YES                                             | 1024 | NEVER yes",
                "say(BEGAN) ; -> YES                                                           | 1024 | NEVER yes",
            })
    void asFarAsIsAsked(String asks, int ticks, String hits) {
        var compilation =
                SpecCompiler.compile("ages.sqt", Map.of("ages.sqt", AGES.formatted(asks.strip())), Options.NONE);
        Protocol protocol = compilation.protocol().orElseThrow(() -> new AssertionError(compilation.diagnostics()));
        assertThat(check(protocol).bounds())
                .anySatisfy(b ->
                        assertThat(b).contains(String.format(Locale.ROOT, "times are known up to %,d ticks", ticks)));
        assertThat(Twice.search(protocol, Kept.NOTHING).reached()).containsExactly(hits);
    }

    /** The fault says where, and of what. */
    @Test
    void theFaultNamesTheTime() {
        ScenarioReport report = check(protocol("AGE := now - BEGAN ; if AGE > 1 s { -> YES } else { -> NO }"));
        assertThat(report.verdict("no-fault"))
                .isInstanceOfSatisfying(
                        Verdict.Violated.class,
                        v -> assertThat(v.trace().steps().getLast().fault().orElseThrow())
                                .contains("now - BEGAN", "further back than the check looks"));
    }

    @Test
    void aPropertyMayAskToo() {
        String asks = "-> YES";
        String property =
                "property young(A : M) : always A in YES implies A.BEGAN > A.THEN or A.LATER - A.BEGAN < 1 s\n";
        String text = ASKS.formatted(asks) + property;
        text = text.replace("check yes, no, comes", "check young");
        Protocol protocol = SpecCompiler.compile("horizon.sqt", Map.of("horizon.sqt", text), Options.NONE)
                .protocol()
                .orElseThrow();
        assertThat(check(protocol).verdict("young"))
                .as("what cannot be told speaks against it")
                .isInstanceOf(Verdict.Violated.class);
    }
}
