package dev.sequent.cli;

import dev.sequent.cli.run.RunningStack;
import dev.sequent.cli.terminal.Console;
import dev.sequent.cli.terminal.ExitCode;
import dev.sequent.cli.terminal.Output;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A connection of the stack between the standard input and the standard output: what netcat is for the kernel's TCP.
 */
final class PipeThrough {
    /** Only its specification says how long a connection may take to open. */
    private static final int AS_LONG_AS_IT_TRIES = 0;

    private final Console console;
    private final RunningStack stack;
    private volatile boolean connected;

    PipeThrough(Console console, RunningStack stack) {
        this.console = console;
        this.stack = stack;
    }

    /** The outcome. @param message empty if there is nothing to say */
    private record Outcome(int code, String message) {}

    /**
     * Runs until the remote has sent everything, or this is told to end.
     *
     * @param told completed by the caller to end it, with the reason
     * @return the exit code
     */
    int run(HostAndPort target, CompletableFuture<String> told) {
        var outcome = new CompletableFuture<Outcome>();
        Thread.ofPlatform().daemon().name("sequent-output").start(() -> {
            try {
                outcome.complete(pipe(target));
            } catch (Throwable e) {
                outcome.completeExceptionally(e);
            }
        });
        try {
            Outcome how = outcome.applyToEither(told.thenApply(reason -> ended(target, reason)), o -> o)
                    .join();
            if (!how.message.isEmpty()) {
                console.say(how.message);
            }
            return how.code;
        } catch (CompletionException e) {
            switch (e.getCause()) {
                case RuntimeException fault -> throw fault;
                case Error fault -> throw fault;
                case null, default -> throw e;
            }
        }
    }

    /** A caller that wanted a connection and has none did not get what was wanted, however long it took. */
    private Outcome ended(HostAndPort target, String reason) {
        return connected
                ? new Outcome(ExitCode.OK, "ended: " + reason)
                : new Outcome(ExitCode.VIOLATED, target + ": no connection yet, and " + reason);
    }

    private Outcome pipe(HostAndPort target) {
        try (RunningStack.Pipe pipe = stack.connect(target.host(), target.port(), AS_LONG_AS_IT_TRIES)) {
            connected = true;
            var sending = new AtomicReference<IOException>();
            Thread input = Thread.ofPlatform().daemon().name("sequent-input").start(() -> send(pipe, sending));
            // Not through the console: these are bytes, not text.
            OutputStream out = Output.ofBytes();
            pipe.in().transferTo(out);
            out.flush();
            if (!console.inIsTerminal()) {
                input.join(); // The remote has no more to send, but may still listen.
                pipe.awaitDelivery();
            }
            if (sending.get() != null) {
                throw sending.get();
            }
            return new Outcome(ExitCode.OK, "");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome(ExitCode.INTERRUPTED, "");
        } catch (IOException e) {
            CompletableFuture<RunningStack.End> ended = stack.ended();
            return ended.isDone() && ended.join().gone()
                    ? new Outcome(ExitCode.MISSING, ended.join().message())
                    : new Outcome(ExitCode.VIOLATED, target + ": " + e.getMessage());
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
