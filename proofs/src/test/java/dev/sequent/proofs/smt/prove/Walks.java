package dev.sequent.proofs.smt.prove;

import dev.sequent.language.interpret.InterpretedCore;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.MachineType.Trigger;
import dev.sequent.language.model.MessageType;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Type;
import dev.sequent.proofs.smt.encode.Concrete;
import dev.sequent.runtime.BitReader;
import dev.sequent.runtime.BitWriter;
import dev.sequent.runtime.Core;
import dev.sequent.runtime.Effects;
import dev.sequent.runtime.Fault;
import dev.sequent.runtime.Machine;
import dev.sequent.runtime.Message;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.BiConsumer;

/**
 * Steps of machines that have come somewhere: one event after another, drawn at random by the types alone, from where
 * the machine begins. Numbers are drawn near those that the machine remembers, so that some of what arrives is wanted.
 */
final class Walks {
    private static final long SECOND = 1_000_000_000L;
    /** After so many steps, it goes on from where another one was: in each state as often. */
    private static final int LONGEST = 12;
    /** One that is remembered in a state takes the place of another, when there are so many. */
    private static final int MOST = 200;
    /** As long as this, the same bits are likely to be set. */
    private static final int MOOD = 10;

    private final MachineType machine;
    private final Core core;
    private final Random random;
    private final List<Long> answers = new ArrayList<>();
    private int sent;
    private Machine subject;
    private List<Long> parameters = List.of();
    private final Protocol protocol;
    private long now;
    /** How many messages out of 30 have each bit set, for a while. */
    private final int[] odds = new int[16];

    /** Where a machine has been. @param machine as it writes itself */
    private record Place(long[] machine, List<Long> parameters, long now) {}

    /** By state. */
    private final List<List<Place>> places = new ArrayList<>();

    Walks(Protocol protocol, MachineType machine, Random random) {
        this.protocol = protocol;
        this.machine = machine;
        this.core = new InterpretedCore(protocol);
        this.random = random;
        this.subject = fresh();
        machine.states().forEach(s -> places.add(new ArrayList<>()));
    }

    /** @param seen is told of each step, and how many messages it sent; the event after a batch is a step, too */
    void go(int steps, BiConsumer<Concrete.Step, Integer> seen) {
        for (int i = 0; i < steps; i++) {
            if (i % LONGEST == 0) {
                begin();
            }
            if (i % MOOD == 0) {
                Arrays.setAll(odds, b -> List.of(1, 1, 10, 28).get(random.nextInt(4)));
            }
            var triggers = Prover.triggers(machine)
                    .filter(t -> !(t instanceof Trigger.Timeout x)
                            || subject.running(x.timer().index()))
                    .filter(t -> !(t instanceof Trigger.Call c && c.batch()))
                    .toList();
            var trigger = triggers.get(random.nextInt(triggers.size()));
            var arrivals =
                    triggers.stream().filter(t -> t instanceof Trigger.Arrival).toList();
            if (!arrivals.isEmpty() && random.nextBoolean()) {
                trigger = arrivals.get(random.nextInt(arrivals.size()));
            }
            now += random.nextInt(4) == 0 ? random.nextLong(3 * SECOND) : random.nextInt(1_000_000);
            boolean good = take(trigger, seen);
            while (good && trigger instanceof Trigger.Arrival && random.nextInt(4) == 0) {
                good = take(arrivals.get(random.nextInt(arrivals.size())), seen);
            }
            if (good && trigger instanceof Trigger.Arrival) {
                for (var event : machine.events()) {
                    if (event.batch() && good) {
                        good = take(event, seen);
                    }
                }
            }
            if (good) {
                remember();
            } else {
                begin();
            }
        }
    }

    /** @return whether it came to an end */
    private boolean take(Trigger trigger, BiConsumer<Concrete.Step, Integer> seen) {
        var before = Memories.of(machine, subject);
        var given = given(trigger);
        answers.clear();
        sent = 0;
        boolean good = true;
        try {
            switch (trigger) {
                case Trigger.Call t -> {
                    var a = new long[4];
                    for (int i = 0; i < t.parameters().size(); i++) {
                        a[i] = given.get(t.parameters().get(i).index()).orElse(0);
                    }
                    subject.call(t.index(), now, a[0], a[1], a[2], a[3]);
                }
                case Trigger.Arrival t -> {
                    var message = core.message(t.message().kind());
                    given.forEach((i, v) -> v.ifPresent(x -> message.set(i, x)));
                    subject.receive(now, message);
                }
                case Trigger.Timeout t -> subject.timeout(t.timer().index(), now);
            }
        } catch (Fault e) {
            good = false;
        }
        seen.accept(new Concrete.Step(machine, trigger, before, parameters, now, given, List.copyOf(answers)), sent);
        return good;
    }

    // ------------------------------------------------------------ a machine

    private void remember() {
        var bits = new BitWriter();
        subject.encode(bits);
        var place = new Place(bits.toArray(), parameters, now);
        var there = places.get(subject.state());
        if (there.size() < MOST) {
            there.add(place);
        } else {
            there.set(random.nextInt(MOST), place);
        }
    }

    private void begin() {
        var known = places.stream().filter(p -> !p.isEmpty()).toList();
        if (known.isEmpty() || random.nextInt(10) == 0) {
            subject = fresh();
            return;
        }
        var there = known.get(random.nextInt(known.size()));
        var place = there.get(random.nextInt(there.size()));
        var made = core.parameters();
        for (int i = 0; i < place.parameters().size(); i++) {
            made.set(i, place.parameters().get(i));
        }
        parameters = place.parameters();
        now = place.now();
        subject = core.machine(machine.index(), made, new Around());
        subject.decode(new BitReader(place.machine()));
    }

    private Machine fresh() {
        while (true) {
            var made = core.parameters();
            var values = new ArrayList<Long>();
            boolean usual = random.nextBoolean();
            for (var param : protocol.params()) {
                long value = usual || random.nextInt(4) > 0
                        ? param.defaultValue()
                        : param.type() instanceof Type.Bool
                                ? random.nextInt(2)
                                : Math.min(param.max(), Math.max(param.min(), any(param.type())));
                made.set(param.index(), value);
                values.add(value);
            }
            if (made.broken().isEmpty()) {
                parameters = List.copyOf(values);
                now = random.nextLong(1000 * SECOND);
                return core.machine(machine.index(), made, new Around());
            }
        }
    }

    private final class Around implements Effects {
        @Override
        public void effect(int effect, long a, long b, long c, long d) {}

        @Override
        public long function(int function, long a, long b, long c, long d) {
            long answer = any(protocol.externs().get(function).type());
            answers.add(answer);
            return answer;
        }

        @Override
        public void send(Message message) {
            sent++;
        }

        @Override
        public void start(int timer, long at) {}

        @Override
        public void stop(int timer) {}

        @Override
        public void signal(int signal) {}
    }

    // ------------------------------------------------------------ what comes

    private Map<Integer, OptionalLong> given(Trigger trigger) {
        var given = new HashMap<Integer, OptionalLong>();
        switch (trigger) {
            case Trigger.Call t ->
                t.parameters().forEach(p -> given.put(p.index(), maybe(p.type(), random.nextInt(4))));
            case Trigger.Arrival t -> t.message().fields().forEach(f -> given.put(f.index(), field(t.message(), f)));
            case Trigger.Timeout _ -> {}
        }
        return given;
    }

    private OptionalLong field(MessageType message, MessageType.Field field) {
        if (field.network()) {
            return field.optional() ? OptionalLong.empty() : OptionalLong.of(0);
        }
        if (field.data()) {
            return OptionalLong.of(random.nextBoolean() ? 0 : random.nextInt(random.nextBoolean() ? 10 : 3000));
        }
        if (!field.bits().isEmpty()) {
            long bits = 0;
            for (int i = 0; i < field.bits().size(); i++) {
                if (random.nextInt(30) < odds[i % odds.length]) {
                    bits |= 1L << (field.bits().size() - 1 - i);
                }
            }
            return OptionalLong.of(bits);
        }
        var width = message.wire().stream()
                .filter(e -> e instanceof MessageType.WireElement.Value v
                        && v.field().equals(field))
                .mapToInt(e -> ((MessageType.WireElement.Value) e).width())
                .findFirst();
        var value = maybe(field.type(), random.nextInt(3));
        return width.isPresent() && width.getAsInt() < 63 && value.isPresent() && field.type() instanceof Type.UInt
                ? OptionalLong.of(value.getAsLong() & ((1L << width.getAsInt()) - 1))
                : value;
    }

    private OptionalLong maybe(Type type, int dice) {
        return type instanceof Type.Optional o
                ? dice == 0 ? OptionalLong.empty() : OptionalLong.of(any(o.of()))
                : OptionalLong.of(any(type));
    }

    private long any(Type type) {
        return switch (type) {
            case Type.Bool _ -> random.nextInt(2);
            case Type.UInt t ->
                Math.min(
                        t.max(),
                        switch (random.nextInt(5)) {
                            case 0 -> random.nextInt(3);
                            case 1 -> random.nextInt(100);
                            case 2 -> Math.floorMod(random.nextLong(), t.max() + 1);
                            default -> random.nextInt(12_000);
                        });
            case Type.Enum t -> random.nextInt(t.constants().size());
            case Type.Seq _ -> near();
            case Type.Duration _ -> random.nextLong(100 * SECOND);
            case Type.Time _ -> random.nextLong(now + 1);
            case Type.Int _ -> random.nextInt(2000) - 1000;
            case Type.Row _, Type.Ranges _, Type.Optional _ -> throw new IllegalArgumentException(type.name());
        };
    }

    /** A sequence number beside one that the machine remembers. */
    private long near() {
        var known = machine.variables().stream()
                .filter(v -> v.type() instanceof Type.Seq)
                .toList();
        if (known.isEmpty() || random.nextInt(40) == 0) {
            return Integer.toUnsignedLong(random.nextInt());
        }
        long from = subject.variable(known.get(random.nextInt(known.size())).index());
        long by = random.nextInt(3) > 0 ? random.nextInt(3) / 2 : random.nextInt(6000) - 500;
        return (from + by) & 0xffff_ffffL;
    }
}
