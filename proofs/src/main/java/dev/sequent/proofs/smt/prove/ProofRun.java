package dev.sequent.proofs.smt.prove;

import dev.sequent.language.model.MachineType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/** All tasks of a prover, on several threads; the results come in the order of the tasks. */
public final class ProofRun {
    /** Deep expressions are translated by recursion. */
    static final long STACK = 64L << 20;

    /**
     * @param resting invariants that hold between batches only
     * @param leftOut properties that nothing is said about
     * @param complete whether nobody asked to stop before the end
     */
    public record Outcome(
            List<Result> results,
            List<MachineType.Invariant> resting,
            List<StepProperties.LeftOut> leftOut,
            boolean complete) {
        /** With what is shown of two peers. @param all whether nobody asked to stop before the end of that */
        public Outcome and(List<Result> ofPeers, boolean all) {
            return new Outcome(
                    Stream.concat(results.stream(), ofPeers.stream()).toList(), resting, leftOut, complete && all);
        }
    }

    private ProofRun() {}

    /**
     * @param progress told what is being done
     * @param cancelled asked between tasks
     * @throws dev.sequent.proofs.smt.solve.SolverMissing if there is no solver for this machine
     */
    public static Outcome of(Prover prover, int threads, Consumer<String> progress, BooleanSupplier cancelled) {
        var tasks = Stream.concat(prover.tasks().stream(), prover.wholeSteps().stream())
                .toList();
        var results = new LinkedHashMap<Prover.Task, List<Result>>();
        Set<MachineType.Invariant> resting = ConcurrentHashMap.newKeySet();
        var pool = Executors.newFixedThreadPool(threads, job -> new Thread(null, job, "prover", STACK));
        try {
            var again = tasks;
            boolean complete = true;
            while (!again.isEmpty() && complete) {
                var between = Set.copyOf(resting);
                Function<Prover.Task, List<Result>> job = task -> {
                    if (prover.inBatch(task) && resting.size() > between.size()) {
                        return List.of(); // it comes again, with less to rely on
                    }
                    var found = prover.prove(task, between);
                    resting.addAll(prover.resting(found));
                    return found;
                };
                complete = round(again, job, pool, results, progress, cancelled);
                again = resting.size() > between.size()
                        ? tasks.stream().filter(prover::inBatch).toList()
                        : List.of();
            }
            if (complete && prover.unwitnessed()) {
                complete =
                        round(prover.wholeSteps(), prover::witness, pool, new LinkedHashMap<>(), progress, cancelled);
            }
            var all = tasks.stream()
                    .flatMap(t -> results.getOrDefault(t, List.of()).stream())
                    .toList();
            var between = tasks.stream()
                    .flatMap(t -> t.machine().invariants().stream())
                    .filter(resting::contains)
                    .distinct()
                    .toList();
            return new Outcome(prover.wanted(all, complete), between, prover.leftOut(), complete);
        } finally {
            prover.tidy();
            pool.shutdownNow();
        }
    }

    /** @return whether nobody asked to stop before the end */
    private static boolean round(
            List<Prover.Task> tasks,
            Function<Prover.Task, List<Result>> job,
            ExecutorService pool,
            Map<Prover.Task, List<Result>> results,
            Consumer<String> progress,
            BooleanSupplier cancelled) {
        var done = new AtomicInteger();
        var futures = new LinkedHashMap<Prover.Task, Future<Optional<List<Result>>>>();
        for (var task : tasks) {
            futures.put(task, pool.submit(() -> {
                if (cancelled.getAsBoolean()) {
                    return Optional.<List<Result>>empty();
                }
                progress.accept("proving, " + done.getAndIncrement() + " of " + tasks.size() + " steps");
                return Optional.of(job.apply(task));
            }));
        }
        boolean complete = true;
        for (var future : futures.entrySet()) {
            try {
                var found = future.getValue().get();
                found.ifPresent(r -> results.put(future.getKey(), r));
                complete &= found.isPresent();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            } catch (ExecutionException e) {
                switch (e.getCause()) {
                    case RuntimeException problem -> throw problem;
                    case Error problem -> throw problem;
                    case null, default -> throw new IllegalStateException(e);
                }
            }
        }
        return complete;
    }
}
