package dev.sequent.language.model;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What statements are made of. */
public final class StmtParts {
    private StmtParts() {}

    /** These statements and all inside them; not the bodies of procedures that they call. */
    public static Stream<Stmt> all(List<Stmt> body) {
        return body.stream().flatMap(s -> Stream.concat(Stream.of(s), all(inside(s))));
    }

    /** The statements directly inside, of all branches. */
    private static List<Stmt> inside(Stmt statement) {
        return switch (statement) {
            case Stmt.If s -> Stream.concat(s.then().stream(), s.otherwise().stream()).toList();
            case Stmt.FindRow s -> Stream.concat(s.found().stream(), s.otherwise().stream()).toList();
            case Stmt.InStates s -> s.body();
            case Stmt.Step s -> s.body();
            case Stmt.While s -> s.body();
            case Stmt.ForRange s -> s.body();
            case Stmt.ForEachRange s -> s.body();
            case Stmt.ForEachRow s -> s.body();
            default -> List.of();
        };
    }

    /** The expressions of the statement itself, each whole. */
    public static List<Expr> expressions(Stmt statement) {
        return switch (statement) {
            case Stmt.Assign s -> List.of(s.value());
            case Stmt.Send s -> s.values().stream().flatMap(StmtParts::expressions).toList();
            case Stmt.StartTimer s -> List.of(s.at());
            case Stmt.CallEffect s -> s.arguments();
            case Stmt.CallProcedure s -> s.arguments();
            case Stmt.Declare s -> List.of(s.value());
            case Stmt.If s -> List.of(s.condition());
            case Stmt.While s -> List.of(s.condition(), s.most());
            case Stmt.ForRange s -> List.of(s.from(), s.to());
            case Stmt.ForEachRow s -> s.where().stream().toList();
            case Stmt.FindRow s -> List.of(s.where());
            case Stmt.InsertRow s -> s.values().stream().map(Stmt.InsertRow.ColumnValue::value).toList();
            case Stmt.AddRange s -> List.of(s.from(), s.to());
            case Stmt.CutRanges s -> List.of(s.below());
            case Stmt.ReturnValue s -> List.of(s.value());
            case Stmt.Assertion s -> List.of(s.condition());
            case Stmt.GoTo ignored -> List.of();
            case Stmt.StopTimer ignored -> List.of();
            case Stmt.RaiseSignal ignored -> List.of();
            case Stmt.InStates ignored -> List.of();
            case Stmt.Step ignored -> List.of();
            case Stmt.ContinueAt ignored -> List.of();
            case Stmt.ForEachRange ignored -> List.of();
            case Stmt.RemoveRow ignored -> List.of();
            case Stmt.ClearRanges ignored -> List.of();
            case Stmt.ClearTable ignored -> List.of();
            case Stmt.DeleteTcb ignored -> List.of();
            case Stmt.ReturnOutcome ignored -> List.of();
            case Stmt.ReturnNothing ignored -> List.of();
            case Stmt.Drop ignored -> List.of();
            case Stmt.Done ignored -> List.of();
            case Stmt.Unreachable ignored -> List.of();
        };
    }

    private static Stream<Expr> expressions(Stmt.FieldValue value) {
        return switch (value) {
            case Stmt.FieldValue.Scalar v -> Stream.concat(Stream.of(v.value()), v.condition().stream());
            case Stmt.FieldValue.Bits v -> v.bits().stream().map(Stmt.FieldValue.Bit::condition).flatMap(Optional::stream);
        };
    }
}
