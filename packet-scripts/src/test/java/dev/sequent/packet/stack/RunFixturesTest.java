package dev.sequent.packet.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.packet.batch.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Each {@code runs/*.pkt} expects something that the stack does not do, or wants something that cannot be had, or
 * cannot be meant; what a run tells of that is compared with the file {@code .expected} beside it.
 * {@code -Dsequent.golden=refresh} rewrites those: read the difference before committing it.
 */
class RunFixturesTest {
    private static final Path FOLDER = Path.of("src/test/resources/runs");
    private static final boolean REFRESH = "refresh".equals(System.getProperty("sequent.golden"));

    @TestFactory
    Stream<DynamicTest> fixtures() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(f -> f.toString().endsWith(".pkt")).sorted().toList().stream()
                    .map(f -> DynamicTest.dynamicTest(f.getFileName().toString(), () -> check(f)));
        }
    }

    private static void check(Path source) throws IOException {
        Outcome outcome = Scripts.plain().run(source.getFileName().toString(), Files.readString(source));
        // Where a rule stands changes with every edit of the specification; that it is named is what counts.
        String told = (outcome.line() + "\n" + outcome.details()).replaceAll("(\\.sqt):\\d+", "$1:N");
        Path expected = Path.of(source.toString().replace(".pkt", ".expected"));
        if (REFRESH) {
            Files.writeString(expected, told);
        }
        assertThat(expected).as("run once with -Dsequent.golden=refresh").exists();
        assertThat(told).isEqualTo(Files.readString(expected));
        assertThat(outcome.word()).isIn("failed", "unsupported", "wrong");
    }
}
