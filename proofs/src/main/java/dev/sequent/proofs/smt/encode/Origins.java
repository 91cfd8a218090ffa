package dev.sequent.proofs.smt.encode;

import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.MessageType;
import dev.sequent.language.model.Protocol;
import dev.sequent.proofs.smt.term.Terms;
import java.util.Optional;

/** For people: from which variable of the machine, as it is before a step, sequence numbers are best counted. */
public final class Origins {
    private final Spaces spaces;

    public Origins(Protocol protocol, MachineType machine) {
        this.spaces = new Spaces(machine, protocol.messages(), new Terms());
    }

    /** Empty: the variable has nothing to do with any other. */
    public Optional<MachineType.Variable> of(MachineType.Variable variable) {
        return spaces.base(spaces.of(variable));
    }

    /** The same for a field of a message. @param outgoing whether it is one that the machine sends */
    public Optional<MachineType.Variable> of(MessageType message, MessageType.Field field, boolean outgoing) {
        return spaces.base(spaces.of(message, field, outgoing));
    }
}
