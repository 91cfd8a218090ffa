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
        return switch (condition) {
            case Expr.Logic e when e.op() == Expr.Logic.Op.AND -> always(e.left()) && always(e.right());
            case Expr.Logic e when e.op() == Expr.Logic.Op.OR -> always(e.left()) || always(e.right());
            case Expr.Compare e
            when !(e.left().type() instanceof Type.Seq) ->
                range(e.left())
                        .flatMap(l -> range(e.right()).map(r -> always(e.op(), l, r)))
                        .orElse(false);
            default -> false;
        };
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
        try {
            return switch (expr) {
                case Expr.Literal e -> Optional.of(new Range(e.value(), e.value()));
                case Expr.ParamRef e ->
                    Optional.of(new Range(e.param().min(), e.param().max()));
                case Expr.Arithmetic e
                when e.op() == Expr.Arithmetic.Op.ADD ->
                    range(e.left())
                            .flatMap(l -> range(e.right())
                                    .map(r -> new Range(
                                            Math.addExact(l.least(), r.least()), Math.addExact(l.most(), r.most()))));
                case Expr.Arithmetic e
                when e.op() == Expr.Arithmetic.Op.SUB ->
                    range(e.left())
                            .flatMap(l -> range(e.right())
                                    .map(r -> new Range(
                                            Math.subtractExact(l.least(), r.most()),
                                            Math.subtractExact(l.most(), r.least()))));
                default -> Optional.empty();
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
