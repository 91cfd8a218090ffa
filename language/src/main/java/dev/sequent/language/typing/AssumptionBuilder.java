package dev.sequent.language.typing;

import dev.sequent.language.diagnostic.DeclarationMessages;
import dev.sequent.language.diagnostic.ScenarioMessages;
import dev.sequent.language.interpret.Assumptions;
import dev.sequent.language.model.Expr;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Scenario;
import dev.sequent.language.model.Span;
import dev.sequent.language.model.Type;
import dev.sequent.language.syntax.SequentParser.AssumeDeclContext;
import dev.sequent.language.syntax.SequentParser.DeclarationContext;
import dev.sequent.language.syntax.Spans;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Relations between parameters, and whether the specification keeps them itself. */
final class AssumptionBuilder {
    private final ProtocolScope protocol;
    private final Session session;

    AssumptionBuilder(ProtocolScope protocol) {
        this.protocol = protocol;
        this.session = protocol.session;
    }

    List<Protocol.Assumption> build(List<DeclarationContext> declarations) {
        var built = new ArrayList<Protocol.Assumption>();
        for (DeclarationContext declaration : declarations) {
            if (declaration.assumeDecl() != null && !session.broken(declaration.assumeDecl())) {
                assumption(declaration.assumeDecl()).ifPresent(built::add);
            }
        }
        return List.copyOf(built);
    }

    private Optional<Protocol.Assumption> assumption(AssumeDeclContext context) {
        var routine = new RoutineScope(RoutineScope.Kind.ASSUMPTION, protocol, null, "");
        Expr condition = new ExpressionChecker(routine, null).condition(context.expr());
        var citations = Texts.demands(context.annotation(), session);
        if (condition == null) {
            return Optional.empty();
        }
        Span span = Spans.of(context.expr());
        String text = Spans.text(context.expr()).replaceAll("\\s+", " ");
        var assumption = new Protocol.Assumption(condition, text, Texts.doc(context.STRING()), citations, span);
        if (assumption.params().isEmpty()) {
            session.report(DeclarationMessages.noParameter(span));
            return Optional.empty();
        }
        var broken = new Assumptions(protocol.params.all(), List.of(assumption)).broken(Map.of());
        if (broken.isPresent()) {
            session.report(DeclarationMessages.defaultsBreak(broken.get().values(), span));
        } else if (always(condition)) {
            session.report(DeclarationMessages.alwaysSo(span));
        }
        return Optional.of(assumption);
    }

    // ------------------------------------------------------------ whether it says anything

    /** Both ends belong to it. */
    private record Range(long least, long most) {}

    /** Whether it is seen to hold for all that the ranges of its parameters allow. */
    private static boolean always(Expr condition) {
        if (condition instanceof Expr.Logic e && e.op() == Expr.Logic.Op.AND) {
            return always(e.left()) && always(e.right());
        }
        if (condition instanceof Expr.Logic e && e.op() == Expr.Logic.Op.OR) {
            return always(e.left()) || always(e.right());
        }
        return condition instanceof Expr.Compare e
                && !(e.left().type() instanceof Type.Seq)
                && range(e.left())
                        .flatMap(l -> range(e.right()).map(r -> always(e.op(), l, r)))
                        .orElse(false);
    }

    private static boolean always(Expr.Compare.Op op, Range left, Range right) {
        return switch (op) {
            case LT -> left.most() < right.least();
            case LE -> left.most() <= right.least();
            case GT -> left.least() > right.most();
            case GE -> left.least() >= right.most();
            case NE -> left.most() < right.least() || left.least() > right.most();
            case EQ -> false;
        };
    }

    /** Of what is simple enough, where no bound can be too large. */
    private static Optional<Range> range(Expr expr) {
        if (expr instanceof Expr.Literal e) {
            return Optional.of(new Range(e.value(), e.value()));
        }
        if (expr instanceof Expr.ParamRef e) {
            return Optional.of(new Range(e.param().min(), e.param().max()));
        }
        return expr instanceof Expr.Arithmetic e
                ? range(e.left()).flatMap(l -> range(e.right()).flatMap(r -> range(e.op(), l, r)))
                : Optional.empty();
    }

    private static Optional<Range> range(Expr.Arithmetic.Op op, Range left, Range right) {
        try {
            return switch (op) {
                case ADD ->
                    Optional.of(new Range(
                            Math.addExact(left.least(), right.least()), Math.addExact(left.most(), right.most())));
                case SUB ->
                    Optional.of(new Range(
                            Math.subtractExact(left.least(), right.most()),
                            Math.subtractExact(left.most(), right.least())));
                case MUL, DIV, MOD, SHL, SHR -> Optional.empty();
            };
        } catch (ArithmeticException e) {
            return Optional.empty();
        }
    }

    // ------------------------------------------------------------ scenarios

    /** What scenarios set must fit together, and fit the defaults of what they leave as it is. */
    static void check(List<Scenario> scenarios, List<Protocol.Assumption> assumptions, ProtocolScope protocol) {
        for (Scenario scenario : scenarios) {
            for (Protocol.Assumption assumption : assumptions) {
                var culprit = scenario.settings().stream()
                        .filter(s -> assumption.params().contains(s.param()))
                        .reduce((first, last) -> last);
                new Assumptions(protocol.params.all(), List.of(assumption))
                        .broken(scenario.set(Map.of()))
                        .ifPresent(b -> culprit.ifPresent(c -> protocol.session.report(ScenarioMessages.settingBreaks(
                                assumption.text(), b.values(), c.span(), assumption.span()))));
            }
        }
    }
}
