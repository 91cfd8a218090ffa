package dev.sequent.check.naive;

import dev.sequent.runtime.Ghosts;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is known of one peer beside its machine, octet by octet: the second opinion on ghosts. Its {@link #page} is all
 * of it as a value.
 */
final class Ledger implements Ghosts {
    /** Who sent an octet, in which incarnation, at which place; 0: nobody knows. */
    record Octet(int sender, long place) {}

    record Page(
            int incarnation,
            Set<Integer> told,
            long given,
            long forgotten,
            Optional<Integer> sendZero,
            long delivered,
            boolean faithful,
            int source,
            Optional<Integer> receiveZero,
            Map<Long, Octet> buffer,
            int partner) {
        static final Page EMPTY =
                new Page(0, Set.of(), 0, 0, Optional.empty(), 0, true, 0, Optional.empty(), Map.of(), 0);
    }

    private final int crashes;
    private int incarnation;
    private final Set<Integer> told = new TreeSet<>();
    private long given;
    private long forgotten;
    private Optional<Integer> sendZero;
    private long delivered;
    private boolean faithful;
    private int source;
    private Optional<Integer> receiveZero;
    private final Map<Long, Octet> buffer = new TreeMap<>();
    /** The incarnation of the other peer with which this one is in step; 0: with none. */
    private int partner;

    Ledger(Page page, int crashes) {
        this.crashes = crashes;
        incarnation = page.incarnation();
        told.addAll(page.told());
        given = page.given();
        forgotten = page.forgotten();
        sendZero = page.sendZero();
        delivered = page.delivered();
        faithful = page.faithful();
        source = page.source();
        receiveZero = page.receiveZero();
        buffer.putAll(page.buffer());
        partner = page.partner();
    }

    Page page() {
        return new Page(
                incarnation,
                Set.copyOf(told),
                given,
                forgotten,
                sendZero,
                delivered,
                faithful,
                source,
                receiveZero,
                Map.copyOf(buffer),
                partner);
    }

    /** The machine leaves its initial state. */
    void nextIncarnation(NaiveSearch.Kept kept) {
        if (kept.apart() > 0) {
            demand(incarnation < kept.apart());
            incarnation++;
        } else {
            incarnation = Math.min(incarnation + 1, kept.incarnations());
        }
        told.clear();
        forgetBuffers();
        given = 0;
        forgotten = 0;
        delivered = 0;
        faithful = true;
    }

    /** The machine follows what that incarnation of the other peer says; 0: what nobody there has said. */
    void follow(int other, boolean octets) {
        if (other != partner) {
            buffer.clear();
            receiveZero = Optional.empty();
        }
        partner = other;
        source = octets ? other : 0;
    }

    void forgetBuffers() {
        forgotten = given;
        sendZero = Optional.empty();
        receiveZero = Optional.empty();
        source = 0;
        buffer.clear();
    }

    void tell(int signal) {
        told.add(signal);
    }

    void give(long n, int endAfterwards) {
        if (sendZero.isEmpty()) {
            sendZero = Optional.of(endAfterwards - (int) n - (int) given);
        }
        given += n;
        demand(given < 1L << 32);
        demand(sendZero.get() + (int) given == endAfterwards);
    }

    void forget(long n) {
        forgotten += n;
        demand(forgotten <= given);
    }

    /** @return the place of the first octet of a message that is being sent */
    long send(int sequence, long n) {
        if (n == 0) {
            return 0;
        }
        demand(sendZero.isPresent());
        int place = sequence - sendZero.get();
        for (int i = 0; i < n; i++) {
            demand(forgotten <= place + i && place + i < given);
        }
        return place;
    }

    void place(int sequence, int rcvNxt, long n, Octet first) {
        if (receiveZero.isEmpty()) {
            receiveZero = Optional.of(rcvNxt - (int) delivered);
        }
        int place = sequence - receiveZero.get();
        demand(place >= delivered && place + n < 1L << 32);
        for (long i = 0; i < n; i++) {
            buffer.put(place + i, new Octet(first.sender(), first.place() + i));
        }
    }

    void deliver(long n) {
        for (long i = 0; i < n; i++) {
            Octet octet = buffer.remove(delivered);
            demand(octet != null);
            source = source == 0 ? octet.sender() : source;
            faithful &= octet.sender() != 0 && octet.sender() == source && octet.place() == delivered;
            delivered++;
        }
    }

    private static void demand(boolean condition) {
        if (!condition) {
            throw new IllegalStateException("octets are not moved as they should be");
        }
    }

    @Override
    public long sent() {
        return given;
    }

    @Override
    public long delivered() {
        return delivered;
    }

    @Override
    public boolean faithful() {
        return faithful;
    }

    @Override
    public int incarnation() {
        return incarnation;
    }

    @Override
    public int crashes() {
        return crashes;
    }

    @Override
    public boolean told(int signal) {
        return told.contains(signal);
    }
}
