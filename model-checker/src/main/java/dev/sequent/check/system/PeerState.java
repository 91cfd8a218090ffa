package dev.sequent.check.system;

import org.jspecify.annotations.Nullable;

/** One peer: its machine, where its user stands in the script, how often bounded timers have fired, its runtime. */
final class PeerState {
    final int number;
    final int peer;
    final Bits bits;
    /** Ordinal of the machine's state. */
    final int state;
    /** Steps of the script, not counting repeating ones, that the user has taken. */
    final int position;
    /** How often each timer has fired, up to its bound; zero for timers without bound. */
    final int[] fired;
    /** Watches of the invariants that do not hold here. */
    final int[] violated;

    private volatile @Nullable Moves moves;
    final Memo<Outcome[]> deliveries = new Memo<>();

    PeerState(int number, int peer, Bits bits, int state, int position, int[] fired, int[] violated) {
        this.number = number;
        this.peer = peer;
        this.bits = bits;
        this.state = state;
        this.position = position;
        this.fired = fired;
        this.violated = violated;
    }

    /** What the peer can do without an arrival; null until it was found out. */
    @Nullable Moves moves() {
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

    /**
     * @param calls in the order of the script
     * @param timeouts in the order of the machine's timers
     * @param heldTimers those running ones that may not fire because their bound is reached
     * @param waiting the user has something left to do and the machine is not in its initial state
     * @param gone the user has been at work and the machine is back in its initial state
     * @param badGuard a guard could not be evaluated
     */
    record Moves(Move[] calls, Move[] timeouts, int[] heldTimers, boolean waiting, boolean gone, boolean badGuard) {
        boolean held() {
            return heldTimers.length > 0;
        }
    }

    /** @param index step of the script, or timer */
    record Move(int index, Outcome[] outcomes) {}
}
