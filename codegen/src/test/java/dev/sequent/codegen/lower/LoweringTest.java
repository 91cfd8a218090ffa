package dev.sequent.codegen.lower;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.codegen.Fixtures;
import dev.sequent.codegen.form.CoreForm;
import dev.sequent.codegen.form.Field;
import dev.sequent.codegen.form.HandlerForm;
import dev.sequent.codegen.form.Instruction;
import dev.sequent.codegen.form.MachineForm;
import dev.sequent.codegen.form.PointMap;
import dev.sequent.codegen.form.Routine;
import dev.sequent.codegen.form.Tracing;
import dev.sequent.language.model.Type;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a printer of the lowered form may rely on. */
class LoweringTest {

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "features", "abp"})
    void nothing_stands_behind_what_leaves(String name) {
        for (List<Instruction> block : blocks(Lowering.lower(Fixtures.protocol(name), Tracing.RULES))) {
            for (Instruction instruction : block.subList(0, Math.max(0, block.size() - 1))) {
                assertThat(leaves(instruction))
                        .as("%s in %s", instruction, block)
                        .isFalse();
            }
        }
    }

    /** Those that are passed as a trace, each once; not those that only faults name. */
    @ParameterizedTest
    @ValueSource(strings = {"tcp", "features", "abp"})
    void each_trace_point_is_passed_in_one_place(String name) {
        CoreForm core = Lowering.lower(Fixtures.protocol(name), Tracing.RULES);
        var passed = blocks(core).stream()
                .flatMap(List::stream)
                .filter(Instruction.Trace.class::isInstance)
                .map(i -> ((Instruction.Trace) i).point())
                .toList();
        assertThat(passed)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(core.points().points().stream()
                        .filter(p -> p.kind() != PointMap.Kind.STATEMENT)
                        .map(PointMap.Point::number)
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "features", "abp"})
    void what_is_optional_is_two_variables_and_two_functions(String name) {
        var protocol = Fixtures.protocol(name);
        CoreForm core = Lowering.lower(protocol, Tracing.RULES);
        for (var model : protocol.machines()) {
            Set<String> optional = new HashSet<>();
            model.functions().stream()
                    .filter(f -> f.type() instanceof Type.Optional)
                    .forEach(f -> optional.add(f.name()));
            MachineForm machine = core.machines().get(model.index());
            assertThat(machine.functions().stream()
                            .filter(f -> f.part() == Field.Part.PRESENCE)
                            .map(f -> f.symbol().name()))
                    .containsExactlyInAnyOrderElementsOf(optional);
            for (var p : model.procedures()) {
                long flags = p.parameters().stream()
                        .filter(l -> l.type() instanceof Type.Optional)
                        .count();
                Routine routine = machine.procedures().get(p.index()).routine();
                assertThat(routine.parameters()).hasSize(p.parameters().size() + (int) flags);
            }
        }
    }

    private static boolean leaves(Instruction instruction) {
        return switch (instruction) {
            case Instruction.Leave _,
                    Instruction.GoOn _,
                    Instruction.ContinueAt _,
                    Instruction.Return _,
                    Instruction.ReturnValue _,
                    Instruction.Unreachable _,
                    Instruction.NoValue _,
                    Instruction.Break _ -> true;
            case Instruction.If i ->
                i.otherwise().map(o -> leaves(o.body())).orElse(false)
                        && i.arms().stream().allMatch(a -> leaves(a.body()));
            case Instruction.Trace _,
                    Instruction.TraceState _,
                    Instruction.Set _,
                    Instruction.Declare _,
                    Instruction.Evaluate _,
                    Instruction.Loop _,
                    Instruction.Count _,
                    Instruction.EachSlot _,
                    Instruction.EachRange _,
                    Instruction.TakeSlot _,
                    Instruction.NextSlot _,
                    Instruction.AddRange _,
                    Instruction.CutRanges _,
                    Instruction.ClearRanges _,
                    Instruction.SetState _,
                    Instruction.Entered _,
                    Instruction.Forget _,
                    Instruction.SetBits _,
                    Instruction.Send _,
                    Instruction.StartTimer _,
                    Instruction.StopTimer _,
                    Instruction.Signal _,
                    Instruction.Effect _,
                    Instruction.CallProcedure _,
                    Instruction.CallBeforeSending _,
                    Instruction.Assertion _,
                    Instruction.RunStep _,
                    Instruction.UpTo _ -> false;
        };
    }

    private static boolean leaves(List<Instruction> block) {
        return !block.isEmpty() && leaves(block.getLast());
    }

    // ------------------------------------------------------------ all blocks

    private static List<List<Instruction>> blocks(CoreForm core) {
        var all = new ArrayList<List<Instruction>>();
        for (MachineForm machine : core.machines()) {
            Stream.of(
                            machine.handlers().stream().map(HandlerForm::routine),
                            machine.handlers().stream()
                                    .flatMap(h -> h.steps().stream())
                                    .map(HandlerForm.Step::routine),
                            machine.procedures().stream().map(MachineForm.Procedure::routine),
                            machine.beforeSending().stream().map(MachineForm.BeforeSending::routine),
                            machine.functions().stream().map(MachineForm.Function::routine))
                    .flatMap(routines -> routines)
                    .forEach(routine -> collect(routine.body(), all));
        }
        return all;
    }

    private static void collect(List<Instruction> block, List<List<Instruction>> all) {
        all.add(block);
        for (Instruction instruction : block) {
            switch (instruction) {
                case Instruction.If i -> {
                    i.arms().forEach(a -> collect(a.body(), all));
                    i.otherwise().ifPresent(o -> collect(o.body(), all));
                }
                case Instruction.Loop i -> collect(i.body(), all);
                case Instruction.Count i -> collect(i.body(), all);
                case Instruction.EachSlot i -> collect(i.body(), all);
                case Instruction.EachRange i -> collect(i.body(), all);
                case Instruction.UpTo i -> collect(i.body(), all);
                case Instruction.Leave _,
                        Instruction.GoOn _,
                        Instruction.ContinueAt _,
                        Instruction.Return _,
                        Instruction.ReturnValue _,
                        Instruction.Unreachable _,
                        Instruction.NoValue _,
                        Instruction.Break _,
                        Instruction.Trace _,
                        Instruction.TraceState _,
                        Instruction.Set _,
                        Instruction.Declare _,
                        Instruction.Evaluate _,
                        Instruction.TakeSlot _,
                        Instruction.NextSlot _,
                        Instruction.AddRange _,
                        Instruction.CutRanges _,
                        Instruction.ClearRanges _,
                        Instruction.SetState _,
                        Instruction.Entered _,
                        Instruction.Forget _,
                        Instruction.SetBits _,
                        Instruction.Send _,
                        Instruction.StartTimer _,
                        Instruction.StopTimer _,
                        Instruction.Signal _,
                        Instruction.Effect _,
                        Instruction.CallProcedure _,
                        Instruction.CallBeforeSending _,
                        Instruction.Assertion _,
                        Instruction.RunStep _ -> {}
            }
        }
    }
}
