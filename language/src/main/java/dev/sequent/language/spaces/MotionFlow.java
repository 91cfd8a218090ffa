package dev.sequent.language.spaces;

import dev.sequent.language.model.Expr;
import dev.sequent.language.model.ExprParts;
import dev.sequent.language.model.Local;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.MessageType;
import dev.sequent.language.model.Span;
import dev.sequent.language.model.Stmt;
import dev.sequent.language.model.StmtParts;
import dev.sequent.language.model.Type;
import dev.sequent.language.spaces.Breach.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Follows through the rules of a machine which of its numbers move with their space and which stand still: from what is
 * known in each state at rest, through every handler, until nothing new is found. Bools, what is present, timers, and
 * bits of messages are followed as far as conditions speak of them, since numbers move or not depending on these.
 */
final class MotionFlow {
    private final MachineType machine;
    private final MotionReader reader;
    private final Map<Integer, Facts> rest = new TreeMap<>();
    /** What is known after each kind of step. */
    private final Map<Step, Situation> steps = new LinkedHashMap<>();

    private final Map<MachineType.Table.Column, Motion> columns = new HashMap<>();
    private final Map<Called, Value> values = new HashMap<>();
    private final Map<Called, Effect> effects = new HashMap<>();
    /** Of the message that is being sent. */
    private Map<MessageType.Field, Motion> sent = Map.of();

    private final List<Zero> zeros = new ArrayList<>();

    /** Where a literal zero is sent as a sequence number, as {@code <SEQ=0>} of RFC 9293, 3.10.7.1. */
    record Zero(MessageType.Field field, Span span) {}

    /** A step, by the state that it begins in. */
    record Step(int state, MachineType.Trigger trigger) {}

    /** What a function yields, and what was found in it. */
    record Value(Motion motion, List<Breach> breaches) {}

    private record Called(String routine, Facts facts) {}

    private record Effect(Situation after, Situation ended, List<Breach> breaches) {}

    /** Where paths end: at the end of the handler, or of the routine, which may yield a number. */
    private static final class Frame {
        final Optional<MachineType.Trigger> trigger;
        Situation ended = Situation.NOWHERE;
        Situation returned = Situation.NOWHERE;
        Motion value = Motion.NOWHERE;

        Frame(Optional<MachineType.Trigger> trigger) {
            this.trigger = trigger;
        }
    }

    MotionFlow(MachineType machine) {
        this.machine = machine;
        this.reader = new MotionReader(List.of(this));
        int initial = machine.initial().index();
        rest.put(initial, Facts.initial(machine, initial));
    }

    /** Runs to the end; what was found on the last turn, when everything is known. */
    List<Breach> follow() {
        while (true) {
            var before = new TreeMap<>(rest);
            var beforeColumns = Map.copyOf(columns);
            values.clear();
            effects.clear();
            zeros.clear();
            steps.clear();
            reader.taken();
            for (Facts facts : before.values()) {
                step(facts);
            }
            if (rest.equals(before) && columns.equals(beforeColumns)) {
                return reader.taken();
            }
        }
    }

    /** What is known at rest, of each state that can be entered. */
    Iterable<Facts> atRest() {
        return rest.values();
    }

    /** All kinds of steps, and what is known after each, of each state that it can end in. */
    Map<Step, Situation> steps() {
        return steps;
    }

    Facts atRest(int state) {
        return Objects.requireNonNull(rest.get(state));
    }

    List<Zero> zeros() {
        return zeros;
    }

    Motion column(MachineType.Table.Column column) {
        return columns.getOrDefault(column, Motion.NOWHERE);
    }

    /** Of a field of the message that is being sent; in a property, of any that is sent. */
    Motion sent(MessageType.Field field) {
        return sent.getOrDefault(field, Motion.MOVES);
    }

    Value call(MachineType.Function function, Facts facts) {
        var key = new Called("function " + function.name(), facts);
        Value known = values.get(key);
        if (known == null) {
            List<Breach> outside = reader.taken();
            var frame = new Frame(Optional.empty());
            body(function.body(), Situation.of(facts), frame);
            known = new Value(frame.value, reader.taken());
            reader.report(outside);
            values.put(key, known);
        }
        return known;
    }

    // ------------------------------------------------------------ triggers

    private void step(Facts facts) {
        for (MachineType.Handler handler : machine.handlers()) {
            if (handler.states().stream().noneMatch(s -> s.index() == facts.state)) {
                continue;
            }
            Facts entry = facts;
            if (handler.trigger() instanceof MachineType.Trigger.Timeout(MachineType.Timer timer)) {
                if (facts.running(timer) == Truth.FALSE) {
                    continue;
                }
                entry = expired(facts, handler.trigger());
            }
            if (handler.trigger() instanceof MachineType.Trigger.Call call) {
                for (Local parameter : call.parameters()) {
                    entry = MotionReader.number(parameter.type()) ? entry.with(parameter, Motion.MOVES) : entry;
                }
            }
            var frame = new Frame(Optional.of(handler.trigger()));
            Situation end = body(handler.body(), Situation.of(entry), frame);
            rests(facts, handler.trigger(), end.or(frame.ended).or(frame.returned));
        }
        for (MachineType.Ignored ignored : machine.ignored()) {
            if (ignored.states().stream().anyMatch(s -> s.index() == facts.state)) {
                boolean timeout = ignored.trigger() instanceof MachineType.Trigger.Timeout;
                rests(facts, ignored.trigger(), Situation.of(timeout ? expired(facts, ignored.trigger()) : facts));
            }
        }
    }

    private static Facts expired(Facts facts, MachineType.Trigger trigger) {
        return trigger instanceof MachineType.Trigger.Timeout(MachineType.Timer timer)
                ? facts.with(timer, Truth.FALSE)
                : facts;
    }

    private void rests(Facts before, MachineType.Trigger trigger, Situation end) {
        Situation situation = end.each(Facts::atRest);
        steps.merge(new Step(before.state, trigger), situation, Situation::or);
        situation.all().forEach(f -> rest.merge(f.state, f, Facts::or));
    }

    // ------------------------------------------------------------ statements

    private Situation body(List<Stmt> body, Situation situation, Frame frame) {
        Situation current = situation;
        for (Stmt statement : body) {
            if (current.empty()) {
                return current;
            }
            current = statement(statement, current, frame);
        }
        return current;
    }

    private Situation statement(Stmt statement, Situation at, Frame frame) {
        return switch (statement) {
            case Stmt.Assign s -> at.each(f -> assign(s, f));
            case Stmt.Declare s -> at.each(f -> declare(s.local(), read(s.value(), f), f));
            case Stmt.GoTo s -> at.each(f -> f.in(s.state().index()));
            case Stmt.DeleteTcb s ->
                at.each(f -> f.deleted(s.state().orElse(machine.initial()).index()));
            case Stmt.Send s -> send(s, at, frame);
            case Stmt.StartTimer s -> {
                at.all().forEach(f -> read(s.at(), f));
                yield at.each(f -> f.with(s.timer(), Truth.TRUE));
            }
            case Stmt.StopTimer s -> at.each(f -> f.with(s.timer(), Truth.FALSE));
            case Stmt.CallEffect s -> {
                s.arguments().forEach(a -> at.all().forEach(f -> handedOut(a, read(a, f), f)));
                yield at;
            }
            case Stmt.CallProcedure s -> call(s, at, frame);
            case Stmt.If s -> {
                at.all().forEach(f -> read(s.condition(), f));
                Situation then = body(s.then(), where(s.condition(), at, true), frame);
                yield then.or(body(s.otherwise(), where(s.condition(), at, false), frame));
            }
            case Stmt.InStates s -> {
                Situation inside = at.each(f -> in(s.states(), f) ? f : null);
                Situation outside = at.each(f -> in(s.states(), f) ? null : f);
                yield body(s.body(), inside, frame).or(outside);
            }
            case Stmt.Step s -> body(s.body(), at, frame);
            case Stmt.While s -> {
                at.all().forEach(f -> read(s.most(), f));
                yield loop(at, now -> {
                    now.all().forEach(f -> read(s.condition(), f));
                    return body(s.body(), where(s.condition(), now, true), frame);
                });
            }
            case Stmt.ForRange s -> {
                at.all().forEach(f -> read(s.from(), f));
                at.all().forEach(f -> read(s.to(), f));
                yield loop(at, now -> body(s.body(), now, frame));
            }
            case Stmt.ForEachRange s ->
                loop(
                        at,
                        now -> body(
                                s.body(),
                                now.each(f ->
                                        f.with(s.from(), f.motion(s.ranges())).with(s.to(), f.motion(s.ranges()))),
                                frame));
            case Stmt.ForEachRow s ->
                loop(at, now -> {
                    s.where().ifPresent(w -> now.all().forEach(f -> read(w, f)));
                    return body(
                            s.body(), s.where().map(w -> where(w, now, true)).orElse(now), frame);
                });
            case Stmt.FindRow s -> {
                at.all().forEach(f -> read(s.where(), f));
                yield body(s.found(), where(s.where(), at, true), frame).or(body(s.otherwise(), at, frame));
            }
            case Stmt.InsertRow s -> insert(s, at);
            case Stmt.AddRange s ->
                at.each(f -> {
                    Motion ends = read(s.from(), f).or(read(s.to(), f));
                    meet(f.motion(s.ranges()), ends, s.ranges().name(), s.span());
                    return f.with(s.ranges(), f.motion(s.ranges()).or(ends));
                });
            case Stmt.CutRanges s -> {
                at.all()
                        .forEach(f -> meet(
                                f.motion(s.ranges()),
                                read(s.below(), f),
                                s.ranges().name(),
                                s.span()));
                yield at;
            }
            case Stmt.ClearRanges s -> at.each(f -> f.with(s.ranges(), Motion.NOWHERE));
            case Stmt.ContinueAt s -> {
                frame.trigger
                        .flatMap(t -> machine.handler(t, s.state()))
                        .ifPresent(h -> frame.ended = frame.ended.or(body(tail(h, s.label()), at, frame)));
                yield Situation.NOWHERE;
            }
            case Stmt.ReturnValue s -> {
                at.all().forEach(f -> frame.value = frame.value.or(read(s.value(), f)));
                yield Situation.NOWHERE;
            }
            case Stmt.ReturnNothing _ -> {
                frame.returned = frame.returned.or(at);
                yield Situation.NOWHERE;
            }
            case Stmt.Drop _, Stmt.Done _, Stmt.ReturnOutcome _ -> {
                frame.ended = frame.ended.or(at);
                yield Situation.NOWHERE;
            }
            case Stmt.Unreachable _ -> Situation.NOWHERE;
            case Stmt.Assertion s -> {
                at.all().forEach(f -> read(s.condition(), f));
                yield where(s.condition(), at, true);
            }
            case Stmt.RaiseSignal _, Stmt.RemoveRow _, Stmt.ClearTable _ -> at;
        };
    }

    private interface Turn {
        Situation of(Situation now);
    }

    private static Situation loop(Situation at, Turn turn) {
        Situation all = at;
        while (true) {
            Situation more = all.or(turn.of(all));
            if (more.equals(all)) {
                return all;
            }
            all = more;
        }
    }

    /** The statements of a handler from a step on. */
    private static List<Stmt> tail(MachineType.Handler handler, String label) {
        for (int i = 0; i < handler.body().size(); i++) {
            if (handler.body().get(i) instanceof Stmt.Step step && step.label().equals(label)) {
                return handler.body().subList(i, handler.body().size());
            }
        }
        return List.of();
    }

    private static boolean in(List<MachineType.State> states, Facts facts) {
        return states.stream().anyMatch(s -> s.index() == facts.state);
    }

    private static Situation where(Expr condition, Situation at, boolean wanted) {
        return at.each(f -> {
            Scene known = Refinement.refine(condition, Scene.of(f), wanted);
            return known == null ? null : known.facts();
        });
    }

    private Motion read(Expr expr, Facts facts) {
        return reader.read(expr, Scene.of(facts));
    }

    private void meet(Motion one, Motion other, String what, Span span) {
        if (!one.with(other)) {
            reader.report(new Breach(Kind.MEETS, what, span));
        }
    }

    // ------------------------------------------------------------ assignments

    private Facts assign(Stmt.Assign s, Facts facts) {
        Motion motion = read(s.value(), facts);
        return switch (s.target()) {
            case Stmt.Target.OfVariable(MachineType.Variable variable) -> {
                Facts known = facts.with(variable, truth(s.value(), variable.type(), facts));
                yield MotionReader.number(variable.type()) ? known.with(variable, motion) : known;
            }
            case Stmt.Target.OfLocal(Local local) -> declare(local, motion, facts);
            case Stmt.Target.OfColumn(Local _, MachineType.Table.Column column) -> {
                if (MotionReader.number(column.type())) {
                    columns.merge(column, motion, Motion::or);
                }
                yield facts;
            }
            case Stmt.Target.OfOutgoing(MessageType _, MessageType.Field field) -> {
                if (MotionReader.number(field.type())) {
                    sent.put(field, motion);
                    out(field, s.value(), motion, s.span());
                }
                yield facts;
            }
        };
    }

    private static Facts declare(Local local, Motion motion, Facts facts) {
        return MotionReader.number(local.type()) ? facts.with(local, motion) : facts;
    }

    /** The value of a bool, the presence of an optional. */
    private static Truth truth(Expr value, Type type, Facts facts) {
        if (type instanceof Type.Optional) {
            return value instanceof Expr.None ? Truth.FALSE : value instanceof Expr.Wrap ? Truth.TRUE : Truth.UNKNOWN;
        }
        return type instanceof Type.Bool ? Refinement.truth(value, Scene.of(facts)) : Truth.UNKNOWN;
    }

    private Situation insert(Stmt.InsertRow s, Situation at) {
        for (MachineType.Table.Column column : s.table().columns()) {
            if (MotionReader.number(column.type())
                    && s.values().stream().noneMatch(v -> v.column().equals(column))) {
                columns.merge(
                        column, column.type() instanceof Type.Optional ? Motion.NOWHERE : Motion.STILL, Motion::or);
            }
        }
        for (Stmt.InsertRow.ColumnValue value : s.values()) {
            for (Facts facts : at.all()) {
                Motion motion = read(value.value(), facts);
                if (MotionReader.number(value.column().type())) {
                    columns.merge(value.column(), motion, Motion::or);
                }
            }
        }
        return at;
    }

    // ------------------------------------------------------------ procedures

    private Situation call(Stmt.CallProcedure s, Situation at, Frame frame) {
        Situation after = Situation.NOWHERE;
        for (Facts facts : at.all()) {
            Facts inside = facts.atRest().arriving(facts.arriving).outgoing(facts.outgoing);
            for (int i = 0; i < s.arguments().size(); i++) {
                inside = declare(
                        s.procedure().parameters().get(i), read(s.arguments().get(i), facts), inside);
            }
            Effect effect =
                    effect("procedure " + s.procedure().name(), s.procedure().body(), inside);
            reader.report(effect.breaches());
            frame.ended = frame.ended.or(effect.ended());
            after = after.or(effect.after().each(f -> f.withLocalsOf(facts)));
        }
        return after;
    }

    private Effect effect(String routine, List<Stmt> body, Facts facts) {
        var key = new Called(routine, facts);
        Effect known = effects.get(key);
        if (known == null) {
            List<Breach> outside = reader.taken();
            var inner = new Frame(Optional.empty());
            Situation end = body(body, Situation.of(facts), inner);
            known = new Effect(end.or(inner.returned), inner.ended, reader.taken());
            reader.report(outside);
            effects.put(key, known);
        }
        return known;
    }

    // ------------------------------------------------------------ sending

    private Situation send(Stmt.Send s, Situation at, Frame frame) {
        Situation after = Situation.NOWHERE;
        Map<MessageType.Field, Motion> outer = sent;
        for (Facts facts : at.all()) {
            sent = new HashMap<>();
            Facts.Bits bits = new Facts.Bits(0, -1);
            for (MessageType.Field field : s.message().fields()) {
                if (MotionReader.number(field.type())) {
                    sent.put(field, field.optional() ? Motion.NOWHERE : Motion.STILL);
                }
            }
            for (Stmt.FieldValue value : s.values()) {
                switch (value) {
                    case Stmt.FieldValue.Bits v -> bits = bits(v, facts);
                    case Stmt.FieldValue.Scalar v -> scalar(v, facts, s.span());
                }
            }
            counts(s, bits);
            Situation sending = Situation.of(facts.outgoing(bits));
            for (MachineType.BeforeSending before : machine.beforeSending()) {
                if (before.message().name().equals(s.message().name())) {
                    var inner = new Frame(frame.trigger);
                    sending = body(before.body(), sending, inner)
                            .or(inner.returned)
                            .or(inner.ended);
                }
            }
            after = after.or(sending.each(f -> f.outgoing(facts.outgoing).withLocalsOf(facts)));
        }
        sent = outer;
        return after;
    }

    private Facts.Bits bits(Stmt.FieldValue.Bits value, Facts facts) {
        var bits = new Facts.Bits(0, -1);
        for (Stmt.FieldValue.Bit bit : value.bits()) {
            bit.condition().ifPresent(c -> read(c, facts));
            Truth set = bit.condition()
                    .map(c -> Refinement.truth(c, Scene.of(facts)))
                    .orElse(Truth.TRUE);
            bits = switch (set) {
                case TRUE -> bits.with(bit.mask(), true);
                case FALSE -> bits;
                case UNKNOWN -> new Facts.Bits(bits.set(), bits.clear() & ~bit.mask());
            };
        }
        return bits;
    }

    private void scalar(Stmt.FieldValue.Scalar value, Facts facts, Span place) {
        value.condition().ifPresent(c -> read(c, facts));
        Facts known = facts;
        if (value.condition().isPresent()) {
            Scene scene = Refinement.refine(value.condition().get(), Scene.of(facts), true);
            if (scene == null) {
                return;
            }
            known = scene.facts();
        }
        Motion motion = read(value.value(), known);
        if (MotionReader.number(value.field().type())) {
            sent.put(value.field(), motion);
            out(value.field(), value.value(), motion, place);
        }
    }

    /** A number that goes out moves, or is a declared zero. */
    private void out(MessageType.Field field, Expr value, Motion motion, Span place) {
        if (value instanceof Expr.Literal literal && literal.value() == 0) {
            zeros.add(new Zero(field, place));
        } else if (motion == Motion.STILL || motion == Motion.EITHER) {
            reader.report(new Breach(Kind.SENT, field.name(), value.span()));
        }
    }

    private void handedOut(Expr argument, Motion motion, Facts facts) {
        if (MotionReader.number(argument.type()) && (motion == Motion.STILL || motion == Motion.EITHER)) {
            reader.report(new Breach(Kind.SENT, Words.of(argument), argument.span()));
        }
    }

    /** Fields that count only with a bit are sent with it, and it with them. */
    private void counts(Stmt.Send s, Facts.Bits bits) {
        for (MessageType.Field field : s.message().fields()) {
            boolean named = s.values().stream()
                    .anyMatch(v -> v instanceof Stmt.FieldValue.Scalar scalar
                            && scalar.field().equals(field));
            if (field.when().isEmpty()) {
                if (!named && field.type() instanceof Type.Seq) {
                    reader.report(new Breach(Kind.SENT, field.name(), s.span()));
                }
                continue;
            }
            MessageType.When when = field.when().get();
            Truth bit = bits.of(when.mask());
            if (named && bit == Truth.FALSE) {
                reader.report(new Breach(Kind.WITHOUT_BIT, field.name(), when.bit(), s.span()));
            } else if (!named && bit != Truth.FALSE) {
                reader.report(new Breach(Kind.WITHOUT_FIELD, field.name(), when.bit(), s.span()));
            }
        }
    }

    /** Whether some rule looks up a number outside: an initial sequence number, or one that the runtime tells. */
    static boolean moves(MachineType machine) {
        boolean told = Stream.concat(machine.calls().stream(), machine.events().stream())
                .flatMap(c -> c.parameters().stream())
                .anyMatch(p -> MotionReader.number(p.type()));
        return told || bodies(machine).flatMap(b -> StmtParts.all(b)).anyMatch(MotionFlow::asks);
    }

    private static Stream<List<Stmt>> bodies(MachineType machine) {
        var bodies = new ArrayList<List<Stmt>>();
        machine.handlers().forEach(h -> bodies.add(h.body()));
        machine.functions().forEach(f -> bodies.add(f.body()));
        machine.procedures().forEach(p -> bodies.add(p.body()));
        machine.beforeSending().forEach(b -> bodies.add(b.body()));
        return bodies.stream();
    }

    private static boolean asks(Stmt statement) {
        return StmtParts.of(statement).expressions().stream()
                .flatMap(ExprParts::all)
                .anyMatch(e -> e instanceof Expr.CallExtern call && MotionReader.number(call.type()));
    }
}
