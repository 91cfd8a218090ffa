package dev.sequent.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.language.diagnostic.DiagnosticPrinter;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Specifications that are right: the compiler has not even a warning for them. */
class CorrectFixturesTest {
    @ParameterizedTest
    @ValueSource(strings = {"words", "optionals", "tables", "steps", "scenarios"})
    void compilesWithoutAWord(String name) {
        Path file = Path.of("src/test/resources/correct", name + ".sqt");

        Compilation compilation = SpecCompiler.compile(file, Options.NONE);

        assertThat(new DiagnosticPrinter(compilation.sources()).text(compilation.diagnostics()))
                .isEmpty();
        assertThat(compilation.protocol()).isPresent();
    }
}
