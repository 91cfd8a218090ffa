package dev.sequent.check.system;

import dev.sequent.spec.model.Expr;
import dev.sequent.spec.model.ExprParts;
import dev.sequent.spec.model.Protocol;
import dev.sequent.spec.model.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What is kept beside the machines of a scenario, because a property that it checks asks for it; see
 * {@code LANGUAGE.md}, "Ghosts".
 *
 * @param peers what of each peer
 * @param stale does a property ask which arriving messages are stale?
 * @param octets how octets are moved at each peer, as far as that is known; empty when no property asks
 */
public record Keeping(List<Peer> peers, boolean stale, List<Optional<Octets>> octets) {
    /** Beyond that many, incarnations are not told apart. */
    static final int INCARNATIONS = 15;

    /** @param told ordinals of the signals of which it is kept whether they were raised */
    public record Peer(boolean incarnation, List<Integer> told) {}

    static Keeping of(Protocol protocol, Scenario scenario, List<Checked> checked) {
        int count = scenario.peers().size();
        var incarnations = new boolean[count];
        var octets = new boolean[count];
        boolean stale = false;
        List<TreeSet<Integer>> told = Stream.generate(TreeSet<Integer>::new).limit(count).toList();
        for (Checked of : checked) {
            for (Expr part : parts(of.property())) {
                if (part instanceof Expr.Origin origin) {
                    stale |= origin.kind() == Expr.Origin.Kind.STALE;
                } else if (part instanceof Expr.Ghost ghost) {
                    for (Watch.Binding binding : of.bindings()) {
                        int peer = binding.peers().get(ghost.peer());
                        switch (ghost.kind()) {
                            case SENT, DELIVERED, FAITHFUL -> octets[peer] = true;
                            case INCARNATION -> incarnations[peer] = true;
                            case TOLD -> told.get(peer).add(ghost.signal().orElseThrow().index());
                            case CRASHES -> {} // the peer counts them anyway
                        }
                    }
                }
            }
        }
        boolean any = IntStream.range(0, count).anyMatch(p -> octets[p]);
        boolean origins = any || stale;
        return new Keeping(
                IntStream.range(0, count)
                        .mapToObj(p -> new Peer(origins || incarnations[p], List.copyOf(told.get(p))))
                        .toList(),
                stale,
                any
                        ? IntStream.range(0, count)
                                .mapToObj(p -> Octets.of(protocol, scenario, scenario.peers().get(p), octets[p]))
                                .toList()
                        : List.of());
    }

    private static List<Expr> parts(Protocol.Property property) {
        return Stream.concat(Stream.of(property.condition()), property.consequence().stream())
                .flatMap(ExprParts::all)
                .toList();
    }

    /** Do messages carry who sent them, in which incarnation? */
    public boolean origins() {
        return stale || !octets.isEmpty();
    }

    /** How octets are moved at a peer, if it is kept track of. */
    public Optional<Octets> octets(int peer) {
        return octets.isEmpty() ? Optional.empty() : octets.get(peer);
    }

    boolean anything(int peer) {
        return peers.get(peer).incarnation() || !peers.get(peer).told().isEmpty();
    }

    /** In words, for the bounds of a verdict. */
    String text(Scenario scenario) {
        var kept = new ArrayList<String>();
        if (peers.stream().anyMatch(Peer::incarnation)) {
            kept.add("incarnations (those from the " + INCARNATIONS + "th on are one)");
        }
        for (int p = 0; p < peers.size(); p++) {
            var type = scenario.peers().get(p).machine();
            if (!peers.get(p).told().isEmpty()) {
                kept.add("what " + scenario.peers().get(p).name() + " was told (" + peers.get(p).told().stream()
                        .map(s -> type.signals().get(s).name())
                        .collect(Collectors.joining(", ")) + ")");
            }
        }
        String beside = kept.isEmpty() ? "" : "; kept beside the machines: " + String.join(", ", kept);
        return (octets.isEmpty() ? "octets are counted, and have no identity" : "each octet has an identity: incarnation and"
                + " place in the stream") + beside;
    }
}
