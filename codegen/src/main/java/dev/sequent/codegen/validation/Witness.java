package dev.sequent.codegen.validation;

import dev.sequent.language.model.MachineType;
import dev.sequent.runtime.Trace;
import java.util.BitSet;

/**
 * Hears where a {@link Twin} goes: which events, states and rules, and what its specification itself does not stand.
 */
public interface Witness {

    /** The machine is about to be told of an event in that state. */
    void event(MachineType machine, Event event, MachineType.State state);

    /** The machine has come to rest in that state. */
    void state(MachineType machine, MachineType.State state);

    /** Trace points of the generated core that the event has passed. */
    void points(BitSet passed);

    /** Told of each trace point, in order, while the generated machine handles an event. */
    default Trace trace() {
        return Trace.NONE;
    }

    /** Both break off with a fault. @param words the interpreter's */
    void fault(MachineType machine, String words);

    /** The language does not define what was asked for. */
    void unspecified(String words);

    /** Both find an invariant false. */
    void broken(MachineType machine, MachineType.Invariant invariant, MachineType.State state);
}
