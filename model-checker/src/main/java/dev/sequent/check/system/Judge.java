package dev.sequent.check.system;

import dev.sequent.runtime.Core;
import dev.sequent.runtime.Ghosts;
import dev.sequent.runtime.Machine;
import java.util.Arrays;

/** Evaluates what is watched for; one for each thread. */
final class Judge {
    private final Plan plan;
    private final Watches watches;
    private final Core.Properties properties;

    Judge(Plan plan, Watches watches) {
        this.plan = plan;
        this.watches = watches;
        properties = plan.core.properties();
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

    /** Watches among the properties that are hit in a global state. */
    int[] hit(Machine[] machines, boolean channelEmpty) {
        int first = watches.firstProperty();
        int[] found = new int[watches.count() - first];
        int count = 0;
        for (int w = first; w < watches.count(); w++) {
            Watch watch = watches.at(w);
            if (holds(watch, machines, channelEmpty) == (watch.kind() != Watch.Kind.ALWAYS)) {
                found[count++] = w;
            }
        }
        return Arrays.copyOf(found, count);
    }

    /** The condition as written: of an invariant or {@code always} for every binding, of the others for any. */
    boolean holds(Watch watch, Machine[] machines, boolean channelEmpty) {
        boolean every = watch.kind() == Watch.Kind.INVARIANT || watch.kind() == Watch.Kind.ALWAYS;
        for (Watch.Binding binding : watch.bindings()) {
            int first = binding.peers().getFirst();
            boolean holds = watch.kind() == Watch.Kind.INVARIANT
                    ? invariant(first, binding.number(), machines[first])
                    : condition(watch, binding, machines, channelEmpty);
            if (holds != every) {
                return holds;
            }
        }
        return every;
    }

    /** An invariant that cannot be evaluated (it reads an absent value, say) does not hold. */
    private boolean invariant(int peer, int invariant, Machine machine) {
        try {
            return properties.invariant(plan.peers[peer].machine(), invariant, machine);
        } catch (RuntimeException e) {
            return false;
        }
    }

    private boolean condition(Watch watch, Watch.Binding binding, Machine[] machines, boolean channelEmpty) {
        var bound = new Machine[binding.peers().size()];
        var ghosts = new Ghosts[bound.length];
        Arrays.fill(ghosts, Ghosts.NONE);
        for (int i = 0; i < bound.length; i++) {
            bound[i] = machines[binding.peers().get(i)];
        }
        try {
            return properties.property(binding.number(), 0, bound, ghosts, channelEmpty);
        } catch (RuntimeException e) {
            return watch.kind() == Watch.Kind.NEVER; // what cannot be evaluated speaks against a property, not for it
        }
    }
}
