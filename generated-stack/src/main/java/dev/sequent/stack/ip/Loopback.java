package dev.sequent.stack.ip;

import dev.sequent.stack.device.Frame;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Copies of datagrams from us to us, first in, first out. They wait for the next turn of the loop, since the sender may
 * be in the middle of handling another. How many may wait is limited, which bounds memory.
 */
final class Loopback {

    /** Datagrams at most; as on any link, what finds no room is lost. */
    static final int LIMIT = 512;

    private final int mtu;
    private final ArrayDeque<Frame> waiting = new ArrayDeque<>();
    private final ArrayDeque<Frame> spare = new ArrayDeque<>();

    /** @param mtu octets of the largest datagram */
    Loopback(int mtu) {
        this.mtu = mtu;
    }

    int size() {
        return waiting.size();
    }

    /** Keeps a copy. @return false if there is no room */
    boolean add(Frame frame) {
        if (waiting.size() == LIMIT) {
            return false;
        }
        Frame copy = spare.isEmpty() ? Frame.allocate(mtu) : spare.removeLast();
        copy.copyFrom(frame);
        waiting.addLast(copy);
        return true;
    }

    /** The one that has waited longest, to be given back with {@link #release}; null if none waits. */
    @Nullable
    Frame take() {
        return waiting.pollFirst();
    }

    void release(Frame frame) {
        spare.addLast(frame);
    }
}
