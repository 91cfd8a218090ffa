package dev.sequent.suite.stacks;

import dev.sequent.stack.device.Device;
import dev.sequent.stack.device.DeviceDecorator;
import dev.sequent.stack.device.Frame;
import dev.sequent.stack.time.Clock;
import dev.sequent.wire.EthernetHeader;
import dev.sequent.wire.Ipv4Header;
import dev.sequent.wire.TcpHeader;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * One direction of an adversarial network, around the device of the end that receives: each segment that comes passes,
 * is lost, comes twice, comes late, or comes with a bit turned round, as planned. Whatever is not TCP passes.
 */
final class Adversary extends DeviceDecorator {
    private static final long MILLIS = 1_000_000;

    private record Held(long due, long order, int number, byte[] octets) {}

    private final Clock clock;
    private final List<Plan.Fault> faults;
    private final List<Plan.Cut> cuts;
    private final PriorityQueue<Held> held =
            new PriorityQueue<>(Comparator.comparingLong(Held::due).thenComparingLong(Held::order));
    private long orders;
    private int nextFault;
    private int passed;
    private int losses;
    private int openingLosses;
    /** Segments that the link has handed over, in the order in which they were sent. */
    private int came;

    private @Nullable Recorder recorder;
    private int end;

    Adversary(Device inner, Clock clock, List<Plan.Fault> faults, List<Plan.Cut> cuts) {
        super(inner);
        this.clock = clock;
        this.faults = faults;
        this.cuts = cuts;
    }

    /** Tells what becomes of segments. @param receiver the number of the end that this is around */
    void record(Recorder into, int receiver) {
        recorder = into;
        end = receiver;
    }

    /** Segments that did not arrive, or not in one piece. */
    int losses() {
        return losses;
    }

    /** Those among them that had a SYN. */
    int openingLosses() {
        return openingLosses;
    }

    @Override
    public int receive(Frame into) {
        if (recorder != null) {
            recorder.settled(end);
        }
        Held first = held.peek();
        if (first != null && first.due <= clock.nanos()) {
            held.remove();
            into.length(first.octets.length);
            into.buffer().put(Frame.START, first.octets);
            return arrives(into, first.number);
        }
        while (true) {
            int length = super.receive(into);
            if (length == 0 || !isSegment(into)) {
                return length;
            }
            came++;
            if (isCut()) {
                lost(into);
                continue;
            }
            Plan.Fault fault = fault();
            if (fault == null) {
                return arrives(into, came);
            }
            switch (fault.kind()) {
                case LOSE -> lost(into);
                case DUPLICATE -> {
                    hold(into, fault.amount());
                    return arrives(into, came);
                }
                case DELAY -> hold(into, fault.amount());
                case CORRUPT -> {
                    lost(into);
                    corrupt(into, fault.amount());
                    return length;
                }
            }
        }
    }

    private int arrives(Frame frame, int number) {
        if (recorder != null) {
            recorder.arrived(end, number, frame);
        }
        return frame.length();
    }

    private Plan.@Nullable Fault fault() {
        if (nextFault == faults.size() || passed++ < faults.get(nextFault).after()) {
            return null;
        }
        passed = 0;
        return faults.get(nextFault++);
    }

    private boolean isCut() {
        long millis = clock.nanos() / MILLIS;
        return cuts.stream().anyMatch(cut -> millis >= cut.from() && millis < cut.from() + cut.length());
    }

    private void lost(Frame frame) {
        losses++;
        if (recorder != null) {
            recorder.lost(1 - end, came);
        }
        int tcp = Frame.NETWORK + Ipv4Header.headerLength(frame.buffer(), Frame.NETWORK);
        if ((frame.buffer().get(tcp + 13) & TcpHeader.SYN) != 0) {
            openingLosses++;
        }
    }

    private void hold(Frame frame, int millis) {
        byte[] octets = new byte[frame.length()];
        frame.buffer().get(Frame.START, octets);
        held.add(new Held(clock.nanos() + millis * MILLIS, orders++, came, octets));
    }

    /** One bit of the segment, header or text, which its checksum must notice. */
    private static void corrupt(Frame frame, int bit) {
        int header = Ipv4Header.headerLength(frame.buffer(), Frame.NETWORK);
        int octets = Ipv4Header.totalLength(frame.buffer(), Frame.NETWORK) - header;
        int at = Frame.NETWORK + header + bit / 8 % octets;
        frame.buffer().put(at, (byte) (frame.buffer().get(at) ^ 1 << bit % 8));
    }

    static boolean isSegment(Frame frame) {
        return EthernetHeader.type(frame.buffer(), Frame.START) == EthernetHeader.TYPE_IPV4
                && Ipv4Header.protocol(frame.buffer(), Frame.NETWORK) == Ipv4Header.TCP;
    }

    @Override
    public long nextDeadline() {
        Held first = held.peek();
        return first == null ? super.nextDeadline() : Math.min(super.nextDeadline(), first.due);
    }
}
