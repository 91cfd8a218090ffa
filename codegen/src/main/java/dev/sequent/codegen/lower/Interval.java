package dev.sequent.codegen.lower;

import dev.sequent.language.model.Expr;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.Type;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which values an expression can have, by the types of what it reads. Shows where an overflow or range check can never
 * fail, so that none is generated.
 */
record Interval(long low, long high) {
    static final Interval ALL = new Interval(Long.MIN_VALUE, Long.MAX_VALUE);
    private static final Interval U32 = new Interval(0, Types.SEQ_MAX);

    boolean within(long least, long most) {
        return low >= least && high <= most;
    }

    private Interval union(Interval other) {
        return new Interval(Math.min(low, other.low), Math.max(high, other.high));
    }

    static Interval of(Type type) {
        return switch (Types.plain(type)) {
            case Type.Bool _ -> new Interval(0, 1);
            case Type.UInt t -> new Interval(0, t.max());
            case Type.Enum t -> new Interval(0, t.constants().size() - 1L);
            case Type.Int _, Type.Seq _, Type.Duration _, Type.Time _, Type.Ranges _, Type.Row _, Type.Optional _ ->
                ALL;
        };
    }

    /** Of an integer, duration or time. */
    static Interval of(Expr expr) {
        return switch (expr) {
            case Expr.Literal e -> new Interval(e.value(), e.value());
            case Expr.Conditional e -> of(e.then()).union(of(e.otherwise()));
            case Expr.Wrap e -> of(e.value());
            case Expr.OfPeer e -> of(e.expr());
            case Expr.Negate e ->
                exact(List.of(of(e.operand())), v -> v.getFirst().negate()).orElse(ALL);
            case Expr.Arithmetic e -> arithmetic(e).orElse(ALL);
            case Expr.CallBuiltin e -> builtin(e);
            case Expr.None _,
                    Expr.Now _,
                    Expr.ParamRef _,
                    Expr.VariableRef _,
                    Expr.LocalRef _,
                    Expr.FieldRef _,
                    Expr.DerivedRef _,
                    Expr.OwnField _,
                    Expr.ColumnRef _,
                    Expr.Unwrap _,
                    Expr.CallFunction _,
                    Expr.CallExtern _,
                    Expr.TableRef _,
                    Expr.Ghost _,
                    Expr.Old _,
                    Expr.Proposition _ -> of(expr.type());
        };
    }

    /** Empty when the operation can be a fault. */
    static Optional<Interval> arithmetic(Expr.Arithmetic e) {
        if (e.right().type() instanceof Type.Seq) {
            return Optional.of(U32);
        }
        Interval a = of(e.left());
        Interval b = of(e.right());
        return switch (e.op()) {
            case ADD -> exact(List.of(a, b), v -> v.get(0).add(v.get(1)));
            case SUB -> exact(List.of(a, b), v -> v.get(0).subtract(v.get(1)));
            case MUL -> exact(List.of(a, b), v -> v.get(0).multiply(v.get(1)));
            case DIV -> b.low > 0 ? exact(List.of(a, b), v -> v.get(0).divide(v.get(1))) : Optional.empty();
            case MOD -> b.low > 0 ? Optional.of(remainder(a, b)) : Optional.empty();
            case SHL ->
                b.within(0, 63)
                        ? exact(List.of(a, b), v -> v.get(0).shiftLeft(v.get(1).intValue()))
                        : Optional.empty();
            case SHR ->
                b.within(0, 63)
                        ? exact(List.of(a, b), v -> v.get(0).shiftRight(v.get(1).intValue()))
                        : Optional.empty();
        };
    }

    private static Interval remainder(Interval a, Interval b) {
        return new Interval(a.low >= 0 ? 0 : -(b.high - 1), a.high <= 0 ? 0 : b.high - 1);
    }

    private interface Operation {
        BigInteger apply(List<BigInteger> operands);
    }

    /** Of an operation that is monotonic in each operand: its extremes lie in the corners. */
    private static Optional<Interval> exact(List<Interval> operands, Operation operation) {
        List<BigInteger> corners = Stream.of(0, 1, 2, 3)
                .map(corner -> operation.apply(List.of(
                        operands.get(0).end(corner & 1),
                        operands.get(operands.size() - 1).end(corner >> 1))))
                .toList();
        BigInteger least = corners.stream().reduce(BigInteger::min).orElseThrow();
        BigInteger most = corners.stream().reduce(BigInteger::max).orElseThrow();
        return least.bitLength() > 63 || most.bitLength() > 63
                ? Optional.empty()
                : Optional.of(new Interval(least.longValue(), most.longValue()));
    }

    private BigInteger end(int which) {
        return BigInteger.valueOf(which == 0 ? low : high);
    }

    private static Interval builtin(Expr.CallBuiltin e) {
        List<Expr> arguments = e.arguments();
        return switch (e.builtin()) {
            case MIN ->
                e.type() instanceof Type.Seq
                        ? ALL
                        : arguments.stream()
                                .map(Interval::of)
                                .reduce((a, b) -> new Interval(Math.min(a.low, b.low), Math.min(a.high, b.high)))
                                .orElseThrow();
            case MAX ->
                e.type() instanceof Type.Seq
                        ? ALL
                        : arguments.stream()
                                .map(Interval::of)
                                .reduce((a, b) -> new Interval(Math.max(a.low, b.low), Math.max(a.high, b.high)))
                                .orElseThrow();
            case ABS -> new Interval(0, Long.MAX_VALUE);
            case ORD -> new Interval(0, 1);
            case NUMBER -> U32;
            case COUNT_OF -> countOf(of(arguments.get(0)), of(arguments.get(1)));
            case COUNT, ROOM -> new Interval(0, capacity(arguments.getFirst()));
            case TOTAL -> new Interval(0, Types.SEQ_MAX * capacity(arguments.getFirst()));
            case SEQUENCE, COVERS, END_OF_RUN, FIRST, LAST -> of(e.type());
        };
    }

    private static Interval countOf(Interval length, Interval unit) {
        return unit.low > 0
                ? exact(List.of(length, unit), v -> v.get(0).divide(v.get(1))).orElse(ALL)
                : ALL;
    }

    private static long capacity(Expr collection) {
        MachineType.Table table = collection instanceof Expr.TableRef t ? t.table() : null;
        if (table != null) {
            return table.capacity();
        }
        return collection.type() instanceof Type.Ranges r ? r.capacity() : Integer.MAX_VALUE;
    }
}
