package dev.sequent.proofs.smt.encode;

import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.MachineType.Trigger;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Type;
import dev.sequent.proofs.smt.term.Evaluation;
import dev.sequent.runtime.BitWriter;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;

/** What symbols stand for, in the form in which the engines take it. */
public final class Concrete {
    /** A half-open range of sequence numbers. */
    public record Range(long from, long to) {}

    /**
     * A machine's memory.
     *
     * @param scalars by the variable's ordinal, in the generic form of {@link Type}; those of ranges are absent
     * @param ranges by the variable's ordinal
     * @param rows how many each table has; what stands in them is not known, and zeros will do
     */
    public record Memory(
            int state,
            Map<Integer, OptionalLong> scalars,
            Map<Integer, List<Range>> ranges,
            List<Boolean> running,
            List<Integer> rows) {}

    /**
     * A step that can be taken.
     *
     * @param given the fields of the message that arrives, or the call's arguments, by ordinal
     * @param answers what the runtime's functions answer, in the order in which they are asked
     */
    public record Step(
            MachineType machine,
            Trigger trigger,
            Memory before,
            List<Long> parameters,
            long now,
            Map<Integer, OptionalLong> given,
            List<Long> answers) {}

    private final Values values;
    private final Evaluation evaluation;
    private final Function<RangesTerm.Unknown, List<Range>> sets;

    /** @param sets what the sets are that are not known */
    public Concrete(Execution execution, Evaluation evaluation, Function<RangesTerm.Unknown, List<Range>> sets) {
        this.values = execution.values;
        this.evaluation = evaluation;
        this.sets = sets;
    }

    /** The step that the execution was made of. */
    public Step step(Protocol protocol, Execution execution, MachineType machine, Trigger trigger, Snapshot before) {
        var given = new HashMap<Integer, OptionalLong>();
        execution.given().forEach((i, v) -> given.put(i, scalar(v)));
        var answers = new ArrayList<Long>();
        for (var event : execution.events()) {
            if (event instanceof Event.Asked asked && evaluation.truth(asked.path())) {
                answers.add(scalar(asked.answer()).orElseThrow());
            }
        }
        return new Step(
                machine,
                trigger,
                memory(machine, before),
                protocol.params().stream()
                        .map(p -> scalar(execution.world.parameters().get(p.index()))
                                .orElseThrow())
                        .toList(),
                evaluation.value(execution.world.now()).longValueExact(),
                given,
                answers);
    }

    /** A machine of which the sets are not known yet. */
    public Memory memory(MachineType machine, Snapshot snapshot) {
        var ranges = new HashMap<Integer, List<Range>>();
        for (var variable : machine.variables()) {
            if (snapshot.variable(variable) instanceof Value.Ranges r) {
                ranges.put(variable.index(), sets.apply((RangesTerm.Unknown) r.set()));
            }
        }
        return memory(machine, snapshot, ranges);
    }

    /** @param ranges by the variable's ordinal */
    public Memory memory(MachineType machine, Snapshot snapshot, Map<Integer, List<Range>> ranges) {
        var scalars = new HashMap<Integer, OptionalLong>();
        for (var variable : machine.variables()) {
            if (!ranges.containsKey(variable.index())) {
                scalars.put(variable.index(), scalar(snapshot.variable(variable)));
            }
        }
        return new Memory(
                evaluation.value(snapshot.state).intValueExact(),
                scalars,
                ranges,
                snapshot.running.stream().map(evaluation::truth).toList(),
                snapshot.rows.stream()
                        .map(r -> evaluation.value(r).intValueExact())
                        .toList());
    }

    /** In the generic form of {@link Type}; empty where there is none. */
    public OptionalLong scalar(Value value) {
        if (value instanceof Value.Maybe maybe) {
            return evaluation.truth(maybe.present()) ? scalar(maybe.value()) : OptionalLong.empty();
        }
        BigInteger number = evaluation.value(values.number(value));
        return OptionalLong.of(number.longValueExact());
    }

    /** As {@link dev.sequent.runtime.Machine#encode} writes it. */
    public static BitWriter encode(MachineType machine, Memory memory) {
        var out = new BitWriter();
        int width = widthOfChoice(machine.states().size());
        if (width > 0) {
            out.put(memory.state(), width);
        }
        for (var variable : machine.variables()) {
            if (variable.type() instanceof Type.Ranges r) {
                var ranges = memory.ranges().getOrDefault(variable.index(), List.of());
                out.put(ranges.size(), widthOfChoice(r.capacity() + 1));
                for (var range : ranges) {
                    out.put(range.from(), 32);
                    out.put(range.to(), 32);
                }
            } else {
                scalar(out, variable.type(), memory.scalars().getOrDefault(variable.index(), OptionalLong.empty()));
            }
        }
        memory.running().forEach(out::put);
        for (var table : machine.tables()) {
            for (int slot = 0; slot < table.capacity(); slot++) {
                out.put(slot < memory.rows().get(table.index()));
                table.columns().forEach(c -> scalar(out, c.type(), OptionalLong.empty()));
            }
        }
        return out;
    }

    private static void scalar(BitWriter out, Type type, OptionalLong value) {
        if (type instanceof Type.Optional o) {
            out.put(value.isPresent());
            scalar(out, o.of(), OptionalLong.of(value.orElse(0)));
        } else if (width(type) > 0) {
            out.put(value.orElse(0), width(type));
        }
    }

    private static int width(Type type) {
        return switch (type) {
            case Type.Bool _ -> 1;
            case Type.UInt u -> u.bits();
            case Type.Seq _ -> 32;
            case Type.Enum e -> widthOfChoice(e.constants().size());
            case Type.Int _, Type.Duration _, Type.Time _ -> 64;
            case Type.Row _, Type.Ranges _, Type.Optional _ -> throw new IllegalArgumentException(type.name());
        };
    }

    private static int widthOfChoice(int choices) {
        return 32 - Integer.numberOfLeadingZeros(choices - 1);
    }
}
