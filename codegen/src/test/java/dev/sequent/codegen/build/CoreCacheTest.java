package dev.sequent.codegen.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.codegen.Fixtures;
import dev.sequent.codegen.java.GeneratedSources;
import dev.sequent.runtime.Core;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CoreCacheTest {
    @TempDir
    Path folder;

    private final GeneratedSources sources = CoreGenerator.generate(Fixtures.protocol("abp"));

    private List<Path> entries() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    @Test
    void givesWhatItKept() throws IOException {
        CompiledCore compiled = new CoreCache(folder).compile(sources);
        assertThat(entries()).hasSize(1);
        var date = Files.getLastModifiedTime(entries().getFirst());
        CompiledCore kept = new CoreCache(folder).compile(sources);
        assertThat(Files.getLastModifiedTime(entries().getFirst())).isEqualTo(date);
        assertThat(kept.digest()).isEqualTo(compiled.digest());
        assertThat(kept.classes().keySet()).isEqualTo(compiled.classes().keySet());
        Core core = kept.load(getClass().getClassLoader());
        assertThat(core.name()).isEqualTo("ABP");
    }

    /** That it is used at all shows when it holds something else. */
    @Test
    void doesNotCompileWhatItHolds() throws IOException {
        new CoreCache(folder).compile(sources);
        Path abp = entries().getFirst();
        new CoreCache(folder).compile(CoreGenerator.generate(Fixtures.protocol("gbn")));
        Path gbn = entries().stream().filter(e -> !e.equals(abp)).findFirst().orElseThrow();
        Files.write(abp, Files.readAllBytes(gbn));
        assertThat(new CoreCache(folder).compile(sources).classes()).containsKey("dev.sequent.generated.gbn.GbnCore");
    }

    @Test
    void passesOverWhatIsBroken() throws IOException {
        String digest = new CoreCache(folder).compile(sources).digest();
        Path entry = entries().getFirst();
        byte[] whole = Files.readAllBytes(entry);
        byte[] flipped = whole.clone();
        flipped[whole.length / 2] ^= 1;
        for (byte[] broken :
                List.of(flipped, new byte[0], new byte[31], java.util.Arrays.copyOf(whole, whole.length - 1))) {
            Files.write(entry, broken);
            assertThat(new CoreCache(folder).compile(sources).digest()).isEqualTo(digest);
            assertThat(Files.readAllBytes(entry)).isEqualTo(whole);
        }
        assertThat(entries()).hasSize(1);
    }

    @Test
    void doesWithoutAFolder() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThat(new CoreCache(file.resolve("below")).compile(sources).classes())
                .isNotEmpty();
        assertThat(new CoreCache(folder.resolve("made").resolve("anew"))
                        .compile(sources)
                        .classes())
                .isNotEmpty();
        assertThat(folder.resolve("made").resolve("anew")).isNotEmptyDirectory();
    }

    @Test
    void anotherSpecificationIsAnotherEntry() {
        assertThat(CoreCache.key(sources))
                .isNotEqualTo(CoreCache.key(CoreGenerator.generate(Fixtures.protocol("gbn"))));
    }
}
