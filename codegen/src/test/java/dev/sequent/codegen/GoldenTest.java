package dev.sequent.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.codegen.build.CoreGenerator;
import dev.sequent.codegen.java.GeneratedSources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The generated text, whole, as it was last approved. When a change is wanted, {@code -Dsequent.golden=refresh} writes
 * the files anew; look at the difference before it is committed.
 */
class GoldenTest {
    private static final Path FOLDER = Path.of("src", "test", "resources", "golden");

    @ParameterizedTest
    @ValueSource(strings = {"gbn", "features"})
    void isAsApproved(String name) throws IOException {
        GeneratedSources generated = CoreGenerator.generate(Fixtures.protocol(name));
        var files = new TreeMap<String, String>();
        generated.sources().forEach((path, text) -> files.put(path.substring(path.lastIndexOf('/') + 1), text));
        files.put("points.tsv", generated.points().toTsv());
        files.put("lines.tsv", generated.lines().toTsv());
        Path folder = FOLDER.resolve(name);
        if ("refresh".equals(System.getProperty("sequent.golden"))) {
            refresh(folder, files);
        }
        assertThat(names(folder)).isEqualTo(files.keySet());
        for (var file : files.entrySet()) {
            assertThat(file.getValue())
                    .as("%s (approve a wanted change with -Dsequent.golden=refresh)", folder.resolve(file.getKey()))
                    .isEqualTo(Files.readString(folder.resolve(file.getKey())));
        }
    }

    private static TreeSet<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            var names = new TreeSet<String>();
            files.forEach(f -> names.add(f.getFileName().toString()));
            return names;
        }
    }

    private static void refresh(Path folder, TreeMap<String, String> files) throws IOException {
        Files.createDirectories(folder);
        for (String old : names(folder)) {
            Files.delete(folder.resolve(old));
        }
        for (var file : files.entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
    }
}
