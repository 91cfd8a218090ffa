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
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Judges properties of liveness after a search. */
final class ClaimJudge {
    private final CheckRun run;
    private final ScenarioSystem system;
    private final Exploration found;
    private final Liveness liveness;
    private final Fairness fairness;

    ClaimJudge(CheckRun run, ScenarioSystem system, Exploration found) {
        this.run = run;
        this.system = system;
        this.found = found;
        fairness = system.actions().fairness();
        liveness = new Liveness(found, fairness, system.marks());
    }

    List<PropertyVerdict> judge() {
        var verdicts = new ArrayList<PropertyVerdict>();
        for (Claim claim : system.claims()) {
            String assumed = claim.watch().kind() == Watch.Kind.POSSIBLE ? "" : fairness.text();
            verdicts.add(new PropertyVerdict(claim.watch(), judge(claim), assumed));
        }
        return verdicts;
    }

    /** Violated if it is in any way; then not exhausted; vacuous only if it says nothing in any way. */
    private Verdict judge(Claim claim) {
        Optional<String> unknown = Optional.empty();
        boolean says = false;
        for (Formula formula : claim.formulas()) {
            switch (liveness.check(formula)) {
                case Answer.Violated violated -> {
                    return new Verdict.Violated(trace(claim.watch(), violated.lasso()));
                }
                case Answer.Unknown answer -> unknown = unknown.or(() -> Optional.of(answer.why()));
                case Answer.Holds ignored -> says = true;
                case Answer.Vacuous ignored -> {}
            }
        }
        if (unknown.isPresent()) {
            return new Verdict.NotExhausted(unknown.get());
        }
        return says ? witnessed(claim.watch()) : new Verdict.Vacuous();
    }

    private Verdict witnessed(Watch claim) {
        List<Watch> watches = system.watched();
        for (int w = 0; w < watches.size(); w++) {
            Watch watch = watches.get(w);
            if (watch.kind().witness() && watch.name().equals(claim.name())) {
                return found.hits().get(w)
                        .<Verdict>map(hit -> new Verdict.Holds(Optional.of(run.trace(watch, hit, system, found))))
                        .orElseGet(Verdict.Vacuous::new);
            }
        }
        return new Verdict.Holds(Optional.empty());
    }

    private Counterexample trace(Watch watch, Lasso lasso) {
        int[] path = Arrays.copyOf(lasso.prefix(), lasso.prefix().length + lasso.loop().length);
        System.arraycopy(lasso.loop(), 0, path, lasso.prefix().length, lasso.loop().length);
        String finding = finding(watch, lasso.shape(), fairness);
        OptionalInt loop =
                lasso.shape() == Lasso.Shape.CYCLE ? OptionalInt.of(lasso.prefix().length) : OptionalInt.empty();
        Counterexample trace = run.trace(watch, path, loop, system, steps -> finding);
        return lasso.shape() == Lasso.Shape.TRAP ? trace : trace.withFairness(fairness.text());
    }

    /** What is the case of a run that breaks a property of liveness. */
    static String finding(Watch watch, Lasso.Shape shape, Fairness fairness) {
        String doc = watch.doc().isEmpty() ? "" : ": " + watch.doc();
        String fair = " (fair: " + fairness.text() + ")";
        return switch (shape) {
            case CYCLE -> "a fair run goes round for ever and breaks the property" + doc + fair;
            case REST -> "nothing more happens, nothing is obliged to, and the property is broken" + doc + fair;
            case TRAP -> "from here on it is not possible any more" + doc;
        };
    }
}
