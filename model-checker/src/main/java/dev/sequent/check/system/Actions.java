package dev.sequent.check.system;

import dev.sequent.check.liveness.Fairness;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Labels of a scenario's transitions, as liveness tells them apart: each step of a user's script, each timer, and for each
 * message that comes up its delivery. A delivery is of one message, so that a network which keeps delivering one message
 * and loses another whenever it is sent is not fair. A duplicate is none: the message stays where it is.
 */
public final class Actions {
    /** What fairness can be demanded of. */
    public enum Kind {
        DELIVERY("delivery"),
        TIMERS("timers"),
        /** Steps that do not repeat; a repeating one may be taken, and need not. */
        USERS("users");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    private static final int DUPLICATE = 0;
    private static final int LOSE = 1;

    private final Plan plan;
    private final int[] firstStep;
    private final int[] firstTimer;
    private final int firstDelivery;

    Actions(Plan plan) {
        this.plan = plan;
        int peers = plan.peers.length;
        firstStep = new int[peers];
        firstTimer = new int[peers];
        int next = 2;
        for (int p = 0; p < peers; p++) {
            firstStep[p] = next;
            next += plan.peers[p].steps().length;
            firstTimer[p] = next;
            next += plan.peers[p].bounds().length;
        }
        firstDelivery = next;
    }

    int of(Walker.Kind kind, int who, int index, int message, int channel) {
        return switch (kind) {
            case CALL -> firstStep[who] + index;
            case TIMEOUT -> timer(who, index);
            case DELIVER -> firstDelivery + message * plan.peers.length + channel;
            case DUPLICATE -> DUPLICATE;
            case LOSE -> LOSE;
        };
    }

    int timer(int peer, int timer) {
        return firstTimer[peer] + timer;
    }

    private Fairness.Strength strength(int action, Map<Kind, Fairness.Strength> of) {
        if (action < 2) {
            return Fairness.Strength.NONE;
        }
        if (action >= firstDelivery) {
            return of.getOrDefault(Kind.DELIVERY, Fairness.Strength.NONE);
        }
        for (int p = firstStep.length - 1; p >= 0; p--) {
            if (action >= firstTimer[p]) {
                return of.getOrDefault(Kind.TIMERS, Fairness.Strength.NONE);
            }
            if (action >= firstStep[p]) {
                return plan.peers[p].steps()[action - firstStep[p]].repeat()
                        ? Fairness.Strength.NONE
                        : of.getOrDefault(Kind.USERS, Fairness.Strength.NONE);
            }
        }
        throw new IllegalArgumentException("no action " + action);
    }

    /** Strong delivery; weak timers and users: what a verdict takes for granted unless the scenario says otherwise. */
    public static Map<Kind, Fairness.Strength> usual() {
        return Map.of(
                Kind.DELIVERY, Fairness.Strength.STRONG,
                Kind.TIMERS, Fairness.Strength.WEAK,
                Kind.USERS, Fairness.Strength.WEAK);
    }

    /** Fairness by kind; a kind that is not named is not fair. */
    public Fairness fairness(Map<Kind, Fairness.Strength> strengths) {
        var of = new EnumMap<Kind, Fairness.Strength>(Kind.class);
        of.putAll(strengths);
        return new Fairness() {
            @Override
            public Strength of(int action) {
                return strength(action, of);
            }

            @Override
            public String text() {
                return Actions.text(of);
            }
        };
    }

    private static String text(Map<Kind, Fairness.Strength> of) {
        var parts = new ArrayList<String>();
        for (var strength : List.of(Fairness.Strength.STRONG, Fairness.Strength.WEAK)) {
            String kinds = of.entrySet().stream()
                    .filter(e -> e.getValue() == strength)
                    .map(e -> e.getKey().text())
                    .collect(Collectors.joining(", "));
            if (!kinds.isEmpty()) {
                parts.add((strength == Fairness.Strength.STRONG ? "strong " : "weak ") + kinds);
            }
        }
        return parts.isEmpty() ? Fairness.NOTHING.text() : String.join("; ", parts);
    }
}
