package dev.sequent.proofs.smt.prove;

import dev.sequent.language.interpret.InterpretedCore;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.MachineType.Trigger;
import dev.sequent.language.model.MessageType;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Span;
import dev.sequent.language.model.Type;
import dev.sequent.proofs.smt.encode.Concrete;
import dev.sequent.proofs.smt.encode.Event;
import dev.sequent.proofs.smt.encode.Execution;
import dev.sequent.proofs.smt.encode.FaultKind;
import dev.sequent.proofs.smt.encode.Sets;
import dev.sequent.proofs.smt.encode.Sink;
import dev.sequent.proofs.smt.encode.Snapshot;
import dev.sequent.proofs.smt.encode.Value;
import dev.sequent.proofs.smt.term.Evaluation;
import dev.sequent.proofs.smt.term.Term;
import dev.sequent.proofs.smt.term.Terms;
import dev.sequent.runtime.BitWriter;
import dev.sequent.runtime.Machine;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Consumer;

/**
 * One trigger in one state, executed with symbols once; then the symbols are drawn, and the interpreter does the same.
 */
final class Rehearsal {
    /** How many turns of a loop are written out. */
    private static final int TURNS = 3;

    record Demand(FaultKind kind, Span span, Term path, Term demanded) {
        /** That it is broken. */
        Term broken(Terms terms) {
            return terms.and(path, terms.not(demanded));
        }
    }

    /**
     * What a draw came to, and what the interpreter says of it: both the same.
     *
     * @param after what the machine remembers afterwards; nothing, if the step ends in a fault
     * @param broken what is demanded and does not hold; nothing, unless the step ends in a fault
     * @param end where the step ends; nothing, if the step ends in a fault
     */
    record Drawn(
            Evaluation evaluation,
            Concrete.Step step,
            Interpretation.Outcome outcome,
            Optional<Concrete.Memory> after,
            Optional<Demand> broken,
            Optional<Execution.Exit> end) {}

    private final Protocol protocol;
    private final MachineType machine;
    private final Trigger trigger;
    private final Execution execution;
    private final Snapshot before;
    private final List<Execution.Exit> exits;
    private final List<Demand> demands = new ArrayList<>();
    private final List<Term> facts = new ArrayList<>();
    private final Terms terms = new Terms();
    private final Map<Term, Sets.Asked> asked = new HashMap<>();
    private final boolean whole;
    private final Map<Boolean, Integer> verdicts = new HashMap<>();
    /** By property: for each end, whether it holds there. */
    private final Map<Protocol.Property, List<Term>> properties = new LinkedHashMap<>();

    /** @param whole whether it is a step as properties take it; then they are compared as well */
    Rehearsal(Protocol protocol, MachineType machine, Trigger trigger, MachineType.State state, boolean whole) {
        this.protocol = protocol;
        this.machine = machine;
        this.trigger = trigger;
        this.execution = new Execution(
                protocol, machine, terms, new Collecting(), new Execution.LoopMode(Optional.of(TURNS), List.of()));
        this.before = execution.anyMachine(state);
        this.whole = whole;
        this.exits = whole ? execution.whole(trigger, state, before) : execution.step(trigger, state, before);
        for (var property : whole ? StepProperties.of(protocol, machine) : List.<Protocol.Property>of()) {
            properties.put(
                    property,
                    exits.stream()
                            .map(e -> execution.holds(property.condition(), trigger, before, e.at()))
                            .toList());
        }
        // The invariants are evaluated afterwards, too.
        execution.sets().asked().forEach(a -> asked.put(a.symbol(), a));
    }

    private final class Collecting implements Sink {
        @Override
        public void fact(Term fact) {
            facts.add(fact);
        }

        @Override
        public void demand(FaultKind kind, Span span, List<String> chain, Term path, Term demanded) {
            demands.add(new Demand(kind, span, path, demanded));
        }

        @Override
        public boolean follows(Term claim) {
            return false;
        }

        @Override
        public List<Term> following(List<Term> claims) {
            throw new IllegalStateException("loops are written out");
        }

        @Override
        public void mute() {
            throw new IllegalStateException("loops are written out");
        }

        @Override
        public void listen() {
            throw new IllegalStateException("loops are written out");
        }
    }

    /** What a draw came to. */
    enum Kind {
        FAULT,
        END,
        /** A loop took more turns than were written out. */
        BEYOND
    }

    /** @throws AssertionError if terms and interpreter do not agree */
    Kind draw(Random random) {
        return draw(random, d -> {});
    }

    /** @param seen is told of a step that was compared */
    Kind draw(Random random, Consumer<Drawn> seen) {
        var sets = new ConcreteSets[1];
        var evaluation = new Evaluation(symbol -> asked.containsKey(symbol)
                ? sets[0].answer(asked.get(symbol))
                : symbol.kind() == Term.Kind.TRUTH ? BigInteger.valueOf(random.nextInt(2)) : draw(symbol, random));
        sets[0] = new ConcreteSets(random, evaluation, StepSymbols.base(terms, machine, before));
        var concrete = new Concrete(execution, evaluation, sets[0]::ranges);
        var step = concrete.step(protocol, execution, machine, trigger, before);
        if (evaluation.truth(execution.beyond())) {
            return Kind.BEYOND;
        }
        var interpretation = new Interpretation(protocol, new InterpretedCore(protocol));
        var taken = whole ? Optional.of(interpretation.whole(step)) : Optional.<Interpretation.Whole>empty();
        var outcome = taken.map(Interpretation.Whole::outcome).orElseGet(() -> interpretation.take(step));
        var fault = demands.stream()
                .filter(d ->
                        d.kind() != FaultKind.TURNS && evaluation.truth(d.path()) && !evaluation.truth(d.demanded()))
                .findFirst();
        if (fault.isPresent()) {
            require(outcome.fault().isPresent(), step, "no fault, but " + fault.get());
            seen.accept(new Drawn(evaluation, step, outcome, Optional.empty(), fault, Optional.empty()));
            return Kind.FAULT;
        }
        require(outcome.fault().isEmpty(), step, "a fault: " + outcome.fault());
        for (var fact : facts) {
            require(evaluation.truth(fact), step, "not true of sets: " + fact);
        }
        var ends = exits.stream().filter(e -> evaluation.truth(e.at().path())).toList();
        require(ends.size() == 1, step, ends.size() + " ends");
        var end = ends.getFirst();
        // What an arrival comes to is not what the event after it comes to.
        require(
                whole || end.result() == outcome.result(),
                step,
                "result " + outcome.result() + " and not " + end.result());
        var predicted = events(concrete, evaluation);
        require(predicted.equals(outcome.events()), step, "did " + outcome.events() + " and not " + predicted);
        var memory = withSets(concrete, sets[0], end.at());
        require(same(outcome.after(), memory), step, "after: " + memory);
        properties.forEach((property, holds) -> {
            boolean expected = evaluation.truth(holds.get(exits.indexOf(end)));
            var against = interpretation.against(property, taken.orElseThrow());
            require(expected == against.isEmpty(), step, property.name() + ": " + expected + ", and " + against);
            verdicts.merge(expected, 1, Integer::sum);
        });
        seen.accept(new Drawn(evaluation, step, outcome, Optional.of(memory), Optional.empty(), Optional.of(end)));
        return Kind.END;
    }

    // ------------------------------------------------------------ what it is made of

    Terms terms() {
        return terms;
    }

    Execution execution() {
        return execution;
    }

    Snapshot before() {
        return before;
    }

    List<Execution.Exit> exits() {
        return exits;
    }

    /** In the order in which the rules come to them, but those about numbers that are far apart, which are no fault. */
    List<Demand> demands() {
        return demands.stream().filter(d -> d.kind() != FaultKind.TURNS).toList();
    }

    List<Term> facts() {
        return facts;
    }

    /** How often a property was true of a step, and how often it was not. */
    Map<Boolean, Integer> verdicts() {
        return verdicts;
    }

    private Concrete.Memory withSets(Concrete concrete, ConcreteSets sets, Snapshot end) {
        var ranges = new HashMap<Integer, List<Concrete.Range>>();
        for (var variable : machine.variables()) {
            if (end.variable(variable) instanceof Value.Ranges r) {
                ranges.put(variable.index(), sets.ranges(r.set()));
            }
        }
        return concrete.memory(machine, end, ranges);
    }

    private boolean same(Machine after, Concrete.Memory memory) {
        var seen = new BitWriter();
        after.encode(seen);
        var expected = Concrete.encode(machine, memory);
        return java.util.Arrays.equals(seen.toArray(), expected.toArray());
    }

    private void require(boolean holds, Concrete.Step step, String what) {
        if (!holds) {
            throw new AssertionError(machine.name() + ", " + trigger.name() + " in "
                    + machine.states().get(step.before().state()).name() + ": " + what + "\n" + step.before() + "\n"
                    + step.given() + "\nparameters " + step.parameters() + ", now " + step.now());
        }
    }

    // ------------------------------------------------------------ events, as the interpreter's recorder writes them

    private List<String> events(Concrete concrete, Evaluation evaluation) {
        var events = new ArrayList<String>();
        for (var event : execution.events()) {
            if (evaluation.truth(event.path())) {
                switch (event) {
                    case Event.Sent e ->
                        events.add("send " + message(protocol.messages().get(e.message()), e, concrete));
                    case Event.Signalled e -> events.add("signal " + e.signal());
                    case Event.Effected e -> {
                        var text = new StringBuilder("effect " + e.effect());
                        for (int i = 0; i < 4; i++) {
                            text.append(' ')
                                    .append(
                                            i < e.arguments().size()
                                                    ? concrete.scalar(e.arguments()
                                                                    .get(i))
                                                            .orElse(0)
                                                    : 0);
                        }
                        events.add(text.toString());
                    }
                    case Event.Started e -> events.add("start " + e.timer() + " " + evaluation.value(e.at()));
                    case Event.Asked _, Event.Deleted _ -> {
                        // The recorder only answers; that all is forgotten, it sees by the memory.
                    }
                }
            }
        }
        return events;
    }

    private static String message(MessageType type, Event.Sent sent, Concrete concrete) {
        var text = new StringBuilder(type.name());
        for (var field : type.fields()) {
            var value = sent.fields().get(field.index());
            var known = value != null
                    ? concrete.scalar(value)
                    : field.type() instanceof Type.Optional ? OptionalLong.empty() : OptionalLong.of(0);
            known.ifPresent(
                    v -> text.append(' ').append(field.name()).append('=').append(v));
        }
        return text.toString();
    }

    // ------------------------------------------------------------ draws

    static BigInteger draw(Term symbol, Random random) {
        var low = symbol.low().orElseThrow();
        var high = symbol.high().orElseThrow();
        var width = high.subtract(low).add(BigInteger.ONE);
        var drawn = switch (random.nextInt(8)) {
            case 0 -> low.add(BigInteger.valueOf(random.nextInt(3)));
            case 1 -> high.subtract(BigInteger.valueOf(random.nextInt(3)));
            case 2 -> low.add(new BigInteger(width.bitLength() + 8, random).mod(width));
            case 3 -> BigInteger.valueOf(random.nextInt(200_000) - 50_000L);
            case 4 -> BigInteger.valueOf(random.nextLong(10_000_000_000L));
            default -> BigInteger.valueOf(random.nextInt(60) - 10L);
        };
        return drawn.max(low).min(high);
    }
}
