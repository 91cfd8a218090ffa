package dev.sequent.language.interpret;

import dev.sequent.language.model.Expr;
import dev.sequent.language.model.Protocol;
import dev.sequent.runtime.Core;
import dev.sequent.runtime.Effects;
import dev.sequent.runtime.Ghosts;
import dev.sequent.runtime.Machine;
import dev.sequent.runtime.Message;
import dev.sequent.runtime.Parameters;
import dev.sequent.runtime.Step;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.IntConsumer;

/**
 * A specification, executed as it stands in the typed model. Does what the generated core does, apart from speed and
 * trace points: its machines call no {@link dev.sequent.runtime.Trace}, and its faults carry point -1.
 */
public final class InterpretedCore implements Core {
    private final Protocol protocol;
    private final IntConsumer reads;

    public InterpretedCore(Protocol protocol) {
        this(protocol, variable -> {});
    }

    /** @param reads told of each variable, by its ordinal, that a rule or a condition of some machine reads */
    public InterpretedCore(Protocol protocol, IntConsumer reads) {
        this.protocol = protocol;
        this.reads = reads;
    }

    @Override
    public String name() {
        return protocol.name();
    }

    @Override
    public Parameters parameters() {
        return new InterpretedParameters(protocol.params(), protocol.assumptions());
    }

    @Override
    public Machine machine(int machine, Parameters parameters, Effects effects) {
        return new InterpretedMachine(protocol, protocol.machines().get(machine), parameters, effects, reads);
    }

    @Override
    public Message message(int kind) {
        return new InterpretedMessage(protocol.messages().get(kind));
    }

    /**
     * What an expression is, over the memory of a machine at rest and nothing else.
     *
     * @param subject a machine of an {@code InterpretedCore}
     * @return in generic form; empty for an optional one without a value
     * @throws dev.sequent.runtime.Fault when it cannot be computed
     */
    public OptionalLong value(Expr expr, Machine subject) {
        return new Evaluator(interpreted(subject)).any(expr, new Activation());
    }

    private static InterpretedMachine interpreted(Machine machine) {
        if (machine instanceof InterpretedMachine m) {
            return m;
        }
        throw new IllegalArgumentException(
                "not a machine of an interpreted core: " + machine.getClass().getName());
    }

    /** Its methods accept machines of an {@code InterpretedCore} only. */
    @Override
    public Properties properties() {
        return new Predicates();
    }

    private final class Predicates implements Properties {
        @Override
        public boolean invariant(int machine, int invariant, Machine subject) {
            var condition =
                    protocol.machines().get(machine).invariants().get(invariant).condition();
            return new Evaluator(interpreted(subject)).truth(condition, new Activation());
        }

        @Override
        public boolean property(int property, int part, Machine[] peers, Ghosts[] ghosts, boolean channelEmpty) {
            var machines =
                    Arrays.stream(peers).map(InterpretedCore::interpreted).toList();
            var declared = protocol.properties().get(property);
            var condition =
                    part == 0 ? declared.condition() : declared.consequence().orElseThrow();
            return Evaluator.ofPeers(machines, List.of(ghosts), channelEmpty).truth(condition, new Activation());
        }

        @Override
        public boolean inFlight(int property, Machine[] peers, Ghosts[] ghosts, Message first, Message later) {
            var machines =
                    Arrays.stream(peers).map(InterpretedCore::interpreted).toList();
            return Evaluator.ofFlights(machines, List.of(ghosts), first, later)
                    .truth(protocol.properties().get(property).condition(), new Activation());
        }

        @Override
        public boolean step(int property, Machine before, Machine after, Step step) {
            var condition = protocol.properties().get(property).condition();
            return Evaluator.ofStep(interpreted(before), interpreted(after), step)
                    .truth(condition, new Activation());
        }

        @Override
        public boolean when(int scenario, int peer, int step, Machine subject) {
            var user = protocol.scenarios().get(scenario).peers().get(peer);
            int before = user.script().size();
            var guard =
                    (step < before ? user.script().get(step) : user.afterCrash().get(step - before)).when();
            return guard.isEmpty() || new Evaluator(interpreted(subject)).truth(guard.get(), new Activation());
        }
    }
}
