package dev.sequent.codegen;

import dev.sequent.spec.model.Machine;
import dev.sequent.spec.model.MessageType;
import dev.sequent.spec.model.Stmt;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which statements may end the handler at work: by themselves, through a procedure, or through what runs before sending.
 */
final class Leaving {
    private final Machine machine;
    private final Set<Integer> procedures = new HashSet<>();
    private final Set<Integer> sendings = new HashSet<>();

    Leaving(Machine machine) {
        this.machine = machine;
        boolean more = true;
        while (more) {
            more = false;
            for (Machine.Procedure procedure : machine.procedures()) {
                more |= leaves(procedure.body()) && procedures.add(procedure.index());
            }
            for (int i = 0; i < machine.beforeSending().size(); i++) {
                more |= leaves(machine.beforeSending().get(i).body()) && sendings.add(i);
            }
        }
    }

    boolean leaves(Machine.Procedure procedure) {
        return procedures.contains(procedure.index());
    }

    /** @param index position among the machine's {@code before sending} */
    boolean beforeSendingLeaves(int index) {
        return sendings.contains(index);
    }

    boolean leaves(List<Stmt> statements) {
        return statements.stream().anyMatch(this::leaves);
    }

    private boolean leaves(Stmt statement) {
        return switch (statement) {
            case Stmt.Drop s -> true;
            case Stmt.Done s -> true;
            case Stmt.ReturnOutcome s -> true;
            case Stmt.ContinueAt s -> true;
            case Stmt.CallProcedure s -> leaves(s.procedure());
            case Stmt.Send s -> leaves(s.message());
            default -> bodies(statement).anyMatch(this::leaves);
        };
    }

    private boolean leaves(MessageType message) {
        for (int i : sendings) {
            if (machine.beforeSending().get(i).message().kind() == message.kind()) {
                return true;
            }
        }
        return false;
    }

    /** The statement lists inside a statement. */
    static Stream<List<Stmt>> bodies(Stmt statement) {
        return switch (statement) {
            case Stmt.If s -> Stream.of(s.then(), s.otherwise());
            case Stmt.InStates s -> Stream.of(s.body());
            case Stmt.Step s -> Stream.of(s.body());
            case Stmt.While s -> Stream.of(s.body());
            case Stmt.ForRange s -> Stream.of(s.body());
            case Stmt.ForEachRange s -> Stream.of(s.body());
            case Stmt.ForEachRow s -> Stream.of(s.body());
            case Stmt.FindRow s -> Stream.of(s.found(), s.otherwise());
            default -> Stream.of();
        };
    }

    /** All statements, those inside others included. */
    static Stream<Stmt> all(List<Stmt> statements) {
        return statements.stream().flatMap(s -> Stream.concat(Stream.of(s), bodies(s).flatMap(Leaving::all)));
    }
}
