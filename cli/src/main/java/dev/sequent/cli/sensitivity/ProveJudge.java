package dev.sequent.cli.sensitivity;

import dev.sequent.check.system.Points;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.MachineType.Trigger;
import dev.sequent.proofs.smt.prove.Obligation;
import dev.sequent.proofs.smt.prove.Obligation.Claim;
import dev.sequent.proofs.smt.prove.ProofText;
import dev.sequent.proofs.smt.prove.Prover;
import dev.sequent.proofs.smt.prove.Reach;
import dev.sequent.proofs.smt.prove.Refutations;
import dev.sequent.proofs.smt.prove.Result;
import dev.sequent.proofs.smt.prove.Settings;
import dev.sequent.runtime.Core;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The prover, in the steps in which something that was changed may take part: does it refute what it can prove of the
 * specification without the fault? What the solver leaves open there is no find, and neither is what is open here.
 */
final class ProveJudge implements Judge {
    /** In milliseconds, of one question: as {@code sequent prove} has it. */
    private static final int LIMIT = 2000;

    private final Broken original;
    /** What was not proved of the original, by task; computed when somebody asks. */
    private final Map<String, Set<String>> open = new ConcurrentHashMap<>();
    /** Invariants of the original that hold between batches only, by machine. */
    private final Map<String, Set<String>> resting = new ConcurrentHashMap<>();

    ProveJudge(Broken original) {
        this.original = original;
    }

    @Override
    public Opinion of(Broken broken, Until until) {
        long examined = 0;
        Prover prover = prover(broken);
        for (Prover.Task task : tasks(prover)) {
            if (!concerned(broken, task)) {
                continue;
            }
            if (until.over()) {
                return new Opinion.GaveUp(examined);
            }
            examined++;
            Optional<Result> found = prover.proveAlone(task, resting(prover, task)).stream()
                    .filter(Result::refuted)
                    .filter(r -> !openInOriginal(task).contains(key(r.obligation())))
                    .findFirst();
            if (found.isPresent()) {
                Obligation obligation = found.get().obligation();
                return new Opinion.Found(
                        obligation.demand() + " by " + obligation.step(), examined, 1, text(broken, task, found.get()));
            }
        }
        return new Opinion.Missed(examined);
    }

    /** Faults and invariants first, then the properties of steps; what takes longest last. */
    private static List<Prover.Task> tasks(Prover prover) {
        return Stream.concat(prover.tasks().stream(), prover.wholeSteps().stream())
                .sorted(Comparator.comparing(Prover.Task::properties).thenComparing(ProveJudge::arrival))
                .toList();
    }

    private static Prover prover(Broken broken) {
        return prover(broken, new Settings(LIMIT, 1, true, true, Set.of(), false, broken.set()));
    }

    private static Prover prover(Broken broken, Settings settings) {
        return new Prover(broken.protocol(), settings, core(broken));
    }

    private static Core core(Broken broken) {
        return broken.core().load(ProveJudge.class.getClassLoader());
    }

    /** Those of messages take longest. */
    private static boolean arrival(Prover.Task task) {
        return task.trigger().filter(Trigger.Arrival.class::isInstance).isPresent();
    }

    // ---------------------------------------------------------------- where something was changed

    private boolean concerned(Broken broken, Prover.Task task) {
        var reach = new Reach(task.machine());
        for (Map.Entry<String, String> file : broken.sources().entrySet()) {
            List<String> now = file.getValue().lines().toList();
            List<String> before =
                    original.sources().getOrDefault(file.getKey(), "").lines().toList();
            if (now.equals(before)) {
                continue;
            }
            int from = 0;
            while (from < Math.min(now.size(), before.size()) && now.get(from).equals(before.get(from))) {
                from++;
            }
            int same = 0;
            while (same < Math.min(now.size(), before.size()) - from
                    && now.get(now.size() - 1 - same).equals(before.get(before.size() - 1 - same))) {
                same++;
            }
            int first = from + 1;
            int last = Math.max(first, now.size() - same);
            // What is in no rule may be an invariant, a parameter or anything else that all steps rely on.
            boolean inRules =
                    broken.protocol().machines().stream().anyMatch(m -> new Reach(m).has(file.getKey(), first, last));
            if (!inRules || reach.takesPart(task, file.getKey(), first, last)) {
                return true;
            }
        }
        return false;
    }

    // ---------------------------------------------------------------- the original

    /** Invariants of the task's machine that hold between batches only; nobody asks but what comes inside a batch. */
    private Set<MachineType.Invariant> resting(Prover prover, Prover.Task task) {
        if (!prover.inBatch(task)) {
            return Set.of();
        }
        Set<String> names = resting.computeIfAbsent(task.machine().name(), this::restingOfOriginal);
        return task.machine().invariants().stream()
                .filter(i -> names.contains(i.name()))
                .collect(Collectors.toSet());
    }

    private Set<String> restingOfOriginal(String machine) {
        Prover prover = prover(original, new Settings(LIMIT, 1, false, true, Set.of(), false, original.set()));
        return prover.tasks().stream()
                .filter(t -> t.machine().name().equals(machine) && arrival(t))
                .flatMap(t -> prover.resting(prover.prove(t, Set.of())).stream())
                .map(MachineType.Invariant::name)
                .collect(Collectors.toSet());
    }

    private Set<String> openInOriginal(Prover.Task task) {
        return open.computeIfAbsent(name(task), k -> {
            Prover prover = prover(original);
            return tasks(prover).stream()
                    .filter(t -> name(t).equals(k))
                    .flatMap(t -> prover.proveAlone(t, resting(prover, t)).stream())
                    .filter(r -> !r.proved())
                    .map(r -> key(r.obligation()))
                    .collect(Collectors.toSet());
        });
    }

    private static String name(Prover.Task task) {
        return (task.properties() ? "whole " : "") + task.machine().name() + ": " + task.step();
    }

    /** The same obligation in both: a fault moves what follows on its line. */
    private static String key(Obligation obligation) {
        return obligation.demand() + " " + obligation.claim().span().file() + ":"
                + obligation.claim().span().line()
                + (obligation.claim() instanceof Claim.NoFault c ? " in " + c.chain() : "");
    }

    // ---------------------------------------------------------------- what is shown

    /** The step, made small. */
    private String text(Broken broken, Prover.Task task, Result found) {
        boolean fault = found.obligation().claim() instanceof Claim.NoFault;
        Set<String> names = fault ? Set.of() : Set.of(found.obligation().demand());
        Prover prover = prover(broken, new Settings(LIMIT, 1, fault, !fault, names, true, broken.set()));
        Result shown = prover.proveAlone(task, resting(prover, task)).stream()
                .filter(Result::refuted)
                .filter(r -> key(r.obligation()).equals(key(found.obligation())))
                .findFirst()
                .orElse(found);
        var drawn = new ProofText(new Refutations(
                broken.protocol(), core(broken), Points.of(broken.core(), broken.sources()), broken.sources()));
        return found.obligation().step() + ": " + ProofText.why(shown.verdict()) + "\n"
                + String.join("\n", drawn.counterexample(shown)) + "\n";
    }
}
