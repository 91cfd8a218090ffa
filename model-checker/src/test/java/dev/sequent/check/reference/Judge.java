package dev.sequent.check.reference;

import dev.sequent.check.reference.Finding.Kind;
import dev.sequent.check.reference.Graph.Edge;
import dev.sequent.check.reference.World.Peer;
import dev.sequent.language.model.Protocol.Property;
import dev.sequent.language.model.Scenario;
import dev.sequent.runtime.Ghosts;
import dev.sequent.runtime.Machine;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Judges what is claimed of a scenario, each form as LANGUAGE.md defines it, by looking at every world. */
final class Judge {
    static final String FAULT = "no-fault";
    static final String DEADLOCK = "no-deadlock";

    private final Scene scene;
    private final Moves moves;
    private final Graph graph;
    private final FairRuns runs;

    Judge(Scene scene, int limit) {
        this.scene = scene;
        this.moves = new Moves(scene);
        this.graph = new Graph(scene, moves, limit);
        this.runs = new FairRuns(graph, new Fairness(scene));
    }

    Graph graph() {
        return graph;
    }

    /** What there is to find of all that the scenario claims, by name. */
    Map<String, Finding> findings(List<Property> properties) {
        var found = new LinkedHashMap<String, Finding>();
        found.put(FAULT, faults());
        found.put(DEADLOCK, deadlocks());
        invariants(found);
        for (Property property : properties) {
            if (!property.kind().witness()) {
                List<Property> witnesses = properties.stream()
                        .filter(w -> w.kind().witness() && w.name().equals(property.name()))
                        .toList();
                Bindings.of(property, scene.scenario()).stream()
                        .map(b -> property(property, b, witnesses))
                        .reduce(Finding::or)
                        .ifPresent(f -> found.put(property.name(), f));
            }
        }
        if (found.get(FAULT).kind() == Kind.VIOLATED) {
            // What comes behind a fault is not seen.
            found.replaceAll((name, finding) -> finding.kind() == Kind.VIOLATED ? finding : Finding.of(Kind.NOT_SHOWN));
        }
        return found;
    }

    // ------------------------------------------------------------ what is always demanded

    private Finding faults() {
        return first(w -> faults(w, e -> true), 1)
                .or(first(w -> faults(w, e -> e.move().act() instanceof Act.Ask), 0));
    }

    private boolean faults(int world, Predicate<Edge> which) {
        return graph.edges(world).stream().anyMatch(e -> e.move().fault().isPresent() && which.test(e));
    }

    /** Nothing can happen any more, and some peer waits: it is at work, and its user has steps before him. */
    private Finding deadlocks() {
        return first(w -> over(w) && IntStream.range(0, scene.peers()).anyMatch(p -> waits(w, p)), 0);
    }

    /** Attacks and crashes are nothing that one can count on; a tick is something that happens if a timer runs. */
    private boolean over(int world) {
        return graph.edges(world).stream().allMatch(e -> switch (e.move().act()) {
            case Act.Forge _, Act.Ask _, Act.Crash _ -> true;
            case Act.Tick _ -> IntStream.range(0, scene.peers()).noneMatch(p -> timerRuns(world, p));
            case Act.Use _, Act.Expire _, Act.Deliver _, Act.Lose _ -> false;
        });
    }

    private boolean timerRuns(int world, int peer) {
        var state = graph.world(world).peers().get(peer);
        return IntStream.range(0, state.due().size()).anyMatch(t -> scene.running(peer, state, t));
    }

    private boolean waits(int world, int peer) {
        World w = graph.world(world);
        return !scene.initial(peer, w.peers().get(peer).image()) && moves.waits(w, peer);
    }

    private void invariants(Map<String, Finding> found) {
        for (Scenario.Peer peer : scene.scenario().peers()) {
            var model = scene.model(peer.index());
            model.invariants()
                    .forEach(i -> found.merge(
                            model.name() + "." + i.name(),
                            first(
                                    w -> !scene.core()
                                            .properties()
                                            .invariant(model.index(), i.index(), machine(w, peer.index())),
                                    0),
                            Finding::or));
        }
    }

    // ------------------------------------------------------------ properties

    private Finding property(Property property, List<Integer> binding, List<Property> witnesses) {
        Finding finding = switch (property.kind()) {
            case ALWAYS -> first(w -> !holds(property, 0, binding, w), 0);
            case NEVER -> first(w -> holds(property, 0, binding, w), 0);
            case STEP -> first(w -> graph.edges(w).stream().anyMatch(e -> breaks(property, binding, e)), 1);
            case LEADS_TO -> leadsTo(property, binding);
            case EVENTUALLY_ALWAYS -> eventuallyAlways(property, binding);
            case POSSIBLE -> possible(property, binding);
            case WITNESS, STEP_WITNESS -> throw new IllegalArgumentException(property.name());
        };
        if (finding.kind() == Kind.HOLDS && !witnesses.stream().allMatch(w -> reached(w, property, binding))) {
            return Finding.of(Kind.VACUOUS);
        }
        return finding;
    }

    private boolean reached(Property witness, Property property, List<Integer> of) {
        return Bindings.of(witness, property, of, scene.scenario()).stream()
                .anyMatch(binding -> worlds().anyMatch(w -> witness.kind() == Property.Kind.WITNESS
                        ? holds(witness, 0, binding, w)
                        : graph.edges(w).stream().anyMatch(e -> fits(witness, binding, e))));
    }

    private boolean breaks(Property property, List<Integer> binding, Edge edge) {
        return isOf(binding, edge) && !judged(property, edge);
    }

    private boolean fits(Property property, List<Integer> binding, Edge edge) {
        return isOf(binding, edge) && judged(property, edge);
    }

    private static boolean isOf(List<Integer> binding, Edge edge) {
        return edge.move().step().filter(s -> s.peer() == binding.getFirst()).isPresent();
    }

    private boolean judged(Property property, Edge edge) {
        LocalStep step = edge.move().step().orElseThrow();
        return scene.core()
                .properties()
                .step(
                        scene.protocol().properties().indexOf(property),
                        scene.machine(step.peer(), step.before()),
                        scene.machine(step.peer(), step.after()),
                        step.seen(scene.core()));
    }

    /** Broken by a fair run on which E is true once, and F neither then nor ever after. */
    private Finding leadsTo(Property property, List<Integer> binding) {
        BitSet without =
                worlds().filter(w -> !holds(property, 1, binding, w)).collect(BitSet::new, BitSet::set, BitSet::or);
        BitSet begin =
                worlds().filter(w -> holds(property, 0, binding, w)).collect(BitSet::new, BitSet::set, BitSet::or);
        boolean never = begin.isEmpty();
        begin.and(without);
        if (runs.exists(reached(begin, without), w -> true)) {
            return Finding.violated(-1);
        }
        return unlessUnseen(never ? Kind.VACUOUS : Kind.HOLDS);
    }

    /** Broken by a fair run on which it is false again and again. */
    private Finding eventuallyAlways(Property property, List<Integer> binding) {
        var all = new BitSet();
        all.set(0, graph.size());
        BitSet bad =
                worlds().filter(w -> !holds(property, 0, binding, w)).collect(BitSet::new, BitSet::set, BitSet::or);
        return runs.exists(all, bad::get) ? Finding.violated(-1) : unlessUnseen(Kind.HOLDS);
    }

    private Finding possible(Property property, List<Integer> binding) {
        BitSet can = worlds().filter(w -> holds(property, 0, binding, w)).collect(BitSet::new, BitSet::set, BitSet::or);
        worlds().filter(w -> unseen(w, e -> !(e.move().act() instanceof Act.Ask)))
                .forEach(can::set);
        canReach(can);
        Finding surely = first(w -> !can.get(w), 0);
        return surely.kind() == Kind.VIOLATED ? surely : unlessUnseen(Kind.HOLDS);
    }

    // ------------------------------------------------------------ parts

    private boolean holds(Property property, int part, List<Integer> binding, int world) {
        World w = graph.world(world);
        return scene.core()
                .properties()
                .property(
                        scene.protocol().properties().indexOf(property),
                        part,
                        binding.stream().map(p -> machine(world, p)).toArray(Machine[]::new),
                        binding.stream()
                                .map(p -> (Ghosts) new Known(w.peers().get(p)))
                                .toArray(Ghosts[]::new),
                        w.channelEmpty());
    }

    private Machine machine(int world, int peer) {
        return scene.machine(peer, graph.world(world).peers().get(peer).image());
    }

    private IntStream worlds() {
        return IntStream.range(0, graph.size());
    }

    /** Worlds are numbered by their distance. @param more moves from there */
    private Finding first(IntPredicate bad, int more) {
        return worlds().filter(bad)
                .boxed()
                .findFirst()
                .map(w -> Finding.violated(graph.depth(w) + more))
                .orElse(Finding.of(Kind.HOLDS));
    }

    private Finding unlessUnseen(Kind kind) {
        return worlds().anyMatch(w -> unseen(w, e -> true)) ? Finding.of(Kind.NOT_SHOWN) : Finding.of(kind);
    }

    /** Does something lead from here to where nobody looks: behind a bound, or a fault? */
    private boolean unseen(int world, Predicate<Edge> which) {
        return graph.edges(world).stream().anyMatch(e -> e.to() == Graph.NOWHERE && which.test(e));
    }

    private BitSet reached(BitSet begin, BitSet within) {
        var found = (BitSet) begin.clone();
        var open = new ArrayDeque<>(begin.stream().boxed().toList());
        while (!open.isEmpty()) {
            for (Edge edge : graph.edges(open.pop())) {
                if (edge.to() != Graph.NOWHERE && within.get(edge.to()) && !found.get(edge.to())) {
                    found.set(edge.to());
                    open.push(edge.to());
                }
            }
        }
        return found;
    }

    /** Adds the worlds from which one of the set can be reached. */
    private void canReach(BitSet set) {
        boolean grows = true;
        while (grows) {
            grows = false;
            for (int w = graph.size() - 1; w >= 0; w--) {
                if (!set.get(w) && graph.edges(w).stream().anyMatch(e -> e.to() != Graph.NOWHERE && set.get(e.to()))) {
                    set.set(w);
                    grows = true;
                }
            }
        }
    }

    private record Known(Peer peer) implements Ghosts {
        @Override
        public long sent() {
            return peer.kept().octets().sent();
        }

        @Override
        public long delivered() {
            return peer.kept().octets().delivered();
        }

        @Override
        public boolean faithful() {
            return peer.kept().octets().faithful();
        }

        @Override
        public int incarnation() {
            return peer.kept().incarnation();
        }

        @Override
        public int crashes() {
            return peer.crashes();
        }

        @Override
        public boolean told(int signal) {
            return peer.kept().told().contains(signal);
        }
    }
}
