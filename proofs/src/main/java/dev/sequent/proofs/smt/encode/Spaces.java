package dev.sequent.proofs.smt.encode;

import dev.sequent.language.model.Expr;
import dev.sequent.language.model.ExprParts;
import dev.sequent.language.model.Local;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.MessageType;
import dev.sequent.language.model.Stmt;
import dev.sequent.language.model.StmtParts;
import dev.sequent.language.model.Type;
import dev.sequent.proofs.smt.term.Terms;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which sequence numbers of a machine have to do with one another: those that some rule compares, subtracts or assigns.
 * The numbers of such a space are offsets from one of its variables, the base, as it is before the step. A bad guess
 * makes terms that are hard to decide, and never wrong ones: numbers of two spaces are related by the bases, which are
 * symbols like any other. Where they occur in no term, the verdict is the same for all initial sequence numbers.
 */
final class Spaces {
    private final Map<Object, Object> parents = new HashMap<>();
    private final Map<MachineType.Variable, Integer> uses = new HashMap<>();
    private final Map<Object, Space> spaces = new HashMap<>();
    private final Map<Space, MachineType.Variable> bases = new HashMap<>();
    private final Space absolute;
    /** Spaces that are those of the machine at the other end, which counts them from its own variables. */
    private final Map<Space, Space> joined = new HashMap<>();

    /** A field or derived value of the message that comes ({@code outgoing}: that goes). */
    private record Part(int kind, boolean derived, int index, boolean outgoing) {}

    private record Result(String function) {}

    Spaces(MachineType machine, List<MessageType> messages, Terms terms) {
        absolute = new Space(0, terms.number(0));
        machine.functions().forEach(f -> {
            body(f.body());
            returns(f.body(), f);
        });
        machine.procedures().forEach(p -> body(p.body()));
        machine.beforeSending().forEach(b -> body(b.body()));
        machine.handlers().forEach(h -> body(h.body()));
        machine.invariants().forEach(i -> walk(i.condition()));
        for (var message : messages) {
            for (var derived : message.derived()) {
                for (boolean outgoing : List.of(false, true)) {
                    var part = new Part(message.kind(), true, derived.index(), outgoing);
                    own(derived.value(), message, outgoing).ifPresent(k -> join(part, k));
                }
            }
        }
        for (var variable : machine.variables()) {
            if (sequence(variable.type())) {
                var root = find(variable);
                var best = machine.variables().stream()
                        .filter(v -> v.type() instanceof Type.Seq && find(v).equals(root))
                        .max((a, b) -> Integer.compare(uses.getOrDefault(a, 0), uses.getOrDefault(b, 0)));
                best.ifPresent(v -> spaces.computeIfAbsent(root, r -> {
                    var space = new Space(
                            spaces.size() + 1,
                            terms.integer(
                                    "base of " + v.name(), BigInteger.ZERO, Sequences.SPACE.subtract(BigInteger.ONE)));
                    bases.put(space, v);
                    return space;
                }));
            }
        }
    }

    Space absolute() {
        return absolute;
    }

    Space of(MachineType.Variable variable) {
        return space(variable);
    }

    Space of(Local local) {
        return space(local);
    }

    private Space space(Object key) {
        var space = spaces.getOrDefault(find(key), absolute);
        return joined.getOrDefault(space, space);
    }

    /**
     * What one end sends and the other receives lies in one space. Both count it from where the first one does; if what
     * the first has in two spaces is one to the other, from where the first of them is counted.
     */
    static void join(Spaces one, Spaces other, List<MessageType> messages) {
        for (var message : messages) {
            for (var field : message.fields()) {
                if (sequence(field.type())) {
                    for (boolean sent : List.of(true, false)) {
                        merge(one, one.of(message, field, sent), other, other.of(message, field, !sent));
                    }
                }
            }
        }
    }

    private static void merge(Spaces one, Space mine, Spaces other, Space theirs) {
        if (mine.equals(one.absolute) || theirs.equals(other.absolute) || mine.equals(theirs)) {
            return;
        }
        for (var spaces : List.of(one, other)) {
            spaces.joined.replaceAll((space, to) -> to.equals(theirs) ? mine : to);
            spaces.joined.put(theirs, mine);
        }
    }

    Space of(MessageType message, MessageType.Field field, boolean outgoing) {
        return space(new Part(message.kind(), false, field.index(), outgoing));
    }

    /** Whether the offset of this variable is zero before the step. */
    boolean isBase(MachineType.Variable variable) {
        return variable.equals(bases.get(of(variable)));
    }

    /** None for literals. */
    Optional<MachineType.Variable> base(Space space) {
        return Optional.ofNullable(bases.get(space));
    }

    private static boolean sequence(Type type) {
        return type instanceof Type.Seq
                || type instanceof Type.Ranges
                || type instanceof Type.Optional o && o.of() instanceof Type.Seq;
    }

    private Object find(Object key) {
        var parent = parents.getOrDefault(key, key);
        return parent.equals(key) ? key : find(parent);
    }

    private void join(Object a, Object b) {
        parents.put(find(a), find(b));
    }

    private void join(Optional<?> a, Optional<?> b) {
        if (a.isPresent() && b.isPresent()) {
            join(a.get(), b.get());
        }
    }

    private void returns(List<Stmt> body, MachineType.Function function) {
        StmtParts.all(body).forEach(s -> {
            if (s instanceof Stmt.ReturnValue r) {
                join(Optional.of(new Result(function.name())), place(r.value()));
            }
        });
    }

    private void body(List<Stmt> body) {
        StmtParts.all(body).forEach(s -> {
            StmtParts.of(s).expressions().forEach(this::walk);
            statement(s);
        });
    }

    private void statement(Stmt statement) {
        if (statement instanceof Stmt.Assign s) {
            join(target(s.target()), place(s.value()));
        } else if (statement instanceof Stmt.Declare s) {
            join(Optional.of(s.local()), place(s.value()));
        } else if (statement instanceof Stmt.CallProcedure s) {
            arguments(s.procedure().parameters(), s.arguments());
        } else if (statement instanceof Stmt.AddRange s) {
            join(Optional.of(s.ranges()), place(s.from()));
            join(Optional.of(s.ranges()), place(s.to()));
        } else if (statement instanceof Stmt.CutRanges s) {
            join(Optional.of(s.ranges()), place(s.below()));
        } else if (statement instanceof Stmt.ForEachRange s) {
            join(s.ranges(), s.from());
            join(s.ranges(), s.to());
        } else if (statement instanceof Stmt.Send s) {
            for (var value : s.values()) {
                if (value instanceof Stmt.FieldValue.Scalar v) {
                    join(
                            Optional.of(new Part(
                                    s.message().kind(), false, v.field().index(), true)),
                            place(v.value()));
                }
            }
        }
    }

    private void arguments(List<Local> parameters, List<Expr> arguments) {
        for (int i = 0; i < parameters.size(); i++) {
            join(Optional.of(parameters.get(i)), place(arguments.get(i)));
        }
    }

    private Optional<Object> target(Stmt.Target target) {
        return switch (target) {
            case Stmt.Target.OfVariable t -> Optional.of(t.variable());
            case Stmt.Target.OfLocal t -> Optional.of(t.local());
            case Stmt.Target.OfOutgoing t ->
                Optional.of(new Part(t.message().kind(), false, t.field().index(), true));
            case Stmt.Target.OfColumn t -> Optional.of(t.column());
        };
    }

    private void walk(Expr expr) {
        ExprParts.of(expr).forEach(this::walk);
        if (expr instanceof Expr.Compare e) {
            join(place(e.left()), place(e.right()));
        } else if (expr instanceof Expr.Arithmetic e && e.op() == Expr.Arithmetic.Op.SUB) {
            join(place(e.left()), place(e.right()));
        } else if (expr instanceof Expr.Conditional e) {
            join(place(e.then()), place(e.otherwise()));
        } else if (expr instanceof Expr.CallFunction e) {
            arguments(e.function().parameters(), e.arguments());
        } else if (expr instanceof Expr.CallBuiltin e
                && e.builtin() != Expr.Builtin.NUMBER
                && e.builtin() != Expr.Builtin.SEQUENCE) {
            e.arguments().forEach(a -> join(place(e.arguments().getFirst()), place(a)));
        } else if (expr instanceof Expr.VariableRef e) {
            uses.merge(e.variable(), 1, Integer::sum);
        }
    }

    /** What an expression that is a sequence number, or a set of these, is about; none for literals and integers. */
    private Optional<Object> place(Expr expr) {
        if (!sequence(expr.type())) {
            return Optional.empty();
        }
        return switch (expr) {
            case Expr.VariableRef e -> Optional.of(e.variable());
            case Expr.LocalRef e -> Optional.of(e.local());
            case Expr.FieldRef e ->
                Optional.of(new Part(e.message().kind(), false, e.field().index(), e.outgoing()));
            case Expr.DerivedRef e ->
                Optional.of(new Part(e.message().kind(), true, e.derived().index(), e.outgoing()));
            case Expr.ColumnRef e -> Optional.of(e.column());
            case Expr.Unwrap e -> place(e.value());
            case Expr.Wrap e -> place(e.value());
            case Expr.Arithmetic e -> place(e.left());
            case Expr.Conditional e -> place(e.then()).or(() -> place(e.otherwise()));
            case Expr.CallFunction e -> Optional.of(new Result(e.function().name()));
            case Expr.CallExtern _, Expr.Literal _, Expr.None _, Expr.Now _, Expr.ParamRef _ -> Optional.empty();
            case Expr.CallBuiltin e ->
                e.arguments().stream().flatMap(a -> place(a).stream()).findFirst();
            case Expr.OfPeer e -> place(e.expr());
            case Expr.Old e -> place(e.expr());
            case Expr.OwnField _, Expr.Negate _, Expr.TableRef _, Expr.Ghost _, Expr.Proposition _ -> Optional.empty();
        };
    }

    /** What the value of a derived field is about. */
    private static Optional<Object> own(Expr expr, MessageType message, boolean outgoing) {
        if (!sequence(expr.type())) {
            return Optional.empty();
        }
        if (expr instanceof Expr.OwnField e) {
            return Optional.of(new Part(message.kind(), false, e.field().index(), outgoing));
        }
        return ExprParts.of(expr).stream()
                .flatMap(p -> own(p, message, outgoing).stream())
                .findFirst();
    }
}
