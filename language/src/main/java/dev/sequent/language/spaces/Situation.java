package dev.sequent.language.spaces;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What is known at some point of a rule, for each state in which the machine may be there. A value. */
final class Situation {
    static final Situation NOWHERE = new Situation(Map.of());

    private final Map<Integer, Facts> byState;

    private Situation(Map<Integer, Facts> byState) {
        this.byState = byState;
    }

    static Situation of(@Nullable Facts facts) {
        return facts == null ? NOWHERE : new Situation(Map.of(facts.state, facts));
    }

    boolean empty() {
        return byState.isEmpty();
    }

    Collection<Facts> all() {
        return byState.values();
    }

    Situation or(Situation other) {
        if (empty() || other.empty()) {
            return empty() ? other : this;
        }
        var both = new TreeMap<>(byState);
        other.byState.forEach((state, facts) -> both.merge(state, facts, Facts::or));
        return new Situation(both);
    }

    /** Each of the facts changed; null where nothing gets on. Several may end in the same state. */
    Situation each(Function<Facts, @Nullable Facts> change) {
        var changed = new TreeMap<Integer, Facts>();
        for (Facts facts : byState.values()) {
            Facts next = change.apply(facts);
            if (next != null) {
                changed.merge(next.state, next, Facts::or);
            }
        }
        return new Situation(changed);
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof Situation other && byState.equals(other.byState);
    }

    @Override
    public int hashCode() {
        return byState.hashCode();
    }
}
