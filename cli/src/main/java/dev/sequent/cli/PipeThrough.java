package dev.sequent.cli;

import dev.sequent.cli.run.RunningStack;
import dev.sequent.cli.terminal.Console;
import dev.sequent.cli.terminal.ExitCode;
import dev.sequent.cli.terminal.Output;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/** A connection of the stack between the standard input and the standard output: what netcat is for the kernel's TCP. */
final class PipeThrough {
    private static final int CONNECT_MILLIS = 60_000;

    private final Console console;
    private final RunningStack stack;

    PipeThrough(Console console, RunningStack stack) {
        this.console = console;
        this.stack = stack;
    }

    int run(HostAndPort target) {
        try (RunningStack.Pipe pipe = stack.connect(target.host(), target.port(), CONNECT_MILLIS)) {
            var sending = new AtomicReference<IOException>();
            Thread.ofPlatform().daemon().name("sequent-input").start(() -> send(pipe, sending));
            // Not through the console: these are bytes and no text.
            OutputStream out = Output.ofBytes();
            pipe.in().transferTo(out);
            out.flush();
            if (sending.get() != null) {
                throw sending.get();
            }
            return ExitCode.OK;
        } catch (IOException e) {
            CompletableFuture<RunningStack.End> ended = stack.ended();
            if (ended.isDone() && ended.join().gone()) {
                console.say(ended.join().message());
                return ExitCode.MISSING;
            }
            console.say(target + ": " + e.getMessage());
            return ExitCode.VIOLATED;
        }
    }

    private void send(RunningStack.Pipe pipe, AtomicReference<IOException> failure) {
        try {
            console.in().transferTo(pipe.out());
            pipe.finish();
        } catch (IOException e) {
            failure.set(e);
        }
    }
}
