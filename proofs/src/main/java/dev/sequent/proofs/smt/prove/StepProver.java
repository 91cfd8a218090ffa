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
import java.util.function.Function;

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
            Parameters.require(settings, protocol, execution, terms, solver, sink);
            var before = execution.anyMachine(state);
            Assumptions.require(
                    solver, sink, execution, machine, trigger, before, Batches.inside(trigger) ? resting : Set.of());
            var handler = machine.handler(trigger, state);
            if (!possible(solver, trigger, state) && handler.isPresent()) {
                return results;
            }
            var exits = execution.step(trigger, state, before);
            var judge = new Judge(terms, solver, execution, before);
            for (var found : settings.faults() ? sink.heard() : List.<Questions.Answered<SolverSink.Demand>>of()) {
                var demand = found.demand();
                var claim = new Obligation.Claim.NoFault(demand.kind(), demand.span(), demand.chain());
                var leaned = new TreeSet<>(found.leaned());
                leaned.addAll(demand.leaned());
                // Numbers that are far apart are no fault, and nobody is shown such a step.
                judge.add(
                        obligation(trigger, state, claim),
                        found,
                        leaned,
                        demand.terms(),
                        demand.kind() != FaultKind.TURNS);
            }
            sink.granted();
            var questions = new Questions<Obligation>(solver, terms, settings.lemmas());
            // Which of them an arrival breaks must be known, whatever was asked for.
            boolean all = !alone && Batches.inside(trigger) && Batches.has(machine);
            if (all || settings.invariants()) {
                for (var invariant : machine.invariants()) {
                    boolean kept = !(trigger instanceof Trigger.Arrival) || !resting.contains(invariant);
                    if (kept && (all || settings.wants(invariant))) {
                        questions.add(
                                obligation(trigger, state, new Obligation.Claim.Invariant(invariant)),
                                ways(terms, exits, at -> execution.holds(invariant.condition(), at)));
                    }
                }
                for (var variable : machine.variables()) {
                    if (execution.past(variable, before).isPresent()) {
                        questions.add(
                                obligation(trigger, state, new Obligation.Claim.Past(variable)),
                                ways(
                                        terms,
                                        exits,
                                        at -> execution.past(variable, at).orElseThrow()));
                    }
                }
            }
            for (var found : questions.answers()) {
                boolean named =
                        found.demand().claim() instanceof Obligation.Claim.Invariant c && settings.wants(c.invariant());
                judge.add(found.demand(), found, found.leaned(), terms.count(), named);
            }
            hurried = solver.hurried();
        }
        return results;
    }

    /** Ways to break a condition: to get to an end of the step, and there it does not hold. */
    static List<Term> ways(Terms terms, List<Execution.Exit> exits, Function<Snapshot, Term> condition) {
        return exits.stream()
                .map(exit -> terms.and(exit.at().path(), terms.not(condition.apply(exit.at()))))
                .toList();
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

    // ------------------------------------------------------------ what an answer means

    /** Makes verdicts of answers about one step. */
    private final class Judge {
        private final Execution execution;
        private final Snapshot before;
        private final Usual usual;
        private final Optional<Smaller> smaller;
        private final Solver solver;

        Judge(Terms terms, Solver solver, Execution execution, Snapshot before) {
            this.solver = solver;
            this.execution = execution;
            this.before = before;
            usual = new Usual(protocol, machine, execution, before);
            smaller = Optional.of(new Smaller(terms, solver, usual)).filter(s -> settings.small());
        }

        /**
         * @param known how many terms the counterexample may speak of
         * @param shown whether somebody will look at it
         */
        void add(Obligation obligation, Questions.Answered<?> found, Set<String> leaned, int known, boolean shown) {
            long start = System.nanoTime();
            var verdict = switch (found.answer()) {
                case Answer.Impossible _ -> new Verdict.Proved(found.asked());
                case Answer.Undecided u -> new Verdict.Unknown("undecided: " + u.why());
                case Answer.Possible p ->
                    // A smaller one is shown rather than the other, if it is one.
                    smaller.filter(s -> shown)
                            .map(s -> s.than(p.first(known), found.question()).first(known))
                            .map(s -> replayed(obligation, s))
                            .filter(Verdict.Refuted.class::isInstance)
                            .or(() -> Optional.of(replayed(obligation, p.first(known))))
                            .filter(Verdict.Refuted.class::isInstance)
                            .orElseGet(() -> roomy(obligation, found, known));
            };
            results.add(new Result(obligation, verdict, found.millis() + millis(start), leaned));
        }

        /**
         * What was found can be no step, since no sets answer as they would have to; another that is as wrong may be
         * one.
         */
        private Verdict roomy(Obligation obligation, Questions.Answered<?> found, int known) {
            var question = new ArrayList<>(found.question());
            question.add(execution.sets().roomy());
            var first = (Answer.Possible) found.answer();
            var another = solver.ask(question) instanceof Answer.Possible p ? p : first;
            return replayed(obligation, another.first(known));
        }

        private Verdict replayed(Obligation obligation, Answer.Possible answer) {
            var evaluation = usual.evaluation(answer);
            var sets = new Reconstruction(execution.sets().asked(), evaluation);
            var step = new Concrete(execution, evaluation, sets::ranges)
                    .step(protocol, execution, machine, obligation.trigger().orElseThrow(), before);
            try {
                return StepProver.this.replayed(obligation, step);
            } catch (Interpretation.TooLong e) {
                return new Verdict.Unknown("the counterexample is too long to be replayed: " + e.getMessage());
            }
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
            case Obligation.Claim.Possible _, Obligation.Claim.OfStep _ ->
                throw new IllegalStateException("never asked so");
            case Obligation.Claim.Witnessed _, Obligation.Claim.OfPeers _ ->
                throw new IllegalStateException("never asked so");
        };
    }
}
