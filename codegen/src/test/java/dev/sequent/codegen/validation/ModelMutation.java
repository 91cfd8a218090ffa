package dev.sequent.codegen.validation;

import dev.sequent.language.model.Expr;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Stmt;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites the typed model in one place: what a fault of the generator would look like. The model is a tree of records,
 * so a walk over their components reaches everything; what occurs in several places is rewritten once.
 */
final class ModelMutation {
    private final int chosen;
    private final IdentityHashMap<Object, Object> rewritten = new IdentityHashMap<>();
    private int candidates;
    private String description = "";

    private ModelMutation(int chosen) {
        this.chosen = chosen;
    }

    /** A protocol with one change. @param description what was changed, and where */
    record Mutant(Protocol protocol, String description) {}

    /** How many places there are to change. */
    static int count(Protocol protocol) {
        var mutation = new ModelMutation(-1);
        mutation.rewriteMachines(protocol);
        return mutation.candidates;
    }

    /** @param place from 0 to {@link #count} - 1 */
    static Mutant of(Protocol protocol, int place) {
        var mutation = new ModelMutation(place);
        var machines = mutation.rewriteMachines(protocol);
        return new Mutant(
                new Protocol(
                        protocol.name(),
                        protocol.title(),
                        protocol.files(),
                        protocol.params(),
                        protocol.assumptions(),
                        protocol.enums(),
                        protocol.messages(),
                        protocol.externs(),
                        machines,
                        protocol.properties(),
                        protocol.scenarios()),
                mutation.description);
    }

    @SuppressWarnings("unchecked")
    private List<MachineType> rewriteMachines(Protocol protocol) {
        return (List<MachineType>) rewrite(protocol.machines());
    }

    private Object rewrite(Object node) {
        var known = rewritten.get(node);
        if (known != null) {
            return known;
        }
        var result = switch (node) {
            case List<?> list -> rewriteList(list);
            case Optional<?> optional -> rewriteOptional(optional);
            case Record r -> {
                Object other = changed(r);
                yield other == null ? rewriteRecord(r) : other;
            }
            default -> node;
        };
        rewritten.put(node, result);
        return result;
    }

    /** The node with the change that was chosen; null where none is made. */
    private @Nullable Object changed(Record node) {
        if (node instanceof Expr.Logic e && chosen(e.span() + ": " + e.op() + " exchanged")) {
            return new Expr.Logic(other(e.op()), e.left(), e.right(), e.span());
        }
        if (node instanceof Expr.Compare e && chosen(e.span() + ": " + e.op() + " exchanged")) {
            return new Expr.Compare(other(e.op()), e.left(), e.right(), e.span());
        }
        if (node instanceof Expr.Not e && chosen(e.span() + ": NOT left out")) {
            return e.operand();
        }
        if (node instanceof Expr.Arithmetic e
                && Set.of(Expr.Arithmetic.Op.ADD, Expr.Arithmetic.Op.SUB).contains(e.op())
                && chosen(e.span() + ": " + e.op() + " exchanged")) {
            return new Expr.Arithmetic(other(e.op()), e.left(), e.right(), e.type(), e.span());
        }
        if (node instanceof Stmt.If s && chosen(s.span() + ": branches exchanged")) {
            return new Stmt.If(s.condition(), s.otherwise(), s.then(), s.span());
        }
        if (node instanceof Stmt.StopTimer s && chosen(s.span() + ": stop left out")) {
            return new Stmt.If(
                    new Expr.Literal(1, dev.sequent.language.model.Type.BOOL, s.span()),
                    List.of(),
                    List.of(),
                    s.span());
        }
        if (node instanceof Stmt.GoTo s && chosen(s.span() + ": state change left out")) {
            return new Stmt.If(
                    new Expr.Literal(1, dev.sequent.language.model.Type.BOOL, s.span()),
                    List.of(),
                    List.of(),
                    s.span());
        }
        return null;
    }

    private boolean chosen(String what) {
        if (candidates++ == chosen) {
            description = what;
            return true;
        }
        return false;
    }

    private Optional<?> rewriteOptional(Optional<?> optional) {
        var result = optional.map(o -> (Object) rewrite(o));
        return result.isPresent() && result.get() != optional.get() ? result : optional;
    }

    private List<?> rewriteList(List<?> list) {
        var result = new ArrayList<Object>();
        boolean changed = false;
        for (var element : list) {
            var next = rewrite(element);
            changed |= next != element;
            result.add(next);
        }
        return changed ? List.copyOf(result) : list;
    }

    private Object rewriteRecord(Record node) {
        try {
            var components = node.getClass().getRecordComponents();
            var values = new Object[components.length];
            var types = new Class<?>[components.length];
            boolean changed = false;
            for (int i = 0; i < components.length; i++) {
                RecordComponent component = components[i];
                var before = component.getAccessor().invoke(node);
                types[i] = component.getType();
                values[i] = types[i].isPrimitive() ? before : rewrite(before);
                changed |= !types[i].isPrimitive() && values[i] != before;
            }
            return changed ? node.getClass().getDeclaredConstructor(types).newInstance(values) : node;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the model's records are public", e);
        }
    }

    private static Expr.Logic.Op other(Expr.Logic.Op op) {
        return op == Expr.Logic.Op.AND ? Expr.Logic.Op.OR : Expr.Logic.Op.AND;
    }

    /** The neighbour: the fault that is hardest to see. */
    private static Expr.Compare.Op other(Expr.Compare.Op op) {
        return Map.of(
                        Expr.Compare.Op.EQ, Expr.Compare.Op.NE,
                        Expr.Compare.Op.NE, Expr.Compare.Op.EQ,
                        Expr.Compare.Op.LT, Expr.Compare.Op.LE,
                        Expr.Compare.Op.LE, Expr.Compare.Op.LT,
                        Expr.Compare.Op.GT, Expr.Compare.Op.GE,
                        Expr.Compare.Op.GE, Expr.Compare.Op.GT)
                .get(op);
    }

    private static Expr.Arithmetic.Op other(Expr.Arithmetic.Op op) {
        return op == Expr.Arithmetic.Op.ADD ? Expr.Arithmetic.Op.SUB : Expr.Arithmetic.Op.ADD;
    }
}
