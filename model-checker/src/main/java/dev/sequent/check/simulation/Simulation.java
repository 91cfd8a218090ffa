package dev.sequent.check.simulation;

import dev.sequent.check.engine.Workers;
import dev.sequent.check.system.Claim;
import dev.sequent.check.system.Counts;
import dev.sequent.check.system.ScenarioSystem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Walks through a world at random, on all cores: in rounds, so that what is found, and in which walk, does not depend
 * on which thread took it. {@link #cancel} may come from another thread; everything else is for one thread.
 */
public final class Simulation {
    /** Walks in a round. */
    private static final int ROUND = 256;

    private static final Duration BETWEEN_REPORTS = Duration.ofMillis(200);

    /** Why a simulation ended. */
    public enum Stop {
        WALKS("that many walks were asked for"),
        TIME("the time is over"),
        VIOLATION("stopped at the first violation"),
        INTERRUPTED("interrupted");

        private final String text;

        Stop(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    /**
     * Something watched for that a walk met.
     *
     * @param walk number of the walk; of those that met it in its round, the first
     * @param steps to it in that walk
     * @param path ordinals to it, made short where it is a violation
     * @param shortest whether there is no shorter one
     */
    public record Hit(long walk, int steps, int[] path, boolean shortest) {}

    /**
     * A run that breaks a claim.
     *
     * @param walks how many walks had been taken when it was noticed
     * @param shortest whether there is no nearer one
     */
    public record Run(long walks, Region.Broken broken, boolean shortest) {}

    /**
     * What became of it.
     *
     * @param ended walks that came to where nothing more can happen
     * @param hits for each watch
     * @param runs for each claim, in the first of its bindings that is broken
     * @param pairs how often walks were in each combination of the machines' states: by the ordinal of the first
     *     peer's, then the second's
     * @param worlds how often the tables were full and emptied, plus one
     * @param counts over everything that was possible where walks were
     */
    public record Outcome(
            Stop stop,
            long walks,
            long steps,
            long ended,
            Duration elapsed,
            List<Optional<Hit>> hits,
            List<Optional<Run>> runs,
            long[][] pairs,
            Lengths lengths,
            int worlds,
            Counts counts) {}

    /** A walk that is over. @param ways to what no round before had met, by watch */
    private record Walked(int length, boolean ended, Map<Integer, int[]> ways, List<int[]> visited) {}

    private final Supplier<ScenarioSystem> worlds;
    private final SimulationOptions options;
    private volatile boolean cancelled;

    private ScenarioSystem system;
    private RandomWalk[] walkers = {};
    private @Nullable Region region;
    private int worldsSoFar = 1;
    private Counts before = new Counts(0, 0, new TreeMap<>(), new long[0]);

    private final List<Optional<Hit>> hits = new ArrayList<>();
    private final List<Optional<Run>> runs = new ArrayList<>();
    private final long[][] pairs;
    private final Lengths lengths = new Lengths();
    private long walks;
    private long steps;
    private long ended;
    private long began;
    private long reported;

    /** @param worlds makes the same world again and again, each time with empty tables */
    public Simulation(Supplier<ScenarioSystem> worlds, SimulationOptions options) {
        this.worlds = worlds;
        this.options = options;
        system = worlds.get();
        for (int w = 0; w < system.watches(); w++) {
            hits.add(Optional.empty());
        }
        for (Claim ignored : system.claims()) {
            runs.add(Optional.empty());
        }
        int[] sizes = system.plan().stateCounts();
        pairs = new long[sizes[0]][sizes.length > 1 ? sizes[1] : 1];
    }

    /** Ends the simulation soon, from any thread. What was found so far is reported. */
    public void cancel() {
        cancelled = true;
    }

    /** Walks; once for each object. */
    public Outcome run() {
        began = System.nanoTime();
        Stop stop;
        try (var workers = new Workers(options.threads())) {
            enter();
            long next = options.first();
            long end = options.first() + Math.min(options.walks(), Long.MAX_VALUE - options.first());
            while (true) {
                int count = (int) Math.min(ROUND, end - next);
                round(next, count, workers);
                next += count;
                stop = reasonToStop(next == end);
                if (region != null && (stop != null || region.isWorthJudging() || region.isFull())) {
                    judge();
                    stop = violated() && !options.keepGoing() ? Stop.VIOLATION : stop;
                }
                report();
                if (stop != null) {
                    break;
                }
                if (system.bytes() > options.memory() || region != null && region.isFull()) {
                    leave();
                    enter();
                }
            }
        }
        Duration elapsed = elapsed();
        before = sum(before, system.counts());
        shorten();
        return new Outcome(
                stop,
                walks,
                steps,
                ended,
                elapsed,
                List.copyOf(hits),
                List.copyOf(runs),
                pairs,
                lengths,
                worldsSoFar,
                before);
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private boolean outOfTime() {
        return !options.time().isZero() && elapsed().compareTo(options.time()) > 0;
    }

    private @Nullable Stop reasonToStop(boolean last) {
        if (violated() && !options.keepGoing()) {
            return Stop.VIOLATION;
        }
        if (cancelled) {
            return Stop.INTERRUPTED;
        }
        return last ? Stop.WALKS : outOfTime() ? Stop.TIME : null;
    }

    private boolean violated() {
        for (int w = 0; w < hits.size(); w++) {
            if (hits.get(w).isPresent() && system.bad(w)) {
                return true;
            }
        }
        return runs.stream().anyMatch(Optional::isPresent);
    }

    // ---------------------------------------------------------------- one world after another

    private void enter() {
        walkers = new RandomWalk[options.threads()];
        Arrays.setAll(walkers, w -> new RandomWalk(system));
        region = system.claims().isEmpty() ? null : new Region(system);
    }

    private void leave() {
        before = sum(before, system.counts());
        system = worlds.get();
        worldsSoFar++;
    }

    private static Counts sum(Counts one, Counts other) {
        var ends = new TreeMap<>(one.ends());
        other.ends().forEach((states, count) -> ends.merge(states, count, Long::sum));
        long[] passed = Arrays.copyOf(one.passed(), Math.max(one.passed().length, other.passed().length));
        for (int point = 0; point < other.passed().length; point++) {
            passed[point] += other.passed()[point];
        }
        return new Counts(one.overflows() + other.overflows(), one.held() + other.held(), ends, passed);
    }

    // ---------------------------------------------------------------- one round after another

    private void round(long first, int count, Workers workers) {
        @Nullable Walked[] done = new Walked[count];
        long[][][] seen = new long[options.threads()][pairs.length][pairs[0].length];
        workers.run(count, (task, worker) -> {
            if (!cancelled && !(task > 0 && outOfTime())) { // However short the time: a walk there is.
                done[task] = walk(first + task, walkers[worker], seen[worker]);
            }
        });
        for (long[][] bySomebody : seen) {
            for (int a = 0; a < pairs.length; a++) {
                for (int b = 0; b < pairs[a].length; b++) {
                    pairs[a][b] += bySomebody[a][b];
                }
            }
        }
        for (int task = 0; task < count; task++) {
            Walked walked = done[task];
            if (walked != null) {
                take(first + task, walked);
            }
        }
    }

    private Walked walk(long number, RandomWalk walker, long[][] seen) {
        var visited = new ArrayList<int[]>();
        boolean keep = region != null;
        walker.take(Dice.of(options.seed(), number), options.depth(), options.keepGoing(), state -> {
            int[] states = system.machineStates(state);
            seen[states[0]][states.length > 1 ? states[1] : 0]++;
            if (keep) {
                visited.add(state.clone());
            }
        });
        var ways = new TreeMap<Integer, int[]>();
        for (int w = 0; w < hits.size(); w++) {
            if (walker.hit(w) && hits.get(w).isEmpty()) {
                ways.put(w, walker.pathTo(w));
            }
        }
        return new Walked(walker.length(), walker.ended(), ways, visited);
    }

    private void take(long number, Walked walked) {
        walks++;
        steps += walked.length();
        ended += walked.ended() ? 1 : 0;
        lengths.add(walked.length());
        walked.ways().forEach((watch, path) -> {
            if (hits.get(watch).isEmpty()) {
                hits.set(watch, Optional.of(new Hit(number, path.length, path, false)));
            }
        });
        if (region != null) {
            region.add(walked.visited());
        }
    }

    private void judge() {
        for (Region.Broken broken : Objects.requireNonNull(region).judge(options.threads())) {
            if (runs.get(broken.claim()).isEmpty()) {
                runs.set(broken.claim(), Optional.of(new Run(walks, broken, false)));
            }
        }
    }

    private void shorten() {
        for (int w = 0; w < hits.size(); w++) {
            Optional<Hit> hit = hits.get(w);
            if (hit.isPresent() && system.bad(w)) {
                Shortening.Way way = new Shortening(worlds.get(), options.threads())
                        .shorten(hit.get().path(), w);
                hits.set(w, Optional.of(new Hit(hit.get().walk(), hit.get().steps(), way.path(), way.shortest())));
            }
        }
        for (int c = 0; c < runs.size(); c++) {
            Optional<Run> run = runs.get(c);
            if (run.isPresent()) {
                Shortening.Run nearer = new Shortening(worlds.get(), options.threads())
                        .shorten(run.get().broken());
                runs.set(c, Optional.of(new Run(run.get().walks(), nearer.broken(), nearer.shortest())));
            }
        }
    }

    private void report() {
        long now = System.nanoTime();
        if (reported != 0 && now - reported < BETWEEN_REPORTS.toNanos()) {
            return;
        }
        reported = now;
        long violations = runs.stream().filter(Optional::isPresent).count();
        for (int w = 0; w < hits.size(); w++) {
            violations += hits.get(w).isPresent() && system.bad(w) ? 1 : 0;
        }
        options.progress().accept(new SimulationOptions.Progress(walks, steps, (int) violations, elapsed()));
    }
}
