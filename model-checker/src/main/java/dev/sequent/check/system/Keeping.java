package dev.sequent.check.system;

import dev.sequent.language.model.Expr;
import dev.sequent.language.model.ExprParts;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Scenario;
import dev.sequent.runtime.Parameters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What is kept alongside the machines of a scenario, because a property that it checks needs it; see
 * {@code LANGUAGE.md}, "Ghosts".
 *
 * @param peers what is kept for each peer
 * @param stale whether a property asks which arriving messages are stale
 * @param octets how octets are moved at each peer, as far as that is known; empty when no property asks
 */
public record Keeping(List<Peer> peers, boolean stale, List<Optional<Octets>> octets) {
    /** Incarnations that are told apart, of each peer, if no property compares their number with a greater one. */
    private static final int APART = 15;

    /** No property can tell numbers apart that are greater than this. */
    private static final long LARGEST = 1 << 20;

    /**
     * @param most up to which number incarnations are counted; 0: they are not
     * @param apart whether they must be told apart, so that one more is a fault; otherwise {@code most} stands for
     *     everything above
     * @param told ordinals of the signals for which it is kept whether they were raised
     */
    public record Peer(int most, boolean apart, List<Integer> told) {}

    static Keeping of(Protocol protocol, Scenario scenario, List<Checked> checked, Parameters parameters) {
        int count = scenario.peers().size();
        var counted = new Counted(count, parameters);
        var octets = new boolean[count];
        boolean stale = false;
        List<TreeSet<Integer>> told =
                Stream.generate(TreeSet<Integer>::new).limit(count).toList();
        for (Checked of : checked) {
            counted.look(of);
            for (Expr part : parts(of.property())) {
                if (part instanceof Expr.Origin origin) {
                    stale |= origin.kind() == Expr.Origin.Kind.STALE;
                } else if (part instanceof Expr.Ghost ghost) {
                    for (Watch.Binding binding : of.bindings()) {
                        int peer = binding.peers().get(ghost.peer());
                        switch (ghost.kind()) {
                            case SENT, DELIVERED, FAITHFUL -> octets[peer] = true;
                            case INCARNATION -> {}
                            case TOLD ->
                                told.get(peer).add(ghost.signal().orElseThrow().index());
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
                        .mapToObj(p -> counted.peer(p, origins, List.copyOf(told.get(p))))
                        .toList(),
                stale,
                any
                        ? IntStream.range(0, count)
                                .mapToObj(p -> Octets.of(
                                        protocol, scenario, scenario.peers().get(p), octets[p]))
                                .toList()
                        : List.of());
    }

    /** How far the number of each peer's incarnations must be known. */
    private static final class Counted {
        private final Parameters parameters;
        /** For each peer the largest constant that the number is compared with; -1: it is not asked for. */
        private final long[] compared;

        private final boolean[] otherwise;

        Counted(int peers, Parameters parameters) {
            this.parameters = parameters;
            compared = new long[peers];
            Arrays.fill(compared, -1);
            otherwise = new boolean[peers];
        }

        void look(Checked checked) {
            List<Expr> parts = parts(checked.property());
            var constants = new IdentityHashMap<Expr, Long>(); // what the ghost is compared with
            for (Expr part : parts) {
                if (part instanceof Expr.Compare c) {
                    constant(c.right()).ifPresent(value -> constants.merge(c.left(), value, Math::max));
                    constant(c.left()).ifPresent(value -> constants.merge(c.right(), value, Math::max));
                }
            }
            for (Expr part : parts) {
                if (part instanceof Expr.Ghost ghost && ghost.kind() == Expr.Ghost.Kind.INCARNATION) {
                    Optional<Long> with =
                            Optional.ofNullable(constants.get(ghost)).filter(value -> value < LARGEST);
                    for (Watch.Binding binding : checked.bindings()) {
                        int peer = binding.peers().get(ghost.peer());
                        compared[peer] = Math.max(compared[peer], with.orElse(0L));
                        otherwise[peer] |= with.isEmpty();
                    }
                }
            }
        }

        private OptionalLong constant(Expr expr) {
            try {
                return OptionalLong.of(Constants.evaluate(expr, parameters));
            } catch (IllegalArgumentException | ArithmeticException e) {
                return OptionalLong.empty();
            }
        }

        Peer peer(int p, boolean origins, List<Integer> told) {
            boolean apart = origins || otherwise[p];
            int most = (int) (compared[p] + 1);
            return new Peer(apart ? Math.max(most, APART) : most, apart, told);
        }
    }

    private static List<Expr> parts(Protocol.Property property) {
        return Stream.concat(Stream.of(property.condition()), property.consequence().stream())
                .flatMap(ExprParts::all)
                .toList();
    }

    /** Whether messages carry who sent them, and in which incarnation. */
    public boolean origins() {
        return stale || !octets.isEmpty();
    }

    /** How octets are moved at a peer, if it is kept track of. */
    public Optional<Octets> octets(int peer) {
        return octets.isEmpty() ? Optional.empty() : octets.get(peer);
    }

    /** Bits that hold an origin, see {@link MessageState#origin(int)}. */
    int originWidth() {
        return Plan.widthOf(
                MessageState.origin(peers.stream().mapToInt(Peer::most).max().orElse(0)));
    }

    boolean anything(int peer) {
        return peers.get(peer).most() > 0 || !peers.get(peer).told().isEmpty();
    }

    /** In words, for the bounds of a verdict. */
    String text(Scenario scenario) {
        var kept = new ArrayList<String>();
        for (int p = 0; p < peers.size(); p++) {
            Peer peer = peers.get(p);
            if (peer.most() > 0) {
                kept.add("incarnations of " + scenario.peers().get(p).name()
                        + (peer.apart()
                                ? " (up to " + peer.most() + ", one more is a fault)"
                                : " (" + peer.most() + " stands for " + peer.most() + " or more)"));
            }
        }
        for (int p = 0; p < peers.size(); p++) {
            var type = scenario.peers().get(p).machine();
            if (!peers.get(p).told().isEmpty()) {
                kept.add("what " + scenario.peers().get(p).name() + " was told ("
                        + peers.get(p).told().stream()
                                .map(s -> type.signals().get(s).name())
                                .collect(Collectors.joining(", "))
                        + ")");
            }
        }
        String beside = kept.isEmpty() ? "" : "; kept alongside the machines: " + String.join(", ", kept);
        return (octets.isEmpty()
                        ? "octets are counted but have no identity"
                        : "each octet has an identity: incarnation and" + " place in the stream")
                + beside;
    }
}
