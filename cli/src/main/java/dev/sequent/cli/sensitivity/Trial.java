package dev.sequent.cli.sensitivity;

import dev.sequent.check.mutants.Faults;
import dev.sequent.cli.run.CoreLinker;
import dev.sequent.codegen.build.CoreCompiler;
import dev.sequent.codegen.build.TooLargeForJava;
import dev.sequent.language.Options;
import dev.sequent.language.SpecCompiler;
import dev.sequent.language.diagnostic.DiagnosticPrinter;
import dev.sequent.language.model.Protocol;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A specification that several judges look at, compiled when the first of them does. */
final class Trial {
    private final Supplier<Compiled> compiler;
    private @Nullable Compiled compiled;

    /** Either the one or the other. */
    private record Compiled(Optional<Broken> broken, String refused) {}

    private Trial(Supplier<Compiled> compiler) {
        this.compiler = compiler;
    }

    /** The specification without a fault. */
    static Trial of(Broken original) {
        return new Trial(() -> new Compiled(Optional.of(original), ""));
    }

    /** One with a fault. @param linked whether a judge wants a stack with it */
    static Trial of(Faults.Drawn drawn, Options options, Map<String, Long> set, boolean linked) {
        return new Trial(() -> compile(drawn, options, set, linked));
    }

    private static Compiled compile(Faults.Drawn drawn, Options options, Map<String, Long> set, boolean linked) {
        String root = drawn.sources().keySet().iterator().next();
        // One that does not compile is not drawn.
        Protocol protocol =
                SpecCompiler.compile(root, drawn.sources(), options).protocol().orElseThrow();
        try {
            var broken = new Broken(protocol, CoreCompiler.compile(protocol), drawn.sources(), set);
            String unfit = linked ? String.join("; ", CoreLinker.problems(broken.core())) : "";
            return unfit.isEmpty()
                    ? new Compiled(Optional.of(broken), "")
                    : new Compiled(Optional.empty(), "it cannot run as a TCP: " + unfit);
        } catch (TooLargeForJava e) {
            return new Compiled(Optional.empty(), DiagnosticPrinter.summary(e.diagnostics()));
        }
    }

    private synchronized Compiled compiled() {
        if (compiled == null) {
            compiled = compiler.get();
        }
        return compiled;
    }

    /** Empty if it was refused. */
    Optional<Broken> broken() {
        return compiled().broken();
    }

    /** Why, if it was. */
    Optional<String> refused() {
        return Optional.of(compiled().refused()).filter(why -> !why.isEmpty());
    }

    /** All that was compiled may go. */
    synchronized void forget() {
        compiled = null;
    }
}
