package dev.sequent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.cli.run.RunningStack;
import dev.sequent.cli.terminal.Console;
import dev.sequent.cli.terminal.Output;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.ConnectException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * {@code sequent run --connect}: who decides when it is over. The stack is a stand-in that says what the test wants.
 */
@Timeout(20)
class PipeThroughTest {
    private static final HostAndPort TARGET = new HostAndPort("192.0.2.1", 9000);

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CompletableFuture<String> told = new CompletableFuture<>();

    private interface Opening {
        RunningStack.Pipe open(int timeoutMillis) throws IOException;
    }

    private record StandIn(Opening opening, CompletableFuture<End> ended) implements RunningStack {
        StandIn(Opening opening) {
            this(opening, new CompletableFuture<>());
        }

        @Override
        public Pipe connect(String host, int port, int timeoutMillis) throws IOException {
            return opening.open(timeoutMillis);
        }

        @Override
        public String mac() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int mtu() {
            throw new UnsupportedOperationException();
        }

        @Override
        public String table() {
            throw new UnsupportedOperationException();
        }

        @Override
        public String tableWithInfo() {
            throw new UnsupportedOperationException();
        }

        @Override
        public String json() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<String> stateAfterFrame(int number) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {
            ended.complete(new End(true, false, "closed"));
        }
    }

    private record StandInPipe(InputStream in, OutputStream out, Runnable delivery) implements RunningStack.Pipe {
        StandInPipe(InputStream in) {
            this(in, OutputStream.nullOutputStream(), () -> {});
        }

        @Override
        public void awaitDelivery() {
            delivery.run();
        }

        @Override
        public void finish() {}

        @Override
        public void close() {}
    }

    private int run(Opening opening) {
        return new PipeThrough(Sequent.console(Map.of(), out, err), new StandIn(opening)).run(TARGET, told);
    }

    /** The user timeout and R2 are the specification's; the command has no number of its own (RFC 9293, 3.8.3). */
    @Test
    void theSpecificationSaysHowLongAnOpenTakes() {
        int code = run(timeout -> {
            throw new ConnectException(timeout == 0 ? "connection timed out" : "given up after " + timeout + " ms");
        });
        assertThat(code).isEqualTo(1);
        assertThat(err).hasToString("sequent: 192.0.2.1:9000: connection timed out" + System.lineSeparator());
    }

    private static <T> T waitForEver() throws IOException {
        try {
            new CountDownLatch(1).await();
            throw new IOException("woken");
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Test
    void itEndsWhileItWaits() {
        int code = run(timeout -> {
            told.complete("the time is up");
            return waitForEver();
        });
        assertThat(code).isEqualTo(1);
        assertThat(err)
                .hasToString("sequent: 192.0.2.1:9000: no connection yet, and the time is up" + System.lineSeparator());
    }

    @Test
    void itEndsWhileItIsConnected() {
        int code = run(timeout -> new StandInPipe(new InputStream() {
            @Override
            public int read() throws IOException {
                told.complete("interrupted");
                return waitForEver();
            }
        }));
        assertThat(code).isZero();
        assertThat(err).hasToString("sequent: ended: interrupted" + System.lineSeparator());
    }

    /** It has sent everything that it had to send, but may still listen. */
    @Test
    void whatIsToBeSentIsSentThoughTheRemoteHasFinished() {
        byte[] octets = new byte[300_000];
        var sent = new ByteArrayOutputStream() {
            private volatile int whenDelivered = -1;
        };
        var console =
                new Console(new Output(out), new Output(err), new ByteArrayInputStream(octets), Map.of(), false, false);
        RunningStack stack = new StandIn(timeout ->
                new StandInPipe(InputStream.nullInputStream(), sent, () -> sent.whenDelivered = sent.size()));
        assertThat(new PipeThrough(console, stack).run(TARGET, told)).isZero();
        assertThat(sent.whenDelivered)
                .as("octets sent when delivery was waited for")
                .isEqualTo(octets.length);
    }

    @Test
    void theRemoteEndsIt() {
        assertThat(run(timeout -> new StandInPipe(InputStream.nullInputStream())))
                .isZero();
        assertThat(err).hasToString("");
    }
}
