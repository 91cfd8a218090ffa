package dev.sequent.fuzzing;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sequent.codegen.build.CoreCompiler;
import dev.sequent.codegen.build.TooLargeForJava;
import dev.sequent.language.Compilation;
import dev.sequent.language.Options;
import dev.sequent.language.SpecCompiler;
import dev.sequent.language.diagnostic.Diagnostic;
import dev.sequent.language.diagnostic.DiagnosticPrinter;
import dev.sequent.language.syntax.SourceBytes;
import dev.sequent.language.syntax.SourceReader.Reading;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.provider.MethodSource;

/** Parser and checker of specifications, and, for what has no errors, everything up to the class files. */
class SpecificationFuzzTest {
    private static final String NAME = "fuzzed.sqt";

    /** Before Jazzer's hooks are there: with them, a compiler that is new to the JVM finds no {@code --release}. */
    @BeforeAll
    static void aCompilerThatKnowsItsReleases() {
        String text = new String(Seeds.octets("spec/abp/abp.sqt"), StandardCharsets.UTF_8);
        assertThat(SpecCompiler.compile(NAME, Map.of(NAME, text), Options.NONE).protocol())
                .hasValueSatisfying(
                        p -> assertThat(CoreCompiler.compile(p).classes()).isNotEmpty());
    }

    static List<byte[]> seeds() {
        var all = new ArrayList<byte[]>();
        all.addAll(Seeds.files("language/src/test/resources/correct", ".sqt"));
        all.addAll(Seeds.files("language/src/test/resources/diagnostics", ".sqt"));
        all.addAll(Seeds.files("spec/abp", ".sqt"));
        all.addAll(Seeds.files("spec/gbn", ".sqt"));
        all.addAll(Seeds.files("spec/drafts", ".sqt"));
        return all;
    }

    @MethodSource("seeds")
    @DictionaryFile(resourcePath = "specification.dict")
    @FuzzTest
    void compiles(byte[] octets) {
        if (!(SourceBytes.text(NAME, octets) instanceof Reading.Text read)) {
            return;
        }
        Compilation compilation = SpecCompiler.compile(NAME, Map.of(NAME, read.text()), Options.NONE);
        boolean errors = compilation.diagnostics().stream().anyMatch(Diagnostic::isError);
        assertThat(compilation.hasErrors()).isEqualTo(errors);
        for (Diagnostic diagnostic : compilation.diagnostics()) {
            assertThat(diagnostic.message()).isNotBlank();
        }
        assertThat(new DiagnosticPrinter(compilation.sources()).text(compilation.diagnostics()))
                .hasSizeGreaterThanOrEqualTo(compilation.diagnostics().size());
        if (compilation.protocol().isPresent()) {
            try {
                assertThat(CoreCompiler.compile(compilation.protocol().get()).classes())
                        .isNotEmpty();
            } catch (TooLargeForJava e) {
                assertThat(e.diagnostics()).isNotEmpty();
            }
        }
    }
}
