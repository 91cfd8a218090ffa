package dev.sequent.proofs.smt.encode;

import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.MessageType;
import dev.sequent.language.model.Type;
import dev.sequent.proofs.smt.term.Evaluation;
import dev.sequent.proofs.smt.term.Term;
import dev.sequent.proofs.smt.term.Terms;
import dev.sequent.runtime.Times;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * What the symbols that a step begins with must be for it to be a certain step: {@link Concrete#step} the other way
 * round.
 */
public final class Pins {
    private static final BigInteger SPACE = BigInteger.ONE.shiftLeft(32);

    private final Execution execution;
    private final Terms terms;
    private final Map<Term, BigInteger> pins = new LinkedHashMap<>();

    /** @param execution that has not been asked for anything yet, or has: symbols are those of its beginning */
    public Pins(Execution execution, MachineType machine, Snapshot before, Concrete.Step step) {
        this.execution = execution;
        this.terms = execution.terms;
        var parameters = execution.world.parameters();
        for (int i = 0; i < parameters.size(); i++) {
            pin(parameters.get(i), OptionalLong.of(step.parameters().get(i)));
        }
        pin(execution.world.now(), BigInteger.valueOf(step.now()));
        // The numbers that others are counted from come first.
        for (var variable : machine.variables()) {
            if (execution.world.spaces().isBase(variable)) {
                pin(
                        execution.world.spaces().of(variable).base(),
                        BigInteger.valueOf(
                                step.before().scalars().get(variable.index()).orElseThrow()));
            }
        }
        for (var variable : machine.variables()) {
            if (!(variable.type() instanceof Type.Ranges)) {
                pin(before.variable(variable), step.before().scalars().get(variable.index()));
            }
        }
        for (int i = 0; i < before.running.size(); i++) {
            pin(before.running.get(i), bit(step.before().running().get(i)));
        }
        for (int i = 0; i < before.rows.size(); i++) {
            pin(before.rows.get(i), BigInteger.valueOf(step.before().rows().get(i)));
        }
        execution.given().forEach((i, value) -> pin(value, step.given().getOrDefault(i, OptionalLong.empty())));
    }

    /** Every symbol, and what it is. */
    public Map<Term, BigInteger> values() {
        return pins;
    }

    /** What the runtime's functions answer: as far as it is known who asks. @param known what is known of symbols */
    public void answers(Iterable<Long> answers, Evaluation known) {
        var next = answers.iterator();
        for (var event : execution.events()) {
            if (event instanceof Event.Asked asked) {
                boolean asks;
                try {
                    asks = known.truth(asked.path());
                } catch (Unpinned e) {
                    return;
                }
                if (asks) {
                    pin(asked.answer(), OptionalLong.of(next.hasNext() ? next.next() : 0));
                }
            }
        }
    }

    /** Nothing is known of a symbol: it is not of the beginning. */
    public static final class Unpinned extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public Unpinned(Object what) {
            super("of no step's beginning: " + what);
        }
    }

    private void pin(Value value, OptionalLong number) {
        switch (value) {
            case Value.Scalar v -> {
                if (v.term().kind() == Term.Kind.CHOICE) {
                    // A time, which may never have been set.
                    boolean never = number.orElse(0) == Times.NEVER;
                    pin(v.term().part(0), bit(never));
                    pin(v.term().part(2), BigInteger.valueOf(never ? 0 : number.orElse(0)));
                } else {
                    pin(v.term(), BigInteger.valueOf(number.orElse(0)));
                }
            }
            case Value.Sequence v -> pin(v.offset(), offset(v.space(), number));
            case Value.Maybe v -> {
                pin(v.present(), bit(number.isPresent()));
                pin(v.value(), number);
            }
            case Value.Flags v -> v.bits().forEach((mask, bit) -> pin(bit, bit((number.orElse(0) & mask) != 0)));
            case Value.Ranges _ -> throw new IllegalArgumentException("a set is known by what it answers");
        }
    }

    private BigInteger offset(Space space, OptionalLong number) {
        var base = space.base().isNumber() ? space.base().constant() : Objects.requireNonNull(pins.get(space.base()));
        var offset = number.isPresent()
                ? BigInteger.valueOf(number.getAsLong()).subtract(base).mod(SPACE)
                : BigInteger.ZERO;
        return offset.bitLength() == 32 ? offset.subtract(SPACE) : offset;
    }

    /** What is no symbol must be so in any case. */
    private void pin(Term term, BigInteger value) {
        switch (term.kind()) {
            case INTEGER, TRUTH -> {
                var bounded =
                        value.max(term.low().orElse(value)).min(term.high().orElse(value));
                if (!bounded.equals(value) && value.signum() != 0) {
                    throw new IllegalArgumentException(term + " cannot be " + value);
                }
                pins.put(term, bounded);
            }
            default -> {
                var is = new Evaluation(s -> Objects.requireNonNull(pins.get(s), s::toString)).value(term);
                if (!is.equals(value)) {
                    throw new IllegalArgumentException(term + " is " + is + " and not " + value);
                }
            }
        }
    }

    private static BigInteger bit(boolean value) {
        return value ? BigInteger.ONE : BigInteger.ZERO;
    }

    // ------------------------------------------------------------ what is seen afterwards

    /** That a machine remembers this. Its sets are not looked at: they are known by what they answer. */
    public static Term remembers(Execution execution, MachineType machine, Snapshot at, Concrete.Memory memory) {
        var terms = execution.terms;
        var same = terms.equal(at.state, terms.number(memory.state()));
        for (var variable : machine.variables()) {
            if (!(variable.type() instanceof Type.Ranges)) {
                same = terms.and(
                        same,
                        execution.values.equal(
                                at.variable(variable),
                                value(
                                        execution,
                                        variable.type(),
                                        memory.scalars().get(variable.index()))));
            }
        }
        for (int i = 0; i < at.running.size(); i++) {
            same = terms.and(
                    same,
                    terms.same(at.running.get(i), terms.truth(memory.running().get(i))));
        }
        for (int i = 0; i < at.rows.size(); i++) {
            same = terms.and(
                    same, terms.equal(at.rows.get(i), terms.number(memory.rows().get(i))));
        }
        return same;
    }

    /** That a message was sent with just these contents. @param fields those that are there */
    public static Term carries(
            Execution execution, MessageType message, Event.Sent sent, Map<Integer, OptionalLong> fields) {
        var same = execution.terms.truth(true);
        for (var field : message.fields()) {
            var value = sent.fields().getOrDefault(field.index(), execution.world.zero(field.type()));
            var seen = fields.getOrDefault(field.index(), OptionalLong.empty());
            same = execution.terms.and(same, execution.values.equal(value, value(execution, field.type(), seen)));
        }
        return same;
    }

    private static Value value(Execution execution, Type type, OptionalLong number) {
        if (type instanceof Type.Optional o) {
            return number.isPresent()
                    ? new Value.Maybe(execution.terms.truth(true), execution.world.constant(number.getAsLong(), o.of()))
                    : execution.world.zero(type);
        }
        return execution.world.constant(number.orElse(0), type);
    }

    /** That a symbol is what it is pinned to. */
    public static Term is(Terms terms, Term symbol, BigInteger value) {
        return symbol.kind() == Term.Kind.TRUTH
                ? value.signum() != 0 ? symbol : terms.not(symbol)
                : terms.equal(symbol, terms.number(value));
    }
}
