package dev.sequent.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.check.engine.Limits;
import dev.sequent.check.trace.Counterexample;
import dev.sequent.check.trace.Repetition;
import dev.sequent.check.trace.Subject;
import dev.sequent.check.trace.TraceFile;
import dev.sequent.check.trace.TraceSource;
import dev.sequent.codegen.build.CompiledCore;
import dev.sequent.codegen.build.CoreCompiler;
import dev.sequent.language.Compilation;
import dev.sequent.language.model.Protocol;
import dev.sequent.view.json.JsonFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Traces of every kind, with one thing in them changed: no lie is repeated as recorded. */
class TamperTest {
    /** What a replay goes by, or does not compare, as TRACE.md lists it. */
    private static final Set<String> NOT_COMPARED = Set.of("root", "uses", "span", "source");

    private static final Recorded COURIER =
            Recorded.of(Specs.resource("courier.sqt"), "courier.sqt", Map.of("MOST", 8L), "street", "night");

    /** @param traces by scenario and subject */
    private record Recorded(Protocol protocol, TraceReplay replay, Map<String, TraceFile> traces) {
        static Recorded of(Specs specs, String root, Map<String, Long> set, String... scenarios) {
            Compilation compilation = specs.compilation();
            Protocol protocol = compilation.protocol().orElseThrow();
            CompiledCore core = CoreCompiler.compile(protocol);
            var run = new CheckRun(protocol, core, compilation.sources());
            var texts = set.entrySet().stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, e -> Long.toString(e.getValue())));
            var traces = new LinkedHashMap<String, TraceFile>();
            for (String name : scenarios) {
                ScenarioReport report = run.check(
                        run.scenario(name).orElseThrow(),
                        CheckOptions.defaults()
                                .withSet(set)
                                .withLimits(Limits.none().withKeepGoing(true)));
                report.verdicts().stream()
                        .flatMap(Recorded::trace)
                        .forEach(trace -> traces.put(
                                name + " " + trace.subject().name(),
                                new TraceFile(new TraceSource(root, Map.of(), texts), report.bounds(), trace)));
            }
            return new Recorded(protocol, TraceReplay.on(protocol, core, compilation.sources()), traces);
        }

        private static Stream<Counterexample> trace(PropertyVerdict verdict) {
            return switch (verdict.verdict()) {
                case Verdict.Violated violated -> Stream.of(violated.trace());
                case Verdict.Holds holds -> holds.reached().stream();
                case Verdict.NotExhausted _, Verdict.Vacuous _ -> Stream.of();
            };
        }

        Repetition again(TraceFile file) {
            return replay.run(TraceFile.read(file.json()));
        }
    }

    static Set<String> traces() {
        return COURIER.traces().keySet();
    }

    @Test
    void thereAreTracesOfEveryKind() {
        var kinds = new TreeSet<String>();
        COURIER.traces()
                .values()
                .forEach(file -> kinds.add(file.trace().subject().kind()));
        assertThat(kinds)
                .containsExactly(
                        "always",
                        "deadlock",
                        "eventually_always",
                        "fault",
                        "invariant",
                        "leads_to",
                        "never",
                        "possible",
                        "step",
                        "step_witness",
                        "witness");
        assertThat(COURIER.traces().get("street comes").trace().loop()).isPresent();
        assertThat(COURIER.traces().get("night comes").trace().loop()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("traces")
    void whatWasNotTouchedIsAsRecorded(String name) {
        Repetition again = COURIER.again(COURIER.traces().get(name));
        assertThat(again.faithful()).as(again.text()).isTrue();
        assertThat(again.otherCore()).isEmpty();
        assertThat(again.notCompared()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("traces")
    void everyValueCounts(String name) {
        assertNoticed(COURIER, COURIER.traces().get(name));
    }

    private static void assertNoticed(Recorded recorded, TraceFile file) {
        var unnoticed = new ArrayList<String>();
        for (Mutations.Mutation mutation : Mutations.of(file.json())) {
            if (!documented(mutation.path()) && !noticed(recorded, mutation)) {
                unnoticed.add(mutation.path() + " " + mutation.what());
            }
        }
        assertThat(unnoticed).isEmpty();
    }

    private static boolean documented(String path) {
        return Stream.of(path.split("[.\\[\\]0-9]+"))
                .skip(path.startsWith("source") ? 1 : 0)
                .anyMatch(NOT_COMPARED::contains);
    }

    /** With a sentence that says what; a damaged file and a wrong use are told by exceptions of their own. */
    private static boolean noticed(Recorded recorded, Mutations.Mutation mutation) {
        try {
            Repetition again = recorded.replay().run(TraceFile.read(mutation.json()));
            assertThat(again.figure()).isNotEmpty();
            assertThat(again.steps(true)).isNotEmpty();
            return !again.text().isEmpty()
                    || again.otherCore().isPresent()
                    || !again.notCompared().isEmpty();
        } catch (JsonFormatException | IllegalArgumentException e) {
            return !e.getMessage().isBlank();
        } catch (RuntimeException e) {
            throw new AssertionError(mutation.path() + " " + mutation.what(), e);
        }
    }

    @Test
    void whatIsNotComparedIsDocumented() throws IOException {
        String text = Files.readString(Path.of(System.getProperty("basedir", "."), "TRACE.md"));
        String section =
                text.substring(text.indexOf("## What a replay compares"), text.indexOf("### A replay on the stack"));
        NOT_COMPARED.forEach(name -> assertThat(section).contains("`" + name + "`"));
    }

    // ---------------------------------------------------------------- what is changed with care, so that the file fits
    // together

    /** As if the search had gone on, or not far enough; of a loop only what closes is one. */
    @ParameterizedTest
    @MethodSource("traces")
    void aWayThatEndsElsewhereIsNone(String name) {
        TraceFile file = COURIER.traces().get(name);
        for (int length = 0; length < file.trace().steps().size(); length++) {
            Repetition again = COURIER.again(new TraceFile(
                    file.source(),
                    file.bounds(),
                    file.trace().withSteps(file.trace().steps().subList(0, length))));
            assertThat(again.refutation()).as("%s after %d steps", name, length).isPresent();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "street Sender.first-time | Sender.first-time is not violated after step 1",
                "street once | once is not violated after step 1",
                "street unfinished | unfinished is not violated after step 1",
                "street no-answer | no-answer is not violated in the initial state",
                "street no-fault | no-fault is not violated in the initial state",
                "street no-deadlock | no-deadlock is not violated after step 1",
                "street witness told | witness told is not reached after step 1",
                "night again | again is not violated by this run: what should stay possible still is at its end",
            })
    void saysWhyNot(String name, String why) {
        TraceFile file = COURIER.traces().get(name);
        assertThat(file).as(name).isNotNull();
        int length = why.endsWith("initial state") ? 0 : 1;
        Repetition again = COURIER.again(new TraceFile(
                file.source(),
                file.bounds(),
                file.trace().withSteps(file.trace().steps().subList(0, length))));
        assertThat(again.refutation().orElse("")).contains(why.replace("witness ", ""));
    }

    /** The run is one, and the finding is another's. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "street once | street unfinished | unfinished is not violated after step 2",
                "street unfinished | street no-answer | no-answer is violated already after step 2: what follows shows nothing",
                "street no-answer | street no-fault | no-fault is not violated after step 1",
                "street Sender.first-time | street no-deadlock | no-deadlock is not violated after step 2",
                "night unfinished | night comes | comes is not violated by this run: what should follow holds where it rests",
                "night once | night rests | rests is not violated by this run: it is not fair, since where it rests the passing of time is possible but never happens",
                "street comes | street once | once is not about what repeats for ever, and the trace has a loop",
            })
    void noTraceIsOneOfSomethingElse(String name, String other, String why) {
        TraceFile file = COURIER.traces().get(name);
        TraceFile named = COURIER.traces().get(other);
        Repetition again = COURIER.again(new TraceFile(
                file.source(),
                file.bounds(),
                as(
                        file.trace(),
                        named.trace().subject(),
                        named.trace().finding(),
                        file.trace().loop())));
        assertThat(again.refutation().orElse("")).startsWith(why);
    }

    private static Counterexample as(Counterexample t, Subject subject, String finding, OptionalInt loop) {
        return new Counterexample(
                t.protocol(),
                t.digest(),
                t.scenario(),
                t.tick(),
                t.secondary(),
                subject,
                finding,
                t.peers(),
                t.initial(),
                t.steps(),
                loop);
    }

    /** A run that could go on, and must. */
    @Test
    void aRunThatIsNotFairIsNone() {
        Recorded fair = Recorded.of(
                Specs.resource("courier.sqt").edit("courier.sqt", "fair no delivery", "fair strong delivery"),
                "courier.sqt",
                Map.of("MOST", 8L),
                "street");
        Counterexample lasso = COURIER.traces().get("street comes").trace();
        Repetition again =
                fair.again(new TraceFile(fair.traces().get("street once").source(), List.of(), lasso));
        assertThat(again.refutation().orElse(""))
                .contains("it is not fair, since ", "(fair: strong delivery; weak timers, users)");
        Repetition rest = COURIER.again(new TraceFile(
                COURIER.traces().get("street once").source(),
                List.of(),
                as(lasso, lasso.subject(), lasso.finding(), OptionalInt.empty())));
        assertThat(rest.refutation().orElse(""))
                .contains("it is not fair, since where it rests A's timer AGAIN is possible but never happens");
    }

    // ---------------------------------------------------------------- two of one machine

    /** Only q climbs; what is violated, or reached, is so of q alone. */
    private static final String TWINS = """
            protocol TWINS
            machine Twin {
              state DOWN initial, UP
              event CLIMB()
              on CLIMB in any state { -> UP }
            }
            property level(x, y : Twin) : never x in UP and y in DOWN
            property steady(x : Twin) : step old(x in DOWN) = (x in DOWN)
            property lands(x : Twin) : x in UP ~> x in DOWN
            property grounded(x : Twin) : eventually always x in DOWN
            property back(x : Twin) : possible x in DOWN
            witness climbs(x : Twin) : x in UP
            scenario s {
              peer p : Twin { } ; peer q : Twin { CLIMB() }
              check level, steady, lands, grounded, back, climbs
            }
            """;

    @Test
    void aTraceIsOfTheBindingThatItNames() {
        Recorded twins = Recorded.of(Specs.text("twins.sqt", TWINS), "twins.sqt", Map.of(), "s");
        assertThat(twins.traces().keySet())
                .containsExactlyInAnyOrder(
                        "s level", "s steady", "s lands", "s grounded", "s back", "s witness climbs");
        for (TraceFile file : twins.traces().values()) {
            Subject subject = file.trace().subject();
            Repetition again = twins.again(file);
            assertThat(again.faithful()).as(again.text()).isTrue();
            assertNoticed(twins, file);
            if (!subject.verdict().equals("reached")) {
                assertThat(bound(twins, file, Map.of()).text()).contains("binding: recorded {}; now {x=q");
                Map<String, String> other =
                        subject.name().equals("level") ? Map.of("x", "p", "y", "q") : Map.of("x", "p");
                assertThat(bound(twins, file, other).refutation().orElse(""))
                        .startsWith(subject.name() + " is not violated ");
            }
        }
    }

    private static Repetition bound(Recorded recorded, TraceFile file, Map<String, String> binding) {
        Counterexample trace = file.trace();
        Subject s = trace.subject();
        var other = new Subject(s.name(), s.kind(), s.doc(), s.citations(), s.span(), s.fairness(), binding);
        return recorded.again(
                new TraceFile(file.source(), file.bounds(), as(trace, other, trace.finding(), trace.loop())));
    }

    // ---------------------------------------------------------------- TCP

    @Test
    void everyValueOfATraceOfTcpCounts() {
        Recorded tcp = Recorded.of(
                Specs.of("tcp")
                        .edit(
                                "segment-arrives.sqt",
                                "        -> SYN-RECEIVED\n        send-syn-ack()\n        time-segment()",
                                "        -> ESTABLISHED\n        send-syn-ack()\n        time-segment()"),
                "tcp.sqt",
                Map.of(),
                "handshake");
        TraceFile shortest = tcp.traces().values().stream()
                .filter(file -> file.trace().subject().verdict().equals("violated"))
                .min((a, b) -> Integer.compare(
                        a.trace().steps().size(), b.trace().steps().size()))
                .orElseThrow();
        assertNoticed(tcp, shortest);
    }
}
