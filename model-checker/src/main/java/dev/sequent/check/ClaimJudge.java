package dev.sequent.check;

import dev.sequent.check.engine.Exploration;
import dev.sequent.check.liveness.Answer;
import dev.sequent.check.liveness.Fairness;
import dev.sequent.check.liveness.Formula;
import dev.sequent.check.liveness.Lasso;
import dev.sequent.check.liveness.Liveness;
import dev.sequent.check.system.Claim;
import dev.sequent.check.system.ScenarioSystem;
import dev.sequent.check.system.Watch;
import dev.sequent.check.trace.Counterexample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Judges liveness properties after a search. */
final class ClaimJudge {
    /** What a finding adds when not every state was expanded. */
    static final String UNSEEN = "; not everything was seen, so there may be a shorter path";

    /** As for one binding: by the path to where the run loops or rests; among equals, by the loop. */
    private static final Comparator<Counterexample> NEARER = Comparator.<Counterexample>comparingInt(
                    trace -> trace.loop().orElse(trace.steps().size()))
            .thenComparingInt(trace -> trace.steps().size());

    private final CheckRun run;
    private final ScenarioSystem system;
    private final Exploration found;
    private final Liveness liveness;
    private final Fairness fairness;
    private final WatchJudge judge;

    ClaimJudge(CheckRun run, ScenarioSystem system, Exploration found) {
        this.run = run;
        this.system = system;
        this.found = found;
        fairness = system.actions().fairness();
        judge = new WatchJudge(run, system, found);
        liveness = new Liveness(found, fairness, system.marks());
    }

    List<PropertyVerdict> judge() {
        var verdicts = new ArrayList<PropertyVerdict>();
        for (Claim claim : system.claims()) {
            String assumed = claim.watch().kind() == Watch.Kind.POSSIBLE ? "" : fairness.text();
            verdicts.add(judge(claim, assumed));
        }
        return verdicts;
    }

    /** Violated if it is in any binding; otherwise not exhausted if it is in any; vacuous only if it is in all. */
    private PropertyVerdict judge(Claim claim, String assumed) {
        List<Formula> formulas = claim.formulas();
        var bindings = new ArrayList<PropertyVerdict.Bound>();
        PropertyVerdict worst = new PropertyVerdict(claim.watch(), new Verdict.Vacuous());
        for (int b = 0; b < formulas.size(); b++) {
            Watch bound = claim.inBindings().get(b);
            Verdict verdict = judge(formulas.get(b), bound);
            bindings.add(judge.bound(bound.of(), verdict.kind()));
            if (isWorse(verdict, worst.verdict())) {
                worst = new PropertyVerdict(bound, verdict);
            }
        }
        return new PropertyVerdict(worst.subject(), worst.verdict(), assumed, bindings);
    }

    /** If it is vacuous in one binding, the whole is vacuous only if nothing else is known about the others. */
    private static boolean isWorse(Verdict verdict, Verdict than) {
        if (verdict instanceof Verdict.Violated one && than instanceof Verdict.Violated other) {
            return NEARER.compare(one.trace(), other.trace()) < 0;
        }
        return than instanceof Verdict.Vacuous
                || !(verdict instanceof Verdict.Vacuous) && verdict.kind().compareTo(than.kind()) > 0;
    }

    private Verdict judge(Formula formula, Watch claim) {
        Answer answer = liveness.check(formula);
        if (answer instanceof Answer.Holds || answer instanceof Answer.Vacuous) {
            Optional<String> cut = judge.cutShort();
            if (cut.isPresent()) {
                return new Verdict.NotExhausted(cut.get());
            }
        }
        return switch (answer) {
            case Answer.Violated violated -> new Verdict.Violated(trace(claim, violated.lasso()));
            case Answer.Unknown unknown -> new Verdict.NotExhausted(unknown.why());
            case Answer.Vacuous ignored -> new Verdict.Vacuous();
            case Answer.Holds ignored -> witnessed(claim);
        };
    }

    private Verdict witnessed(Watch claim) {
        Optional<Watch> witness = judge.witness(claim, claim.of());
        return witness.isEmpty()
                ? new Verdict.Holds(Optional.empty())
                : found.hits()
                        .get(system.watched().indexOf(witness.get()))
                        .<Verdict>map(
                                hit -> new Verdict.Holds(Optional.of(run.trace(witness.get(), hit, system, found))))
                        .orElseGet(Verdict.Vacuous::new);
    }

    private Counterexample trace(Watch watch, Lasso lasso) {
        return trace(run, system, watch, lasso, !found.exhaustive());
    }

    /** A run that breaks a claim, as a trace. @param partial whether there may be a shorter one that was not seen */
    static Counterexample trace(CheckRun run, ScenarioSystem system, Watch watch, Lasso lasso, boolean partial) {
        int[] path = Arrays.copyOf(lasso.prefix(), lasso.prefix().length + lasso.loop().length);
        System.arraycopy(lasso.loop(), 0, path, lasso.prefix().length, lasso.loop().length);
        Fairness fairness = system.actions().fairness();
        String finding = finding(watch, lasso.shape(), fairness);
        String seen = partial ? UNSEEN : "";
        OptionalInt loop =
                lasso.shape() == Lasso.Shape.CYCLE ? OptionalInt.of(lasso.prefix().length) : OptionalInt.empty();
        Counterexample trace = run.trace(watch, path, loop, system, steps -> finding + seen);
        return lasso.shape() == Lasso.Shape.TRAP ? trace : trace.withFairness(fairness.text());
    }

    /** What is true of a run that breaks a liveness property. */
    static String finding(Watch watch, Lasso.Shape shape, Fairness fairness) {
        String doc = watch.doc().isEmpty() ? "" : ": " + watch.doc();
        String fair = " (fair: " + fairness.text() + ")";
        return switch (shape) {
            case CYCLE -> "a fair run loops for ever and breaks the property" + doc + fair;
            case REST -> "nothing more happens, nothing has to, and the property is broken" + doc + fair;
            case TRAP -> "from here on it is no longer possible" + doc;
        };
    }
}
