package dev.sequent.stack.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.stack.time.Clock;
import dev.sequent.stack.time.VirtualClock;
import dev.sequent.wire.EthernetHeader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImpairedDeviceTest {

    private static final int FRAMES = 20_000;
    private static final long GAP = 1_000_000;

    /**
     * Sends numbered frames a millisecond apart, out through an impaired device or in through one; what arrives, in
     * order.
     */
    private static List<Integer> pass(String impairment, boolean outbound, int frames) {
        VirtualClock clock = new VirtualClock();
        LinkPair link = new LinkPair(clock);
        ImpairedDevice impaired = new ImpairedDevice(link.a(), Impairments.parse(impairment), clock);
        Device from = outbound ? impaired : link.b();
        Device to = outbound ? link.b() : impaired;
        List<Integer> arrived = new ArrayList<>();
        for (int i = 0; i < frames; i++) {
            from.send(Frames.numbered(i));
            arrived.addAll(Frames.receiveAll(to));
            clock.advance(GAP);
        }
        while (impaired.nextDeadline() != Clock.NEVER) {
            clock.advanceTo(Math.max(clock.nanos(), impaired.nextDeadline()));
            arrived.addAll(Frames.receiveAll(impaired));
            arrived.addAll(Frames.receiveAll(to));
        }
        return arrived;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void losesAboutAsManyAsItShould(boolean outbound) {
        List<Integer> arrived = pass("loss=5%,seed=1", outbound, FRAMES);
        assertThat(arrived).isSorted().doesNotHaveDuplicates();
        assertThat(FRAMES - arrived.size()).isBetween(FRAMES / 20 - 150, FRAMES / 20 + 150);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void duplicatesAboutAsManyAsItShould(boolean outbound) {
        List<Integer> arrived = pass("duplicate=10%,seed=2", outbound, FRAMES);
        assertThat(arrived).isSorted();
        assertThat(new HashSet<>(arrived)).hasSize(FRAMES);
        assertThat(arrived.size() - FRAMES).isBetween(FRAMES / 10 - 200, FRAMES / 10 + 200);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void reordersByThreeAtMost(boolean outbound) {
        List<Integer> arrived = pass("reorder=2%,seed=3", outbound, FRAMES);
        assertThat(arrived).hasSize(FRAMES).doesNotHaveDuplicates();
        int overtaken = 0;
        int highest = -1;
        for (int number : arrived) {
            if (number < highest) {
                overtaken++;
                assertThat(highest - number).isLessThanOrEqualTo(2 * 3);
            }
            highest = Math.max(highest, number);
        }
        assertThat(overtaken).isBetween(FRAMES / 50 - 100, FRAMES / 50 + 100);
    }

    @Test
    void aFrameHeldBackComesThoughNothingOvertakesIt() {
        assertThat(pass("reorder=100%,seed=3", true, 1)).containsExactly(0);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theSameSeedHasTheSameFateAndAnotherHasAnother(boolean outbound) {
        String all = "loss=5%,duplicate=3%,reorder=4%,delay=3ms,jitter=2ms,seed=";
        assertThat(pass(all + 7, outbound, 2_000))
                .isEqualTo(pass(all + 7, outbound, 2_000))
                .isNotEqualTo(pass(all + 8, outbound, 2_000));
    }

    @Test
    void theDirectionsAreIndependentAndSoAreTheImpairments() {
        Set<Integer> in = new HashSet<>(pass("loss=20%,seed=7", false, 2_000));
        Set<Integer> out = new HashSet<>(pass("loss=20%,seed=7", true, 2_000));
        assertThat(in).isNotEqualTo(out);
        assertThat(new HashSet<>(pass("loss=20%,duplicate=30%,reorder=10%,seed=7", true, 2_000)))
                .isEqualTo(out);
        assertThat(pass("in.loss=100%", true, 100)).hasSize(100);
        assertThat(pass("out.loss=100%", true, 100)).isEmpty();
    }

    @Test
    void delaysWithinTheJitterAndKeepsTheOrder() {
        VirtualClock clock = new VirtualClock();
        LinkPair link = new LinkPair(clock);
        ImpairedDevice impaired =
                new ImpairedDevice(link.a(), Impairments.parse("delay=10ms,jitter=4ms,seed=5"), clock);
        Frame frame = Frame.allocate();
        long least = Long.MAX_VALUE;
        long most = 0;
        for (int i = 0; i < 300; i++) {
            long sent = clock.nanos();
            assertThat(impaired.send(Frames.numbered(i))).isTrue();
            assertThat(link.b().receive(frame)).isZero();
            clock.advanceTo(impaired.nextDeadline());
            assertThat(impaired.receive(frame)).isZero();
            assertThat(link.b().receive(frame)).isPositive();
            assertThat(Frames.number(frame)).isEqualTo(i);
            least = Math.min(least, clock.nanos() - sent);
            most = Math.max(most, clock.nanos() - sent);
        }
        assertThat(least).isBetween(6_000_000L, 6_300_000L);
        assertThat(most).isBetween(13_700_000L, 14_000_000L);
        assertThat(impaired.outboundCounters().get(ImpairmentCounter.DELAYED)).isEqualTo(300);
        assertThat(pass("delay=10ms,jitter=9ms,seed=5", false, 500)).isSorted().hasSize(500);
    }

    @Test
    void corruptsOneBitBehindTheEthernetHeaderAndNotTheSendersFrame() {
        VirtualClock clock = new VirtualClock();
        LinkPair link = new LinkPair(clock);
        ImpairedDevice impaired = new ImpairedDevice(link.a(), Impairments.parse("corrupt=100%,seed=5"), clock);
        Frame got = Frame.allocate();
        Set<Integer> bits = new HashSet<>();
        for (int i = 0; i < 2_000; i++) {
            Frame sent = Frames.numbered(i);
            byte[] before = Frames.octets(sent);
            impaired.send(sent);
            assertThat(Frames.octets(sent)).isEqualTo(before);
            assertThat(link.b().receive(got)).isEqualTo(64);
            byte[] after = Frames.octets(got);
            int flipped = 0;
            for (int j = 0; j < after.length; j++) {
                int difference = (after[j] ^ before[j]) & 0xFF;
                flipped += Integer.bitCount(difference);
                if (difference != 0) {
                    assertThat(j).isGreaterThanOrEqualTo(EthernetHeader.LENGTH);
                    bits.add(j * 8 + Integer.numberOfTrailingZeros(difference));
                }
            }
            assertThat(flipped).isEqualTo(1);
        }
        // Every one of the 400 bits gets its turn, but for bad luck.
        assertThat(bits.size()).isGreaterThan(380);
    }

    @Test
    void losesArpInsteadOfCorruptingIt() {
        VirtualClock clock = new VirtualClock();
        LinkPair link = new LinkPair(clock);
        ImpairedDevice impaired = new ImpairedDevice(link.a(), Impairments.parse("corrupt=100%,seed=5"), clock);
        Frame arp = Frames.numbered(1);
        arp.buffer().putShort(Frame.START + EthernetHeader.TYPE, (short) EthernetHeader.TYPE_ARP);
        impaired.send(arp);
        assertThat(link.b().receive(arp)).isZero();
        assertThat(impaired.outboundCounters().get(ImpairmentCounter.CORRUPTED)).isEqualTo(1);
    }

    @Test
    void countsWhatBefell() {
        VirtualClock clock = new VirtualClock();
        LinkPair link = new LinkPair(clock);
        ImpairedDevice impaired = new ImpairedDevice(link.a(), Impairments.parse("loss=50%,seed=5"), clock);
        for (int i = 0; i < 100; i++) {
            impaired.send(Frames.numbered(i));
            link.b().send(Frames.numbered(i));
        }
        long arrived = Frames.receiveAll(link.b()).size();
        long received = Frames.receiveAll(impaired).size();
        assertThat(impaired.outboundCounters().get(ImpairmentCounter.FRAMES)).isEqualTo(100);
        assertThat(impaired.outboundCounters().get(ImpairmentCounter.LOST)).isEqualTo(100 - arrived);
        assertThat(impaired.inboundCounters().get(ImpairmentCounter.LOST)).isEqualTo(100 - received);
        assertThat(impaired.name()).isEqualTo("link.a");
        assertThat(impaired.mtu()).isEqualTo(1500);
        assertThat(impaired.macAddress()).isEqualTo(link.a().macAddress());
    }

    @Test
    @Timeout(10)
    void delayedFramesLeaveAndArriveInRealTimeWhileTheOwnerSleeps() throws Exception {
        Clock clock = Clock.real();
        LinkPair link = new LinkPair(clock);
        ImpairedDevice impaired = new ImpairedDevice(link.a(), Impairments.parse("delay=20ms"), clock);
        CompletableFuture<Long> peer = CompletableFuture.supplyAsync(() -> {
            Frame frame = Frame.allocate(1500);
            while (link.b().receive(frame) == 0) {
                link.b().await(Clock.NEVER);
            }
            long at = clock.nanos();
            link.b().send(frame);
            return at;
        });
        long start = clock.nanos();
        impaired.send(Frames.numbered(1));
        Frame frame = Frame.allocate(1500);
        while (impaired.receive(frame) == 0) {
            impaired.await(Clock.NEVER);
        }
        assertThat(clock.nanos() - start).isGreaterThanOrEqualTo(40_000_000);
        assertThat(peer.get() - start).isGreaterThanOrEqualTo(20_000_000);
        assertThat(Frames.number(frame)).isEqualTo(1);
    }
}
