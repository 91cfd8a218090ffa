package dev.sequent.stack.time;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;

/**
 * Virtual time for several agents: the clock jumps from one due moment to the next, so hours pass in milliseconds and
 * every run with the same inputs is the same run.
 *
 * <p>At each moment the scheduled actions that are due run first, in the order of their times and then of their
 * scheduling; then every agent takes its step, in the order in which they were attached; and this repeats until nothing
 * more is due at that moment. Only then does the clock move. Not safe for use by several threads.
 */
public final class Simulation {

    /** Something that lives in virtual time: a stack, a scripted peer. */
    public interface Agent {

        /** Does everything that is due at {@code now}: receives what has arrived, expires timers, sends. */
        void step(long now);

        /**
         * When this agent next has something to do by itself, {@link Clock#NEVER} if never. May be too early, never too
         * late. It is asked after the steps of all agents, so a frame that another agent has just sent to this one's
         * device counts.
         */
        long nextDeadline();
    }

    private record Scheduled(long at, long order, Runnable action) {}

    /** Rounds at one moment after which the simulation is taken to be stuck: far above what a burst of frames needs. */
    private static final int ROUNDS_AT_ONE_MOMENT = 1_000_000;

    private final VirtualClock clock = new VirtualClock();
    private final List<Agent> agents = new ArrayList<>();
    private final PriorityQueue<Scheduled> scheduled =
            new PriorityQueue<>(Comparator.comparingLong(Scheduled::at).thenComparingLong(Scheduled::order));
    private long orders;

    /** The clock of this simulation; only the simulation moves it. */
    public Clock clock() {
        return clock;
    }

    /** The current moment. */
    public long now() {
        return clock.nanos();
    }

    /** Adds an agent; it takes its first step in the next run. */
    public void attach(Agent agent) {
        agents.add(agent);
    }

    /** Schedules an action for the moment {@code at}; a moment that has passed means the current one. */
    public void at(long at, Runnable action) {
        scheduled.add(new Scheduled(Math.max(at, now()), orders++, action));
    }

    /** Runs everything that is due up to and including {@code nanos}, and leaves the clock there. */
    public void runUntil(long nanos) {
        run(() -> false, nanos);
        clock.advanceTo(Math.max(nanos, now()));
    }

    /** Runs for {@code nanos} from now. */
    public void runFor(long nanos) {
        runUntil(Math.addExact(now(), nanos));
    }

    /**
     * Runs until the condition holds, nothing is left to do, or the next thing to do comes after {@code limitNanos}.
     *
     * @param condition checked whenever everything at one moment has been done
     * @param limitNanos the last moment that still runs, absolute
     * @return whether the condition holds now
     * @throws IllegalStateException if the agents keep each other busy without time passing
     */
    public boolean run(BooleanSupplier condition, long limitNanos) {
        while (true) {
            settle();
            if (condition.getAsBoolean()) {
                return true;
            }
            long next = nextDeadline();
            if (next == Clock.NEVER || next > limitNanos) {
                return false;
            }
            clock.advanceTo(next);
        }
    }

    /** When something is next due, {@link Clock#NEVER} if nothing is. */
    public long nextDeadline() {
        Scheduled head = scheduled.peek();
        long next = head == null ? Clock.NEVER : head.at;
        for (Agent agent : agents) {
            next = Math.min(next, agent.nextDeadline());
        }
        return next;
    }

    private void settle() {
        long now = now();
        for (int round = 0; round < ROUNDS_AT_ONE_MOMENT; round++) {
            while (!scheduled.isEmpty() && scheduled.element().at <= now) {
                scheduled.remove().action.run();
            }
            // By index: an action or a step may attach another agent.
            for (int i = 0; i < agents.size(); i++) {
                agents.get(i).step(now);
            }
            if (nextDeadline() > now) {
                return;
            }
        }
        throw new IllegalStateException(
                "no progress: after " + ROUNDS_AT_ONE_MOMENT + " rounds something is still due at " + now
                        + " ns; look for an agent whose nextDeadline() stays in the past after its step");
    }
}
