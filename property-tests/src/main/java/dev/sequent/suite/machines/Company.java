package dev.sequent.suite.machines;

import dev.sequent.codegen.validation.Chooser;
import dev.sequent.codegen.validation.Content;
import dev.sequent.codegen.validation.Event;
import dev.sequent.codegen.validation.Twin;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.MachineType.Trigger;
import dev.sequent.language.model.MessageType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Function;

/**
 * A user and a remote who know what they want: they open and close, and what they send fits. Anybody's events lead to
 * the states at the end of a connection too rarely. It goes by the names that the specification of TCP gives to things;
 * one that has other names is only told of anybody's.
 */
final class Company {
    private static final List<String> CALLS = List.of("OPEN", "SEND", "CLOSE");
    private static final List<String> FIELDS = List.of("SEQ", "ACK", "CTL", "WND", "DATA");
    private static final List<String> VARIABLES = List.of("RCV.NXT", "SND.UNA", "SND.NXT", "RCV.WND", "RCV.USER");
    private static final long SPACE = 1L << 32;
    private static final long SECOND = 1_000_000_000L;

    /** Parameters without which some rules are hardly ever at work. */
    static final List<String> TELLING = List.of("FIN-ACK-DELAY", "CHALLENGE-ACKS", "UNACCEPTABLE-INTERVAL");

    private final Map<String, Trigger.Call> calls = new HashMap<>();
    private final MessageType segment;
    private final Map<String, MessageType.Field> fields = new HashMap<>();
    private final List<String> bits;

    private Company(MachineType machine) {
        machine.calls().forEach(c -> calls.put(c.name(), c));
        machine.events().forEach(c -> calls.put(c.name(), c));
        segment = machine.receives().getFirst();
        segment.fields().forEach(f -> fields.put(f.name(), f));
        bits = fields.containsKey("CTL") ? fields.get("CTL").bits() : List.of();
    }

    /** Empty if the machine's things have other names. */
    static Optional<Company> of(MachineType machine) {
        if (machine.receives().isEmpty()) {
            return Optional.empty();
        }
        var company = new Company(machine);
        List<String> variables =
                machine.variables().stream().map(MachineType.Variable::name).toList();
        boolean known = company.calls.keySet().containsAll(CALLS)
                && company.fields.keySet().containsAll(FIELDS)
                && company.bits.containsAll(List.of("ACK", "SYN", "FIN"))
                && variables.containsAll(VARIABLES);
        return known ? Optional.of(company) : Optional.empty();
    }

    // ---------------------------------------------------------------- the beginning of a walk

    /** What happens first: each event is made when its turn has come. */
    List<Function<Twin, Event>> beginning(Random random) {
        var events = new ArrayList<Function<Twin, Event>>();
        open(events, random);
        if (random.nextInt(5) == 0) {
            return events;
        }
        wishes(events, random);
        int sends = random.nextInt(3);
        for (int i = 0; i < sends; i++) {
            long octets = random.nextInt(3) == 0 ? 1 + random.nextInt(5_000) : 1 + random.nextInt(100);
            events.add(call("SEND", octets, random.nextInt(2), random.nextInt(8) == 0 ? 1 : 0));
        }
        if (random.nextInt(3) == 0) {
            events.add(arrives(random, 0, 1 + random.nextInt(2_000), "ACK", "PSH"));
        }
        int gaps = random.nextInt(10) == 0 ? 1 + random.nextInt(20) : 0; // at most, more than a machine remembers
        int before = random.nextBoolean() ? 0 : random.nextInt(4);
        var end = new ArrayList<Function<Twin, Event>>();
        close(end, random);
        events.addAll(end.subList(0, Math.min(before, end.size())));
        for (int i = 1; i <= gaps; i++) {
            long offset = 2L * i;
            events.add(arrives(offset, 0, 1, 65_535, "ACK"));
        }
        events.addAll(end.subList(Math.min(before, end.size()), end.size()));
        return events;
    }

    // ---------------------------------------------------------------- the same several times

    /** Something that means little once: what is counted, limited or given up is so only after several. */
    private void storm(List<Function<Twin, Event>> events, Random random) {
        int kind = random.nextInt(9);
        boolean shut = random.nextInt(3) == 0;
        int narrow = random.nextBoolean() ? 0 : random.nextInt(200);
        int octets = 1 + random.nextInt(4_000);
        if (random.nextBoolean()) {
            events.add(call("SEND", octets, 1, random.nextInt(4) == 0 ? 1 : 0));
        }
        if (shut) {
            events.add(arrives(0, random.nextBoolean() ? 100 : random.nextInt(101), 0, narrow, "ACK"));
        }
        int times = 3 + random.nextInt(8);
        long seeds = random.nextLong();
        for (int i = 0; i < times; i++) {
            long seed = seeds + i / 2; // two that are the same
            events.add(
                    switch (kind) {
                        case 0 -> arrives(0, 0, 0, shut ? narrow : 65_535, "ACK");
                        case 1 ->
                            random.nextInt(3) == 0
                                    ? arrives(1 + i, 0, 0, 65_535, "SYN")
                                    : arrives(1 + i, 100, 0, 65_535, random.nextBoolean() ? "SYN" : "RST", "ACK");
                        case 2 -> arrives(-2 - i, 100, 0, 65_535, "ACK");
                        case 3 -> twin -> report(twin, new Random(seed));
                        case 4 -> arrives(0, -1, 0, 65_535, "ACK");
                        case 5, 6 -> twin -> timeout(twin, new Random(seed));
                        case 7 -> twin -> new Chooser(twin.subject().protocol(), new Random(seed)).call(twin);
                        case 8 -> i % 2 == 0 ? arrives(0, 0, 1 + i, 65_535, "ACK") : setting(random);
                        default -> throw new IllegalStateException("no kind " + kind);
                    });
        }
    }

    /** What the user sets that has something to do with text that has just come. */
    private Function<Twin, Event> setting(Random random) {
        String name = random.nextBoolean() ? "SET-QUICK-ACK" : "SET-RCV-BUFFER";
        long value = name.equals("SET-QUICK-ACK") ? 1 : random.nextInt(65_536);
        return calls.containsKey(name) ? call(name, value) : call("SEND", 1, 1, 0);
    }

    private Event timeout(Twin twin, Random random) {
        return twin.deadlines().isEmpty()
                ? segment(twin, random)
                : new Chooser(twin.subject().protocol(), random).timeout(twin);
    }

    /** @param percent as above; if negative, it acknowledges so much less than before */
    private Function<Twin, Event> arrives(long offset, int percent, long octets, long window, String... control) {
        return twin -> new Event.Arrival(segment(twin, offset, percent, octets, window, List.of(control)), twin.now());
    }

    /** What a user may ask for that takes a while to matter. */
    private void wishes(List<Function<Twin, Event>> events, Random random) {
        if (random.nextInt(5) == 0) {
            wish(events, "SET-RETRIES", 1 + random.nextInt(3), random.nextBoolean() ? 255 : 1 + random.nextInt(4));
        }
        if (random.nextInt(5) == 0) {
            wish(events, "SET-KEEPALIVE-TIMES", 1 + random.nextLong(SECOND), SECOND, 1 + random.nextInt(2));
            wish(events, "SET-KEEPALIVE", 1);
        }
        if (random.nextInt(8) == 0) {
            wish(events, "SET-USER-TIMEOUT", 1 + random.nextLong(SECOND));
        }
    }

    private void wish(List<Function<Twin, Event>> events, String name, long... arguments) {
        if (calls.containsKey(name)) {
            events.add(call(name, arguments));
        }
    }

    private void open(List<Function<Twin, Event>> events, Random random) {
        anything(events, random);
        boolean passive = random.nextBoolean();
        events.add(call("OPEN", passive ? 0 : 1, passive ? random.nextInt(2) : 1));
        anything(events, random);
        if (random.nextInt(10) == 0) {
            return;
        }
        boolean crossed = !passive && random.nextInt(3) == 0;
        int octets = random.nextInt(4) == 0 ? random.nextInt(500) : 0;
        if (passive || crossed) {
            events.add(
                    switch (random.nextInt(12)) {
                        case 0, 1 -> arrives(random, 0, octets, "SYN", "FIN");
                        case 2, 3 -> arrives(random, 0, 1 + octets, "SYN", "URG");
                        default -> arrives(random, 0, octets, "SYN");
                    });
            if (random.nextInt(5) == 0) {
                return;
            }
            halfOpen(events, random, true);
            events.add(arrives(random, 100, random.nextInt(3) == 0 ? 1 + random.nextInt(20) : 0, "ACK"));
        } else {
            halfOpen(events, random, false);
            events.add(arrives(random, 100, octets, "SYN", "ACK"));
        }
        anything(events, random);
    }

    /** In the middle of the handshake. @param heard whether the remote's SYN has come */
    private void halfOpen(List<Function<Twin, Event>> events, Random random, boolean heard) {
        anything(events, random);
        if (random.nextInt(3) == 0) {
            events.add(call("SEND", random.nextInt(3), 1, random.nextInt(2)));
        }
        if (random.nextInt(4) == 0) {
            long seed = random.nextLong();
            events.add(twin -> timeout(twin, new Random(seed)));
        }
        int closes = heard && random.nextInt(3) == 0 ? 1 + random.nextInt(2) : 0;
        for (int i = 0; i < closes; i++) {
            events.add(call("CLOSE", random.nextInt(2)));
        }
        if (heard && random.nextInt(6) == 0) {
            events.add(arrives(-1, 0, 0, window(random), "SYN"));
        }
        if (random.nextInt(8) == 0) {
            storm(events, random);
        }
    }

    /** By one of the ways through the states at the end, and not always to its end. */
    private void close(List<Function<Twin, Event>> events, Random random) {
        boolean theyFirst = random.nextBoolean();
        boolean both = random.nextInt(4) == 0;
        Function<Twin, Event> ours = call("CLOSE", both ? 1 : 0);
        Function<Twin, Event> acknowledged = arrives(random, 100, 0, "ACK");
        int percent = random.nextInt(3) == 0 ? 100 : 0;
        long window = random.nextInt(4) == 0 ? 0 : window(random);
        // Now and then it takes all of the window.
        Function<Twin, Event> theirs = random.nextInt(5) > 0
                ? arrives(0, percent, 0, window, "FIN", "ACK")
                : twin -> new Event.Arrival(
                        segment(
                                twin,
                                0,
                                percent,
                                Math.max(0, twin.variable("RCV.WND") - 1),
                                window,
                                List.of("FIN", "ACK")),
                        twin.now());
        List<Function<Twin, Event>> way = theyFirst
                ? List.of(theirs, ours, acknowledged)
                : switch (random.nextInt(3)) {
                    case 0 -> List.of(ours, theirs, acknowledged);
                    case 1 -> List.of(acknowledged, ours, acknowledged, theirs);
                    default -> List.of(acknowledged, ours, arrives(random, 100, 0, "FIN", "ACK"));
                };
        int length = random.nextInt(way.size() + 1);
        for (int i = 0; i < length; i++) {
            events.add(way.get(i));
            anything(events, random);
        }
        if (theyFirst && length == 2 && window == 0) {
            late(events, random);
        }
        if (random.nextBoolean()) {
            storm(events, random);
        }
    }

    /** Our FIN waits for the window until it goes out as a probe: what else was put off then? */
    private void late(List<Function<Twin, Event>> events, Random random) {
        long seed = random.nextLong();
        events.add(twin -> timeout(twin, new Random(seed)));
        events.add(random.nextBoolean() ? twin -> timeout(twin, new Random(seed + 1)) : setting(random));
    }

    /** Now and then, some call with some arguments: what the user sets, and when. */
    private void anything(List<Function<Twin, Event>> events, Random random) {
        if (random.nextInt(4) == 0) {
            long seed = random.nextLong();
            events.add(twin -> new Chooser(twin.subject().protocol(), new Random(seed)).call(twin));
        }
    }

    private Function<Twin, Event> call(String name, long... arguments) {
        var all = new ArrayList<Long>();
        for (long argument : arguments) {
            all.add(argument);
        }
        Trigger.Call call = Objects.requireNonNull(calls.get(name), name);
        return twin -> new Event.Call(call, twin.now(), all);
    }

    /** @param percent of what is outstanding that it acknowledges, if it acknowledges */
    private Function<Twin, Event> arrives(Random random, int percent, long octets, String... control) {
        return arrives(0, percent, octets, window(random), control);
    }

    // ---------------------------------------------------------------- in the middle of a walk

    /** A segment that mostly fits where the machine is; now and then, what a router says of one that is on its way. */
    Event next(Twin twin, Random random) {
        if (random.nextInt(7) == 0) {
            return report(twin, random);
        }
        if (calls.containsKey("RECEIVE") && random.nextInt(7) == 0) {
            return new Event.Call(calls.get("RECEIVE"), twin.now(), List.of(twin.variable("RCV.USER")));
        }
        return segment(twin, random);
    }

    /**
     * Of a destination that is unreachable for some reason, or (11, 12) something else that is wrong with a datagram.
     */
    private Event report(Twin twin, Random random) {
        Trigger.Call report = calls.get("ICMP-ERROR");
        if (report == null) {
            return segment(twin, random);
        }
        long type = List.of(3L, 3L, 3L, 11L, 12L).get(random.nextInt(5));
        long mtu = random.nextInt(3) == 0 ? 0 : 68 + random.nextInt(1_500);
        long back = 1 + random.nextInt(random.nextBoolean() ? 1 : 1_000);
        long begin = random.nextBoolean() ? twin.variable("SND.UNA") : twin.variable("SND.NXT") - back;
        return new Event.Call(
                report, twin.now(), List.of(type, (long) random.nextInt(7), mtu, Math.floorMod(begin, SPACE)));
    }

    private Event segment(Twin twin, Random random) {
        var control = new ArrayList<String>();
        if (random.nextInt(12) > 0) {
            control.add("ACK");
        }
        if (random.nextInt(2) == 0) {
            control.add(bits.get(random.nextInt(bits.size())));
        }
        long offset =
                random.nextInt(4) > 0 ? 0 : random.nextInt(3) - 1 + (random.nextInt(3) == 0 ? random.nextInt(200) : 0);
        int percent = List.of(0, 100, 100, random.nextInt(101)).get(random.nextInt(4));
        long octets = random.nextInt(2) == 0 ? 0 : 1 + random.nextInt(random.nextInt(4) == 0 ? 3_000 : 20);
        long later = random.nextInt(3) == 0 ? random.nextLong(1_000_000_000L) : 0;
        return new Event.Arrival(segment(twin, offset, percent, octets, window(random), control), twin.now() + later);
    }

    private static long window(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> 0;
            case 1 -> random.nextInt(50);
            case 2 -> random.nextInt(3_000);
            default -> 65_535;
        };
    }

    private Content segment(Twin twin, long offset, int percent, long octets, long window, List<String> control) {
        boolean text = octets > 0;
        long una = twin.variable("SND.UNA");
        long outstanding = Math.floorMod(twin.variable("SND.NXT") - una, SPACE);
        long beyond = percent < 0 ? percent : outstanding * percent / 100;
        long ack = control.contains("ACK") ? Math.floorMod(una + beyond, SPACE) : 0;
        long set = 0;
        for (String bit : control) {
            set |= 1L << bits.size() - 1 - bits.indexOf(bit);
        }
        var values = new ArrayList<OptionalLong>();
        for (MessageType.Field field : segment.fields()) {
            values.add(
                    switch (field.name()) {
                        case "SEQ" -> OptionalLong.of(Math.floorMod(twin.variable("RCV.NXT") + offset, SPACE));
                        case "ACK" -> OptionalLong.of(ack);
                        case "CTL" -> OptionalLong.of(set);
                        case "WND" -> OptionalLong.of(window);
                        case "DATA" -> OptionalLong.of(text ? octets : 0);
                        case "UP" -> OptionalLong.of(control.contains("URG") ? octets : 0);
                        default -> field.optional() ? OptionalLong.empty() : OptionalLong.of(0);
                    });
        }
        return new Content(segment, values);
    }
}
