package dev.sequent.stack.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sequent.stack.time.Clock;
import dev.sequent.stack.time.VirtualClock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class LinkPairTest {

    private final VirtualClock clock = new VirtualClock();

    @Test
    void framesArriveInOrderAfterTheDelay() {
        LinkPair link = new LinkPair(LinkPair.Options.of("l").withDelay(1_000), clock);
        assertThat(link.b().nextDeadline()).isEqualTo(Clock.NEVER);
        link.a().send(Frames.numbered(1));
        clock.advance(10);
        link.a().send(Frames.numbered(2));
        link.b().send(Frames.numbered(3));
        assertThat(link.b().nextDeadline()).isEqualTo(1_000);
        clock.advanceTo(999);
        assertThat(Frames.receiveAll(link.b())).isEmpty();
        clock.advanceTo(1_000);
        assertThat(Frames.receiveAll(link.b())).containsExactly(1);
        clock.advanceTo(1_010);
        assertThat(Frames.receiveAll(link.b())).containsExactly(2);
        assertThat(Frames.receiveAll(link.a())).containsExactly(3);
        assertThat(link.a().counters().get(DeviceCounter.FRAMES_SENT)).isEqualTo(2);
        assertThat(link.b().counters().get(DeviceCounter.OCTETS_RECEIVED)).isEqualTo(128);
    }

    @Test
    void aFullQueueRefuses() {
        LinkPair link = new LinkPair(LinkPair.Options.of("l").withQueue(2), clock);
        assertThat(link.a().send(Frames.numbered(1))).isTrue();
        assertThat(link.a().send(Frames.numbered(2))).isTrue();
        assertThat(link.a().send(Frames.numbered(3))).isFalse();
        assertThat(link.b().send(Frames.numbered(4))).isTrue();
        assertThat(link.a().counters().get(DeviceCounter.SEND_REFUSED_QUEUE_FULL))
                .isEqualTo(1);
        assertThat(Frames.receiveAll(link.b())).containsExactly(1, 2);
    }

    @Test
    void aClosedEndIsGoneAndTheOtherSendsIntoTheVoid() {
        LinkPair link = new LinkPair(clock);
        link.a().send(Frames.numbered(1));
        link.b().close();
        link.b().close();
        link.b().wakeup();
        assertThatExceptionOfType(DeviceGoneException.class)
                .isThrownBy(() -> link.b().receive(Frame.allocate()))
                .withMessageContaining("link.b");
        assertThat(link.a().send(Frames.numbered(2))).isFalse();
        assertThat(link.a().counters().get(DeviceCounter.SEND_REFUSED_LINK_DOWN))
                .isEqualTo(1);
    }

    @Test
    void refusesFramesThatDoNotFit() {
        LinkPair link = new LinkPair(LinkPair.Options.of("l").withMtu(100), clock);
        assertThat(link.a().send(Frames.numbered(1).length(114))).isTrue();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> link.a().send(Frames.numbered(1).length(115)))
                .withMessageContaining("115");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> link.a().send(Frames.numbered(1).length(0)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LinkPair.Options.of("l").withMtu(67));
    }

    @Test
    void cutsAFrameThatIsLongerThanTheReceiversMemory() {
        LinkPair link = new LinkPair(clock);
        link.a().send(Frames.numbered(7));
        Frame small = Frame.allocate(28);
        assertThat(link.b().receive(small)).isEqualTo(42);
        assertThat(Frames.number(small)).isEqualTo(7);
    }

    @Test
    @Timeout(10)
    void wakesASleepingThreadInRealTime() throws Exception {
        LinkPair link = new LinkPair(LinkPair.Options.of("l").withDelay(20_000_000), Clock.real());
        CompletableFuture<Integer> received = CompletableFuture.supplyAsync(() -> {
            Frame frame = Frame.allocate(1500);
            while (link.b().receive(frame) == 0) {
                link.b().await(Clock.NEVER);
            }
            return Frames.number(frame);
        });
        TimeUnit.MILLISECONDS.sleep(30);
        link.a().send(Frames.numbered(5));
        assertThat(received.get()).isEqualTo(5);
    }

    @Test
    @Timeout(10)
    void aWakeupEndsTheSleepAlsoWhenItCameBefore() throws Exception {
        LinkPair link = new LinkPair(Clock.real());
        link.a().wakeup();
        link.a().await(Clock.NEVER);
        CompletableFuture<Void> sleeper =
                CompletableFuture.runAsync(() -> link.a().await(Clock.NEVER));
        TimeUnit.MILLISECONDS.sleep(30);
        assertThat(sleeper).isNotDone();
        link.a().wakeup();
        assertThat(sleeper).succeedsWithin(Duration.ofSeconds(5));
        long start = System.nanoTime();
        link.a().await(20_000_000);
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(20_000_000);
    }

    @Test
    void framesKeepToTheirCapacity() {
        Frame frame = Frame.allocate(100);
        assertThat(frame.address() % 64).isZero();
        assertThat(Frame.NETWORK % 64).isZero();
        assertThat(frame.length(114).length()).isEqualTo(114);
        assertThatIllegalArgumentException().isThrownBy(() -> frame.length(115)).withMessageContaining("114");
        assertThatIllegalArgumentException().isThrownBy(() -> Frame.allocate(27));
        assertThatIllegalArgumentException().isThrownBy(() -> Frame.allocate(65_536));
        Frame whole = Frame.allocate();
        whole.buffer().put(Frame.NETWORK + Frame.MAX_PACKET - 1, (byte) 1);
    }

    @Test
    void countersPrintWhatIsNotZero() {
        Counters<DeviceCounter> counters = new Counters<>(DeviceCounter.class);
        assertThat(counters.toString()).isEmpty();
        counters.add(DeviceCounter.OCTETS_SENT, 64);
        counters.increment(DeviceCounter.FRAMES_SENT);
        assertThat(counters.toString().lines().map(String::strip)).containsExactly("1  frames sent", "64  octets sent");
        assertThat(counters.nonZero()).containsOnlyKeys(DeviceCounter.FRAMES_SENT, DeviceCounter.OCTETS_SENT);
    }
}
