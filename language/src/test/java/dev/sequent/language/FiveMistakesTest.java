package dev.sequent.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sequent.language.diagnostic.Diagnostic;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class FiveMistakesTest {
    @Test
    void fiveUnrelatedMistakesAreFiveMessagesEachOnItsLine() {
        Path file = Path.of("src/test/resources/diagnostics/five-mistakes.sqt");

        Compilation compilation = SpecCompiler.compile(file, Options.NONE);

        assertThat(compilation.diagnostics())
                .extracting(d -> d.span().line(), Diagnostic::code)
                .containsExactly(
                        tuple(3, "SQT303"), // unit
                        tuple(9, "SQT504"), // unhandled state
                        tuple(13, "SQT110"), // syntax
                        tuple(20, "SQT301"), // type
                        tuple(21, "SQT203")); // unknown name
    }
}
