package dev.sequent.proofs.smt.encode;

import dev.sequent.language.model.Local;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.MessageType;
import dev.sequent.language.model.Protocol;
import dev.sequent.proofs.smt.term.Terms;

/**
 * In which spaces the sequence numbers of a machine lie, in words. The terms of a rule depend on that, and it depends
 * on all other rules.
 */
public final class SpaceWords {
    private final Spaces spaces;
    private final MachineType machine;

    public SpaceWords(Protocol protocol, MachineType machine) {
        this.spaces = new Spaces(machine, protocol.messages(), new Terms());
        this.machine = machine;
    }

    /** Of every variable, and every field. */
    public String common(Protocol protocol) {
        var text = new StringBuilder();
        machine.variables()
                .forEach(v -> text.append(v.name())
                        .append(' ')
                        .append(words(spaces.of(v)))
                        .append(spaces.isBase(v) ? " base\n" : "\n"));
        for (var message : protocol.messages()) {
            message.fields()
                    .forEach(f -> text.append(message.name())
                            .append('.')
                            .append(f.name())
                            .append(' ')
                            .append(of(message, f))
                            .append('\n'));
        }
        return text.toString();
    }

    private String of(MessageType message, MessageType.Field field) {
        return words(spaces.of(message, field, false)) + " " + words(spaces.of(message, field, true));
    }

    /** Of a parameter, or a variable of a rule. */
    public String of(Local local) {
        return words(spaces.of(local));
    }

    private static String words(Space space) {
        return String.valueOf(space.index());
    }
}
