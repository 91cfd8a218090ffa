package dev.sequent.cli.sensitivity;

import dev.sequent.check.engine.Limits;
import dev.sequent.check.mutants.Fault;
import dev.sequent.check.mutants.Faults;
import dev.sequent.codegen.build.CompiledCore;
import dev.sequent.language.DeepStack;
import dev.sequent.language.Options;
import dev.sequent.language.model.Protocol;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Puts faults before the judges, several at a time: first the specification without a fault, of which none may say
 * anything, then each fault. {@link #cancel} may come from another thread.
 */
public final class Sensitivity {
    private final Request request;
    private final Map<JudgeName, Judge> judges = new EnumMap<>(JudgeName.class);
    private volatile boolean cancelled;

    /**
     * What is asked.
     *
     * @param protocol without a fault
     * @param core made of it
     * @param sources text of every file by its name, root first
     * @param options with which it, and whatever has a fault, is compiled
     * @param set parameters by name, with values in generic form
     * @param machine whose rules are broken
     * @param seed with which the faults were drawn
     * @param faults by their numbers
     * @param judges whom to ask
     * @param scripts those of the judge of that name
     * @param again the command that tries properties of the suite again
     * @param baseline whether the specification is judged without a fault, too
     * @param width columns of a page
     */
    public record Request(
            Protocol protocol,
            CompiledCore core,
            Map<String, String> sources,
            Options options,
            Map<String, Long> set,
            String machine,
            long seed,
            SortedMap<Integer, Faults.Drawn> faults,
            List<JudgeName> judges,
            List<Path> scripts,
            String again,
            boolean baseline,
            Bounds bounds,
            int threads,
            int width) {}

    public Sensitivity(Request request) {
        this.request = request;
        long memory = Limits.none().memory() / Math.max(1, request.threads());
        for (JudgeName name : request.judges()) {
            judges.put(name, judge(name, memory));
        }
    }

    private Judge judge(JudgeName name, long memory) {
        return switch (name) {
            case SCRIPTS -> new ScriptsJudge(request.scripts(), request.width());
            case SUITE -> new SuiteJudge(request.bounds(), request.again(), request.width());
            case SIMULATION -> new SimulationJudge(request.bounds(), memory, request.width());
            case CHECK -> new CheckJudge(request.bounds(), memory, request.width());
            case PROVE ->
                new ProveJudge(new Broken(request.protocol(), request.core(), request.sources(), request.set()));
        };
    }

    /** Ends all judges soon, from any thread. What was known of whole faults is reported. */
    public void cancel() {
        cancelled = true;
    }

    /** Somebody's opinion, or why there is none. */
    private record Waiting(Trial trial, Map<JudgeName, Future<Optional<Opinion>>> opinions) {}

    /**
     * Judges.
     *
     * @param each told of each fault in the order of the numbers, as soon as it and all before it are through
     * @param progress told, by any thread, how many opinions there are of how many, and what is being looked at
     * @throws UnsoundOriginal if a judge finds something in the specification as it is
     */
    public SensitivityReport run(Consumer<FaultReport> each, Consumer<String> progress) throws UnsoundOriginal {
        // jqwik keeps what belongs to a session in one place for all threads: the suite has a thread of its own.
        ExecutorService suite = threads("sequent-suite", 1);
        int all = judges.size() * (request.faults().size() + (request.baseline() ? 1 : 0));
        var told = new Progress(progress, all);
        ExecutorService others = request.threads() > 1 ? threads("sequent-judge", request.threads() - 1) : suite;
        try (suite;
                others) {
            try {
                return run(suite, others, each, told);
            } catch (UnsoundOriginal | RuntimeException | Error e) {
                cancelled = true;
                throw e;
            }
        }
    }

    private SensitivityReport run(
            ExecutorService suite, ExecutorService others, Consumer<FaultReport> each, Progress progress)
            throws UnsoundOriginal {
        var original = new Broken(request.protocol(), request.core(), request.sources(), request.set());
        Waiting baseline = request.baseline()
                ? submit(Trial.of(original), "what has no fault", progress, suite, others)
                : new Waiting(Trial.of(original), Map.of());
        var waiting = new TreeMap<Integer, Waiting>();
        boolean linked = judges.containsKey(JudgeName.SCRIPTS) || judges.containsKey(JudgeName.SUITE);
        request.faults()
                .forEach((number, drawn) -> waiting.put(
                        number,
                        submit(
                                Trial.of(drawn, request.options(), request.set(), linked),
                                "fault " + number + ", " + drawn.fault(),
                                progress,
                                suite,
                                others)));
        for (Map.Entry<JudgeName, Opinion> opinion : opinions(baseline).entrySet()) {
            if (opinion.getValue() instanceof Opinion.Found found) {
                throw new UnsoundOriginal(opinion.getKey(), found.where());
            }
        }
        var reports = new ArrayList<FaultReport>();
        for (Map.Entry<Integer, Waiting> next : waiting.entrySet()) {
            Fault fault =
                    Objects.requireNonNull(request.faults().get(next.getKey())).fault();
            Map<JudgeName, Opinion> opinions = opinions(next.getValue());
            if (cancelled) {
                break;
            }
            var report = new FaultReport(
                    next.getKey(), fault, next.getValue().trial().refused(), opinions);
            next.getValue().trial().forget();
            reports.add(report);
            each.accept(report);
        }
        return new SensitivityReport(
                request.core().digest(),
                request.machine(),
                request.seed(),
                List.copyOf(judges.keySet()),
                request.bounds(),
                reports,
                cancelled);
    }

    private static ExecutorService threads(String name, int count) {
        return Executors.newFixedThreadPool(
                count,
                Thread.ofPlatform()
                        .daemon()
                        .name(name)
                        .stackSize(DeepStack.BYTES)
                        .factory());
    }

    /** Counts opinions. */
    private static final class Progress {
        private final Consumer<String> told;
        private final int all;
        private final AtomicInteger done = new AtomicInteger();

        Progress(Consumer<String> told, int all) {
            this.told = told;
            this.all = all;
        }

        void begins(JudgeName judge, String what) {
            told.accept(done.get() + " of " + all + " opinions; " + judge.word() + " about " + what);
        }

        void ended() {
            done.incrementAndGet();
        }
    }

    private Waiting submit(Trial trial, String what, Progress progress, ExecutorService suite, ExecutorService others) {
        var opinions = new EnumMap<JudgeName, Future<Optional<Opinion>>>(JudgeName.class);
        judges.forEach((name, judge) -> opinions.put(name, (name == JudgeName.SUITE ? suite : others).submit(() -> {
                    progress.begins(name, what);
                    Optional<Opinion> opinion = cancelled ? Optional.empty() : ask(judge, trial);
                    progress.ended();
                    return opinion;
                })));
        return new Waiting(trial, opinions);
    }

    private Optional<Opinion> ask(Judge judge, Trial trial) {
        return trial.broken().map(b -> judge.of(b, Until.in(request.bounds().time(), () -> cancelled)));
    }

    private static Map<JudgeName, Opinion> opinions(Waiting waiting) {
        var all = new EnumMap<JudgeName, Opinion>(JudgeName.class);
        waiting.opinions().forEach((name, future) -> outcome(future).ifPresent(o -> all.put(name, o)));
        return all;
    }

    private static Optional<Opinion> outcome(Future<Optional<Opinion>> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while faults were judged", e);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                case null, default -> throw new IllegalStateException(e.getCause());
            }
        }
    }
}
