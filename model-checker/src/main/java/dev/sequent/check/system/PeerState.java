package dev.sequent.check.system;

import dev.sequent.runtime.Ghosts;
import org.jspecify.annotations.Nullable;

/**
 * One peer: its machine, how far its user has got, how often it has crashed and bounded timers have run out, how long
 * its timers have to run, and what is kept alongside it.
 */
final class PeerState {
    final int number;
    final Bits bits;
    /** Ordinal of the machine's state. */
    final int state;
    /** What is kept alongside the machine. */
    final Ghosts ghosts;
    /** What a message would carry that it sent now, see {@link MessageState#origin}. */
    final int origin;
    /** Whose connection it is in, see {@link Keeper#partner}. */
    final int partner;
    /** Watches of the invariants that do not hold here. */
    final int[] violated;

    private volatile @Nullable Moves moves;
    private volatile @Nullable PeerState older;
    final Memo<Outcome[]> deliveries = new Memo<>();

    PeerState(int number, Bits bits, int state, Ghosts ghosts, int origin, int partner, int[] violated) {
        this.number = number;
        this.bits = bits;
        this.state = state;
        this.ghosts = ghosts;
        this.origin = origin;
        this.partner = partner;
        this.violated = violated;
    }

    /** What the peer can do without a message from its channel; null until computed. */
    @Nullable
    Moves moves() {
        return moves;
    }

    synchronized Moves keep(Moves found) {
        Moves known = moves;
        if (known != null) {
            return known;
        }
        moves = found;
        return found;
    }

    /** The peer a tick later; null until computed. */
    @Nullable
    PeerState older() {
        return older;
    }

    /** There is only one: states are stored once. */
    PeerState keepOlder(PeerState found) {
        older = found;
        return found;
    }

    /**
     * @param calls in the order of the script
     * @param timeouts in the order of the machine's timers
     * @param urgent whether time waits for one of them
     * @param awaiting whether a timer runs that time brings nearer
     * @param attacks arrivals of what an attacker may send, in the order of the scenario
     * @param crash null when it may not, or not any more
     * @param heldTimers those that could fire, and may not because their bound is reached
     * @param waiting the user has something left to do and the machine is not in its initial state
     * @param badGuard a guard could not be evaluated
     */
    record Moves(
            Move[] calls,
            Move[] timeouts,
            boolean urgent,
            boolean awaiting,
            Move[] attacks,
            @Nullable Move crash,
            int[] heldTimers,
            boolean waiting,
            boolean badGuard) {
        boolean held() {
            return heldTimers.length > 0;
        }
    }

    /** @param index step of the script, timer, number of the message, or 0 */
    record Move(int index, Outcome[] outcomes) {}
}
