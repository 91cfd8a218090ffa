package dev.sequent.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.language.Compilation;
import dev.sequent.language.Options;
import dev.sequent.language.SpecCompiler;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The specifications of the repository. */
class SpecificationsTest {
    @ParameterizedTest
    @ValueSource(strings = {"../spec/abp/abp.sqt", "../spec/gbn/gbn.sqt", "../spec/tcp/tcp.sqt"})
    void compilesWithoutAWord(String file) {
        Compilation compilation = SpecCompiler.compile(Path.of(file), Options.NONE);

        assertThat(compilation.diagnostics()).isEmpty();
        assertThat(compilation.protocol()).isPresent();
        assertThat(compilation.sources().keySet())
                .first()
                .isEqualTo(Path.of(file).getFileName().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"../spec/drafts/cubic.sqt", "../spec/drafts/sack.sqt", "../spec/drafts/syn-cache.sqt"})
    void draftsOfWhatIsToComeCompile(String file) {
        assertThat(SpecCompiler.compile(Path.of(file), Options.NONE).protocol()).isPresent();
    }
}
