package dev.sequent.language.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A whole specification: all files, imports followed, one module chosen for each interface.
 *
 * @param name as in {@code protocol TCP}
 * @param title the text after it, or empty
 * @param files every file that was read, root first, names relative to the root's folder
 */
public record Protocol(
        String name,
        String title,
        List<String> files,
        List<Param> params,
        List<Assumption> assumptions,
        List<Type.Enum> enums,
        List<MessageType> messages,
        List<Extern> externs,
        List<MachineType> machines,
        List<Property> properties,
        List<Scenario> scenarios) {

    /**
     * A demand that no scenario checks.
     *
     * @param name as verdicts spell it
     * @param why the specification declares it {@code unchecked}, with this reason
     */
    public record Unchecked(String name, Span span, Optional<String> why) {}

    /** Every property that no scenario checks, and every invariant of a machine that no scenario has. */
    public List<Unchecked> unchecked() {
        var found = new ArrayList<Unchecked>();
        for (MachineType machine : machines) {
            if (scenarios.stream()
                    .flatMap(s -> s.peers().stream())
                    .noneMatch(p -> p.machine().equals(machine))) {
                machine.invariants()
                        .forEach(i ->
                                found.add(new Unchecked(machine.name() + "." + i.name(), i.span(), i.unchecked())));
            }
        }
        for (Property property : properties) {
            if (!property.kind().witness()
                    && scenarios.stream().noneMatch(s -> s.checks().contains(property))) {
                found.add(new Unchecked(property.name(), property.span(), property.unchecked()));
            }
        }
        return List.copyOf(found);
    }

    public MachineType machine(String machineName) {
        return machines.stream()
                .filter(m -> m.name().equals(machineName))
                .findFirst()
                .orElseThrow();
    }

    /**
     * A parameter: it configures an instance, and is never a constant of the class.
     *
     * @param defaultValue in the generic form of {@link Type}
     * @param min smallest value allowed; {@code Long.MIN_VALUE} when the declaration gives no range
     * @param max largest value allowed; {@code Long.MAX_VALUE} when the declaration gives no range
     * @param sysctl the Linux sysctl that it mirrors, or empty
     */
    public record Param(
            int index,
            String name,
            Type type,
            long defaultValue,
            long min,
            long max,
            String sysctl,
            String doc,
            List<Citation> citations,
            Span span) {}

    /**
     * A relation between parameters that the specification counts on: instances that break it are refused.
     *
     * @param condition of parameters and constants
     * @param text the condition as it is written, on one line
     * @param span of the condition
     */
    public record Assumption(Expr condition, String text, String doc, List<Citation> citations, Span span) {
        public Assumption {
            citations = List.copyOf(citations);
        }

        /** The parameters that it relates, each once, in the order in which it names them. */
        public List<Param> params() {
            var found = new ArrayList<Param>();
            collect(condition, found);
            return List.copyOf(found);
        }

        private static void collect(Expr expr, List<Param> found) {
            if (expr instanceof Expr.ParamRef ref && !found.contains(ref.param())) {
                found.add(ref.param());
            }
            ExprParts.of(expr).forEach(part -> collect(part, found));
        }
    }

    /** A runtime function: {@code extern function isn() : seq}. */
    public record Extern(
            int index,
            String name,
            List<Local> parameters,
            Type type,
            String doc,
            List<Citation> citations,
            Span span) {}

    /**
     * A property over peers; {@code peers.get(i).machine} names the machine type of peer i. Inside {@code condition}
     * and {@code consequence}, expressions on a peer are wrapped in {@link Expr.OfPeer}.
     *
     * @param lemma whether it is stated for the sake of proofs
     * @param flights the messages in flight that it is about; then it is of kind {@code ALWAYS}
     * @param consequence for {@code E ~> F} the F; otherwise empty
     * @param unchecked why no scenario checks it, in the specification's words
     */
    public record Property(
            String name,
            Kind kind,
            boolean lemma,
            List<Peer> peers,
            Optional<Flights> flights,
            Expr condition,
            Optional<Expr> consequence,
            String doc,
            List<Citation> citations,
            Optional<String> unchecked,
            Span span) {
        public enum Kind {
            /** In every state. */
            ALWAYS,
            /** In no state. */
            NEVER,
            /** In some state: what shows that a property of that name is not vacuous. */
            WITNESS,
            /** In some step of the one peer that it names; the same for properties of steps. */
            STEP_WITNESS,
            /** In every step of the one peer that it names; the condition compares before and after. */
            STEP,
            /** {@code E ~> F}: on every fair run each state with E is followed by one with F, or has F itself. */
            LEADS_TO,
            /** On every fair run the condition holds from some state on. */
            EVENTUALLY_ALWAYS,
            /** From every reachable state a state with the condition can be reached. */
            POSSIBLE;

            /** Whether it is about steps, and not about states or runs. */
            public boolean ofSteps() {
                return this == STEP || this == STEP_WITNESS;
            }

            /** Whether it is to be reached, and not demanded. */
            public boolean witness() {
                return this == WITNESS || this == STEP_WITNESS;
            }

            /** Whether it is about runs, and not about states or steps. */
            public boolean liveness() {
                return this == LEADS_TO || this == EVENTUALLY_ALWAYS || this == POSSIBLE;
            }
        }

        public record Peer(int index, String name, String machine) {}

        /**
         * The condition is one on every message in flight between two of the peers, or on every two of them that may
         * arrive in that order. Inside it, a {@link Expr.FieldRef} or {@link Expr.DerivedRef} that is not
         * {@code outgoing} reads the first, the others the second.
         *
         * @param later empty: it is about one
         * @param from ordinal of the sender; the other one is the receiver
         */
        public record Flights(MessageType first, Optional<MessageType> later, int from) {
            /** Whether these may be the messages. */
            public boolean are(int firstKind, int laterKind) {
                return first.kind() == firstKind
                        && later.map(l -> l.kind() == laterKind).orElse(true);
            }
        }
    }
}
