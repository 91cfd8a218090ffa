package dev.sequent.check.system;

import org.jspecify.annotations.Nullable;

/**
 * Lists the transitions out of a global state, always in the same order: calls, deliveries, timeouts, then what the
 * network does by itself. Of equally short traces the one with the least of the latter is thus found first. One for
 * each thread.
 */
abstract class Walker {
    /** What kind of thing happens. */
    enum Kind {
        CALL,
        DELIVER,
        TIMEOUT,
        /** Delivered, and a copy stays in flight. */
        DUPLICATE,
        LOSE
    }

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
     * @param who the peer that acts, or, for a loss, the channel
     * @param index step of the script, timer, or place in the channel
     * @param outcome what the peer does; null for a loss
     * @param message the number of the message that arrives, if one does
     * @param channel the channel that it comes from
     * @param state where it leads; live, and meaningless after a fault
     */
    abstract void found(
            Kind kind, int who, int index, @Nullable Outcome outcome, int message, int channel, int[] state);

    /** @return how many transitions there are */
    final int walk(int[] state) {
        int count = 0;
        for (int p = 0; p < peerCount; p++) {
            for (PeerState.Move move : runners[p].moves(peer(state, p)).calls()) {
                count += act(state, Kind.CALL, p, move.index(), move.outcomes(), -1, -1, null);
            }
        }
        for (int c = 0; c < peerCount; c++) {
            count += arrivals(state, c, Kind.DELIVER);
        }
        for (int p = 0; p < peerCount; p++) {
            for (PeerState.Move move : runners[p].moves(peer(state, p)).timeouts()) {
                count += act(state, Kind.TIMEOUT, p, move.index(), move.outcomes(), -1, -1, null);
            }
        }
        for (int c = 0; plan.scenario.network().duplicate() && c < peerCount; c++) {
            count += arrivals(state, c, Kind.DUPLICATE);
        }
        for (int c = 0; plan.scenario.network().lose() && c < peerCount; c++) {
            count += losses(state, c);
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
            if (!channel(state, c).messages.isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private int arrivals(int[] state, int c, Kind kind) {
        ChannelState channel = channel(state, c);
        if (channel.messages.isEmpty()) {
            return 0;
        }
        int hearer = plan.hears(c);
        PeerState receiver = peer(state, hearer);
        int[] places = channel.distinct();
        int last = plan.scenario.network().reorder() ? places.length : 1;
        int count = 0;
        for (int i = 0; i < last; i++) {
            Outcome[] outcomes = runners[hearer].deliver(receiver, channel.messages.get(places[i]));
            ChannelState left = kind == Kind.DELIVER ? channel.minus(places[i], components.channels) : null;
            count += act(state, kind, hearer, places[i], outcomes, channel.messages.get(places[i]).number, c, left);
        }
        return count;
    }

    private int losses(int[] state, int c) {
        ChannelState channel = channel(state, c);
        for (int place : channel.distinct()) {
            System.arraycopy(state, 0, next, 0, next.length);
            next[peerCount + c] = channel.minus(place, components.channels).number;
            found(Kind.LOSE, c, place, null, channel.messages.get(place).number, c, next);
        }
        return channel.distinct().length;
    }

    /** @param left what is left of channel {@code c} once the message has been taken out; null: it stays as it is */
    private int act(
            int[] state, Kind kind, int p, int index, Outcome[] outcomes, int message, int c,
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
                    if (channel.messages.size() < components.channels.capacity) {
                        next[out] = channel.plus(sent, components.channels).number;
                    } else {
                        overflows++;
                    }
                }
            }
            found(kind, p, index, outcome, message, c, next);
        }
        return outcomes.length;
    }
}
