package dev.sequent.codegen.java;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sequent.codegen.Fixtures;
import dev.sequent.codegen.Recorder;
import dev.sequent.codegen.build.CompiledCore;
import dev.sequent.codegen.build.CoreCompiler;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Stmt;
import dev.sequent.language.model.StmtParts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each statement's lines of Java lead back to its own line of the specification. */
class LineMapTest {
    @ParameterizedTest
    @ValueSource(strings = {"abp", "gbn", "tcp", "features"})
    void everyStatementIsFoundInBothDirections(String name) {
        Protocol protocol = Fixtures.protocol(name);
        GeneratedSources generated = Fixtures.compiled(name).generated();
        int checked = 0;
        for (MachineType machine : protocol.machines()) {
            String path = generated.sources().keySet().stream()
                    .filter(p -> p.endsWith("/" + Names.pascal(machine.name()) + ".java"))
                    .findFirst()
                    .orElseThrow();
            List<String> java = generated.sources().get(path).lines().toList();
            for (Stmt statement : statements(machine)) {
                Optional<String> expected = expected(statement);
                if (expected.isPresent()) {
                    assertThat(javaOf(generated.lines(), path, java, statement))
                            .as("Java of %s", statement.span())
                            .anyMatch(line -> line.contains(expected.get()));
                    checked++;
                }
            }
        }
        assertThat(checked).isGreaterThan(10);
    }

    private static List<Stmt> statements(MachineType machine) {
        var all = new ArrayList<Stmt>();
        Stream.of(
                        machine.handlers().stream().map(MachineType.Handler::body),
                        machine.procedures().stream().map(MachineType.Procedure::body),
                        machine.functions().stream().map(MachineType.Function::body),
                        machine.beforeSending().stream().map(MachineType.BeforeSending::body))
                .flatMap(bodies -> bodies)
                .forEach(body -> StmtParts.all(body).forEach(all::add));
        return all;
    }

    /** What must stand in one of the statement's lines. */
    private static Optional<String> expected(Stmt statement) {
        return Optional.ofNullable(
                switch (statement) {
                    case Stmt.GoTo s -> "state = " + Names.constant(s.state().name()) + ";";
                    case Stmt.StopTimer s ->
                        "world.stop(TIMER_" + Names.constant(s.timer().name()) + ");";
                    case Stmt.StartTimer s ->
                        "world.start(TIMER_" + Names.constant(s.timer().name()) + ", ";
                    case Stmt.RaiseSignal s ->
                        "world.signal(SIGNAL_" + Names.constant(s.signal().name()) + ");";
                    case Stmt.Drop s -> "return DROP;";
                    case Stmt.Done s -> "return DONE;";
                    case Stmt.ReturnOutcome s ->
                        "return OUTCOME_" + Names.constant(s.outcome().name()) + ";";
                    case Stmt.ReturnNothing s -> "return;";
                    case Stmt.ReturnValue s -> "return ";
                    case Stmt.DeleteTcb s -> "deleteTcb();";
                    case Stmt.Send s ->
                        "world.send(out" + Names.pascal(s.message().name()) + ");";
                    case Stmt.CallProcedure s -> Names.camel(s.procedure().name()) + "(";
                    case Stmt.CallEffect s -> "world." + Names.camel(s.effect().name()) + "(";
                    case Stmt.If s -> "if (";
                    case Stmt.InStates s ->
                        "state == " + Names.constant(s.states().getFirst().name());
                    case Stmt.While s -> "while (";
                    case Stmt.ForRange s -> "for (long ";
                    case Stmt.ForEachRange s -> "for (int ";
                    case Stmt.ForEachRow s -> "for (int ";
                    case Stmt.FindRow s -> "while (";
                    case Stmt.Step s -> s.label().isEmpty() ? "" : Names.pascal(s.label()) + "(";
                    case Stmt.AddRange s -> "Checks.add(";
                    case Stmt.CutRanges s -> ".cutBelow(";
                    case Stmt.ClearRanges s -> ".clear();";
                    case Stmt.Assertion s -> "Checks.assertion(";
                    case Stmt.Unreachable s -> "throw Checks.unreachable(";
                    case Stmt.Assign s
                    when s.target() instanceof Stmt.Target.OfVariable v ->
                        Names.same(v.variable().name()) + " = ";
                    case Stmt.Assign _,
                            Stmt.Declare _,
                            Stmt.ContinueAt _,
                            Stmt.InsertRow _,
                            Stmt.RemoveRow _,
                            Stmt.ClearTable _ -> null;
                });
    }

    private static List<String> javaOf(LineMap lines, String path, List<String> java, Stmt statement) {
        return lines.entries().stream()
                .filter(e -> e.source().equals(path)
                        && e.file().equals(statement.span().file())
                        && e.line() == statement.span().line()
                        && e.column() == statement.span().column())
                .map(e -> java.get(e.javaLine() - 1))
                .toList();
    }

    @Test
    void findsTheStatementAtWorkAtALine() {
        LineMap lines = Fixtures.compiled("abp").lines();
        LineMap.Entry entry = lines.entries().get(7);
        assertThat(lines.at(entry.source(), entry.javaLine())).contains(entry);
        assertThat(lines.at(entry.source(), 1)).isEmpty();
        assertThat(lines.at("elsewhere", entry.javaLine())).isEmpty();
    }

    /** The line numbers of a stack trace lead to the rule. */
    @Test
    void followsAStackTrace() {
        CompiledCore compiled = CoreCompiler.compile(Fixtures.inline("""
                protocol X
                machine A {
                  state S initial
                  var V : u8
                  call GO(by : u8)
                  outcome ok
                  on GO in S {
                    let more = by + 1
                    V := more * 2
                    return ok
                  }
                }
                """));
        var core = compiled.load(getClass().getClassLoader());
        var machine = core.machine(0, core.parameters(), new Recorder());
        assertThat(machine.call(0, 0, 126, 0, 0, 0)).isZero();
        assertThatThrownBy(() -> machine.call(0, 0, 127, 0, 0, 0)).satisfies(fault -> {
            StackTraceElement at = Stream.of(fault.getStackTrace())
                    .filter(e -> e.getClassName().equals("dev.sequent.generated.x.A"))
                    .findFirst()
                    .orElseThrow();
            LineMap.Entry entry = compiled.lines()
                    .at("dev/sequent/generated/x/A.java", at.getLineNumber())
                    .orElseThrow();
            assertThat(entry.line()).isEqualTo(9);
            assertThat(entry.column()).isEqualTo(5);
        });
    }

    @Test
    void comesBackFromATable() {
        LineMap lines = Fixtures.compiled("features").lines();
        assertThat(LineMap.ofTsv(lines.toTsv())).isEqualTo(lines);
        assertThatThrownBy(() -> LineMap.ofTsv("something else\n")).isInstanceOf(IllegalArgumentException.class);
    }
}
