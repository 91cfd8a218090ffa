package dev.sequent.check.system;

import dev.sequent.language.model.Expr;
import dev.sequent.language.model.Expr.Arithmetic.Op;
import dev.sequent.language.model.ExprParts;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Scenario;
import dev.sequent.language.model.Stmt;
import dev.sequent.language.model.StmtParts;
import dev.sequent.language.model.Type;
import dev.sequent.runtime.Parameters;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How far back a scenario must tell times apart: by the longest duration with which a difference of times is compared,
 * or that is added to or subtracted from a time, as far as constants and parameters determine it. No further, if
 * nothing else is ever asked about times: then states that differ only in a time that no longer matters soon become
 * one. What needs more is a fault, see {@link dev.sequent.runtime.Times}.
 */
public final class Horizon {
    /** The minimum where more is asked about times than how long ago they are. */
    private static final long LEAST = 1024;

    private static final long MOST = 1_000_000;
    /** Times must stay far from values that are not numbers of the clock. */
    private static final long FURTHEST = 1L << 60;

    private final Parameters parameters;

    private Horizon(Parameters parameters) {
        this.parameters = parameters;
    }

    /** In ticks. @param parameters as the scenario sets them */
    public static long ticks(Protocol protocol, Scenario scenario, Parameters parameters) {
        long tick = scenario.timing().orElseThrow().tick();
        var horizon = new Horizon(parameters);
        long longest = expressions(protocol, scenario)
                .flatMap(ExprParts::all)
                .flatMap(e -> horizon.needed(e).stream())
                .mapToLong(d -> d)
                .max()
                .orElse(0);
        long needed = longest / tick + (longest % tick == 0 ? 0 : 1);
        long least = horizon.onlyAges(protocol, scenario) ? 1 : LEAST;
        return Math.max(1, Math.min(FURTHEST / tick, Math.clamp(needed, least, MOST)));
    }

    /** Whether a machine of the scenario remembers times at all. */
    static boolean matters(Scenario scenario) {
        return scenario.peers().stream()
                .map(Scenario.Peer::machine)
                .anyMatch(m -> Stream.concat(
                                m.variables().stream().map(MachineType.Variable::type),
                                m.tables().stream()
                                        .flatMap(t -> t.columns().stream())
                                        .map(MachineType.Table.Column::type))
                        .anyMatch(Horizon::isTime));
    }

    private static Stream<Expr> expressions(Protocol protocol, Scenario scenario) {
        Stream<Expr> rules =
                scenario.peers().stream().map(Scenario.Peer::machine).flatMap(Horizon::expressions);
        Stream<Expr> properties = protocol.properties().stream()
                .flatMap(p -> Stream.concat(Stream.of(p.condition()), p.consequence().stream()));
        Stream<Expr> guards = scenario.peers().stream()
                .flatMap(p -> Stream.concat(p.script().stream(), p.afterCrash().stream()))
                .map(Scenario.UserStep::when)
                .flatMap(Optional::stream);
        return Stream.of(rules, properties, guards).flatMap(s -> s);
    }

    private static Stream<Expr> expressions(MachineType machine) {
        return Stream.concat(
                statements(machine).map(StmtParts::of).flatMap(s -> s.expressions().stream()),
                machine.invariants().stream().map(MachineType.Invariant::condition));
    }

    private static Stream<Stmt> statements(MachineType machine) {
        return Stream.of(
                        machine.handlers().stream().map(MachineType.Handler::body),
                        machine.functions().stream().map(MachineType.Function::body),
                        machine.procedures().stream().map(MachineType.Procedure::body),
                        machine.beforeSending().stream().map(MachineType.BeforeSending::body))
                .flatMap(s -> s)
                .flatMap(StmtParts::all);
    }

    // ------------------------------------------------------------ what is asked of times

    /**
     * Whether all that is asked about times is how long ago they are, against known lengths; then everything beyond the
     * longest of these is decided.
     */
    private boolean onlyAges(Protocol protocol, Scenario scenario) {
        return expressions(protocol, scenario).allMatch(this::onlyAges)
                && scenario.peers().stream()
                        .flatMap(p -> statements(p.machine()))
                        .noneMatch(s -> s instanceof Stmt.CallEffect e
                                && e.arguments().stream().anyMatch(Horizon::isTime));
    }

    private boolean onlyAges(Expr expr) {
        boolean parts = ExprParts.of(expr).stream().allMatch(this::onlyAges);
        return switch (expr) {
            case Expr.Compare e when difference(e.left()) -> isAge(e.left()) && known(e.right());
            case Expr.Compare e when difference(e.right()) -> isAge(e.right()) && known(e.left());
            case Expr.Compare e
            when isTime(e.left()) ->
                isNow(e.left()) && remembered(e.right()) || remembered(e.left()) && isNow(e.right());
            case Expr.Arithmetic e when isTime(e.left()) -> e.left() instanceof Expr.Now && !isTime(e.right()) && parts;
            case Expr.CallBuiltin e -> e.arguments().stream().noneMatch(Horizon::isTime) && parts;
            case Expr.CallExtern e -> e.arguments().stream().noneMatch(Horizon::isTime) && parts;
            case Expr.Compare _, Expr.Arithmetic _, Expr.Logic _, Expr.Not _, Expr.Negate _, Expr.Conditional _ ->
                parts;
            case Expr.HasBit _, Expr.Present _, Expr.InState _, Expr.Running _, Expr.ChannelEmpty _ -> parts;
            case Expr.Sends _, Expr.Receives _, Expr.Calls _, Expr.Expires _, Expr.Signals _, Expr.Origin _ -> parts;
            case Expr.Literal _, Expr.None _, Expr.Now _, Expr.ParamRef _, Expr.VariableRef _, Expr.LocalRef _ -> parts;
            case Expr.OfField _, Expr.DerivedRef _, Expr.ColumnRef _, Expr.TableRef _, Expr.Ghost _ -> parts;
            case Expr.Unwrap _, Expr.Wrap _, Expr.CallFunction _, Expr.OfPeer _, Expr.Old _ -> parts;
        };
    }

    private static boolean isAge(Expr difference) {
        return difference instanceof Expr.Arithmetic e && e.left() instanceof Expr.Now && remembered(e.right());
    }

    /** Now, or a known length before or after it. */
    private boolean isNow(Expr expr) {
        return expr instanceof Expr.Now
                || expr instanceof Expr.Arithmetic e && e.left() instanceof Expr.Now && known(e.right());
    }

    private boolean known(Expr length) {
        return longest(length).isPresent() && onlyAges(length);
    }

    /** A time as it is remembered, with nothing computed from it. */
    private static boolean remembered(Expr expr) {
        return switch (expr) {
            case Expr.VariableRef _, Expr.LocalRef _, Expr.ColumnRef _, Expr.Now _ -> true;
            case Expr.Unwrap e -> remembered(e.value());
            case Expr.Literal _, Expr.None _, Expr.ParamRef _, Expr.OfField _, Expr.DerivedRef _ -> false;
            case Expr.TableRef _, Expr.Wrap _, Expr.Proposition _, Expr.Ghost _, Expr.OfPeer _, Expr.Old _ -> false;
            case Expr.Negate _, Expr.Arithmetic _, Expr.Conditional _ -> false;
            case Expr.CallFunction _, Expr.CallExtern _, Expr.CallBuiltin _ -> false;
        };
    }

    private static boolean isTime(Expr expr) {
        return isTime(expr.type());
    }

    private static boolean isTime(Type type) {
        return type instanceof Type.Time || type instanceof Type.Optional o && o.of() instanceof Type.Time;
    }

    // ------------------------------------------------------------ how far

    /** How far back this expression looks. */
    private Optional<Long> needed(Expr expr) {
        return switch (expr) {
            case Expr.Compare e when difference(e.left()) -> longest(e.right());
            case Expr.Compare e when difference(e.right()) -> longest(e.left());
            // A time ahead is known, until it is as far back as anything else.
            case Expr.Arithmetic e when e.op() == Op.ADD && e.left() instanceof Expr.Now -> Optional.empty();
            case Expr.Arithmetic e when e.left().type() instanceof Type.Time && !difference(e) -> longest(e.right());
            case Expr.Compare _, Expr.Arithmetic _, Expr.Logic _, Expr.Not _, Expr.Negate _ -> Optional.empty();
            case Expr.HasBit _, Expr.Present _, Expr.InState _, Expr.Running _, Expr.ChannelEmpty _ -> Optional.empty();
            case Expr.Sends _, Expr.Receives _, Expr.Calls _, Expr.Expires _, Expr.Signals _ -> Optional.empty();
            case Expr.Origin _, Expr.Literal _, Expr.None _, Expr.Now _, Expr.ParamRef _ -> Optional.empty();
            case Expr.VariableRef _, Expr.LocalRef _, Expr.OfField _, Expr.DerivedRef _ -> Optional.empty();
            case Expr.ColumnRef _, Expr.TableRef _, Expr.Ghost _, Expr.OfPeer _, Expr.Old _ -> Optional.empty();
            case Expr.Unwrap _, Expr.Wrap _, Expr.Conditional _ -> Optional.empty();
            case Expr.CallFunction _, Expr.CallExtern _, Expr.CallBuiltin _ -> Optional.empty();
        };
    }

    private static boolean difference(Expr expr) {
        return expr instanceof Expr.Arithmetic e
                && e.left().type() instanceof Type.Time
                && e.right().type() instanceof Type.Time;
    }

    private Optional<Long> longest(Expr duration) {
        return range(duration).map(Range::high);
    }

    private record Range(long low, long high) {
        Range union(Range other) {
            return new Range(Math.min(low, other.low), Math.max(high, other.high));
        }
    }

    /** What the expression can be, if constants and parameters say so. */
    private Optional<Range> range(Expr expr) {
        return switch (expr) {
            case Expr.Literal e -> Optional.of(new Range(e.value(), e.value()));
            case Expr.ParamRef e -> {
                long value = parameters.get(e.param().index());
                yield Optional.of(new Range(value, value));
            }
            case Expr.Wrap e -> range(e.value());
            case Expr.Unwrap e -> range(e.value());
            case Expr.OfPeer e -> range(e.expr());
            case Expr.Old e -> range(e.expr());
            case Expr.Negate e -> range(e.operand()).map(r -> new Range(-r.high, -r.low));
            case Expr.Conditional e -> union(List.of(e.then(), e.otherwise()));
            case Expr.CallBuiltin e
            when e.builtin() == Expr.Builtin.MIN || e.builtin() == Expr.Builtin.MAX -> union(e.arguments());
            case Expr.CallFunction e ->
                union(StmtParts.all(e.function().body())
                        .filter(s -> s instanceof Stmt.ReturnValue)
                        .map(s -> ((Stmt.ReturnValue) s).value())
                        .toList());
            case Expr.Arithmetic e ->
                range(e.left()).flatMap(a -> range(e.right()).flatMap(b -> arithmetic(e.op(), a, b)));
            case Expr.None _, Expr.Now _, Expr.VariableRef _, Expr.LocalRef _ -> Optional.empty();
            case Expr.OfField _, Expr.DerivedRef _, Expr.ColumnRef _, Expr.TableRef _ -> Optional.empty();
            case Expr.Proposition _, Expr.Ghost _, Expr.CallExtern _, Expr.CallBuiltin _ -> Optional.empty();
        };
    }

    /** Empty if one of them is not known. */
    private Optional<Range> union(List<Expr> of) {
        List<Optional<Range>> ranges = of.stream().map(this::range).toList();
        return ranges.stream().allMatch(Optional::isPresent)
                ? ranges.stream().flatMap(Optional::stream).reduce(Range::union)
                : Optional.empty();
    }

    private static Optional<Range> arithmetic(Op op, Range a, Range b) {
        if (op == Op.DIV && b.low <= 0) {
            return Optional.empty();
        }
        try {
            long[] corners = {
                apply(op, a.low, b.low), apply(op, a.low, b.high), apply(op, a.high, b.low), apply(op, a.high, b.high)
            };
            var range = new Range(corners[0], corners[0]);
            for (long corner : corners) {
                range = range.union(new Range(corner, corner));
            }
            return Optional.of(range);
        } catch (ArithmeticException | UnsupportedOperationException e) {
            return Optional.empty(); // where it is evaluated it is a fault, or it is nothing that gives a duration
        }
    }

    private static long apply(Op op, long a, long b) {
        return switch (op) {
            case ADD -> Math.addExact(a, b);
            case SUB -> Math.subtractExact(a, b);
            case MUL -> Math.multiplyExact(a, b);
            case DIV -> a / b;
            case MOD, SHL, SHR -> throw new UnsupportedOperationException();
        };
    }
}
