package dev.sequent.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.language.diagnostic.DiagnosticPrinter;
import dev.sequent.language.syntax.SequentLexer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.Token;

/** Whatever is done to the words of a specification, the compiler answers with a protocol or with an error. */
class RandomEditsProperties {
    private static final Map<String, String> ABP = sources("abp/abp.sqt");
    private static final Map<String, String> GBN = sources("gbn/gbn.sqt");
    private static final Map<String, String> SACK = sources("drafts/sack.sqt");
    private static final Map<String, String> SYN_CACHE = sources("drafts/syn-cache.sqt");
    private static final Map<String, String> TCP = sources("tcp/tcp.sqt");

    @Property(tries = 250)
    void smallSpecifications(@ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int edits) {
        var random = new Random(seed);
        compileEdited(List.of(ABP, GBN, SACK, SYN_CACHE).get(random.nextInt(4)), edits, random);
    }

    @Property(tries = 20)
    void theSpecificationOfTcp(@ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int edits) {
        compileEdited(TCP, edits, new Random(seed));
    }

    private static void compileEdited(Map<String, String> sources, int edits, Random random) {
        var edited = new LinkedHashMap<>(sources);
        List<String> names = List.copyOf(sources.keySet());
        for (int i = 0; i < edits; i++) {
            String name = names.get(random.nextInt(names.size()));
            edited.put(name, edit(edited.get(name), random));
        }

        Compilation compilation = SpecCompiler.compile(names.getFirst(), edited, Options.NONE);

        boolean errors = compilation.diagnostics().stream().anyMatch(d -> d.isError());
        assertThat(compilation.protocol().isPresent()).isEqualTo(!errors);
        assertThat(new DiagnosticPrinter(compilation.sources()).text(compilation.diagnostics()))
                .isNotNull();
    }

    /** Deletes, doubles, swaps or replaces a token, or cuts the text off. */
    private static String edit(String text, Random random) {
        var words = new ArrayList<String>();
        var lexer = new SequentLexer(CharStreams.fromString(text));
        for (Token token = lexer.nextToken(); token.getType() != Token.EOF; token = lexer.nextToken()) {
            words.add(token.getText());
        }
        if (words.isEmpty()) {
            return text;
        }
        int at = random.nextInt(words.size());
        int other = random.nextInt(words.size());
        switch (random.nextInt(5)) {
            case 0 -> words.remove(at);
            case 1 -> words.add(at, words.get(other));
            case 2 -> Collections.swap(words, at, other);
            case 3 -> words.set(at, words.get(other));
            default ->
                words.subList(Math.max(at, words.size() - 40), words.size()).clear();
        }
        return String.join("", words);
    }

    private static Map<String, String> sources(String file) {
        return SpecCompiler.compile(Path.of("../spec", file), Options.NONE).sources();
    }
}
