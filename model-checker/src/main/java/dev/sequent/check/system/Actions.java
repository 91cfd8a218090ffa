package dev.sequent.check.system;

import dev.sequent.check.liveness.Fairness;
import dev.sequent.language.model.Scenario;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Labels of a scenario's transitions, as liveness tells them apart: each step of a user's script, each timer, and, for
 * each message that occurs, its delivery. A delivery is of one message, so a network that keeps delivering one message
 * and loses another whenever it is sent is not fair: what is sent again and again is due to arrive. Duplicating is not
 * delivering: the message stays where it is. A step that repeats may be taken, but need not be. Time always passes if
 * nothing is due; nothing ever has to go wrong.
 */
public final class Actions {
    private static final int DUPLICATE = 0;
    private static final int LOSE = 1;
    private static final int CRASH = 2;
    private static final int ATTACK = 3;
    private static final int TICK = 4;
    private static final int COUNT = 5;
    private static final int[] NOTHING_DUE = {};

    private final Plan plan;
    private final Labels labels;
    private final boolean live;
    private final int[] firstStep;
    private final int[] firstTimer;
    private final int firstDelivery;
    private final Map<Scenario.Fair.Kind, Fairness.Strength> strengths;

    /** @param live whether anything is asked about runs, so that labels say what becomes due as well */
    Actions(Plan plan, Labels labels, boolean live) {
        this.plan = plan;
        this.live = live;
        this.labels = labels;
        strengths = strengths(plan.scenario);
        int peers = plan.peers.length;
        firstStep = new int[peers];
        firstTimer = new int[peers];
        int next = COUNT;
        for (int p = 0; p < peers; p++) {
            firstStep[p] = next;
            next += plan.peers[p].steps().length;
            firstTimer[p] = next;
            next += plan.peers[p].bounds().length;
        }
        firstDelivery = next;
    }

    int of(TransitionKind kind, int who, int index, int message, int channel) {
        return switch (kind) {
            case CALL -> firstStep[who] + index;
            case TIMEOUT -> timer(who, index);
            case DELIVER -> delivery(message, channel);
            case DUPLICATE -> DUPLICATE;
            case LOSE -> LOSE;
            case CRASH -> CRASH;
            case ATTACK -> ATTACK;
            case TICK -> TICK;
        };
    }

    private int delivery(int message, int channel) {
        return firstDelivery + message * plan.peers.length + channel;
    }

    /** What a transition with that label does. @param label as the explorer is told it */
    public TransitionKind kind(int label) {
        int action = action(label);
        if (action >= firstDelivery) {
            return TransitionKind.DELIVER;
        }
        return switch (action) {
            case DUPLICATE -> TransitionKind.DUPLICATE;
            case LOSE -> TransitionKind.LOSE;
            case CRASH -> TransitionKind.CRASH;
            case ATTACK -> TransitionKind.ATTACK;
            case TICK -> TransitionKind.TICK;
            default -> isTimer(action) ? TransitionKind.TIMEOUT : TransitionKind.CALL;
        };
    }

    private boolean isTimer(int action) {
        int p = firstStep.length - 1;
        while (action < firstStep[p]) {
            p--;
        }
        return action >= firstTimer[p];
    }

    /**
     * The action that a label names; two transitions out of a state that have the same one differ only in what runtime
     * functions return, unless it is one of what goes wrong.
     */
    public int action(int label) {
        return live ? labels.action(label) : label;
    }

    /** The label of time passing, with nothing that it makes due. */
    public int tick() {
        return live ? labels.of(TICK, NOTHING_DUE) : TICK;
    }

    /** The deliveries that become due when a peer sends that; a full channel makes no difference. */
    int[] due(int peer, MessageState[] sent) {
        return Arrays.stream(sent)
                .mapToInt(m -> delivery(m.number, plan.out(peer)))
                .toArray();
    }

    int timer(int peer, int timer) {
        return firstTimer[peer] + timer;
    }

    private Fairness.Strength owed(Scenario.Fair.Kind kind) {
        return Objects.requireNonNull(strengths.get(kind), kind.name());
    }

    private Fairness.Strength strength(int action) {
        if (action < COUNT) {
            return action == TICK ? Fairness.Strength.WEAK : Fairness.Strength.NONE;
        }
        if (action >= firstDelivery) {
            return owed(Scenario.Fair.Kind.DELIVERY);
        }
        for (int p = firstStep.length - 1; p >= 0; p--) {
            if (action >= firstTimer[p]) {
                return owed(Scenario.Fair.Kind.TIMERS);
            }
            if (action >= firstStep[p]) {
                return plan.peers[p].steps()[action - firstStep[p]].repeat()
                        ? Fairness.Strength.NONE
                        : owed(Scenario.Fair.Kind.USERS);
            }
        }
        throw new IllegalArgumentException("no action " + action);
    }

    /** Strong delivery, weak timers and users, unless the scenario says otherwise. */
    private static Map<Scenario.Fair.Kind, Fairness.Strength> strengths(Scenario scenario) {
        var strengths = new EnumMap<Scenario.Fair.Kind, Fairness.Strength>(Scenario.Fair.Kind.class);
        strengths.put(Scenario.Fair.Kind.DELIVERY, Fairness.Strength.STRONG);
        strengths.put(Scenario.Fair.Kind.TIMERS, Fairness.Strength.WEAK);
        strengths.put(Scenario.Fair.Kind.USERS, Fairness.Strength.WEAK);
        for (Scenario.Fair fair : scenario.fairness()) {
            strengths.put(
                    fair.kind(),
                    switch (fair.strength()) {
                        case STRONG -> Fairness.Strength.STRONG;
                        case WEAK -> Fairness.Strength.WEAK;
                        case NONE -> Fairness.Strength.NONE;
                    });
        }
        return strengths;
    }

    /** What fairness is assumed of runs. */
    public Fairness fairness() {
        return new Fairness() {
            @Override
            public int action(int label) {
                return labels.action(label);
            }

            @Override
            public int[] makesDue(int label) {
                return labels.due(label);
            }

            @Override
            public Strength of(int action) {
                return strength(action);
            }

            @Override
            public String text() {
                return Actions.this.text();
            }
        };
    }

    /** What an action is, for instance {@code A's timer RETRY}. */
    String text(int action) {
        if (action < COUNT) {
            return action == TICK ? "the passing of time" : "what goes wrong";
        }
        if (action >= firstDelivery) {
            int channel = (action - firstDelivery) % plan.peers.length;
            return "a delivery to "
                    + plan.scenario.peers().get(plan.hears(channel)).name();
        }
        int p = firstStep.length - 1;
        while (action < firstStep[p]) {
            p--;
        }
        String peer = plan.scenario.peers().get(p).name();
        return action >= firstTimer[p]
                ? peer + "'s timer "
                        + plan.peers[p]
                                .type()
                                .timers()
                                .get(action - firstTimer[p])
                                .name()
                : peer + "'s call "
                        + ActionFinder.call(plan, p, action - firstStep[p]).text();
    }

    private String text() {
        var parts = new ArrayList<String>();
        for (var strength : List.of(Fairness.Strength.STRONG, Fairness.Strength.WEAK)) {
            String kinds = strengths.entrySet().stream()
                    .filter(e -> e.getValue() == strength)
                    .map(e -> e.getKey().name().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(", "));
            if (strength == Fairness.Strength.WEAK && plan.clock.ticks()) {
                kinds += kinds.isEmpty() ? "time" : ", time";
            }
            if (!kinds.isEmpty()) {
                parts.add(strength.name().toLowerCase(Locale.ROOT) + " " + kinds);
            }
        }
        return parts.isEmpty() ? Fairness.NOTHING.text() : String.join("; ", parts);
    }
}
