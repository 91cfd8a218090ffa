package dev.sequent.harness;

import dev.sequent.runtime.Message;
import gov.nasa.jpf.annotation.FilterField;
import gov.nasa.jpf.vm.Verify;

/**
 * A scenario as a program for Java PathFinder: peers, channels, and one choice after another.
 *
 * <p>JPF takes two states to be equal when their memory is equal, so nothing is kept here that a state does not
 * determine: choices are made in a callee, free slots are empty, nothing else refers to letters in flight. JPF executes
 * these classes and the core; they are compiled for Java 17, and use nothing but arrays, plain objects and exceptions.
 */
public final class Harness {
    /** Before the first state, and between a choice and the state that it leads to. */
    public static final int MOVING = 0;
    /** A state, as a machine or the network has left it. */
    public static final int RESTING = 1;
    /** The same, after it has been found out what can happen in it. */
    public static final int SEEN = 2;
    /** A step was taken that must not be. */
    public static final int BROKEN = 3;

    /** The only one. */
    static Harness it;

    private final Setting setting;

    final Peer[] peers;
    final Network network;

    // How far the program has got.

    int phase = MOVING;
    /** A machine has thrown, and this is not asserted. */
    boolean faulted;

    /**
     * What follows from the state. JPF does not compare it, so it need not be forgotten, which would be done once for
     * each transition. What an earlier state has left in it is never read: between a state at rest and the next choice,
     * {@link Seen#look} recomputes all of it from what JPF does compare; the choice that was made is looked up at once;
     * and then nothing reads it until another state is at rest. A reference to it on the stack would have it compared:
     * none of its methods may make a choice.
     */
    @FilterField
    final Seen seen;

    // The results of the last step. JPF does not compare it: it belongs to the transition and not to the state.

    @FilterField
    int lastOverflows;

    @FilterField
    HarnessStep.Sent lastSent;

    @FilterField
    final long[] lastBroken;

    /** The watches that end the search when they are hit, as bits. */
    private final long[] asserted;

    Harness(Setting setting) {
        this.setting = setting;
        peers = new Peer[setting.peers()];
        network = new Network(setting);
        seen = new Seen(setting, peers, network);
        lastBroken = new long[seen.marks.length];
        asserted = new long[seen.marks.length];
    }

    // ------------------------------------------------------------ before the first state

    /** @param args for each watch whether it is asserted: a string of 0 and 1 */
    public static void run(Setting setting, String[] args) {
        load();
        new Harness(setting).run(args[0]);
    }

    private void run(String asserts) {
        it = this;
        for (int watch = 0; watch < asserts.length(); watch++) {
            if (asserts.charAt(watch) == '1') {
                Setting.mark(asserted, watch);
            }
        }
        for (int p = 0; p < peers.length; p++) {
            peers[p] = new Peer(setting, p);
            for (Message message : setting.held(p)) {
                put(p, new Letter(message, Letter.NOBODY, 0));
            }
        }
        // The first state once in advance: JPF counts loaded classes to the state, and a run can come back to this one.
        seen.look();
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
            "dev.sequent.runtime.Checks",
            "dev.sequent.runtime.Fault",
            "dev.sequent.runtime.RangeSet",
            "dev.sequent.runtime.Silence",
            "dev.sequent.runtime.Times",
            "java.lang.Math",
            "dev.sequent.harness.Beside",
            "dev.sequent.harness.HarnessStep",
            "dev.sequent.harness.HarnessStep$Answer",
            "dev.sequent.harness.HarnessStep$Sent",
            "dev.sequent.harness.Letter",
            "dev.sequent.harness.Move",
            "dev.sequent.harness.Network",
            "dev.sequent.harness.Peer",
            "dev.sequent.harness.Run",
            "dev.sequent.harness.Seen",
            "dev.sequent.harness.HarnessStreams",
            "java.lang.IllegalStateException",
            "java.lang.NullPointerException",
            "java.lang.ArrayIndexOutOfBoundsException",
            "java.lang.ArithmeticException",
            "java.lang.ClassCastException",
            "java.lang.IllegalArgumentException"
        }) {
            touch(name);
        }
        try {
            throw new IllegalStateException();
        } catch (IllegalStateException e) {
            touch(e.getClass().getName());
        }
    }

    /** Has the class loaded. */
    public static void touch(String name) {
        try {
            Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(name);
        }
    }

    // ------------------------------------------------------------ from state to state

    /**
     * JPF compares states here first, so that what follows is done once for each state, and not for each path to it.
     */
    private void rest() {
        phase = RESTING;
        Verify.getInt(0, 0);
    }

    /** Any number from 0 to {@code n - 1}. */
    public static int pick(int n) {
        return n == 1 ? 0 : Verify.getInt(0, n - 1);
    }

    /** @return the choice, or -1 when there is none */
    private int choose() {
        seen.look();
        phase = SEEN;
        demand(seen.marks);
        return seen.count == 0 ? -1 : Verify.getInt(0, seen.count - 1);
    }

    private void demand(long[] hit) {
        for (int i = 0; i < hit.length; i++) {
            long broken = hit[i] & asserted[i];
            if (broken != 0) {
                throw new AssertionError(setting.name(i * 64 + Long.numberOfTrailingZeros(broken)));
            }
        }
    }

    /** @return whether the run goes on */
    private boolean step(int choice) {
        if (choice < 0) {
            return false;
        }
        forget();
        int option = seen.options[choice];
        try {
            act(option >>> 28, option >>> 24 & 0xf, option & 0xffffff);
        } catch (RuntimeException | StackOverflowError e) {
            if ((asserted[0] & 1L << Seen.FAULT) != 0) {
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
        for (int i = 0; i < lastBroken.length; i++) {
            lastBroken[i] = 0;
        }
        lastOverflows = 0;
        lastSent = null;
    }

    /** The contents of a machine that has thrown mean nothing. */
    private void fail() {
        faulted = true;
        for (int p = 0; p < peers.length; p++) {
            peers[p] = null;
        }
        network.clear();
    }

    // ------------------------------------------------------------ what happens

    private void act(int kind, int who, int index) {
        switch (kind) {
            case Seen.CALL:
                over(who, peers[who].call(index));
                break;
            case Seen.DELIVER:
                boolean stale = stale(who, network.flight[who][index]);
                arrive(network.hears(who), network.take(who, index), false, stale);
                break;
            case Seen.TIMEOUT:
                over(who, peers[who].timeout(index));
                break;
            case Seen.TICK:
                tick();
                break;
            case Seen.ATTACK:
                arrive(who, new Letter(setting.attacks(who)[index], Letter.NOBODY, 0), true, false);
                break;
            case Seen.DUPLICATE:
                Letter letter = network.flight[who][index];
                arrive(network.hears(who), letter, false, stale(who, letter));
                break;
            case Seen.LOSE:
                network.lose(who, index);
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
    private void over(int peer, HarnessStep step) {
        peers[peer].judge(lastBroken);
        lastSent = step.sent;
        for (HarnessStep.Sent sent = step.sent; sent != null; sent = sent.next) {
            put(peer, sent.letter);
        }
        peers[peer].rest();
    }

    private void put(int channel, Letter letter) {
        if (!network.put(channel, letter.travelling(setting))) {
            lastOverflows++;
        }
    }

    /**
     * Whether the letter is older than the connection that it reaches, or, if there is none yet, than its sender's
     * present one.
     */
    private boolean stale(int channel, Letter letter) {
        if (!setting.stale()) {
            return false;
        }
        int partner = peers[network.hears(channel)].beside.partner;
        return partner == Letter.NOBODY ? letter.origin != peers[channel].origin() : letter.origin < partner;
    }

    private void tick() {
        for (int p = 0; p < peers.length; p++) {
            peers[p].tick();
        }
        network.tick();
    }
}
