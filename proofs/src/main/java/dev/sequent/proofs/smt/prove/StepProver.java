package dev.sequent.proofs.smt.prove;

import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.MachineType.Trigger;
import dev.sequent.language.model.Protocol;
import dev.sequent.proofs.smt.encode.Concrete;
import dev.sequent.proofs.smt.encode.Execution;
import dev.sequent.proofs.smt.encode.FaultKind;
import dev.sequent.proofs.smt.encode.Snapshot;
import dev.sequent.proofs.smt.solve.Answer;
import dev.sequent.proofs.smt.solve.Solver;
import dev.sequent.proofs.smt.term.Term;
import dev.sequent.proofs.smt.term.Terms;
import dev.sequent.runtime.Core;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Shows, or refutes, all that is to be shown of one trigger of a machine in one state. */
final class StepProver {
    private final Protocol protocol;
    private final MachineType machine;
    private final Settings settings;
    private final Set<MachineType.Invariant> resting;
    private final Replay replay;
    private final boolean alone;
    private boolean hurried;
    private final List<Result> results = new ArrayList<>();

    /**
     * @param resting invariants that hold between batches only
     * @param alone whether that is all that is known of what holds between batches, and nobody wants to know more
     */
    StepProver(
            Protocol protocol,
            MachineType machine,
            Settings settings,
            Set<MachineType.Invariant> resting,
            Core core,
            boolean alone) {
        this.protocol = protocol;
        this.machine = machine;
        this.settings = settings;
        this.resting = resting;
        this.replay = new Replay(protocol, core);
        this.alone = alone;
    }

    List<Result> prove(Trigger trigger, MachineType.State state) {
        var terms = new Terms();
        try (var solver = new Solver(settings.limit(), settings.seed())) {
            var sink = new SolverSink(terms, solver, settings.faults(), settings.lemmas());
            var mode = new Execution.LoopMode(Optional.empty(), Assumptions.claims(machine));
            var execution = new Execution(protocol, machine, terms, sink, mode);
            Parameters.require(settings, protocol, execution, terms, solver);
            var before = execution.anyMachine(state);
            var usual = new Usual(protocol, machine, execution, before);
            var smaller = Optional.of(new Smaller(terms, solver, usual)).filter(s -> settings.small());
            smaller.ifPresent(sink::make);
            Assumptions.require(
                    solver, sink, execution, machine, trigger, before, Batches.inside(trigger) ? resting : Set.of());
            var handler = machine.handler(trigger, state);
            if (!possible(solver, trigger, state) && handler.isPresent()) {
                return results;
            }
            var exits = execution.step(trigger, state, before);
            for (var h : settings.faults() ? sink.heard() : List.<SolverSink.Heard>of()) {
                var obligation =
                        obligation(trigger, state, new Obligation.Claim.NoFault(h.kind(), h.span(), h.chain()));
                results.add(new Result(
                        obligation,
                        verdict(obligation, h.answer(), h.small(), h.asked(), execution, before, usual),
                        h.millis(),
                        h.lemmas()));
            }
            // Which of them an arrival breaks must be known, whatever was asked for.
            boolean all = !alone && Batches.inside(trigger) && Batches.has(machine);
            if (all || settings.invariants()) {
                for (var invariant : machine.invariants()) {
                    boolean kept = !(trigger instanceof Trigger.Arrival) || !resting.contains(invariant);
                    if (kept && (all || settings.wants(invariant))) {
                        var obligation = obligation(trigger, state, new Obligation.Claim.Invariant(invariant));
                        afterwards(
                                obligation,
                                exits,
                                execution,
                                before,
                                solver,
                                usual,
                                smaller.filter(s -> settings.wants(invariant)),
                                terms,
                                at -> execution.holds(invariant.condition(), at));
                    }
                }
                for (var variable : machine.variables()) {
                    if (execution.past(variable, before).isPresent()) {
                        afterwards(
                                obligation(trigger, state, new Obligation.Claim.Past(variable)),
                                exits,
                                execution,
                                before,
                                solver,
                                usual,
                                Optional.empty(),
                                terms,
                                at -> execution.past(variable, at).orElseThrow());
                    }
                }
            }
            hurried = solver.hurried();
        }
        return results;
    }

    /** See {@link Solver#hurried}. */
    boolean hurried() {
        return hurried;
    }

    private Obligation obligation(Trigger trigger, MachineType.State state, Obligation.Claim claim) {
        return new Obligation(machine, Optional.of(trigger), state, claim);
    }

    /** Whether there is such a step; if there is none, nothing else is worth being shown. */
    private boolean possible(Solver solver, Trigger trigger, MachineType.State state) {
        long start = System.nanoTime();
        var answer = solver.ask(List.of());
        var span =
                machine.handler(trigger, state).map(MachineType.Handler::span).orElse(machine.span());
        var verdict = switch (answer) {
            case Answer.Impossible _ ->
                new Verdict.Unknown(
                        "no machine that the invariants allow gets here: what is claimed of it says nothing");
            case Answer.Possible _ -> new Verdict.Proved(true);
            case Answer.Undecided u -> new Verdict.Unknown(u.why());
        };
        if (machine.handler(trigger, state).isPresent()) {
            results.add(new Result(
                    obligation(trigger, state, new Obligation.Claim.Possible(span)), verdict, millis(start)));
        }
        return !(answer instanceof Answer.Impossible);
    }

    private static long millis(long start) {
        return (System.nanoTime() - start) / 1_000_000;
    }

    private interface Condition {
        Term at(Snapshot end);
    }

    private void afterwards(
            Obligation obligation,
            List<Execution.Exit> exits,
            Execution execution,
            Snapshot before,
            Solver solver,
            Usual usual,
            Optional<Smaller> smaller,
            Terms terms,
            Condition condition) {
        long start = System.nanoTime();
        boolean asked = false;
        var lemmas = new TreeSet<String>();
        for (var exit : exits) {
            var opposite = terms.and(exit.at().path(), terms.not(condition.at(exit.at())));
            if (opposite.isFalse()) {
                continue;
            }
            asked = true;
            var answer = solver.ask(List.of(opposite));
            if (!(answer instanceof Answer.Impossible)) {
                var small = answer instanceof Answer.Possible found
                        ? smaller.map(s -> s.than(found, List.of(opposite)))
                        : Optional.<Answer.Possible>empty();
                results.add(new Result(
                        obligation, verdict(obligation, answer, small, true, execution, before, usual), millis(start)));
                return;
            }
            lemmas.addAll(SolverSink.lemmas(answer));
        }
        results.add(new Result(obligation, new Verdict.Proved(asked), millis(start), lemmas));
    }

    // ------------------------------------------------------------ what an answer means

    /** @param small a smaller counterexample, which is shown rather than the other if it is one */
    private Verdict verdict(
            Obligation obligation,
            Answer answer,
            Optional<Answer.Possible> small,
            boolean asked,
            Execution execution,
            Snapshot before,
            Usual usual) {
        return switch (answer) {
            case Answer.Impossible _ -> new Verdict.Proved(asked);
            case Answer.Undecided u -> new Verdict.Unknown("undecided: " + u.why());
            case Answer.Possible p ->
                small.map(s -> replayed(obligation, s, execution, before, usual))
                        .filter(Verdict.Refuted.class::isInstance)
                        .orElseGet(() -> replayed(obligation, p, execution, before, usual));
        };
    }

    private Verdict replayed(
            Obligation obligation, Answer.Possible answer, Execution execution, Snapshot before, Usual usual) {
        var evaluation = usual.evaluation(answer);
        var sets = new Reconstruction(execution.sets(), evaluation);
        var step = new Concrete(execution, evaluation, sets::ranges)
                .step(protocol, execution, machine, obligation.trigger().orElseThrow(), before);
        try {
            return replayed(obligation, step);
        } catch (Interpretation.TooLong e) {
            return new Verdict.Unknown("the counterexample is too long to be replayed: " + e.getMessage());
        }
    }

    Verdict replayed(Obligation obligation, Concrete.Step step) {
        var outcome = replay.take(step);
        var broken = new ArrayList<>(replay.broken(step, outcome.before()));
        if (Batches.inside(step.trigger())) {
            resting.forEach(i -> broken.remove(i.name()));
        }
        if (!broken.isEmpty()) {
            return new Verdict.Unknown("too coarse: the counterexample breaks " + broken.getFirst());
        }
        return switch (obligation.claim()) {
            case Obligation.Claim.NoFault c
            when c.kind() == FaultKind.TURNS -> new Verdict.Unknown("two numbers half the space apart, or more");
            case Obligation.Claim.NoFault _ ->
                outcome.fault()
                        .<Verdict>map(f -> new Verdict.Refuted(step, f))
                        .orElseGet(() -> new Verdict.Unknown("too coarse: taken by the interpreter, it is no fault"));
            case Obligation.Claim.Invariant c -> {
                if (outcome.fault().isPresent()) {
                    yield new Verdict.Unknown("too coarse: taken by the interpreter, it ends in a fault");
                }
                var after = replay.broken(step, outcome.after());
                yield after.contains(c.invariant().name())
                        ? new Verdict.Refuted(step, c.invariant().name() + " does not hold afterwards")
                        : new Verdict.Unknown("too coarse: taken by the interpreter, it holds");
            }
            case Obligation.Claim.Past c -> new Verdict.Unknown(c.variable().name() + " may be given a time to come");
            case Obligation.Claim.Possible _, Obligation.Claim.OfStep _, Obligation.Claim.OfPeers _ ->
                throw new IllegalStateException("never asked so");
        };
    }
}
