package dev.sequent.proofs.smt.prove;

import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.MachineType.Trigger;
import dev.sequent.language.model.Protocol;
import dev.sequent.runtime.Core;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Everything that is claimed of two peers, on several threads; the results come in the order of machines and steps. */
public final class PeerRun {
    private PeerRun() {}

    /**
     * @param core made of that protocol: counterexamples are replayed on it
     * @param cache what earlier runs have proved
     * @param resting invariants that hold between batches only
     * @param progress told what is being done
     * @param cancelled asked between steps
     * @return less than all if it was cancelled
     * @throws dev.sequent.proofs.smt.solve.SolverMissing if there is no solver for this machine
     */
    public static List<Result> of(
            Protocol protocol,
            Settings settings,
            Core core,
            ProofCache cache,
            List<MachineType.Invariant> resting,
            int threads,
            Consumer<String> progress,
            BooleanSupplier cancelled) {
        var jobs = new ArrayList<Callable<List<Result>>>();
        var memory = new PeerMemory(protocol, settings, cache);
        for (var claims : PeerClaims.of(protocol)) {
            boolean wanted = claims.all().anyMatch(settings::wants);
            if (wanted) {
                jobs.addAll(jobs(protocol, settings, core, claims, Set.copyOf(resting), memory));
            }
        }
        var done = new AtomicInteger();
        var pool = Executors.newFixedThreadPool(threads, job -> new Thread(null, job, "prover", ProofRun.STACK));
        try {
            var futures = new ArrayList<Future<List<Result>>>();
            for (var job : jobs) {
                futures.add(pool.submit(() -> {
                    if (cancelled.getAsBoolean()) {
                        return List.of();
                    }
                    progress.accept(
                            "proving, " + done.getAndIncrement() + " of " + jobs.size() + " steps of two peers");
                    return job.call();
                }));
            }
            var results = new ArrayList<Result>();
            for (var future : futures) {
                results.addAll(future.get());
            }
            // What was not asked for, what was asked for may rely on.
            return relying(results).stream()
                    .filter(r -> settings.wants(claim(r).property()))
                    .toList();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException problem -> throw problem;
                case Error problem -> throw problem;
                case null, default -> throw new IllegalStateException(e);
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private static List<Callable<List<Result>>> jobs(
            Protocol protocol,
            Settings settings,
            Core core,
            PeerClaims claims,
            Set<MachineType.Invariant> resting,
            PeerMemory memory) {
        var prover = new PeerProver(protocol, claims, settings, core, resting);
        var jobs = new ArrayList<Callable<List<Result>>>();
        jobs.add(prover::beginning);
        for (int seat = 0; seat < (claims.twins() ? 1 : 2); seat++) {
            int actor = seat;
            var machine = claims.machine(actor);
            // The event after a batch is a step of its own: any number may have arrived before.
            Prover.triggers(machine).forEach(trigger -> {
                for (var state : machine.states()) {
                    if (machine.handler(trigger, state).isPresent() || trigger instanceof Trigger.Timeout) {
                        jobs.add(() -> memory.step(prover, claims, actor, trigger, state, resting));
                    }
                }
            });
        }
        return jobs;
    }

    /** A property is shown from the lemmas: it is not, as long as one of them is not. */
    private static List<Result> relying(List<Result> results) {
        var open = new ArrayList<Result>();
        for (var result : results) {
            if (!result.proved() && claim(result).property().lemma()) {
                open.add(result);
            }
        }
        return results.stream().map(r -> relying(r, open)).toList();
    }

    private static Result relying(Result result, List<Result> open) {
        var claim = claim(result);
        boolean step = result.obligation().trigger().isPresent();
        if (!result.proved() || claim.property().lemma() || !step) {
            return result;
        }
        return open.stream()
                .map(o -> claim(o).property())
                .filter(l -> machines(l).equals(machines(claim.property())))
                .findFirst()
                .map(l -> new Result(
                        result.obligation(),
                        new Verdict.Unknown("it takes the lemmas, and " + l.name() + " is not proved"),
                        result.millis()))
                .orElse(result);
    }

    private static Obligation.Claim.OfPeers claim(Result result) {
        return (Obligation.Claim.OfPeers) result.obligation().claim();
    }

    private static List<String> machines(Protocol.Property property) {
        return property.peers().stream()
                .map(Protocol.Property.Peer::machine)
                .sorted()
                .toList();
    }
}
