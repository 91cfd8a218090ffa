package dev.sequent.codegen;

import dev.sequent.language.model.Stmt;
import java.util.List;
import java.util.stream.Stream;

/** Which statements may end the handler at work? Those inside procedures never do. */
final class Leaving {
    private Leaving() {}

    static boolean leaves(List<Stmt> statements) {
        return all(statements)
                .anyMatch(s -> s instanceof Stmt.Drop
                        || s instanceof Stmt.Done
                        || s instanceof Stmt.ReturnOutcome
                        || s instanceof Stmt.ContinueAt);
    }

    /** All statements, those inside others included. */
    static Stream<Stmt> all(List<Stmt> statements) {
        return statements.stream().flatMap(s -> Stream.concat(Stream.of(s), bodies(s).flatMap(Leaving::all)));
    }

    private static Stream<List<Stmt>> bodies(Stmt statement) {
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
}
