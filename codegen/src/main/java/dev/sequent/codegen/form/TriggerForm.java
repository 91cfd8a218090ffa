package dev.sequent.codegen.form;

import java.util.List;

/** What sets a machine in motion. */
public sealed interface TriggerForm {
    /** As the specification spells what comes. */
    String name();

    /**
     * As the specification writes it after {@code on}: {@code SEGMENT arrives}, {@code timeout RETRANSMISSION},
     * {@code SEND}.
     */
    default String spelled() {
        return switch (this) {
            case Call t -> t.name();
            case Arrival t -> t.name() + " arrives";
            case Timeout t -> "timeout " + t.name();
        };
    }

    /**
     * A call by the user, or an event from the runtime.
     *
     * @param parameters all scalar, none optional
     * @param inward each argument, a number, as its parameter's value; a fault when it cannot be that
     * @param checks of parameters that come in their own shapes, before anything happens
     */
    record Call(Symbol call, boolean user, List<Variable> parameters, List<Value> inward, List<Instruction> checks)
            implements TriggerForm {
        @Override
        public String name() {
            return call.name();
        }
    }

    record Arrival(MessageForm message) implements TriggerForm {
        @Override
        public String name() {
            return message.name();
        }
    }

    record Timeout(Symbol timer) implements TriggerForm {
        @Override
        public String name() {
            return timer.name();
        }
    }
}
