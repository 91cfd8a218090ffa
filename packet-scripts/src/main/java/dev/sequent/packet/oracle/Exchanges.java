package dev.sequent.packet.oracle;

import dev.sequent.packet.oracle.Step.Arrival;
import dev.sequent.packet.oracle.Step.From;
import dev.sequent.packet.oracle.Step.Quiet;
import dev.sequent.packet.oracle.Step.Report;
import dev.sequent.packet.oracle.Step.UserCall;
import dev.sequent.wire.Icmpv4Header;
import dev.sequent.wire.TcpHeader;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Draws exchanges. Most of what a remote does in one is sensible, so that connections get somewhere; the rest is what a
 * confused, an old, or a malicious one sends: every kind of segment, to the left, at the edge, and to the right of
 * where it should be.
 */
final class Exchanges {
    private static final int ACK = TcpHeader.ACK;
    private static final int SYN = TcpHeader.SYN;
    private static final int FIN = TcpHeader.FIN;
    private static final int RST = TcpHeader.RST;
    private static final int URG = TcpHeader.URG;
    private static final int WINDOW = 32_000;
    /** Of a segment that fits the host's link. */
    private static final int MOST_TEXT = 1_460;

    private static final int[] SIZES = {1, 10, 100, 536, 1_000, MOST_TEXT};
    /** Beyond every window that is offered without scaling (RFC 7323, 2.2). */
    private static final int FAR = 100_000;
    /** Longer than the first timeout, also when it has begun a little before. */
    private static final int A_TIMEOUT = 1_300;

    private final SplittableRandom random;
    private final List<Step> steps = new ArrayList<>();
    /** What the remote sends next, if it goes on as it should. */
    private long next;

    private boolean finished;
    private boolean waited;
    private int window = WINDOW;

    private Exchanges(long seed, int number) {
        random = new SplittableRandom(seed * 1_000_003 + number);
    }

    /** @return the same for the same arguments on every machine */
    static Exchange draw(long seed, int number) {
        return new Exchanges(seed, number).draw(number);
    }

    private Exchange draw(int number) {
        boolean active = chance(40);
        call(active ? UserCall.Name.CONNECT : UserCall.Name.LISTEN, 0);
        int isn = chance(70) ? random.nextInt() : -random.nextInt(2_000);
        boolean synchronised = active ? opens() : isOpened();
        if (synchronised && chance(60)) {
            call(UserCall.Name.NO_DELAY, 0);
        }
        int moves = 1 + random.nextInt(chance(20) ? 14 : 7);
        for (int i = 0; i < moves; i++) {
            move(synchronised);
        }
        if (synchronised && chance(45)) {
            closes();
        }
        if (chance(60)) {
            // An octet that has come before: whoever is synchronised says where it is.
            add("an old octet", next - 1, From.NEWEST, 0, ACK, 1);
        }
        return new Exchange(number, isn, steps);
    }

    // ---------------------------------------------------------------- opening

    /** @return whether it came to an end */
    private boolean isOpened() {
        if (chance(15)) {
            anything("to a listener", 0);
        }
        if (chance(5)) {
            return false;
        }
        syn("SYN", 0, SYN);
        next = 1;
        if (chance(25)) {
            in("SYN,ACK sent");
        }
        if (chance(10)) {
            return false;
        }
        inOrder("the third segment", chance(25) ? size() : 0, chance(5) ? FIN : 0);
        if (chance(90)) {
            call(UserCall.Name.ACCEPT, 0);
        }
        return true;
    }

    private boolean opens() {
        if (chance(20)) {
            if (chance(50)) {
                in("SYN sent");
            } else {
                anything("to a SYN", random.nextInt(-2, 3));
            }
        }
        if (chance(12)) {
            syn("SYN that crosses", 0, SYN);
            next = 1;
            if (chance(30)) {
                in("crossed SYNs");
            }
            if (chance(70)) {
                syn("SYN,ACK after the crossing", 0, SYN | ACK);
            } else {
                inOrder("ACK after the crossing", 0, 0);
            }
            return true;
        }
        if (chance(5)) {
            return false;
        }
        syn("SYN,ACK", 0, SYN | ACK);
        next = 1;
        return true;
    }

    private void syn(String kind, long sequence, int control) {
        int[] sizes = {0, 536, 1_460, 1_460, 1_460};
        steps.add(new Arrival(
                kind, sequence, From.NEWEST, 0, control, 0, window, 0, sizes[random.nextInt(sizes.length)]));
    }

    // ---------------------------------------------------------------- closing

    /** A good end (RFC 9293, 3.6), in which something else happens between any two of its segments. */
    private void closes() {
        boolean first = chance(60);
        if (first) {
            call(chance(50) ? UserCall.Name.SHUT_WRITING : UserCall.Name.CLOSE, 0);
            between();
            if (chance(40)) {
                // The two FINs cross.
                finishes("FIN that crosses", From.ACKNOWLEDGED);
                between();
                inOrder("ACK", 0, 0);
            } else {
                if (chance(50)) {
                    inOrder("ACK", 0, 0);
                    between();
                }
                finishes("FIN", From.NEWEST);
            }
        } else {
            finishes("FIN", From.NEWEST);
            between();
            call(chance(50) ? UserCall.Name.SHUT_WRITING : UserCall.Name.CLOSE, 0);
            between();
            inOrder("ACK", 0, 0);
        }
        between();
        if (chance(20)) {
            syn("SYN of a new connection", next + 1_000, SYN);
        }
    }

    private void finishes(String kind, From from) {
        if (!finished) {
            add(kind, next, from, 0, ACK | FIN, 0);
            next++;
            finished = true;
        }
    }

    private void between() {
        if (chance(40)) {
            move(true);
        }
    }

    // ---------------------------------------------------------------- one move

    private void move(boolean synchronised) {
        if (!synchronised && chance(50)) {
            anything("any segment", random.nextInt(-2, 3));
            return;
        }
        switch (weighted(18, 12, 14, 9, 7, 8, 6, 9, 8, 5, 3, 2, 3, 2)) {
            case 0 -> inOrder("text", size(), chance(10) ? FIN : 0);
            case 1 -> inOrder("ACK", 0, 0);
            case 2 -> call(UserCall.Name.WRITE, chance(80) ? size() : 3_000);
            case 3 -> call(UserCall.Name.READ, chance(30) ? size() : 65_536);
            case 4 -> inOrder("FIN", 0, FIN);
            case 5 -> outOfOrder();
            case 6 -> acknowledgment();
            case 7 -> control();
            case 8 -> ending();
            case 9 -> windowUpdate();
            case 10 -> urgent();
            case 11 -> call(UserCall.Name.NO_DELAY, 0);
            case 12 -> report();
            default -> quiet();
        }
    }

    private void inOrder(String kind, int length, int control) {
        int fin = finished ? 0 : control & FIN;
        String named = length > 0 && fin != 0 ? "text with FIN" : finished ? kind + " after the FIN" : kind;
        add(named, next, From.NEWEST, 0, ACK | fin, length);
        if (!finished) {
            next += length + (fin == 0 ? 0 : 1);
        }
        finished |= fin != 0;
    }

    private void outOfOrder() {
        int length = size();
        switch (random.nextInt(6)) {
            case 0 -> add("text beyond a gap", next + size(), From.NEWEST, 0, ACK, length);
            case 1 ->
                add(
                        "old text",
                        next - Math.min(length, next),
                        From.NEWEST,
                        0,
                        ACK,
                        length > next ? (int) next : length);
            case 2 -> {
                int old = (int) Math.min(next - 1, MOST_TEXT - length);
                if (old > 0 && !finished) {
                    add("text that overlaps", next - old, From.NEWEST, 0, ACK, old + length);
                    next += length;
                }
            }
            case 3 -> add("text beyond the window", next + FAR, From.NEWEST, 0, ACK, length);
            case 4 -> add("FIN beyond a gap", next + length, From.NEWEST, 0, ACK | FIN, 0);
            default -> add("text half a circle away", next + (1L << 31), From.NEWEST, 0, ACK, length);
        }
    }

    private void acknowledgment() {
        int length = chance(30) ? size() : 0;
        String with = length > 0 ? " with text" : "";
        switch (random.nextInt(5)) {
            case 0 -> add("ACK of part" + with, next, From.ACKNOWLEDGED, 1 + random.nextInt(100), ACK, 0);
            case 1 -> add("ACK beyond what was sent" + with, next, From.NEWEST, 1 + random.nextInt(3), ACK, length);
            case 2 -> add("ACK of long ago" + with, next, From.NEWEST, -FAR, ACK, length);
            case 3 -> add("ACK half a circle away" + with, next, From.NEWEST, 1L << 31, ACK, length);
            default -> add("ACK of what it had", next, From.ACKNOWLEDGED, 0, ACK, 0);
        }
    }

    private void control() {
        long[] places = {next, next + 1, next + 100, next - 1, next + FAR, next + (1L << 31)};
        String[] names = {"at RCV.NXT", "near", "near", "left of the window", "beyond the window", "half a circle away"
        };
        int at = random.nextInt(places.length);
        switch (weighted(5, 2, 4, 2, 2, 1, 2)) {
            case 0 -> add("RST " + names[at], places[at], From.NEWEST, 0, RST, 0);
            case 1 -> add("RST,ACK " + names[at], places[at], From.NEWEST, 0, RST | ACK, 0);
            case 2 -> add("SYN " + names[at], places[at], From.NEWEST, 0, SYN, 0);
            case 3 -> add("SYN,ACK " + names[at], places[at], From.NEWEST, 0, SYN | ACK, 0);
            case 4 -> add("text without ACK " + names[at], places[at], From.NEWEST, 0, 0, size());
            case 5 -> add("FIN without ACK " + names[at], places[at], From.NEWEST, 0, FIN, 0);
            default -> add("SYN,FIN " + names[at], places[at], From.NEWEST, 0, SYN | FIN | (chance(50) ? ACK : 0), 0);
        }
    }

    private void ending() {
        switch (weighted(6, 4, 1, 1)) {
            case 0 -> call(UserCall.Name.SHUT_WRITING, 0);
            case 1 -> call(UserCall.Name.CLOSE, 0);
            case 2 -> call(UserCall.Name.SHUT_READING, 0);
            default -> call(UserCall.Name.ABORT, 0);
        }
    }

    private void windowUpdate() {
        int[] windows = {0, 1, 100, 1_000, WINDOW};
        window = windows[random.nextInt(windows.length)];
        add(window == 0 ? "a window of 0" : "another window", next, From.NEWEST, 0, ACK, 0);
    }

    private void urgent() {
        if (finished) {
            return;
        }
        int length = size();
        steps.add(new Arrival(
                "urgent text", next, From.NEWEST, 0, ACK | URG, length, window, 1 + random.nextInt(length), 0));
        next += length;
    }

    private void report() {
        int type = Icmpv4Header.DESTINATION_UNREACHABLE;
        steps.add(
                switch (random.nextInt(4)) {
                    case 0 -> new Report("net unreachable", type, Icmpv4Header.NET_UNREACHABLE, 0);
                    case 1 -> new Report("port unreachable", type, Icmpv4Header.PORT_UNREACHABLE, 0);
                    case 2 -> new Report("too big", type, Icmpv4Header.FRAGMENTATION_NEEDED, 1_000);
                    default -> new Report("time exceeded", Icmpv4Header.TIME_EXCEEDED, Icmpv4Header.IN_TRANSIT, 0);
                });
    }

    private void quiet() {
        if (!waited) {
            steps.add(new Quiet(A_TIMEOUT));
            waited = true;
        }
    }

    // ---------------------------------------------------------------- what is out of place

    /** Segments to those who have sent a SYN. */
    private void in(String where) {
        switch (random.nextInt(9)) {
            case 0 -> add(where + ": ACK of nothing", next, From.ISS, 0, ACK, 0);
            case 1 -> add(where + ": ACK beyond", next, From.NEWEST, 1, ACK, 0);
            case 2 -> add(where + ": RST at RCV.NXT", next, From.NEWEST, 0, RST, 0);
            case 3 -> add(where + ": RST near", next + 10, From.NEWEST, 0, RST, 0);
            case 4 -> add(where + ": RST,ACK", next, From.NEWEST, 0, RST | ACK, 0);
            case 5 -> add(where + ": RST,ACK of nothing", next, From.ISS, 0, RST | ACK, 0);
            case 6 -> add(where + ": SYN again", 0, From.NEWEST, 0, SYN, 0);
            case 7 -> add(where + ": another SYN", 50, From.NEWEST, 0, SYN, 0);
            default -> add(where + ": text without ACK", next, From.NEWEST, 0, 0, 10);
        }
    }

    private void anything(String where, long acknowledgment) {
        int control = random.nextInt(64) & (ACK | SYN | FIN | RST | URG);
        steps.add(new Arrival(
                where,
                chance(60) ? next : next + random.nextInt(-100, 100),
                chance(70) ? From.NEWEST : From.ISS,
                acknowledgment,
                control,
                chance(30) ? size() : 0,
                window,
                (control & URG) != 0 ? 1 : 0,
                0));
    }

    // ---------------------------------------------------------------- dice

    private void add(String kind, long sequence, From from, long acknowledgment, int control, int length) {
        steps.add(new Arrival(kind, sequence, from, acknowledgment, control, length, window, 0, 0));
    }

    private void call(UserCall.Name name, int octets) {
        steps.add(new UserCall(name, octets));
    }

    private int size() {
        return SIZES[random.nextInt(SIZES.length)];
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private int weighted(int... weights) {
        int sum = 0;
        for (int w : weights) {
            sum += w;
        }
        int left = random.nextInt(sum);
        for (int i = 0; ; i++) {
            left -= weights[i];
            if (left < 0) {
                return i;
            }
        }
    }
}
