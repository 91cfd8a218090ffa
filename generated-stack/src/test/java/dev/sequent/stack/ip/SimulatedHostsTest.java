package dev.sequent.stack.ip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.stack.device.Device;
import dev.sequent.stack.device.Frame;
import dev.sequent.stack.device.ImpairedDevice;
import dev.sequent.stack.device.Impairments;
import dev.sequent.stack.device.LinkPair;
import dev.sequent.stack.time.Clock;
import dev.sequent.stack.time.Simulation;
import dev.sequent.stack.time.Timer;
import dev.sequent.stack.time.TimerWheel;
import dev.sequent.wire.Ipv4Prefix;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two hosts in virtual time over an impaired link: the whole below TCP, as the stack's loop will drive it. */
class SimulatedHostsTest {

    private static final int EXPERIMENT = 253; // RFC 3692
    private static final long MILLISECOND = 1_000_000;

    /** A host that sends a numbered datagram every few milliseconds and writes down what it hears. */
    private static final class Host implements Simulation.Agent, IpProtocol {
        final List<String> heard = new ArrayList<>();
        private final Device device;
        private final TimerWheel wheel = new TimerWheel();
        private final Ipv4Layer ip;
        private final Frame frame = Frame.allocate();
        private final Timer timer = new Timer(this::speak);
        private final int peer;
        private int left;

        Host(Device device, String address, String peer, int datagrams) {
            this.device = device;
            this.peer = Ipv4Prefix.parse(peer).address().bits();
            this.left = datagrams;
            ip = new Ipv4Layer(device, Ipv4Configuration.of(Ipv4Prefix.parse(address), 1), wheel);
            ip.register(this);
            wheel.start(timer, 0);
        }

        private void speak(long now) {
            frame.buffer().putInt(Frame.TRANSPORT, left).putInt(Frame.TRANSPORT + 4, 0);
            ip.output().send(now, frame, EXPERIMENT, peer, 8);
            if (--left > 0) {
                wheel.start(timer, now + 7 * MILLISECOND);
            }
        }

        @Override
        public void step(long now) {
            ip.poll(now, Integer.MAX_VALUE);
            wheel.advance(now);
        }

        @Override
        public long nextDeadline() {
            return Math.min(wheel.nextDeadline(), device.nextDeadline());
        }

        @Override
        public int number() {
            return EXPERIMENT;
        }

        @Override
        public void receive(long now, Datagram datagram) {
            heard.add(datagram.buffer().getInt(datagram.offset()) + "@" + now);
        }

        @Override
        public void icmpError(long now, IcmpError error) {
            heard.add(error.description() + "@" + now);
        }
    }

    private static List<List<String>> run(String impairment) {
        Simulation simulation = new Simulation();
        LinkPair link = new LinkPair(LinkPair.Options.of("sim").withDelay(5 * MILLISECOND), simulation.clock());
        Host a = new Host(
                new ImpairedDevice(link.a(), Impairments.parse(impairment), simulation.clock()),
                "192.0.2.1/24",
                "192.0.2.2/24",
                500);
        Host b = new Host(link.b(), "192.0.2.2/24", "192.0.2.1/24", 500);
        simulation.attach(a);
        simulation.attach(b);
        boolean unending = simulation.run(() -> false, Clock.NEVER);
        assertThat(unending).isFalse();
        assertThat(simulation.nextDeadline()).isEqualTo(Clock.NEVER);
        return List.of(a.heard, b.heard);
    }

    @Test
    void overAGoodLinkAllArriveAfterItsDelay() {
        List<List<String>> heard = run("seed=1");
        assertThat(heard.get(0)).hasSize(500);
        assertThat(heard.get(1)).hasSize(500);
        // The peer's own request for an address, 5 ms after the start, teaches ours; then the first datagram leaves.
        assertThat(heard.get(1).getFirst()).isEqualTo("500@" + 10 * MILLISECOND);
        assertThat(heard.get(1).getLast()).isEqualTo("1@" + (499 * 7 + 5) * MILLISECOND);
    }

    @Test
    void overABadLinkEveryRunIsTheSame() {
        String bad = "loss=10%,duplicate=5%,reorder=5%,corrupt=5%,delay=3ms,jitter=2ms,seed=9";
        List<List<String>> heard = run(bad);
        assertThat(heard.get(0)).hasSizeBetween(400, 500);
        assertThat(heard).isEqualTo(run(bad)).isNotEqualTo(run(bad.replace("seed=9", "seed=10")));
    }
}
