package dev.sequent.codegen.validation;

import dev.sequent.language.interpret.Assumptions;
import dev.sequent.language.model.MachineType.Trigger;
import dev.sequent.language.model.MessageType;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Draws events that are likely to lead a machine somewhere: near what it holds at the moment. */
public final class Chooser {
    private final Protocol protocol;
    private final Random random;

    /** @param random decides everything */
    public Chooser(Protocol protocol, Random random) {
        this.protocol = protocol;
        this.random = random;
    }

    /** Defaults, or in every second sequence some of them elsewhere in their range, mostly near an end of it. */
    public List<Long> parameters() {
        var values = new ArrayList<>(
                protocol.params().stream().map(Protocol.Param::defaultValue).toList());
        var others = random.nextBoolean();
        for (var param : protocol.params()) {
            if (others && random.nextInt(4) == 0 && param.min() != Long.MIN_VALUE && param.max() != Long.MAX_VALUE) {
                var few = Math.min(param.max() - param.min(), 4);
                values.set(
                        param.index(),
                        switch (random.nextInt(4)) {
                            case 0, 1 -> param.min() + random.nextLong(few + 1);
                            case 2 -> param.max() - random.nextLong(few + 1);
                            default -> param.min() + random.nextLong(param.max() - param.min() + 1);
                        });
            }
        }
        return fitting(values);
    }

    /** With defaults for those that would break what the specification assumes of them. */
    private List<Long> fitting(List<Long> values) {
        var drawn = new TreeMap<String, Long>();
        protocol.params().forEach(p -> drawn.put(p.name(), values.get(p.index())));
        var fitting = Assumptions.of(protocol).fitting(drawn, Map.of());
        return new ArrayList<>(protocol.params().stream()
                .map(p -> fitting.getOrDefault(p.name(), p.defaultValue()))
                .toList());
    }

    /** An event at the twin's own time or somewhat later. */
    public Event next(Twin twin) {
        var now = twin.now() + delay();
        var dice = random.nextInt(100);
        if (dice < 15 && !twin.deadlines().isEmpty()) {
            return timeout(twin);
        }
        if (dice < 55 && !twin.model().receives().isEmpty()) {
            return new Event.Arrival(message(twin), now);
        }
        var calls = calls(twin);
        if (!calls.isEmpty()) {
            return call(twin, calls.get(random.nextInt(calls.size())), now);
        }
        if (!twin.model().receives().isEmpty()) {
            return new Event.Arrival(message(twin), now);
        }
        return timeout(twin);
    }

    private long delay() {
        return switch (random.nextInt(6)) {
            case 0 -> random.nextLong(1_000_000L);
            case 1 -> random.nextLong(300_000_000L);
            case 2 -> random.nextLong(5_000_000_000L);
            default -> 0;
        };
    }

    static List<Trigger.Call> calls(Twin twin) {
        return Stream.concat(twin.model().calls().stream(), twin.model().events().stream())
                .toList();
    }

    /** Some call or event, at the twin's own time. @throws IllegalArgumentException if the machine has none */
    public Event.Call call(Twin twin) {
        List<Trigger.Call> calls = calls(twin);
        return call(twin, calls.get(random.nextInt(calls.size())), twin.now());
    }

    Event.Call call(Twin twin, Trigger.Call call, long now) {
        var arguments =
                call.parameters().stream().map(p -> argument(twin, p.type())).toList();
        return new Event.Call(call, now, arguments);
    }

    private long argument(Twin twin, Type type) {
        return Values.near(type, numbers(twin, type), random);
    }

    /** One of the running timers, mostly the first to run out, when it does. */
    public Event.Timeout timeout(Twin twin) {
        var entries = new ArrayList<>(twin.deadlines().entrySet());
        entries.sort(Map.Entry.comparingByValue());
        var entry = entries.get(random.nextInt(4) == 0 ? random.nextInt(entries.size()) : 0);
        return new Event.Timeout(twin.model().timers().get(entry.getKey()), Math.max(twin.now(), entry.getValue()));
    }

    /** The event again, at this time or somewhat later, mostly with one thing changed. */
    Event near(Twin twin, Event event) {
        var now = Math.max(twin.now(), event.now()) + delay();
        return switch (event) {
            case Event.Timeout e -> new Event.Timeout(e.timer(), Math.max(twin.now(), e.now()));
            case Event.Arrival e ->
                new Event.Arrival(random.nextInt(3) == 0 ? e.message() : near(twin, e.message()), now);
            case Event.Call e -> {
                var arguments = new ArrayList<>(e.arguments());
                if (!arguments.isEmpty() && random.nextInt(3) > 0) {
                    int i = random.nextInt(arguments.size());
                    arguments.set(i, argument(twin, e.call().parameters().get(i).type()));
                }
                yield new Event.Call(e.call(), now, arguments);
            }
        };
    }

    /** The message with one field redrawn, or one bit flipped. */
    Content near(Twin twin, Content message) {
        var fields = message.type().fields().stream().filter(f -> !f.network()).toList();
        var field = fields.get(random.nextInt(fields.size()));
        int i = field.index();
        if (field.bits().isEmpty()) {
            return message.with(i, field(twin, field));
        }
        var turned = message.fields().get(i).getAsLong()
                ^ 1L << random.nextInt(field.bits().size());
        return message.with(i, OptionalLong.of(turned));
    }

    private Content message(Twin twin) {
        var last = twin.arrived();
        if (last.isPresent() && random.nextBoolean()) {
            return near(twin, last.get());
        }
        var types = twin.model().receives();
        var type = types.get(random.nextInt(types.size()));
        var fields = type.fields().stream().map(f -> field(twin, f)).toList();
        return new Content(type, fields);
    }

    private OptionalLong field(Twin twin, MessageType.Field field) {
        if (field.network()) {
            return OptionalLong.of(0); // As in all that arrives.
        }
        if (!field.bits().isEmpty()) {
            return OptionalLong.of(bits(field.bits().size()));
        }
        if (field.optional() && random.nextInt(3) > 0) {
            return OptionalLong.empty();
        }
        if (field.data()) {
            // No message is longer than an IP datagram.
            var octets = Values.near(field.type(), numbers(twin, field.type()), random);
            return OptionalLong.of(random.nextBoolean() ? 0 : Math.min(octets, 65535));
        }
        return OptionalLong.of(Values.near(field.type(), numbers(twin, field.type()), random));
    }

    /** Mostly few bits set: a message that says one or two things. */
    private long bits(int width) {
        var one = 1L << random.nextInt(width);
        return switch (random.nextInt(8)) {
            case 0 -> 0;
            case 1 -> random.nextLong(1L << width);
            case 2, 3, 4 -> one;
            default -> one | 1L << random.nextInt(width);
        };
    }

    /** What the machine holds at the moment that a value of the type could be compared with. */
    private List<Long> numbers(Twin twin, Type type) {
        var wanted = type instanceof Type.Optional o ? o.of() : type;
        var same = new ArrayList<Long>();
        var integers = new ArrayList<Long>();
        var sequence = new ArrayList<Long>();
        for (var variable : twin.model().variables()) {
            if (variable.type() instanceof Type.Ranges) {
                var set = twin.machine().ranges(variable.index());
                for (int i = 0; i < set.count() && wanted instanceof Type.Seq; i++) {
                    same.add(Integer.toUnsignedLong(set.from(i)));
                    same.add(Integer.toUnsignedLong(set.to(i)));
                }
                continue;
            }
            var plain = variable.type() instanceof Type.Optional o ? o.of() : variable.type();
            var value = twin.machine().variable(variable.index());
            if (plain.integral()) {
                integers.add(value);
            }
            if (plain instanceof Type.Seq) {
                sequence.add(value);
            }
            if (plain.equals(wanted) || plain.integral() && wanted.integral()) {
                same.add(value);
            }
        }
        for (int i = 0; i < 3 && !protocol.params().isEmpty(); i++) {
            var param = protocol.params().get(random.nextInt(protocol.params().size()));
            if (param.type().equals(wanted) || param.type().integral() && wanted.integral()) {
                same.add(twin.start().parameters().get(param.index()));
            }
        }
        if (wanted instanceof Type.Seq && !same.isEmpty() && !integers.isEmpty()) {
            // A window's edge: a sequence number and a size.
            same.add(one(same) + one(integers));
        }
        if (wanted.integral() && !sequence.isEmpty()) {
            // What lies between two sequence numbers, and what is left of a buffer beside it.
            long to = one(sequence);
            var distance = to - one(sequence) & 0xffffffffL;
            same.add(distance);
            same.add(one(same) - distance);
        }
        if (wanted instanceof Type.Time) {
            same.add(twin.now());
        }
        return same;
    }

    private long one(List<Long> values) {
        return values.get(random.nextInt(values.size()));
    }
}
