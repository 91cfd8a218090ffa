package dev.sequent.language.model;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a statement is made of.
 *
 * @param expressions its own, each whole
 * @param inside the statements directly inside, of all branches
 */
public record StmtParts(List<Expr> expressions, List<Stmt> inside) {
    private static final StmtParts NONE = new StmtParts(List.of(), List.of());

    /** These statements and all inside them; not the bodies of procedures that they call. */
    public static Stream<Stmt> all(List<Stmt> body) {
        return body.stream().flatMap(s -> Stream.concat(Stream.of(s), all(of(s).inside())));
    }

    public static StmtParts of(Stmt statement) {
        return switch (statement) {
            case Stmt.Assign s -> plain(s.value());
            case Stmt.Send s -> plain(s.values().stream().flatMap(StmtParts::values));
            case Stmt.StartTimer s -> plain(s.at());
            case Stmt.CallEffect s -> plain(s.arguments().stream());
            case Stmt.CallProcedure s -> plain(s.arguments().stream());
            case Stmt.Declare s -> plain(s.value());
            case Stmt.InsertRow s -> plain(s.values().stream().map(Stmt.InsertRow.ColumnValue::value));
            case Stmt.AddRange s -> plain(s.from(), s.to());
            case Stmt.CutRanges s -> plain(s.below());
            case Stmt.ReturnValue s -> plain(s.value());
            case Stmt.Assertion s -> plain(s.condition());
            case Stmt.If s -> new StmtParts(List.of(s.condition()), both(s.then(), s.otherwise()));
            case Stmt.FindRow s -> new StmtParts(List.of(s.where()), both(s.found(), s.otherwise()));
            case Stmt.InStates s -> new StmtParts(List.of(), s.body());
            case Stmt.Step s -> new StmtParts(List.of(), s.body());
            case Stmt.While s -> new StmtParts(List.of(s.condition(), s.most()), s.body());
            case Stmt.ForRange s -> new StmtParts(List.of(s.from(), s.to()), s.body());
            case Stmt.ForEachRange s -> new StmtParts(List.of(), s.body());
            case Stmt.ForEachRow s -> new StmtParts(s.where().stream().toList(), s.body());
            case Stmt.GoTo _, Stmt.DeleteTcb _, Stmt.StopTimer _, Stmt.RaiseSignal _ -> NONE;
            case Stmt.RemoveRow _, Stmt.ClearRanges _, Stmt.ClearTable _ -> NONE;
            case Stmt.ContinueAt _, Stmt.ReturnOutcome _, Stmt.ReturnNothing _ -> NONE;
            case Stmt.Drop _, Stmt.Done _, Stmt.Unreachable _ -> NONE;
        };
    }

    private static StmtParts plain(Expr... expressions) {
        return new StmtParts(List.of(expressions), List.of());
    }

    private static StmtParts plain(Stream<Expr> expressions) {
        return new StmtParts(expressions.toList(), List.of());
    }

    private static List<Stmt> both(List<Stmt> one, List<Stmt> other) {
        return Stream.concat(one.stream(), other.stream()).toList();
    }

    private static Stream<Expr> values(Stmt.FieldValue value) {
        return switch (value) {
            case Stmt.FieldValue.Scalar v -> Stream.concat(Stream.of(v.value()), v.condition().stream());
            case Stmt.FieldValue.Bits v ->
                v.bits().stream().map(Stmt.FieldValue.Bit::condition).flatMap(Optional::stream);
        };
    }
}
