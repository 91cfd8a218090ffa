package dev.sequent.check.system;

import dev.sequent.language.model.Citation;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Span;
import java.util.List;

/**
 * Something that the search watches for.
 *
 * @param name as verdicts spell it, for instance {@code Connection.ack-order}
 * @param declared names of the property's or witness's peers; empty for what is not a property or witness
 * @param of the binding in which a property is watched, or for which its witness vouches: ordinals of the scenario's
 *     peers; empty for liveness, which is judged in all
 * @param bindings the readings of the condition
 * @param citations where the demand comes from
 */
public record Watch(
        Kind kind,
        String name,
        List<String> declared,
        List<Integer> of,
        List<Binding> bindings,
        String doc,
        List<Citation> citations,
        Span span) {
    public enum Kind {
        /** A machine broke one of its own rules, or threw. */
        FAULT,
        /**
         * Nothing can happen, no timer is merely held back by a bound, and some peer waits: its user has steps left
         * while its machine is neither in its initial state nor in one in which it may end. Other states without a
         * successor are ends.
         */
        DEADLOCK,
        INVARIANT,
        ALWAYS,
        NEVER,
        /** Of every step of one machine. */
        STEP,
        /** To be reached: such a step of one machine. */
        STEP_WITNESS,
        /** To be reached: a state in which the condition holds. */
        WITNESS,
        /** About runs, not states: judged after the search, over its graph. */
        LEADS_TO,
        EVENTUALLY_ALWAYS,
        POSSIBLE;

        /** Whether it is a property of the specification that a witness of the same name can vouch for. */
        public boolean property() {
            return switch (this) {
                case ALWAYS, NEVER, STEP, LEADS_TO, EVENTUALLY_ALWAYS, POSSIBLE -> true;
                case FAULT, DEADLOCK, INVARIANT, WITNESS, STEP_WITNESS -> false;
            };
        }

        /** Whether it is judged by steps. */
        public boolean ofSteps() {
            return this == STEP || this == STEP_WITNESS;
        }

        public boolean witness() {
            return this == WITNESS || this == STEP_WITNESS;
        }

        public boolean liveness() {
            return this == LEADS_TO || this == EVENTUALLY_ALWAYS || this == POSSIBLE;
        }
    }

    /**
     * One reading of the condition in this scenario.
     *
     * @param number of the property, or of the machine's invariant
     * @param peers the scenario's peers that stand for the property's, in its order; for an invariant the one peer
     */
    public record Binding(int number, List<Integer> peers) {}

    public boolean bad() {
        return !kind.witness();
    }

    /** Whether the witness shows that the property says something in that binding. */
    public boolean vouchesFor(Watch property, List<Integer> binding) {
        return kind.witness() && property.kind.property() && name.equals(property.name) && of.equals(binding);
    }

    /** Liveness in one of its bindings. */
    public Watch in(List<Integer> binding) {
        return new Watch(kind, name, declared, binding, bindings, doc, citations, span);
    }

    static Watch of(Checked checked) {
        Protocol.Property property = checked.property();
        Kind kind = switch (property.kind()) {
            case ALWAYS -> Kind.ALWAYS;
            case NEVER -> Kind.NEVER;
            case WITNESS -> Kind.WITNESS;
            case STEP -> Kind.STEP;
            case STEP_WITNESS -> Kind.STEP_WITNESS;
            case LEADS_TO -> Kind.LEADS_TO;
            case EVENTUALLY_ALWAYS -> Kind.EVENTUALLY_ALWAYS;
            case POSSIBLE -> Kind.POSSIBLE;
        };
        return new Watch(
                kind,
                property.name(),
                property.peers().stream().map(Protocol.Property.Peer::name).toList(),
                checked.of(),
                checked.bindings(),
                property.doc(),
                property.citations(),
                property.span());
    }
}
