package dev.sequent.packet.stack;

import dev.sequent.packet.run.Bench;
import dev.sequent.packet.run.Settings;
import dev.sequent.packet.run.Subject;
import dev.sequent.runtime.Trace;
import java.util.Map;
import java.util.function.Supplier;

/** Hosts with stacks of the core that this class was loaded with. */
public final class StackBench implements Bench {

    private final Supplier<Trace> traces;

    /** For those who load it by its name. */
    public StackBench() {
        this(() -> Trace.NONE);
    }

    /**
     * Hosts that are listened to.
     *
     * @param traces one for each host, told of every point of the specification that it passes; asked by any thread
     */
    public StackBench(Supplier<Trace> traces) {
        this.traces = traces;
    }

    @Override
    public Subject open(Settings settings, Map<String, Long> parameters) {
        return new StackSubject(settings, parameters, traces.get());
    }
}
