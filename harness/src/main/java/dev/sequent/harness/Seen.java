package dev.sequent.harness;

import dev.sequent.runtime.Machine;

/** What there is to see in a state at rest: what can happen in it, and what is true of it. */
final class Seen {
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

    private final Setting setting;
    private final Peer[] peers;
    private final Network network;

    final int[] options;
    int count;
    /** How many of them somebody intends to take. */
    int meant;
    /** Whether time waits for a timer. */
    private boolean urgent;
    /**
     * For each peer the timers that could run out, and may not because of their bounds, as bits of as many words each.
     */
    final long[] held;

    private final int heldWords;
    /** The watches that are hit, as bits. */
    final long[] marks;

    Seen(Setting setting, Peer[] peers, Network network) {
        this.setting = setting;
        this.peers = peers;
        this.network = network;
        int most = 1;
        for (int p = 0; p < peers.length; p++) {
            most += setting.steps(p) + setting.timers(p) + setting.attacks(p).length + 1 + 3 * setting.capacity();
        }
        options = new int[most];
        int timers = 0;
        for (int p = 0; p < peers.length; p++) {
            timers = Math.max(timers, setting.timers(p));
        }
        heldWords = timers / 64 + 1;
        held = new long[heldWords * peers.length];
        marks = new long[setting.watches() / 64 + 1];
    }

    /** Finds this out; what was seen before is discarded. */
    void look() {
        count = 0;
        urgent = false;
        for (int i = 0; i < marks.length; i++) {
            marks[i] = 0;
        }
        list();
        Machine[] machines = new Machine[peers.length];
        for (int p = 0; p < peers.length; p++) {
            machines[p] = peers[p].machine;
        }
        setting.judge(machines, peers, network.empty(), marks);
        if (setting.judgesFlights()) {
            for (int c = 0; c < peers.length; c++) {
                judgeFlights(c, machines);
            }
        }
        if (meant == 0 && dead()) {
            Setting.mark(marks, DEADLOCK);
        }
    }

    private void judgeFlights(int channel, Machine[] machines) {
        Letter[] letters = network.flight[channel];
        for (int i = 0; i < network.count[channel]; i++) {
            for (int j = 0; j < network.count[channel]; j++) {
                if (i <= j || setting.reorder()) {
                    setting.judge(channel, i != j, machines, peers, letters[i].message, letters[j].message, marks);
                }
            }
        }
    }

    private boolean dead() {
        boolean anyWaits = false;
        for (int p = 0; p < peers.length; p++) {
            if (holds(p)) {
                return false;
            }
            anyWaits |= peers[p].waiting();
        }
        return anyWaits;
    }

    private boolean holds(int p) {
        for (int i = 0; i < heldWords; i++) {
            if (held[p * heldWords + i] != 0) {
                return true;
            }
        }
        return false;
    }

    // ------------------------------------------------------------ what can happen

    private void list() {
        for (int p = 0; p < peers.length; p++) {
            listSteps(p);
        }
        for (int c = 0; c < peers.length; c++) {
            listLetters(DELIVER, c);
        }
        for (int p = 0; p < peers.length; p++) {
            listTimers(p);
        }
        meant = count;
        if (setting.tick() > 0 && !urgent && network.mayTick()) {
            add(TICK, 0, 0);
            meant += timeMatters() ? 1 : 0;
        }
        for (int p = 0; p < peers.length; p++) {
            int attacks = setting.attacks(p).length;
            for (int a = 0; a < attacks; a++) {
                add(ATTACK, p, a);
            }
        }
        int before = count;
        for (int c = 0; setting.duplicate() && c < peers.length; c++) {
            listLetters(DUPLICATE, c);
        }
        for (int c = 0; setting.lose() && c < peers.length; c++) {
            if (network.mayLose(c)) {
                listLetters(LOSE, c);
            }
        }
        meant += count - before;
        for (int p = 0; p < peers.length; p++) {
            if (peers[p].mayCrash()) {
                add(CRASH, p, 0);
            }
        }
    }

    private void listSteps(int p) {
        int steps = setting.steps(p);
        for (int s = 0; s < steps; s++) {
            if (peers[p].due(s) && guard(p, s)) {
                add(CALL, p, s);
            }
        }
    }

    private boolean guard(int peer, int step) {
        try {
            return setting.guard(peer, step, peers[peer].machine);
        } catch (RuntimeException e) {
            Setting.mark(marks, FAULT);
            return false;
        }
    }

    private void listTimers(int p) {
        Peer peer = peers[p];
        int timers = setting.timers(p);
        for (int i = 0; i < heldWords; i++) {
            held[p * heldWords + i] = 0;
        }
        for (int t = 0; t < timers; t++) {
            if (peer.ripe(t)) {
                urgent |= peer.urgent(t);
                if (peer.bounded(t)) {
                    Setting.mark(held, p * heldWords * 64 + t);
                } else {
                    add(TIMEOUT, p, t);
                }
            }
        }
    }

    /** Of adjacent equal letters only the first counts; without reordering, only the oldest can arrive. */
    private void listLetters(int kind, int channel) {
        Letter[] letters = network.flight[channel];
        int last = network.count[channel];
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
        options[count++] = kind << 28 | who << 24 | index;
    }

    /** Whether somebody waits for a tick, so that it changes more than the date. */
    private boolean timeMatters() {
        for (int p = 0; p < peers.length; p++) {
            if (peers[p].awaitsTime()) {
                return true;
            }
        }
        return false;
    }
}
