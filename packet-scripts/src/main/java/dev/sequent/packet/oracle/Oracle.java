package dev.sequent.packet.oracle;

import dev.sequent.packet.batch.InOrder;
import dev.sequent.packet.run.Bench;
import dev.sequent.packet.run.Conditions;
import dev.sequent.packet.run.Settings;
import dev.sequent.packet.run.Subject;
import dev.sequent.packet.run.Sysctl;
import dev.sequent.packet.script.Script;
import dev.sequent.packet.script.ScriptOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;

/** Tells two hosts the same, and compares what they do. */
public final class Oracle {
    /** How often an exchange is tried that the machine was too busy for, and for how long it is left alone then. */
    private static final int TRIES = 20;

    private static final long REST = 50;

    private static final Script NO_SCRIPT = Script.of(List.of());

    /** How much time passes between two steps is not the same for both: what depends on it is turned off. */
    private static final List<Sysctl> UNTHROTTLED = List.of(new Sysctl("net.ipv4.tcp_invalid_ratelimit", List.of("0")));

    private final Bench ours;
    private final Map<String, Long> parameters;
    private final Bench theirs;
    private final List<DifferenceClass> classes;

    /**
     * @param ours hosts of the specification
     * @param parameters of theirs, where they are not the defaults
     * @param theirs the hosts to compare with; real time passes there
     */
    public Oracle(Bench ours, Map<String, Long> parameters, Bench theirs) {
        this(ours, parameters, theirs, LinuxDifferences.ALL);
    }

    Oracle(Bench ours, Map<String, Long> parameters, Bench theirs, List<DifferenceClass> classes) {
        this.ours = ours;
        this.parameters = Map.copyOf(parameters);
        this.theirs = theirs;
        this.classes = List.copyOf(classes);
    }

    /** One exchange with both. */
    private record Compared(int number, int steps, List<Findings.Found> found, List<String[]> seen, boolean disturbed) {
        boolean agreed() {
            return found.isEmpty() && !disturbed;
        }
    }

    /**
     * Compares exchanges.
     *
     * @param numbers which of those of the seed
     * @param threads most of the time goes by in waiting: more than there are processors
     * @param cancelled whether to compare no more of them; asked now and then
     * @param done is told how many are through
     */
    public Findings run(long seed, List<Integer> numbers, int threads, BooleanSupplier cancelled, IntConsumer done) {
        List<Compared> all = new ArrayList<>();
        InOrder.run(numbers, threads, number -> compare(Exchanges.draw(seed, number)), cancelled, one -> {
            all.add(one);
            done.accept(all.size());
        });
        Map<String, Map<String, Integer>> seen = new TreeMap<>();
        all.forEach(one -> one.seen()
                .forEach(s -> seen.computeIfAbsent(s[0], k -> new TreeMap<>()).merge(s[1], 1, Integer::sum)));
        return new Findings(
                all.size(),
                all.stream().mapToLong(Compared::steps).sum(),
                (int) all.stream().filter(Compared::agreed).count(),
                all.stream().filter(Compared::disturbed).map(Compared::number).toList(),
                all.stream().flatMap(one -> one.found().stream()).toList(),
                classes,
                seen);
    }

    static Settings settings() {
        return Settings.of(
                List.of(
                        ScriptOption.of("local_ip", "192.0.2.1"),
                        ScriptOption.of("gateway_ip", "192.0.2.2"),
                        ScriptOption.of("netmask_ip", "255.255.255.0"),
                        ScriptOption.of("remote_ip", "198.51.100.1")),
                false);
    }

    private Compared compare(Exchange exchange) {
        Optional<List<Observation>> here = observe(exchange, ours, new Conditions(parameters, List.of(), NO_SCRIPT));
        Optional<List<Observation>> there = observe(exchange, theirs, new Conditions(Map.of(), UNTHROTTLED, NO_SCRIPT));
        return here.isEmpty() || there.isEmpty()
                ? new Compared(exchange.number(), 0, List.of(), List.of(), true)
                : compare(exchange, here.get(), there.get());
    }

    private static Optional<List<Observation>> observe(Exchange exchange, Bench bench, Conditions conditions) {
        Settings settings = settings();
        for (int i = 0; i < TRIES; i++) {
            try (Subject subject = bench.open(settings, conditions)) {
                return Optional.of(Play.run(exchange, subject, settings));
            } catch (Play.DisturbedException e) {
                rest(i);
            }
        }
        return Optional.empty();
    }

    private static void rest(int tries) {
        try {
            Thread.sleep(REST * tries);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private Compared compare(Exchange exchange, List<Observation> here, List<Observation> there) {
        List<Findings.Found> found = new ArrayList<>();
        List<String[]> seen = new ArrayList<>();
        int at = 0;
        String before = "CLOSED";
        for (; at < here.size(); at++) {
            Set<Facet> facets = Comparison.of(here.get(at), there.get(at));
            if (facets.isEmpty()) {
                seen.add(new String[] {before, exchange.steps().get(at).kind()});
            } else {
                Difference difference = new Difference(exchange, at, before, facets, here.get(at), there.get(at));
                Optional<DifferenceClass> known =
                        classes.stream().filter(c -> c.holds().test(difference)).findFirst();
                found.add(new Findings.Found(difference, known));
                if (known.isEmpty() || !known.get().harmless()) {
                    break;
                }
            }
            before = here.get(at).state();
        }
        return new Compared(exchange.number(), at, found, seen, false);
    }
}
