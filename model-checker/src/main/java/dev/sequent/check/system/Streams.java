package dev.sequent.check.system;

import dev.sequent.runtime.BitReader;
import dev.sequent.runtime.BitWriter;
import dev.sequent.runtime.Message;
import java.util.ArrayList;
import java.util.List;

/**
 * The two streams of octets at one peer, between sequence numbers and places in the streams, which count from 0: it
 * does with the identities of bytes what the stack does with buffers full of bytes. An octet's identity is the
 * incarnation that its user gave it to, and its place in the stream.
 */
final class Streams {
    /** How many octets of one incarnation are counted in each direction. */
    private static final long MOST = 0xffffffffL;
    /** How many pieces of text are kept while they wait for what comes before them. */
    private static final int MOST_RUNS = 0xffff;

    private final int originWidth;

    // What the user gives: [released, given) is in the buffer.
    private long given;
    private long released;
    private boolean sendAnchored;
    private int sendAnchor;

    // What the user is given.
    private long delivered;
    private boolean faithful = true;
    /** The incarnation whose octets these are; {@link MessageState#NOBODY} before the first. */
    private int source = MessageState.NOBODY;

    private boolean receiveAnchored;
    private int receiveAnchor;
    /** What has arrived and has not been delivered yet, by place; neighbours that can be merged are. */
    private final List<Run> placed = new ArrayList<>();

    /** Octets from place {@code at} on: those of that origin, from that place of its stream on. */
    private record Run(long at, long length, int origin, long offset) {
        long end() {
            return at + length;
        }

        /** The part of it there. */
        Run cut(long from, long to) {
            long begin = Math.max(at, from);
            return new Run(begin, Math.min(end(), to) - begin, origin, offset + begin - at);
        }

        boolean goesOnWith(Run next) {
            return end() == next.at && origin == next.origin && offset + length == next.offset;
        }
    }

    /** @param originWidth bits of an origin */
    Streams(int originWidth) {
        this.originWidth = originWidth;
    }

    long given() {
        return given;
    }

    long delivered() {
        return delivered;
    }

    boolean faithful() {
        return faithful;
    }

    /** A new incarnation begins. */
    void begin() {
        end();
        given = 0;
        released = 0;
        delivered = 0;
        faithful = true;
    }

    /**
     * The machine is in step with that incarnation of the other peer; {@link MessageState#NOBODY}: with a message that
     * no peer has sent.
     */
    void meet(int partner) {
        source = partner;
    }

    /**
     * It was with another before: the new one's octets have other sequence numbers, and none of them has arrived yet.
     */
    void turn() {
        receiveAnchored = false;
        receiveAnchor = 0;
        placed.clear();
    }

    /** The buffers are gone. */
    void end() {
        released = given;
        sendAnchored = false;
        sendAnchor = 0;
        source = MessageState.NOBODY;
        turn();
    }

    /**
     * The user has handed over octets, and the machine took them.
     *
     * @param end up to where the stream goes afterwards
     */
    void give(long n, int end) {
        if (n < 0) {
            throw new KeepingFault("takes fewer octets than none from its user");
        }
        demandCounted(n);
        if (!sendAnchored) {
            sendAnchored = true;
            sendAnchor = end - (int) (given + n);
        }
        given += n;
        demandCounted(given);
        if (end != sendAnchor + (int) given) {
            throw new KeepingFault("has a stream out that does not go up to the end of the octets that the user gave");
        }
    }

    void acknowledge(long n) {
        if (n < 0 || n > given - released) {
            throw new KeepingFault("forgets octets that its user never gave");
        }
        released += n;
    }

    /** @return the place in the stream of the first octet that a message carries; 0 if it carries none */
    long send(Message message) {
        long n = message.dataLength();
        if (n == 0) {
            return 0;
        }
        long offset = unwrap(message.dataSequence() - sendAnchor, released);
        if (!sendAnchored || offset + n > given) {
            throw new KeepingFault("sends octets that its user never gave");
        }
        if (offset < 0) {
            throw new KeepingFault("sends octets from before the first that its user gave");
        }
        if (offset < released) {
            throw new KeepingFault("sends octets that it has already forgotten");
        }
        return offset;
    }

    /**
     * Puts octets of an arriving message where they belong.
     *
     * @param begin sequence number of the first of them
     * @param next RCV.NXT
     * @param skip how many octets of the message come before them
     */
    void place(MessageState from, int begin, int next, long skip, long n) {
        if (skip < 0 || n < 0 || n > from.message.dataLength() - skip) {
            throw new KeepingFault("places octets that the message does not carry");
        }
        if (!receiveAnchored) {
            receiveAnchored = true;
            receiveAnchor = next - (int) delivered;
        }
        long at = unwrap(begin - receiveAnchor, delivered);
        if (at < delivered) {
            throw new KeepingFault("places octets where others have been delivered");
        }
        if (n > 0) {
            demandCounted(at + n);
            put(new Run(at, n, from.origin, from.offset + skip));
        }
    }

    private static void demandCounted(long octets) {
        if (octets > MOST) {
            throw new KeepingFault("has more octets in one incarnation than are counted: " + MOST);
        }
    }

    private void put(Run run) {
        var all = new ArrayList<Run>();
        for (Run known : placed) {
            if (known.at < run.at) {
                all.add(known.cut(known.at, run.at));
            }
        }
        all.add(run);
        for (Run known : placed) {
            if (known.end() > run.end()) {
                all.add(known.cut(run.end(), known.end()));
            }
        }
        placed.clear();
        for (Run next : all) {
            if (!placed.isEmpty() && placed.getLast().goesOnWith(next)) {
                Run last = placed.removeLast();
                placed.add(new Run(last.at, last.length + next.length, last.origin, last.offset));
            } else {
                placed.add(next);
            }
        }
        if (placed.size() > MOST_RUNS) {
            throw new KeepingFault("holds more pieces of text than are kept: " + MOST_RUNS);
        }
    }

    /** Hands the next n octets to the user. */
    void deliver(long n) {
        if (n < 0) {
            throw new KeepingFault("delivers fewer octets than none");
        }
        long end = delivered + Math.min(n, MOST); // More never come.
        while (delivered < end) {
            if (placed.isEmpty() || placed.getFirst().at > delivered) {
                throw new KeepingFault("delivers octets that never arrived");
            }
            Run run = placed.removeFirst();
            Run now = run.cut(delivered, end);
            if (source == MessageState.NOBODY) {
                source = now.origin;
            }
            faithful &= now.origin != MessageState.NOBODY && now.origin == source && now.offset == delivered;
            delivered = now.end();
            if (run.end() > end) {
                placed.addFirst(run.cut(end, run.end()));
            }
        }
    }

    /** The number whose low 32 bits are those, nearest to another. */
    private static long unwrap(int low, long near) {
        return near + (low - (int) near);
    }

    void encode(BitWriter out) {
        out.put(given, 32);
        out.put(released, 32);
        out.put(sendAnchored);
        out.put(sendAnchor, 32);
        out.put(delivered, 32);
        out.put(faithful);
        out.put(source, originWidth);
        out.put(receiveAnchored);
        out.put(receiveAnchor, 32);
        out.put(placed.size(), 16);
        for (Run run : placed) {
            out.put(run.at, 32);
            out.put(run.length, 32);
            out.put(run.origin, originWidth);
            out.put(run.offset, 32);
        }
    }

    void decode(BitReader in) {
        given = in.get(32);
        released = in.get(32);
        sendAnchored = in.getBoolean();
        sendAnchor = (int) in.get(32);
        delivered = in.get(32);
        faithful = in.getBoolean();
        source = (int) in.get(originWidth);
        receiveAnchored = in.getBoolean();
        receiveAnchor = (int) in.get(32);
        placed.clear();
        for (long left = in.get(16); left > 0; left--) {
            placed.add(new Run(in.get(32), in.get(32), (int) in.get(originWidth), in.get(32)));
        }
    }
}
