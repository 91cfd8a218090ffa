package dev.sequent.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.sequent.language.model.Protocol;
import dev.sequent.runtime.Core;
import dev.sequent.runtime.Machine;
import dev.sequent.runtime.Message;
import dev.sequent.runtime.Silence;
import java.lang.management.ManagementFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The data path allocates nothing: neither for a segment that arrives nor for one that is sent. */
class AllocationTest {
    private static final int SEGMENTS = 20_000;
    private static final int ACK = 16;
    private static final int SYN = 2;
    private static final int OCTETS = 1000;

    /** Remembers the last segment sent in fields of its own, so that it allocates nothing either. */
    private static final class Peer extends Silence {
        private long sequence;
        private long acknowledged;
        private long data;

        @Override
        public void send(Message message) {
            sequence = message.get(0);
            acknowledged = message.get(1);
            data += message.get(DATA);
        }

        @Override
        public long function(int function, long a, long b, long c, long d) {
            return 4294967290L;
        }
    }

    private static final Protocol TCP = Fixtures.protocol("tcp");
    private static final int DATA = field("DATA");

    private final Core core = Fixtures.load("tcp");
    private final Peer peer = new Peer();
    private final Machine connection = core.machine(0, core.parameters(), peer);
    private final Message segment = core.message(0);
    private final int control = field("CTL");
    private final int window = field("WND");
    private final int send = call("SEND");
    private final int take = call("RECEIVE");
    private final int quiet = call("QUIET");

    private static int field(String name) {
        return TCP.messages().getFirst().fields().stream()
                .filter(f -> f.name().equals(name))
                .findFirst()
                .orElseThrow()
                .index();
    }

    private static int call(String name) {
        var machine = TCP.machines().getFirst();
        return Stream.concat(machine.calls().stream(), machine.events().stream())
                .filter(c -> c.name().equals(name))
                .findFirst()
                .orElseThrow()
                .index();
    }

    private void arrives(long now, long sequence, long acknowledgment, int bits, int data) {
        segment.clear();
        segment.set(0, sequence & 0xffffffffL);
        segment.set(1, acknowledgment & 0xffffffffL);
        segment.set(control, bits);
        segment.set(window, 60000);
        segment.set(DATA, data);
        if (bits == SYN + ACK) {
            segment.set(field("MSS"), 1460);
        }
        connection.receive(now, segment);
    }

    @Test
    void noneForASegment() {
        connection.call(call("OPEN"), 0, 1, 1, 0, 0);
        arrives(0, 4999, peer.sequence + 1, SYN + ACK, 0);
        assertThat(TCP.machines().getFirst().states().get(connection.state()).name())
                .isEqualTo("ESTABLISHED");
        long warm = exchange(0, 5000);

        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        exchange(1, warm);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(peer.data).as("octets that came back").isEqualTo(2L * SEGMENTS * OCTETS);
        assertThat(allocated).as("bytes for %s segments each way", SEGMENTS).isLessThan(SEGMENTS / 10);
    }

    /** Each segment is answered by one of the same size, with its acknowledgment on it. @return the next to come */
    private long exchange(int round, long sequence) {
        long next = sequence;
        for (int i = 0; i < SEGMENTS; i++) {
            long now = (round * (long) SEGMENTS + i) * 1_000_000;
            arrives(now, next, own(), ACK, OCTETS);
            next += OCTETS;
            connection.call(take, now, OCTETS, 0, 0, 0);
            connection.call(send, now, OCTETS, 1, 0, 0);
            connection.call(quiet, now, 0, 0, 0, 0);
            arrives(now, next, own(), ACK, 0);
        }
        assertThat(peer.acknowledged).isEqualTo(next & 0xffffffffL);
        return next;
    }

    /** What the peer has seen of the connection's sequence numbers. */
    private long own() {
        return peer.data + 4294967291L;
    }
}
