package dev.sequent.stack.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sequent.stack.device.Device;
import dev.sequent.stack.device.DeviceDecorator;
import dev.sequent.stack.device.DeviceGoneException;
import dev.sequent.stack.device.Frame;
import dev.sequent.stack.device.LinkPair;
import dev.sequent.stack.tcp.Endpoint;
import dev.sequent.stack.tcp.TcpCounter;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A device that goes while a machine sends ends the stack; no rule of the specification is to blame. */
class VanishingDeviceTest {

    private static final class Vanishing extends DeviceDecorator {
        private boolean gone;

        Vanishing(Device inner) {
            super(inner);
        }

        @Override
        public boolean send(Frame frame) {
            if (gone) {
                throw new DeviceGoneException("the link is gone");
            }
            return super.send(frame);
        }
    }

    private final Vanishing[] device = new Vanishing[1];

    private VirtualLink link() {
        return new VirtualLink(
                LinkPair.Options.of("link"), Optional.empty(), Map.of(), 1, inner -> device[0] = new Vanishing(inner));
    }

    @Test
    void whileAConnectionSends() {
        try (VirtualLink link = link()) {
            link.b().listen(7, 1);
            link.a().connect(new Endpoint(VirtualLink.ADDRESS_B.address(), 7), 0);
            link.run(() -> false, 20_000_000L); // so that the next SYN needs no ARP
            link.a().connect(new Endpoint(VirtualLink.ADDRESS_B.address(), 7), 0);
            device[0].gone = true; // when the SYN,ACK comes, the machine wants to send its ACK
            assertThatThrownBy(() -> link.run(() -> false, 5_000_000_000L)).isInstanceOf(DeviceGoneException.class);
            assertThat(link.a().tcp().counters().get(TcpCounter.FAULTS)).isZero();
        }
    }

    @Test
    void whileASegmentForNoConnectionIsAnswered() {
        try (VirtualLink link = link()) {
            link.b().connect(new Endpoint(VirtualLink.ADDRESS_A.address(), 9), 0);
            link.run(() -> false, 20_000_000L); // so that the next SYN needs no ARP
            link.b().connect(new Endpoint(VirtualLink.ADDRESS_A.address(), 9), 0);
            device[0].gone = true; // the machine in CLOSED wants to answer with a RST
            assertThatThrownBy(() -> link.run(() -> false, 5_000_000_000L)).isInstanceOf(DeviceGoneException.class);
            assertThat(link.a().tcp().counters().get(TcpCounter.FAULTS)).isZero();
        }
    }
}
