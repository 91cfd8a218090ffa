package dev.sequent.codegen;

import dev.sequent.codegen.build.CompiledCore;
import dev.sequent.codegen.build.CoreCompiler;
import dev.sequent.language.Compilation;
import dev.sequent.language.Options;
import dev.sequent.language.SpecCompiler;
import dev.sequent.language.model.Protocol;
import dev.sequent.runtime.Core;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The specifications that tests generate from, each compiled once. */
public final class Fixtures {
    public static final Path SPECIFICATIONS = Path.of("..", "spec");
    private static final Path OWN = Path.of("src", "test", "resources", "specs");
    private static final Map<String, Protocol> PROTOCOLS = new ConcurrentHashMap<>();
    private static final Map<String, CompiledCore> CORES = new ConcurrentHashMap<>();

    private Fixtures() {}

    /** @param name of one of the repository's specifications, or of one beside the tests */
    public static Path root(String name) {
        Path own = OWN.resolve(name + ".sqt");
        return Files.exists(own) ? own : SPECIFICATIONS.resolve(name).resolve(name + ".sqt");
    }

    public static Protocol protocol(String name) {
        return PROTOCOLS.computeIfAbsent(name, n -> protocol(SpecCompiler.compile(root(n), Options.NONE)));
    }

    /** A protocol whose whole text is here. */
    public static Protocol inline(String text) {
        return protocol(SpecCompiler.compile("test.sqt", Map.of("test.sqt", text), Options.NONE));
    }

    private static Protocol protocol(Compilation compilation) {
        return compilation
                .protocol()
                .orElseThrow(() -> new AssertionError("does not compile: " + compilation.diagnostics()));
    }

    public static CompiledCore compiled(String name) {
        return CORES.computeIfAbsent(name, n -> CoreCompiler.compile(protocol(n)));
    }

    public static Core load(String name) {
        return compiled(name).load(Fixtures.class.getClassLoader());
    }
}
