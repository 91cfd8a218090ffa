package dev.sequent.check.mutants;

import dev.sequent.language.Compilation;
import dev.sequent.language.Options;
import dev.sequent.language.SpecCompiler;
import dev.sequent.language.model.Expr;
import dev.sequent.language.model.ExprParts;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Span;
import dev.sequent.language.model.Stmt;
import dev.sequent.language.model.StmtParts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntConsumer;
import java.util.stream.Stream;

/**
 * Everything that can be wrong by one statement or one condition in what a specification says about a machine, and a
 * draw from that. Nobody has chosen these, so that how many of them a test finds says something about the test.
 */
public final class Faults {
    private Faults() {}

    /** One that was drawn, with the files of the specification that has it, root first. */
    public record Drawn(Fault fault, Map<String, String> sources) {}

    /** All of them, in the order of the files' text. @param machine its name */
    public static List<Fault> all(Compilation compilation, String machine) {
        Protocol protocol = compilation.protocol().orElseThrow();
        MachineType type = protocol.machine(machine);
        Map<Span, Fault> found = new LinkedHashMap<>();
        List<Stmt> statements =
                bodies(type).flatMap(body -> StmtParts.all(body)).toList();
        for (Stmt statement : statements) {
            if (canBeLeftOut(statement)) {
                add(Fault.Kind.LEFT_OUT, statement.span(), compilation, found);
            }
            conditions(statement).forEach(c -> add(Fault.Kind.NEGATED, c.span(), compilation, found));
        }
        List<String> files = List.copyOf(compilation.sources().keySet());
        return found.values().stream()
                .sorted(Comparator.comparing((Fault f) -> files.indexOf(f.span().file()))
                        .thenComparing(f -> f.span().line())
                        .thenComparing(f -> f.span().column())
                        .thenComparing(Fault::kind))
                .toList();
    }

    /**
     * Draws some that leave a specification which compiles.
     *
     * @param seed equal seeds draw equally
     * @param progress told how many have been drawn
     * @return as many as were asked for, or all that there are
     */
    public static List<Drawn> draw(
            Compilation compilation, Options options, String machine, int count, long seed, IntConsumer progress) {
        List<Fault> shuffled = new ArrayList<>(all(compilation, machine));
        Collections.shuffle(shuffled, new Random(seed)); // Its algorithm is part of Java's specification.
        String root = compilation.sources().keySet().iterator().next();
        var drawn = new ArrayList<Drawn>();
        for (Fault fault : shuffled) {
            if (drawn.size() == count) {
                break;
            }
            Map<String, String> sources = fault.in(compilation.sources());
            if (!SpecCompiler.compile(root, sources, options).hasErrors()) {
                drawn.add(new Drawn(fault, sources));
                progress.accept(drawn.size());
            }
        }
        return List.copyOf(drawn);
    }

    private static Stream<List<Stmt>> bodies(MachineType type) {
        return Stream.of(
                        type.handlers().stream().map(MachineType.Handler::body),
                        type.procedures().stream().map(MachineType.Procedure::body),
                        type.functions().stream().map(MachineType.Function::body),
                        type.beforeSending().stream().map(MachineType.BeforeSending::body))
                .flatMap(bodies -> bodies);
    }

    /** A local that is not declared is no fault but an error, and so is a function without a value. */
    private static boolean canBeLeftOut(Stmt statement) {
        return switch (statement) {
            case Stmt.Declare _, Stmt.ReturnValue _, Stmt.ReturnNothing _, Stmt.ReturnOutcome _ -> false;
            case Stmt.Step _, Stmt.InStates _ -> false; // What is in them can.
            case Stmt.Assertion _, Stmt.Unreachable _ -> false; // They demand; they do nothing.
            case Stmt.Assign _, Stmt.GoTo _, Stmt.Send _, Stmt.StartTimer _, Stmt.StopTimer _ -> true;
            case Stmt.RaiseSignal _, Stmt.CallEffect _, Stmt.CallProcedure _, Stmt.DeleteTcb _ -> true;
            case Stmt.If _, Stmt.While _, Stmt.ForRange _, Stmt.ForEachRange _, Stmt.ForEachRow _ -> true;
            case Stmt.FindRow _, Stmt.InsertRow _, Stmt.RemoveRow _, Stmt.ClearTable _ -> true;
            case Stmt.AddRange _, Stmt.CutRanges _, Stmt.ClearRanges _ -> true;
            case Stmt.ContinueAt _, Stmt.Drop _, Stmt.Done _ -> true;
        };
    }

    /** Of the statement itself, and of the values in it that depend on one. */
    private static Stream<Expr> conditions(Stmt statement) {
        Stream<Expr> own = statement instanceof Stmt.If branch ? Stream.of(branch.condition()) : Stream.empty();
        Stream<Expr> inside = StmtParts.of(statement).expressions().stream()
                .flatMap(ExprParts::all)
                .filter(Expr.Conditional.class::isInstance)
                .map(e -> ((Expr.Conditional) e).condition());
        Stream<Expr> bits = statement instanceof Stmt.Send send
                ? send.values().stream().flatMap(Faults::conditions)
                : Stream.empty();
        return Stream.of(own, inside, bits).flatMap(s -> s);
    }

    private static Stream<Expr> conditions(Stmt.FieldValue value) {
        return switch (value) {
            case Stmt.FieldValue.Scalar scalar -> scalar.condition().stream();
            case Stmt.FieldValue.Bits bits ->
                bits.bits().stream().map(b -> b.condition().stream().toList()).flatMap(Collection::stream);
        };
    }

    private static void add(Fault.Kind kind, Span span, Compilation compilation, Map<Span, Fault> found) {
        String whole = compilation.sources().get(span.file());
        if (whole != null) {
            String text = whole.substring(
                            Fault.offset(whole, span.line(), span.column()),
                            Fault.offset(whole, span.endLine(), span.endColumn()))
                    .replaceAll("\\s+", " ");
            found.putIfAbsent(span, new Fault(kind, span, text.length() > 80 ? text.substring(0, 77) + "..." : text));
        }
    }
}
