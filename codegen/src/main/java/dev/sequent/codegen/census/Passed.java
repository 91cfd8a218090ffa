package dev.sequent.codegen.census;

import dev.sequent.runtime.Trace;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Listens to machines, any number of them one after another, and notes what they pass. No routine is in progress twice
 * (they do not call themselves, and machines do not call one another), so the state in which a routine was entered last
 * is that of the points which follow.
 */
public final class Passed implements Trace {
    private final Census census;
    private final BitSet points = new BitSet();
    private final Ways ways;
    private final int[] entered;

    Passed(Census census) {
        this.census = census;
        this.ways = new Ways(census);
        this.entered = new int[census.routines()];
        Arrays.fill(entered, -1);
    }

    @Override
    public void at(int point) {
        points.set(point);
        int branch = census.branchOf(point);
        if (branch < 0) {
            return;
        }
        int routine = census.routineOf(point);
        if (census.enters(point) >= 0) {
            entered[routine] = census.enters(point);
        }
        ways.add(branch, routine < 0 ? 0 : entered[routine]);
    }

    /** What another one has noted, too. */
    public void add(Passed other) {
        points.or(other.points);
        ways.addAll(other.ways);
    }

    boolean passed(int point) {
        return points.get(point);
    }

    /** The branches that were passed, each in the states in which its rule was entered. */
    public Ways ways() {
        return new Ways(census).or(ways);
    }
}
