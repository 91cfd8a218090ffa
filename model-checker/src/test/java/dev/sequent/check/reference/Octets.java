package dev.sequent.check.reference;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The octets that a peer holds for its user and for the other peer, each by its name.
 *
 * @param unacknowledged the send buffer, oldest first; the last one stands just before {@code SND.END}
 * @param sent how many the user has handed over in the present incarnation
 * @param placed the receive buffer, by sequence number
 * @param next the sequence number of the next one to be delivered; empty until it is known
 * @param delivered how many the user has been given in the present incarnation
 * @param faithful those were, in order and each once, octets of one incarnation of the other peer: the one that the
 *     connection was with
 * @param from the incarnation of the other peer that those were of
 * @param with the incarnation of the other peer whose message made {@code IRS} what it is
 */
record Octets(
        List<Octet> unacknowledged,
        int sent,
        SortedMap<Long, Octet> placed,
        OptionalLong next,
        int delivered,
        boolean faithful,
        OptionalInt from,
        OptionalInt with) {
    private static final long SPACE = 1L << 32;

    static final Octets NONE = new Octets(
            List.of(), 0, new TreeMap<>(), OptionalLong.empty(), 0, true, OptionalInt.empty(), OptionalInt.empty());

    /** @param place in the stream of that incarnation, from 0 */
    record Octet(int incarnation, int place) {}

    /** Octets that no peer of the scenario has sent. */
    static List<Octet> nobodys(int n) {
        return Collections.nCopies(n, new Octet(-1, -1));
    }

    /** The runtime could not do what the machine asks for. */
    static final class Confused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Confused(String what) {
            super(what);
        }
    }

    Octets handedOver(int n, int incarnation) {
        var all = new ArrayList<>(unacknowledged);
        for (int i = 0; i < n; i++) {
            all.add(new Octet(incarnation, sent + i));
        }
        return new Octets(List.copyOf(all), sent + n, placed, next, delivered, faithful, from, with);
    }

    Octets acknowledged(long n) {
        if (n < 0 || n > unacknowledged.size()) {
            throw new Confused(n + " octets are acknowledged, and " + unacknowledged.size() + " were not yet");
        }
        return new Octets(
                unacknowledged.subList((int) n, unacknowledged.size()),
                sent,
                placed,
                next,
                delivered,
                faithful,
                from,
                with);
    }

    /**
     * Those that a message carries.
     *
     * @param buffer those that can be sent, oldest first
     * @param first the sequence number of the first octet
     * @param end {@code SND.END}: behind the last octet of the buffer
     */
    static List<Octet> carried(List<Octet> buffer, long first, int n, long end) {
        if (n == 0) {
            return List.of();
        }
        long begin = buffer.size() - Math.floorMod(end - first, SPACE);
        if (begin < 0 || begin + n > buffer.size()) {
            throw new Confused("octets are sent that the user has not handed over, or that are forgotten");
        }
        return List.copyOf(buffer.subList((int) begin, (int) begin + n));
    }

    /** @param expected {@code RCV.NXT}: where the first stands that will be delivered, if none has been */
    Octets place(long begin, long skip, long n, List<Octet> arriving, long expected) {
        if (skip < 0 || n < 0 || skip + n > arriving.size()) {
            throw new Confused("octets are placed that the message does not carry");
        }
        var all = new TreeMap<>(placed);
        long first = next.orElse(expected);
        if (Math.floorMod(begin - first, SPACE) >= SPACE / 2) {
            throw new Confused("octets are placed where others have been delivered, or will never be");
        }
        for (int i = 0; i < n; i++) {
            all.put(Math.floorMod(begin + i, SPACE), arriving.get((int) skip + i));
        }
        return new Octets(unacknowledged, sent, all, OptionalLong.of(first), delivered, faithful, from, with);
    }

    /**
     * The first n in order: those next to {@code RCV.NXT}, which moves on before them or behind them.
     *
     * @param wanted {@code RCV.NXT}
     */
    Octets deliver(long n, long wanted) {
        var left = new TreeMap<>(placed);
        long at = wanted;
        while (placed.containsKey(Math.floorMod(at - 1, SPACE))) {
            at--;
        }
        int count = delivered;
        boolean good = faithful;
        OptionalInt source = from;
        for (long i = 0; i < n; i++) {
            Octet octet = left.remove(Math.floorMod(at + i, SPACE));
            if (octet == null) {
                throw new Confused("octets are delivered that are not there");
            }
            int incarnation = octet.incarnation();
            good &= octet.place() == count
                    && (source.isEmpty() || source.getAsInt() == incarnation)
                    && (with.isEmpty() || with.getAsInt() == incarnation);
            source = OptionalInt.of(octet.incarnation());
            count++;
        }
        OptionalLong behind = n > 0 ? OptionalLong.of(Math.floorMod(at + n, SPACE)) : next;
        return new Octets(unacknowledged, sent, left, behind, count, good, source, with);
    }

    /** The connection is with another incarnation, whose octets have other places. */
    Octets with(OptionalInt incarnation) {
        return incarnation.equals(with)
                ? this
                : new Octets(
                        unacknowledged,
                        sent,
                        new TreeMap<>(),
                        OptionalLong.empty(),
                        delivered,
                        faithful,
                        from,
                        incarnation);
    }

    /** Buffers are lost; what was counted was counted. */
    Octets crashed() {
        return new Octets(List.of(), sent, new TreeMap<>(), OptionalLong.empty(), delivered, faithful, from, with);
    }
}
