package dev.sequent.codegen.validation;

import dev.sequent.language.model.MachineType.Timer;
import dev.sequent.language.model.MachineType.Trigger;
import java.util.List;

/** Something that happens to a machine at a time (nanoseconds). */
public sealed interface Event {
    long now();

    record Call(Trigger.Call call, long now, List<Long> arguments) implements Event {
        long argument(int i) {
            return i < arguments.size() ? arguments.get(i) : 0;
        }

        @Override
        public String toString() {
            return "at " + now + " " + call.name() + arguments;
        }
    }

    record Arrival(Content message, long now) implements Event {
        @Override
        public String toString() {
            return "at " + now + " arrives " + message;
        }
    }

    record Timeout(Timer timer, long now) implements Event {
        @Override
        public String toString() {
            return "at " + now + " timeout " + timer.name();
        }
    }
}
