package dev.sequent.language.spaces;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is known where an expression is evaluated. A value.
 *
 * @param now of each peer; in the rules of a machine there is one
 * @param before the same before the step, in properties of steps
 * @param step that is asked about, in properties of steps
 * @param peer whose names are meant
 * @param old whether they are meant as they were before the step
 * @param outgoing within a derived field: whether the message is the one about to be sent
 */
record Scene(
        List<Facts> now, List<Facts> before, Optional<MotionFlow.Step> step, int peer, boolean old, boolean outgoing) {
    static Scene of(Facts facts) {
        return new Scene(List.of(facts), List.of(), Optional.empty(), 0, false, false);
    }

    Facts facts() {
        return (old ? before : now).get(peer);
    }

    Scene with(Facts facts) {
        var changed = new ArrayList<>(old ? before : now);
        changed.set(peer, facts);
        return old
                ? new Scene(now, List.copyOf(changed), step, peer, true, outgoing)
                : new Scene(List.copyOf(changed), before, step, peer, false, outgoing);
    }

    Scene ofPeer(int other) {
        return new Scene(now, before, step, other, old, outgoing);
    }

    Scene asOld() {
        return new Scene(now, before, step, peer, true, outgoing);
    }

    Scene inMessage(boolean sent) {
        return new Scene(now, before, step, peer, old, sent);
    }

    /** The same knowledge, looked at as this scene does. */
    Scene seenAs(Scene other) {
        return new Scene(now, before, step, other.peer, other.old, other.outgoing);
    }

    /** What is known if one of the two applies; both are of the same states. */
    Scene or(Scene other) {
        return new Scene(join(now, other.now), join(before, other.before), step, peer, old, outgoing);
    }

    private static List<Facts> join(List<Facts> one, List<Facts> other) {
        var both = new ArrayList<Facts>();
        for (int i = 0; i < one.size(); i++) {
            both.add(one.get(i).or(other.get(i)));
        }
        return List.copyOf(both);
    }
}
