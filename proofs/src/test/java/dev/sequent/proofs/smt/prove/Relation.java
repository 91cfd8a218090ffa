package dev.sequent.proofs.smt.prove;

import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.MachineType.Trigger;
import dev.sequent.language.model.Protocol;
import dev.sequent.proofs.smt.encode.Concrete;
import dev.sequent.proofs.smt.encode.Event;
import dev.sequent.proofs.smt.encode.Execution;
import dev.sequent.proofs.smt.encode.Pins;
import dev.sequent.proofs.smt.encode.Sink;
import dev.sequent.proofs.smt.encode.Snapshot;
import dev.sequent.proofs.smt.encode.Value;
import dev.sequent.proofs.smt.solve.Answer;
import dev.sequent.proofs.smt.solve.Solver;
import dev.sequent.proofs.smt.term.Term;
import dev.sequent.proofs.smt.term.Terms;
import dev.sequent.runtime.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * All that the prover takes to be possible where a trigger comes in a state, loops by what every turn keeps: one of its
 * three ways to look at a step. Of a step that was seen, it is asked whether that is among it.
 */
final class Relation implements AutoCloseable {
    /** Who makes it. */
    enum View {
        /** {@link StepProver}. */
        STEP,
        /** {@link PropertyProver}: what turns do is the work of some turn, and an arrival is a batch. */
        WHOLE,
        /** {@link PeerProver}: of two turns, and with what the turns after them keep. */
        PEERS
    }

    private final Protocol protocol;
    private final MachineType machine;
    private final Terms terms = new Terms();
    private final Solver solver;
    private final Execution execution;
    private final Snapshot before;
    private final List<Execution.Exit> exits;
    private final boolean whole;
    private final boolean acts;
    private final boolean pairs;
    private int questions;
    private int undecided;

    /** @param resting invariants that hold between batches only @param seam what the execution tells its findings to */
    Relation(
            Protocol protocol,
            MachineType machine,
            Trigger trigger,
            MachineType.State state,
            View view,
            Set<MachineType.Invariant> resting,
            UnaryOperator<Sink> seam) {
        this.protocol = protocol;
        this.machine = machine;
        whole = view == View.WHOLE;
        acts = view != View.STEP;
        pairs = view == View.PEERS;
        solver = new Solver(Settings.USUAL.limit(), Settings.USUAL.seed());
        var sink = new SolverSink(terms, solver, view == View.STEP, false);
        var mode = new Execution.LoopMode(Optional.empty(), Assumptions.claims(machine), acts, pairs, pairs);
        execution = new Execution(protocol, machine, terms, seam.apply(sink), mode);
        Parameters.require(Settings.USUAL, protocol, execution, terms, solver, sink);
        before = execution.anyMachine(state);
        Assumptions.require(
                solver,
                sink,
                execution,
                machine,
                trigger,
                before,
                !whole && Batches.inside(trigger) ? resting : Set.of());
        exits = whole ? execution.whole(trigger, state, before) : execution.step(trigger, state, before);
        sink.granted();
    }

    /** Whether what came of a step can come of it; empty if it can. */
    Optional<String> against(Concrete.Step step, Interpretation.Outcome outcome) {
        var symbols = new StepSymbols(terms, execution, machine, before, step);
        var known = new ArrayList<Term>();
        symbols.known().forEach((symbol, value) -> known.add(Pins.is(terms, symbol, value)));
        known.add(end(outcome, symbols.sets()));
        if (impossible(known, terms.truth(true))) {
            return Optional.of("it cannot end so");
        }
        return acts ? acts(known, outcome) : Optional.empty();
    }

    private boolean impossible(List<Term> known, Term also) {
        var all = new ArrayList<>(known);
        all.add(also);
        questions++;
        return switch (solver.ask(all)) {
            case Answer.Impossible _ -> true;
            case Answer.Possible _ -> false;
            case Answer.Undecided _ -> {
                undecided++;
                yield false;
            }
        };
    }

    private Term end(Interpretation.Outcome outcome, ConcreteSets sets) {
        var memory = Memories.of(machine, outcome.after());
        return exits.stream()
                .filter(e -> whole || e.result() == outcome.result())
                .filter(e -> sameSets(e.at(), memory, sets))
                .map(e -> terms.and(e.at().path(), Pins.remembers(execution, machine, e.at(), memory)))
                .reduce(terms.truth(false), terms::or);
    }

    /** Sets are the same as far as they are made of what is known in the beginning. */
    private boolean sameSets(Snapshot at, Concrete.Memory memory, ConcreteSets sets) {
        for (var variable : machine.variables()) {
            if (at.variable(variable) instanceof Value.Ranges r) {
                try {
                    if (!sets.ranges(r.set()).equals(memory.ranges().get(variable.index()))) {
                        return false;
                    }
                } catch (Pins.Unpinned e) {
                    // A loop makes it.
                }
            }
        }
        return true;
    }

    // ------------------------------------------------------------ what it does

    private Optional<String> acts(List<Term> known, Interpretation.Outcome outcome) {
        for (var signal : machine.signals()) {
            if (outcome.events().contains("signal " + signal.index())) {
                var told = execution.events().stream()
                        .filter(e -> e instanceof Event.Signalled s && s.signal() == signal.index())
                        .map(Event::path)
                        .reduce(terms.truth(false), terms::or);
                if (impossible(known, told)) {
                    return Optional.of("it cannot signal " + signal.name());
                }
            }
        }
        var some = some(outcome.sent());
        for (int i = 0; i < some.size(); i++) {
            var one = some.get(i);
            if (impossible(known, sent(one).stream().reduce(terms.truth(false), terms::or))) {
                return Optional.of("it cannot send " + text(one));
            }
            if (pairs && i + 1 < some.size() && impossible(known, inTurn(sent(one), sent(some.get(i + 1))))) {
                return Optional.of("it cannot send " + text(one) + " before " + text(some.get(i + 1)));
            }
        }
        return Optional.empty();
    }

    /** The first two, one of the middle, and the last. */
    private static List<Message> some(List<Message> all) {
        return all.size() < 5 ? all : List.of(all.get(0), all.get(1), all.get(all.size() / 2), all.getLast());
    }

    private String text(Message message) {
        return protocol.messages().get(message.kind()).name() + " " + fields(message);
    }

    private Map<Integer, OptionalLong> fields(Message message) {
        return Memories.of(protocol.messages().get(message.kind()), message);
    }

    /** For each thing that the step does: that it is the sending of this message. */
    private List<Term> sent(Message message) {
        var type = protocol.messages().get(message.kind());
        var fields = fields(message);
        return execution.events().stream()
                .map(e -> e instanceof Event.Sent s && s.message() == message.kind()
                        ? terms.and(s.path(), Pins.carries(execution, type, s, fields))
                        : terms.truth(false))
                .toList();
    }

    private Term inTurn(List<Term> first, List<Term> later) {
        var earlier = terms.truth(false);
        var any = terms.truth(false);
        for (int i = 0; i < first.size(); i++) {
            any = terms.or(any, terms.and(earlier, later.get(i)));
            earlier = terms.or(earlier, first.get(i));
        }
        return any;
    }

    int questions() {
        return questions;
    }

    /** What the solver did not answer says nothing. */
    int undecided() {
        return undecided;
    }

    @Override
    public void close() {
        solver.close();
    }
}
