package dev.sequent.check.system;

import dev.sequent.language.model.Protocol.Property;
import dev.sequent.runtime.Core;
import dev.sequent.runtime.Ghosts;
import dev.sequent.runtime.Machine;
import dev.sequent.runtime.Message;
import dev.sequent.runtime.Step;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Evaluates what is watched for; one for each thread. What cannot be evaluated counts against a property, not for it.
 */
final class Judge {
    private final Plan plan;
    private final Watches watches;
    private final Core.Properties properties;
    private final int[][] steps;
    private final int[] ofFlights;

    Judge(Plan plan, Watches watches) {
        this.plan = plan;
        this.watches = watches;
        properties = plan.core.properties();
        steps = IntStream.range(0, plan.peers.length).mapToObj(watches::stepsOf).toArray(int[][]::new);
        ofFlights = IntStream.range(watches.firstProperty(), watches.count())
                .filter(w -> flights(watches.at(w)).isPresent())
                .toArray();
    }

    private Optional<Property.Flights> flights(Watch watch) {
        return watch.kind() == Watch.Kind.ALWAYS
                ? plan.protocol
                        .properties()
                        .get(watch.bindings().getFirst().number())
                        .flights()
                : Optional.empty();
    }

    /** Whether there is a property of steps for that peer. */
    boolean judgesSteps(int peer) {
        return steps[peer].length > 0;
    }

    /** Watches of the properties that a step of a peer's machine breaks. */
    int[] broken(int peer, Machine before, Machine after, Step step) {
        return Arrays.stream(steps[peer])
                .filter(w -> step(watches.at(w), before, after, step)
                        == watches.at(w).kind().witness())
                .toArray();
    }

    private boolean step(Watch watch, Machine before, Machine after, Step step) {
        try {
            return properties.step(watch.bindings().getFirst().number(), before, after, step);
        } catch (RuntimeException e) {
            return false;
        }
    }

    /**
     * What properties of states refer to.
     *
     * @param machines one for each peer of the scenario
     * @param ghosts one for each peer of the scenario
     * @param flights what is in flight, by channel, oldest first; nobody looks at it unless {@link #watchesFlights}
     */
    record View(Machine[] machines, Ghosts[] ghosts, boolean channelEmpty, List<List<Message>> flights) {}

    /** Whether some claim is about messages in flight. */
    boolean watchesFlights() {
        return ofFlights.length > 0;
    }

    /** Watches among the claims about messages in flight that are hit in a global state. */
    int[] hitInFlight(View view) {
        return Arrays.stream(ofFlights).filter(w -> !holds(watches.at(w), view)).toArray();
    }

    /** Watches of the invariants that do not hold in a machine. */
    int[] violated(int peer, Machine machine) {
        int[] watchOf = watches.invariantsOf(peer);
        int[] found = new int[watchOf.length];
        int count = 0;
        for (int i = 0; i < found.length; i++) {
            if (watchOf[i] != Watches.NONE && !invariant(peer, i, machine)) {
                found[count++] = watchOf[i];
            }
        }
        return Arrays.copyOf(found, count);
    }

    /** Watches among the properties of states that are hit in a global state, whatever is in flight there. */
    int[] hit(View view) {
        int first = watches.firstProperty();
        int[] found = new int[watches.count() - first];
        int count = 0;
        for (int w = first; w < watches.count(); w++) {
            Watch watch = watches.at(w);
            if (!watch.kind().ofSteps()
                    && flights(watch).isEmpty()
                    && holds(watch, view) == (watch.kind() != Watch.Kind.ALWAYS)) {
                found[count++] = w;
            }
        }
        return Arrays.copyOf(found, count);
    }

    /** Those of the liveness conditions that hold. */
    BitSet marks(View view) {
        var marks = new BitSet();
        for (Claim claim : watches.claims()) {
            int mark = claim.firstMark();
            for (Watch.Binding binding : claim.watch().bindings()) {
                for (int part = 0; part < claim.parts(); part++) {
                    marks.set(mark++, condition(claim.watch(), binding, part, view));
                }
            }
        }
        return marks;
    }

    /**
     * The condition of an invariant or property of states as written: of an invariant or {@code always} for every
     * binding, of the others for any.
     */
    boolean holds(Watch watch, View view) {
        return holds(watch, 0, view);
    }

    /** @param part 1 for the F of {@code E ~> F}, otherwise 0 */
    boolean holds(Watch watch, int part, View view) {
        boolean every = watch.kind() == Watch.Kind.INVARIANT || watch.kind() == Watch.Kind.ALWAYS;
        for (Watch.Binding binding : watch.bindings()) {
            int first = binding.peers().getFirst();
            boolean holds = watch.kind() == Watch.Kind.INVARIANT
                    ? invariant(first, binding.number(), view.machines()[first])
                    : condition(watch, binding, part, view);
            if (holds != every) {
                return holds;
            }
        }
        return every;
    }

    /** An invariant that cannot be evaluated (because it reads an absent value, say) does not hold. */
    private boolean invariant(int peer, int invariant, Machine machine) {
        try {
            return properties.invariant(plan.peers[peer].machine(), invariant, machine);
        } catch (RuntimeException e) {
            return false;
        }
    }

    private boolean condition(Watch watch, Watch.Binding binding, int part, View view) {
        var machines = new Machine[binding.peers().size()];
        var ghosts = new Ghosts[machines.length];
        for (int i = 0; i < machines.length; i++) {
            machines[i] = view.machines()[binding.peers().get(i)];
            ghosts[i] = view.ghosts()[binding.peers().get(i)];
        }
        var flights = flights(watch);
        try {
            return flights.isPresent()
                    ? inFlight(flights.get(), binding, machines, ghosts, view)
                    : properties.property(binding.number(), part, machines, ghosts, view.channelEmpty());
        } catch (RuntimeException e) {
            return watch.kind() == Watch.Kind.NEVER || watch.kind() == Watch.Kind.LEADS_TO && part == 0;
        }
    }

    /** Of every message, or of every two of which the first may arrive before the second. */
    private boolean inFlight(
            Property.Flights flights, Watch.Binding binding, Machine[] machines, Ghosts[] ghosts, View view) {
        List<Message> flying = view.flights().get(plan.out(binding.peers().get(flights.from())));
        boolean anyOrder = plan.scenario.network().reorder();
        for (int i = 0; i < flying.size(); i++) {
            for (int j = 0; j < flying.size(); j++) {
                boolean meant = flights.later().isEmpty() ? i == j : i < j || i > j && anyOrder;
                Message first = flying.get(i);
                Message later = flying.get(j);
                if (meant
                        && flights.are(first.kind(), later.kind())
                        && !properties.inFlight(binding.number(), machines, ghosts, first, later)) {
                    return false;
                }
            }
        }
        return true;
    }
}
