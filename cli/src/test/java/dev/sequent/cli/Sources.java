package dev.sequent.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** The Java sources of every module. */
final class Sources {
    /** Seen from this module's folder. */
    static final Path HOME = Path.of("..");

    private Sources() {}

    /** Those of tests among them; nothing that was generated. */
    static List<JavaFileObject> all() throws IOException {
        return below("");
    }

    /** Those that are resources, to be compiled elsewhere, among them. */
    static List<JavaFileObject> main() throws IOException {
        return below("/src/main/");
    }

    private static List<JavaFileObject> below(String folder) throws IOException {
        try (Stream<Path> files = Files.walk(HOME);
                var manager = ToolProvider.getSystemJavaCompiler().getStandardFileManager(null, null, null)) {
            List<Path> sources = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> file.toString().contains(folder))
                    .filter(file -> !file.toString().contains("/target/"))
                    .toList();
            var objects = new ArrayList<JavaFileObject>();
            manager.getJavaFileObjectsFromPaths(sources).forEach(objects::add);
            return objects;
        }
    }

    /** @param name for instance {@code shop/Shape} */
    static JavaFileObject of(String name, String text) {
        return new SimpleJavaFileObject(URI.create("string:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }
}
