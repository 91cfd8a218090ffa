package dev.sequent.proofs.smt.prove;

import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.MessageType;
import dev.sequent.proofs.smt.encode.Concrete;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What there is besides the machine that takes a step, before it does.
 *
 * @param other the one at the other end
 * @param coming what is on its way to the one that takes the step, oldest first; if the step is an arrival, with what
 *     arrives
 * @param going what is on its way from it
 */
public record Meeting(MachineType other, Concrete.Memory memory, List<Flying> coming, List<Flying> going) {
    /** A message in flight. @param fields by ordinal, in generic form */
    public record Flying(MessageType type, Map<Integer, OptionalLong> fields) {}
}
