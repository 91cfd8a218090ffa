package dev.sequent.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.language.Compilation;
import dev.sequent.language.Options;
import dev.sequent.language.SpecCompiler;
import dev.sequent.language.model.Protocol;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The specifications of the repository, as they are or with an edit. */
public final class Specs {
    private final String root;
    private final Map<String, String> texts = new TreeMap<>();

    private Specs(String folder) {
        root = folder + ".sqt";
        Path path = Path.of(System.getProperty("basedir", "."), "..", "spec", folder);
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".sqt")).toList()) {
                texts.put(path.relativize(file).toString().replace(File.separatorChar, '/'), Files.readString(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Specs(String root, String text) {
        this.root = root;
        texts.put(root, text);
    }

    /** A specification of the tests. */
    public static Specs resource(String name) {
        try (var in = Specs.class.getResourceAsStream("/specs/" + name)) {
            return new Specs(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A specification of one file. */
    public static Specs text(String name, String text) {
        return new Specs(name, text);
    }

    public static Specs of(String folder) {
        return new Specs(folder);
    }

    /** Replaces the first occurrence; there must be one. */
    public Specs edit(String file, String from, String to) {
        assertThat(texts.get(file)).as("what the mutant of %s changes", file).contains(from);
        texts.put(
                file,
                texts.get(file)
                        .replaceFirst(
                                java.util.regex.Pattern.quote(from), java.util.regex.Matcher.quoteReplacement(to)));
        return this;
    }

    public Specs append(String file, String text) {
        texts.put(file, texts.get(file) + "\n" + text);
        return this;
    }

    public Protocol compile() {
        return compilation().protocol().orElseThrow();
    }

    /** Without errors. */
    public Compilation compilation() {
        Compilation compilation = SpecCompiler.compile(root, texts, Options.NONE);
        assertThat(compilation.protocol()).as("%s", compilation.diagnostics()).isPresent();
        return compilation;
    }
}
