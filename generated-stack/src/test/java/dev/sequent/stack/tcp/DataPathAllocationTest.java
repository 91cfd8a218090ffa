package dev.sequent.stack.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.sequent.stack.Stack;
import dev.sequent.stack.StackConfiguration;
import dev.sequent.stack.device.LinkPair;
import dev.sequent.stack.ip.Ipv4Configuration;
import dev.sequent.stack.sim.VirtualLink;
import dev.sequent.wire.Ipv4Prefix;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Once warm, the whole data path allocates nothing, from one user's write through rings, machines, segments, datagrams
 * and frames to the other user's read: not an octet for a segment that leaves or arrives, with text or without. Two
 * stacks on one link, in virtual time, in one thread.
 */
class DataPathAllocationTest {

    private static final int PORT = 80;
    private static final long MILLISECOND = 1_000_000;

    /** Before anything counts: what is made once is there then. No compiler is needed for the rest to cost nothing. */
    private static final int WARM_UP = 2_000;

    private static final int TURNS = 2_000;
    private static final int TAKES = 4;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final byte[] octets = new byte[64 * 1024];

    private long now;
    private final LinkPair link = new LinkPair(() -> now);
    private final Stack a = stack(link, true);
    private final Stack b = stack(link, false);
    private UserSide atA;
    private UserSide atB;

    private Stack stack(LinkPair link, boolean first) {
        Ipv4Prefix address = first ? VirtualLink.ADDRESS_A : VirtualLink.ADDRESS_B;
        return new Stack(
                first ? link.a() : link.b(),
                () -> now,
                StackConfiguration.of(Ipv4Configuration.of(address, 1), first ? 1 : 2));
    }

    @BeforeEach
    void connect() {
        TcpListener listener = b.listen(PORT, 1);
        turn();
        TcpConnection connection = a.connect(new Endpoint(VirtualLink.ADDRESS_B.address(), PORT), 0);
        turn();
        atA = connection.user();
        TcpConnection accepted = listener.poll();
        assertThat(accepted).isNotNull();
        atB = accepted.user();
        assertThat(atA.phase()).isEqualTo(UserSide.Phase.OPEN);
    }

    @AfterEach
    void close() {
        a.close();
        b.close();
    }

    @Test
    void noneForTextOneWayAndAcknowledgmentsTheOther() {
        assertThat(perSegment(() -> pass(atA, atB, octets.length))).isZero();
    }

    @Test
    void noneForTextBothWays() {
        assertThat(perSegment(() -> {
                    write(atA, octets.length);
                    write(atB, octets.length);
                    turn();
                    read(atA);
                    read(atB);
                }))
                .isZero();
    }

    @Test
    void noneForAFewOctetsThereAndBack() {
        assertThat(perSegment(() -> {
                    pass(atA, atB, 64);
                    pass(atB, atA, 64);
                }))
                .isZero();
    }

    @Test
    void noneForAnAcknowledgmentThatWasDelayed() {
        assertThat(perSegment(() -> {
                    pass(atA, atB, 64);
                    now += 500 * MILLISECOND;
                    turn();
                }))
                .isZero();
    }

    // ---------------------------------------------------------------- what is done in a turn

    private void pass(UserSide from, UserSide to, int length) {
        write(from, length);
        turn();
        read(to);
        turn();
    }

    private void write(UserSide user, int length) {
        try {
            user.write(octets, 0, length);
        } catch (TcpException e) {
            throw new AssertionError(e);
        }
    }

    private long read;

    private void read(UserSide user) {
        try {
            read += user.read(octets, 0, octets.length);
        } catch (TcpException e) {
            throw new AssertionError(e);
        }
    }

    /** Lets both stacks do all that is to be done at this moment, and then time pass. */
    private void turn() {
        do {
            a.poll(now);
            b.poll(now);
        } while (a.nextDeadline() <= now || b.nextDeadline() <= now);
        now += MILLISECOND;
    }

    // ---------------------------------------------------------------- what it took

    /**
     * Octets of heap for each segment sent, once warm: the least of some takes, since what comes once is not a
     * segment's.
     */
    private double perSegment(Runnable exchange) {
        repeat(exchange, WARM_UP);
        double least = Double.MAX_VALUE;
        for (int take = 0; take < TAKES; take++) {
            long sent = segments();
            long before = threads.getCurrentThreadAllocatedBytes();
            repeat(exchange, TURNS);
            long allocated = threads.getCurrentThreadAllocatedBytes() - before;
            sent = segments() - sent;
            assertThat(sent).as("segments sent").isGreaterThan(TURNS);
            least = Math.min(least, (double) allocated / sent);
        }
        assertThat(read).as("octets read").isGreaterThan(64L * TURNS * TAKES);
        return least;
    }

    private static void repeat(Runnable exchange, int times) {
        for (int i = 0; i < times; i++) {
            exchange.run();
        }
    }

    private long segments() {
        return a.tcp().counters().get(TcpCounter.SEGMENTS_SENT)
                + b.tcp().counters().get(TcpCounter.SEGMENTS_SENT);
    }
}
