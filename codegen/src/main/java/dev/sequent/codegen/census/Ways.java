package dev.sequent.codegen.census;

import java.util.BitSet;
import java.util.List;

/** A set of branches in states. */
public final class Ways {
    private final Census census;
    private final int width;
    private final BitSet set = new BitSet();

    Ways(Census census) {
        this.census = census;
        this.width = census.states().size();
    }

    void add(int branch, int state) {
        set.set(branch * width + state);
    }

    boolean has(int branch, int state) {
        return set.get(branch * width + state);
    }

    /** How many. */
    public int size() {
        return set.cardinality();
    }

    public boolean isEmpty() {
        return set.isEmpty();
    }

    /** What is in this set or in the other. */
    public Ways or(Ways other) {
        Ways both = copy();
        both.set.or(other.set);
        return both;
    }

    /** What is in both. */
    public Ways and(Ways other) {
        Ways both = copy();
        both.set.and(other.set);
        return both;
    }

    /** What is in this set and not in the other. */
    public Ways without(Ways other) {
        Ways rest = copy();
        rest.set.andNot(other.set);
        return rest;
    }

    private Ways copy() {
        var copy = new Ways(census);
        copy.set.or(set);
        return copy;
    }

    void addAll(Ways others) {
        set.or(others.set);
    }

    /**
     * Those of this set, which nobody has passed, that are not behind others of it: if these were passed, some of the
     * others might be.
     */
    public Ways foremost() {
        return census.reachable(this).and(this);
    }

    /** A line for each branch, as {@code file.sqt:12: on OPEN in LISTEN: `if active` holds in LISTEN}. */
    public List<String> lines() {
        return census.branches().stream()
                .filter(b -> !in(b).isEmpty())
                .map(b -> b.file() + ":" + b.line() + ": " + words(b))
                .toList();
    }

    /** The branch and its states in this set, as the list of what is not exercised has them. */
    String words(Branch branch) {
        return branch.words() + (branch.stateless() ? "" : " in " + String.join(", ", in(branch)));
    }

    /** The states in which the branch is in this set. */
    List<String> in(Branch branch) {
        int first = branch.number() * width;
        return set.get(first, first + width).stream()
                .mapToObj(census.states()::get)
                .toList();
    }
}
