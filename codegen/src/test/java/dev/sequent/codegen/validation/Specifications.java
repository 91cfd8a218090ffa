package dev.sequent.codegen.validation;

import dev.sequent.codegen.build.CompiledCore;
import dev.sequent.codegen.build.CoreCompiler;
import dev.sequent.language.Options;
import dev.sequent.language.SpecCompiler;
import dev.sequent.language.interpret.InterpretedCore;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.Protocol;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The specifications of this project, ready to be driven. */
record Specifications(Protocol protocol, CompiledCore compiled, Subject subject) {

    /** @param name of the folder and its root file, for instance {@code tcp} */
    static Specifications load(String name) {
        return load(Path.of("..", "spec", name, name + ".sqt"));
    }

    static Specifications load(Path file) {
        return of(protocol(file));
    }

    static Protocol protocol(Path file) {
        var compilation = SpecCompiler.compile(file, Options.NONE);
        return compilation
                .protocol()
                .orElseThrow(() -> new AssertionError(compilation.diagnostics().toString()));
    }

    /** A specification of one file, from memory. */
    static Specifications ofText(String text) {
        var compilation = SpecCompiler.compile("test.sqt", Map.of("test.sqt", text), Options.NONE);
        return of(
                compilation.protocol().orElseThrow(() -> new AssertionError(compilation.diagnostics() + "\n" + text)));
    }

    private static Specifications of(Protocol protocol) {
        return of(protocol, CoreCompiler.compile(protocol));
    }

    static Specifications of(Protocol protocol, CompiledCore compiled) {
        var generated = compiled.load(Specifications.class.getClassLoader());
        return new Specifications(protocol, compiled, new Subject(protocol, new InterpretedCore(protocol), generated));
    }

    Coverage coverage() {
        return new Coverage(protocol, compiled.points());
    }

    /** Machines that only scenarios know: they are declared beside these. */
    Set<String> remotes() {
        return protocol.machines().stream()
                .filter(m -> m.span().file().startsWith("properties/"))
                .map(MachineType::name)
                .collect(Collectors.toSet());
    }

    int machine(String name) {
        return protocol.machine(name).index();
    }
}
