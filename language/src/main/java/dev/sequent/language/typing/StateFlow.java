package dev.sequent.language.typing;

import dev.sequent.language.model.Expr;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.Span;
import dev.sequent.language.model.Stmt;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Follows the state through the bodies of a machine: which states can follow which, whether a body can come to its end,
 * and which {@code in STATE} blocks can never be entered. Conditions are not evaluated (except {@code in}), so it finds
 * every path there is, and perhaps some more.
 */
final class StateFlow {
    private final MachineType machine;
    private final BitSet[] successors;
    /** For each state that is left, a statement that leaves it. */
    private final Map<Integer, Span> leaving = new HashMap<>();

    private final Map<Integer, Map<BitSet, BitSet>> procedures = new HashMap<>();
    private final Set<Stmt.InStates> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<Stmt.InStates> entered = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<String> continuing = new HashSet<>();
    /** In which states the jumps that have been followed reach the end. */
    private final Map<String, BitSet> continued = new HashMap<>();

    StateFlow(MachineType machine) {
        this.machine = machine;
        this.successors = new BitSet[machine.states().size()];
        for (int i = 0; i < successors.length; i++) {
            successors[i] = new BitSet();
        }
    }

    /** States that {@code ->} or {@code delete TCB} can lead to from this one, as far as bodies have been followed. */
    BitSet successors(int state) {
        return successors[state];
    }

    /** A statement that leaves the state, if one of the statements followed does. */
    Optional<Span> leaving(int state) {
        return Optional.ofNullable(leaving.get(state));
    }

    /** Blocks that were reached, but never in one of their states. */
    List<Stmt.InStates> neverEntered() {
        return seen.stream().filter(s -> !entered.contains(s)).toList();
    }

    /** The states in which the handler's body can come to its end without having left it. */
    BitSet follow(MachineType.Handler handler, MachineType.State from) {
        var states = new BitSet();
        states.set(from.index());
        var frame = new Frame(handler.trigger(), new BitSet());
        BitSet result = body(handler.body(), states, frame);
        result.or(frame.returned());
        return result;
    }

    private record Frame(MachineType.Trigger trigger, BitSet returned) {}

    private BitSet body(List<Stmt> body, BitSet states, Frame frame) {
        BitSet current = copy(states);
        for (Stmt statement : body) {
            if (current.isEmpty()) {
                return current;
            }
            current = statement(statement, current, frame);
        }
        return current;
    }

    private BitSet statement(Stmt statement, BitSet states, Frame frame) {
        return switch (statement) {
            case Stmt.GoTo s -> goTo(states, s.state().index(), s.span());
            case Stmt.DeleteTcb s ->
                goTo(states, s.state().orElse(machine.initial()).index(), s.span());
            case Stmt.Send s -> {
                for (MachineType.BeforeSending before : machine.beforeSending()) {
                    if (before.message().name().equals(s.message().name())) {
                        yield routine(-1 - before.message().kind(), before.body(), states, frame);
                    }
                }
                yield states;
            }
            case Stmt.CallProcedure s ->
                routine(s.procedure().index(), s.procedure().body(), states, frame);
            case Stmt.If s -> {
                BitSet result = body(s.then(), when(s.condition(), states, true), frame);
                result.or(body(s.otherwise(), when(s.condition(), states, false), frame));
                yield result;
            }
            case Stmt.InStates s -> inStates(s, states, frame);
            case Stmt.Step s -> body(s.body(), states, frame);
            case Stmt.While s -> loop(s.body(), states, frame);
            case Stmt.ForRange s -> loop(s.body(), states, frame);
            case Stmt.ForEachRange s -> loop(s.body(), states, frame);
            case Stmt.ForEachRow s -> loop(s.body(), states, frame);
            case Stmt.FindRow s -> {
                BitSet result = body(s.found(), states, frame);
                result.or(body(s.otherwise(), states, frame));
                yield result;
            }
            case Stmt.ContinueAt s -> continueAt(s, states, frame);
            case Stmt.ReturnNothing s -> {
                frame.returned().or(states);
                yield new BitSet();
            }
            case Stmt.Drop _, Stmt.Done _, Stmt.ReturnOutcome _, Stmt.ReturnValue _, Stmt.Unreachable _ -> new BitSet();
            case Stmt.Assign _, Stmt.Declare _, Stmt.Assertion _, Stmt.CallEffect _ -> states;
            case Stmt.StartTimer _, Stmt.StopTimer _, Stmt.RaiseSignal _ -> states;
            case Stmt.InsertRow _, Stmt.RemoveRow _, Stmt.ClearTable _ -> states;
            case Stmt.AddRange _, Stmt.CutRanges _, Stmt.ClearRanges _ -> states;
        };
    }

    private BitSet goTo(BitSet states, int target, Span span) {
        states.stream().forEach(s -> successors[s].set(target));
        states.stream().filter(s -> s != target).forEach(s -> leaving.putIfAbsent(s, span));
        var result = new BitSet();
        result.set(target);
        return result;
    }

    private BitSet routine(int key, List<Stmt> body, BitSet states, Frame frame) {
        Map<BitSet, BitSet> known = procedures.computeIfAbsent(key, k -> new HashMap<>());
        BitSet result = known.get(states);
        if (result == null) {
            var inner = new Frame(frame.trigger(), new BitSet());
            result = body(body, states, inner);
            result.or(inner.returned());
            known.put(copy(states), copy(result));
        }
        return copy(result);
    }

    private BitSet inStates(Stmt.InStates block, BitSet states, Frame frame) {
        var inside = new BitSet();
        block.states().forEach(s -> inside.set(s.index()));
        BitSet outside = copy(states);
        outside.andNot(inside);
        inside.and(states);
        seen.add(block);
        if (!inside.isEmpty()) {
            entered.add(block);
        }
        outside.or(body(block.body(), inside, frame));
        return outside;
    }

    private BitSet loop(List<Stmt> body, BitSet states, Frame frame) {
        BitSet all = copy(states);
        for (; ; ) {
            BitSet next = body(body, all, frame);
            next.or(all);
            if (next.equals(all)) {
                return all;
            }
            all = next;
        }
    }

    /** Goes on in the other handler; what reaches the end there reaches the end here. */
    private BitSet continueAt(Stmt.ContinueAt jump, BitSet states, Frame frame) {
        var target = machine.handler(frame.trigger(), jump.state());
        String key = HandlerBuilder.key(frame.trigger()) + " " + jump.state().name() + " " + jump.label() + states;
        if (target.isEmpty() || !continuing.add(key)) {
            frame.returned().or(continued.getOrDefault(key, new BitSet()));
            return new BitSet();
        }
        BitSet result = body(target.get().from(jump.label()), states, frame);
        continued.put(key, copy(result));
        // The end of the other handler is the end of this one; nothing after the jump is reached.
        frame.returned().or(result);
        return new BitSet();
    }

    /** Those of the states in which the condition may evaluate to {@code wanted}. */
    private static BitSet when(Expr condition, BitSet states, boolean wanted) {
        BitSet result = copy(states);
        switch (condition) {
            case Expr.InState e -> {
                var named = new BitSet();
                e.states().forEach(s -> named.set(s.index()));
                if (wanted) {
                    result.and(named);
                } else {
                    result.andNot(named);
                }
            }
            case Expr.Not e -> result = when(e.operand(), states, !wanted);
            case Expr.Logic e -> {
                boolean and = e.op() == Expr.Logic.Op.AND;
                BitSet left = when(e.left(), states, e.op() == Expr.Logic.Op.IMPLIES ? !wanted : wanted);
                BitSet right = when(e.right(), states, wanted);
                if (and == wanted) {
                    left.and(right);
                } else {
                    left.or(right);
                }
                result = left;
            }
            case Expr.Compare _, Expr.HasBit _, Expr.Present _, Expr.Running _, Expr.ChannelEmpty _ -> {}
            case Expr.Sends _, Expr.Receives _, Expr.Calls _, Expr.Expires _, Expr.Signals _, Expr.Origin _ -> {}
            case Expr.Literal _, Expr.None _, Expr.Now _, Expr.ParamRef _, Expr.VariableRef _, Expr.LocalRef _ -> {}
            case Expr.OfField _, Expr.DerivedRef _, Expr.ColumnRef _, Expr.TableRef _, Expr.Ghost _ -> {}
            case Expr.Unwrap _, Expr.Wrap _, Expr.Negate _, Expr.Arithmetic _, Expr.Conditional _ -> {}
            case Expr.CallFunction _, Expr.CallExtern _, Expr.CallBuiltin _, Expr.OfPeer _, Expr.Old _ -> {}
        }
        return result;
    }

    private static BitSet copy(BitSet set) {
        return (BitSet) set.clone();
    }
}
