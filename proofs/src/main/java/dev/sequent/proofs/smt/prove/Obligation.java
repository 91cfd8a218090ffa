package dev.sequent.proofs.smt.prove;

import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.MachineType.Trigger;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Span;
import dev.sequent.proofs.smt.encode.FaultKind;
import java.util.List;
import java.util.Optional;

/**
 * Something that is to be shown of every step that a machine can take on one trigger in one state.
 *
 * @param trigger none for what is to be shown of a machine as it begins
 */
public record Obligation(MachineType machine, Optional<Trigger> trigger, MachineType.State state, Claim claim) {

    /** What is to be shown. */
    public sealed interface Claim {
        Span span();

        /** The rule breaks no rule of the language here. @param chain the routines that led here, outermost first */
        record NoFault(FaultKind kind, Span span, List<String> chain) implements Claim {}

        /** The machine's invariant holds afterwards. */
        record Invariant(MachineType.Invariant invariant) implements Claim {
            @Override
            public Span span() {
                return invariant.span();
            }
        }

        /** Times that are remembered lie in the past. */
        record Past(MachineType.Variable variable) implements Claim {
            @Override
            public Span span() {
                return variable.span();
            }
        }

        /** The step, as a whole, has the property. */
        record OfStep(Protocol.Property property) implements Claim {
            @Override
            public Span span() {
                return property.span();
            }
        }

        /** Some step is one that a property of steps speaks of: one that its witness asks for. */
        record Witnessed(Protocol.Property property) implements Claim {
            @Override
            public Span span() {
                return property.span();
            }
        }

        /**
         * The claim about two peers outlives the step.
         *
         * @param channel what the network does between them
         * @param until how far it is claimed, if not for ever
         */
        record OfPeers(Protocol.Property property, Channel channel, Optional<String> until) implements Claim {
            @Override
            public Span span() {
                return property.span();
            }
        }

        /** Some machine in that state can take the step at all. */
        record Possible(Span span) implements Claim {}
    }

    /** What happens: {@code SEGMENT in LISTEN}. */
    public String step() {
        return claim instanceof Claim.Witnessed && trigger.isEmpty() ? "any step" : step(trigger, state);
    }

    static String step(Optional<Trigger> trigger, MachineType.State state) {
        return trigger.map(t -> prefix(t) + t.name() + " in " + state.name()).orElse("the beginning");
    }

    private static String prefix(Trigger trigger) {
        return trigger instanceof Trigger.Timeout ? "timeout " : "";
    }

    /** What must be true. */
    public String demand() {
        return switch (claim) {
            case Claim.NoFault c -> c.kind().demand();
            case Claim.Invariant c -> c.invariant().name();
            case Claim.OfStep c -> c.property().name();
            case Claim.Witnessed c -> "some step is one that " + c.property().name() + " speaks of";
            case Claim.OfPeers c -> c.property().name();
            case Claim.Past c -> c.variable().name() + " lies in the past";
            case Claim.Possible _ -> "the step is possible";
        };
    }
}
