package dev.sequent.check.system;

import dev.sequent.check.text.MessageText;
import dev.sequent.check.trace.TraceStep;
import dev.sequent.check.trace.TraceStep.Action;
import dev.sequent.check.trace.TraceStep.Choice;
import dev.sequent.check.trace.TraceStep.InFlight;
import dev.sequent.language.model.MessageType.Field;
import dev.sequent.runtime.Message;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Finds, among the transitions of a state, the one that matches a recorded action. */
final class ActionFinder {
    private final Plan plan;
    private final Lister lister;

    ActionFinder(Plan plan, Lister lister) {
        this.plan = plan;
        this.lister = lister;
    }

    /**
     * The ordinal of the transition; -1 if there is none. Several match if runtime functions answer differently: then
     * it is the recorded one if that is among them, otherwise the one with the recorded answers, otherwise the first.
     */
    int find(TraceStep wanted, List<Lister.Transition> all, int[] state) {
        List<Integer> same = new ArrayList<>();
        for (int t = 0; t < all.size(); t++) {
            if (is(wanted.action(), all.get(t), state)) {
                same.add(t);
            }
        }
        if (same.contains(wanted.ordinal())) {
            return wanted.ordinal();
        }
        int[] answers = wanted.choices().stream()
                .filter(this::isFree)
                .mapToInt(Choice::index)
                .toArray();
        return same.stream()
                .filter(t -> {
                    Outcome outcome = all.get(t).outcome();
                    return outcome != null && Arrays.equals(outcome.choices(), answers);
                })
                .findFirst()
                .orElse(same.isEmpty() ? -1 : same.getFirst());
    }

    /** Whether the function could have returned something else. */
    private boolean isFree(Choice choice) {
        return plan.protocol.externs().stream()
                .anyMatch(e -> e.name().equals(choice.function())
                        && plan.functions.values()[e.index()].length > 0
                        && plan.functions.turns()[e.index()] < 0);
    }

    private boolean is(Action wanted, Lister.Transition transition, int[] state) {
        int who = transition.who();
        int index = transition.index();
        return switch (transition.kind()) {
            case CALL -> wanted.equals(call(plan, who, index));
            case TIMEOUT ->
                wanted.equals(new Action.Timeout(
                        who, plan.peers[who].type().timers().get(index).name()));
            case DELIVER, DUPLICATE -> {
                int channel = plan.peers.length == 1 ? 0 : 1 - who;
                yield wanted instanceof Action.Deliver d
                        && d.to() == who
                        && d.copyStays() == (transition.kind() == TransitionKind.DUPLICATE)
                        && is(
                                d.message(),
                                lister.channel(state, channel).flights.get(index).message.message);
            }
            case LOSE ->
                wanted instanceof Action.Lose l
                        && l.to() == plan.hears(who)
                        && is(l.message(), lister.channel(state, who).flights.get(index).message.message);
            case ATTACK ->
                wanted instanceof Action.Attack a
                        && a.to() == who
                        && is(a.message(), lister.components.messages.at(index).message);
            case CRASH -> wanted.equals(new Action.Crash(who));
            case TICK -> wanted instanceof Action.Tick;
        };
    }

    private boolean is(InFlight wanted, Message message) {
        var type = plan.protocol.messages().get(message.kind());
        if (!type.name().equals(wanted.kind())) {
            return false;
        }
        for (Field field : type.fields()) {
            // What was told to the network when it was sent is not part of what is in flight.
            if (!field.network()
                    && !MessageText.value(field, message).equals(wanted.fields().get(field.name()))) {
                return false;
            }
        }
        return true;
    }

    /** A step of a user's script as an action. */
    static Action.Call call(Plan plan, int peer, int step) {
        PeerPlan type = plan.peers[peer];
        PeerPlan.Step taken = type.steps()[step];
        int calls = type.type().calls().size();
        var call = taken.call() < calls
                ? type.type().calls().get(taken.call())
                : type.type().events().get(taken.call() - calls);
        return new Action.Call(peer, call.name(), Telling.arguments(call.parameters(), taken.arguments()));
    }
}
