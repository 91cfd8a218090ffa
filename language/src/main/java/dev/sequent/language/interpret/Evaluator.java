package dev.sequent.language.interpret;

import dev.sequent.language.model.Expr;
import dev.sequent.language.model.Local;
import dev.sequent.language.model.MessageType;
import dev.sequent.language.model.Type;
import dev.sequent.runtime.Fault;
import dev.sequent.runtime.Ghosts;
import dev.sequent.runtime.Message;
import dev.sequent.runtime.Parameters;
import dev.sequent.runtime.Step;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Evaluates expressions, left to right. Values are longs in the generic form of {@link Type}; an expression of an
 * optional type is evaluated by {@link #optional}, any other by {@link #number}.
 */
final class Evaluator {
    /** None for what a message is asked by itself. */
    private final Optional<InterpretedMachine> machine;
    /** What a property sees besides machines; none inside a machine. */
    private final Optional<View> view;
    /** The message whose derived field is being computed. */
    private final Optional<Message> own;
    /** The message that a condition on what is sent is about. */
    private final Optional<Message> leaving;
    /** Of an instance without a machine; a machine has its own. */
    private final Optional<Parameters> parameters;

    /**
     * @param before the machines as they were before the step; none for a property of states
     * @param step none for a property of states
     * @param flying the message in flight that a claim is about, the first one of two
     */
    private record View(
            List<InterpretedMachine> peers,
            List<InterpretedMachine> before,
            List<Ghosts> ghosts,
            boolean channelEmpty,
            Optional<Step> step,
            Optional<Message> flying) {
        View earlier() {
            return new View(before, before, ghosts, channelEmpty, step, flying);
        }

        Message coming() {
            return flying.orElseGet(() -> theStep().received());
        }

        Step theStep() {
            return step.orElseThrow(() -> new IllegalStateException("a step outside of a property of steps"));
        }
    }

    /** For the rules of a machine. */
    Evaluator(InterpretedMachine machine) {
        this(Optional.of(machine), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** For properties of states. */
    static Evaluator ofPeers(List<InterpretedMachine> peers, List<Ghosts> ghosts, boolean channelEmpty) {
        var view = new View(peers, List.of(), ghosts, channelEmpty, Optional.empty(), Optional.empty());
        return of(view, Optional.empty());
    }

    /** For claims about messages in flight. */
    static Evaluator ofFlights(List<InterpretedMachine> peers, List<Ghosts> ghosts, Message first, Message later) {
        var view = new View(peers, List.of(), ghosts, false, Optional.empty(), Optional.of(first));
        return of(view, Optional.of(later));
    }

    /** For properties of steps. */
    static Evaluator ofStep(InterpretedMachine before, InterpretedMachine after, Step step) {
        var view = new View(List.of(after), List.of(before), List.of(), false, Optional.of(step), Optional.empty());
        return of(view, Optional.empty());
    }

    private static Evaluator of(View view, Optional<Message> leaving) {
        return new Evaluator(Optional.of(view.peers().getFirst()), Optional.of(view), Optional.empty(), leaving);
    }

    /** An expression over the fields of a message, in generic form. */
    static long ofMessage(Message message, Expr expr) {
        return new Evaluator(Optional.empty(), Optional.empty(), Optional.of(message), Optional.empty())
                .any(expr, new Activation())
                .orElseThrow();
    }

    /** A condition of parameters and constants. */
    static boolean ofParameters(Parameters parameters, Expr condition) {
        return new Evaluator(
                        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(parameters))
                .truth(condition, new Activation());
    }

    private Evaluator(
            Optional<InterpretedMachine> machine,
            Optional<View> view,
            Optional<Message> own,
            Optional<Message> leaving) {
        this(machine, view, own, leaving, machine.map(InterpretedMachine::parameters));
    }

    private Evaluator(
            Optional<InterpretedMachine> machine,
            Optional<View> view,
            Optional<Message> own,
            Optional<Message> leaving,
            Optional<Parameters> parameters) {
        this.machine = machine;
        this.view = view;
        this.own = own;
        this.leaving = leaving;
        this.parameters = parameters;
    }

    InterpretedMachine machine() {
        return machine.orElseThrow(() -> new IllegalStateException("a machine is asked where there is none"));
    }

    private Parameters parameters() {
        return parameters.orElseThrow(() -> new IllegalStateException("a parameter of no instance is asked for"));
    }

    private View view() {
        return view.orElseThrow(() -> new IllegalStateException("a peer outside of a property"));
    }

    private Evaluator onPeer(int peer) {
        return new Evaluator(view().peers().get(peer));
    }

    boolean truth(Expr expr, Activation frame) {
        return number(expr, frame) == 1;
    }

    /** @throws Fault when the specification breaks a rule of its own */
    long number(Expr expr, Activation frame) {
        return switch (expr) {
            case Expr.Literal e -> e.value();
            case Expr.Now e -> machine().now();
            case Expr.ParamRef e -> parameters().get(e.param().index());
            case Expr.VariableRef e -> plain(machine().read(e.variable()));
            case Expr.LocalRef e -> plain(frame.local(e.local()));
            case Expr.FieldRef e ->
                message(e.message(), e.outgoing()).get(e.field().index());
            case Expr.OwnField e -> ownMessage().get(e.field().index());
            case Expr.DerivedRef e -> derived(e.derived(), message(e.message(), e.outgoing()));
            case Expr.ColumnRef e -> plain(column(e, frame));
            case Expr.HasBit e -> bool((number(e.bits(), frame) & e.mask()) != 0);
            case Expr.Present e -> bool(optional(e.value(), frame).isPresent());
            case Expr.Unwrap e ->
                optional(e.value(), frame)
                        .orElseThrow(() -> new Fault(-1, e.span() + ": there is no value where one is read"));
            case Expr.InState e -> bool(machine().store().in(e.states()));
            case Expr.Running e -> bool(machine().store().running(e.timer().index()));
            case Expr.Not e -> bool(!truth(e.operand(), frame));
            case Expr.Logic e -> bool(logic(e, frame));
            case Expr.Compare e -> bool(new Comparisons(this).holds(e, frame));
            case Expr.Negate e -> Exact.negate(number(e.operand(), frame));
            case Expr.Arithmetic e -> arithmetic(e, frame);
            case Expr.Conditional e -> number(truth(e.condition(), frame) ? e.then() : e.otherwise(), frame);
            case Expr.CallFunction e -> {
                var result = call(e, frame);
                yield result.getAsLong();
            }
            case Expr.CallExtern e -> extern(e, frame);
            case Expr.CallBuiltin e -> new Builtins(this).value(e, frame);
            case Expr.OfPeer e -> onPeer(e.peer()).number(e.expr(), frame);
            case Expr.ChannelEmpty e -> bool(view().channelEmpty());
            case Expr.Ghost e -> ghost(e, view().ghosts().get(e.peer()));
            case Expr.Old e -> of(view().earlier(), leaving).number(e.expr(), frame);
            case Expr.Sends e -> bool(sends(e, frame));
            case Expr.Receives e -> bool(receives(e, frame));
            case Expr.Calls e -> bool(calls(e));
            case Expr.Expires e -> bool(view().theStep().timeout() == e.timer().index());
            case Expr.Signals e -> bool(view().theStep().signalled(e.signal().index()));
            case Expr.Origin e ->
                bool(
                        e.kind() == Expr.Origin.Kind.FORGED
                                ? view().theStep().forged()
                                : view().theStep().stale());
            case Expr.None e -> throw misplaced(e);
            case Expr.Wrap e -> throw misplaced(e);
            case Expr.TableRef e -> throw misplaced(e);
        };
    }

    /** An expression of optional type. */
    OptionalLong optional(Expr expr, Activation frame) {
        if (!(expr.type() instanceof Type.Optional)) {
            throw misplaced(expr);
        }
        return switch (expr) {
            case Expr.None e -> OptionalLong.empty();
            case Expr.Wrap e -> OptionalLong.of(number(e.value(), frame));
            case Expr.VariableRef e -> machine().read(e.variable()).content();
            case Expr.LocalRef e -> frame.local(e.local()).content();
            case Expr.FieldRef e -> field(message(e.message(), e.outgoing()), e.field());
            case Expr.OwnField e -> field(ownMessage(), e.field());
            case Expr.ColumnRef e -> column(e, frame).content();
            case Expr.Conditional e -> optional(truth(e.condition(), frame) ? e.then() : e.otherwise(), frame);
            case Expr.CallFunction e -> call(e, frame);
            case Expr.OfPeer e -> onPeer(e.peer()).optional(e.expr(), frame);
            case Expr.Old e -> of(view().earlier(), leaving).optional(e.expr(), frame);
            case Expr.Literal _, Expr.Now _, Expr.ParamRef _, Expr.DerivedRef _ -> throw misplaced(expr);
            case Expr.TableRef _, Expr.Unwrap _, Expr.Proposition _, Expr.Ghost _ -> throw misplaced(expr);
            case Expr.Negate _, Expr.Arithmetic _, Expr.CallExtern _, Expr.CallBuiltin _ -> throw misplaced(expr);
        };
    }

    /** An expression of any scalar type; what is not optional is present. */
    OptionalLong any(Expr expr, Activation frame) {
        return expr.type() instanceof Type.Optional ? optional(expr, frame) : OptionalLong.of(number(expr, frame));
    }

    private static OptionalLong field(Message message, MessageType.Field field) {
        return message.present(field.index()) ? OptionalLong.of(message.get(field.index())) : OptionalLong.empty();
    }

    private Message message(MessageType type, boolean outgoing) {
        if (view.isPresent()) {
            return outgoing ? leaving.orElseThrow() : view().coming();
        }
        return outgoing ? machine().outgoing(type) : machine().arriving();
    }

    private static long ghost(Expr.Ghost e, Ghosts ghosts) {
        return switch (e.kind()) {
            case SENT -> ghosts.sent();
            case DELIVERED -> ghosts.delivered();
            case FAITHFUL -> bool(ghosts.faithful());
            case INCARNATION -> ghosts.incarnation();
            case CRASHES -> ghosts.crashes();
            case TOLD -> bool(ghosts.told(e.signal().orElseThrow().index()));
        };
    }

    private boolean sends(Expr.Sends e, Activation frame) {
        Step step = view().theStep();
        for (int i = 0; i < step.sent(); i++) {
            Message sent = step.sent(i);
            if (sent.kind() == e.message().kind()
                    && of(view(), Optional.of(sent)).truth(e.where(), frame)) {
                return true;
            }
        }
        return false;
    }

    private boolean receives(Expr.Receives e, Activation frame) {
        Step step = view().theStep();
        return step.receives() && step.received().kind() == e.message().kind() && truth(e.where(), frame);
    }

    private boolean calls(Expr.Calls e) {
        Step step = view().theStep();
        if (step.call() != e.call().index()) {
            return false;
        }
        var given = new Activation();
        List<Local> parameters = e.call().parameters();
        for (int i = 0; i < parameters.size(); i++) {
            given.declare(parameters.get(i)).set(OptionalLong.of(step.argument(i)));
        }
        return truth(e.where(), given);
    }

    private Message ownMessage() {
        return own.orElseThrow(() -> new IllegalStateException("a message's own field outside of its derived fields"));
    }

    private long derived(MessageType.Derived derived, Message message) {
        var value = new Evaluator(machine, view, Optional.of(message), leaving).any(derived.value(), new Activation());
        var cell = new Cell(derived.name(), derived.type());
        cell.set(value);
        return plain(cell);
    }

    private Cell column(Expr.ColumnRef e, Activation frame) {
        return machine().row(e.row(), frame).column(e.column());
    }

    private static long plain(Cell cell) {
        if (cell.optional()) {
            throw new IllegalStateException("an optional value where a plain one is wanted");
        }
        return cell.number();
    }

    private boolean logic(Expr.Logic e, Activation frame) {
        return switch (e.op()) {
            case AND -> truth(e.left(), frame) && truth(e.right(), frame);
            case OR -> truth(e.left(), frame) || truth(e.right(), frame);
            case IMPLIES -> !truth(e.left(), frame) || truth(e.right(), frame);
        };
    }

    private long arithmetic(Expr.Arithmetic e, Activation frame) {
        var left = number(e.left(), frame);
        var right = number(e.right(), frame);
        if (e.left().type() instanceof Type.Time) {
            return e.right().type() instanceof Type.Time
                    ? Moment.of(left).minus(Moment.of(right))
                    : Moment.of(left).moved(e.op(), right).number();
        }
        var leftSeq = e.left().type() instanceof Type.Seq;
        var rightSeq = e.right().type() instanceof Type.Seq;
        if (!leftSeq && !rightSeq) {
            return Exact.apply(e.op(), left, right);
        }
        return switch (e.op()) {
            case ADD -> Sequence.plus(left, right);
            case SUB -> rightSeq ? Sequence.distance(right, left) : Sequence.minus(left, right);
            default -> throw misplaced(e);
        };
    }

    private OptionalLong call(Expr.CallFunction e, Activation frame) {
        var inner = new Activation();
        var function = e.function();
        bind(function.parameters(), e.arguments(), frame, inner);
        var flow = new Executor(machine(), this).run(function.body(), inner);
        if (!(flow instanceof Flow.Value returned)) {
            throw new Fault(-1, function.name() + " ends without a value");
        }
        var result = new Cell(function.name(), function.type());
        result.set(returned.value());
        return result.content();
    }

    /** Evaluates the arguments, in order, and binds them to the parameters. */
    void bind(List<Local> parameters, List<Expr> arguments, Activation outer, Activation inner) {
        for (int i = 0; i < parameters.size(); i++) {
            // Each is range-checked before the next is evaluated: an answer may come from outside.
            inner.declare(parameters.get(i)).set(any(arguments.get(i), outer));
        }
    }

    private long extern(Expr.CallExtern e, Activation frame) {
        var a = scalars(e.function().parameters(), e.arguments(), frame);
        var result = new Cell(e.function().name(), e.function().type());
        result.set(machine().effects().function(e.function().index(), a[0], a[1], a[2], a[3]));
        return plain(result);
    }

    /** Arguments that leave the machine: always four, undeclared ones 0. */
    long[] scalars(List<Local> parameters, List<Expr> arguments, Activation frame) {
        var inner = new Activation();
        bind(parameters, arguments, frame, inner);
        var scalars = new long[4];
        for (int i = 0; i < parameters.size(); i++) {
            scalars[i] = plain(inner.local(parameters.get(i)));
        }
        return scalars;
    }

    SequenceRanges ranges(Expr expr) {
        return switch (expr) {
            case Expr.VariableRef e -> machine().readRanges(e.variable());
            case Expr.OfPeer e -> onPeer(e.peer()).ranges(e.expr());
            case Expr.Old e -> of(view().earlier(), leaving).ranges(e.expr());
            case Expr.Literal _, Expr.None _, Expr.Now _, Expr.ParamRef _ -> throw misplaced(expr);
            case Expr.LocalRef _, Expr.OfField _, Expr.DerivedRef _ -> throw misplaced(expr);
            case Expr.ColumnRef _, Expr.TableRef _, Expr.Ghost _ -> throw misplaced(expr);
            case Expr.Unwrap _, Expr.Wrap _, Expr.Proposition _ -> throw misplaced(expr);
            case Expr.Negate _, Expr.Arithmetic _, Expr.Conditional _ -> throw misplaced(expr);
            case Expr.CallFunction _, Expr.CallExtern _, Expr.CallBuiltin _ -> throw misplaced(expr);
        };
    }

    static long bool(boolean value) {
        return value ? 1 : 0;
    }

    static IllegalStateException misplaced(Expr expr) {
        return new IllegalStateException(expr.span() + ": " + expr.getClass().getSimpleName() + " of type "
                + expr.type().name() + " has no value here");
    }
}
