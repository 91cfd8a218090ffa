package dev.sequent.check.system;

import dev.sequent.runtime.BitReader;
import dev.sequent.runtime.BitWriter;
import dev.sequent.runtime.Machine;

/**
 * Runs one peer of a scenario on the real machine: the one place where user steps, arrivals and timeouts become calls.
 * Time stands still at 0: the exploration is untimed.
 */
final class Driver {
    private final Plan plan;
    private final int peer;
    private final Plan.Peer type;
    private final Recorder recorder;
    private final BitWriter writer = new BitWriter();
    private Machine machine;
    private int position;
    private int[] fired;

    Driver(Plan plan, int peer, Recorder recorder) {
        this.plan = plan;
        this.peer = peer;
        this.recorder = recorder;
        type = plan.peers[peer];
        fired = new int[type.bounds().length];
        machine = freshMachine();
    }

    /** Another machine: one that has thrown is not to be used again. */
    void renew() {
        machine = freshMachine();
        fired = new int[type.bounds().length];
        position = 0;
    }

    private Machine freshMachine() {
        Machine made = plan.core.machine(type.machine(), plan.parameters, recorder);
        made.trace(recorder);
        return made;
    }

    Machine machine() {
        return machine;
    }

    int position() {
        return position;
    }

    int[] fired() {
        return fired.clone();
    }

    void load(PeerState state) {
        load(state.bits);
    }

    void load(Bits bits) {
        var in = new BitReader(bits.words);
        machine.decode(in);
        position = (int) readIf(in, type.positionWidth());
        for (int t = 0; t < fired.length; t++) {
            fired[t] = type.bounds()[t] > 0 ? (int) in.get(Plan.widthOf(type.bounds()[t])) : 0;
        }
        recorder.side().decode(in);
    }

    private static long readIf(BitReader in, int width) {
        return width == 0 ? 0 : in.get(width);
    }

    Bits encode() {
        writer.reset();
        machine.encode(writer);
        if (type.positionWidth() > 0) {
            writer.put(position, type.positionWidth());
        }
        for (int t = 0; t < fired.length; t++) {
            if (type.bounds()[t] > 0) {
                writer.put(fired[t], Plan.widthOf(type.bounds()[t]));
            }
        }
        recorder.side().encode(writer);
        return new Bits(writer);
    }

    /** May the user take this step now? @throws RuntimeException when the guard cannot be evaluated */
    boolean enabled(int step) {
        Plan.Step s = type.steps()[step];
        boolean due = s.repeat() ? position >= s.after() : position == s.after();
        return due && plan.core.properties().when(plan.scenarioNumber, peer, step, machine);
    }

    boolean due(int step) {
        Plan.Step s = type.steps()[step];
        return s.repeat() ? position >= s.after() : position == s.after();
    }

    boolean mayFire(int timer) {
        return machine.running(timer) && !held(timer);
    }

    /** Running, but its bound is reached. */
    boolean held(int timer) {
        return machine.running(timer) && type.bounds()[timer] >= 0 && fired[timer] >= type.bounds()[timer];
    }

    /** Is there something that the user still means to do? A script of nothing but repeating steps never ends. */
    boolean waiting() {
        return !atRest() && (position < type.once() || type.once() == 0 && type.steps().length > 0);
    }

    /** Has the user been at work, and is the machine back where it began: is the session over? */
    boolean gone() {
        return atRest() && position > 0;
    }

    private boolean atRest() {
        return machine.state() == type.type().initial().index();
    }

    /**
     * Carries out one step, the end of the batch of arrivals included.
     *
     * @return what the machine answered
     * @throws RuntimeException a fault, or a bug of the core; the machine is then spoilt
     */
    int step(Input input) {
        int answer =
                switch (input) {
                    case Input.Call call -> call(type.steps()[call.step()]);
                    case Input.Timeout timeout -> timeout(timeout.timer());
                    case Input.Arrival arrival -> {
                        recorder.side().arrives(arrival.message().message, arrival.message().attachment());
                        yield machine.receive(0, arrival.message().message);
                    }
                };
        if (type.quiet() >= 0) {
            machine.call(type.quiet(), 0, 0, 0, 0, 0);
        }
        return answer;
    }

    private int call(Plan.Step step) {
        long[] v = step.arguments();
        position += step.repeat() ? 0 : 1;
        recorder.side().called(step.call(), v[0], v[1], v[2], v[3]);
        return machine.call(step.call(), 0, v[0], v[1], v[2], v[3]);
    }

    private int timeout(int timer) {
        if (type.bounds()[timer] >= 0) {
            fired[timer]++;
        }
        return machine.timeout(timer, 0);
    }
}
