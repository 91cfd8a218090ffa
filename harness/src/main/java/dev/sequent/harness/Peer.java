package dev.sequent.harness;

import dev.sequent.runtime.Effects;
import dev.sequent.runtime.Ghosts;
import dev.sequent.runtime.Machine;
import dev.sequent.runtime.Message;
import dev.sequent.runtime.Silence;

/** One peer: the machine, what is kept alongside it, and what it does when something happens. */
final class Peer implements Ghosts {
    private final Setting setting;
    private final int number;
    Machine machine;
    final Beside beside;

    /** The machine as it was before its last step; null if not needed. It takes every step afterwards, too. */
    private Machine shadow;

    /** The step under way; null at rest. */
    private HarnessStep step;

    Peer(Setting setting, int number) {
        this.setting = setting;
        this.number = number;
        beside = new Beside(
                setting.timers(number),
                setting.signals(number),
                setting.turns(),
                setting.octets(number) ? new HarnessStreams() : null);
        renew();
    }

    private void renew() {
        machine = setting.machine(number, new World());
        shadow = setting.judgesSteps(number) ? setting.machine(number, new Echo()) : null;
    }

    // ------------------------------------------------------------ what may happen

    boolean due(int of) {
        return of >= setting.afterCrash(number) == beside.crashes > 0 && setting.due(number, of, beside.position);
    }

    /** Running, and with clocks due at this tick, or before the next. */
    boolean ripe(int timer) {
        return machine.running(timer) && beside.remaining[timer] <= 1;
    }

    /** For a timer that may run out, or may not because its bound is reached: whether time waits for it. */
    boolean urgent(int timer) {
        return beside.remaining[timer] == 0;
    }

    boolean bounded(int timer) {
        int bound = setting.bound(number, timer);
        return bound >= 0 && beside.fired[timer] >= bound;
    }

    boolean mayCrash() {
        return beside.crashes < setting.crashes(number);
    }

    private boolean initial() {
        return machine.state() == setting.initial(number);
    }

    /** Whether the user still means to do something, and the machine is not where the user waits for nothing. */
    boolean waiting() {
        return !setting.rests(number, machine.state()) && beside.position < setting.awaited(number, beside.crashes > 0);
    }

    /** Whether a timer runs that the passing of time brings nearer. */
    boolean awaitsTime() {
        for (int t = 0; t < beside.remaining.length; t++) {
            if (beside.remaining[t] > 0) {
                return true;
            }
        }
        return false;
    }

    // ------------------------------------------------------------ what happens

    /** @return the step; {@link #rest} when it is no longer looked at */
    HarnessStep call(int of) {
        begin(HarnessStep.CALL, of, null, false, false);
        if (!setting.repeats(number, of)) {
            beside.position++;
        }
        int outcome = setting.call(number, of, machine);
        if (beside.streams != null
                && setting.gives(number, setting.called(number, of))
                && setting.taken(number, outcome)) {
            step.first(new Move(
                    Move.GIVE, setting.handsOver(number, of), (int) machine.variable(setting.end(number)), 0, 0, null));
        }
        return finish();
    }

    HarnessStep timeout(int timer) {
        begin(HarnessStep.TIMEOUT, timer, null, false, false);
        if (setting.bound(number, timer) >= 0) {
            beside.fired[timer]++;
        }
        machine.timeout(timer, setting.now());
        return finish();
    }

    HarnessStep receive(Letter letter, boolean forged, boolean stale) {
        begin(HarnessStep.ARRIVAL, 0, letter, forged, stale);
        machine.receive(setting.now(), letter.message);
        quiet(machine);
        return finish();
    }

    void crash() {
        renew();
        beside.position = 0;
        beside.crashes++;
        for (int t = 0; t < beside.fired.length; t++) {
            beside.fired[t] = 0;
            beside.remaining[t] = 0;
        }
        forget();
    }

    /** There is no connection, and no octets of one. */
    private void forget() {
        beside.partner = Letter.NOBODY;
        if (beside.streams != null) {
            beside.streams.end();
        }
    }

    void tick() {
        for (int t = 0; t < beside.remaining.length; t++) {
            if (beside.remaining[t] > 0) {
                beside.remaining[t] = Math.max(0, beside.remaining[t] - 2);
            }
        }
        machine.age(setting.tick(), setting.horizon());
        if (shadow != null) {
            shadow.age(setting.tick(), setting.horizon());
        }
    }

    /** The step is over and has been judged: now the shadow takes it. */
    void rest() {
        HarnessStep taken = step;
        if (shadow != null) {
            switch (taken.kind) {
                case HarnessStep.CALL:
                    setting.call(number, taken.index, shadow);
                    break;
                case HarnessStep.TIMEOUT:
                    shadow.timeout(taken.index, setting.now());
                    break;
                default:
                    shadow.receive(setting.now(), taken.letter.message);
                    quiet(shadow);
                    break;
            }
        }
        step = null;
    }

    private void begin(int kind, int index, Letter letter, boolean forged, boolean stale) {
        step = new HarnessStep(setting, number, kind, index, letter, forged, stale, initial(), inStep());
    }

    private long inStep() {
        int variable = setting.inStep(number);
        return variable < 0 ? 0 : machine.variable(variable);
    }

    /** The batch of arrivals is over. */
    private void quiet(Machine of) {
        int event = setting.quiet(number);
        if (event >= 0) {
            of.call(event, setting.now(), 0, 0, 0, 0);
        }
    }

    private HarnessStep finish() {
        settle();
        for (int t = 0; t < beside.remaining.length; t++) {
            if (beside.remaining[t] > 0 && !machine.running(t)) {
                beside.remaining[t] = 0;
            }
        }
        return step;
    }

    /** Only now is it known which of what the step has done belongs to an incarnation that it has begun. */
    private void settle() {
        HarnessStreams streams = beside.streams;
        long numbers = inStep();
        if (numbers != 0 && (numbers != step.numbersBefore || step.forgot)) {
            int origin = step.letter == null ? Letter.NOBODY : step.letter.origin;
            step.firstOfLast(new Move(Move.MEET, origin, 0, 0, 0, null));
        }
        for (Move move = step.moves; move != null; move = move.next) {
            carryOut(move);
        }
        if (numbers == 0 && step.numbersBefore != 0) {
            forget(); // what it did with the octets, it did before it forgot the connection
        }
        if (initial() && streams != null) {
            streams.end();
        }
    }

    private void beginIncarnation() {
        int most = setting.incarnations(number);
        if (beside.incarnation < most) {
            beside.incarnation++;
        } else if (setting.apart(number)) {
            throw new IllegalStateException("the initial state is left more than " + most + " times");
        }
        for (int i = 0; i < beside.told.length; i++) {
            beside.told[i] = 0;
        }
        if (beside.streams != null) {
            beside.streams.begin();
        }
    }

    private void meet(int origin) {
        if (beside.streams != null) {
            if (origin != beside.partner) {
                beside.streams.turn();
            }
            beside.streams.meet(origin);
        }
        beside.partner = origin;
    }

    private void carryOut(Move move) {
        HarnessStreams streams = beside.streams;
        switch (move.kind) {
            case Move.SEND:
                long place = streams == null ? 0 : streams.send(move.message.dataSequence(), move.message.dataLength());
                step.send(new Letter(move.message, origin(), place));
                break;
            case Move.GIVE:
                streams.give(move.a, (int) move.b);
                break;
            case Move.PLACE:
                if (step.letter == null) {
                    throw new IllegalStateException("octets are placed although no message has arrived");
                }
                streams.place(
                        step.letter, step.letter.message.dataLength(), (int) move.a, (int) move.d, move.b, move.c);
                break;
            case Move.TELL:
                Setting.mark(beside.told, (int) move.a);
                break;
            case Move.BEGIN:
                beginIncarnation();
                break;
            case Move.MEET:
                meet((int) move.a);
                break;
            case Move.DELIVER:
                streams.deliver(move.a);
                break;
            default:
                streams.acknowledge(move.a);
                break;
        }
    }

    /** What a message that is sent now carries. */
    int origin() {
        return setting.origins() ? beside.incarnation + 1 : Letter.NOBODY;
    }

    // ------------------------------------------------------------ for properties

    /** Marks what the step has hit. */
    void judge(long[] marks) {
        if (shadow != null) {
            setting.judge(number, shadow, machine, step, marks);
        }
    }

    @Override
    public long sent() {
        return beside.streams == null ? 0 : beside.streams.given;
    }

    @Override
    public long delivered() {
        return beside.streams == null ? 0 : beside.streams.delivered;
    }

    @Override
    public boolean faithful() {
        return beside.streams == null || beside.streams.faithful;
    }

    @Override
    public int incarnation() {
        return beside.incarnation;
    }

    @Override
    public int crashes() {
        return beside.crashes;
    }

    @Override
    public boolean told(int signal) {
        int bit = setting.told(number, signal);
        return bit >= 0 && Setting.marked(beside.told, bit);
    }

    // ------------------------------------------------------------ what the machine does

    /** The world of the machine. */
    private final class World implements Effects {
        @Override
        public void send(Message message) {
            step.last(new Move(Move.SEND, 0, 0, 0, 0, message.copy()));
        }

        @Override
        public void start(int timer, long at) {
            long tick = setting.tick();
            if (tick > 0) {
                long left = Math.max(0, at - setting.now());
                long ticks = Math.min(Integer.MAX_VALUE, left / tick);
                beside.remaining[timer] = (int) Math.min(Integer.MAX_VALUE, 2 * ticks + (left % tick == 0 ? 0 : 1));
            }
        }

        @Override
        public void stop(int timer) {
            // The machine itself knows which timers run.
        }

        @Override
        public void entered(int state) {
            step.entered(state == setting.initial(number));
            step.forgot |= setting.inStep(number) >= 0 && inStep() == 0;
        }

        @Override
        public void signal(int signal) {
            step.signalled(signal, setting.told(number, signal));
        }

        /** One effect may be several things: what puts octets where they belong may hand them on as well. */
        @Override
        public void effect(int effect, long a, long b, long c, long d) {
            if (beside.streams == null) {
                return;
            }
            if (effect == setting.place(number)) {
                step.last(new Move(
                        Move.PLACE,
                        argument(setting.placedBegin(number), a, b, c, d),
                        argument(setting.placedSkip(number), a, b, c, d),
                        argument(setting.placedCount(number), a, b, c, d),
                        machine.variable(setting.next(number)),
                        null));
            }
            if (effect == setting.deliver(number)) {
                long count = argument(setting.deliveredCount(number), a, b, c, d);
                step.last(new Move(Move.DELIVER, count, 0, 0, 0, null));
            }
            if (effect == setting.acknowledge(number)) {
                long count = argument(setting.acknowledgedCount(number), a, b, c, d);
                step.last(new Move(Move.ACKNOWLEDGE, count, 0, 0, 0, null));
            }
        }

        private long argument(int index, long a, long b, long c, long d) {
            return index == 0 ? a : index == 1 ? b : index == 2 ? c : d;
        }

        @Override
        public long function(int function, long a, long b, long c, long d) {
            long value = setting.answer(function, beside);
            if (shadow != null) {
                step.answered(value);
            }
            return value;
        }
    }

    /** The world of the shadow: everything has been said, and every question answered, already. */
    private final class Echo extends Silence {
        @Override
        public long function(int function, long a, long b, long c, long d) {
            return step.answer();
        }
    }
}
