package dev.sequent.stack.kernel;

import dev.sequent.stack.device.Device;
import dev.sequent.stack.device.DeviceDecorator;
import dev.sequent.stack.device.Frame;
import dev.sequent.wire.InternetChecksum;
import dev.sequent.wire.Ipv4Address;
import dev.sequent.wire.Ipv4Header;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Stands between the stack and the TAP: loses what a test wants lost, keeps back what it wants to be late, and writes
 * down every segment that is sent, lost or not, in order.
 */
final class Meddler extends DeviceDecorator {

    /**
     * A segment.
     *
     * @param ours sent by the stack, else by the kernel
     * @param control its bits, without PSH
     * @param text octets
     * @param at nanoseconds, of {@link System#nanoTime}
     */
    record Passed(boolean ours, int control, long sequence, long acknowledgment, int text, long at) {

        boolean is(boolean ours, int control) {
            return this.ours == ours && this.control == control;
        }

        @Override
        public String toString() {
            String names = "";
            for (int i = 0; i < 6; i++) {
                names += (control & 1 << i) != 0 ? "FSRPAU".charAt(i) : "";
            }
            return (ours ? "we " : "kernel ") + names + (text > 0 ? "+" + text : "") + " " + at / 1_000_000 % 1_000_000
                    + " ms";
        }
    }

    static final int FIN = 1;
    static final int SYN = 2;
    static final int RST = 4;
    static final int ACK = 16;
    static final int URG = 32;

    private record Loss(Predicate<Passed> which, int[] left) {}

    private final List<Passed> passed = new CopyOnWriteArrayList<>();
    private final List<Loss> losses = new CopyOnWriteArrayList<>();
    private final ArrayDeque<Frame> late = new ArrayDeque<>();
    private volatile Predicate<Passed> kept = p -> false;
    private volatile boolean keeping;
    private volatile boolean oldSyn;

    Meddler(Device inner) {
        super(inner);
    }

    /** Loses the next so many of these. */
    Meddler lose(int times, Predicate<Passed> which) {
        losses.add(new Loss(which, new int[] {times}));
        return this;
    }

    /** Keeps back what the kernel sends from such a segment on, until {@link #letGo}. */
    void keepBack(Predicate<Passed> from) {
        keeping = true;
        kept = from;
    }

    /**
     * Puts a copy of the kernel's next SYN in front of it, with a sequence number far below, as an older incarnation
     * would have used.
     */
    void oldSynBeforeTheFirst() {
        oldSyn = true;
    }

    void letGo() {
        kept = p -> false;
        keeping = false;
        inner().wakeup();
    }

    @Override
    public boolean send(Frame frame) {
        Passed segment = read(true, frame);
        return segment == null || !lost(segment) ? super.send(frame) : true;
    }

    @Override
    public int receive(Frame into) {
        if (!keeping && !late.isEmpty()) {
            into.copyFrom(late.removeFirst());
            return into.length();
        }
        int length;
        while ((length = super.receive(into)) > 0) {
            Passed segment = read(false, into);
            if (segment == null) {
                return length;
            }
            if (lost(segment)) {
                continue;
            }
            if (oldSyn && segment.is(false, SYN)) {
                oldSyn = false;
                late.addLast(copy(into));
                changeSequence(into.buffer(), segment.sequence() - 1_000_000);
                return length;
            }
            if (keeping && (!late.isEmpty() || kept.test(segment))) {
                late.addLast(copy(into));
                continue;
            }
            return length;
        }
        return 0;
    }

    private static Frame copy(Frame frame) {
        Frame copy = Frame.allocate();
        copy.copyFrom(frame);
        return copy;
    }

    private static void changeSequence(ByteBuffer b, long sequence) {
        b.putInt(Frame.TRANSPORT + 4, (int) sequence);
        b.putShort(Frame.TRANSPORT + 16, (short) 0);
        int length = Ipv4Header.totalLength(b, Frame.NETWORK) - Ipv4Header.MIN_LENGTH;
        int pseudo = Ipv4Address.pseudoHeader(
                Ipv4Header.source(b, Frame.NETWORK), Ipv4Header.destination(b, Frame.NETWORK), Ipv4Header.TCP, length);
        b.putShort(Frame.TRANSPORT + 16, (short) InternetChecksum.finish(
                InternetChecksum.add(pseudo, InternetChecksum.sum(b, Frame.TRANSPORT, length))));
    }

    private boolean lost(Passed segment) {
        for (Loss loss : losses) {
            if (loss.left[0] > 0 && loss.which.test(segment)) {
                loss.left[0]--;
                return true;
            }
        }
        return false;
    }

    private @Nullable Passed read(boolean ours, Frame frame) {
        int control = Watch.control(frame);
        if (control < 0) {
            return null;
        }
        ByteBuffer b = frame.buffer();
        int header = b.get(Frame.TRANSPORT + 12) >> 2 & 0x3C;
        Passed segment = new Passed(
                ours,
                control & ~8,
                b.getInt(Frame.TRANSPORT + 4) & 0xFFFF_FFFFL,
                b.getInt(Frame.TRANSPORT + 8) & 0xFFFF_FFFFL,
                Ipv4Header.totalLength(b, Frame.NETWORK) - Ipv4Header.MIN_LENGTH - header,
                System.nanoTime());
        passed.add(segment);
        return segment;
    }

    List<Passed> passed() {
        return new ArrayList<>(passed);
    }

    long count(boolean ours, int control) {
        return passed.stream().filter(p -> p.is(ours, control)).count();
    }

    void forget() {
        passed.clear();
    }
}
