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
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Function;

/**
 * A user and a remote who know what they want: they open and close, and what they send fits. Anybody's events lead to the
 * states at the end of a connection too rarely. It goes by the names that the specification of TCP gives to things; one
 * that has other names is only told of anybody's.
 */
final class Company {
    private static final List<String> CALLS = List.of("OPEN", "SEND", "CLOSE");
    private static final List<String> FIELDS = List.of("SEQ", "ACK", "CTL", "WND", "DATA");
    private static final List<String> VARIABLES = List.of("RCV.NXT", "SND.UNA", "SND.NXT", "RCV.WND");
    private static final long SPACE = 1L << 32;

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
        int sends = random.nextInt(3);
        for (int i = 0; i < sends; i++) {
            long octets = random.nextInt(3) == 0 ? 1 + random.nextInt(5_000) : 1 + random.nextInt(100);
            events.add(call("SEND", octets, random.nextInt(2), random.nextInt(8) == 0 ? 1 : 0));
        }
        if (random.nextInt(3) == 0) {
            events.add(arrives(random, 0, 1 + random.nextInt(2_000), "ACK", "PSH"));
        }
        close(events, random);
        return events;
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
            events.add(random.nextInt(6) == 0 ? arrives(random, 0, octets, "SYN", "FIN") : arrives(random, 0, octets, "SYN"));
            if (random.nextInt(5) == 0) {
                return;
            }
            anything(events, random);
            if (random.nextInt(6) == 0) {
                events.add(call("CLOSE", random.nextInt(2)));
            }
            events.add(arrives(random, 100, 0, "ACK"));
        } else {
            events.add(arrives(random, 100, octets, "SYN", "ACK"));
        }
        anything(events, random);
    }

    /** By one of the ways through the states at the end, and not always to its end. */
    private void close(List<Function<Twin, Event>> events, Random random) {
        boolean theyFirst = random.nextBoolean();
        boolean both = random.nextInt(4) == 0;
        Function<Twin, Event> ours = call("CLOSE", both ? 1 : 0);
        Function<Twin, Event> acknowledged = arrives(random, 100, 0, "ACK");
        Function<Twin, Event> theirs = arrives(random, random.nextInt(3) == 0 ? 100 : 0, 0, "FIN", "ACK");
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
        return twin -> new Event.Call(calls.get(name), twin.now(), all);
    }

    /** @param percent of what is outstanding that it acknowledges, if it acknowledges */
    private Function<Twin, Event> arrives(Random random, int percent, long octets, String... control) {
        long window = window(random);
        return twin -> new Event.Arrival(segment(twin, 0, percent, octets, window, List.of(control)), twin.now());
    }

    // ---------------------------------------------------------------- in the middle of a walk

    /** A segment that mostly fits where the machine is; now and then, what a router says of one that is on its way. */
    Event next(Twin twin, Random random) {
        Trigger.Call report = calls.get("ICMP-ERROR");
        return report != null && random.nextInt(10) == 0 ? report(twin, report, random) : segment(twin, random);
    }

    /** Of a destination that is unreachable for some reason, or (11, 12) something else that is wrong with a datagram. */
    private static Event report(Twin twin, Trigger.Call report, Random random) {
        long type = List.of(3L, 3L, 3L, 11L, 12L).get(random.nextInt(5));
        long mtu = random.nextInt(3) == 0 ? 0 : 68 + random.nextInt(1_500);
        long back = 1 + random.nextInt(random.nextBoolean() ? 1 : 1_000);
        long begin = random.nextBoolean() ? twin.variable("SND.UNA") : twin.variable("SND.NXT") - back;
        return new Event.Call(report, twin.now(), List.of(type, (long) random.nextInt(7), mtu, Math.floorMod(begin, SPACE)));
    }

    private Event segment(Twin twin, Random random) {
        var control = new ArrayList<String>();
        if (random.nextInt(12) > 0) {
            control.add("ACK");
        }
        if (random.nextInt(2) == 0) {
            control.add(bits.get(random.nextInt(bits.size())));
        }
        long offset = random.nextInt(4) > 0 ? 0 : random.nextInt(3) - 1 + (random.nextInt(3) == 0 ? random.nextInt(200) : 0);
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
        long ack = control.contains("ACK") ? Math.floorMod(una + outstanding * percent / 100, SPACE) : 0;
        long control0 = 0;
        for (String bit : control) {
            control0 |= 1L << bits.size() - 1 - bits.indexOf(bit);
        }
        var values = new ArrayList<OptionalLong>();
        for (MessageType.Field field : segment.fields()) {
            values.add(
                    switch (field.name()) {
                        case "SEQ" -> OptionalLong.of(Math.floorMod(twin.variable("RCV.NXT") + offset, SPACE));
                        case "ACK" -> OptionalLong.of(ack);
                        case "CTL" -> OptionalLong.of(control0);
                        case "WND" -> OptionalLong.of(window);
                        case "DATA" -> OptionalLong.of(text ? octets : 0);
                        case "UP" -> OptionalLong.of(control.contains("URG") ? octets : 0);
                        default -> field.optional() ? OptionalLong.empty() : OptionalLong.of(0);
                    });
        }
        return new Content(segment, values);
    }
}
