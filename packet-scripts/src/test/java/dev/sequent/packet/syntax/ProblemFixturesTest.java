package dev.sequent.packet.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Each {@code problems/*.pkt} is read, and what there is to say of it is compared with the file {@code .expected}
 * beside it. {@code -Dsequent.golden=refresh} rewrites those: read the difference before committing it.
 */
class ProblemFixturesTest {
    private static final Path FOLDER = Path.of("src/test/resources/problems");
    private static final boolean REFRESH = "refresh".equals(System.getProperty("sequent.golden"));

    @TestFactory
    Stream<DynamicTest> fixtures() throws IOException {
        return sources().stream()
                .map(f -> DynamicTest.dynamicTest(f.getFileName().toString(), () -> check(f)));
    }

    @Test
    void everyCodeHasItsFixture() throws IOException {
        var shown = new TreeSet<String>();
        for (Path source : sources()) {
            read(source).problems().forEach(p -> shown.add(p.code()));
        }
        var declared = new TreeSet<String>();
        try (Stream<Path> files = Files.list(Path.of("src/main/java/dev/sequent/packet/syntax"))) {
            for (Path file : files.toList()) {
                Matcher code = Pattern.compile("\"(PKT\\d+)\"").matcher(Files.readString(file));
                while (code.find()) {
                    declared.add(code.group(1));
                }
            }
        }
        assertThat(shown).isEqualTo(declared);
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(f -> f.toString().endsWith(".pkt")).sorted().toList();
        }
    }

    private static Reading read(Path source) throws IOException {
        return ScriptReader.read(source.getFileName().toString(), Files.readAllBytes(source), Map.of());
    }

    private static void check(Path source) throws IOException {
        Reading reading = read(source);
        Path expected = Path.of(source.toString().replace(".pkt", ".expected"));
        if (REFRESH) {
            Files.writeString(expected, reading.report());
        }
        assertThat(expected).as("run once with -Dsequent.golden=refresh").exists();
        assertThat(reading.report()).isEqualTo(Files.readString(expected));
        assertThat(reading.problems()).as("a fixture shows a problem").isNotEmpty();
    }
}
