package dev.sequent.codegen.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Random sequences for one subject: a machine alone, and two machines with a bad network between them. */
final class Walks {
    private static final int IN_FLIGHT = 8;

    private final Subject subject;
    private final Coverage coverage;
    private final Depths depths = new Depths();

    Walks(Subject subject, Coverage coverage) {
        this.subject = subject;
        this.coverage = coverage;
    }

    /** Begins where another's sequences have been. */
    void begin(Walks other) {
        depths.putAll(other.depths);
    }

    /** One machine, hearing anything. Mostly begins where {@link Depths earlier sequences} have been. */
    Optional<Disagreement> alone(int machine, int length, long seed) {
        var random = new Random(seed);
        var chooser = new Chooser(subject.protocol(), random);
        var place = random.nextInt(5) == 0 ? Optional.<Depths.Place>empty() : depths.any(machine, random);
        var start = place.map(Depths.Place::start)
                .orElseGet(() -> new Twin.Start(machine, seed, chooser.parameters(), Optional.empty()));
        var twin = new Twin(subject, start, coverage);
        coverage.sequence();
        for (int i = 0; i < length && !twin.over(); i++) {
            if (Chooser.calls(twin).isEmpty()
                    && twin.model().receives().isEmpty()
                    && twin.deadlines().isEmpty()) {
                break;
            }
            var event =
                    i == 0 && place.isPresent() ? chooser.near(twin, place.get().event()) : chooser.next(twin);
            var difference = step(twin, event);
            if (difference.isPresent()) {
                return found(twin, difference.get());
            }
        }
        return twin.over() ? Optional.empty() : twin.roundTrip().or(twin::aging).flatMap(d -> found(twin, d));
    }

    private Optional<String> step(Twin twin, Event event) {
        var start = new Twin.Start(
                twin.model().index(), twin.start().seed(), twin.start().parameters(), Optional.of(twin.snapshot()));
        var difference = twin.step(event);
        depths.note(new Depths.Place(start, event), twin.points());
        return difference;
    }

    private Optional<Disagreement> found(Twin twin, String difference) {
        return Optional.of(new Disagreement(subject, twin.start(), List.copyOf(twin.history()), difference));
    }

    /** Two machines that hear one another over a network that loses, duplicates and reorders, and now and then lies. */
    Optional<Disagreement> pair(int first, int second, int length, long seed) {
        var random = new Random(seed);
        var chooser = new Chooser(subject.protocol(), random);
        var parameters = chooser.parameters();
        var twins = List.of(
                new Twin(subject, new Twin.Start(first, seed, parameters, Optional.empty()), coverage),
                new Twin(subject, new Twin.Start(second, seed + 1, parameters, Optional.empty()), coverage));
        var towards = List.of(new ArrayList<Content>(), new ArrayList<Content>());
        coverage.sequence();
        long now = 0;
        for (int i = 0; i < length; i++) {
            int who = random.nextInt(2);
            var twin = twins.get(who);
            var dice = random.nextInt(100);
            Event event;
            if (dice < 60 && !towards.get(who).isEmpty()) {
                event = new Event.Arrival(arriving(twin, towards.get(who), chooser, random), now);
            } else if (dice < 75 && !twin.deadlines().isEmpty()) {
                event = chooser.timeout(twin);
                event = new Event.Timeout(((Event.Timeout) event).timer(), Math.max(now, event.now()));
            } else if (!Chooser.calls(twin).isEmpty()) {
                var calls = Chooser.calls(twin);
                now += random.nextInt(3) == 0 ? random.nextLong(400_000_000L) : 0;
                event = chooser.call(twin, calls.get(random.nextInt(calls.size())), now);
            } else {
                continue;
            }
            now = event.now();
            var difference = step(twin, event);
            if (difference.isPresent()) {
                return found(twin, difference.get());
            }
            if (twin.over()) {
                return Optional.empty();
            }
            for (var message : twin.sent()) {
                if (towards.get(1 - who).size() < IN_FLIGHT && random.nextInt(12) > 0) {
                    towards.get(1 - who).add(message);
                }
            }
        }
        return compareProperties(twins, towards).flatMap(d -> found(twins.getFirst(), d));
    }

    private static Content arriving(Twin twin, List<Content> queue, Chooser chooser, Random random) {
        int at = random.nextInt(4) == 0 ? random.nextInt(queue.size()) : 0;
        var message = random.nextInt(8) == 0 ? queue.get(at) : queue.remove(at);
        return random.nextInt(12) > 0 ? message : chooser.near(twin, message);
    }

    private Optional<String> compareProperties(List<Twin> twins, List<? extends List<Content>> towards) {
        var empty = towards.stream().allMatch(List::isEmpty);
        var properties = subject.protocol().properties();
        for (int i = 0; i < properties.size(); i++) {
            var property = properties.get(i);
            // Of claims about messages in flight, FlightsTest compares them.
            var fits = property.flights().isEmpty()
                    && property.peers().size() == 2
                    && property.peers()
                            .get(0)
                            .machine()
                            .equals(twins.get(0).model().name())
                    && property.peers()
                            .get(1)
                            .machine()
                            .equals(twins.get(1).model().name());
            if (fits) {
                var holds = Twin.property(subject, i, twins, empty, false);
                if (!holds.equals(Twin.property(subject, i, twins, empty, true))) {
                    return Optional.of("property " + property.name() + ", interpreted: " + holds);
                }
            }
        }
        return Optional.empty();
    }
}
