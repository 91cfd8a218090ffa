package dev.sequent.cli.sensitivity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.check.mutants.Fault;
import dev.sequent.check.mutants.Faults;
import dev.sequent.codegen.build.CoreCompiler;
import dev.sequent.language.Compilation;
import dev.sequent.language.Options;
import dev.sequent.language.SpecCompiler;
import dev.sequent.language.model.Protocol;
import dev.sequent.packet.batch.ScriptFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * The four judges that are asked unless others are named, each with hardly anything to do, before two faults of TCP.
 */
class SensitivityTest {
    private static final Path TCP = Path.of("../spec/tcp");

    private static Faults.Drawn fault(Compilation compilation, Fault.Kind kind, String text) {
        Fault fault = Faults.all(compilation, "Connection").stream()
                .filter(f -> f.kind() == kind && f.text().equals(text))
                .findFirst()
                .orElseThrow();
        return new Faults.Drawn(fault, fault.in(compilation.sources()));
    }

    @Test
    void whatStopsEveryTransferIsFoundByAllAndWhatDoesNothingByNone() throws IOException, UnsoundOriginal {
        Options options = new Options(Map.of());
        Compilation compilation = SpecCompiler.compile(TCP.resolve("tcp.sqt"), options);
        Protocol protocol = compilation.protocol().orElseThrow();
        var faults = new TreeMap<Integer, Faults.Drawn>();
        faults.put(4, fault(compilation, Fault.Kind.LEFT_OUT, "send-text(min(unsent(), usable(), send-mss()))"));
        // The module that is there has no congestion window, and does nothing here.
        faults.put(7, fault(compilation, Fault.Kind.LEFT_OUT, "congestion.expired()"));
        var told = new ArrayList<FaultReport>();
        List<String> progress = Collections.synchronizedList(new ArrayList<>());

        SensitivityReport report = new Sensitivity(new Sensitivity.Request(
                        protocol,
                        CoreCompiler.compile(protocol),
                        compilation.sources(),
                        options,
                        Map.of(),
                        "Connection",
                        1,
                        faults,
                        JudgeName.usual(),
                        ScriptFiles.find(List.of(TCP.resolve("scripts/3.10.1-open"))),
                        "sequent test",
                        false,
                        new Bounds(1, 2, 2, 500, Duration.ofMinutes(10)),
                        2,
                        120))
                .run(told::add, progress::add);

        assertThat(progress)
                .as("a line when a judge begins: two faults, four judges")
                .hasSize(8)
                .allSatisfy(line -> assertThat(line).matches("[0-7] of 8 opinions; [a-z]+ about fault [47], .*"));
        assertThat(report.faults())
                .isEqualTo(told)
                .extracting(FaultReport::number)
                .containsExactly(4, 7);
        assertThat(told.getFirst().opinions()).hasSize(4).allSatisfy((judge, opinion) -> {
            assertThat(opinion).as(judge.word()).isInstanceOf(Opinion.Found.class);
            assertThat(((Opinion.Found) opinion).length()).isPositive();
            assertThat(((Opinion.Found) opinion).text()).isNotBlank();
        });
        assertThat(told.getLast().opinions())
                .hasSize(4)
                .allSatisfy(
                        (judge, opinion) -> assertThat(opinion).as(judge.word()).isInstanceOf(Opinion.Missed.class));
        assertThat(report.unseen()).containsExactly(7);
        assertThat(SensitivityText.summary(report)).contains("  by none           1: 7\n");
    }
}
