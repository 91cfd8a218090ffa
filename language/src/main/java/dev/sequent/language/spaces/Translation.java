package dev.sequent.language.spaces;

import dev.sequent.language.model.Expr;
import dev.sequent.language.model.ExprParts;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Scenario;
import dev.sequent.language.model.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * For which sequence numbers the verdicts of a scenario speak. If neither the rules of its machines, nor its network
 * and users, nor what it checks depend on where the two spaces lie, then a run with other initial sequence numbers is
 * the same run, moved: each of the two spaces by a distance of its own. Then what was found for one pair of initial
 * sequence numbers holds for all pairs.
 */
public final class Translation {
    private final Protocol protocol;
    private final SpaceInference spaces;
    private final Map<String, MotionFlow> flows = new HashMap<>();
    private final Map<String, List<Breach>> breaches = new HashMap<>();
    /** The machines that have more rules than can be followed. */
    private final Set<String> tooLarge = new TreeSet<>();

    private Translation(Protocol protocol) {
        this.protocol = protocol;
        this.spaces = SpaceInference.of(protocol);
        for (MachineType machine : protocol.machines()) {
            var flow = new MotionFlow(machine);
            flow.follow().ifPresentOrElse(b -> breaches.put(machine.name(), b), () -> tooLarge.add(machine.name()));
            flows.put(machine.name(), flow);
        }
    }

    public static Translation of(Protocol protocol) {
        return new Translation(protocol);
    }

    /**
     * What a verdict speaks for.
     *
     * @param ties why it speaks for the numbers that were explored and no others, in words; empty: for all that they
     *     can be moved to
     * @param distances between the initial sequence numbers of one peer's connections that were explored, modulo 2^32
     * @param zeros statements that send a number of no space, as in {@code <SEQ=0>}: that zero is not moved
     * @param initial the initial sequence numbers that were explored: where such a zero lay
     */
    public record Verdict(List<String> ties, Set<Long> distances, List<Span> zeros, Set<Long> initial) {}

    /**
     * Empty if no number of the scenario's machines ever moves: they count from zero, and there is nothing else to
     * explore.
     */
    public Optional<Verdict> of(Scenario scenario) {
        var machines = new LinkedHashMap<String, MachineType>();
        scenario.peers().forEach(p -> machines.putIfAbsent(p.machine().name(), p.machine()));
        if (machines.values().stream().noneMatch(Moving::is)) {
            return Optional.empty();
        }
        var ties = new ArrayList<String>();
        var zeros = new ArrayList<Span>();
        for (MachineType machine : machines.values()) {
            rules(machine, ties);
            breaches(machine, true).map(Breach::span).distinct().forEach(zeros::add);
            machine.invariants()
                    .forEach(i -> tie(i.condition(), List.of(machine), false)
                            .ifPresent(why -> ties.add("invariant " + i.name() + ": " + why)));
        }
        world(scenario, ties);
        // A witness only says that its situation occurs with the numbers that were explored: nothing is lifted from it.
        scenario.checks().stream()
                .filter(p -> !p.kind().witness())
                .forEach(p -> tie(p).ifPresent(why -> ties.add("property " + p.name() + ": " + why)));
        return Optional.of(new Verdict(
                List.copyOf(new LinkedHashSet<>(ties)), distances(scenario), List.copyOf(zeros), initial(scenario)));
    }

    private Stream<Breach> breaches(MachineType machine, boolean zeros) {
        return breaches.getOrDefault(machine.name(), List.of()).stream()
                .filter(b -> (b.kind() == Breach.Kind.ZERO) == zeros);
    }

    private MotionFlow flow(MachineType machine) {
        return Objects.requireNonNull(flows.get(machine.name()));
    }

    private void rules(MachineType machine, List<String> ties) {
        if (tooLarge.contains(machine.name())) {
            ties.add("the rules of " + machine.name() + " are more than can be followed");
        }
        breaches(machine, false)
                .findFirst()
                .ifPresent(b -> ties.add("a rule depends on where a sequence space lies: " + b.span()));
        if (!spaces.mixtures().isEmpty()) {
            ties.add("a rule mixes the two spaces: "
                    + spaces.mixtures().getFirst().span());
        }
    }

    // ------------------------------------------------------------ the world

    private void world(Scenario scenario, List<String> ties) {
        boolean held = scenario.network().held().stream().anyMatch(h -> numbers(h.message()));
        boolean forged =
                scenario.attacks().stream().flatMap(a -> a.messages().stream()).anyMatch(Translation::numbers);
        if (held) {
            ties.add("an old duplicate has a number of its own");
        }
        if (forged) {
            ties.add("what the attacker sends has numbers of its own");
        }
        for (Scenario.Peer peer : scenario.peers()) {
            for (Scenario.UserStep step : peer.script()) {
                if (step.arguments().stream().anyMatch(a -> MotionReader.number(a.type()))) {
                    ties.add("a user's or the network's word has a number of its own: " + step.span());
                }
                step.when()
                        .flatMap(w -> tie(w, List.of(peer.machine()), false))
                        .ifPresent(why -> ties.add("the user of " + peer.name() + ": " + why));
            }
        }
    }

    private static boolean numbers(Scenario.Sample message) {
        return message.fields().stream()
                .anyMatch(f -> MotionReader.number(f.field().type()));
    }

    /** The differences between what the functions that yield numbers may answer. */
    private static Set<Long> distances(Scenario scenario) {
        var distances = new TreeSet<Long>(Set.of(0L));
        numbered(scenario).forEach(choice -> {
            for (long one : choice.values()) {
                choice.values().forEach(other -> distances.add((other - one) & 0xffffffffL));
            }
        });
        return distances;
    }

    private static Set<Long> initial(Scenario scenario) {
        var initial = new TreeSet<Long>();
        numbered(scenario).forEach(choice -> initial.addAll(choice.values()));
        return initial;
    }

    private static Stream<Scenario.Choice> numbered(Scenario scenario) {
        return scenario.choices().stream()
                .filter(c -> MotionReader.number(c.function().type()));
    }

    // ------------------------------------------------------------ what is checked

    private Optional<String> tie(Protocol.Property property) {
        if (property.flights().isPresent()) {
            // Nothing is known of what is in flight, not even whether its numbers move.
            return Optional.of("it is about messages in flight");
        }
        List<MachineType> machines = property.peers().stream()
                .map(p -> protocol.machine(p.machine()))
                .toList();
        boolean steps = property.kind().ofSteps();
        return tie(property.condition(), machines, steps)
                .or(() -> property.consequence().flatMap(c -> tie(c, machines, steps)));
    }

    /** Why the value of the expression depends on where the spaces lie, in some states that the machines may be in. */
    private Optional<String> tie(Expr expr, List<MachineType> machines, boolean steps) {
        if (machines.stream().anyMatch(m -> tooLarge.contains(m.name()))) {
            return Optional.empty();
        }
        if (ExprParts.all(expr).noneMatch(e -> MotionReader.number(e.type()) || e instanceof Expr.CallFunction)) {
            return Optional.empty();
        }
        if (spaces.mixes(expr, machines)) {
            return Optional.of("numbers of the two spaces are compared");
        }
        var reader = new MotionReader(machines.stream().map(this::flow).toList());
        for (Scene scene : scenes(machines, steps)) {
            reader.read(expr, scene);
            List<Breach> found = reader.taken();
            if (!found.isEmpty()) {
                return Optional.of(found.getFirst().text());
            }
        }
        return Optional.empty();
    }

    /** All combinations of what is known at rest; of a step, before and after it. */
    private List<Scene> scenes(List<MachineType> machines, boolean steps) {
        var scenes = new ArrayList<Scene>();
        if (steps) {
            MotionFlow flow = flow(machines.getFirst());
            flow.steps()
                    .forEach((step, after) -> after.all()
                            .forEach(f -> scenes.add(new Scene(
                                    List.of(f),
                                    List.of(flow.atRest(step.state())),
                                    Optional.of(step),
                                    0,
                                    false,
                                    false))));
            return scenes;
        }
        var combinations = new ArrayList<List<Facts>>(List.of(List.of()));
        for (MachineType machine : machines) {
            var longer = new ArrayList<List<Facts>>();
            for (List<Facts> combination : combinations) {
                for (Facts facts : flow(machine).atRest()) {
                    var next = new ArrayList<>(combination);
                    next.add(facts);
                    longer.add(List.copyOf(next));
                }
            }
            combinations = longer;
        }
        combinations.forEach(c -> scenes.add(new Scene(c, List.of(), Optional.empty(), 0, false, false)));
        return scenes;
    }
}
