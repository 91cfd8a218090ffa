package dev.sequent.check;

import dev.sequent.check.figure.Values;
import dev.sequent.check.system.Plan;
import dev.sequent.check.system.Points;
import dev.sequent.check.system.Replay;
import dev.sequent.check.system.ScenarioSystem;
import dev.sequent.check.trace.Counterexample;
import dev.sequent.check.trace.Repetition;
import dev.sequent.check.trace.TraceFile;
import dev.sequent.check.trace.TraceStep;
import dev.sequent.codegen.CompiledCore;
import dev.sequent.spec.model.Protocol;
import dev.sequent.spec.model.Scenario;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Goes the way of a recorded trace again, on the generated core. */
public final class TraceReplay {
    private TraceReplay() {}

    /**
     * Replays on the core of a specification, be it the recorded one or another.
     *
     * @param sources the text of each file by its name, as {@code Compilation.sources} has it
     * @throws IllegalArgumentException when the specification has no such scenario, peers or parameters; says which
     */
    public static Repetition run(Protocol protocol, CompiledCore core, Map<String, String> sources, TraceFile file) {
        Counterexample trace = file.trace();
        Scenario scenario = scenario(protocol, trace);
        ScenarioSystem system = ScenarioSystem.of(new Plan(
                protocol, core.load(TraceReplay.class.getClassLoader()), scenario,
                settings(protocol, file.source().set())));
        var replay = new Replay(system, Points.of(core, sources));
        List<String> initial = replay.states();
        List<TraceStep> steps = replay.follow(trace.steps());
        return Repetition.of(trace, initial, steps, obstacle(trace, steps, replay));
    }

    /** The scenario that a trace is of. @throws IllegalArgumentException when the specification has no such one */
    public static Scenario scenario(Protocol protocol, Counterexample trace) {
        if (!protocol.name().equals(trace.protocol())) {
            throw new IllegalArgumentException("the trace is of " + trace.protocol() + ", and this is a specification of " + protocol.name());
        }
        Scenario scenario = protocol.scenarios().stream()
                .filter(s -> s.name().equals(trace.scenario()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the trace is of the scenario " + trace.scenario()
                        + ", which the specification has not; it has "
                        + String.join(", ", protocol.scenarios().stream().map(Scenario::name).toList())));
        List<String> peers = scenario.peers().stream().map(Scenario.Peer::name).toList();
        if (!peers.equals(trace.peers())) {
            throw new IllegalArgumentException("the trace has the peers " + String.join(", ", trace.peers()) + ", and the scenario "
                    + trace.scenario() + " has " + String.join(", ", peers));
        }
        return scenario;
    }

    /** What was set on the command line, in generic form. @throws IllegalArgumentException when there is no such parameter, or value */
    private static Map<String, Long> settings(Protocol protocol, Map<String, String> texts) {
        var values = new LinkedHashMap<String, Long>();
        texts.forEach((name, text) -> {
            Protocol.Param param = protocol.params().stream()
                    .filter(p -> p.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("the trace was found with " + name + " = " + text
                            + ", and the specification has no such parameter"));
            values.put(name, Values.parse(param.type(), text));
        });
        return values;
    }

    /** Everything that differs from the defaults: what the scenario sets, and over it what was set on the command line. */
    public static Map<String, Long> parameters(Protocol protocol, TraceFile file) {
        var values = new LinkedHashMap<String, Long>();
        scenario(protocol, file.trace()).settings().forEach(s -> values.put(s.param().name(), s.value()));
        values.putAll(settings(protocol, file.source().set()));
        return values;
    }

    private static Optional<String> obstacle(Counterexample trace, List<TraceStep> steps, Replay replay) {
        if (steps.size() < trace.steps().size()) {
            int next = steps.size() + 1;
            return Optional.of(!steps.isEmpty() && steps.getLast().fault().isPresent()
                    ? "step " + next + " cannot be taken, since the one before broke off"
                    : "step " + next + " cannot be taken: " + trace.actionText(next) + " is not possible here");
        }
        boolean open = trace.loop().isPresent() && !replay.same(trace.loop().getAsInt(), steps.size());
        return open ? Optional.of("the loop does not close: its last step leads elsewhere than to where it begins") : Optional.empty();
    }
}
