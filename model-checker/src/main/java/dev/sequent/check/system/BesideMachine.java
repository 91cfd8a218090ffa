package dev.sequent.check.system;

import dev.sequent.runtime.BitWriter;
import dev.sequent.runtime.Machine;
import java.util.Optional;

/**
 * What there is to a peer besides its machine, as another engine reports it.
 *
 * @param position non-repeating steps that the user has taken, since the beginning or the last crash
 * @param fired for each timer how often it has run out, if it has a bound
 * @param remaining with clocks, for each timer that runs, in how many half ticks it is due, see {@link TickClock#until}
 * @param turns for each function that answers in turn, which answer is next
 * @param incarnation and the next: see {@link Keeper}
 * @param told a bit for each signal that is kept, see {@link Keeping.Peer#told}
 */
public record BesideMachine(
        int position,
        int crashes,
        int[] fired,
        int[] remaining,
        int[] turns,
        int incarnation,
        int partner,
        long[] told,
        Optional<Moved> octets) {

    /** What is kept of octets, see {@link Streams}. @param runs place, length, origin, offset of each */
    public record Moved(
            long given,
            long released,
            boolean sendAnchored,
            int sendAnchor,
            long delivered,
            boolean faithful,
            int source,
            boolean receiveAnchored,
            int receiveAnchor,
            long[][] runs) {}

    /** As {@link Driver} writes it, after the machine's own encoding. */
    void write(Plan plan, int peer, Machine machine, BitWriter out) {
        PeerPlan type = plan.peers[peer];
        if (type.positionWidth() > 0) {
            out.put(position, type.positionWidth());
        }
        if (type.crashes() > 0) {
            out.put(crashes, Plan.widthOf(type.crashes()));
        }
        for (int t = 0; t < fired.length; t++) {
            if (type.bounds()[t] > 0) {
                out.put(fired[t], Plan.widthOf(type.bounds()[t]));
            }
        }
        for (int i = 0; i < turns.length; i++) {
            out.put(turns[i], Math.max(1, Plan.widthOf(plan.functions.lengths()[i] - 1)));
        }
        for (int t = 0; plan.clock.ticks() && t < remaining.length; t++) {
            if (machine.running(t)) {
                out.put(remaining[t], 31);
            }
        }
        keep(plan, peer, out);
    }

    private void keep(Plan plan, int peer, BitWriter out) {
        Keeping.Peer kept = plan.keeping.peers().get(peer);
        if (kept.most() > 0) {
            out.put(incarnation, Plan.widthOf(kept.most()));
        }
        if (Keeper.inStep(plan, peer) >= 0) {
            out.put(partner, plan.keeping.originWidth());
        }
        for (int bit = 0; bit < kept.told().size(); bit++) {
            out.put((told[bit >> 6] >>> bit & 1) != 0);
        }
        octets.ifPresent(o -> write(o, plan.keeping.originWidth(), out));
    }

    private static void write(Moved octets, int originWidth, BitWriter out) {
        out.put(octets.given, 32);
        out.put(octets.released, 32);
        out.put(octets.sendAnchored);
        out.put(octets.sendAnchor, 32);
        out.put(octets.delivered, 32);
        out.put(octets.faithful);
        out.put(octets.source, originWidth);
        out.put(octets.receiveAnchored);
        out.put(octets.receiveAnchor, 32);
        out.put(octets.runs.length, 16);
        for (long[] run : octets.runs) {
            out.put(run[0], 32);
            out.put(run[1], 32);
            out.put(run[2], originWidth);
            out.put(run[3], 32);
        }
    }
}
