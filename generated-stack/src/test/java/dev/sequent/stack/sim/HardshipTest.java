package dev.sequent.stack.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.stack.Stack;
import dev.sequent.stack.device.DeviceCounter;
import dev.sequent.stack.device.Impairments;
import dev.sequent.stack.device.LinkPair;
import dev.sequent.stack.tcp.Endpoint;
import dev.sequent.stack.tcp.TcpConnection;
import dev.sequent.stack.tcp.TcpCounter;
import dev.sequent.stack.tcp.TcpException;
import dev.sequent.stack.tcp.TcpListener;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two stacks whose users do not read, and two on a link that is bad and slow and has small segments. */
class HardshipTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long MINUTE = 60 * SECOND;
    private static final int PORT = 7;
    private static final int OCTETS = 8 << 20;

    /** A user who writes all the time, and reads when it is allowed; what it reads must be what the other wrote. */
    private static final class Hoarder {
        final TcpConnection connection;
        private final Random writing;
        private final Random reading;
        private final byte[] pending = new byte[4_096];
        private int from = pending.length;
        private final byte[] buffer = new byte[4_096];
        private final byte[] expected = new byte[4_096];
        private int at = expected.length;
        long written;
        long read;
        boolean reads;
        boolean ended;

        Hoarder(TcpConnection connection, long seed, long seedOfTheOther) {
            this.connection = connection;
            this.writing = new Random(seed);
            this.reading = new Random(seedOfTheOther);
            connection.onNews(this::act);
            act();
        }

        void act() {
            if (ended) {
                return;
            }
            try {
                int n;
                while (reads && (n = connection.user().read(buffer, 0, buffer.length)) > 0) {
                    for (int i = 0; i < n; i++) {
                        if (at == expected.length) {
                            reading.nextBytes(expected);
                            at = 0;
                        }
                        assertThat(buffer[i]).isEqualTo(expected[at++]);
                    }
                    read += n;
                }
                do {
                    if (from == pending.length) {
                        writing.nextBytes(pending);
                        from = 0;
                    }
                    n = connection.user().write(pending, from, (int) Math.min(pending.length - from, OCTETS - written));
                    from += n;
                    written += n;
                } while (n > 0);
            } catch (TcpException e) {
                ended = true;
            }
        }
    }

    private static long frames(Stack stack) {
        return stack.device().counters().get(DeviceCounter.FRAMES_SENT);
    }

    /**
     * Both write until they can no more, and nobody reads: both windows are shut, both have refused octets in flight.
     * What is unacceptable to the other is answered (RFC 9293, 3.10.7.4), and the answer must be acceptable, or the two
     * answer one another for ever. And when they read, all flows again.
     */
    @ParameterizedTest
    @ValueSource(longs = {20_000, 5_000_000})
    void unreadDataOnBothSides(long delayNanos) {
        try (VirtualLink link = new VirtualLink(
                LinkPair.Options.of("link").withDelay(delayNanos),
                Optional.empty(),
                Map.of(),
                1,
                UnaryOperator.identity())) {
            TcpListener listener = link.b().listen(PORT, 1);
            TcpConnection[] accepted = new TcpConnection[1];
            listener.onNews(() -> accepted[0] = listener.poll());
            TcpConnection connection = link.a().connect(new Endpoint(VirtualLink.ADDRESS_B.address(), PORT), 0);
            assertThat(link.run(() -> accepted[0] != null, SECOND)).isTrue();
            Hoarder a = new Hoarder(connection, 1, 2);
            Hoarder b = new Hoarder(accepted[0], 2, 1);
            link.run(() -> false, 2 * SECOND);
            long written = a.written;
            long ofA = frames(link.a());
            long ofB = frames(link.b());
            long began = link.simulation().now();
            long most = 20 * 300; // 20 a second
            boolean storm = link.run(() -> frames(link.a()) - ofA > most || frames(link.b()) - ofB > most, 5 * MINUTE);
            double seconds = (link.simulation().now() - began) / 1e9;
            assertThat(storm)
                    .as(
                            "%.0f frames/s and %.0f, for %.3f s",
                            (frames(link.a()) - ofA) / seconds, (frames(link.b()) - ofB) / seconds, seconds)
                    .isFalse();
            assertThat(seconds).isGreaterThan(200);
            assertThat(a.written).isEqualTo(written).isLessThan(OCTETS);
            began = link.simulation().now();
            a.reads = true;
            b.reads = true;
            a.act();
            b.act();
            boolean done = link.run(() -> a.read == OCTETS && b.read == OCTETS, MINUTE);
            assertThat(done).as("read: %d and %d", a.read, b.read).isTrue();
            assertThat(a.ended || b.ended).isFalse();
            if (delayNanos < 1_000_000) { // Else the window, 64 KiB, is the limit.
                assertThat(link.simulation().now() - began).isLessThan(5 * SECOND);
            }
        }
    }

    /**
     * Twenty megabytes in segments of 536 octets, a tenth of which is lost and a third out of order: more holes come
     * about than can be kept.
     */
    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void twentyMegabytesInSmallSegmentsOverABadLink(long seed) {
        Impairments bad = Impairments.parse("loss=10%,reorder=30%,seed=" + seed);
        try (VirtualLink link = new VirtualLink(
                LinkPair.Options.of("link").withMtu(576).withDelay(100_000),
                Optional.of(bad),
                Map.of(),
                seed,
                UnaryOperator.identity())) {
            TcpListener listener = link.b().listen(PORT, 1);
            Transfer[] server = new Transfer[1];
            listener.onNews(() -> server[0] = new Transfer(listener.poll(), 1_000, 2));
            Transfer client = new Transfer(
                    link.a().connect(new Endpoint(VirtualLink.ADDRESS_B.address(), PORT), 0), 20_000_000, seed);
            boolean done = link.run(
                    () -> client.failure() != null || client.isDone() && server[0] != null && server[0].isDone(),
                    10_000 * MINUTE);
            System.out.printf(
                    "seed %d: %d octets of 20,000,000 in %.0f s of virtual time%n%s",
                    seed,
                    server[0].received(),
                    link.simulation().now() / 1e9,
                    link.b().tcp().counters());
            assertThat(client.failure()).isNull();
            assertThat(done).isTrue();
            assertThat(server[0].receivedDigest()).isEqualTo(client.sentDigest());
            assertThat(link.a().tcp().counters().get(TcpCounter.FAULTS)
                            + link.b().tcp().counters().get(TcpCounter.FAULTS))
                    .isZero();
        }
    }
}
