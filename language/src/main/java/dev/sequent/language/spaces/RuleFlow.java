package dev.sequent.language.spaces;

import dev.sequent.language.model.Expr;
import dev.sequent.language.model.Local;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.MessageType;
import dev.sequent.language.model.Span;
import dev.sequent.language.model.Stmt;
import dev.sequent.language.model.Type;
import dev.sequent.language.spaces.Breach.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Follows through the statements of a rule what moves, from what is known where it begins. */
final class RuleFlow {
    private final MachineType machine;
    private final MotionReader reader;
    private final Sending sending;
    /** Rows are not told apart: of each column, what any of them may hold. */
    private final Map<MachineType.Table.Column, Motion> columns = new HashMap<>();

    private final Map<Called, Value> values = new HashMap<>();
    private final Map<Called, Effect> effects = new HashMap<>();

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

    /** How much there may be to follow: a second or two, some twenty times what TCP takes. */
    private static final long MOST_WORK = 4_000_000;

    private final int workOfStatement;
    private long work;

    /** There are more rules, states and variables than can be followed. */
    static final class TooMuch extends RuntimeException {
        private static final long serialVersionUID = 1;

        TooMuch() {
            super("more than can be followed", null, false, false);
        }
    }

    RuleFlow(MachineType machine, MotionReader reader) {
        this.machine = machine;
        this.workOfStatement = 1 + machine.variables().size() / 16;
        this.reader = reader;
        this.sending = new Sending(reader);
    }

    /** @throws TooMuch if that is more than can be followed */
    void spend(int statements) {
        work += workOfStatement * (long) statements;
        if (work > MOST_WORK) {
            throw new TooMuch();
        }
    }

    /** What has been found out about routines holds only as long as columns hold what they did. */
    void forget() {
        values.clear();
        effects.clear();
    }

    Map<MachineType.Table.Column, Motion> columns() {
        return columns;
    }

    Motion sent(MessageType.Field field) {
        return sending.motion(field);
    }

    /** What is known at the end of a handler. */
    Situation run(MachineType.Handler handler, Facts entry) {
        var frame = new Frame(Optional.of(handler.trigger()));
        Situation end = body(handler.body(), Situation.of(entry), frame);
        return end.or(frame.ended).or(frame.returned);
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

    // ------------------------------------------------------------ statements

    private Situation body(List<Stmt> body, Situation situation, Frame frame) {
        Situation current = situation;
        for (Stmt statement : body) {
            if (current.empty()) {
                return current;
            }
            spend(current.all().size());
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
                s.arguments().forEach(a -> at.all().forEach(f -> sending.handedOut(a, read(a, f))));
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
                        .ifPresent(h -> frame.ended = frame.ended.or(body(h.from(s.label()), at, frame)));
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
                if (!field.bits().isEmpty()) {
                    yield facts.outgoing(Facts.Bits.UNKNOWN);
                }
                if (MotionReader.number(field.type())) {
                    sending.set(field, s.value(), motion, s.span());
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

    private Situation send(Stmt.Send s, Situation at, Frame frame) {
        Situation after = Situation.NOWHERE;
        for (Facts facts : at.all()) {
            Facts.Bits bits = sending.begin(s, facts);
            Situation now = Situation.of(facts.outgoing(bits));
            for (MachineType.BeforeSending before : machine.beforeSending()) {
                if (before.message().name().equals(s.message().name())) {
                    var inner = new Frame(frame.trigger);
                    now = body(before.body(), now, inner).or(inner.returned).or(inner.ended);
                }
            }
            sending.end();
            after = after.or(now.each(f -> f.outgoing(facts.outgoing).withLocalsOf(facts)));
        }
        return after;
    }
}
