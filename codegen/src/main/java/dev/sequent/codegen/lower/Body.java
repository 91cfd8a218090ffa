package dev.sequent.codegen.lower;

import dev.sequent.codegen.form.Field;
import dev.sequent.codegen.form.Instruction;
import dev.sequent.codegen.form.Place;
import dev.sequent.codegen.form.PointMap;
import dev.sequent.codegen.form.Shape;
import dev.sequent.codegen.form.Tracing;
import dev.sequent.codegen.form.Value;
import dev.sequent.codegen.form.Variable;
import dev.sequent.language.model.Citation;
import dev.sequent.language.model.Expr;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.Span;
import dev.sequent.language.model.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The instructions of a routine while it is being lowered: the current block, the statement at work, its point. */
final class Body {
    private final Context context;
    private final Locals locals;
    private final Expressions expressions;
    private List<Instruction> out = new ArrayList<>();
    private Span span = Span.NONE;
    private int point = -1;

    /**
     * Where statements stand.
     *
     * @param where for the map of points, for instance {@code Connection: on SEGMENT in SYN-SENT}
     * @param citations of the rule
     * @param handler the handler to whose body the statements belong, directly or in a step
     * @param function the function whose value is returned, and the part of it; it passes no trace point, since
     *     conditions of the checker call it, too
     */
    record Context(
            KnownMachine machine,
            String where,
            List<Citation> citations,
            Optional<MachineType.Handler> handler,
            Optional<OfFunction> function) {}

    record OfFunction(MachineType.Function function, Field.Part part) {}

    Body(Context context, Locals locals) {
        this.context = context;
        this.locals = locals;
        this.expressions = new Expressions(Scope.inside(context.machine(), locals, this::point));
    }

    Context context() {
        return context;
    }

    KnownMachine machine() {
        return context.machine();
    }

    Locals locals() {
        return locals;
    }

    Expressions expressions() {
        return expressions;
    }

    List<Instruction> instructions() {
        return List.copyOf(out);
    }

    // ------------------------------------------------------------ points

    /** From here on, faults belong to this statement. */
    void enter(Span newSpan) {
        span = newSpan;
        point = -1;
    }

    Span span() {
        return span;
    }

    /** The point of the current statement. */
    int point() {
        if (point < 0) {
            point = add(PointMap.Kind.STATEMENT, span, "");
        }
        return point;
    }

    /** Passes a point of its own; faults of the statement name it, too. */
    void trace(PointMap.Kind kind, Span where, String text) {
        if (context.function().isEmpty() || outcomes()) {
            point = add(kind, where, text);
            add(new Instruction.Trace(point, where));
        }
    }

    /** Whether to tell of conditions that do not hold, too, and of what is entered in which state. */
    boolean outcomes() {
        return machine().protocol().tracing() == Tracing.OUTCOMES;
    }

    /** Where a routine begins, for a census. */
    void entered(Span where) {
        if (outcomes()) {
            int first = -1;
            for (MachineType.State state : machine().model().states()) {
                int number = add(PointMap.Kind.ENTERED, where, state.name());
                first = first < 0 ? number : first;
            }
            add(new Instruction.TraceState(first, where));
        }
    }

    /** What a census asks for and a core in use does not tell. */
    void outcome(PointMap.Kind kind, Span where, String text) {
        if (outcomes()) {
            int before = point;
            add(new Instruction.Trace(add(kind, where, text), where));
            point = before;
        }
    }

    private int add(PointMap.Kind kind, Span where, String text) {
        return machine().protocol().points().add(kind, where, context.where(), text, context.citations());
    }

    // ------------------------------------------------------------ instructions

    void add(Instruction instruction) {
        out.add(instruction);
    }

    /** What is added meanwhile, as a block of its own. */
    List<Instruction> block(Runnable adding) {
        List<Instruction> outer = out;
        out = new ArrayList<>();
        adding.run();
        List<Instruction> inner = List.copyOf(out);
        out = outer;
        return inner;
    }

    void set(Place place, Value value) {
        add(new Instruction.Set(place, value, span));
    }

    /** One condition, nothing otherwise. */
    void when(Value condition, Runnable adding) {
        Span at = span;
        add(new Instruction.If(List.of(new Instruction.Arm(condition, block(adding), at)), Optional.empty(), at));
    }

    Value value(Expr expr) {
        return expressions.value(expr);
    }

    static Value read(Variable variable) {
        return new Value.Read(new Place.OfVariable(variable));
    }

    /** {@code place := value}. @param name of the place, for a fault's message */
    void assign(Cells.Places place, Expr value, Type type, String name) {
        if (place.presence().isPresent()) {
            assignOptional(place, place.presence().get(), value, type, name);
        } else {
            set(place.value(), expressions.stored(value, type, place.shape(), name));
        }
    }

    private void assignOptional(Cells.Places place, Place presence, Expr value, Type type, String name) {
        switch (value) {
            case Expr.None _ -> {
                set(place.value(), Expressions.zero(place.shape()));
                set(presence, new Value.Flag(false));
            }
            case Expr.Conditional choice -> {
                Value condition = value(choice.condition());
                Span at = span;
                var then = block(() -> assign(place, choice.then(), type, name));
                var otherwise = block(() -> assign(place, choice.otherwise(), type, name));
                add(new Instruction.If(
                        List.of(new Instruction.Arm(condition, then, at)),
                        Optional.of(new Instruction.Block(otherwise, at)),
                        at));
            }
            case Expr.CallFunction call
            when Types.optional(call.type()) -> {
                // The function may read the place.
                Variable some = locals.fresh("some", Shape.FLAG);
                add(new Instruction.Declare(some, Optional.of(expressions.presence(call)), span));
                set(place.value(), expressions.stored(call, type, place.shape(), name));
                set(presence, read(some));
            }
            case Expr.CallFunction _,
                    Expr.Literal _,
                    Expr.Now _,
                    Expr.ParamRef _,
                    Expr.VariableRef _,
                    Expr.LocalRef _,
                    Expr.FieldRef _,
                    Expr.DerivedRef _,
                    Expr.OwnField _,
                    Expr.ColumnRef _,
                    Expr.Unwrap _,
                    Expr.Wrap _,
                    Expr.Negate _,
                    Expr.Arithmetic _,
                    Expr.CallExtern _,
                    Expr.CallBuiltin _,
                    Expr.TableRef _,
                    Expr.OfPeer _,
                    Expr.Ghost _,
                    Expr.Old _,
                    Expr.Proposition _ -> {
                set(place.value(), expressions.stored(value, type, place.shape(), name));
                set(presence, Types.optional(value.type()) ? expressions.presence(value) : new Value.Flag(true));
            }
        }
    }
}
