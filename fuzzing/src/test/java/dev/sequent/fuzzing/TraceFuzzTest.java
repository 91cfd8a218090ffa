package dev.sequent.fuzzing;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sequent.check.CheckOptions;
import dev.sequent.check.CheckRun;
import dev.sequent.check.ScenarioReport;
import dev.sequent.check.TraceReplay;
import dev.sequent.check.Verdict;
import dev.sequent.check.engine.Limits;
import dev.sequent.check.trace.Repetition;
import dev.sequent.check.trace.TraceFile;
import dev.sequent.codegen.build.CompiledCore;
import dev.sequent.codegen.build.CoreCompiler;
import dev.sequent.language.Options;
import dev.sequent.language.SpecCompiler;
import dev.sequent.language.model.Protocol;
import dev.sequent.view.json.JsonFormatException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What {@code sequent replay} reads, and then does with it on a core: the alternating bit protocol's, which is small.
 */
class TraceFuzzTest {
    private static final String NAME = "abp.sqt";
    private static final int WIDTH = 100;

    private static final TraceReplay REPLAY = replay();

    private static Protocol protocol(String text) {
        return SpecCompiler.compile(NAME, Map.of(NAME, text), Options.NONE)
                .protocol()
                .orElseThrow();
    }

    private static String abp() {
        return new String(Seeds.octets("spec/abp/" + NAME), StandardCharsets.UTF_8);
    }

    private static TraceReplay replay() {
        Protocol protocol = protocol(abp());
        return TraceReplay.on(protocol, CoreCompiler.compile(protocol), Map.of(NAME, abp()));
    }

    /** What a check of the protocol without its timer has found. */
    static List<byte[]> seeds() {
        String broken =
                abp().replace("start RETRANSMISSION after RETRY", "if SIZE > 100 { start RETRANSMISSION after RETRY }");
        assertThat(broken).isNotEqualTo(abp());
        Protocol protocol = protocol(broken);
        CompiledCore core = CoreCompiler.compile(protocol);
        var run = new CheckRun(protocol, core);
        ScenarioReport report = run.check(
                run.scenario("three-messages").orElseThrow(),
                CheckOptions.defaults().withLimits(Limits.none().withKeepGoing(true)));
        return report.verdicts().stream()
                .map(v -> v.verdict())
                .filter(Verdict.Violated.class::isInstance)
                .map(v -> TraceFile.of(((Verdict.Violated) v).trace()).json().getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    @MethodSource("seeds")
    @DictionaryFile(resourcePath = "trace.dict")
    @FuzzTest
    void isReplayed(byte[] octets) {
        TraceFile file;
        try {
            file = TraceFile.read(new String(octets, StandardCharsets.UTF_8));
        } catch (JsonFormatException e) {
            assertThat(e.getMessage()).matches("(?s)\\d+:\\d+: .+");
            return;
        }
        String json = file.json();
        TraceFile again = TraceFile.read(json);
        assertThat(again).isEqualTo(file);
        assertThat(again.json()).isEqualTo(json);
        try {
            Repetition repetition = REPLAY.run(file);
            assertThat(repetition.figure(WIDTH)).isNotNull();
            assertThat(repetition.steps(true, WIDTH)).isNotNull();
            assertThat(repetition.text().isEmpty()).isEqualTo(repetition.faithful());
        } catch (IllegalArgumentException e) {
            // Of another specification, which the message says.
            assertThat(e.getMessage()).isNotBlank();
        }
    }
}
