package dev.sequent.proofs.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.language.Options;
import dev.sequent.language.SpecCompiler;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Stmt;
import dev.sequent.language.model.StmtParts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds the table of state changes in {@code ARCHITECTURE.md} to the specification, in both directions. */
class StateDiagramTest {
    private static final Pattern ROW = Pattern.compile("\\| ([A-Z0-9-]+) → ([A-Z0-9-]+) \\|[^|]*\\| `([^`]+)` \\|");

    private record Change(String from, String to, String rule) {}

    private static final Protocol TCP = SpecCompiler.compile(Path.of("../spec/tcp/tcp.sqt"), new Options(Map.of()))
            .protocol()
            .orElseThrow();

    private static List<Change> table() throws IOException {
        return ROW.matcher(Files.readString(Path.of("../ARCHITECTURE.md")))
                .results()
                .map(m -> new Change(m.group(1), m.group(2), m.group(3)))
                .toList();
    }

    @Test
    void everyChangeOfTheRfcsFigureIsInTheTable() throws IOException {
        assertThat(table()).hasSize(21);
    }

    @Test
    void everyRuleOfTheTableMakesItsChange() throws IOException {
        var targets = targetsByRule();
        for (var change : table()) {
            assertThat(targets).containsKey(change.rule());
            assertThat(targets.get(change.rule())).as(change.rule()).contains(change.to());
        }
    }

    @Test
    void everyStateThatARuleEntersIsEnteredInTheTable() throws IOException {
        var entered = new TreeSet<String>();
        targetsByRule().values().forEach(entered::addAll);
        assertThat(table().stream().map(Change::to).toList()).containsAll(entered);
    }

    /** What each rule enters by {@code ->} and {@code delete TCB} in its own text, without what it calls. */
    private static Map<String, Set<String>> targetsByRule() {
        var machine = TCP.machine("Connection");
        var targets = new HashMap<String, Set<String>>();
        var rules = Rule.of(TCP);
        for (var handler : machine.handlers()) {
            note(targets, rules, handler.span(), handler.body(), machine);
            for (var statement : handler.body()) {
                if (statement instanceof Stmt.Step step) {
                    note(targets, rules, step.span(), step.body(), machine);
                }
            }
        }
        machine.procedures().forEach(p -> note(targets, rules, p.span(), p.body(), machine));
        return targets;
    }

    private static void note(
            Map<String, Set<String>> targets,
            List<Rule> rules,
            dev.sequent.language.model.Span span,
            List<Stmt> body,
            MachineType machine) {
        var rule = rules.stream().filter(r -> r.span().equals(span)).findFirst().orElseThrow();
        var found = targets.computeIfAbsent(rule.reference(), r -> new HashSet<>());
        body.forEach(s -> collect(s, machine, found));
    }

    private static void collect(Stmt statement, MachineType machine, Set<String> found) {
        switch (statement) {
            case Stmt.GoTo to -> found.add(to.state().name());
            case Stmt.DeleteTcb d ->
                found.add(d.state().orElse(machine.initial()).name());
            case Stmt.If _,
                    Stmt.FindRow _,
                    Stmt.InStates _,
                    Stmt.While _,
                    Stmt.ForRange _,
                    Stmt.ForEachRange _,
                    Stmt.ForEachRow _ -> StmtParts.of(statement).inside().forEach(s -> collect(s, machine, found));
            case Stmt.Step _ -> {} // A rule of its own.
            case Stmt.Assign _, Stmt.Declare _, Stmt.Send _, Stmt.Assertion _ -> {}
            case Stmt.StartTimer _, Stmt.StopTimer _, Stmt.RaiseSignal _ -> {}
            case Stmt.CallEffect _, Stmt.CallProcedure _ -> {}
            case Stmt.InsertRow _, Stmt.RemoveRow _, Stmt.ClearTable _ -> {}
            case Stmt.AddRange _, Stmt.CutRanges _, Stmt.ClearRanges _ -> {}
            case Stmt.ReturnOutcome _, Stmt.ReturnValue _, Stmt.ReturnNothing _ -> {}
            case Stmt.Drop _, Stmt.Done _, Stmt.ContinueAt _, Stmt.Unreachable _ -> {}
        }
    }
}
