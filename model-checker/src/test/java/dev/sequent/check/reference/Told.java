package dev.sequent.check.reference;

import dev.sequent.language.model.Expr;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Stmt;
import dev.sequent.language.model.Stmt.CallEffect;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A protocol whose machines tell each change of their state by an effect of its own, behind the declared ones: who
 * watches sees the states that a step passes through, and not only the one in which it ends.
 */
final class Told {
    private Told() {}

    /** The number of the effect that tells a change of state. */
    static int changes(MachineType machine) {
        return machine.effects().size() - 1;
    }

    static Protocol of(Protocol p) {
        return new Protocol(
                p.name(),
                p.title(),
                p.files(),
                p.params(),
                p.assumptions(),
                p.enums(),
                p.messages(),
                p.externs(),
                p.machines().stream().map(Told::machine).toList(),
                p.properties(),
                p.scenarios());
    }

    private static MachineType machine(MachineType m) {
        var tells = new MachineType.Effect(m.effects().size(), "state", List.of(), "", List.of(), m.span());
        var body = new Body(tells);
        return new MachineType(
                m.index(),
                m.name(),
                m.foreign(),
                m.states(),
                m.variables(),
                m.tables(),
                m.timers(),
                m.signals(),
                m.outcomes(),
                Stream.concat(m.effects().stream(), Stream.of(tells)).toList(),
                m.calls(),
                m.events(),
                m.receives(),
                m.functions(),
                m.procedures(),
                m.beforeSending().stream()
                        .map(b -> new MachineType.BeforeSending(
                                b.message(), body.of(b.body()), b.doc(), b.citations(), b.span()))
                        .toList(),
                m.handlers().stream()
                        .map(h -> new MachineType.Handler(
                                h.index(),
                                h.trigger(),
                                h.states(),
                                body.of(h.body()),
                                h.doc(),
                                h.citations(),
                                h.span()))
                        .toList(),
                m.ignored(),
                m.invariants(),
                m.outgoing(),
                m.incoming(),
                m.observables(),
                m.doc(),
                m.span());
    }

    private record Body(MachineType.Effect tells) {
        List<Stmt> of(List<Stmt> body) {
            var result = new ArrayList<Stmt>();
            for (Stmt statement : body) {
                result.add(inside(statement));
                if (statement instanceof Stmt.GoTo || statement instanceof Stmt.DeleteTcb) {
                    result.add(new CallEffect(tells, List.<Expr>of(), statement.span()));
                }
            }
            return List.copyOf(result);
        }

        private Stmt inside(Stmt statement) {
            return switch (statement) {
                case Stmt.If s -> new Stmt.If(s.condition(), of(s.then()), of(s.otherwise()), s.span());
                case Stmt.InStates s -> new Stmt.InStates(s.states(), of(s.body()), s.span());
                case Stmt.Step s -> new Stmt.Step(s.label(), s.title(), of(s.body()), s.citations(), s.span());
                case Stmt.While s -> new Stmt.While(s.condition(), s.most(), of(s.body()), s.span());
                case Stmt.ForRange s -> new Stmt.ForRange(s.counter(), s.from(), s.to(), of(s.body()), s.span());
                case Stmt.ForEachRange s -> new Stmt.ForEachRange(s.from(), s.to(), s.ranges(), of(s.body()), s.span());
                case Stmt.ForEachRow s -> new Stmt.ForEachRow(s.row(), s.table(), s.where(), of(s.body()), s.span());
                case Stmt.FindRow s ->
                    new Stmt.FindRow(s.row(), s.table(), s.where(), of(s.found()), of(s.otherwise()), s.span());
                case Stmt.CallProcedure s -> new Stmt.CallProcedure(procedure(s.procedure()), s.arguments(), s.span());
                case Stmt.Assign _, Stmt.Declare _, Stmt.GoTo _, Stmt.DeleteTcb _, Stmt.Send _ -> statement;
                case Stmt.StartTimer _, Stmt.StopTimer _, Stmt.RaiseSignal _, Stmt.CallEffect _ -> statement;
                case Stmt.InsertRow _, Stmt.RemoveRow _, Stmt.ClearTable _ -> statement;
                case Stmt.AddRange _, Stmt.CutRanges _, Stmt.ClearRanges _ -> statement;
                case Stmt.ReturnOutcome _, Stmt.ReturnValue _, Stmt.ReturnNothing _ -> statement;
                case Stmt.Drop _, Stmt.Done _, Stmt.ContinueAt _, Stmt.Assertion _, Stmt.Unreachable _ -> statement;
            };
        }

        private MachineType.Procedure procedure(MachineType.Procedure p) {
            return new MachineType.Procedure(
                    p.index(), p.name(), p.parameters(), of(p.body()), p.doc(), p.citations(), p.span());
        }
    }
}
