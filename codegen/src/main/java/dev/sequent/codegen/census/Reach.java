package dev.sequent.codegen.census;

import dev.sequent.codegen.form.HandlerForm;
import dev.sequent.codegen.form.Instruction;
import dev.sequent.codegen.form.MachineForm;
import dev.sequent.codegen.form.Routine;
import dev.sequent.codegen.form.Subject;
import dev.sequent.codegen.form.Value;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which trace points a routine can pass that was entered in a state, as far as the state alone decides: other
 * conditions may hold or not.
 */
final class Reach {
    /** What is taken to be impossible. */
    interface Barrier {
        Barrier NONE = (point, state) -> false;

        /** Whether nobody passes the point in a routine that was entered in the state. */
        boolean stops(int point, int state);
    }

    private final MachineForm machine;
    private final Barrier barrier;
    /** By point: the states in which the routine around it is entered, for it to be passed. */
    private final Map<Integer, BitSet> points = new HashMap<>();

    private final Map<String, BitSet> routines = new HashMap<>();
    private final Set<String> handlers = new HashSet<>();

    private Reach(MachineForm machine, Barrier barrier) {
        this.machine = machine;
        this.barrier = barrier;
    }

    /**
     * By trace point; of functions, which any routine may call in any state, the points are counted under state 0. What
     * stands at a barrier is reached, what is behind it is not.
     */
    static Map<Integer, BitSet> of(MachineForm machine, Barrier barrier) {
        var reach = new Reach(machine, barrier);
        var any = new BitSet();
        any.set(0, machine.states().size());
        machine.functions().forEach(f -> reach.flow(f.routine().body(), any, new Frame(0, new BitSet())));
        for (HandlerForm handler : machine.handlers()) {
            handler.states().forEach(s -> reach.handler(handler, s.index(), 0));
        }
        return reach.points;
    }

    /**
     * The routine at work.
     *
     * @param entered its state when it was entered
     * @param step at which a handler is entered, 0 for its beginning
     * @param ended the states in which it, or the step, has come to its end
     */
    private record Frame(int entered, int step, BitSet ended) {
        Frame(int entered, BitSet ended) {
            this(entered, 0, ended);
        }
    }

    private void handler(HandlerForm handler, int state, int step) {
        if (handlers.add(handler.index() + " " + state + " " + step)) {
            flow(handler.routine().body(), only(state), new Frame(state, step, new BitSet()));
        }
    }

    private static BitSet only(int state) {
        var set = new BitSet();
        set.set(state);
        return set;
    }

    /** @return the states in which the end is reached */
    private BitSet flow(List<Instruction> body, BitSet states, Frame frame) {
        BitSet current = states;
        for (Instruction instruction : body) {
            if (current.isEmpty()) {
                return current;
            }
            current = flow(instruction, current, frame);
        }
        return current;
    }

    private BitSet flow(Instruction instruction, BitSet states, Frame frame) {
        return switch (instruction) {
            case Instruction.Trace i -> pass(i.point(), states, frame);
            case Instruction.TraceState i -> pass(i.first() + frame.entered(), states, frame);
            case Instruction.If i -> choose(i, states, frame);
            case Instruction.Loop i -> loop(i.body(), states, frame);
            case Instruction.Count i -> loop(i.body(), states, frame);
            case Instruction.EachSlot i -> loop(i.body(), states, frame);
            case Instruction.EachRange i -> loop(i.body(), states, frame);
            case Instruction.SetState i -> only(i.state().index());
            case Instruction.Forget _ -> only(machine.initial().index());
            case Instruction.CallProcedure i ->
                call(
                        "procedure " + i.procedure().index(),
                        machine.procedures().get(i.procedure().index()).routine(),
                        states);
            case Instruction.CallBeforeSending i ->
                call(
                        "before sending " + i.index(),
                        machine.beforeSending().get(i.index()).routine(),
                        states);
            case Instruction.RunStep i -> step(i, states, frame);
            case Instruction.UpTo i ->
                (i.step() == 0 ? frame.step() == 0 : frame.step() <= i.step()) ? flow(i.body(), states, frame) : states;
            case Instruction.ContinueAt i -> {
                HandlerForm target = machine.handlers().get(i.handler());
                states.stream().forEach(s -> handler(target, s, i.step()));
                yield new BitSet();
            }
            case Instruction.Leave _, Instruction.Unreachable _, Instruction.ReturnValue _, Instruction.NoValue _ ->
                new BitSet();
            case Instruction.GoOn _, Instruction.Return _ -> {
                frame.ended().or(states);
                yield new BitSet();
            }
            case Instruction.Set _,
                    Instruction.Declare _,
                    Instruction.Evaluate _,
                    Instruction.Break _,
                    Instruction.TakeSlot _,
                    Instruction.NextSlot _,
                    Instruction.AddRange _,
                    Instruction.CutRanges _,
                    Instruction.ClearRanges _,
                    Instruction.Entered _,
                    Instruction.SetBits _,
                    Instruction.Send _,
                    Instruction.StartTimer _,
                    Instruction.StopTimer _,
                    Instruction.Signal _,
                    Instruction.Effect _,
                    Instruction.Assertion _ -> states;
        };
    }

    private BitSet pass(int point, BitSet states, Frame frame) {
        points.computeIfAbsent(point, p -> new BitSet()).set(frame.entered());
        return barrier.stops(point, frame.entered()) ? new BitSet() : states;
    }

    private BitSet step(Instruction.RunStep run, BitSet states, Frame frame) {
        Routine routine = machine.handlers().get(run.handler()).steps().stream()
                .map(HandlerForm.Step::routine)
                .filter(r -> r.name().equals(run.label()))
                .findFirst()
                .orElseThrow();
        var inner = new Frame(frame.entered(), frame.step(), new BitSet());
        BitSet end = copy(flow(routine.body(), states, inner));
        end.or(inner.ended());
        return end;
    }

    /** Each state in which it is called for itself. */
    private BitSet call(String name, Routine routine, BitSet states) {
        var all = new BitSet();
        states.stream().forEach(state -> {
            String key = name + " " + state;
            BitSet known = routines.get(key);
            if (known == null) {
                var inner = new Frame(state, new BitSet());
                known = copy(flow(routine.body(), only(state), inner));
                known.or(inner.ended());
                routines.put(key, known);
            }
            all.or(known);
        });
        return all;
    }

    private BitSet choose(Instruction.If choice, BitSet states, Frame frame) {
        var end = new BitSet();
        BitSet left = states;
        for (Instruction.Arm arm : choice.arms()) {
            end.or(flow(arm.body(), when(arm.condition(), left, true), frame));
            left = when(arm.condition(), left, false);
        }
        if (choice.otherwise().isPresent()) {
            end.or(flow(choice.otherwise().get().body(), left, frame));
        } else {
            end.or(left);
        }
        return end;
    }

    private BitSet loop(List<Instruction> body, BitSet states, Frame frame) {
        BitSet all = copy(states);
        while (true) {
            BitSet next = copy(flow(body, all, frame));
            next.or(all);
            if (next.equals(all)) {
                return all;
            }
            all = next;
        }
    }

    /** Those of the states in which the condition may be so. */
    private static BitSet when(Value condition, BitSet states, boolean wanted) {
        BitSet result = copy(states);
        if (condition instanceof Value.InState v && v.of().equals(Subject.SELF)) {
            boolean in = v.in() == wanted;
            boolean there = states.get(v.state().index());
            if (in) {
                result.clear();
                result.set(v.state().index(), there);
            } else {
                result.clear(v.state().index());
            }
        } else if (condition instanceof Value.Flag v && v.value() != wanted) {
            result.clear();
        } else if (condition instanceof Value.Not v) {
            result = when(v.operand(), states, !wanted);
        } else if (condition instanceof Value.Logic v) {
            BitSet left = when(v.left(), states, wanted);
            if (v.and() == wanted) {
                result = when(v.right(), left, wanted);
            } else {
                result = copy(left);
                result.or(when(v.right(), when(v.left(), states, !wanted), wanted));
            }
        }
        return result;
    }

    private static BitSet copy(BitSet set) {
        return (BitSet) set.clone();
    }
}
