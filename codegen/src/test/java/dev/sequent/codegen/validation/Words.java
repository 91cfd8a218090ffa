package dev.sequent.codegen.validation;

import dev.sequent.codegen.build.CoreGenerator;
import dev.sequent.language.Options;
import dev.sequent.language.SpecCompiler;
import dev.sequent.language.syntax.SequentLexer;
import dev.sequent.language.syntax.SequentParser;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.misc.ParseCancellationException;

/**
 * Names that may mean something else to Java, or to the classes that are generated.
 *
 * @param own of Java and of the generator
 * @param further identifiers of generated code which say no more than how its specification calls something
 */
record Words(List<String> own, List<String> further) {
    /** Keywords, literals, and words that are keywords in some places only. */
    private static final String OF_JAVA = """
            abstract assert boolean break byte case catch char class const continue default do double else enum extends final
            finally float for goto if implements import instanceof int interface long native new package private protected
            public return short static strictfp super switch synchronized this throw throws transient try void volatile while
            _ true false null
            exports module non-sealed open opens permits provides record requires sealed to transitive uses var when with yield
            java javax dev sequent generated runtime $""";

    /** Comments and texts first: what stands in them is no identifier. */
    private static final String TOKEN = "/\\*.*?\\*/|//[^\n]*|\"(?:[^\"\\\\\n]|\\\\.)*\"|([A-Za-z_][A-Za-z0-9_]*";

    private static final Pattern GENERATED = Pattern.compile(TOKEN + ")", Pattern.DOTALL);
    private static final Pattern SPECIFIED = Pattern.compile(TOKEN + "(?:[-.][A-Za-z0-9_]+)*)", Pattern.DOTALL);

    /** All of them that the language allows as names. */
    static Words all() throws IOException {
        var own = new TreeSet<>(ofJava());
        var further = new TreeSet<String>();
        for (Path root : List.of(
                Path.of("../spec/tcp/tcp.sqt"),
                Path.of("../spec/abp/abp.sqt"),
                Path.of("../spec/gbn/gbn.sqt"),
                Path.of("src/test/resources/specs/features.sqt"))) {
            var compilation = SpecCompiler.compile(root, Options.NONE);
            var specified = new HashSet<String>();
            compilation
                    .sources()
                    .values()
                    .forEach(text -> identifiers(SPECIFIED, text).stream()
                            .filter(Words::name)
                            .forEach(n -> specified.add(flat(n))));
            CoreGenerator.generate(compilation.protocol().orElseThrow())
                    .sources()
                    .values()
                    .forEach(text ->
                            identifiers(GENERATED, text).forEach(n -> (repeats(n, specified) ? further : own).add(n)));
        }
        own.removeIf(w -> !name(w));
        further.removeIf(w -> own.contains(w) || !name(w));
        return new Words(List.copyOf(own), List.copyOf(further));
    }

    /** Does an identifier only say what the specification calls something? A short one may do so by chance. */
    private static boolean repeats(String identifier, Set<String> specified) {
        String flat = flat(identifier);
        return identifier.length() > 6
                && (specified.contains(flat)
                        || specified.stream().anyMatch(s -> s.length() > 4 && flat.contains(s))
                        || identifier.matches(
                                "((VARIABLE|TIMER|SIGNAL|OUTCOME|EFFECT|CALL|EXTERN|OFFSET|KIND|CTL|has)_|(on|property|witness)[A-Z]).*"));
    }

    private static String flat(String name) {
        return name.replaceAll("[-._]", "").toLowerCase(Locale.ROOT);
    }

    private static Set<String> identifiers(Pattern tokens, String text) {
        return tokens.matcher(text)
                .results()
                .map(r -> r.group(1))
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }

    /** All the first, and of the others so many that each comes to its turn in some role. */
    List<String> ofRole(int role, int roles) {
        return Stream.concat(
                        own.stream(),
                        IntStream.range(0, further.size())
                                .filter(i -> i % roles == role)
                                .mapToObj(further::get))
                .toList();
    }

    /** Those that Java itself knows. */
    static List<String> ofJava() throws IOException {
        var words = new TreeSet<>(List.of(OF_JAVA.split("\\s+")));
        words.addAll(ofJavaLang());
        words.removeIf(w -> !name(w));
        return List.copyOf(words);
    }

    private static Set<String> ofJavaLang() throws IOException {
        Path folder = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("modules", "java.base", "java", "lang");
        var names = new TreeSet<String>();
        try (var files = Files.list(folder)) {
            files.map(f -> f.getFileName().toString())
                    .filter(f -> f.endsWith(".class") && !f.contains("$") && !f.contains("-"))
                    .map(f -> f.substring(0, f.length() - ".class".length()))
                    .filter(Words::isPublic)
                    .forEach(names::add);
        }
        return names;
    }

    private static boolean isPublic(String ofJavaLang) {
        try {
            return Modifier.isPublic(
                    Class.forName("java.lang." + ofJavaLang, false, null).getModifiers());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Does the grammar take it for a name? */
    private static boolean name(String word) {
        var lexer = new SequentLexer(CharStreams.fromString(word));
        lexer.removeErrorListeners();
        var tokens = new CommonTokenStream(lexer);
        var parser = new SequentParser(tokens);
        parser.removeErrorListeners();
        parser.setErrorHandler(new BailErrorStrategy());
        try {
            parser.name();
            return tokens.LA(1) == SequentLexer.EOF;
        } catch (ParseCancellationException e) {
            return false;
        }
    }
}
