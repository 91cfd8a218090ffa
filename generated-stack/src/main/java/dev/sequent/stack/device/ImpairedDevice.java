package dev.sequent.stack.device;

import dev.sequent.stack.time.Clock;

/**
 * A device over a bad link: frames of each direction are lost, duplicated, held back, corrupted and delayed as an
 * {@link Impairment} says.
 *
 * <p>Every decision follows from the seed, the direction and the number of the frame in it: the same frames meet the
 * same fate in every run, and raising one probability does not change the effects of another. Frames in transit when
 * the device is closed are lost.
 */
public final class ImpairedDevice extends DeviceDecorator {

    private final Clock clock;
    private final ImpairedDirection inbound;
    private final ImpairedDirection outbound;
    private final Frame leaving;

    /** @param clock by which frames are delayed; the one that the stack runs by */
    public ImpairedDevice(Device inner, Impairments impairments, Clock clock) {
        super(inner);
        this.clock = clock;
        this.inbound = new ImpairedDirection(impairments.inbound());
        this.outbound = new ImpairedDirection(impairments.outbound());
        this.leaving = Frame.allocate();
    }

    /** What happened to frames received. */
    public Counters<ImpairmentCounter> inboundCounters() {
        return inbound.counters();
    }

    /** What happened to frames sent. */
    public Counters<ImpairmentCounter> outboundCounters() {
        return outbound.counters();
    }

    @Override
    public int receive(Frame into) {
        long now = clock.nanos();
        flush(now);
        while (true) {
            if (inbound.due() <= now) {
                inbound.poll(into);
                return into.length();
            }
            if (inner().receive(into) == 0) {
                return 0;
            }
            if (inbound.offer(into, now)) {
                return into.length();
            }
        }
    }

    @Override
    public boolean send(Frame frame) {
        long now = clock.nanos();
        flush(now);
        boolean taken = true;
        if (outbound.offer(frame, now)) {
            taken = inner().send(frame);
        }
        flush(now);
        return taken;
    }

    @Override
    public void await(long timeoutNanos) {
        long now = clock.nanos();
        flush(now);
        long due = Math.min(inbound.due(), outbound.due());
        inner().await(due == Clock.NEVER ? timeoutNanos : Math.min(timeoutNanos, due - now));
        flush(clock.nanos());
    }

    @Override
    public long nextDeadline() {
        return Math.min(super.nextDeadline(), Math.min(inbound.due(), outbound.due()));
    }

    private void flush(long now) {
        while (outbound.due() <= now) {
            outbound.poll(leaving);
            inner().send(leaving);
        }
    }
}
