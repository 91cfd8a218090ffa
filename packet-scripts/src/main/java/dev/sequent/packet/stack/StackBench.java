package dev.sequent.packet.stack;

import dev.sequent.packet.run.Bench;
import dev.sequent.packet.run.Settings;
import dev.sequent.packet.run.Subject;
import java.util.Map;

/** Hosts with stacks of the core that this class was loaded with. */
public final class StackBench implements Bench {

    /** For those who load it by its name. */
    public StackBench() {}

    @Override
    public Subject open(Settings settings, Map<String, Long> parameters) {
        return new StackSubject(settings, parameters);
    }
}
