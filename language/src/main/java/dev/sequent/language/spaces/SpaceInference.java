package dev.sequent.language.spaces;

import dev.sequent.language.diagnostic.Diagnostic;
import dev.sequent.language.diagnostic.SpaceMessages;
import dev.sequent.language.model.Expr;
import dev.sequent.language.model.ExprParts;
import dev.sequent.language.model.Local;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.MessageType;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Span;
import dev.sequent.language.model.Stmt;
import dev.sequent.language.model.StmtParts;
import dev.sequent.language.model.Type;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * To which space each sequence number belongs. What is compared, assigned or subtracted belongs to one space; what one
 * end sends in its own space the other receives in the remote's. Nothing is declared: two places that are linked by an
 * odd number of transmissions lie in different spaces, and whoever links them by an even number as well has mixed the
 * two.
 */
final class SpaceInference {
    /** @param flip whether the two ends lie in different spaces */
    private record Link(Slot one, Slot other, boolean flip, String oneWord, String otherWord, Span span) {}

    /** @param flip whether the slot is seen from the other end */
    private record Term(Slot slot, boolean flip, String word) {
        Term flipped() {
            return new Term(slot, !flip, word);
        }
    }

    private final Map<Slot, List<Link>> links = new LinkedHashMap<>();
    /** By place, whether it lies in the space of whoever is at the other end of the first place of its group. */
    private final Map<Slot, Boolean> remote = new HashMap<>();

    private List<Diagnostic> mixtures = List.of();
    /** What is linked by a property that is being read; it says nothing about where numbers lie. */
    private @Nullable List<Link> asked;

    private List<MachineType> peers = List.of();

    private SpaceInference() {}

    /** The spaces of all numbers, as the rules of the machines have them. */
    static SpaceInference of(Protocol protocol) {
        var inference = new SpaceInference();
        for (MessageType message : protocol.messages()) {
            for (MessageType.Derived derived : message.derived()) {
                var within = new Within(protocol.machines().getFirst(), message, false);
                inference.link(
                        inference.derived(message, derived, false),
                        inference.read(derived.value(), within),
                        derived.span());
            }
        }
        protocol.machines().forEach(inference::machine);
        inference.solve();
        return inference;
    }

    /** Wherever rules mix the two spaces. */
    List<Diagnostic> mixtures() {
        return List.copyOf(mixtures);
    }

    /** @param message whose own fields are meant, in derived fields */
    private record Within(MachineType machine, @Nullable MessageType message, boolean flip) {}

    private void machine(MachineType machine) {
        var within = new Within(machine, null, false);
        var own = new Term(new Slot.Own(machine.name()), false, "the stream out");
        machine.outgoing().ifPresent(out -> out.end().ifPresent(v -> link(variable(machine, v), own, out.span())));
        machine.incoming().ifPresent(in -> {
            var theirs = new Term(own.slot(), true, "the stream in");
            in.next().ifPresent(v -> link(variable(machine, v), theirs, in.span()));
            in.since().ifPresent(v -> link(variable(machine, v), theirs, in.span()));
        });
        machine.functions().forEach(f -> body(f.body(), within, f));
        machine.procedures().forEach(p -> body(p.body(), within, null));
        machine.beforeSending().forEach(b -> body(b.body(), within, null));
        machine.handlers().forEach(h -> body(h.body(), within, null));
        machine.invariants().forEach(i -> read(i.condition(), within));
        machine.observables().forEach(o -> read(o.value(), within));
    }

    /**
     * Whether the expression compares numbers of different spaces. One peer's own space is the remote's of the other.
     * {@code machines} are those of the peers that it speaks of.
     */
    boolean mixes(Expr expr, List<MachineType> machines) {
        asked = new ArrayList<>();
        peers = machines;
        read(expr, new Within(machines.getFirst(), null, false));
        boolean mixed = asked.stream().anyMatch(this::contradicts);
        asked = null;
        return mixed;
    }

    private boolean contradicts(Link link) {
        Boolean one = remote.get(link.one());
        Boolean other = remote.get(link.other());
        return one != null && other != null && !one.equals(other) != link.flip();
    }

    // ------------------------------------------------------------ statements

    private void body(List<Stmt> body, Within within, MachineType.@Nullable Function function) {
        body.forEach(s -> statement(s, within, function));
    }

    private void statement(Stmt statement, Within within, MachineType.@Nullable Function function) {
        switch (statement) {
            case Stmt.Assign s -> link(target(s.target(), within), read(s.value(), within), s.span());
            case Stmt.Declare s -> link(local(s.local()), read(s.value(), within), s.span());
            case Stmt.ReturnValue s -> {
                Term value = read(s.value(), within);
                if (function != null) {
                    link(result(within.machine(), function), value, s.span());
                }
            }
            case Stmt.Send s -> send(s, within);
            case Stmt.CallEffect s -> arguments(s.effect().parameters(), s.arguments(), within);
            case Stmt.CallProcedure s -> arguments(s.procedure().parameters(), s.arguments(), within);
            case Stmt.InsertRow s ->
                s.values()
                        .forEach(v -> link(
                                column(within.machine(), v.column(), s.table().name()),
                                read(v.value(), within),
                                s.span()));
            case Stmt.AddRange s -> {
                link(variable(within.machine(), s.ranges()), read(s.from(), within), s.span());
                link(variable(within.machine(), s.ranges()), read(s.to(), within), s.span());
            }
            case Stmt.CutRanges s -> link(variable(within.machine(), s.ranges()), read(s.below(), within), s.span());
            case Stmt.ForEachRange s -> {
                link(variable(within.machine(), s.ranges()), local(s.from()), s.span());
                link(variable(within.machine(), s.ranges()), local(s.to()), s.span());
            }
            case Stmt.If _, Stmt.InStates _, Stmt.Step _, Stmt.While _, Stmt.ForRange _, Stmt.ForEachRow _ ->
                expressions(statement, within);
            case Stmt.FindRow _, Stmt.StartTimer _, Stmt.Assertion _ -> expressions(statement, within);
            case Stmt.GoTo _, Stmt.DeleteTcb _, Stmt.StopTimer _, Stmt.RaiseSignal _, Stmt.RemoveRow _ -> {}
            case Stmt.ClearRanges _, Stmt.ClearTable _, Stmt.ContinueAt _, Stmt.ReturnOutcome _ -> {}
            case Stmt.ReturnNothing _, Stmt.Drop _, Stmt.Done _, Stmt.Unreachable _ -> {}
        }
        body(StmtParts.of(statement).inside(), within, function);
    }

    private void expressions(Stmt statement, Within within) {
        StmtParts.of(statement).expressions().forEach(e -> read(e, within));
    }

    private void send(Stmt.Send s, Within within) {
        for (Stmt.FieldValue value : s.values()) {
            switch (value) {
                case Stmt.FieldValue.Scalar v -> {
                    v.condition().ifPresent(c -> read(c, within));
                    link(field(s.message(), v.field(), true), read(v.value(), within), s.span());
                }
                case Stmt.FieldValue.Bits v ->
                    v.bits().forEach(b -> b.condition().ifPresent(c -> read(c, within)));
            }
        }
    }

    private void arguments(List<Local> parameters, List<Expr> arguments, Within within) {
        for (int i = 0; i < arguments.size(); i++) {
            link(
                    local(parameters.get(i)),
                    read(arguments.get(i), within),
                    arguments.get(i).span());
        }
    }

    private Term target(Stmt.Target target, Within within) {
        return switch (target) {
            case Stmt.Target.OfVariable t -> variable(within.machine(), t.variable());
            case Stmt.Target.OfLocal t -> local(t.local());
            case Stmt.Target.OfOutgoing t -> field(t.message(), t.field(), true);
            case Stmt.Target.OfColumn t ->
                column(within.machine(), t.column(), t.row().name());
        };
    }

    // ------------------------------------------------------------ expressions

    /** Where the number comes from; null if it is no number, or one of no place. */
    private @Nullable Term read(Expr expr, Within within) {
        return switch (expr) {
            case Expr.VariableRef e -> variable(within.machine(), e.variable());
            case Expr.LocalRef e -> local(e.local());
            case Expr.ColumnRef e ->
                column(within.machine(), e.column(), e.row().name());
            case Expr.ParamRef e ->
                new Term(new Slot.Param(e.param()), false, e.param().name());
            case Expr.FieldRef e -> field(e.message(), e.field(), e.outgoing());
            case Expr.DerivedRef e -> derived(e.message(), e.derived(), !e.outgoing());
            case Expr.OwnField e -> within.message() == null ? null : field(within.message(), e.field(), true);
            case Expr.Unwrap e -> read(e.value(), within);
            case Expr.Wrap e -> read(e.value(), within);
            case Expr.Old e -> read(e.expr(), within);
            case Expr.OfPeer e -> ofPeer(e, within);
            case Expr.Conditional e -> {
                read(e.condition(), within);
                yield same(read(e.then(), within), read(e.otherwise(), within), e);
            }
            case Expr.Compare e -> {
                same(read(e.left(), within), read(e.right(), within), e);
                yield null;
            }
            case Expr.Arithmetic e -> {
                Term left = read(e.left(), within);
                Term right = read(e.right(), within);
                yield e.right().type() instanceof Type.Seq ? none(same(left, right, e)) : left;
            }
            case Expr.CallBuiltin e -> builtin(e, within);
            case Expr.CallFunction e -> {
                arguments(e.function().parameters(), e.arguments(), within);
                yield result(within.machine(), e.function());
            }
            case Expr.CallExtern e -> {
                arguments(e.function().parameters(), e.arguments(), within);
                yield new Term(
                        new Slot.Extern(e.function()), false, e.function().name() + "()");
            }
            case Expr.Literal _, Expr.None _, Expr.Now _, Expr.TableRef _, Expr.Ghost _ -> null;
            case Expr.InState _, Expr.Running _, Expr.ChannelEmpty _ -> null;
            case Expr.Expires _, Expr.Signals _, Expr.Origin _ -> null;
            case Expr.Negate _, Expr.HasBit _, Expr.Present _, Expr.Not _, Expr.Logic _ -> parts(expr, within);
            case Expr.Sends _, Expr.Receives _, Expr.Calls _ -> parts(expr, within);
        };
    }

    private @Nullable Term parts(Expr expr, Within within) {
        ExprParts.of(expr).forEach(p -> read(p, within));
        return null;
    }

    private @Nullable Term ofPeer(Expr.OfPeer e, Within within) {
        Term inside = read(e.expr(), new Within(peers.get(e.peer()), null, false));
        return inside == null || e.peer() == 0 ? inside : inside.flipped();
    }

    private static @Nullable Term none(@Nullable Term ignored) {
        return null;
    }

    private @Nullable Term builtin(Expr.CallBuiltin e, Within within) {
        Term all = null;
        for (Expr argument : e.arguments()) {
            Term one = read(argument, within);
            all = MotionReader.number(argument.type()) ? same(all, one, e) : all;
        }
        return MotionReader.number(e.type()) && e.builtin() != Expr.Builtin.SEQUENCE ? all : null;
    }

    private @Nullable Term same(@Nullable Term one, @Nullable Term other, Expr at) {
        if (one != null && other != null) {
            link(one, other, at.span());
        }
        return one == null ? other : one;
    }

    // ------------------------------------------------------------ links

    private static Term variable(MachineType machine, MachineType.Variable variable) {
        return new Term(new Slot.Variable(machine.name(), variable), false, variable.name());
    }

    private static Term local(Local local) {
        return new Term(new Slot.OfLocal(local), false, local.name());
    }

    private static Term column(MachineType machine, MachineType.Table.Column column, String table) {
        return new Term(new Slot.Column(machine.name(), column, table), false, table + "." + column.name());
    }

    private static Term result(MachineType machine, MachineType.Function function) {
        return new Term(
                new Slot.Result(machine.name(), function.name(), function.type()), false, function.name() + "()");
    }

    /** What arrives is the other end's: seen from here, its spaces are exchanged. */
    private static Term field(MessageType message, MessageType.Field field, boolean outgoing) {
        String prefix = outgoing ? "OUT" : message.prefix();
        return new Term(new Slot.Field(message.name(), field), !outgoing, prefix + "." + field.name());
    }

    private Term derived(MessageType message, MessageType.Derived derived, boolean arriving) {
        return new Term(new Slot.Derived(message.name(), derived), arriving, message.prefix() + "." + derived.name());
    }

    private void link(@Nullable Term one, @Nullable Term other, Span span) {
        if (one == null || other == null || !number(one.slot()) || !number(other.slot())) {
            return;
        }
        var link = new Link(one.slot(), other.slot(), one.flip() != other.flip(), one.word(), other.word(), span);
        if (asked != null) {
            asked.add(link);
            return;
        }
        links.computeIfAbsent(one.slot(), s -> new ArrayList<>()).add(link);
        links.computeIfAbsent(other.slot(), s -> new ArrayList<>()).add(link);
    }

    private static boolean number(Slot slot) {
        return switch (slot) {
            case Slot.Own _ -> true;
            case Slot.Variable s -> MotionReader.number(s.variable().type());
            case Slot.Column s -> MotionReader.number(s.column().type());
            case Slot.OfLocal s -> MotionReader.number(s.local().type());
            case Slot.Result s -> MotionReader.number(s.type());
            case Slot.Extern s -> MotionReader.number(s.function().type());
            case Slot.Param s -> MotionReader.number(s.param().type());
            case Slot.Field s -> MotionReader.number(s.field().type());
            case Slot.Derived s -> MotionReader.number(s.derived().type());
        };
    }

    // ------------------------------------------------------------ solving

    private void solve() {
        var found = new ArrayList<Diagnostic>();
        links.keySet().stream().filter(Slot.Own.class::isInstance).toList().forEach(s -> spread(s, found));
        links.keySet().forEach(s -> spread(s, found));
        mixtures = found.stream().distinct().toList();
    }

    private void spread(Slot start, List<Diagnostic> found) {
        if (remote.putIfAbsent(start, false) != null) {
            return;
        }
        boolean named = start instanceof Slot.Own;
        var pending = new ArrayDeque<Slot>(List.of(start));
        while (!pending.isEmpty()) {
            Slot slot = pending.removeFirst();
            for (Link link : links.getOrDefault(slot, List.of())) {
                Slot next = link.one().equals(slot) ? link.other() : link.one();
                boolean wanted = remote.getOrDefault(slot, false) != link.flip();
                Boolean known = remote.putIfAbsent(next, wanted);
                if (known == null) {
                    pending.add(next);
                } else if (known != wanted) {
                    found.add(mixed(link, named));
                }
            }
        }
    }

    private Diagnostic mixed(Link link, boolean named) {
        boolean theirs = remote.getOrDefault(link.one(), false) != arrives(link.oneWord(), link.one());
        String spaces = !named
                ? ""
                : theirs ? ": the remote's, and the machine's own" : ": the machine's own, and the remote's";
        return SpaceMessages.mixed(link.oneWord(), link.otherWord(), spaces, link.span());
    }

    /** Whether the word means a field of what arrives. */
    private static boolean arrives(String word, Slot slot) {
        return (slot instanceof Slot.Field || slot instanceof Slot.Derived) && !word.startsWith("OUT.");
    }
}
