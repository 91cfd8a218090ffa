package dev.sequent.codegen.java;

import com.palantir.javapoet.CodeBlock;
import dev.sequent.codegen.form.Instruction;
import dev.sequent.codegen.form.Variable;
import dev.sequent.language.model.Span;
import java.util.List;

/** Instructions as statements of Java: the body of one method. */
final class Instructions {
    private final MachineNames machine;
    private final VariableNames variables;
    private final Markers markers;
    private final Values values;
    /** The routine's parameters, as it passes them on. */
    private final CodeBlock arguments;

    private final CodeBlock.Builder out = CodeBlock.builder();
    /** Whether the variable for a step's result has been declared. */
    private boolean result;

    /** @param parameters of the routine, declared already */
    Instructions(MachineNames machine, VariableNames variables, List<Variable> parameters, Markers markers) {
        this.machine = machine;
        this.variables = variables;
        this.markers = markers;
        this.values = new Values(Sight.inside(machine, "", variables));
        this.arguments = parameters.stream()
                .map(p -> CodeBlock.of("$L", variables.of(p)))
                .collect(CodeBlock.joining(", "));
    }

    CodeBlock print(List<Instruction> instructions) {
        instructions.forEach(this::print);
        return out.build();
    }

    private void print(Instruction instruction) {
        switch (instruction) {
            case Instruction.Trace i -> line(i, "at($L)", i.point());
            case Instruction.TraceState i -> line(i, "at($L + state)", i.first());
            case Instruction.Set i -> line(i, "$L = $L", values.place(i.place()), values.block(i.value()));
            case Instruction.Declare i -> declare(i);
            case Instruction.Evaluate i -> line(i, "$L", values.block(i.value()));
            case Instruction.If i -> choose(i);
            case Instruction.Loop i -> loop(i);
            case Instruction.Count i -> count(i);
            case Instruction.EachSlot i -> {
                open(
                        i.span(),
                        "for (int $1L = 0; $1L < $2L; $1L++)",
                        variables.declare(i.slot()),
                        i.table().capacity());
                close(i.body());
            }
            case Instruction.EachRange i -> eachRange(i);
            case Instruction.Break i -> line(i, "break");
            case Instruction.TakeSlot i ->
                line(
                        i,
                        "int $L = $T.slot($L, $L, $S)",
                        variables.declare(i.slot()),
                        Values.CHECKS,
                        i.point(),
                        machine.used(i.table()),
                        i.table().name());
            case Instruction.NextSlot i -> line(i, "$L++", variables.of(i.slot()));
            case Instruction.AddRange i ->
                line(
                        i,
                        "$T.add($L, $L, $L, $L)",
                        Values.CHECKS,
                        i.point(),
                        machine.ranges(i.ranges()),
                        values.block(i.from()),
                        values.block(i.to()));
            case Instruction.CutRanges i ->
                line(i, "$L.cutBelow($L)", machine.ranges(i.ranges()), values.block(i.below()));
            case Instruction.ClearRanges i -> line(i, "$L.clear()", machine.ranges(i.ranges()));
            case Instruction.SetState i -> line(i, "state = $L", machine.state(i.state()));
            case Instruction.Entered i -> line(i, "world.entered($L)", machine.state(i.state()));
            case Instruction.Forget i -> line(i, "deleteTcb()");
            case Instruction.SetBits i -> setBits(i);
            case Instruction.Send i -> {
                line(i, "world.send($L)", machine.outgoing(i.message()));
                line(i, "$L.clear()", machine.outgoing(i.message()));
            }
            case Instruction.StartTimer i -> {
                String timer = machine.constant("timer", i.timer());
                line(i, "world.start($L, $L)", timer, values.block(i.due()));
                line(i, "$L |= 1L << $L", MachineNames.timers(i.timer().index()), timer);
            }
            case Instruction.StopTimer i -> {
                String timer = machine.constant("timer", i.timer());
                line(i, "$L &= ~(1L << $L)", MachineNames.timers(i.timer().index()), timer);
                line(i, "world.stop($L)", timer);
            }
            case Instruction.Signal i -> line(i, "world.signal($L)", machine.constant("signal", i.signal()));
            case Instruction.Effect i ->
                line(i, "world.$L($L)", machine.world().effect(i.effect()), values.blocks(i.arguments()));
            case Instruction.CallProcedure i ->
                line(i, "$L($L)", machine.procedure(i.procedure()), values.blocks(i.arguments()));
            case Instruction.CallBeforeSending i -> line(i, "$L()", machine.beforeSending(i.index()));
            case Instruction.Assertion i ->
                line(i, "$T.assertion($L, $L, $S)", Values.CHECKS, i.point(), values.block(i.condition()), i.message());
            case Instruction.RunStep i -> runStep(i);
            case Instruction.UpTo i -> upTo(i);
            case Instruction.Leave i -> line(i, "return $L", result(i.result()));
            case Instruction.GoOn i -> line(i, "return GO_ON");
            case Instruction.ContinueAt i ->
                line(
                        i,
                        "return $L($L)",
                        machine.handler(i.handler()),
                        arguments.isEmpty()
                                ? CodeBlock.of("$L", i.step())
                                : CodeBlock.of("$L, $L", i.step(), arguments));
            case Instruction.Return i -> line(i, "return");
            case Instruction.ReturnValue i -> line(i, "return $L", values.block(i.value()));
            case Instruction.Unreachable i ->
                line(i, "throw $T.unreachable($L, $S)", Values.CHECKS, i.point(), i.reason());
            case Instruction.NoValue i -> line(i, "throw $T.noValue($L, $S)", Values.CHECKS, i.point(), i.function());
        }
    }

    // ------------------------------------------------------------ text

    private String mark(Span span) {
        return span.equals(Span.NONE) ? "" : markers.mark(span);
    }

    private void line(Instruction of, String format, Object... parts) {
        out.addStatement(mark(of.span()) + format, parts);
    }

    private void open(Span span, String format, Object... parts) {
        out.beginControlFlow(mark(span) + format, parts);
    }

    private void next(Span span, String format, Object... parts) {
        out.nextControlFlow(mark(span) + format, parts);
    }

    /** The block that has been opened. */
    private void close(List<Instruction> body) {
        body.forEach(this::print);
        out.endControlFlow();
    }

    // ------------------------------------------------------------ variables, branches, loops

    private void declare(Instruction.Declare i) {
        var type = Shapes.type(i.variable().shape());
        if (i.value().isEmpty()) {
            line(i, "$T $L", type, variables.declare(i.variable()));
        } else {
            CodeBlock value = values.block(i.value().get());
            line(i, "$T $L = $L", type, variables.declare(i.variable()), value);
        }
    }

    private void choose(Instruction.If i) {
        Instruction.Arm first = i.arms().getFirst();
        open(first.span(), "if ($L)", values.block(first.condition()));
        first.body().forEach(this::print);
        for (Instruction.Arm arm : i.arms().subList(1, i.arms().size())) {
            next(arm.span(), "else if ($L)", values.block(arm.condition()));
            arm.body().forEach(this::print);
        }
        i.otherwise().ifPresent(otherwise -> {
            next(otherwise.span(), "else");
            otherwise.body().forEach(this::print);
        });
        out.endControlFlow();
    }

    /** A condition written as a constant would make javac find what follows unreachable. */
    private void loop(Instruction.Loop i) {
        CodeBlock condition = values.block(i.condition());
        open(i.span(), "while ($L)", i.reads() ? condition : CodeBlock.of("$T.is($L)", Values.CHECKS, condition));
        i.turns()
                .ifPresent(turns ->
                        line(i, "$1L = $2T.turn($3L, $1L)", variables.of(turns.left()), Values.CHECKS, turns.point()));
        close(i.body());
    }

    private void count(Instruction.Count i) {
        CodeBlock from = values.block(i.from());
        CodeBlock to = values.block(i.to());
        String counter = variables.declare(i.counter());
        open(
                i.span(),
                "for (long $1L = $2L, $3L = $4L; $1L <= $3L; $1L++)",
                counter,
                from,
                variables.declare(i.last()),
                to);
        close(i.body());
    }

    private void eachRange(Instruction.EachRange i) {
        String ranges = machine.ranges(i.ranges());
        String index = variables.declare(i.index());
        open(i.span(), "for (int $1L = 0; $1L < $2L.count(); $1L++)", index, ranges);
        line(i, "int $L = $L.from($L)", variables.declare(i.from()), ranges, index);
        line(i, "int $L = $L.to($L)", variables.declare(i.to()), ranges, index);
        close(i.body());
    }

    private void setBits(Instruction.SetBits i) {
        MessageNames names = machine.protocol().message(i.message());
        CodeBlock bits = i.bits().stream()
                .map(b -> CodeBlock.of("$T.$L", names.type(), names.bit(i.field(), b)))
                .collect(CodeBlock.joining(" | "));
        line(i, "$L.$L $L $L", machine.outgoing(i.message()), names.field(i.field()), i.more() ? "|=" : "=", bits);
    }

    // ------------------------------------------------------------ steps, leaving

    private void runStep(Instruction.RunStep i) {
        CodeBlock call = CodeBlock.of("$L($L)", machine.step(i.handler(), i.label()), arguments);
        if (!i.mayLeave()) {
            line(i, "$L", call);
            return;
        }
        line(i, "$Lresult = $L", result ? "" : "int ", call);
        result = true;
        open(i.span(), "if (result != GO_ON)");
        line(i, "return result");
        out.endControlFlow();
    }

    private void upTo(Instruction.UpTo i) {
        if (!result && i.body().stream().anyMatch(b -> b instanceof Instruction.RunStep s && s.mayLeave())) {
            out.addStatement("int result");
            result = true;
        }
        open(i.span(), i.step() == 0 ? "if (from == $L)" : "if (from <= $L)", i.step());
        close(i.body());
    }

    private CodeBlock result(Instruction.Result result) {
        return switch (result) {
            case Instruction.Result.Done _ -> CodeBlock.of("DONE");
            case Instruction.Result.Drop _ -> CodeBlock.of("DROP");
            case Instruction.Result.Outcome r -> CodeBlock.of("$L", machine.constant("outcome", r.outcome()));
        };
    }
}
