package dev.sequent.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The specifications of the repository. */
class SpecificationsTest {
    @ParameterizedTest
    @ValueSource(strings = {"abp/abp.sqt", "gbn/gbn.sqt", "tcp/tcp.sqt"})
    void compilesWithoutAWord(String file) {
        Compilation compilation = SpecCompiler.compile(Path.of(file), Options.NONE);

        assertThat(compilation.diagnostics()).isEmpty();
        assertThat(compilation.protocol()).isPresent();
        assertThat(compilation.sources().keySet()).first().isEqualTo(Path.of(file).getFileName().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"drafts/cubic.sqt", "drafts/sack.sqt", "drafts/syn-cache.sqt"})
    void draftsOfWhatIsToComeCompile(String file) {
        assertThat(SpecCompiler.compile(Path.of(file), Options.NONE).protocol()).isPresent();
    }
}
