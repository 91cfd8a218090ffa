package dev.sequent.stack.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.stack.device.Impairments;
import dev.sequent.stack.device.LinkPair;
import dev.sequent.stack.tcp.Endpoint;
import dev.sequent.stack.tcp.TcpConnection;
import dev.sequent.stack.tcp.TcpCounter;
import dev.sequent.stack.tcp.TcpListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two stacks talk to one another, over good links and bad ones: what is received is what was sent, and nothing is left
 * behind.
 */
class TransferTest {

    private static final long HOUR = 3_600_000_000_000L;
    private static final int PORT = 7;

    @Test
    void megabytesBothWaysOverAGoodLink() {
        try (VirtualLink link = VirtualLink.perfect(1)) {
            transfer(link, 8 << 20, 3 << 20);
            assertThat(link.a().tcp().counters().get(TcpCounter.SEGMENTS_LOST_ON_SENDING))
                    .isZero();
        }
    }

    @Test
    void withDelayAndASmallMtu() {
        try (VirtualLink link = new VirtualLink(
                LinkPair.Options.of("link").withDelay(5_000_000).withMtu(576),
                Optional.empty(),
                Map.of(),
                2,
                UnaryOperator.identity())) {
            transfer(link, 2 << 20, 2 << 20);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void overALinkThatLosesDoublesReordersAndCorrupts(long seed) {
        System.out.println("seed " + seed);
        Impairments bad =
                Impairments.parse("loss=5%,duplicate=1%,reorder=2%,corrupt=1%,delay=1ms,jitter=500us,seed=" + seed);
        try (VirtualLink link = new VirtualLink(
                LinkPair.Options.of("link"), Optional.of(bad), Map.of(), seed, UnaryOperator.identity())) {
            transfer(link, 2 << 20, 1 << 20);
            assertThat(link.a().tcp().counters().get(TcpCounter.DROP_CHECKSUM)).isPositive();
        }
    }

    /** Odd buffers make odd segments: nothing may hang on sizes that are powers of two. */
    @Test
    void withBuffersOfOddSizes() {
        Impairments bad = Impairments.parse("loss=2%,reorder=2%,seed=11");
        try (VirtualLink link = new VirtualLink(
                LinkPair.Options.of("link"),
                Optional.of(bad),
                Map.of("SND-BUFFER", 1_999L, "RCV-BUFFER", 3_001L),
                11,
                UnaryOperator.identity())) {
            transfer(link, 100_000, 100_000);
        }
    }

    @Test
    void manyConnectionsAtOnceLeaveNothingBehind() {
        Impairments bad = Impairments.parse("loss=3%,duplicate=1%,reorder=2%,seed=5");
        try (VirtualLink link =
                new VirtualLink(LinkPair.Options.of("link"), Optional.of(bad), Map.of(), 5, UnaryOperator.identity())) {
            TcpListener listener = link.b().listen(PORT, 200);
            List<Transfer> transfers = new ArrayList<>();
            listener.onNews(() -> transfers.add(new Transfer(listener.poll(), 20_000, 7)));
            for (int i = 0; i < 100; i++) {
                transfers.add(new Transfer(
                        link.a().connect(new Endpoint(VirtualLink.ADDRESS_B.address(), PORT), 0), 10_000, i));
            }
            assertThat(link.run(
                            () -> transfers.size() == 200 && transfers.stream().allMatch(Transfer::isDone), HOUR))
                    .isTrue();
            transfers.forEach(t -> assertThat(t.received()).isEqualTo(30_000 - t.sent()));
            nothingIsLeft(link);
        }
    }

    /** Each opens to the port from which the other opens (RFC 9293, 3.5, figure 7): one connection comes of it. */
    @Test
    @Tag("MUST-10")
    void simultaneousOpenMakesOneConnection() {
        try (VirtualLink link = new VirtualLink(
                LinkPair.Options.of("link").withDelay(1_000_000),
                Optional.empty(),
                Map.of(),
                1,
                UnaryOperator.identity())) {
            // Know one another before: an ARP request would delay one of the SYNs.
            transfer(link, 1, 1);
            TcpConnection a = link.a().connect(new Endpoint(VirtualLink.ADDRESS_B.address(), 2000), 1000);
            TcpConnection b = link.b().connect(new Endpoint(VirtualLink.ADDRESS_A.address(), 1000), 2000);
            Transfer ta = new Transfer(a, 100_000, 1);
            Transfer tb = new Transfer(b, 50_000, 2);
            assertThat(link.run(() -> ta.isDone() && tb.isDone(), HOUR)).isTrue();
            assertThat(tb.receivedDigest()).isEqualTo(ta.sentDigest());
            assertThat(ta.receivedDigest()).isEqualTo(tb.sentDigest());
            assertThat(link.a().tcp().counters().get(TcpCounter.CONNECTIONS_OPENED_PASSIVELY))
                    .isZero();
            nothingIsLeft(link);
        }
    }

    @Test
    void theSameSeedIsTheSameRun() {
        assertThat(frames(3)).isEqualTo(frames(3)).isNotEqualTo(frames(4));
    }

    private static String frames(long seed) {
        Impairments bad = Impairments.parse("loss=5%,duplicate=1%,reorder=2%,jitter=1ms,delay=3ms,seed=" + seed);
        try (VirtualLink link = new VirtualLink(
                LinkPair.Options.of("link"), Optional.of(bad), Map.of(), seed, UnaryOperator.identity())) {
            transfer(link, 300_000, 300_000);
            return link.simulation().now() + "\n" + link.a().tcp().counters()
                    + link.b().tcp().counters();
        }
    }

    private static void transfer(VirtualLink link, long fromA, long fromB) {
        TcpListener listener = link.b().listen(PORT, 1);
        TcpConnection a = link.a().connect(new Endpoint(VirtualLink.ADDRESS_B.address(), PORT), 0);
        Transfer client = new Transfer(a, fromA, 1);
        Transfer[] server = new Transfer[1];
        listener.onNews(() -> server[0] = new Transfer(listener.poll(), fromB, 2));
        boolean done = link.run(() -> client.isDone() && server[0] != null && server[0].isDone(), HOUR);
        assertThat(done).as(() -> state(link, client, server[0])).isTrue();
        assertThat(server[0].received()).isEqualTo(fromA);
        assertThat(client.received()).isEqualTo(fromB);
        assertThat(server[0].receivedDigest()).isEqualTo(client.sentDigest());
        assertThat(client.receivedDigest()).isEqualTo(server[0].sentDigest());
        listener.close();
        nothingIsLeft(link);
    }

    private static String state(VirtualLink link, Transfer client, Transfer server) {
        return link.a().connections() + "\n" + link.b().connections() + "\nclient: " + client.failure() + ", server: "
                + (server == null ? "none" : server.failure()) + "\n"
                + link.a().tcp().counters() + link.b().tcp().counters();
    }

    private static void nothingIsLeft(VirtualLink link) {
        assertThat(link.run(() -> link.a().tcp().connections() + link.b().tcp().connections() == 0, HOUR))
                .isTrue();
        assertThat(link.a().tcp().ringsInUse() + link.b().tcp().ringsInUse()).isZero();
        assertThat(link.a().tcp().counters().get(TcpCounter.FAULTS)
                        + link.b().tcp().counters().get(TcpCounter.FAULTS))
                .isZero();
    }
}
