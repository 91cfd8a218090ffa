package dev.sequent.codegen.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.language.model.MachineType.Trigger;
import dev.sequent.language.model.MessageType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/**
 * What a Sender takes from its user reaches the Receiver's user, all of it, once and in order, over a channel that
 * loses and duplicates (and does not reorder: neither protocol claims to bear that).
 */
class InOrderDeliveryProperties {
    private static final Specifications OF_ABP = Specifications.load("abp");
    private static final Specifications OF_GBN = Specifications.load("gbn");

    @Provide
    Arbitrary<Long> seeds() {
        return Arbitraries.randomValue(Random::nextLong);
    }

    /** Each message has a size of its own, so that the sizes delivered tell which messages came. */
    @Property(tries = 500, seed = "17", edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void alternating_bit(@ForAll("seeds") long seed) {
        var run = new Run(OF_ABP, seed);
        var sizes = new ArrayList<Long>();
        for (long size = 1; size <= 12; size++) {
            while (run.sender.state().name().equals("WAITING")) {
                run.turn();
            }
            run.send(size);
            sizes.add(size);
        }
        while (run.sender.state().name().equals("WAITING")) {
            run.turn();
        }
        assertThat(run.delivered).isEqualTo(sizes);
    }

    /** Messages are of one byte and carry no name: the n-th to be delivered is the one with sequence number n - 1. */
    @Property(tries = 500, seed = "19", edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void go_back_n(@ForAll("seeds") long seed) {
        var run = new Run(OF_GBN, seed);
        int taken = 0;
        var sizes = new Random(seed);
        for (int i = 0; i < 6; i++) {
            int n = sizes.nextInt(6);
            run.send(n);
            taken += n;
            for (int turns = sizes.nextInt(20); turns > 0; turns--) {
                run.turn();
            }
        }
        while (!run.sender.deadlines().isEmpty()) {
            run.turn();
        }
        assertThat(run.delivered).hasSize(taken).containsOnly(1L);
        var wanted = new ArrayList<Long>();
        for (long i = 0; i < taken; i++) {
            wanted.add(i);
        }
        assertThat(run.numbers).isEqualTo(wanted);
    }

    /** A sender, a receiver, and a first-in first-out channel each way. */
    private static final class Run {
        private static final int ENOUGH = 20_000;

        final Twin sender;
        final Twin receiver;
        final List<Long> delivered = new ArrayList<>();
        /** The sequence numbers of delivered messages, of a protocol that has them. */
        final List<Long> numbers = new ArrayList<>();

        private final Specifications specification;
        private final Random random;
        private final List<Content> forth = new ArrayList<>();
        private final List<Content> back = new ArrayList<>();
        private long now;
        private int turns;

        Run(Specifications specification, long seed) {
            this.specification = specification;
            this.random = new Random(seed);
            this.sender = twin("Sender", seed);
            this.receiver = twin("Receiver", seed);
        }

        private Twin twin(String machine, long seed) {
            var start = new Twin.Start(specification.machine(machine), seed, List.of(), Optional.empty());
            return new Twin(specification.subject(), start, specification.coverage());
        }

        void send(long n) {
            step(sender, new Event.Call(call(), now, List.of(n)));
        }

        private Trigger.Call call() {
            return sender.model().calls().getFirst();
        }

        /** A message arrives at one end, or time passes until the retransmission. */
        void turn() {
            assertThat(turns++).as("turns until all is delivered").isLessThan(ENOUGH);
            int dice = random.nextInt(10);
            if (dice < 4 && !forth.isEmpty()) {
                arrive(receiver, forth);
            } else if (dice < 8 && !back.isEmpty()) {
                arrive(sender, back);
            } else if (!sender.deadlines().isEmpty()) {
                var timer = sender.model().timers().getFirst();
                now = Math.max(now, sender.deadlines().get(timer.index()));
                step(sender, new Event.Timeout(timer, now));
            }
        }

        private void arrive(Twin to, List<Content> channel) {
            var message = channel.getFirst();
            if (random.nextInt(5) > 0) {
                channel.removeFirst();
            }
            step(to, new Event.Arrival(message, now));
        }

        private void step(Twin twin, Event event) {
            assertThat(twin.step(event)).isEmpty();
            assertThat(twin.over()).as("fault").isFalse();
            for (var invariant : twin.model().invariants()) {
                assertThat(specification
                                .subject()
                                .interpreted()
                                .properties()
                                .invariant(twin.model().index(), invariant.index(), twin.machine()))
                        .as(invariant.name())
                        .isTrue();
            }
            for (var message : twin.sent()) {
                if (random.nextInt(4) > 0) {
                    (twin == sender ? forth : back).add(message);
                }
            }
            for (var effected : twin.effected()) {
                delivered.add(effected.arguments().getFirst());
                if (event instanceof Event.Arrival arrival) {
                    sequenceNumber(arrival.message()).ifPresent(numbers::add);
                }
            }
        }

        private static Optional<Long> sequenceNumber(Content message) {
            return message.type().fields().stream()
                    .filter(f -> f.name().equals("SEQ"))
                    .map(MessageType.Field::index)
                    .map(i -> message.fields().get(i).getAsLong())
                    .findFirst();
        }
    }
}
