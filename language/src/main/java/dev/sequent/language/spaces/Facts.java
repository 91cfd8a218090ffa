package dev.sequent.language.spaces;

import dev.sequent.language.model.Local;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.Type;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What is known of a machine at some point of a rule, in one of its states. A value: whatever changes it makes a new
 * one.
 */
final class Facts {
    private final MachineType machine;
    final int state;
    /** By variable: numbers, optional numbers, and the numbers in sets. */
    private final Motion[] motions;
    /** By variable: the value of a bool, the presence of an optional. */
    private final Truth[] truths;
    /** By timer. */
    private final Truth[] running;

    private final Map<Local, Motion> locals;
    /** The bits of the arriving message, and of the one that is about to be sent, by their masks. */
    final Bits arriving;

    final Bits outgoing;

    /** @param set the bits that are set, as far as is known; {@code clear} those that are not */
    record Bits(long set, long clear) {
        static final Bits UNKNOWN = new Bits(0, 0);

        Truth of(long mask) {
            return (set & mask) != 0 ? Truth.TRUE : (clear & mask) != 0 ? Truth.FALSE : Truth.UNKNOWN;
        }

        Bits with(long mask, boolean value) {
            return value ? new Bits(set | mask, clear & ~mask) : new Bits(set & ~mask, clear | mask);
        }

        Bits or(Bits other) {
            return new Bits(set & other.set, clear & other.clear);
        }
    }

    private Facts(
            MachineType machine,
            int state,
            Motion[] motions,
            Truth[] truths,
            Truth[] running,
            Map<Local, Motion> locals,
            Bits arriving,
            Bits outgoing) {
        this.machine = machine;
        this.state = state;
        this.motions = motions;
        this.truths = truths;
        this.running = running;
        this.locals = locals;
        this.arriving = arriving;
        this.outgoing = outgoing;
    }

    /** A machine that has just been made, or whose TCB has been deleted. */
    static Facts initial(MachineType machine, int state) {
        var motions = new Motion[machine.variables().size()];
        var truths = new Truth[machine.variables().size()];
        for (MachineType.Variable variable : machine.variables()) {
            boolean optional = variable.type() instanceof Type.Optional;
            motions[variable.index()] =
                    optional || variable.type() instanceof Type.Ranges ? Motion.NOWHERE : Motion.STILL;
            truths[variable.index()] = Truth.of(!optional && variable.initial() != 0);
        }
        var running = new Truth[machine.timers().size()];
        Arrays.fill(running, Truth.FALSE);
        return new Facts(machine, state, motions, truths, running, Map.of(), Bits.UNKNOWN, Bits.UNKNOWN);
    }

    Motion motion(MachineType.Variable variable) {
        return motions[variable.index()];
    }

    Truth truth(MachineType.Variable variable) {
        return truths[variable.index()];
    }

    Truth running(MachineType.Timer timer) {
        return running[timer.index()];
    }

    Motion local(Local local) {
        return locals.getOrDefault(local, Motion.NOWHERE);
    }

    Facts in(int next) {
        return new Facts(machine, next, motions, truths, running, locals, arriving, outgoing);
    }

    /** After {@code delete TCB}: of the machine nothing is left; the rule, its message and its locals go on. */
    Facts deleted(int next) {
        Facts fresh = initial(machine, next);
        return new Facts(machine, next, fresh.motions, fresh.truths, fresh.running, locals, arriving, outgoing);
    }

    Facts with(MachineType.Variable variable, Motion motion) {
        Motion[] changed = motions.clone();
        changed[variable.index()] = motion;
        return new Facts(machine, state, changed, truths, running, locals, arriving, outgoing);
    }

    Facts with(MachineType.Variable variable, Truth truth) {
        Truth[] changed = truths.clone();
        changed[variable.index()] = truth;
        return new Facts(machine, state, motions, changed, running, locals, arriving, outgoing);
    }

    Facts with(MachineType.Timer timer, Truth runs) {
        Truth[] changed = running.clone();
        changed[timer.index()] = runs;
        return new Facts(machine, state, motions, truths, changed, locals, arriving, outgoing);
    }

    Facts with(Local local, Motion motion) {
        var changed = new HashMap<>(locals);
        changed.put(local, motion);
        return new Facts(machine, state, motions, truths, running, changed, arriving, outgoing);
    }

    Facts withLocalsOf(Facts other) {
        return new Facts(machine, state, motions, truths, running, other.locals, arriving, outgoing);
    }

    Facts arriving(Bits bits) {
        return new Facts(machine, state, motions, truths, running, locals, bits, outgoing);
    }

    Facts outgoing(Bits bits) {
        return new Facts(machine, state, motions, truths, running, locals, arriving, bits);
    }

    /** At rest: rule, message and locals are over. */
    Facts atRest() {
        return new Facts(machine, state, motions, truths, running, Map.of(), Bits.UNKNOWN, Bits.UNKNOWN);
    }

    /** What is known if it is known that one of the two applies; both are of the same state. */
    Facts or(Facts other) {
        if (equals(other)) {
            return this;
        }
        var moved = new Motion[motions.length];
        var known = new Truth[truths.length];
        for (int i = 0; i < moved.length; i++) {
            moved[i] = motions[i].or(other.motions[i]);
            known[i] = truths[i].or(other.truths[i]);
        }
        var runs = new Truth[running.length];
        for (int i = 0; i < runs.length; i++) {
            runs[i] = running[i].or(other.running[i]);
        }
        var both = new HashMap<>(locals);
        other.locals.forEach((local, motion) -> both.merge(local, motion, Motion::or));
        return new Facts(
                machine, state, moved, known, runs, both, arriving.or(other.arriving), outgoing.or(other.outgoing));
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof Facts other
                && state == other.state
                && Arrays.equals(motions, other.motions)
                && Arrays.equals(truths, other.truths)
                && Arrays.equals(running, other.running)
                && locals.equals(other.locals)
                && arriving.equals(other.arriving)
                && outgoing.equals(other.outgoing);
    }

    @Override
    public int hashCode() {
        return Objects.hash(state, Arrays.hashCode(motions), Arrays.hashCode(truths), locals);
    }
}
