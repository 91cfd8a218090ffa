package dev.sequent.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Class files that the build has left, to look into. */
final class ClassFiles {
    static final Path BASE = Path.of(System.getProperty("basedir", "."));
    static final Path HARNESS = BASE.resolve("target/classes");

    private ClassFiles() {}

    static List<ClassModel> in(Path folder) throws IOException {
        var models = new ArrayList<ClassModel>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".class")).sorted().toList()) {
                models.add(ClassFile.of().parse(file));
            }
        }
        assertThat(models).as("class files in %s", folder).isNotEmpty();
        return models;
    }
}
