package dev.sequent.cli;

import dev.sequent.cli.terminal.CommandFailure;
import dev.sequent.cli.terminal.Console;
import dev.sequent.cli.terminal.ProgressLine;
import dev.sequent.codegen.build.CompiledCore;
import dev.sequent.codegen.build.CoreCache;
import dev.sequent.codegen.census.Census;
import dev.sequent.codegen.census.Passed;
import dev.sequent.codegen.census.Unexercised;
import dev.sequent.codegen.form.Tracing;
import dev.sequent.runtime.Trace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Which rules of a specification are exercised: its core with everything told, and who listens to it. */
final class RuleCount {
    /** The machine that the stack runs; others in the specification are remotes of scenarios. */
    private static final String MACHINE = "Connection";

    private final Specification spec;
    private final Console console;
    private final Census census;
    private final Queue<Passed> listeners = new ConcurrentLinkedQueue<>();

    private RuleCount(Specification spec, Console console) {
        this.spec = spec;
        this.console = console;
        this.census = Census.of(spec.protocol(), MACHINE, spec.compilation().sources());
    }

    /** For a specification that runs as a TCP. */
    static RuleCount of(Specification spec, Console console) {
        return new RuleCount(spec, console);
    }

    /** Does the same as the specification's core, and tells of every branch. */
    CompiledCore core() {
        try (var progress = new ProgressLine(console)) {
            progress.show("generating a core that tells of every branch");
            return new CoreCache(Home.cache(console)).compile(spec.protocol(), Tracing.OUTCOMES);
        }
    }

    /** What is known never to be taken, if there is a list of that. */
    Optional<Unexercised> list() {
        Path list = spec.root().resolveSibling("scripts").resolve("UNEXERCISED.md");
        try {
            return Files.isReadable(list)
                    ? Optional.of(Unexercised.of(census, Specification.shown(list), Files.readString(list)))
                    : Optional.empty();
        } catch (IOException e) {
            throw CommandFailure.missing(e);
        }
    }

    Census census() {
        return census;
    }

    /** For one thread. */
    Trace listener() {
        Passed passed = census.nothingPassed();
        listeners.add(passed);
        return passed;
    }

    /** What all listeners have heard so far. */
    Passed passed() {
        Passed all = census.nothingPassed();
        listeners.forEach(all::add);
        return all;
    }
}
