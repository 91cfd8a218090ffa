package dev.sequent.harness;

import dev.sequent.runtime.Ghosts;
import dev.sequent.runtime.Machine;
import dev.sequent.runtime.Message;
import gov.nasa.jpf.annotation.FilterField;
import gov.nasa.jpf.vm.Verify;

/**
 * A scenario as a program for Java PathFinder: peers, channels, and one choice after another.
 *
 * <p>JPF takes two states for the same when their memory is the same, so nothing is kept here that a state does not
 * determine: choices are made in a callee, free slots are empty, letters in flight are held by nobody else, and what was
 * found out about a state is forgotten when it is left. JPF executes these classes and the core; they are compiled for Java
 * 17, and use nothing but arrays, plain objects and exceptions.
 */
public final class Harness {
    // What can happen: the kind; a peer or a channel; a step, a timer, or a slot of the channel.
    static final int CALL = 0;
    static final int DELIVER = 1;
    static final int TIMEOUT = 2;
    static final int TICK = 3;
    static final int ATTACK = 4;
    static final int DUPLICATE = 5;
    static final int LOSE = 6;
    static final int CRASH = 7;

    /** Watches of every scenario; {@link Setting} knows the others. */
    static final int FAULT = 0;
    static final int DEADLOCK = 1;

    /** Before the first state, and between a choice and the state that it leads to. */
    static final int MOVING = 0;
    /** A state, as a machine or the network has left it. */
    static final int RESTING = 1;
    /** The same, and what can happen in it has been found out. */
    static final int SEEN = 2;
    /** A step was taken that must not be. */
    static final int BROKEN = 3;

    /** The only one. */
    static Harness it;

    private final Setting setting;

    // ------------------------------------------------------------ the state

    final Peer[] peers;
    /** For each channel what is in flight: oldest first, or in some order of their contents when the network reorders. */
    final Letter[][] flight;
    final int[] count;
    /** How many have been lost, where that is bounded. */
    final int[] losses;

    // ------------------------------------------------------------ what follows from the state

    final int[] options;
    int optionCount;
    /** How many of them somebody means to take. */
    int meant;
    /** For each peer the timers that could run out, and may not because of their bounds, as bits. */
    final long[] held;
    /** The watches that are hit, as bits. */
    final long[] marks;

    // ------------------------------------------------------------ how far the program is

    int phase = MOVING;
    /** A machine has thrown, and that is not asserted against. */
    boolean faulted;

    // What came of the last step. JPF does not compare it: it belongs to the transition and not to the state.

    @FilterField int lastOverflows;
    @FilterField Happening.Sent lastSent;
    @FilterField final long[] lastBroken;

    /** The watches that end the search when they are hit, as bits. */
    private final long[] asserted;

    Harness(Setting setting) {
        this.setting = setting;
        int count = setting.peers();
        peers = new Peer[count];
        flight = new Letter[count][setting.capacity()];
        this.count = new int[count];
        losses = new int[count];
        held = new long[count];
        int most = 1;
        for (int p = 0; p < count; p++) {
            most += setting.steps(p) + setting.timers(p) + setting.attacks(p).length + 1 + 3 * setting.capacity();
        }
        options = new int[most];
        marks = new long[setting.watches() / 64 + 1];
        lastBroken = new long[marks.length];
        asserted = new long[marks.length];
    }

    /** @param args for each watch whether it is asserted: a string of 0 and 1 */
    public static void run(Setting setting, String[] args) {
        load();
        new Harness(setting).run(args[0]);
    }

    private void run(String asserts) {
        it = this;
        for (int watch = 0; watch < asserts.length(); watch++) {
            if (asserts.charAt(watch) == '1') {
                asserted[watch >> 6] |= 1L << watch;
            }
        }
        for (int p = 0; p < peers.length; p++) {
            peers[p] = new Peer(setting, p);
            for (Message message : setting.held(p)) {
                put(p, new Letter(message, Letter.NOBODY, 0));
            }
        }
        // The first state once in advance: JPF counts loaded classes to the state, and a run can come back to this one.
        look();
        forget();
        boolean going = true;
        while (going) {
            rest();
            going = step(choose());
        }
    }

    /** Loads whatever the JVM would load on the way, for JPF counts loaded classes to the state. */
    private static void load() {
        for (String name : new String[] {
            "dev.sequent.runtime.Checks", "dev.sequent.runtime.Fault", "dev.sequent.runtime.RangeSet", "java.lang.Math",
            "dev.sequent.harness.Beside", "dev.sequent.harness.Happening", "dev.sequent.harness.Happening$Answer",
            "dev.sequent.harness.Happening$Sent", "dev.sequent.harness.Letter", "dev.sequent.harness.Move",
            "dev.sequent.harness.Peer", "dev.sequent.harness.Run", "dev.sequent.harness.Streams",
            "java.lang.IllegalStateException", "java.lang.NullPointerException", "java.lang.ArrayIndexOutOfBoundsException",
            "java.lang.ArithmeticException", "java.lang.ClassCastException", "java.lang.IllegalArgumentException"
        }) {
            touch(name);
        }
        try {
            throw new IllegalStateException();
        } catch (IllegalStateException e) {
            e.getMessage();
        }
    }

    static void touch(String name) {
        try {
            Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(name);
        }
    }

    /** JPF compares states here first, so that what follows is done once for each state, and not for each way to it. */
    private void rest() {
        phase = RESTING;
        Verify.getInt(0, 0);
    }

    /** Any number from 0 to {@code n - 1}. */
    static int pick(int n) {
        return n == 1 ? 0 : Verify.getInt(0, n - 1);
    }

    /** @return the choice, or -1 when there is none */
    private int choose() {
        look();
        phase = SEEN;
        demand(marks);
        return optionCount == 0 ? -1 : Verify.getInt(0, optionCount - 1);
    }

    /** Finds out what is the case and what can happen. */
    private void look() {
        Machine[] machines = new Machine[peers.length];
        Ghosts[] ghosts = new Ghosts[peers.length];
        for (int p = 0; p < peers.length; p++) {
            machines[p] = peers[p].machine;
            ghosts[p] = peers[p];
        }
        list();
        setting.judge(machines, ghosts, empty(), marks);
        if (meant == 0 && dead()) {
            mark(DEADLOCK);
        }
    }

    private void demand(long[] hit) {
        for (int i = 0; i < hit.length; i++) {
            long broken = hit[i] & asserted[i];
            if (broken != 0) {
                throw new AssertionError(setting.name(i * 64 + Long.numberOfTrailingZeros(broken)));
            }
        }
    }

    private void mark(int watch) {
        marks[watch >> 6] |= 1L << watch;
    }

    /** @return whether the run goes on */
    private boolean step(int choice) {
        if (choice < 0) {
            return false;
        }
        int option = options[choice];
        forget();
        try {
            act(option >>> 24, option >>> 16 & 0xff, option & 0xffff);
        } catch (RuntimeException | StackOverflowError e) {
            if ((asserted[0] & 1L << FAULT) != 0) {
                throw e;
            }
            fail();
            return false;
        }
        phase = BROKEN;
        demand(lastBroken);
        return true;
    }

    private void forget() {
        phase = MOVING;
        for (int i = 0; i < optionCount; i++) {
            options[i] = 0;
        }
        optionCount = 0;
        meant = 0;
        for (int i = 0; i < held.length; i++) {
            held[i] = 0;
        }
        for (int i = 0; i < marks.length; i++) {
            marks[i] = 0;
            lastBroken[i] = 0;
        }
        lastOverflows = 0;
        lastSent = null;
    }

    /** What a machine that has thrown holds means nothing. */
    private void fail() {
        faulted = true;
        for (int p = 0; p < peers.length; p++) {
            peers[p] = null;
            count[p] = 0;
            losses[p] = 0;
            for (int i = 0; i < flight[p].length; i++) {
                flight[p][i] = null;
            }
        }
    }

    private void act(int kind, int who, int index) {
        switch (kind) {
            case CALL:
                over(who, peers[who].call(index));
                break;
            case DELIVER:
                boolean stale = stale(who, flight[who][index]);
                arrive(hears(who), take(who, index), false, stale);
                break;
            case TIMEOUT:
                over(who, peers[who].timeout(index));
                break;
            case TICK:
                tick();
                break;
            case ATTACK:
                arrive(who, new Letter(setting.attacks(who)[index], Letter.NOBODY, 0), true, false);
                break;
            case DUPLICATE:
                arrive(hears(who), flight[who][index], false, stale(who, flight[who][index]));
                break;
            case LOSE:
                take(who, index);
                if (setting.losses() >= 0) {
                    losses[who]++;
                }
                break;
            default:
                peers[who].crash();
                break;
        }
    }

    private void arrive(int peer, Letter letter, boolean forged, boolean stale) {
        over(peer, peers[peer].receive(letter, forged, stale));
    }

    /** A peer has taken a step. */
    private void over(int peer, Happening step) {
        peers[peer].judge(lastBroken);
        lastSent = step.sent;
        for (Happening.Sent sent = step.sent; sent != null; sent = sent.next) {
            put(peer, sent.letter);
        }
        peers[peer].rest();
    }

    /** Is the letter older than the connection that it comes to? If there is none as yet: than its sender? */
    private boolean stale(int channel, Letter letter) {
        if (!setting.stale()) {
            return false;
        }
        int partner = peers[hears(channel)].beside.partner;
        return partner == Letter.NOBODY ? letter.origin != peers[channel].origin() : letter.origin < partner;
    }

    // ------------------------------------------------------------ what can happen

    private void list() {
        int peerCount = peers.length;
        for (int p = 0; p < peerCount; p++) {
            int steps = setting.steps(p);
            for (int s = 0; s < steps; s++) {
                if (peers[p].due(s) && guard(p, s)) {
                    add(CALL, p, s);
                }
            }
        }
        for (int c = 0; c < peerCount; c++) {
            listLetters(DELIVER, c);
        }
        int before = optionCount;
        for (int p = 0; p < peerCount; p++) {
            listTimers(p);
        }
        boolean due = optionCount > before;
        meant = optionCount;
        if (setting.tick() > 0 && !due && mayTick()) {
            add(TICK, 0, 0);
            meant += ages() ? 1 : 0;
        }
        for (int p = 0; p < peerCount; p++) {
            int attacks = setting.attacks(p).length;
            for (int a = 0; a < attacks; a++) {
                add(ATTACK, p, a);
            }
        }
        before = optionCount;
        for (int c = 0; setting.duplicate() && c < peerCount; c++) {
            listLetters(DUPLICATE, c);
        }
        for (int c = 0; setting.lose() && c < peerCount; c++) {
            if (setting.losses() < 0 || losses[c] < setting.losses()) {
                listLetters(LOSE, c);
            }
        }
        meant += optionCount - before;
        for (int p = 0; p < peerCount; p++) {
            if (peers[p].mayCrash()) {
                add(CRASH, p, 0);
            }
        }
    }

    private boolean guard(int peer, int step) {
        try {
            return setting.guard(peer, step, peers[peer].machine);
        } catch (RuntimeException e) {
            mark(FAULT);
            return false;
        }
    }

    private void listTimers(int p) {
        Peer peer = peers[p];
        int timers = setting.timers(p);
        for (int t = 0; t < timers; t++) {
            if (peer.ripe(t)) {
                if (peer.bounded(t)) {
                    held[p] |= 1L << t;
                } else {
                    add(TIMEOUT, p, t);
                }
            }
        }
    }

    /** Of equal letters that stand side by side only the first; without reordering only the oldest can arrive. */
    private void listLetters(int kind, int channel) {
        Letter[] letters = flight[channel];
        int last = count[channel];
        if (last > 1 && !setting.reorder() && kind != LOSE) {
            last = 1;
        }
        for (int i = 0; i < last; i++) {
            if (i == 0 || !letters[i - 1].same(letters[i])) {
                add(kind, channel, i);
            }
        }
    }

    private void add(int kind, int who, int index) {
        options[optionCount++] = kind << 24 | who << 16 | index;
    }

    private boolean dead() {
        boolean anyWaits = false;
        for (int p = 0; p < peers.length; p++) {
            if (held[p] != 0 || peers[p].gone()) {
                return false;
            }
            anyWaits |= peers[p].waiting();
        }
        return anyWaits;
    }

    // ------------------------------------------------------------ time

    /** Where losses are bounded no message gets too old: it arrives before that, or is lost. */
    private boolean mayTick() {
        if (setting.losses() < 0) {
            return true;
        }
        for (int c = 0; c < count.length; c++) {
            for (int i = 0; i < count[c]; i++) {
                if (flight[c][i].age + 1 >= setting.lifetime()) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Would a tick make any difference? */
    private boolean ages() {
        for (int p = 0; p < peers.length; p++) {
            if (count[p] > 0 || peers[p].ages()) {
                return true;
            }
        }
        return false;
    }

    private void tick() {
        for (int p = 0; p < peers.length; p++) {
            peers[p].tick();
        }
        for (int c = 0; c < count.length; c++) {
            int left = 0;
            for (int i = 0; i < count[c]; i++) {
                Letter letter = flight[c][i];
                flight[c][i] = null;
                letter.age++;
                if (letter.age < setting.lifetime()) {
                    flight[c][left++] = letter;
                }
            }
            count[c] = left;
        }
    }

    // ------------------------------------------------------------ the network

    private boolean empty() {
        for (int c = 0; c < count.length; c++) {
            if (count[c] > 0) {
                return false;
            }
        }
        return true;
    }

    /** Who hears a channel. A peer that is alone hears itself. */
    private int hears(int channel) {
        return peers.length == 1 ? 0 : 1 - channel;
    }

    private Letter take(int channel, int slot) {
        Letter[] letters = flight[channel];
        Letter taken = letters[slot];
        count[channel]--;
        for (int i = slot; i < count[channel]; i++) {
            letters[i] = letters[i + 1];
        }
        letters[count[channel]] = null;
        return taken;
    }

    private void put(int channel, Letter letter) {
        Letter[] letters = flight[channel];
        if (count[channel] == letters.length) {
            lastOverflows++;
            return;
        }
        int slot = count[channel];
        while (setting.reorder() && slot > 0 && compare(letters[slot - 1], letter) > 0) {
            letters[slot] = letters[slot - 1];
            slot--;
        }
        letters[slot] = letter;
        count[channel]++;
    }

    /** Some total order of letters: 0 for those that are the same, and only for them. */
    private int compare(Letter a, Letter b) {
        Message x = a.message;
        Message y = b.message;
        if (x.kind() != y.kind()) {
            return x.kind() - y.kind();
        }
        int fields = setting.fields(x.kind());
        for (int f = 0; f < fields; f++) {
            long v = x.get(f);
            long w = y.get(f);
            if (v != w) {
                return v < w ? -1 : 1;
            }
            if (v == 0 && x.present(f) != y.present(f)) {
                return x.present(f) ? 1 : -1;
            }
        }
        if (a.origin != b.origin) {
            return a.origin - b.origin;
        }
        return a.offset != b.offset ? Long.compare(a.offset, b.offset) : a.age - b.age;
    }
}
