package dev.sequent.check.system;

import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.Scenario;
import dev.sequent.runtime.Core;
import dev.sequent.runtime.Message;
import dev.sequent.runtime.Parameters;
import java.util.Arrays;
import java.util.List;

/**
 * One peer of a scenario, resolved to numbers. Shared by all threads, never changed.
 *
 * @param machine ordinal of the machine type
 * @param steps the user's script, then what the user does after a crash
 * @param afterCrash where in {@code steps} the latter begins
 * @param awaited for each of the two parts how many of its steps that do not repeat must have been taken so that its
 *     user waits for nothing; 1 of a part of nothing but repeating steps, for which there is no end
 * @param rests for each state of the machine whether the user waits for nothing there, whatever is left of the script
 * @param positionWidth bits for how many of those have been taken
 * @param bounds for each timer how often it may run out; -1: without bound
 * @param quiet number of the event that ends a batch of arrivals; -1: the machine has none
 * @param crashes how often it may crash
 * @param attacks what an attacker may send to it; read only
 */
public record PeerPlan(
        int machine,
        MachineType type,
        Step[] steps,
        int afterCrash,
        int[] awaited,
        boolean[] rests,
        int positionWidth,
        int[] bounds,
        int quiet,
        int crashes,
        Message[] attacks) {

    /** A step of a user. @param after how many steps of its part that do not repeat come before it */
    public record Step(int call, long[] arguments, boolean repeat, int after) {}

    static PeerPlan of(Scenario scenario, Scenario.Peer peer, Core core, Parameters parameters) {
        MachineType type = peer.machine();
        var steps = new Step[peer.script().size() + peer.afterCrash().size()];
        int[] once = {
            steps(type, peer.script(), parameters, steps, 0),
            steps(type, peer.afterCrash(), parameters, steps, peer.script().size())
        };
        int[] bounds = new int[type.timers().size()];
        Arrays.fill(bounds, -1);
        for (Scenario.Bound bound : scenario.bounds()) {
            if (bound.machine().index() == type.index()) {
                bounds[bound.timer().index()] = bound.most();
            }
        }
        int crashes = scenario.crashes().stream()
                .filter(c -> c.peer() == peer.index())
                .mapToInt(Scenario.Crash::most)
                .sum();
        Message[] attacks = scenario.attacks().stream()
                .filter(a -> a.to() == peer.index())
                .flatMap(a -> a.messages().stream())
                .map(sample -> message(core, sample))
                .toArray(Message[]::new);
        return new PeerPlan(
                type.index(),
                type,
                steps,
                peer.script().size(),
                new int[] {awaited(peer.script()), awaited(peer.afterCrash())},
                rests(peer),
                Plan.widthOf(Math.max(once[0], once[1])),
                bounds,
                quiet(type),
                crashes,
                attacks);
    }

    /** @return how many of them do not repeat */
    private static int steps(
            MachineType type, List<Scenario.UserStep> script, Parameters parameters, Step[] into, int from) {
        int once = 0;
        for (int i = 0; i < script.size(); i++) {
            Scenario.UserStep step = script.get(i);
            into[from + i] = new Step(callNumber(type, step), arguments(step, parameters), step.repeat(), once);
            once += step.repeat() ? 0 : 1;
        }
        return once;
    }

    /** See the record. */
    private static int awaited(List<Scenario.UserStep> script) {
        int once = 0;
        for (Scenario.UserStep step : script) {
            once += step.repeat() ? 0 : 1;
        }
        return once == 0 && !script.isEmpty() ? 1 : once;
    }

    private static boolean[] rests(Scenario.Peer peer) {
        var rests = new boolean[peer.machine().states().size()];
        rests[peer.machine().initial().index()] = true;
        peer.ends().forEach(state -> rests[state.index()] = true);
        return rests;
    }

    /** Calls and events are numbered together: calls first. */
    private static int callNumber(MachineType type, Scenario.UserStep step) {
        String name = step.call().name();
        for (int i = 0; i < type.calls().size(); i++) {
            if (type.calls().get(i).name().equals(name)) {
                return i;
            }
        }
        int event = eventNumber(type, name);
        if (event < 0) {
            throw new IllegalArgumentException(step.span() + ": " + type.name() + " has no call " + name);
        }
        return event;
    }

    private static int eventNumber(MachineType type, String name) {
        for (int i = 0; i < type.events().size(); i++) {
            if (type.events().get(i).name().equals(name)) {
                return type.calls().size() + i;
            }
        }
        return -1;
    }

    private static int quiet(MachineType type) {
        return type.events().stream()
                .filter(MachineType.Trigger.Call::batch)
                .mapToInt(MachineType.Trigger.Call::index)
                .findFirst()
                .orElse(-1);
    }

    private static long[] arguments(Scenario.UserStep step, Parameters parameters) {
        long[] values = new long[4];
        for (int i = 0; i < step.arguments().size(); i++) {
            values[i] = Constants.evaluate(step.arguments().get(i), parameters);
        }
        return values;
    }

    /** A message that is written in a scenario. */
    static Message message(Core core, Scenario.Sample sample) {
        Message message = core.message(sample.message().kind());
        message.clear();
        sample.fields().forEach(f -> message.set(f.field().index(), f.value()));
        return message;
    }
}
