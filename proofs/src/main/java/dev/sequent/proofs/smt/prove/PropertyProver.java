package dev.sequent.proofs.smt.prove;

import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.MachineType.Trigger;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Protocol.Property;
import dev.sequent.proofs.smt.encode.Concrete;
import dev.sequent.proofs.smt.encode.Execution;
import dev.sequent.proofs.smt.encode.Snapshot;
import dev.sequent.proofs.smt.solve.Answer;
import dev.sequent.proofs.smt.solve.Solver;
import dev.sequent.proofs.smt.term.Terms;
import dev.sequent.runtime.Core;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Shows, or refutes, the properties of steps of all steps that a machine can take on one trigger in one state. A step
 * is what the language says it is: an arrival is a batch of its own. So it begins at rest, where every invariant holds,
 * whatever becomes of it before the batch has ended.
 */
final class PropertyProver {
    private final Protocol protocol;
    private final MachineType machine;
    private final Settings settings;
    private final List<Property> properties;
    private final Replay replay;
    private boolean hurried;

    /** @param properties those that are asked about */
    PropertyProver(Protocol protocol, MachineType machine, Settings settings, List<Property> properties, Core core) {
        this.protocol = protocol;
        this.machine = machine;
        this.settings = settings;
        this.properties = properties;
        this.replay = new Replay(protocol, core);
    }

    /** @param unwitnessed properties of which it is asked whether such a step is one that they speak of */
    List<Result> prove(Trigger trigger, MachineType.State state, Predicate<Property> unwitnessed) {
        var results = new ArrayList<Result>();
        var terms = new Terms();
        try (var solver = new Solver(settings.limit(), settings.seed())) {
            // That it is no fault is another obligation.
            var sink = new SolverSink(terms, solver, false, settings.lemmas());
            var mode = new Execution.LoopMode(Optional.empty(), Assumptions.claims(machine), true);
            var execution = new Execution(protocol, machine, terms, sink, mode);
            Parameters.require(settings, protocol, execution, terms, solver, sink);
            var before = execution.anyMachine(state);
            Assumptions.require(solver, sink, execution, machine, trigger, before, Set.of());
            var exits = execution.whole(trigger, state, before);
            var questions = new Questions<Obligation>(solver, terms, settings.lemmas());
            for (var property : properties) {
                questions.add(
                        new Obligation(machine, Optional.of(trigger), state, new Obligation.Claim.OfStep(property)),
                        StepProver.ways(
                                terms, exits, at -> execution.holds(property.condition(), trigger, before, at)));
            }
            for (var found : questions.answers()) {
                long start = System.nanoTime();
                var verdict = found.asked()
                        ? verdict(found.demand(), found.answer(), execution, before)
                        : new Verdict.Proved(false);
                long millis = found.millis() + (System.nanoTime() - start) / 1_000_000;
                results.add(new Result(found.demand(), verdict, millis, found.leaned()));
            }
            var witnesses = new Questions<Obligation>(solver, terms, false);
            for (var property : Witnesses.having(protocol, machine, settings).stream()
                    .filter(unwitnessed)
                    .toList()) {
                var claim = new Obligation.Claim.Witnessed(property);
                for (var witness : Witnesses.of(protocol, property)) {
                    witnesses.add(
                            new Obligation(machine, Optional.of(trigger), state, claim),
                            exits.stream()
                                    .map(exit -> terms.and(
                                            exit.at().path(),
                                            execution.holds(witness.condition(), trigger, before, exit.at())))
                                    .toList());
                }
            }
            witnesses.answers().stream()
                    .filter(found -> found.answer() instanceof Answer.Possible)
                    .forEach(
                            found -> results.add(new Result(found.demand(), new Verdict.Proved(true), found.millis())));
            hurried = solver.hurried();
        }
        return results;
    }

    /** See {@link Solver#hurried}. */
    boolean hurried() {
        return hurried;
    }

    private Verdict verdict(Obligation obligation, Answer answer, Execution execution, Snapshot before) {
        return switch (answer) {
            case Answer.Impossible _ -> new Verdict.Proved(true);
            case Answer.Undecided u -> new Verdict.Unknown("undecided: " + u.why());
            case Answer.Possible p -> {
                var evaluation = Solver.evaluation(p);
                var sets = new Reconstruction(execution.sets().asked(), evaluation);
                var step = new Concrete(execution, evaluation, sets::ranges)
                        .step(protocol, execution, machine, obligation.trigger().orElseThrow(), before);
                try {
                    yield replayed(obligation, step);
                } catch (Interpretation.TooLong e) {
                    yield new Verdict.Unknown("the counterexample is too long to be replayed: " + e.getMessage());
                }
            }
        };
    }

    Verdict replayed(Obligation obligation, Concrete.Step step) {
        var whole = replay.whole(step);
        var broken = replay.broken(step, whole.outcome().before());
        if (!broken.isEmpty()) {
            return new Verdict.Unknown("too coarse: the counterexample breaks " + broken.getFirst());
        }
        if (whole.outcome().fault().isPresent()) {
            return new Verdict.Unknown("too coarse: taken by the interpreter, it ends in a fault");
        }
        var property = ((Obligation.Claim.OfStep) obligation.claim()).property();
        return replay.against(property, whole)
                .<Verdict>map(seen -> new Verdict.Refuted(step, seen))
                .orElseGet(() -> new Verdict.Unknown("too coarse: taken by the interpreter, it holds"));
    }
}
