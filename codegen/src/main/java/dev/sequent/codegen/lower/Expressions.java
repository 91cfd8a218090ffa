package dev.sequent.codegen.lower;

import dev.sequent.codegen.form.Carrier;
import dev.sequent.codegen.form.Field;
import dev.sequent.codegen.form.MessageForm;
import dev.sequent.codegen.form.Place;
import dev.sequent.codegen.form.Shape;
import dev.sequent.codegen.form.Storage;
import dev.sequent.codegen.form.Subject;
import dev.sequent.codegen.form.Symbol;
import dev.sequent.codegen.form.Value;
import dev.sequent.codegen.form.Variable;
import dev.sequent.language.model.Expr;
import dev.sequent.language.model.Local;
import dev.sequent.language.model.MessageType;
import dev.sequent.language.model.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Expressions, lowered. One of an optional type becomes two: {@link #value} and {@link #presence}; a conditional or an
 * unwrapping of one is pushed down to its parts, so that each is evaluated once.
 */
final class Expressions {
    private final Scope scope;

    Expressions(Scope scope) {
        this.scope = scope;
    }

    int point() {
        return scope.point().getAsInt();
    }

    /** The value; of an optional type the value inside, 0 or false when there is none. */
    Value value(Expr expr) {
        return switch (expr) {
            case Expr.Literal e -> literal(e);
            case Expr.None e -> zero(Types.shape(e.type()));
            case Expr.Now _ -> new Value.Now(scope.subject());
            case Expr.ParamRef e ->
                new Value.Read(
                        scope.ofParameters()
                                ? new Place.OfParameters(e.param().index())
                                : new Place.OfParameter(
                                        ofMachine(), scope.protocol().parameter(e.param())));
            case Expr.VariableRef e -> variable(e);
            case Expr.LocalRef e ->
                scope.step().isPresent()
                        ? Happenings.argument(e.local())
                        : new Value.Read(scope.locals().value(e.local()));
            case Expr.FieldRef e -> wide(field(e), e.field());
            case Expr.OwnField e -> wide(field(e), e.field());
            case Expr.DerivedRef e ->
                new Value.Derived(
                        scope.own().isPresent() ? new Carrier.Own() : carrier(e.message(), e.outgoing()),
                        new Symbol(e.derived().index(), e.derived().name(), ""));
            case Expr.ColumnRef e -> new Value.Read(column(e, false));
            case Expr.HasBit e -> hasBit(e, true);
            case Expr.Present e -> presence(e.value());
            case Expr.Unwrap e -> unwrap(e.value());
            case Expr.Wrap e -> converted(e.value(), e.type());
            case Expr.InState e -> inState(e);
            case Expr.Running e -> running(e, true);
            case Expr.Not e -> not(e.operand());
            case Expr.Logic e -> logic(e);
            case Expr.Compare e -> new Comparisons(this).of(e);
            case Expr.Negate e -> negate(e);
            case Expr.Arithmetic e -> new Arithmetic(this).of(e);
            case Expr.Conditional e ->
                new Value.Choice(
                        value(e.condition()), converted(e.then(), e.type()), converted(e.otherwise(), e.type()));
            case Expr.CallFunction e -> call(e, Field.Part.VALUE);
            case Expr.CallExtern e -> extern(e);
            case Expr.CallBuiltin e -> new Builtins(this).of(e);
            case Expr.OfPeer e -> new Expressions(scope.ofPeer(e.peer())).value(e.expr());
            // Of steps nobody asks it; and where a message is in flight, it is not.
            case Expr.ChannelEmpty _ -> scope.step().isPresent() ? new Value.Flag(false) : new Value.ChannelEmpty();
            case Expr.Ghost e -> Happenings.ghost(e);
            case Expr.Old e -> new Expressions(scope.theStep().before()).value(e.expr());
            case Expr.Sends e -> new Happenings(scope).sends(e);
            case Expr.Receives e -> new Happenings(scope).receives(e);
            case Expr.Calls e -> new Happenings(scope).call(e);
            case Expr.Expires e -> new Happenings(scope).timeout(e);
            case Expr.Signals e -> new Happenings(scope).signal(e);
            case Expr.Origin e -> Happenings.origin(e);
            case Expr.TableRef e -> throw new IllegalStateException(e.span() + ": a table is no value");
        };
    }

    /** Whether an expression of an optional type has a value. */
    Value presence(Expr expr) {
        return switch (expr) {
            case Expr.None _ -> new Value.Flag(false);
            case Expr.Wrap _ -> new Value.Flag(true);
            case Expr.VariableRef e ->
                new Value.Read(new Place.OfMachine(
                        scope.subject(),
                        scope.of().scalar(e.variable()).presence().orElseThrow()));
            case Expr.LocalRef e -> new Value.Read(scope.locals().presence(e.local()));
            case Expr.FieldRef e ->
                new Value.Read(new Place.OfMessage(
                        carrier(e.message(), e.outgoing()),
                        scope.protocol().cell(e.message(), e.field()).presence().orElseThrow()));
            case Expr.OwnField e ->
                new Value.Read(new Place.OfMessage(
                        new Carrier.Own(), own(e.field()).presence().orElseThrow()));
            case Expr.ColumnRef e -> new Value.Read(column(e, true));
            case Expr.Conditional e ->
                new Value.Choice(value(e.condition()), presence(e.then()), presence(e.otherwise()));
            case Expr.CallFunction e -> call(e, Field.Part.PRESENCE);
            case Expr.OfPeer e -> new Expressions(scope.ofPeer(e.peer())).presence(e.expr());
            case Expr.Old e -> new Expressions(scope.theStep().before()).presence(e.expr());
            case Expr.Literal _,
                    Expr.Now _,
                    Expr.ParamRef _,
                    Expr.DerivedRef _,
                    Expr.Unwrap _,
                    Expr.Negate _,
                    Expr.Arithmetic _,
                    Expr.CallExtern _,
                    Expr.CallBuiltin _,
                    Expr.TableRef _,
                    Expr.Ghost _,
                    Expr.Proposition _ -> throw notOptional(expr);
        };
    }

    private static IllegalStateException notOptional(Expr expr) {
        return new IllegalStateException(expr.span() + ": not an optional value: " + expr);
    }

    /** The value in the target's shape, its range not checked. */
    Value converted(Expr expr, Type target) {
        return shaped(value(expr), Types.shape(expr), Types.shape(target));
    }

    /**
     * The value on its way into a place, inside the place's range or a fault.
     *
     * @param place for the fault's message, in the specification's words
     */
    Value stored(Expr expr, Type target, Shape shape, String place) {
        Value value = value(expr);
        if (Types.shape(expr) == Shape.NUMBER && Types.limited(target)) {
            long max = Types.max(target);
            if (!Interval.of(expr).within(0, max)) {
                value = new Value.InRange(
                        point(), value, max, place + ": " + Types.plain(target).name());
            }
        }
        return shaped(value, Types.shape(expr), shape);
    }

    Value stored(Expr expr, Type target, String place) {
        return stored(expr, target, Types.shape(target), place);
    }

    private static Value shaped(Value value, Shape from, Shape to) {
        return from == Shape.NUMBER && to == Shape.WORD ? new Value.Narrow(value) : value;
    }

    static Value zero(Shape shape) {
        return switch (shape) {
            case FLAG -> new Value.Flag(false);
            case WORD -> new Value.Word(0);
            case NUMBER -> new Value.Number(0);
        };
    }

    // ------------------------------------------------------------ parts

    private Value literal(Expr.Literal e) {
        return switch (Types.plain(e.type())) {
            case Type.Bool _ -> new Value.Flag(e.value() != 0);
            case Type.Enum t -> new Value.Constant(scope.protocol().enumeration(t), (int) e.value());
            case Type.Seq _ -> new Value.Word((int) e.value());
            case Type.UInt _, Type.Int _, Type.Duration _, Type.Time _, Type.Ranges _, Type.Row _, Type.Optional _ ->
                new Value.Number(e.value());
        };
    }

    private Value variable(Expr.VariableRef e) {
        return e.type() instanceof Type.Ranges
                ? new Value.TheRanges(scope.subject(), scope.of().ranges(e.variable()))
                : new Value.Read(new Place.OfMachine(
                        scope.subject(), scope.of().scalar(e.variable()).value()));
    }

    private Value unwrap(Expr optional) {
        return switch (optional) {
            case Expr.Wrap e -> converted(e.value(), e.type());
            case Expr.Conditional e -> new Value.Choice(value(e.condition()), unwrap(e.then()), unwrap(e.otherwise()));
            case Expr.OfPeer e -> new Expressions(scope.ofPeer(e.peer())).unwrap(e.expr());
            case Expr.Old e -> new Expressions(scope.theStep().before()).unwrap(e.expr());
            case Expr.None _,
                    Expr.VariableRef _,
                    Expr.LocalRef _,
                    Expr.FieldRef _,
                    Expr.OwnField _,
                    Expr.ColumnRef _,
                    Expr.CallFunction _ -> new Value.Present(point(), presence(optional), value(optional));
            case Expr.Literal _,
                    Expr.Now _,
                    Expr.ParamRef _,
                    Expr.DerivedRef _,
                    Expr.Unwrap _,
                    Expr.Negate _,
                    Expr.Arithmetic _,
                    Expr.CallExtern _,
                    Expr.CallBuiltin _,
                    Expr.TableRef _,
                    Expr.Ghost _,
                    Expr.Proposition _ -> throw notOptional(optional);
        };
    }

    /** The negation as one would write it. */
    private Value not(Expr operand) {
        return switch (operand) {
            case Expr.HasBit e -> hasBit(e, false);
            case Expr.Running e -> running(e, false);
            case Expr.InState e
            when e.states().size() == 1 ->
                new Value.InState(scope.subject(), scope.of().state(e.states().getFirst()), false);
            case Expr.Compare e when e.op() == Expr.Compare.Op.EQ -> value(negated(e, Expr.Compare.Op.NE));
            case Expr.Compare e when e.op() == Expr.Compare.Op.NE -> value(negated(e, Expr.Compare.Op.EQ));
            case Expr.InState _,
                    Expr.Compare _,
                    Expr.Literal _,
                    Expr.None _,
                    Expr.Now _,
                    Expr.ParamRef _,
                    Expr.VariableRef _,
                    Expr.LocalRef _,
                    Expr.FieldRef _,
                    Expr.DerivedRef _,
                    Expr.OwnField _,
                    Expr.ColumnRef _,
                    Expr.Present _,
                    Expr.Unwrap _,
                    Expr.Wrap _,
                    Expr.Not _,
                    Expr.Logic _,
                    Expr.Negate _,
                    Expr.Arithmetic _,
                    Expr.Conditional _,
                    Expr.CallFunction _,
                    Expr.CallExtern _,
                    Expr.CallBuiltin _,
                    Expr.TableRef _,
                    Expr.OfPeer _,
                    Expr.ChannelEmpty _,
                    Expr.Ghost _,
                    Expr.Old _,
                    Expr.OfStep _ -> new Value.Not(value(operand));
        };
    }

    private static Expr negated(Expr.Compare e, Expr.Compare.Op op) {
        return new Expr.Compare(op, e.left(), e.right(), e.span());
    }

    private Value running(Expr.Running e, boolean running) {
        scope.of();
        return new Value.Running(scope.subject(), KnownMachine.symbol(e.timer()), running);
    }

    private Value hasBit(Expr.HasBit e, boolean set) {
        if (e.bits() instanceof Expr.FieldRef f) {
            Place.OfMessage place = field(f);
            return new Value.HasBit(new Value.Read(place), e.mask(), named(place, e.bit()), set);
        }
        if (e.bits() instanceof Expr.OwnField f) {
            Place.OfMessage place = field(f);
            return new Value.HasBit(new Value.Read(place), e.mask(), named(place, e.bit()), set);
        }
        return new Value.HasBit(value(e.bits()), e.mask(), Optional.empty(), set);
    }

    private static Optional<Value.Named> named(Place.OfMessage place, String bit) {
        return Optional.of(new Value.Named(place.message(), place.field(), bit));
    }

    private Place.OfMessage field(Expr.FieldRef e) {
        return new Place.OfMessage(
                carrier(e.message(), e.outgoing()),
                scope.protocol().cell(e.message(), e.field()).value());
    }

    private Place.OfMessage field(Expr.OwnField e) {
        return new Place.OfMessage(new Carrier.Own(), own(e.field()).value());
    }

    /** Bits lie in a word, and count as the integer that their type says. */
    private static Value wide(Place.OfMessage field, MessageType.Field declared) {
        Value read = new Value.Read(field);
        return Types.shape(declared) == Types.shape(declared.type()) ? read : new Value.Widen(read);
    }

    private Subject ofMachine() {
        scope.of();
        return scope.subject();
    }

    private Value inState(Expr.InState e) {
        return e.states().stream()
                .map(s -> (Value) new Value.InState(ofMachine(), scope.of().state(s), true))
                .reduce((all, one) -> new Value.Logic(false, all, one))
                .orElse(new Value.Flag(false));
    }

    private Value logic(Expr.Logic e) {
        Value right = value(e.right());
        return switch (e.op()) {
            case AND -> new Value.Logic(true, value(e.left()), right);
            case OR -> new Value.Logic(false, value(e.left()), right);
            case IMPLIES -> new Value.Logic(false, not(e.left()), right);
        };
    }

    private Value negate(Expr.Negate e) {
        Value operand = value(e.operand());
        return Interval.of(e.operand()).low() == Long.MIN_VALUE
                ? new Value.Checked(Value.Operation.NEGATE, point(), List.of(operand))
                : new Value.Negate(operand);
    }

    private Value call(Expr.CallFunction e, Field.Part part) {
        return new Value.Call(
                ofMachine(),
                KnownMachine.symbol(e.function()),
                part,
                arguments(e.function().parameters(), e.arguments(), e.function().name()));
    }

    /** Arguments of a routine of the machine; an optional one is two. */
    List<Value> arguments(List<Local> parameters, List<Expr> arguments, String routine) {
        var parts = new ArrayList<Value>();
        for (int i = 0; i < parameters.size(); i++) {
            Local parameter = parameters.get(i);
            parts.add(stored(arguments.get(i), parameter.type(), routine + "." + parameter.name()));
            if (Types.optional(parameter.type())) {
                parts.add(presence(arguments.get(i)));
            }
        }
        return List.copyOf(parts);
    }

    private Value extern(Expr.CallExtern e) {
        if (scope.inside()) {
            scope.machine().ifPresent(m -> m.asks(e.function()));
        }
        Value result = new Value.Ask(
                scope.subject(),
                scope.protocol().extern(e.function()),
                arguments(e.function().parameters(), e.arguments(), e.function().name()));
        return Services.checked(this::point, result, e.type(), e.function().name());
    }

    /** How many rows a table has. */
    Value rows(Expr.TableRef e) {
        return new Value.Rows(scope.subject(), scope.of().table(e.table()));
    }

    private Carrier carrier(MessageType type, boolean outgoing) {
        MessageForm message = scope.protocol().message(type);
        if (scope.step().isEmpty()) {
            scope.of();
            return outgoing
                    ? new Carrier.Outgoing(scope.subject(), message)
                    : new Carrier.Arriving(scope.subject(), message);
        }
        if (outgoing && !scope.theStep().sent()) {
            throw new IllegalStateException("no message that is sent is in sight here");
        }
        return outgoing ? new Carrier.Sent(message) : new Carrier.Received(message);
    }

    private Storage.Scalar own(MessageType.Field field) {
        return scope.own()
                .orElseThrow(() -> new IllegalStateException("a message's own field outside of the message"))
                .get(field.index());
    }

    private Place column(Expr.ColumnRef e, boolean presence) {
        var table = ((Type.Row) e.row().type()).table();
        Storage.Scalar column = scope.of().column(table, e.column());
        Variable row = scope.locals().variable(e.row());
        return new Place.OfRow(
                scope.subject(),
                scope.of().table(table),
                presence ? column.presence().orElseThrow() : column.value(),
                row);
    }
}
