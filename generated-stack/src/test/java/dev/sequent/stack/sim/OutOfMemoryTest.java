package dev.sequent.stack.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sequent.stack.Stack;
import dev.sequent.stack.StackConfiguration;
import dev.sequent.stack.StackEnd;
import dev.sequent.stack.device.Device;
import dev.sequent.stack.device.DeviceDecorator;
import dev.sequent.stack.device.Frame;
import dev.sequent.stack.device.LinkPair;
import dev.sequent.stack.ip.Ipv4Configuration;
import dev.sequent.stack.time.VirtualClock;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A stack for which no memory is left comes to its end, and whoever waits for it hears so. */
class OutOfMemoryTest {

    private static final class Hungry extends DeviceDecorator {
        private boolean closed;
        private final boolean fromTheStart;

        Hungry(Device inner, boolean fromTheStart) {
            super(inner);
            this.fromTheStart = fromTheStart;
        }

        @Override
        public int receive(Frame into) {
            if (fromTheStart) {
                throw new OutOfMemoryError("in the loop");
            }
            return super.receive(into);
        }

        @Override
        public void close() {
            closed = true;
            super.close();
        }
    }

    private final VirtualClock clock = new VirtualClock();

    private Stack stack(Device device) {
        return new Stack(
                device,
                clock,
                StackConfiguration.of(Ipv4Configuration.of(VirtualLink.ADDRESS_A, 1), 1)
                        .withLog(line -> {
                            throw new OutOfMemoryError("while it was told");
                        }));
    }

    @Test
    void endsAlthoughThereIsNoneToSaySo() {
        var device = new Hungry(new LinkPair(clock).a(), true);
        Stack stack = stack(device);
        assertThatThrownBy(stack::run).isInstanceOf(OutOfMemoryError.class);
        assertThat(stack.ended()).isCompletedWithValueMatching(end -> end.reason() == StackEnd.Reason.FAILED);
        assertThat(device.closed).isTrue();
    }

    @Test
    @Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void whoeverAskedIsAnswered() {
        Stack stack = stack(new Hungry(new LinkPair(clock).a(), false));
        stack.start();
        assertThatThrownBy(() -> stack.ask(() -> {
                    throw new OutOfMemoryError("for an answer");
                }))
                .hasRootCauseInstanceOf(OutOfMemoryError.class);
        assertThat(stack.ended().join().reason()).isEqualTo(StackEnd.Reason.FAILED);
    }
}
