package dev.sequent.check;

import dev.sequent.check.engine.Exploration;
import dev.sequent.check.system.ScenarioSystem;
import dev.sequent.check.system.Watch;
import dev.sequent.check.system.Watches;
import dev.sequent.check.trace.Counterexample;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Judges what a search watched for: each property in each of its bindings, and then as a whole. */
final class WatchJudge {
    /** The verdict of the whole is the first of these that one of its bindings has. */
    private static final List<Verdict.Kind> OF_PROPERTIES =
            List.of(Verdict.Kind.VIOLATED, Verdict.Kind.NOT_EXHAUSTED, Verdict.Kind.HOLDS);

    /** Being reached in one binding is enough. */
    private static final List<Verdict.Kind> OF_WITNESSES = List.of(Verdict.Kind.HOLDS, Verdict.Kind.NOT_EXHAUSTED);

    private final CheckRun run;
    private final ScenarioSystem system;
    private final Exploration found;
    private final List<Watch> watches;
    private final List<String> peers;

    WatchJudge(CheckRun run, ScenarioSystem system, Exploration found) {
        this.run = run;
        this.system = system;
        this.found = found;
        watches = system.watched();
        peers = system.plan().scenario().peers().stream().map(p -> p.name()).toList();
    }

    /**
     * One binding of a property.
     *
     * @param verdict {@link Verdict.Kind#HOLDS}: it is not violated, and says something
     * @param hit the violation, or its witness; empty when there is none
     */
    private record Found(Watch watch, Verdict.Kind verdict, Optional<Exploration.Hit> hit, Watch reached) {}

    /** The verdict of a watch and of all that differ from it only in the binding. */
    PropertyVerdict verdict(Watch first) {
        var all = new ArrayList<Found>();
        for (int w = 0; w < watches.size(); w++) {
            Watch watch = watches.get(w);
            if (watch.kind() == first.kind() && watch.name().equals(first.name())) {
                all.add(judge(watch, w));
            }
        }
        for (Verdict.Kind worst : first.kind().witness() ? OF_WITNESSES : OF_PROPERTIES) {
            Optional<Found> one = all.stream()
                    .filter(f -> f.verdict() == worst)
                    .min(Comparator.comparingInt(
                            f -> f.hit().map(h -> found.path(h).length).orElse(0)));
            if (one.isPresent()) {
                return new PropertyVerdict(one.get().watch(), verdict(one.get()), "", bindings(all));
            }
        }
        return new PropertyVerdict(first, new Verdict.Vacuous(), "", bindings(all));
    }

    private Verdict verdict(Found one) {
        Optional<Counterexample> trace = one.hit().map(h -> run.trace(one.reached(), h, system, found));
        return switch (one.verdict()) {
            case VIOLATED -> new Verdict.Violated(trace.orElseThrow());
            case NOT_EXHAUSTED -> new Verdict.NotExhausted(cutShort().orElseThrow());
            case HOLDS -> new Verdict.Holds(trace);
            case VACUOUS -> new Verdict.Vacuous();
        };
    }

    private Found judge(Watch watch, int number) {
        Optional<Exploration.Hit> hit = found.hits().get(number);
        if (watch.bad() && hit.isPresent()) {
            return new Found(watch, Verdict.Kind.VIOLATED, hit, watch);
        }
        // Nothing beyond a fault can undo that a witness was reached.
        if (watch.kind().witness() && hit.isPresent()
                ? found.stop().isPresent()
                : cutShort().isPresent()) {
            return new Found(watch, Verdict.Kind.NOT_EXHAUSTED, Optional.empty(), watch);
        }
        Optional<Watch> witness = watch.kind().witness() ? Optional.of(watch) : witness(watch, watch.of());
        if (witness.isEmpty()) {
            return new Found(watch, Verdict.Kind.HOLDS, Optional.empty(), watch);
        }
        Optional<Exploration.Hit> reached = found.hits().get(watches.indexOf(witness.get()));
        return new Found(
                watch, reached.isPresent() ? Verdict.Kind.HOLDS : Verdict.Kind.VACUOUS, reached, witness.get());
    }

    /** Why nothing is claimed to hold; empty when every state was seen. */
    Optional<String> cutShort() {
        Optional<String> stop = found.stop().map(Exploration.Stop::text);
        return stop.isEmpty() && found.hits().get(Watches.FAULT).isPresent()
                ? Optional.of("a fault cuts the search short: what lies beyond it is unknown")
                : stop;
    }

    /** What shows whether a property says something in a binding. */
    Optional<Watch> witness(Watch property, List<Integer> binding) {
        return watches.stream().filter(w -> w.vouchesFor(property, binding)).findFirst();
    }

    private List<PropertyVerdict.Bound> bindings(List<Found> all) {
        var bindings = new ArrayList<PropertyVerdict.Bound>();
        all.stream()
                .filter(one -> !one.watch().of().isEmpty())
                .forEach(one -> bindings.add(bound(one.watch().of(), one.verdict())));
        return bindings;
    }

    PropertyVerdict.Bound bound(List<Integer> binding, Verdict.Kind verdict) {
        return new PropertyVerdict.Bound(binding.stream().map(peers::get).toList(), verdict);
    }
}
