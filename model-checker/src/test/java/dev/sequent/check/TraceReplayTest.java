package dev.sequent.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sequent.check.engine.Limits;
import dev.sequent.check.trace.Counterexample;
import dev.sequent.check.trace.Difference;
import dev.sequent.check.trace.Repetition;
import dev.sequent.check.trace.TraceFile;
import dev.sequent.check.trace.TraceSource;
import dev.sequent.codegen.build.CompiledCore;
import dev.sequent.codegen.build.CoreCompiler;
import dev.sequent.language.model.Protocol;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Traces of the alternating bit protocol, broken in several ways, gone again. */
class TraceReplayTest {
    /** Without a timer, what is lost once is lost for good. */
    private static final Specs NO_TIMER = Specs.of("abp")
            .edit("abp.sqt", "start RETRANSMISSION after RETRY", "if SIZE > 100 { start RETRANSMISSION after RETRY }");

    @TempDir
    Path folder;

    private record Checked(Protocol protocol, CompiledCore core, ScenarioReport report) {
        Counterexample violated(String name) {
            return ((Verdict.Violated) report.verdict(name)).trace();
        }
    }

    private static Checked check(Specs specs, Map<String, Long> set) {
        Protocol protocol = specs.compile();
        CompiledCore core = CoreCompiler.compile(protocol);
        var run = new CheckRun(protocol, core);
        return new Checked(
                protocol,
                core,
                run.check(
                        run.scenario("three-messages").orElseThrow(),
                        CheckOptions.defaults()
                                .withSet(set)
                                .withLimits(Limits.none().withKeepGoing(true))));
    }

    private static Repetition again(Checked checked, TraceFile file) {
        return TraceReplay.run(checked.protocol(), checked.core(), Map.of(), file);
    }

    @Test
    void aTraceThatWasReadBackGoesTheSameWay() {
        Checked checked = check(NO_TIMER, Map.of());
        Counterexample trace = checked.violated("no-deadlock");
        TraceFile file = TraceFile.read(TraceFile.of(trace).json());
        Repetition again = again(checked, file);
        assertThat(again.faithful()).as(again.text()).isTrue();
        assertThat(again.text()).isEmpty();
        assertThat(again.happened()).hasSameSizeAs(trace.steps());
        assertThat(again.figure()).isEqualTo(trace.figure());
    }

    /** RETRY shows in the timer's deadline only: the trace is the same, and is told with what it was found. */
    @Test
    void whatWasSetIsSetAgain() {
        Checked checked = check(NO_TIMER, Map.of("RETRY", 2_000_000_000L));
        var source = new TraceSource("abp.sqt", Map.of(), Map.of("RETRY", "2 s"));
        var file = new TraceFile(source, List.of(), checked.violated("no-deadlock"));
        assertThat(again(checked, file).faithful()).isTrue();
        assertThat(TraceReplay.parameters(checked.protocol(), file)).containsEntry("RETRY", 2_000_000_000L);
        var unknown = new TraceFile(new TraceSource("", Map.of(), Map.of("RETRIES", "2 s")), List.of(), file.trace());
        assertThatThrownBy(() -> again(checked, unknown)).hasMessageContaining("no such parameter");
        var odd = new TraceFile(new TraceSource("", Map.of(), Map.of("RETRY", "2 sheep")), List.of(), file.trace());
        assertThatThrownBy(() -> again(checked, odd))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"2 sheep\" is no");
    }

    @Test
    void everyRecordedFactIsCompared() {
        Checked checked = check(NO_TIMER, Map.of());
        String json = TraceFile.of(checked.violated("no-deadlock")).json();
        assertThat(differences(checked, json, "\"WAITING\",", "\"IDLE\","))
                .containsExactly("states: recorded S in IDLE, R in READY; now S in WAITING, R in READY");
        assertThat(differences(checked, json, "\"answer\": \"ok\"", "\"answer\": \"busy\""))
                .containsExactly("answer: recorded busy; now ok");
        assertThat(differences(checked, json, "\"after\": \"WAITING\"", "\"after\": \"WAITED\""))
                .containsExactly("S.state: recorded IDLE -> WAITED; now IDLE -> WAITING");
        assertThat(differences(checked, json, "\"Sender.armed\": false", "\"Sender.armed\": true"))
                .containsExactly("Sender.armed: recorded true; now false");
        assertThat(differences(
                        checked,
                        json,
                        "\"told\": \\[]",
                        "\"told\": [{\"kind\": \"signal\", \"name\": \"acknowledged\", \"arguments\": {}}]"))
                .containsExactly("told: recorded acknowledged; now nothing");
        assertThat(differences(checked, json, "\"text\": \"<CTL=><TEXT=1>\"", "\"text\": \"<CTL=><TEXT=2>\""))
                .containsExactly("sent: recorded <CTL=><TEXT=2>; now <CTL=><TEXT=1>");
        assertThat(differences(checked, json, "\"CTL\": \"\"", "\"CTL\": \"B\""))
                .containsExactly("messages: recorded FRAME{CTL=B, TEXT=1}; now FRAME{CTL=, TEXT=1}");
        assertThat(differences(
                        checked,
                        json,
                        "\"choices\": \\[]",
                        "\"choices\": [{\"function\": \"f\", \"arguments\": {}, \"index\": 0, \"value\": \"1\"}]"))
                .containsExactly("choices: recorded f() = 1 (value 1 of its values); now nothing");
        assertThat(differences(checked, json, "\"truth\": \\{", "\"fault\": \"x\", \"truth\": {"))
                .containsExactly("fault: recorded x; now nothing");
        assertThat(differences(checked, json, "\"IDLE\",\\s+\"READY\"\\s+]", "\"IDLE\", \"FULL\"]"))
                .containsExactly("states: recorded S in IDLE, R in FULL; now S in IDLE, R in READY");
    }

    private static List<String> differences(Checked checked, String json, String from, String to) {
        String tampered = json.replaceFirst(from, to);
        assertThat(tampered).isNotEqualTo(json);
        Repetition again = again(checked, TraceFile.read(tampered));
        assertThat(again.faithful()).isFalse();
        return again.differences().stream().map(Difference::text).toList();
    }

    @Test
    void aStepThatIsNotPossibleIsWhereItEnds() {
        Checked checked = check(NO_TIMER, Map.of());
        String json = TraceFile.of(checked.violated("no-deadlock")).json();
        Repetition again = again(checked, TraceFile.read(json.replaceFirst("\"n\": \"1\"", "\"n\": \"9\"")));
        assertThat(again.happened()).isEmpty();
        assertThat(again.obstacle()).contains("step 1 cannot be taken: S: SEND n=9 is not possible here");
        assertThat(again.text()).endsWith("is not possible here\n");
    }

    /** By what happens and not by numbers of transitions: the mended specification shows what it does instead. */
    @Test
    void onTheMendedSpecificationTheTimerRuns() {
        Counterexample trace = check(NO_TIMER, Map.of()).violated("no-deadlock");
        Repetition again = again(check(Specs.of("abp"), Map.of()), TraceFile.of(trace));
        assertThat(again.obstacle()).isEmpty();
        assertThat(again.differences())
                .extracting(Difference::text)
                .contains(
                        "S.timer RETRANSMISSION: recorded nothing; now off -> running",
                        "Sender.armed: recorded false; now true");
    }

    @Test
    void anotherSpecificationIsSaidToBeOne() {
        Checked checked = check(NO_TIMER, Map.of());
        Counterexample trace = checked.violated("no-deadlock");
        Protocol tcp = Specs.of("tcp").compile();
        assertThatThrownBy(() -> TraceReplay.scenario(tcp, trace))
                .hasMessage("the trace is of ABP, and this is a specification of TCP");
        String json = TraceFile.of(trace).json();
        assertThatThrownBy(() -> again(checked, TraceFile.read(json.replace("\"three-messages\"", "\"two-messages\""))))
                .hasMessage(
                        "the trace is of the scenario two-messages, which the specification does not have; it has three-messages");
        assertThatThrownBy(() -> again(checked, TraceFile.read(json.replace("\"S\"", "\"X\""))))
                .hasMessage("the trace has the peers X, R, and the scenario three-messages has S, R");
    }

    @Test
    void theFilesOfAViolation() throws Exception {
        Checked checked = check(NO_TIMER, Map.of());
        var source = new TraceSource("spec/abp/abp.sqt", Map.of(), Map.of());
        List<Path> written = new TraceFolder(
                        folder.resolve("new"),
                        checked.protocol(),
                        checked.core().load(getClass().getClassLoader()),
                        source)
                .write(checked.report());
        assertThat(written)
                .extracting(file -> file.getFileName().toString())
                .contains(
                        "three-messages.no-deadlock.txt",
                        "three-messages.no-deadlock.json",
                        "three-messages.no-deadlock.pcapng",
                        "three-messages.Sender.armed.txt");
        Path text = folder.resolve("new").resolve("three-messages.no-deadlock.txt");
        assertThat(text)
                .content()
                .contains(checked.violated("no-deadlock").figure())
                .contains(checked.violated("no-deadlock").steps(true));
        TraceFile read = TraceFile.read(
                java.nio.file.Files.readString(folder.resolve("new").resolve("three-messages.no-deadlock.json")));
        assertThat(read).isEqualTo(new TraceFile(source, checked.report().bounds(), checked.violated("no-deadlock")));
        assertThat(again(checked, read).faithful()).isTrue();
    }
}
