package dev.sequent.proofs.smt.encode;

import dev.sequent.language.model.Expr;
import dev.sequent.language.model.Local;
import dev.sequent.language.model.MessageType;
import dev.sequent.language.model.Span;
import dev.sequent.language.model.Type;
import dev.sequent.proofs.smt.term.Term;
import dev.sequent.proofs.smt.term.Terms;
import dev.sequent.runtime.Times;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What expressions are worth at some place of a rule; where one may be a fault, that is demanded not to be. */
final class Expressions {
    private static final BigInteger LEAST = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

    private final Execution execution;
    private final Terms terms;
    private final Sequences sequences;
    private final Values values;
    private final Sets sets;
    private final Arithmetics arithmetics;

    Expressions(Execution execution) {
        this.execution = execution;
        this.terms = execution.terms;
        this.sequences = execution.sequences;
        this.values = execution.values;
        this.sets = execution.sets;
        this.arithmetics = new Arithmetics(execution);
    }

    /** A truth value. */
    Term truth(Expr expr, Snapshot at) {
        return ((Value.Scalar) value(expr, at)).term();
    }

    /** An integer, a duration, a time. */
    Term number(Expr expr, Snapshot at) {
        return values.number(value(expr, at));
    }

    private Value.Sequence sequence(Expr expr, Snapshot at) {
        return (Value.Sequence) value(expr, at);
    }

    /** An offset in the space of the set. */
    Term point(Expr expr, Snapshot at, Space space) {
        return sets.point(sequences.in(space, sequence(expr, at)).offset());
    }

    Value value(Expr expr, Snapshot at) {
        return switch (expr) {
            case Expr.Literal e -> execution.world.constant(e.value(), e.type());
            case Expr.None e -> execution.world.zero(e.type());
            case Expr.Now _ -> new Value.Scalar(execution.world.now());
            case Expr.ParamRef e -> execution.world.parameters().get(e.param().index());
            case Expr.VariableRef e -> at.variable(e.variable());
            case Expr.LocalRef e -> known(at.locals, e.local().index(), e);
            case Expr.FieldRef e -> field(e.message(), e.field(), e.outgoing(), at);
            case Expr.OwnField e -> known(execution.own(), e.field().index(), e);
            case Expr.DerivedRef e -> derived(e, at);
            case Expr.ColumnRef e ->
                execution.world.any(
                        e.column().name(), e.type(), execution.world.spaces().absolute());
            case Expr.HasBit e -> truth(values.bit(value(e.bits(), at), e.mask()));
            case Expr.Present e -> truth(((Value.Maybe) value(e.value(), at)).present());
            case Expr.Unwrap e -> {
                var maybe = (Value.Maybe) value(e.value(), at);
                execution.demand(FaultKind.ABSENT, e.span(), at, maybe.present());
                yield maybe.value();
            }
            case Expr.Wrap e -> new Value.Maybe(terms.truth(true), value(e.value(), at));
            case Expr.InState e -> truth(execution.in(e.states(), at));
            case Expr.Running e -> truth(at.running.get(e.timer().index()));
            case Expr.Not e -> truth(terms.not(truth(e.operand(), at)));
            case Expr.Logic e -> truth(logic(e, at));
            case Expr.Compare e -> truth(compare(e, at));
            case Expr.Negate e -> new Value.Scalar(fit(terms.negate(number(e.operand(), at)), e.span(), at));
            case Expr.Arithmetic e -> arithmetic(e, at);
            case Expr.Conditional e -> {
                var condition = truth(e.condition(), at);
                if (condition.isTrue() || condition.isFalse()) {
                    yield value(condition.isTrue() ? e.then() : e.otherwise(), at);
                }
                var then = under(condition, at, () -> value(e.then(), at));
                var otherwise = under(terms.not(condition), at, () -> value(e.otherwise(), at));
                yield values.choice(condition, then, otherwise);
            }
            case Expr.CallFunction e ->
                execution.statements.function(
                        e.function(), arguments(e.function().parameters(), e.arguments(), at), at);
            case Expr.CallExtern e -> {
                arguments(e.function().parameters(), e.arguments(), at);
                var answer = execution.world.any(
                        e.function().name(), e.type(), execution.world.spaces().absolute());
                execution.happens(new Event.Asked(at.path, e.function().index(), answer));
                yield answer;
            }
            case Expr.CallBuiltin e -> builtin(e, at);
            case Expr.OfPeer e -> execution.ofPeer(e, at);
            case Expr.Old e -> value(e.expr(), happenings(e).earlier(at));
            case Expr.OfStep e -> truth(happenings(e).truth(e, at));
            case Expr.TableRef _, Expr.ChannelEmpty _, Expr.Ghost _ -> throw misplaced(expr);
        };
    }

    private static Value truth(Term term) {
        return new Value.Scalar(term);
    }

    private static Value known(Map<Integer, Value> places, int index, Expr expr) {
        return Objects.requireNonNull(places.get(index), () -> expr.span() + ": read before it has a value");
    }

    private Happenings happenings(Expr expr) {
        return execution.happenings().orElseThrow(() -> misplaced(expr));
    }

    private static IllegalStateException misplaced(Expr expr) {
        return new IllegalStateException(
                expr.span() + ": " + expr.getClass().getSimpleName() + " has no value in a machine");
    }

    /** Evaluates what is only reached under a condition. */
    private <T> T under(Term condition, Snapshot at, java.util.function.Supplier<T> inner) {
        var outer = at.path;
        at.path = terms.and(outer, condition);
        try {
            return inner.get();
        } finally {
            at.path = outer;
        }
    }

    // ------------------------------------------------------------ messages

    private Value field(MessageType message, MessageType.Field field, boolean outgoing, Snapshot at) {
        var fields = outgoing ? at.outgoing.getOrDefault(message.kind(), Map.of()) : execution.arriving();
        var value = fields.get(field.index());
        return value == null ? execution.world.zero(field.type()) : value;
    }

    private Value derived(Expr.DerivedRef e, Snapshot at) {
        var fields = new HashMap<Integer, Value>();
        e.message().fields().forEach(f -> fields.put(f.index(), field(e.message(), f, e.outgoing(), at)));
        execution.push(fields);
        try {
            return store(
                    e.derived().type(),
                    value(e.derived().value(), at),
                    e.derived().span(),
                    at);
        } finally {
            execution.pop();
        }
    }

    // ------------------------------------------------------------ storing

    /** A value on its way into a place: it must fit there. */
    Value store(Type type, Value value, Span span, Snapshot at) {
        if (type instanceof Type.UInt || type instanceof Type.Enum || type instanceof Type.Row) {
            if (value instanceof Value.Flags) {
                return value;
            }
            execution.demand(
                    FaultKind.RANGE, span, at, terms.within(values.number(value), World.least(type), World.most(type)));
        } else if (type instanceof Type.Optional o && value instanceof Value.Maybe maybe) {
            under(maybe.present(), at, () -> store(o.of(), maybe.value(), span, at));
        }
        return value;
    }

    /** Evaluates arguments in order; each must fit its parameter. */
    Map<Integer, Value> arguments(List<Local> parameters, List<Expr> arguments, Snapshot at) {
        var bound = new HashMap<Integer, Value>();
        for (int i = 0; i < parameters.size(); i++) {
            var parameter = parameters.get(i);
            var argument = arguments.get(i);
            bound.put(parameter.index(), store(parameter.type(), value(argument, at), argument.span(), at));
        }
        return bound;
    }

    // ------------------------------------------------------------ propositions

    private Term logic(Expr.Logic e, Snapshot at) {
        var window = Window.of(e);
        if (window.isPresent()) {
            return inside(window.get(), at);
        }
        var left = truth(e.left(), at);
        if (e.op() == Expr.Logic.Op.OR ? left.isTrue() : left.isFalse()) {
            return terms.truth(e.op() != Expr.Logic.Op.AND);
        }
        return switch (e.op()) {
            case AND -> terms.and(left, under(left, at, () -> truth(e.right(), at)));
            case OR -> terms.or(left, under(terms.not(left), at, () -> truth(e.right(), at)));
            case IMPLIES -> terms.implies(left, under(left, at, () -> truth(e.right(), at)));
        };
    }

    private Term compare(Expr.Compare e, Snapshot at) {
        if (arithmetics.isDifferenceOfTimes(e.left()) || arithmetics.isDifferenceOfTimes(e.right())) {
            return arithmetics.compareDifference(e, at);
        }
        var left = value(e.left(), at);
        var right = value(e.right(), at);
        if (left instanceof Value.Sequence a && right instanceof Value.Sequence b) {
            return switch (e.op()) {
                case EQ, NE -> order(e.op(), a, b);
                case LT, LE -> near(e.span(), a, b, at, order(e.op(), a, b));
                case GT, GE -> near(e.span(), b, a, at, order(e.op(), a, b));
            };
        }
        return switch (e.op()) {
            case EQ -> values.equal(left, right);
            case NE -> terms.not(values.equal(left, right));
            case LT, LE, GT, GE -> arithmetics.order(e.op(), values.number(left), values.number(right));
        };
    }

    /**
     * {@code a <= x < b}: whatever x is, also half a circle away and further, this says whether it is one of the
     * numbers from a to b, as long as b lies less than half a circle ahead of a.
     */
    private Term inside(Window window, Snapshot at) {
        var first = sequence(window.first(), at);
        var number = sequence(window.number(), at);
        var beyond = order(window.left(), first, number);
        return terms.and(beyond, under(beyond, at, () -> {
            var last = sequence(window.last(), at);
            execution.demand(
                    FaultKind.TURNS,
                    window.span(),
                    at,
                    window.upwards() ? sequences.ahead(first, last) : sequences.ahead(last, first));
            return order(window.right(), number, last);
        }));
    }

    private Term order(Expr.Compare.Op op, Value.Sequence a, Value.Sequence b) {
        return switch (op) {
            case EQ -> sequences.equal(a, b);
            case NE -> terms.not(sequences.equal(a, b));
            case LT -> sequences.less(a, b);
            case LE -> sequences.lessOrEqual(a, b);
            case GT -> sequences.less(b, a);
            case GE -> sequences.lessOrEqual(b, a);
        };
    }

    private Term near(Span span, Value.Sequence a, Value.Sequence b, Snapshot at, Term result) {
        execution.demand(FaultKind.TURNS, span, at, sequences.near(a, b));
        return result;
    }

    // ------------------------------------------------------------ arithmetic

    Term fit(Term number, Span span, Snapshot at) {
        execution.demand(FaultKind.OVERFLOW, span, at, terms.within(number, LEAST, MOST));
        return number;
    }

    private Value arithmetic(Expr.Arithmetic e, Snapshot at) {
        var left = value(e.left(), at);
        var right = value(e.right(), at);
        if (left instanceof Value.Sequence a) {
            if (right instanceof Value.Sequence b) {
                return new Value.Scalar(sequences.unsigned(sequences.difference(a, b)));
            }
            var number = values.number(right);
            return sequences.plus(a, e.op() == Expr.Arithmetic.Op.ADD ? number : terms.negate(number));
        }
        var a = values.number(left);
        var b = values.number(right);
        return right instanceof Value.Sequence s
                ? sequences.plus(s, a)
                : new Value.Scalar(arithmetics.result(e, a, b, at));
    }

    // ------------------------------------------------------------ functions of the language

    private Value builtin(Expr.CallBuiltin e, Snapshot at) {
        var first = e.arguments().getFirst();
        return switch (e.builtin()) {
            case MIN, MAX -> extreme(e, at);
            case ABS -> {
                var number = number(first, at);
                var negative = terms.less(number, terms.number(0));
                yield new Value.Scalar(fit(terms.choice(negative, terms.negate(number), number), e.span(), at));
            }
            case ORD -> new Value.Scalar(terms.oneIf(truth(first, at)));
            case NUMBER -> new Value.Scalar(values.number(value(first, at)));
            case SEQUENCE ->
                new Value.Sequence(
                        execution.world.spaces().absolute(),
                        values.number(store(Type.U32, value(first, at), e.span(), at)));
            case COUNT_OF ->
                new Value.Scalar(arithmetics.divide(
                        number(first, at), number(e.arguments().get(1), at), e.span(), at));
            case COUNT ->
                new Value.Scalar(
                        first instanceof Expr.TableRef t
                                ? at.rows.get(t.table().index())
                                : sets.count(ranges(first, at)));
            case ROOM ->
                new Value.Scalar(
                        first instanceof Expr.TableRef t
                                ? terms.minus(
                                        terms.number(t.table().capacity()),
                                        at.rows.get(t.table().index()))
                                : terms.minus(
                                        terms.number(((Type.Ranges) first.type()).capacity()),
                                        sets.count(ranges(first, at))));
            case COVERS ->
                truth(sets.covers(ranges(first, at), point(e.arguments().get(1), at, space(first))));
            case END_OF_RUN ->
                new Value.Sequence(space(first), endOfRun(first, e.arguments().get(1), at));
            case FIRST -> new Value.Sequence(space(first), sets.first(some(e, first, at)));
            case LAST -> new Value.Sequence(space(first), sets.last(some(e, first, at)));
            case TOTAL -> new Value.Scalar(sets.total(ranges(first, at)));
        };
    }

    /**
     * It lies where the number does or ahead, and is counted on from there, not brought back into the range of points.
     */
    private Term endOfRun(Expr ranges, Expr from, Snapshot at) {
        var number = sequences.in(space(ranges), sequence(from, at)).offset();
        var point = sets.point(number);
        var end = sets.endOfRun(ranges(ranges, at), point);
        return point.equals(number) ? end : terms.plus(number, sequences.unsigned(terms.minus(end, number)));
    }

    private RangesTerm some(Expr.CallBuiltin e, Expr first, Snapshot at) {
        var set = ranges(first, at);
        execution.demand(FaultKind.EMPTY, e.span(), at, terms.not(sets.isEmpty(set)));
        return set;
    }

    RangesTerm ranges(Expr expr, Snapshot at) {
        return ((Value.Ranges) value(expr, at)).set();
    }

    private Space space(Expr ranges) {
        if (ranges instanceof Expr.OfPeer e) {
            return space(e.expr());
        }
        if (ranges instanceof Expr.Old e) {
            return space(e.expr());
        }
        return execution.world.spaces().of(((Expr.VariableRef) ranges).variable());
    }

    private Value extreme(Expr.CallBuiltin e, Snapshot at) {
        boolean least = e.builtin() == Expr.Builtin.MIN;
        var all = e.arguments().stream().map(a -> value(a, at)).toList();
        var best = all.getFirst();
        for (var next : all.subList(1, all.size())) {
            if (best instanceof Value.Sequence a && next instanceof Value.Sequence b) {
                // The first is kept, unless the next one lies before (after) it.
                var better = least
                        ? near(e.span(), a, b, at, terms.not(sequences.less(a, b)))
                        : near(e.span(), b, a, at, terms.not(sequences.less(b, a)));
                best = values.choice(better, next, best);
            } else {
                var a = values.number(best);
                var b = values.number(next);
                best = new Value.Scalar(least ? terms.min(a, b) : terms.max(a, b));
            }
        }
        return best;
    }

    /** Whether a time was never set. */
    static Term never(Terms terms, Term time) {
        return terms.equal(time, terms.number(Times.NEVER));
    }
}
