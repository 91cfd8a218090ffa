package dev.sequent.check.system;

import dev.sequent.runtime.BitReader;
import dev.sequent.runtime.BitWriter;
import dev.sequent.runtime.Effects;
import dev.sequent.runtime.Machine;
import dev.sequent.runtime.Message;
import dev.sequent.runtime.Trace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The world around one machine: its timers; and, during a step, what it sends, signals and passes, and the answers it
 * gets.
 */
class Recorder implements Effects, Trace {
    private final Plan plan;
    private final Messages messages;
    private final Keeper keeper;
    private final BitWriter writer = new BitWriter();
    private @Nullable Machine machine;

    /** With clocks, for each timer that runs, in how many half ticks it is due, see {@link TickClock#until}. */
    private final int[] remaining;
    /** For each function that answers in turn, the next of its answers. */
    private final int[] turns;

    // Of the step under way.
    final List<Message> sent = new ArrayList<>();
    private final boolean[] signalled;
    private int[] points = new int[32];
    private int pointCount;
    /**
     * What each call of a chosen function returns: an index into its values; beyond the end of the script, the first.
     */
    private int[] script = new int[8];

    private int[] arity = new int[8];
    private int asked;

    Recorder(Plan plan, int peer, Messages messages) {
        this.plan = plan;
        this.messages = messages;
        keeper = new Keeper(plan, peer);
        remaining = new int[plan.peers[peer].bounds().length];
        turns = new int[plan.functions.lengths().length];
        signalled = new boolean[plan.peers[peer].type().signals().size()];
    }

    /** The machine whose world this is from now on. */
    void surround(Machine other) {
        machine = other;
    }

    private Machine machine() {
        if (machine == null) {
            throw new IllegalStateException("a world without a machine");
        }
        return machine;
    }

    Keeper keeper() {
        return keeper;
    }

    // ------------------------------------------------------------ a step

    /** Forgets the last step; the script of choices stays. */
    void reset() {
        sent.clear();
        Arrays.fill(signalled, false);
        pointCount = 0;
        asked = 0;
    }

    void choose(int[] choices) {
        script = Arrays.copyOf(choices, Math.max(8, choices.length));
        asked = 0;
    }

    void chooseFirst() {
        Arrays.fill(script, 0);
    }

    /**
     * Advances the script to the next combination of the values that were asked for. @return false when all have been
     * tried
     */
    boolean chooseNext() {
        for (int i = asked - 1; i >= 0; i--) {
            if (script[i] + 1 < arity[i]) {
                script[i]++;
                Arrays.fill(script, i + 1, script.length, 0);
                return true;
            }
        }
        return false;
    }

    int[] choices() {
        return Arrays.copyOf(script, asked);
    }

    int[] points() {
        return Arrays.copyOf(points, pointCount);
    }

    boolean signalled(int signal) {
        return signalled[signal];
    }

    /** What was sent, with what travels along unseen by the machine. */
    MessageState[] sent() {
        var states = new MessageState[sent.size()];
        for (int i = 0; i < states.length; i++) {
            writer.reset();
            states[i] = messages.of(sent.get(i), keeper.origin(i), keeper.offset(i), writer);
        }
        return states;
    }

    // ------------------------------------------------------------ what the machine does

    @Override
    public void at(int point) {
        if (pointCount == points.length) {
            points = Arrays.copyOf(points, pointCount * 2);
        }
        points[pointCount++] = point;
    }

    @Override
    public void send(Message message) {
        Message copy = message.copy();
        sent.add(copy);
        keeper.sends(copy);
    }

    @Override
    public void start(int timer, long at) {
        if (plan.clock.ticks()) {
            remaining[timer] = plan.clock.until(at);
        }
    }

    @Override
    public void stop(int timer) {}

    @Override
    public void entered(int state) {
        keeper.entered(state, machine());
    }

    @Override
    public void signal(int signal) {
        signalled[signal] = true;
        keeper.signal(signal);
    }

    @Override
    public void effect(int effect, long a, long b, long c, long d) {
        keeper.effect(effect, a, b, c, d, machine());
    }

    @Override
    public long function(int function, long a, long b, long c, long d) {
        long[] values = plan.functions.values()[function];
        if (values.length == 0) {
            return 0;
        }
        int turn = plan.functions.turns()[function];
        return turn >= 0 ? inTurn(values, turn) : chosen(values);
    }

    private long inTurn(long[] values, int turn) {
        long value = values[turns[turn]];
        turns[turn] = Math.min(turns[turn] + 1, values.length - 1);
        return value;
    }

    private long chosen(long[] values) {
        if (asked == script.length) {
            script = Arrays.copyOf(script, asked * 2);
        }
        if (arity.length < script.length) {
            arity = Arrays.copyOf(arity, script.length);
        }
        arity[asked] = values.length;
        return values[script[asked++]];
    }

    // ------------------------------------------------------------ what stays

    /**
     * With clocks: whether the timer may run out at this tick, if it runs. One that is due before the next tick may do
     * so at either.
     */
    boolean ripe(int timer) {
        return remaining[timer] <= 1;
    }

    /** With clocks: whether time waits until the timer runs out, if it runs. */
    boolean due(int timer) {
        return remaining[timer] == 0;
    }

    /** With clocks: how many half ticks the timer has left, if it runs. */
    int remaining(int timer) {
        return remaining[timer];
    }

    /** A tick passes. */
    void tick() {
        for (int t = 0; t < remaining.length; t++) {
            remaining[t] = Math.max(0, remaining[t] - 2);
        }
    }

    void encode(BitWriter out) {
        for (int i = 0; i < turns.length; i++) {
            out.put(turns[i], width(i));
        }
        for (int t = 0; plan.clock.ticks() && t < remaining.length; t++) {
            if (machine().running(t)) {
                out.put(remaining[t], 31);
            }
        }
        keeper.encode(out);
    }

    /** Follows the machine itself. */
    void decode(BitReader in) {
        for (int i = 0; i < turns.length; i++) {
            turns[i] = (int) in.get(width(i));
        }
        for (int t = 0; plan.clock.ticks() && t < remaining.length; t++) {
            remaining[t] = machine().running(t) ? (int) in.get(31) : 0;
        }
        keeper.decode(in);
    }

    /** Whether what remains is something that can occur. */
    boolean sound() {
        for (int i = 0; i < turns.length; i++) {
            if (turns[i] >= plan.functions.lengths()[i]) {
                return false;
            }
        }
        return keeper.sound();
    }

    private int width(int turn) {
        return Math.max(1, Plan.widthOf(plan.functions.lengths()[turn] - 1));
    }
}
