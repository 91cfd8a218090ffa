package dev.sequent.language.spaces;

import dev.sequent.language.model.Local;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.MessageType;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Type;

/**
 * A place that holds numbers of one space; machines and messages by their names. Fields of messages are seen as their
 * sender sees them.
 */
sealed interface Slot {
    /** The machine's own space, which its stream out, or the remote's, which its stream in, lies in. */
    record Own(String machine) implements Slot {}

    record Variable(String machine, MachineType.Variable variable) implements Slot {}

    record Column(String machine, MachineType.Table.Column column, String table) implements Slot {}

    record OfLocal(Local local) implements Slot {}

    record Result(String machine, String function, Type type) implements Slot {}

    record Extern(Protocol.Extern function) implements Slot {}

    record Param(Protocol.Param param) implements Slot {}

    record Field(String message, MessageType.Field field) implements Slot {}

    record Derived(String message, MessageType.Derived derived) implements Slot {}
}
