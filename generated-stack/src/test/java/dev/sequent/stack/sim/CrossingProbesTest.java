package dev.sequent.stack.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.stack.device.LinkPair;
import dev.sequent.stack.tcp.Endpoint;
import dev.sequent.stack.tcp.TcpConnection;
import dev.sequent.stack.tcp.TcpException;
import dev.sequent.stack.tcp.TcpListener;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Two stacks that probe one another's shut windows at the same moment, on a link that loses nothing. */
class CrossingProbesTest {

    private static final long MILLISECOND = 1_000_000L;
    private static final int PORT = 7;
    private static final int BUFFER = 10;
    private static final int OCTETS = 100;

    /**
     * Both windows are shut and both probes are on their way when both users begin to read. So both probes are taken,
     * and what tells so must be taken, too (RFC 9293, 3.8.6.1, 3.10.7.4): an acknowledgment from before the probe's
     * octet is old by then, and if each end finds the other's old, neither ever hears that its window is open.
     */
    @Test
    void probesThatCrossAndAreTakenLetDataFlow() throws TcpException {
        try (VirtualLink link = new VirtualLink(
                LinkPair.Options.of("link").withDelay(20 * MILLISECOND),
                Optional.empty(),
                Map.of("RCV-BUFFER", (long) BUFFER),
                1,
                UnaryOperator.identity())) {
            TcpListener listener = link.b().listen(PORT, 1);
            TcpConnection[] accepted = new TcpConnection[1];
            listener.onNews(() -> accepted[0] = listener.poll());
            TcpConnection a = link.a().connect(new Endpoint(VirtualLink.ADDRESS_B.address(), PORT), 0);
            link.simulation().runFor(1_000 * MILLISECOND);
            TcpConnection b = accepted[0];
            a.user().write(new byte[OCTETS], 0, OCTETS);
            b.user().write(new byte[OCTETS], 0, OCTETS);
            // The first probes go out 280 ms after the windows were filled, and are under way for 20.
            link.simulation().runFor(290 * MILLISECOND);
            int[] read = new int[2];
            for (int i = 0; i < 600 && (read[0] < OCTETS || read[1] < OCTETS); i++) {
                read[0] += Math.max(0, a.user().read(new byte[OCTETS], 0, OCTETS));
                read[1] += Math.max(0, b.user().read(new byte[OCTETS], 0, OCTETS));
                link.simulation().runFor(100 * MILLISECOND);
            }
            assertThat(read)
                    .as(() -> link.a().connections() + "\n" + link.b().connections())
                    .containsExactly(OCTETS, OCTETS);
        }
    }
}
