package dev.sequent.check.system;

import org.jspecify.annotations.Nullable;

/**
 * Lists the transitions out of a global state, always in the same order: calls, deliveries, timeouts, the passing of
 * time, then what goes wrong. Of equally short traces, the one in which the least goes wrong is thus found first. One
 * for each thread.
 */
abstract class Walker {
    /** Nobody, and no such thing. */
    static final int NONE = -1;

    final Plan plan;
    final Components components;
    final Judge judge;
    final PeerRunner[] runners;
    private final int peerCount;
    private final int[] next;
    /** Sends that found the channel full. */
    long overflows;

    Walker(Plan plan, Components components, Watches watches) {
        this.plan = plan;
        this.components = components;
        judge = new Judge(plan, watches);
        peerCount = plan.peers.length;
        next = new int[2 * peerCount];
        runners = new PeerRunner[peerCount];
        for (int p = 0; p < peerCount; p++) {
            runners[p] = new PeerRunner(plan, p, components, judge);
        }
    }

    /**
     * One transition.
     *
     * @param who the peer that acts, or, for a loss, the channel; {@link #NONE} when time passes
     * @param index step of the script, timer, place in the channel, or the message that an attacker sends
     * @param outcome what the peer does; null when none acts
     * @param message the number of the message that arrives or is lost, if one is
     * @param channel the channel that it comes from
     * @param broken the watches of steps that it breaks
     * @param state where it leads; live, and meaningless after a fault
     */
    abstract void found(
            TransitionKind kind,
            int who,
            int index,
            @Nullable Outcome outcome,
            int message,
            int channel,
            int[] broken,
            int[] state);

    /**
     * @return how many transitions there are that somebody intends to take, or that bring one nearer: a tick does if a
     *     timer runs
     */
    final int walk(int[] state) {
        int count = 0;
        for (int p = 0; p < peerCount; p++) {
            count += moves(
                    state,
                    TransitionKind.CALL,
                    p,
                    runners[p].moves(peer(state, p)).calls());
        }
        for (int c = 0; c < peerCount; c++) {
            count += arrivals(state, c, TransitionKind.DELIVER);
        }
        boolean due = false;
        boolean awaited = false;
        for (int p = 0; p < peerCount; p++) {
            PeerState.Moves moves = runners[p].moves(peer(state, p));
            due |= moves.urgent();
            awaited |= moves.awaiting();
            count += moves(state, TransitionKind.TIMEOUT, p, moves.timeouts());
        }
        if (plan.clock.ticks() && !due) {
            tick(state);
            count += awaited ? 1 : 0;
        }
        for (int p = 0; p < peerCount; p++) {
            attacks(state, p, runners[p].moves(peer(state, p)).attacks());
        }
        for (int c = 0; plan.scenario.network().duplicate() && c < peerCount; c++) {
            count += arrivals(state, c, TransitionKind.DUPLICATE);
        }
        for (int c = 0; plan.scenario.network().lose() && c < peerCount; c++) {
            count += losses(state, c);
        }
        for (int p = 0; p < peerCount; p++) {
            PeerState.Move crash = runners[p].moves(peer(state, p)).crash();
            if (crash != null) {
                act(state, TransitionKind.CRASH, p, crash.index(), crash.outcomes(), false, NONE, NONE, null);
            }
        }
        return count;
    }

    final PeerState peer(int[] state, int p) {
        return components.peers[p].at(state[p]);
    }

    final ChannelState channel(int[] state, int c) {
        return components.channels.at(state[peerCount + c]);
    }

    final boolean channelEmpty(int[] state) {
        for (int c = 0; c < peerCount; c++) {
            if (!channel(state, c).flights.isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private int moves(int[] state, TransitionKind kind, int p, PeerState.Move[] moves) {
        int count = 0;
        for (PeerState.Move move : moves) {
            count += act(state, kind, p, move.index(), move.outcomes(), false, NONE, NONE, null);
        }
        return count;
    }

    private void attacks(int[] state, int p, PeerState.Move[] attacks) {
        for (PeerState.Move attack : attacks) {
            act(state, TransitionKind.ATTACK, p, attack.index(), attack.outcomes(), false, attack.index(), NONE, null);
        }
    }

    private int arrivals(int[] state, int c, TransitionKind kind) {
        ChannelState channel = channel(state, c);
        if (channel.flights.isEmpty()) {
            return 0;
        }
        int hearer = plan.hears(c);
        PeerState receiver = peer(state, hearer);
        int[] places = channel.distinct();
        int last = plan.scenario.network().reorder() ? places.length : 1;
        int count = 0;
        for (int i = 0; i < last; i++) {
            MessageState message = channel.flights.get(places[i]).message;
            Outcome[] outcomes = runners[hearer].deliver(receiver, message);
            ChannelState left = kind == TransitionKind.DELIVER ? channel.minus(places[i], components.channels) : null;
            boolean stale = plan.keeping.stale() && stale(message, receiver, peer(state, plan.sends(c)));
            count += act(state, kind, hearer, places[i], outcomes, stale, message.number, c, left);
        }
        return count;
    }

    /**
     * Whether the message is older than the connection that it reaches, or, if there is none yet, than its sender's
     * present one.
     */
    private static boolean stale(MessageState message, PeerState receiver, PeerState sender) {
        return receiver.partner == MessageState.NOBODY
                ? message.origin != sender.origin
                : message.origin < receiver.partner;
    }

    private int losses(int[] state, int c) {
        ChannelState channel = channel(state, c);
        if (!components.channels.mayLose(channel)) {
            return 0;
        }
        for (int place : channel.distinct()) {
            System.arraycopy(state, 0, next, 0, next.length);
            next[peerCount + c] = components.channels.losing(channel, place).number;
            found(
                    TransitionKind.LOSE,
                    c,
                    place,
                    null,
                    channel.flights.get(place).message.number,
                    c,
                    Outcome.NONE,
                    next);
        }
        return channel.distinct().length;
    }

    private void tick(int[] state) {
        for (int c = 0; c < peerCount; c++) {
            if (!components.channels.mayAge(channel(state, c))) {
                return;
            }
        }
        for (int p = 0; p < peerCount; p++) {
            next[p] = runners[p].older(peer(state, p)).number;
        }
        for (int c = peerCount; c < 2 * peerCount; c++) {
            next[c] = components.channels.at(state[c]).older(components.channels).number;
        }
        found(TransitionKind.TICK, NONE, NONE, null, NONE, NONE, Outcome.NONE, next);
    }

    /** @param left what is left of channel {@code c} once the message has been removed; null: it stays as it is */
    private int act(
            int[] state,
            TransitionKind kind,
            int p,
            int index,
            Outcome[] outcomes,
            boolean stale,
            int message,
            int c,
            @Nullable ChannelState left) {
        for (Outcome outcome : outcomes) {
            System.arraycopy(state, 0, next, 0, next.length);
            if (left != null) {
                next[peerCount + c] = left.number;
            }
            PeerState after = outcome.next();
            if (after != null) {
                next[p] = after.number;
                int out = peerCount + plan.out(p);
                for (MessageState sent : outcome.sent()) {
                    ChannelState channel = components.channels.at(next[out]);
                    if (channel.flights.size() < components.channels.capacity) {
                        next[out] = channel.plus(sent, components.channels).number;
                    } else {
                        overflows++;
                    }
                }
            }
            found(kind, p, index, outcome, message, c, stale ? outcome.brokenIfStale() : outcome.broken(), next);
        }
        return outcomes.length;
    }
}
