package dev.sequent.harness;

import dev.sequent.runtime.Core;
import dev.sequent.runtime.Effects;
import dev.sequent.runtime.Ghosts;
import dev.sequent.runtime.Machine;
import dev.sequent.runtime.Message;
import dev.sequent.runtime.Step;

/**
 * What is specific to one scenario: tables, as methods. The generated class of a scenario fills them in; it holds
 * nothing that changes.
 */
public abstract class Setting {
    protected final Core core;
    protected final Core.Properties properties;

    protected Setting(Core core) {
        this.core = core;
        properties = core.properties();
    }

    /** A message with those fields: pairs of ordinal and value; the others are zero or absent. */
    protected final Message message(int kind, long[][] fields) {
        Message message = core.message(kind);
        message.clear();
        for (long[] field : fields) {
            message.set((int) field[0], field[1]);
        }
        return message;
    }

    // ------------------------------------------------------------ the network

    protected abstract int peers();

    /** Messages in flight from each peer. */
    protected abstract int capacity();

    protected abstract boolean reorder();

    protected abstract boolean duplicate();

    protected abstract boolean lose();

    /** How many may be lost in each direction; -1: any number. */
    protected abstract int losses();

    /** What is in flight from a peer at first, oldest first. */
    protected abstract Message[] held(int channel);

    /** What an attacker may send to a peer. */
    protected abstract Message[] attacks(int peer);

    /** How many fields a message of that kind has. */
    protected abstract int fields(int kind);

    /** Whether the field is only told to the network layer. */
    protected abstract boolean toNetwork(int kind, int field);

    // ------------------------------------------------------------ machines and users

    protected abstract Machine machine(int peer, Effects world);

    protected abstract int initial(int peer);

    protected abstract int steps(int peer);

    /** Which of the steps is the first after a crash. */
    protected abstract int afterCrash(int peer);

    /** How many of the steps before, or after, a crash must have been taken so that the user waits for nothing. */
    protected abstract int awaited(int peer, boolean crashed);

    /** Whether the user waits for nothing when the machine is in that state. */
    protected abstract boolean rests(int peer, int state);

    /** Whether it is the turn of that step when so many non-repeating ones have been taken. */
    protected abstract boolean due(int peer, int step, int position);

    protected abstract boolean guard(int peer, int step, Machine machine);

    protected abstract boolean repeats(int peer, int step);

    /** Ordinal of the call or event that a step makes. */
    protected abstract int called(int peer, int step);

    /** What it is given. @param i from 0 */
    protected abstract long argument(int peer, int step, int i);

    /** Makes it. @return what the machine answers */
    protected abstract int call(int peer, int step, Machine machine);

    /** How many octets it hands over, if it is such a call. */
    protected abstract long handsOver(int peer, int step);

    protected abstract int crashes(int peer);

    protected abstract int timers(int peer);

    protected abstract int signals(int peer);

    /** How often the timer may run out; -1: any number of times. */
    protected abstract int bound(int peer, int timer);

    /** The event that ends a batch of arrivals; -1: there is none. */
    protected abstract int quiet(int peer);

    /** What a function of the runtime returns; by way of {@link Harness#pick} if there is a choice. */
    protected abstract long answer(int function, Beside of);

    /** How many functions answer in turn. */
    protected abstract int turns();

    // ------------------------------------------------------------ time

    /** The time that the machines are always told. */
    protected abstract long now();

    /** In nanoseconds; 0: the clock stands still. */
    protected abstract long tick();

    /** Of a message, in ticks. */
    protected abstract int lifetime();

    /** Times that are further back are all the same. */
    protected abstract long horizon();

    // ------------------------------------------------------------ what is kept alongside the machines

    /** Whether messages carry who sent them. */
    protected abstract boolean origins();

    /** Whether anything asks which messages are stale. */
    protected abstract boolean stale();

    protected abstract int incarnations(int peer);

    /** Whether one more than those is a fault. */
    protected abstract boolean apart(int peer);

    /** Which bit stands for a signal; -1: it is not kept. */
    protected abstract int told(int peer, int signal);

    /** The variable by which a machine is in step with another; -1: there is none. */
    protected abstract int inStep(int peer);

    /** Whether its octets are kept; what follows is asked only then. */
    protected abstract boolean octets(int peer);

    /** Whether it is the call by which the user gives octets. */
    protected abstract boolean gives(int peer, int call);

    /** Whether that answer to it means that they were taken. */
    protected abstract boolean taken(int peer, int outcome);

    /** The variable that points after the last octet given. */
    protected abstract int end(int peer);

    /** The variable before which everything has been delivered. */
    protected abstract int next(int peer);

    /** The effect by which octets get their place. */
    protected abstract int place(int peer);

    /** Which of its arguments counts them; what follows is of the same kind. */
    protected abstract int placedCount(int peer);

    protected abstract int placedBegin(int peer);

    protected abstract int placedSkip(int peer);

    /** The effect by which octets in order are handed on. */
    protected abstract int deliver(int peer);

    protected abstract int deliveredCount(int peer);

    /** The effect by which octets that have arrived are forgotten. */
    protected abstract int acknowledge(int peer);

    protected abstract int acknowledgedCount(int peer);

    // ------------------------------------------------------------ what is looked out for

    protected abstract int watches();

    protected abstract String name(int watch);

    /** Marks what is hit in this state. */
    protected abstract void judge(Machine[] machines, Ghosts[] ghosts, boolean channelEmpty, long[] marks);

    /** Whether something that is looked out for is about messages in flight. */
    protected abstract boolean judgesFlights();

    /**
     * Marks what is hit by a message in flight, or by two.
     *
     * @param sender the peer that has sent them
     * @param two whether it is about two, of which the first may arrive before the other
     * @param later the second; the same as the first, if it is about one
     */
    protected abstract void judge(
            int sender, boolean two, Machine[] machines, Ghosts[] ghosts, Message first, Message later, long[] marks);

    protected abstract boolean judgesSteps(int peer);

    /** Marks what is hit by this step. */
    protected abstract void judge(int peer, Machine before, Machine after, Step step, long[] marks);

    static boolean marked(long[] marks, int bit) {
        return (marks[bit >> 6] >>> bit & 1) != 0;
    }

    protected static void mark(long[] marks, int watch) {
        marks[watch >> 6] |= 1L << watch;
    }
}
