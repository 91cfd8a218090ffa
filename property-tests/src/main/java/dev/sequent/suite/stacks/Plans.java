package dev.sequent.suite.stacks;

import dev.sequent.suite.property.Sequences;
import dev.sequent.suite.property.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** How plans are drawn: most of them small, every part of them anywhere in its range now and then. */
final class Plans {
    private static final long MILLIS = 1_000_000;
    private static final long SECOND = 1_000 * MILLIS;

    private final Setting setting;

    Plans(Setting setting) {
        this.setting = setting;
    }

    Arbitrary<Plan> plans() {
        Arbitrary<Plan.Opening> openings = Arbitraries.frequency(
                Tuple.of(8, Plan.Opening.ACTIVE_AND_PASSIVE),
                Tuple.of(3, Plan.Opening.SIMULTANEOUS),
                Tuple.of(1, Plan.Opening.REFUSED));
        return Combinators.combine(openings, below(400, 2), parameters(), ends(), ends(), faults(), faults(), cuts())
                .as(Plans::plan);
    }

    /** Two users who wait for each other's end wait for ever, and no TCP can help them. */
    private static Plan plan(
            Plan.Opening opening,
            int delay,
            Map<String, Long> parameters,
            Plan.End a,
            Plan.End b,
            List<Plan.Fault> aToB,
            List<Plan.Fault> bToA,
            List<Plan.Cut> cuts) {
        boolean bothWait = a.ending() == Plan.Ending.ANSWER && b.ending() == Plan.Ending.ANSWER;
        return new Plan(
                opening, delay, parameters, bothWait ? a.ending(Plan.Ending.SHUT_DOWN) : a, b, aToB, bToA, cuts);
    }

    // ---------------------------------------------------------------- numbers

    /** From 0 on, small ones more often than large ones; shrinks towards 0. */
    static Arbitrary<Integer> below(int limit, int usual) {
        return Arbitraries.frequencyOf(
                Tuple.of(4, Arbitraries.integers().between(0, Math.min(usual, limit))),
                Tuple.of(2, Arbitraries.integers().between(0, Math.min(usual * 20, limit))),
                Tuple.of(1, Arbitraries.integers().between(0, limit)));
    }

    /** Anywhere, and often where the numbers wrap, or change their sign. */
    static Arbitrary<Integer> sequenceNumbers() {
        Arbitrary<Integer> places = Arbitraries.of(0, -1, Integer.MAX_VALUE, Integer.MIN_VALUE);
        Arbitrary<Integer> before = below(200_000, 100);
        return Arbitraries.frequencyOf(
                Tuple.of(1, Arbitraries.of(1000)),
                Tuple.of(2, Combinators.combine(places, before).as((place, n) -> place - n)),
                Tuple.of(1, Arbitraries.integers()));
    }

    // ---------------------------------------------------------------- ends

    private static Arbitrary<Plan.End> ends() {
        Arbitrary<Integer> mtus = Arbitraries.frequencyOf(
                Tuple.of(4, Arbitraries.of(1500)),
                Tuple.of(2, Arbitraries.integers().between(576, 1500)),
                Tuple.of(1, Arbitraries.of(576, 9000, 65535)));
        Arbitrary<Integer> sizes = Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.integers().between(1, 20)),
                Tuple.of(4, Arbitraries.integers().between(1, 3_000)),
                Tuple.of(2, Arbitraries.integers().between(1, 30_000)),
                Tuple.of(1, Arbitraries.integers().between(1, 250_000)));
        Arbitrary<Boolean> urgent = Arbitraries.frequency(Tuple.of(9, false), Tuple.of(1, true));
        Arbitrary<List<Plan.Write>> writes =
                Sequences.of(Combinators.combine(below(3_000, 5), sizes, urgent).as(Plan.Write::new), 8);
        Arbitrary<Plan.Ending> endings = Arbitraries.frequency(
                Tuple.of(6, Plan.Ending.SHUT_DOWN),
                Tuple.of(2, Plan.Ending.ANSWER),
                Tuple.of(1, Plan.Ending.LINGER),
                Tuple.of(1, Plan.Ending.CLOSE),
                Tuple.of(1, Plan.Ending.ABORT));
        Arbitrary<Integer> slow = Arbitraries.frequencyOf(
                Tuple.of(4, Arbitraries.of(0)), Tuple.of(2, below(5_000, 100)), Tuple.of(1, below(300_000, 10_000)));
        Arbitrary<Integer> chunks = Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.of(65_536)),
                Tuple.of(2, Arbitraries.integers().between(1, 5_000)));
        return Combinators.combine(
                        mtus,
                        sequenceNumbers(),
                        writes,
                        endings,
                        below(20_000, 100),
                        slow,
                        chunks,
                        Arbitraries.frequencyOf(Tuple.of(3, Arbitraries.of(0)), Tuple.of(1, below(500, 10))))
                .flatAs((mtu, isn, w, ending, after, slowness, chunk, pause) -> Arbitraries.of(false, true)
                        .map(nodelay -> new Plan.End(mtu, isn, w, ending, after, slowness, chunk, pause, nodelay)));
    }

    // ---------------------------------------------------------------- the network

    private static Arbitrary<List<Plan.Fault>> faults() {
        Arbitrary<Plan.Fault.Kind> kinds = Arbitraries.frequency(
                Tuple.of(4, Plan.Fault.Kind.LOSE),
                Tuple.of(2, Plan.Fault.Kind.DELAY),
                Tuple.of(2, Plan.Fault.Kind.DUPLICATE),
                Tuple.of(1, Plan.Fault.Kind.CORRUPT));
        Arbitrary<Plan.Fault> fault =
                Combinators.combine(below(60, 3), kinds, below(3_000, 50)).as(Plan.Fault::new);
        return Arbitraries.frequencyOf(
                Tuple.of(1, Arbitraries.of(List.of(List.<Plan.Fault>of()))),
                Tuple.of(3, Sequences.of(fault, 3)),
                Tuple.of(2, Sequences.of(fault, 30)));
    }

    private static Arbitrary<List<Plan.Cut>> cuts() {
        Arbitrary<Plan.Cut> cut =
                Combinators.combine(below(60_000, 500), below(600_000, 2_000)).as(Plan.Cut::new);
        return Arbitraries.frequencyOf(
                Tuple.of(5, Arbitraries.of(List.of(List.<Plan.Cut>of()))), Tuple.of(1, Sequences.of(cut, 2)));
    }

    // ---------------------------------------------------------------- parameters

    /** @param most beyond which a user's patience, or that of the other end, would be at an end for a good reason */
    private record Choice(String name, long least, long most) {}

    private static final List<Choice> CHOICES = List.of(
            new Choice("SND-BUFFER", 1, 300_000),
            new Choice("RCV-BUFFER", 1, 65_535),
            new Choice("DEFAULT-SEND-MSS", 48, 1_460),
            new Choice("MIN-SEND-MSS", 1, 536),
            new Choice("RTO-INITIAL", 900 * MILLIS, 10 * SECOND),
            new Choice("RTO-MIN", MILLIS, 10 * SECOND),
            new Choice("RTO-MAX", 10 * SECOND, 600 * SECOND),
            new Choice("RTO-AFTER-SYN-LOSS", 900 * MILLIS, 10 * SECOND),
            new Choice("CLOCK-GRANULARITY", 1_000, SECOND),
            new Choice("R1", 1, 12),
            new Choice("R2", Judge.PATIENCE + 2, 20),
            new Choice("DUPLICATE-ACKS", 1, 255),
            new Choice("NAGLE", 0, 1),
            new Choice("DELAYED-ACK-TIME", 0, 499 * MILLIS),
            new Choice("FIN-ACK-DELAY", 0, 499 * MILLIS),
            new Choice("OVERRIDE-TIME", 100 * MILLIS, SECOND),
            new Choice("PERSIST-MAX", SECOND, 600 * SECOND),
            new Choice("FIN-WAIT-2-TIME", SECOND, 3_600 * SECOND),
            new Choice("KEEPALIVE", 0, 1),
            new Choice("KEEPALIVE-IDLE", SECOND, 7_200 * SECOND),
            new Choice("KEEPALIVE-INTERVAL", SECOND, 75 * SECOND),
            new Choice("KEEPALIVE-PROBES", Judge.PATIENCE + 6, 20),
            new Choice("CHALLENGE-ACKS", 0, 1_000),
            new Choice("UNACCEPTABLE-INTERVAL", 0, 3 * SECOND),
            new Choice("TIME-WAIT-KEEPS-OFF-RST", 0, 1),
            new Choice("MSL", MILLIS, 120 * SECOND));

    /** A few of them, within the ranges that the specification declares; what the user has set stays as it is. */
    Arbitrary<Map<String, Long>> parameters() {
        List<Arbitrary<Map.Entry<String, Long>>> each = new ArrayList<>();
        for (Choice choice : CHOICES) {
            setting.parameter(choice.name())
                    .filter(p -> !setting.set().containsKey(p.name()))
                    .ifPresent(p -> {
                        long least = Math.max(p.least(), choice.least());
                        long most = Math.min(p.most(), choice.most());
                        if (least <= most) {
                            each.add(values(least, most).map(value -> Map.entry(p.name(), value)));
                        }
                    });
        }
        if (each.isEmpty()) {
            return Arbitraries.of(List.of(setting.set()));
        }
        Arbitrary<Map<String, Long>> some = Sequences.of(Arbitraries.oneOf(each), 5)
                .map(chosen -> {
                    Map<String, Long> all = new TreeMap<>();
                    chosen.forEach(entry -> all.put(entry.getKey(), entry.getValue()));
                    return setting.fitting(all);
                });
        return Arbitraries.frequencyOf(Tuple.of(1, Arbitraries.of(List.of(setting.set()))), Tuple.of(2, some));
    }

    private static Arbitrary<Long> values(long least, long most) {
        long few = Math.min(most - least, 3);
        return Arbitraries.frequencyOf(
                Tuple.of(2, Arbitraries.longs().between(least, most)),
                Tuple.of(1, Arbitraries.longs().between(least, least + few)),
                Tuple.of(1, Arbitraries.longs().between(most - few, most)));
    }
}
