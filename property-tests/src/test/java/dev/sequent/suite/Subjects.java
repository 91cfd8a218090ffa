package dev.sequent.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.check.mutants.Catalogue;
import dev.sequent.check.mutants.Mutant;
import dev.sequent.check.mutants.Original;
import dev.sequent.check.mutants.Ready;
import dev.sequent.codegen.build.CompiledCore;
import dev.sequent.codegen.build.CoreCache;
import dev.sequent.language.Compilation;
import dev.sequent.language.Options;
import dev.sequent.language.SpecCompiler;
import dev.sequent.language.model.Protocol;
import dev.sequent.runtime.Trace;
import dev.sequent.suite.run.Budget;
import dev.sequent.suite.run.FailureStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the suite is tried on here: TCP, and its mutants. */
final class Subjects {
    private static final Path SPEC = Path.of("..", "spec", "tcp");
    private static final CoreCache CACHE = new CoreCache(Path.of("target", "cores"));
    private static final Compilation TCP = SpecCompiler.compile(SPEC.resolve("tcp.sqt"), Options.NONE);

    private Subjects() {}

    static Suite tcp() {
        return suite(TCP.protocol().orElseThrow(), Map.of());
    }

    static Suite mutant(String name) {
        return suite(protocol(name), Map.of());
    }

    /** The core of TCP, or of the mutant of that name. */
    static CompiledCore core(Optional<String> mutant) {
        return CACHE.compile(
                mutant.map(Subjects::protocol).orElseGet(() -> TCP.protocol().orElseThrow()));
    }

    private static Protocol protocol(String name) {
        Original original = Original.of(TCP, Options.NONE, Map.of());
        Mutant mutant = mutants().stream()
                .filter(m -> m.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no mutant " + name));
        Catalogue.Prepared prepared = Catalogue.prepare(original, List.of(mutant));
        if (!prepared.complaints().isEmpty()) {
            throw new AssertionError(prepared.complaints().getFirst().text());
        }
        Ready ready = prepared.ready().getFirst();
        return ready.protocol();
    }

    /** TCP with one text of one file, which must be there once, replaced by another. */
    static Suite edited(String file, String from, String to) {
        return suite(editedProtocol(file, from, to), Map.of());
    }

    /** The core of the same. */
    static CompiledCore editedCore(String file, String from, String to) {
        return CACHE.compile(editedProtocol(file, from, to));
    }

    private static Protocol editedProtocol(String file, String from, String to) {
        Map<String, String> sources = new LinkedHashMap<>(TCP.sources());
        String text = sources.get(file);
        assertThat(text.split(java.util.regex.Pattern.quote(from), -1))
                .as("%s in %s", from, file)
                .hasSize(2);
        sources.put(file, text.replace(from, to));
        Compilation compilation = SpecCompiler.compile("tcp.sqt", sources, Options.NONE);
        return compilation.protocol().orElseThrow(() -> new AssertionError(compilation.diagnostics()));
    }

    static List<Mutant> mutants() {
        try {
            return Catalogue.read(SPEC.resolve("mutants"), Path::toString).mutants();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Suite suite(Protocol protocol, Map<String, Long> set) {
        return Suite.of(CACHE.compile(protocol), protocol, set);
    }

    /** One property, from a seed, with nothing from earlier runs. */
    static SuiteReport run(Suite suite, String property, long seed, long tries, Path folder) {
        return suite.run(new SuiteOptions(
                List.of(property),
                seed,
                Budget.ofTries(tries),
                Trace.NONE,
                FailureStore.in(folder, "tcp.sqt"),
                text -> {},
                done -> {},
                () -> false));
    }
}
