package dev.sequent.stack.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.stack.socket.TcpSocket;
import dev.sequent.stack.socket.TwoStacks;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Serving in turns: a thread while there is something to do, and no longer. */
@Timeout(60)
class TurnsTest {

    private final List<Thread> threads = new CopyOnWriteArrayList<>();

    private void turn(TcpSocket socket) throws IOException {
        threads.add(Thread.currentThread());
        LittleServices.echo(socket);
    }

    @Test
    void anIdleConnectionHasNoThreadAndIsServedAgainWhenItSpeaks() throws Exception {
        try (TwoStacks two = new TwoStacks();
                Server server = Server.startInTurns(two.server, 7, this::turn)) {
            try (TcpSocket s = two.connect(7)) {
                for (int i = 1; i <= 3; i++) {
                    says(s, "hello " + i);
                    for (Thread thread : threads) {
                        assertThat(thread.join(Duration.ofSeconds(10)))
                                .as("ends though the connection does not")
                                .isTrue();
                    }
                    assertThat(server.connections()).isEqualTo(1);
                }
                s.shutdownOutput();
                assertThat(s.getInputStream().read()).as("the end for the end").isEqualTo(-1);
            }
            two.nothingIsLeft();
            assertThat(server.connections()).isZero();
        }
    }

    @Test
    void whatWasSaidBeforeAnybodyListenedIsNotMissed() throws Exception {
        try (TwoStacks two = new TwoStacks();
                Server server = Server.startInTurns(two.server, 7, this::turn)) {
            for (int i = 0; i < 200; i++) {
                try (TcpSocket s = two.connect(7)) {
                    s.getOutputStream().write("at once".getBytes());
                    s.shutdownOutput();
                    assertThat(s.getInputStream().readAllBytes()).isEqualTo("at once".getBytes());
                }
            }
            two.nothingIsLeft();
            assertThat(server.connections()).isZero();
        }
    }

    @Test
    void aTurnThatFailsEndsItsConnectionAndNoOther() throws Exception {
        Handler fails = socket -> {
            if (socket.getInputStream().read() == 'x') {
                throw new IOException("x is not to be said");
            }
            LittleServices.echo(socket);
        };
        try (TwoStacks two = new TwoStacks();
                Server server = Server.startInTurns(two.server, 7, fails);
                TcpSocket good = two.connect(7)) {
            try (TcpSocket bad = two.connect(7)) {
                bad.getOutputStream().write('x');
                assertThat(bad.awaitEnd(10_000)).as("it is reset").isTrue();
            }
            good.getOutputStream().write("-well".getBytes());
            assertThat(good.getInputStream().readNBytes(4)).isEqualTo("well".getBytes());
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    /**
     * Whatever a handler throws: an Error that nobody catches ends the process (and with it all the other connections).
     */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anErrorEndsItsConnectionAndNoOther(boolean inTurns) throws Exception {
        Handler fails = socket -> {
            int c = socket.getInputStream().read();
            if (c == 'x') {
                throw new StackOverflowError();
            } else if (c == 'y') {
                throw new IllegalStateException("y is not to be said");
            }
            LittleServices.echo(socket);
        };
        List<Throwable> uncaught = new CopyOnWriteArrayList<>();
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, problem) -> uncaught.add(problem));
        try (TwoStacks two = new TwoStacks();
                Server server =
                        inTurns ? Server.startInTurns(two.server, 7, fails) : Server.start(two.server, 7, fails);
                TcpSocket good = two.connect(7)) {
            for (char c : new char[] {'x', 'y'}) {
                try (TcpSocket bad = two.connect(7)) {
                    bad.getOutputStream().write(c);
                    assertThat(bad.awaitEnd(10_000)).as("it is reset").isTrue();
                    assertThat(bad.failure()).contains("connection reset");
                }
            }
            assertThat(server.connections()).isEqualTo(1);
            good.getOutputStream().write("-well".getBytes());
            assertThat(good.getInputStream().readNBytes(4)).isEqualTo("well".getBytes());
            long until = System.nanoTime() + 10_000_000_000L;
            while (two.log.size() < 2 && System.nanoTime() < until) {
                Thread.sleep(5);
            }
            assertThat(two.log).hasSize(2).allMatch(line -> line.contains("192.0.2.1") && !line.contains("\n"));
            assertThat(two.log.get(0)).contains("StackOverflowError");
            assertThat(two.log.get(1)).contains("y is not to be said");
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
        assertThat(uncaught).isEmpty();
    }

    private static void says(TcpSocket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes());
        assertThat(socket.getInputStream().readNBytes(text.length())).isEqualTo(text.getBytes());
    }
}
