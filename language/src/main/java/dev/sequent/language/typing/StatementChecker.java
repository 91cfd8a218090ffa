package dev.sequent.language.typing;

import dev.sequent.language.diagnostic.FlowMessages;
import dev.sequent.language.diagnostic.HandlerMessages;
import dev.sequent.language.diagnostic.NameMessages;
import dev.sequent.language.diagnostic.TypeMessages;
import dev.sequent.language.model.Expr;
import dev.sequent.language.model.Local;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.Span;
import dev.sequent.language.model.Stmt;
import dev.sequent.language.model.Type;
import dev.sequent.language.syntax.SequentParser.*;
import dev.sequent.language.syntax.Spans;
import dev.sequent.language.syntax.SpecParser;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Statements of control, and declarations of locals; the ones that act are {@link ActionChecker}'s. A statement that is
 * wrong is left out of the body and poisons the routine.
 */
final class StatementChecker {
    private final ExpressionChecker expressions;
    private final RoutineScope routine;
    private final MachineScope machine;
    private final MachineBodies bodies;
    private final Session session;
    private final ActionChecker actions;
    private final LoopChecker loops;
    /** In a handler: its trigger, for {@code continue at}. */
    private String trigger = "";
    /** Steps may only stand in the outermost block of a handler. */
    private int depth;

    StatementChecker(ExpressionChecker expressions, MachineBodies bodies) {
        this.expressions = expressions;
        this.routine = expressions.routine;
        this.bodies = bodies;
        this.machine = bodies.machine();
        this.session = routine.session();
        this.actions = new ActionChecker(expressions, bodies);
        this.loops = new LoopChecker(expressions, bodies, this);
    }

    StatementChecker trigger(String key) {
        trigger = key;
        return this;
    }

    /** The outermost block of a routine; its scope is the routine's. */
    List<Stmt> body(BlockContext context) {
        return statements(context);
    }

    /** A block inside: what it declares ends with it. */
    List<Stmt> block(BlockContext context) {
        return block(context, Set.of());
    }

    List<Stmt> block(BlockContext context, Set<String> tested) {
        routine.open();
        routine.assume(tested);
        depth++;
        List<Stmt> result = statements(context);
        depth--;
        routine.close();
        return result;
    }

    private List<Stmt> statements(BlockContext context) {
        routine.poisoned |= session.broken(context);
        var result = new ArrayList<Stmt>();
        boolean left = false;
        boolean told = false;
        for (StatementContext each : context.statement()) {
            if (session.broken(each)) {
                routine.poisoned = true;
                continue;
            }
            if (left && !told && !routine.poisoned) {
                session.report(FlowMessages.neverReached(Spans.of(each)));
                told = true;
            }
            Stmt statement = statement(each);
            if (statement == null) {
                routine.poisoned = true;
                continue;
            }
            result.add(statement);
            if (statement instanceof Stmt.Unreachable && context.statement().size() > 1) {
                session.report(FlowMessages.unreachableNotAlone(statement.span()));
                told = true;
            }
            left |= AbruptCompletion.always(statement) && !(statement instanceof Stmt.Step);
            routine.assume(Coercions.assigned(List.of(statement)));
            if (statement instanceof Stmt.Assign(Stmt.Target.OfVariable target, Expr.None value, Span span)) {
                routine.forget(Coercions.key(target.variable()));
            }
            if (statement instanceof Stmt.If s && s.otherwise().isEmpty() && AbruptCompletion.always(s.then())) {
                routine.assume(Coercions.tested(s.condition()));
            }
        }
        return List.copyOf(result);
    }

    private @Nullable Stmt statement(StatementContext context) {
        Span span = Spans.of(context);
        return switch (context) {
            case LetValueContext c -> let(c, span);
            case LocalVariableContext c -> localVariable(c, span);
            case IfElseContext c -> ifElse(c, 0);
            case InStatesContext c -> {
                List<MachineType.State> states = stateSet(c.stateSet());
                List<Stmt> body = block(c.block());
                yield states == null
                        ? null
                        : new Stmt.InStates(
                                states, body, Spans.head(c, c.stateSet().getStop()));
            }
            case StepContext c -> step(c);
            case ContinueAtContext c -> continueAt(c, span);
            case WhileAtMostContext c -> loops.whileAtMost(c);
            case ForRangeContext c -> loops.forRange(c);
            case ForEachRangeContext c -> loops.forEachRange(c);
            case ForEachRowContext c -> loops.forEachRow(c);
            case FindRowContext c -> loops.findRow(c);
            case ReturnValueContext c -> returned(c, span);
            case DropContext c -> {
                if (routine.kind != RoutineScope.Kind.ARRIVAL) {
                    session.report(HandlerMessages.dropNotHere(routine.kind.phrase, span));
                    yield null;
                }
                yield new Stmt.Drop(span);
            }
            case DoneContext c -> {
                if (!routine.kind.handler() || routine.kind == RoutineScope.Kind.CALL) {
                    session.report(HandlerMessages.doneNotHere(
                            routine.kind.phrase, routine.kind == RoutineScope.Kind.CALL, span));
                    yield null;
                }
                yield new Stmt.Done(span);
            }
            case AssertionContext c -> {
                Expr condition = expressions.condition(c.expr());
                yield condition == null
                        ? null
                        : new Stmt.Assertion(
                                condition,
                                c.STRING() == null
                                        ? ""
                                        : SpecParser.unquote(c.STRING().getText()),
                                span);
            }
            case UnreachableContext c ->
                new Stmt.Unreachable(Texts.required(c.STRING(), "the reason of 'unreachable'", session), span);
            default -> actions.statement(context, loops);
        };
    }

    @Nullable
    List<MachineType.State> stateSet(StateSetContext context) {
        return context.name().isEmpty() ? machine.states.all() : machine.states(context.name());
    }

    // ------------------------------------------------------------ locals

    private @Nullable Stmt let(LetValueContext context, Span span) {
        Expr value = expressions.value(context.expr(), null);
        if (value instanceof Expr.None
                || value != null && value.type() instanceof Type.Ranges
                || value instanceof Expr.TableRef) {
            session.report(TypeMessages.notStorable(value.span(), value instanceof Expr.None ? "none" : "a set"));
            value = null;
        }
        Span at = Spans.of(context.name());
        Local local = routine.declare(context.name().getText(), value == null ? null : value.type(), false, at, true);
        return local == null || value == null ? null : new Stmt.Declare(local, value, span);
    }

    private @Nullable Stmt localVariable(LocalVariableContext context, Span span) {
        Type type = null;
        Expr value;
        if (context.type() != null) {
            type = new TypeResolver(routine.protocol).value(context.type());
            value = type == null ? null : expressions.as(type, context.expr());
        } else {
            value = expressions.value(context.expr(), null);
            if (value instanceof Expr.None
                    || value != null && value.type() instanceof Type.Ranges
                    || value instanceof Expr.TableRef) {
                session.report(TypeMessages.notStorable(value.span(), value instanceof Expr.None ? "none" : "a set"));
                value = null;
            }
            type = value == null ? null : value.type().integral() ? Type.INT : value.type();
        }
        Span at = Spans.of(context.name());
        Local local = routine.declare(context.name().getText(), type, true, at, true);
        return local == null || value == null ? null : new Stmt.Declare(local, value, span);
    }

    // ------------------------------------------------------------ control

    /** The condition {@code at} of an if, and all that follows it. */
    private @Nullable Stmt ifElse(IfElseContext context, int at) {
        Expr condition = expressions.condition(context.expr(at));
        Set<String> tested = Coercions.tested(condition);
        List<Stmt> then = block(context.block(at), tested);
        List<Stmt> otherwise = List.of();
        boolean wrong = false;
        if (at + 1 < context.expr().size()) {
            routine.openAssumptions(tested);
            Stmt next = ifElse(context, at + 1);
            routine.closeAssumptions();
            wrong |= next == null;
            otherwise = next == null ? List.of() : List.of(next);
        } else if (at + 1 < context.block().size()) {
            otherwise = block(context.block(at + 1), tested);
        }
        // Only the head: a trace that points at an if means its condition.
        Span span = at == 0 ? Spans.head(context, context.expr(0).getStop()) : Spans.of(context.expr(at));
        return wrong || condition == null ? null : new Stmt.If(condition, then, otherwise, span);
    }

    private @Nullable Stmt step(StepContext context) {
        Span span = Spans.head(context, context.STRING().getSymbol());
        if ((!routine.kind.handler() || depth > 0) && !session.anythingBroken()) {
            session.report(HandlerMessages.stepNotHere(span));
        }
        List<Stmt> body = block(context.block());
        return new Stmt.Step(
                context.name().getText(),
                Texts.required(context.STRING(), "the title of the step", session),
                body,
                Texts.citations(context.annotation(), session),
                span);
    }

    private @Nullable Stmt continueAt(ContinueAtContext context, Span span) {
        MachineType.State state = machine.state(context.name(1));
        if (!routine.kind.handler()) {
            session.report(HandlerMessages.continueNotHere(routine.kind.phrase, span));
            return null;
        }
        if (state == null) {
            return null;
        }
        String label = context.name(0).getText();
        Set<String> labels = bodies.stepLabels(trigger, state.name());
        if (labels == null) {
            if (!session.anythingBroken()) {
                session.report(HandlerMessages.continueWithoutHandler(state.name(), Spans.of(context.name(1))));
            }
            return null;
        }
        if (!labels.contains(label)) {
            if (!session.excused(label)) {
                session.report(NameMessages.unknown(
                        "step of the handler in " + state.name(), label, Spans.of(context.name(0)), labels));
            }
            return null;
        }
        return new Stmt.ContinueAt(label, state, span);
    }

    private @Nullable Stmt returned(ReturnValueContext context, Span span) {
        switch (routine.kind) {
            case CALL -> {
                return outcome(context.expr(), span);
            }
            case FUNCTION -> {
                if (context.expr() == null) {
                    session.report(HandlerMessages.returnWithoutValue(span, routine.result));
                    return null;
                }
                Expr value = routine.result == null
                        ? expressions.value(context.expr(), null)
                        : expressions.as(routine.result, context.expr());
                return value == null ? null : new Stmt.ReturnValue(value, span);
            }
            case PROCEDURE -> {
                if (context.expr() != null) {
                    session.report(HandlerMessages.returnWithValue(Spans.of(context.expr())));
                    return null;
                }
                return new Stmt.ReturnNothing(span);
            }
            default -> {
                session.report(HandlerMessages.returnNotHere(routine.kind.phrase, routine.kind.handler(), span));
                return null;
            }
        }
    }

    private @Nullable Stmt outcome(@Nullable ExprContext written, Span span) {
        if (written == null) {
            session.report(HandlerMessages.returnWithoutOutcome(span, machine.outcomes.names()));
            return null;
        }
        Span at = Spans.of(written);
        String name = Spans.text(written);
        MachineType.Outcome outcome = machine.require(machine.outcomes, routine.prefix, name, at);
        return outcome == null ? null : new Stmt.ReturnOutcome(outcome, span);
    }

    // ------------------------------------------------------------ what the handlers need

    /** The labels of the steps in the outermost block; a duplicate label is reported. */
    static Set<String> labels(BlockContext block, Session session) {
        Map<String, Span> labels = new HashMap<>();
        for (StatementContext statement : block.statement()) {
            if (statement instanceof StepContext step && !session.broken(step)) {
                Span span = Spans.of(step.name());
                Span first = labels.putIfAbsent(step.name().getText(), span);
                if (first != null) {
                    session.report(NameMessages.duplicate("step", step.name().getText(), span, first));
                }
            }
        }
        return Set.copyOf(labels.keySet());
    }
}
