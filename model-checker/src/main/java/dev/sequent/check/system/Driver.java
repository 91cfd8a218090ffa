package dev.sequent.check.system;

import dev.sequent.runtime.BitReader;
import dev.sequent.runtime.BitWriter;
import dev.sequent.runtime.Machine;
import java.util.stream.IntStream;

/** Runs one peer of a scenario on the real machine: the one place where events become calls. */
final class Driver {
    private final Plan plan;
    private final int peer;
    private final PeerPlan type;
    private final Recorder recorder;
    private final BitWriter writer = new BitWriter();
    private Machine machine;
    /** Steps of the script that the user has taken, repeating ones not counted. */
    private int position;

    private int crashes;
    private int[] fired;

    Driver(Plan plan, int peer, Recorder recorder) {
        this.plan = plan;
        this.peer = peer;
        this.recorder = recorder;
        type = plan.peers[peer];
        fired = new int[type.bounds().length];
        machine = freshMachine();
    }

    /** A new machine, to be loaded next: one that has thrown must not be used again. */
    void renew() {
        machine = freshMachine();
    }

    private Machine freshMachine() {
        Machine made = plan.core.machine(type.machine(), plan.parameters, recorder);
        made.trace(recorder);
        recorder.surround(made);
        return made;
    }

    Machine machine() {
        return machine;
    }

    int crashes() {
        return crashes;
    }

    // ------------------------------------------------------------ encoding

    void load(Bits bits) {
        load(new BitReader(bits.words));
    }

    /** The peer that comes next. */
    void load(BitReader in) {
        machine.decode(in);
        position = type.positionWidth() == 0 ? 0 : (int) in.get(type.positionWidth());
        crashes = type.crashes() == 0 ? 0 : (int) in.get(Plan.widthOf(type.crashes()));
        for (int t = 0; t < fired.length; t++) {
            fired[t] = type.bounds()[t] > 0 ? (int) in.get(Plan.widthOf(type.bounds()[t])) : 0;
        }
        recorder.decode(in);
    }

    Bits encode() {
        writer.reset();
        machine.encode(writer);
        if (type.positionWidth() > 0) {
            writer.put(position, type.positionWidth());
        }
        if (type.crashes() > 0) {
            writer.put(crashes, Plan.widthOf(type.crashes()));
        }
        for (int t = 0; t < fired.length; t++) {
            if (type.bounds()[t] > 0) {
                writer.put(fired[t], Plan.widthOf(type.bounds()[t]));
            }
        }
        recorder.encode(writer);
        return new Bits(writer);
    }

    /**
     * Whether this can be a peer of the scenario, whatever machines hold in their variables: bits from elsewhere may be
     * anything.
     */
    boolean sound() {
        boolean sound = machine.state() < type.type().states().size()
                && crashes <= type.crashes()
                && position <= once(crashes > 0);
        for (int t = 0; t < fired.length; t++) {
            sound &= type.bounds()[t] < 0 || fired[t] <= type.bounds()[t];
        }
        return sound && recorder.sound();
    }

    /** How many non-repeating steps the user has, before a crash or after one. */
    private long once(boolean crashed) {
        return IntStream.range(crashed ? type.afterCrash() : 0, crashed ? type.steps().length : type.afterCrash())
                .filter(s -> !type.steps()[s].repeat())
                .count();
    }

    // ------------------------------------------------------------ what may happen

    /** Whether the user has reached this step. */
    boolean due(int step) {
        PeerPlan.Step s = type.steps()[step];
        return step >= type.afterCrash() == crashes > 0 && (s.repeat() ? position >= s.after() : position == s.after());
    }

    /**
     * Whether the user may take this step, which is due. @throws RuntimeException when the guard cannot be evaluated
     */
    boolean enabled(int step) {
        return plan.core.properties().when(plan.scenarioNumber, peer, step, machine);
    }

    /** Running, and, with clocks, due at this tick, or before the next. */
    private boolean ripe(int timer) {
        return machine.running(timer) && (!plan.clock.ticks() || recorder.ripe(timer));
    }

    /**
     * With clocks: whether it runs, and time waits for it, even when its bound is reached: what would follow is not
     * explored.
     */
    boolean urgent(int timer) {
        return machine.running(timer) && recorder.due(timer);
    }

    /** With clocks: whether it runs, and time brings it nearer. */
    boolean nears(int timer) {
        return machine.running(timer) && recorder.remaining(timer) > 0;
    }

    boolean mayFire(int timer) {
        return ripe(timer) && !bounded(timer);
    }

    /** It could run out, but its bound is reached. */
    boolean held(int timer) {
        return ripe(timer) && bounded(timer);
    }

    private boolean bounded(int timer) {
        return type.bounds()[timer] >= 0 && fired[timer] >= type.bounds()[timer];
    }

    boolean mayCrash() {
        return crashes < type.crashes();
    }

    /** Whether the user still intends to do something, and the machine is not where the user waits for nothing. */
    boolean waiting() {
        return !type.rests()[machine.state()] && position < type.awaited()[crashes > 0 ? 1 : 0];
    }

    // ------------------------------------------------------------ what happens

    /**
     * Carries out one step; an arrival is a batch of its own, whose end is announced as well, as the stack does.
     *
     * @return what the machine answered
     * @throws RuntimeException a fault, or a bug in the core; the machine is then unusable
     */
    int step(Input input) {
        recorder.keeper().begin(machine, input instanceof Input.Arrival arrival ? arrival.message() : null);
        int answer = switch (input) {
            case Input.Call call -> call(type.steps()[call.step()]);
            case Input.Timeout timeout -> timeout(timeout.timer());
            case Input.Arrival arrival -> machine.receive(plan.clock.now(), arrival.message().message);
        };
        if (type.quiet() >= 0 && input instanceof Input.Arrival) {
            machine.call(type.quiet(), plan.clock.now(), 0, 0, 0, 0);
        }
        recorder.keeper().settle(machine);
        return answer;
    }

    private int call(PeerPlan.Step step) {
        long[] v = step.arguments();
        position += step.repeat() ? 0 : 1;
        int outcome = machine.call(step.call(), plan.clock.now(), v[0], v[1], v[2], v[3]);
        recorder.keeper().called(step.call(), v, outcome, machine);
        return outcome;
    }

    private int timeout(int timer) {
        if (type.bounds()[timer] >= 0) {
            fired[timer]++;
        }
        return machine.timeout(timer, plan.clock.now());
    }

    /** The peer loses everything; its user goes on with the steps after a crash. */
    void crash() {
        machine = freshMachine();
        position = 0;
        crashes++;
        fired = new int[fired.length];
        recorder.keeper().crash();
    }

    /** A tick passes. */
    void tick() {
        recorder.tick();
        plan.clock.age(machine);
    }
}
