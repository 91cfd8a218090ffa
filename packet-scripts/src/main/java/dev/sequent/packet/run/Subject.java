package dev.sequent.packet.run;

import dev.sequent.wire.Ipv4Address;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A host under test: a stack in virtual time, or something else that makes system calls, sends and receives datagrams,
 * and has a clock, which may go by itself. One thread uses it.
 */
public interface Subject extends AutoCloseable {

    /** When nothing is ever due. */
    long NEVER = Long.MAX_VALUE;

    /**
     * A datagram that the host has sent.
     *
     * @param at when, in nanoseconds of the clock
     * @param octets from its IP header on
     * @param why what made the host send it, as it can say it: a rule with its place
     */
    record Sent(long at, byte[] octets, Optional<String> why) {}

    /** A system call that was made. */
    interface Pending {
        /** What came of it; null as long as it is blocked. */
        @Nullable
        Reply reply();
    }

    /** The present moment, in nanoseconds. */
    long now();

    /** Lets everything happen that is due up to a moment, which is the present one then, or has passed. */
    void advanceTo(long nanos);

    /** When something is next due, {@link #NEVER} if nothing is; for a host that cannot say, the present moment. */
    long nextDeadline();

    /**
     * Lets time pass up to a moment; less, if something may have happened before that can be seen: the host has sent
     * something, or a call has returned.
     */
    default void await(long latest) {
        advanceTo(Math.max(Math.min(nextDeadline(), latest), now()));
    }

    /** Whether its clock goes by itself, so that waiting takes time. */
    default boolean isInRealTime() {
        return false;
    }

    /**
     * How much later than it should a timer of the host may run out, in nanoseconds, however much time the machine has
     * for it.
     *
     * @param time for which it was set
     */
    default long lateness(long time) {
        return 0;
    }

    /** Changes a sysctl in the middle of a script. @return false if the host has none that can be changed */
    default boolean set(Sysctl sysctl) {
        return false;
    }

    /** Has a datagram arrive now, right or wrong, from its IP header on. */
    void deliver(byte[] datagram);

    /** Takes the oldest datagram that the host has sent and that was not taken yet. */
    @Nullable
    Sent poll();

    /** Makes a system call. */
    Pending call(Request request);

    /**
     * What went wrong within the host since this was last asked, if anything did: a fault of its own, which no script
     * expects.
     */
    Optional<String> complaint();

    /** The state of the connection between these sockets; "" if the host cannot say it; empty if there is none. */
    Optional<String> state(int localPort, Ipv4Address remote, int remotePort);

    @Override
    void close();
}
