package dev.sequent.stack.device;

import dev.sequent.stack.time.Clock;
import dev.sequent.stack.time.VirtualClock;
import dev.sequent.wire.EthernetHeader;
import dev.sequent.wire.MacAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A link within this process: what is sent into one end comes out of the other, in order, after the link's delay.
 * Nothing is lost as long as its queue suffices; put an {@link ImpairedDevice} on an end for the rest.
 *
 * <p>It follows its clock: with a real one, two threads each run a stack at one end; with a virtual one, one thread
 * steps both, the ends report through {@link Device#nextDeadline} when a frame arrives ({@link Device#await} returns at
 * once), and every run is the same.
 */
public final class LinkPair implements AutoCloseable {

    /**
     * The nature of a link.
     *
     * @param name of the link; the ends are NAME.a and NAME.b
     * @param mtu octets of the largest IP packet
     * @param delayNanos from sending to arriving
     * @param queueFrames frames in transit in each direction at most; more are refused
     */
    public record Options(String name, int mtu, long delayNanos, int queueFrames) {

        public Options {
            if (mtu < 68 || mtu > Frame.MAX_PACKET) {
                throw new IllegalArgumentException(
                        "a link's MTU is from 68 (RFC 791) to " + Frame.MAX_PACKET + " octets, not " + mtu);
            }
            if (delayNanos < 0 || queueFrames < 1) {
                throw new IllegalArgumentException(
                        "a link's delay is not negative and its queue holds a frame at least, not " + delayNanos
                                + " ns, " + queueFrames + " frames");
            }
        }

        /** An Ethernet without delay: MTU 1500, 4096 frames in transit. */
        public static Options of(String name) {
            return new Options(name, 1500, 0, 4_096);
        }

        public Options withMtu(int octets) {
            return new Options(name, octets, delayNanos, queueFrames);
        }

        public Options withDelay(long nanos) {
            return new Options(name, mtu, nanos, queueFrames);
        }

        public Options withQueue(int frames) {
            return new Options(name, mtu, delayNanos, frames);
        }
    }

    private final Options options;
    private final Clock clock;
    private final End a;
    private final End b;

    public LinkPair(Options options, Clock clock) {
        this.options = options;
        this.clock = clock;
        this.a = new End(options.name + ".a");
        this.b = new End(options.name + ".b");
        a.peer = b;
        b.peer = a;
    }

    /** A link without delay and with an Ethernet's MTU. */
    public LinkPair(Clock clock) {
        this(Options.of("link"), clock);
    }

    public Device a() {
        return a;
    }

    public Device b() {
        return b;
    }

    /** Closes both ends. */
    @Override
    public void close() {
        a.close();
        b.close();
    }

    private final class End implements Device {

        private final String name;
        private final long macAddress;
        private final Counters<DeviceCounter> counters = new Counters<>(DeviceCounter.class);

        private final ReentrantLock lock = new ReentrantLock();
        private final Condition changed = lock.newCondition();
        /** What is in transit to this end. */
        private final FrameQueue arriving = new FrameQueue();

        private boolean woken;
        private boolean closed;
        private @Nullable End peer;

        End(String name) {
            this.name = name;
            this.macAddress = MacAddress.ofName(name);
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public int mtu() {
            return options.mtu;
        }

        @Override
        public long macAddress() {
            return macAddress;
        }

        @Override
        public int receive(Frame into) {
            lock.lock();
            try {
                checkOpen();
                if (arriving.due() > clock.nanos()) {
                    return 0;
                }
                arriving.poll(into);
            } finally {
                lock.unlock();
            }
            counters.increment(DeviceCounter.FRAMES_RECEIVED);
            counters.add(DeviceCounter.OCTETS_RECEIVED, into.length());
            return into.length();
        }

        @Override
        public boolean send(Frame frame) {
            if (frame.length() > EthernetHeader.LENGTH + options.mtu) {
                throw new IllegalArgumentException("a frame of " + frame.length() + " octets is longer than the MTU of "
                        + name + " allows, " + (EthernetHeader.LENGTH + options.mtu));
            }
            if (frame.length() == 0) {
                throw new IllegalArgumentException("a frame without an octet was sent to " + name);
            }
            lock.lock();
            try {
                checkOpen();
            } finally {
                lock.unlock();
            }
            End peer = this.peer;
            DeviceCounter refused = peer == null ? DeviceCounter.SEND_REFUSED_LINK_DOWN : peer.accept(frame);
            if (refused != DeviceCounter.FRAMES_SENT) {
                counters.increment(refused);
                return false;
            }
            counters.increment(DeviceCounter.FRAMES_SENT);
            counters.add(DeviceCounter.OCTETS_SENT, frame.length());
            return true;
        }

        /** Takes a frame from the other end; says under which name that end counts it. */
        private DeviceCounter accept(Frame frame) {
            lock.lock();
            try {
                if (closed) {
                    return DeviceCounter.SEND_REFUSED_LINK_DOWN;
                }
                if (arriving.size() >= options.queueFrames) {
                    return DeviceCounter.SEND_REFUSED_QUEUE_FULL;
                }
                arriving.add(arriving.copy(frame), clock.nanos() + options.delayNanos);
                changed.signalAll();
                return DeviceCounter.FRAMES_SENT;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void await(long timeoutNanos) {
            if (clock instanceof VirtualClock) {
                return; // Nothing changes while the one thread that moves the clock sleeps.
            }
            long start = clock.nanos();
            lock.lock();
            try {
                checkOpen();
                long left = timeoutNanos;
                while (!woken && !closed && left > 0) {
                    long now = clock.nanos();
                    left = timeoutNanos == Clock.NEVER ? Clock.NEVER : timeoutNanos - (now - start);
                    left = Math.min(left, arriving.due() == Clock.NEVER ? Clock.NEVER : arriving.due() - now);
                    if (left > 0) {
                        changed.await(left, TimeUnit.NANOSECONDS);
                    }
                }
                woken = false;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void wakeup() {
            lock.lock();
            try {
                woken = true;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }

        @Override
        public long nextDeadline() {
            lock.lock();
            try {
                return arriving.due();
            } finally {
                lock.unlock();
            }
        }

        @Override
        public Counters<DeviceCounter> counters() {
            return counters;
        }

        @Override
        public void close() {
            lock.lock();
            try {
                closed = true;
                arriving.clear();
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }

        private void checkOpen() {
            if (closed) {
                throw new DeviceGoneException("the link end " + name + " was closed and is still being used");
            }
        }
    }
}
