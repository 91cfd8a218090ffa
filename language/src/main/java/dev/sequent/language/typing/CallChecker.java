package dev.sequent.language.typing;

import dev.sequent.language.diagnostic.DeclarationMessages;
import dev.sequent.language.diagnostic.NameMessages;
import dev.sequent.language.diagnostic.TypeMessages;
import dev.sequent.language.model.Expr;
import dev.sequent.language.model.Expr.Builtin;
import dev.sequent.language.model.Local;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Span;
import dev.sequent.language.model.Type;
import dev.sequent.language.syntax.SequentParser.ArgumentContext;
import dev.sequent.language.syntax.SequentParser.ArgumentsContext;
import dev.sequent.language.syntax.SequentParser.CallExpressionContext;
import dev.sequent.language.syntax.SequentParser.ExprContext;
import dev.sequent.language.syntax.Spans;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.antlr.v4.runtime.ParserRuleContext;
import org.jspecify.annotations.Nullable;

/** Calls in expressions: functions of the machine, of the runtime, of the language. */
final class CallChecker {
    /** The language's own functions, as they are spelled. */
    static final Map<String, Builtin> BUILTINS = builtins();

    private final ExpressionChecker expressions;
    private final RoutineScope routine;
    private final Session session;
    private final @Nullable MachineBodies bodies;

    CallChecker(ExpressionChecker expressions, @Nullable MachineBodies bodies) {
        this.expressions = expressions;
        this.routine = expressions.routine;
        this.session = routine.session();
        this.bodies = bodies;
    }

    private static Map<String, Builtin> builtins() {
        var result = new LinkedHashMap<String, Builtin>();
        for (Builtin builtin : Builtin.values()) {
            result.put(builtin.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'), builtin);
        }
        return result;
    }

    static boolean builtin(String name) {
        return BUILTINS.containsKey(name);
    }

    @Nullable
    Expr call(String name, CallExpressionContext context, Span at, Span span) {
        MachineScope machine = routine.machine;
        RoutineDecl<MachineType.Function> function =
                machine == null ? null : machine.find(machine.functions, routine.prefix, name);
        if (function != null && bodies != null) {
            bodies.checkVisible(function.name(), routine, at);
            MachineType.Function built = bodies.function(function, at);
            bodies.inherit(function, routine, at);
            List<Local> parameters = function.parameters();
            List<Expr> arguments = parameters == null ? null : arguments(name, parameters, context.arguments(), span);
            return built == null || arguments == null ? null : new Expr.CallFunction(built, arguments, span);
        }
        if (BUILTINS.containsKey(name)) {
            return builtin(name, BUILTINS.get(name), context.arguments(), span);
        }
        if (routine.kind == RoutineScope.Kind.ASSUMPTION && !session.excused(name)) {
            session.report(DeclarationMessages.notOfParameters(name, at, routine.protocol.params.names()));
            return null;
        }
        if (routine.protocol.externs.has(name)) {
            Protocol.Extern extern = routine.protocol.externs.get(name);
            if (!routine.kind.acted()) {
                session.report(NameMessages.externNotHere(name, at, routine.kind.phrase));
                return null;
            }
            routine.varying.putIfAbsent(name, at);
            List<Expr> arguments =
                    extern == null ? null : arguments(name, extern.parameters(), context.arguments(), span);
            return extern == null || arguments == null ? null : new Expr.CallExtern(extern, arguments, span);
        }
        unknown(name, at);
        return null;
    }

    private void unknown(String name, Span at) {
        MachineScope machine = routine.machine;
        if (session.excused(name)) {
            return;
        }
        var known = new ArrayList<>(BUILTINS.keySet());
        known.addAll(routine.protocol.externs.names());
        if (machine != null) {
            if (machine.isCallable(routine.prefix, name)) {
                if (machine.find(machine.functions, routine.prefix, name) == null
                        && !machine.claimed(machine.functions, routine.prefix, name)) {
                    session.report(NameMessages.procedureAsFunction(name, at));
                }
                return;
            }
            known.addAll(machine.ownNames(machine.functions, routine.prefix));
            if (machine.missingModule(name, at)) {
                return;
            }
        }
        session.report(NameMessages.unknown("function", name, at, known));
    }

    // ------------------------------------------------------------ arguments

    /** The arguments in the order of the parameters, coerced; null after a report. */
    @Nullable
    List<Expr> arguments(String name, List<Local> parameters, @Nullable ArgumentsContext context, Span span) {
        List<ArgumentContext> written = context == null ? List.of() : context.argument();
        var places = new ArgumentContext[parameters.size()];
        boolean wrong = false;
        int position = 0;
        for (ArgumentContext argument : written) {
            int place = position++;
            if (argument.name() != null) {
                String label = argument.name().getText();
                place = index(parameters, label);
                if (place < 0) {
                    session.report(NameMessages.unknown(
                            "parameter of " + name,
                            label,
                            Spans.of(argument.name()),
                            parameters.stream().map(Local::name).toList()));
                    wrong = true;
                    continue;
                }
            }
            if (place >= places.length) {
                break;
            }
            if (places[place] != null) {
                session.report(NameMessages.argumentTwice(parameters.get(place).name(), Spans.of(argument)));
                wrong = true;
                continue;
            }
            places[place] = argument;
        }
        if (!wrong && written.size() != parameters.size()) {
            session.report(TypeMessages.argumentCount(span, name, parameters, written.size()));
            wrong = true;
        }
        var result = new ArrayList<Expr>();
        for (int i = 0; i < places.length; i++) {
            if (places[i] != null) {
                Expr value = expressions.as(parameters.get(i).type(), places[i].expr());
                if (value != null) {
                    result.add(value);
                }
            }
        }
        return wrong || result.size() != parameters.size() ? null : List.copyOf(result);
    }

    private static int index(List<Local> parameters, String name) {
        for (int i = 0; i < parameters.size(); i++) {
            if (parameters.get(i).name().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    // ------------------------------------------------------------ the language's own functions

    private @Nullable Expr builtin(String name, Builtin builtin, @Nullable ArgumentsContext context, Span span) {
        List<ExprContext> written = context == null
                ? List.of()
                : context.argument().stream().map(ArgumentContext::expr).toList();
        return switch (builtin) {
            case MIN, MAX -> extreme(name, builtin, written, span);
            case ABS -> abs(written, span);
            case ORD -> fixed(name, builtin, written, Type.INT, span, Type.BOOL);
            case NUMBER -> fixed(name, builtin, written, Type.U32, span, Type.SEQ);
            case SEQUENCE -> fixed(name, builtin, written, Type.SEQ, span, Type.U32);
            case COUNT_OF -> fixed(name, builtin, written, Type.INT, span, Type.DURATION, Type.DURATION);
            case COUNT, ROOM -> ofSet(name, builtin, written, true, Type.INT, span);
            case COVERS -> ofSet(name, builtin, written, false, Type.BOOL, span, Type.SEQ);
            case END_OF_RUN -> ofSet(name, builtin, written, false, Type.SEQ, span, Type.SEQ);
            case FIRST, LAST -> ofSet(name, builtin, written, false, Type.SEQ, span);
            case TOTAL -> ofSet(name, builtin, written, false, Type.INT, span);
        };
    }

    private @Nullable Expr fixed(
            String name, Builtin builtin, List<ExprContext> written, Type result, Span span, Type... types) {
        if (wrongCount(name, written, types.length, span)) {
            return null;
        }
        List<Expr> arguments = coerced(written, Arrays.asList(types));
        return arguments == null ? null : new Expr.CallBuiltin(builtin, arguments, result, span);
    }

    private @Nullable List<Expr> coerced(List<ExprContext> written, List<Type> types) {
        var result = new ArrayList<Expr>();
        for (int i = 0; i < types.size(); i++) {
            Expr value = expressions.as(types.get(i), written.get(i));
            if (value != null) {
                result.add(value);
            }
        }
        return result.size() == types.size() ? result : null;
    }

    private boolean wrongCount(String name, List<ExprContext> written, int wanted, Span span) {
        if (written.size() != wanted) {
            session.report(TypeMessages.builtinCount(span, name, wanted, written.size()));
        }
        return written.size() != wanted;
    }

    private @Nullable Expr ofSet(
            String name,
            Builtin builtin,
            List<ExprContext> written,
            boolean tables,
            Type result,
            Span span,
            Type... more) {
        if (wrongCount(name, written, 1 + more.length, span)) {
            return null;
        }
        Expr set = expressions.value(written.getFirst(), null);
        List<Expr> rest = coerced(written.subList(1, written.size()), Arrays.asList(more));
        if (set == null || rest == null) {
            return null;
        }
        if (!(set.type() instanceof Type.Ranges || tables && set instanceof Expr.TableRef)) {
            session.report(TypeMessages.setWanted(set.span(), name, tables, set.type()));
            return null;
        }
        var arguments = new ArrayList<Expr>();
        arguments.add(set);
        arguments.addAll(rest);
        return new Expr.CallBuiltin(builtin, List.copyOf(arguments), result, span);
    }

    private @Nullable Expr abs(List<ExprContext> written, Span span) {
        if (wrongCount("abs", written, 1, span)) {
            return null;
        }
        Expr value = plain(written.getFirst());
        if (value == null) {
            return null;
        }
        if (!value.type().integral() && !(value.type() instanceof Type.Duration)) {
            session.report(TypeMessages.absOf(value.span(), value.type()));
            return null;
        }
        Type type = value.type().integral() ? Type.INT : Type.DURATION;
        return new Expr.CallBuiltin(Builtin.ABS, List.of(value), type, span);
    }

    private @Nullable Expr plain(ExprContext context) {
        return expressions.coercions.plain(expressions.value(context, null), context);
    }

    /** Literal integers among the arguments take the type of the first argument that is not one. */
    private @Nullable Expr extreme(String name, Builtin builtin, List<ExprContext> written, Span span) {
        if (written.size() < 2) {
            session.report(TypeMessages.twoOrMore(span, name));
            return null;
        }
        var values = new ArrayList<@Nullable Expr>();
        written.forEach(w -> values.add(plain(w)));
        if (values.contains(null)) {
            return null;
        }
        int lead = 0;
        for (int i = 0; i < values.size() && values.get(lead) instanceof Expr.Literal; i++) {
            lead = values.get(i) instanceof Expr.Literal ? lead : i;
        }
        var arguments = new ArrayList<Expr>();
        Type type = values.get(lead).type();
        for (int i = 0; i < values.size(); i++) {
            Coercions.Pair pair =
                    expressions.coercions.unify(values.get(lead), written.get(lead), values.get(i), written.get(i));
            if (pair == null) {
                return null;
            }
            arguments.add(pair.right());
            type = pair.right().type().equals(type) ? type : Type.INT;
        }
        if (!type.integral()
                && !(type instanceof Type.Duration || type instanceof Type.Time || type instanceof Type.Seq)) {
            session.report(TypeMessages.noOrder(span, name, type));
            return null;
        }
        return new Expr.CallBuiltin(builtin, List.copyOf(arguments), type, span);
    }

    /** Where the arguments of a statement's call are checked. */
    static @Nullable List<Expr> forStatement(
            ExpressionChecker expressions,
            String name,
            List<Local> parameters,
            @Nullable ArgumentsContext context,
            ParserRuleContext at) {
        return new CallChecker(expressions, null).arguments(name, parameters, context, Spans.of(at));
    }
}
