package dev.sequent.check.toy;

import dev.sequent.language.model.Scenario;
import dev.sequent.runtime.BitReader;
import dev.sequent.runtime.BitWriter;
import dev.sequent.runtime.Core;
import dev.sequent.runtime.Effects;
import dev.sequent.runtime.Fault;
import dev.sequent.runtime.Ghosts;
import dev.sequent.runtime.Machine;
import dev.sequent.runtime.Message;
import dev.sequent.runtime.Parameters;
import dev.sequent.runtime.RangeSet;
import dev.sequent.runtime.Step;
import dev.sequent.runtime.Trace;
import java.util.Set;

/** The core of {@link Toy}, with faults to order. */
public final class ToyCore implements Core {
    /** What can be wrong with it. */
    public enum Flaw {
        /** The question is not asked again. */
        NO_TIMER,
        /** An answer is taken for the next question, too. */
        ANY_ANSWER,
        /** A rule of the language is broken at the second answer. */
        FAULT,
        /** A bug at the second answer. */
        BUG,
        /** SIDE counts questions, leads astray at the second, and is missing from the encoding. */
        FORGETFUL
    }

    static final int ACK = 2;
    static final int ASK = 1;
    private final Scenario scenario;
    private final Set<Flaw> flaws;

    public ToyCore(Scenario scenario, Flaw... flaws) {
        this.scenario = scenario;
        this.flaws = Set.of(flaws);
    }

    @Override
    public String name() {
        return "TOY";
    }

    @Override
    public Parameters parameters() {
        return new Parameters() {
            @Override
            public int count() {
                return 0;
            }

            @Override
            public long get(int parameter) {
                throw new IndexOutOfBoundsException(parameter);
            }

            @Override
            public void set(int parameter, long value) {
                throw new IndexOutOfBoundsException(parameter);
            }

            @Override
            public String broken() {
                return "";
            }

            @Override
            public Parameters copy() {
                return this;
            }
        };
    }

    @Override
    public Machine machine(int machine, Parameters parameters, Effects effects) {
        return machine == 0 ? new Caller(effects) : new Answerer(effects);
    }

    @Override
    public Message message(int kind) {
        return new Note();
    }

    @Override
    public Properties properties() {
        return new Properties() {
            @Override
            public boolean invariant(int machine, int invariant, Machine subject) {
                return subject.variable(0) < 100;
            }

            @Override
            public boolean property(int property, int part, Machine[] peers, Ghosts[] ghosts, boolean channelEmpty) {
                long answered = peers[0].variable(0);
                long heard = peers[1].variable(0);
                return switch (property) {
                    case 0 -> answered <= heard;
                    case 1, 5 -> answered == 1;
                    case 2 -> answered == 2;
                    case 3, 4 -> answered == 1000;
                    default -> throw new IndexOutOfBoundsException(property);
                };
            }

            @Override
            public boolean step(int property, Machine before, Machine after, Step step) {
                throw new IndexOutOfBoundsException(property);
            }

            @Override
            public boolean when(int number, int peer, int step, Machine subject) {
                return subject.state() == 0
                        || scenario.peers().get(peer).script().get(step).when().isEmpty();
            }
        };
    }

    private abstract static class Base implements Machine {
        final Effects effects;
        final Note out = new Note();
        Trace trace = Trace.NONE;

        Base(Effects effects) {
            this.effects = effects;
        }

        void send(long seq, int flags) {
            out.set(0, seq);
            out.set(1, flags);
            effects.send(out);
        }

        @Override
        public boolean present(int variable) {
            return true;
        }

        @Override
        public RangeSet ranges(int variable) {
            throw new IllegalArgumentException("no ranges here");
        }

        @Override
        public long observed(int observable) {
            throw new IllegalArgumentException("nothing is observed");
        }

        @Override
        public void age(long elapsed, long horizon) {}

        @Override
        public void trace(Trace newTrace) {
            trace = newTrace;
        }
    }

    private final class Caller extends Base {
        private boolean waiting;
        private boolean armed;
        private int n;
        private int side;

        Caller(Effects effects) {
            super(effects);
        }

        @Override
        public int state() {
            return waiting ? 1 : 0;
        }

        @Override
        public int call(int call, long now, long a, long b, long c, long d) {
            if (call == 1) {
                side = (int) effects.function(0, 0, 0, 0, 0) + (int) effects.function(0, 0, 0, 0, 0) + (int) a;
                return DONE;
            }
            trace.at(1);
            waiting = true;
            side += flaws.contains(Flaw.FORGETFUL) ? 1 : 0;
            ask();
            return DONE;
        }

        private void ask() {
            send(n, ASK);
            armed = !flaws.contains(Flaw.NO_TIMER);
            if (armed) {
                effects.start(0, 1);
            }
        }

        @Override
        public int receive(long now, Message message) {
            trace.at(2);
            if (!waiting || (message.get(1) & ACK) == 0) {
                return IGNORED;
            }
            if (message.get(0) != n && !flaws.contains(Flaw.ANY_ANSWER)) {
                return DROP;
            }
            if (n == 1 && flaws.contains(Flaw.FAULT)) {
                throw new Fault(2, "the second answer is too much");
            }
            if (n == 1 && flaws.contains(Flaw.BUG)) {
                throw new IllegalStateException("oops");
            }
            n += flaws.contains(Flaw.FORGETFUL) && side > 1 ? 2 : 1;
            waiting = false;
            armed = false;
            effects.stop(0);
            effects.signal(0);
            return DONE;
        }

        @Override
        public int timeout(int timer, long now) {
            trace.at(3);
            armed = false;
            ask();
            return DONE;
        }

        @Override
        public boolean running(int timer) {
            return armed;
        }

        @Override
        public long variable(int variable) {
            return variable == 0 ? n : side;
        }

        @Override
        public void encode(BitWriter writer) {
            writer.put(waiting);
            writer.put(armed);
            writer.put(n, 32);
            writer.put(flaws.contains(Flaw.FORGETFUL) ? 0 : side, 8);
        }

        @Override
        public void decode(BitReader in) {
            waiting = in.getBoolean();
            armed = in.getBoolean();
            n = (int) in.get(32);
            side = (int) in.get(8);
        }
    }

    private static final class Answerer extends Base {
        private int heard;

        Answerer(Effects effects) {
            super(effects);
        }

        @Override
        public int state() {
            return 0;
        }

        @Override
        public int call(int call, long now, long a, long b, long c, long d) {
            throw new IndexOutOfBoundsException(call);
        }

        @Override
        public int receive(long now, Message message) {
            trace.at(4);
            if (message.get(0) == heard) {
                heard++;
            }
            send(message.get(0), ACK);
            return DONE;
        }

        @Override
        public int timeout(int timer, long now) {
            throw new IndexOutOfBoundsException(timer);
        }

        @Override
        public boolean running(int timer) {
            return false;
        }

        @Override
        public long variable(int variable) {
            return heard;
        }

        @Override
        public void encode(BitWriter writer) {
            writer.put(heard, 32);
        }

        @Override
        public void decode(BitReader in) {
            heard = (int) in.get(32);
        }
    }

    private static final class Note implements Message {
        private final long[] fields = new long[2];

        @Override
        public int kind() {
            return 0;
        }

        @Override
        public long get(int field) {
            return fields[field];
        }

        @Override
        public void set(int field, long value) {
            fields[field] = value;
        }

        @Override
        public boolean present(int field) {
            return true;
        }

        @Override
        public long dataLength() {
            return 0;
        }

        @Override
        public int dataSequence() {
            return 0;
        }

        @Override
        public void clear() {
            fields[0] = 0;
            fields[1] = 0;
        }

        @Override
        public void copyFrom(Message other) {
            fields[0] = other.get(0);
            fields[1] = other.get(1);
        }

        @Override
        public Message copy() {
            var copy = new Note();
            copy.copyFrom(this);
            return copy;
        }

        @Override
        public void encode(BitWriter writer) {
            writer.put(fields[0], 32);
            writer.put(fields[1], 2);
        }

        @Override
        public void decode(BitReader in) {
            fields[0] = in.get(32);
            fields[1] = in.get(2);
        }
    }
}
