package dev.sequent.cli;

import dev.sequent.cli.demo.CaptureFigures;
import dev.sequent.cli.demo.KernelSteps;
import dev.sequent.cli.demo.Steps;
import dev.sequent.cli.run.CoreLinker;
import dev.sequent.cli.terminal.Console;
import dev.sequent.cli.terminal.ExitCode;
import dev.sequent.view.Paint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The part of the demo that runs inside the namespace: only {@link DemoCommand} starts it. */
@Command(
        name = DemoInsideCommand.NAME,
        hidden = true,
        description = "The part of the demo that runs inside the namespace.")
final class DemoInsideCommand implements Callable<Integer> {
    static final String NAME = "demo-inside";

    private final Console console;

    @Mixin
    private CommonOptions common;

    @Option(names = "--bytes", required = true)
    private long bytes;

    @Option(names = "--captures", required = true)
    private Path captures = Path.of("");

    @Option(names = "--color")
    private boolean colours;

    DemoInsideCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Thread.ofPlatform().daemon().name("demo-lifeline").start(this::dieWithTheParent);
        var paint = new Paint(colours);
        Specification spec = Specification.load(new Specification.Request("", Map.of(), List.of(), false), console);
        var figures =
                new CaptureFigures(console, paint, spec.protocol().messages().getFirst());
        try {
            new KernelSteps(
                            CoreLinker.link(spec.core()),
                            spec.core().digest(),
                            new Steps(console, paint),
                            captures,
                            bytes,
                            figures)
                    .run();
            return ExitCode.OK;
        } catch (Steps.Failed e) {
            return ExitCode.VIOLATED;
        }
    }

    /** The standard input is a pipe from the parent, which never writes: when it ends, so has the parent. */
    private void dieWithTheParent() {
        try {
            while (console.in().read() >= 0) {
                // Nothing is ever read.
            }
        } catch (IOException e) {
            // The same as its end.
        }
        Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
    }
}
