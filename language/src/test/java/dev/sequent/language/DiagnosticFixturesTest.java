package dev.sequent.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.language.diagnostic.DiagnosticPrinter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Each {@code diagnostics/*.sqt} is compiled and what the compiler says of it is compared with the file
 * {@code .expected} beside it. {@code -Dsequent.golden=refresh} rewrites those: read the difference before committing
 * it.
 */
class DiagnosticFixturesTest {
    private static final Path FOLDER = Path.of("src/test/resources/diagnostics");
    private static final boolean REFRESH = "refresh".equals(System.getProperty("sequent.golden"));

    @TestFactory
    Stream<DynamicTest> fixtures() throws IOException {
        return sources().stream()
                .map(f -> DynamicTest.dynamicTest(f.getFileName().toString(), () -> check(f)));
    }

    @Test
    void thereAreEnoughOfThem() throws IOException {
        assertThat(sources()).hasSizeGreaterThanOrEqualTo(45);
    }

    @Test
    void everyExpectationHasItsSource() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertThat(files.filter(f -> f.toString().endsWith(".expected")))
                    .allSatisfy(
                            expected -> assertThat(Path.of(expected.toString().replace(".expected", ".sqt")))
                                    .exists());
        }
    }

    /**
     * Of the codes without a fixture one is about a file that is not there, one about bytes that are no text, one about
     * the command line, and three about what only Java's compiler finds too large; what is too much is in
     * {@link LimitsTest}.
     */
    @Test
    void everyCodeHasItsFixture() throws IOException {
        var shown = new TreeSet<String>();
        for (Path source : sources()) {
            SpecCompiler.compile(source, Options.NONE).diagnostics().forEach(d -> shown.add(d.code()));
        }
        var declared = new TreeSet<String>();
        try (Stream<Path> files = Files.list(Path.of("src/main/java/dev/sequent/language/diagnostic"))) {
            for (Path file : files.toList()) {
                Matcher code = Pattern.compile("\"(SQT\\d+)\"").matcher(Files.readString(file));
                while (code.find()) {
                    declared.add(code.group(1));
                }
            }
        }
        declared.removeAll(List.of("SQT101", "SQT104", "SQT226", "SQT462", "SQT463", "SQT464"));
        declared.removeIf(code -> code.startsWith("SQT12"));
        assertThat(shown).isEqualTo(declared);
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(f -> f.toString().endsWith(".sqt")).sorted().toList();
        }
    }

    private static void check(Path source) throws IOException {
        Compilation compilation = SpecCompiler.compile(source, Options.NONE);
        String actual = new DiagnosticPrinter(compilation.sources()).text(compilation.diagnostics());
        Path expected = Path.of(source.toString().replace(".sqt", ".expected"));
        if (REFRESH) {
            Files.writeString(expected, actual);
        }
        assertThat(expected).as("run once with -Dsequent.golden=refresh").exists();
        assertThat(actual).isEqualTo(Files.readString(expected));
        assertThat(compilation.diagnostics()).as("a fixture shows a diagnostic").isNotEmpty();
        assertThat(compilation.protocol().isPresent())
                .as("a protocol if and only if there is no error")
                .isEqualTo(compilation.diagnostics().stream().noneMatch(d -> d.isError()));
    }
}
