package dev.sequent.language.spaces;

import dev.sequent.language.model.Local;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.MessageType;
import dev.sequent.language.spaces.Breach.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Follows through the rules of a machine which of its numbers move with their space and which stand still: from what is
 * known in each state at rest, through every handler, until nothing new is found. Bools, what is present, timers, and
 * bits of messages are followed as far as conditions speak of them, since numbers move or not depending on these.
 */
final class MotionFlow {
    private final MachineType machine;
    private final MotionReader reader;
    private final RuleFlow rules;
    private final Map<Integer, Facts> rest = new TreeMap<>();
    /** What is known after each kind of step. */
    private final Map<Step, Situation> steps = new LinkedHashMap<>();

    /** The fields that each kind of step may send as zeros of no space. */
    private final Map<Step, Set<String>> zeros = new LinkedHashMap<>();

    /** A step, by the state that it begins in. */
    record Step(int state, MachineType.Trigger trigger) {}

    MotionFlow(MachineType machine) {
        this.machine = machine;
        this.reader = new MotionReader(List.of(this));
        this.rules = new RuleFlow(machine, reader);
        int initial = machine.initial().index();
        rest.put(initial, Facts.initial(machine, initial));
    }

    /**
     * Runs to the end; what was found on the last turn, when everything is known. Empty if there is more to follow than
     * can be.
     */
    Optional<List<Breach>> follow() {
        try {
            return Optional.of(toTheEnd());
        } catch (RuleFlow.TooMuch e) {
            return Optional.empty();
        }
    }

    private List<Breach> toTheEnd() {
        while (true) {
            var before = new TreeMap<>(rest);
            var beforeColumns = Map.copyOf(rules.columns());
            rules.forget();
            zeros.clear();
            steps.clear();
            reader.taken();
            var found = new ArrayList<Breach>();
            for (Facts facts : before.values()) {
                found.addAll(step(facts));
            }
            if (rest.equals(before) && rules.columns().equals(beforeColumns)) {
                return found.stream().distinct().toList();
            }
        }
    }

    /** What is known at rest, of each state that can be entered. */
    Iterable<Facts> atRest() {
        return rest.values();
    }

    /** All kinds of steps, and what is known after each, of each state that it can end in. */
    Map<Step, Situation> steps() {
        return steps;
    }

    Facts atRest(int state) {
        return Objects.requireNonNull(rest.get(state));
    }

    Motion column(MachineType.Table.Column column) {
        return rules.columns().getOrDefault(column, Motion.NOWHERE);
    }

    /** Of a field of the message that is being sent; in a property, of any that its step may send. */
    Motion sent(MessageType.Field field, Scene scene) {
        return scene.step()
                .map(s -> zeros.getOrDefault(s, Set.of()).contains(field.name()) ? Motion.EITHER : Motion.MOVES)
                .orElseGet(() -> rules.sent(field));
    }

    RuleFlow.Value call(MachineType.Function function, Facts facts) {
        return rules.call(function, facts);
    }

    // ------------------------------------------------------------ triggers

    /** Every step from what is known in some state; what was found in them. */
    private List<Breach> step(Facts facts) {
        var all = new ArrayList<Breach>();
        for (MachineType.Handler handler : machine.handlers()) {
            if (handler.states().stream().noneMatch(s -> s.index() == facts.state)) {
                continue;
            }
            Facts entry = facts;
            if (handler.trigger() instanceof MachineType.Trigger.Timeout(MachineType.Timer timer)) {
                if (facts.running(timer) == Truth.FALSE) {
                    continue;
                }
                entry = expired(facts, handler.trigger());
            }
            if (handler.trigger() instanceof MachineType.Trigger.Call call) {
                for (Local parameter : call.parameters()) {
                    entry = MotionReader.number(parameter.type()) ? entry.with(parameter, Motion.MOVES) : entry;
                }
            }
            Situation end = rules.run(handler, entry);
            if (handler.trigger() instanceof MachineType.Trigger.Arrival) {
                end = end.or(batch(end));
            }
            rests(facts, handler.trigger(), end);
            List<Breach> found = reader.taken();
            zeros.computeIfAbsent(new Step(facts.state, handler.trigger()), _ -> new HashSet<>())
                    .addAll(found.stream()
                            .filter(b -> b.kind() == Kind.ZERO)
                            .map(Breach::what)
                            .toList());
            all.addAll(found);
        }
        for (MachineType.Ignored ignored : machine.ignored()) {
            if (ignored.states().stream().anyMatch(s -> s.index() == facts.state)) {
                boolean timeout = ignored.trigger() instanceof MachineType.Trigger.Timeout;
                rests(facts, ignored.trigger(), Situation.of(timeout ? expired(facts, ignored.trigger()) : facts));
            }
        }
        return all;
    }

    /** What the event after a batch makes of it: in properties it belongs to the step of the arrival. */
    private Situation batch(Situation arrived) {
        Situation after = Situation.NOWHERE;
        for (MachineType.Trigger.Call event : machine.events()) {
            for (Facts facts : event.batch() ? arrived.all() : List.<Facts>of()) {
                Facts entry = facts.atRest();
                after = after.or(machine.handler(event, machine.states().get(facts.state))
                        .map(h -> rules.run(h, entry))
                        .orElse(Situation.NOWHERE));
            }
        }
        return after;
    }

    private static Facts expired(Facts facts, MachineType.Trigger trigger) {
        return trigger instanceof MachineType.Trigger.Timeout(MachineType.Timer timer)
                ? facts.with(timer, Truth.FALSE)
                : facts;
    }

    private void rests(Facts before, MachineType.Trigger trigger, Situation end) {
        rules.spend(1 + end.all().size());
        Situation situation = end.each(Facts::atRest);
        steps.merge(new Step(before.state, trigger), situation, Situation::or);
        situation.all().forEach(f -> rest.merge(f.state, f, Facts::or));
    }
}
