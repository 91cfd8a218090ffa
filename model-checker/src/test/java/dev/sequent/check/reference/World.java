package dev.sequent.check.reference;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * All that can make a difference to what happens next, as a value.
 *
 * @param towards for each peer what is on its way to it, in the order of sending (of a network that reorders: in some
 *     order)
 * @param lost for each peer how many messages to it were lost, as far as that is bounded
 * @param now the clock, see {@link Clock}
 */
record World(List<Peer> peers, List<List<InFlight>> towards, List<Integer> lost, long now) {

    /**
     * One peer: its machine and what stands around it.
     *
     * @param image what the machine remembers, see {@link Layout}
     * @param due for each timer when it runs out, be it between two ticks; 0 where it does not run, or where there are
     *     no clocks
     * @param expired for each timer how often it ran out, as far as that is bounded
     * @param taken how many steps its user has taken that do not repeat
     * @param crashes how often it has crashed; its user then goes on with what stands behind the crash
     * @param asked for each extern function that answers in turn how often it was asked, up to its last answer
     */
    record Peer(
            List<Long> image,
            List<Long> due,
            List<Integer> expired,
            int taken,
            int crashes,
            List<Integer> asked,
            Kept kept) {}

    /**
     * What is kept beside a machine, as far as anything asks for it.
     *
     * @param incarnation how many have begun, as far as they are counted
     * @param told what the user was told in the present one
     */
    record Kept(int incarnation, Set<Integer> told, Octets octets) {
        Kept withTold(int signal) {
            var all = new HashSet<>(told);
            all.add(signal);
            return new Kept(incarnation, Set.copyOf(all), octets);
        }

        Kept withOctets(Octets other) {
            return new Kept(incarnation, told, other);
        }
    }

    /** Who sent a message: the present incarnation of its sender, an earlier one, or no peer of the scenario. */
    enum Sender {
        PRESENT,
        EARLIER,
        NOBODY
    }

    /**
     * @param age in ticks
     * @param incarnation the sender's, where octets are followed; else 0
     * @param octets what it carries, where octets are followed
     */
    record InFlight(Packet packet, int age, Sender sender, int incarnation, List<Octets.Octet> octets) {
        InFlight older() {
            return new InFlight(packet, age + 1, sender, incarnation, octets);
        }

        /** Another incarnation of the sender has begun. */
        InFlight outlived() {
            return sender == Sender.PRESENT ? new InFlight(packet, age, Sender.EARLIER, incarnation, octets) : this;
        }
    }

    World withPeer(int peer, Peer other) {
        var all = new ArrayList<>(peers);
        all.set(peer, other);
        return new World(List.copyOf(all), towards, lost, now);
    }

    World withTowards(int peer, List<InFlight> channel) {
        var all = new ArrayList<>(towards);
        all.set(peer, List.copyOf(channel));
        return new World(peers, List.copyOf(all), lost, now);
    }

    /** In a network that reorders, the order of what is in flight is nothing that counts. */
    World unordered() {
        Comparator<InFlight> some = Comparator.comparing(InFlight::toString);
        return new World(
                peers,
                towards.stream().map(c -> c.stream().sorted(some).toList()).toList(),
                lost,
                now);
    }

    boolean channelEmpty() {
        return towards.stream().allMatch(List::isEmpty);
    }
}
