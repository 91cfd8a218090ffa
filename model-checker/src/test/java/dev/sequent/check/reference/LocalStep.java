package dev.sequent.check.reference;

import dev.sequent.check.reference.World.Sender;
import dev.sequent.runtime.Core;
import dev.sequent.runtime.Message;
import dev.sequent.runtime.Step;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What one machine did in one step.
 *
 * @param before what it remembered before
 * @param after what it remembers now
 * @param sent in order, whether or not the channel had room
 */
record LocalStep(int peer, Cause cause, List<Long> before, List<Long> after, List<Packet> sent, Set<Integer> signals) {

    /** What set it off. */
    sealed interface Cause {
        record Called(int call, List<Long> arguments) implements Cause {}

        record TimedOut(int timer) implements Cause {}

        /**
         * @param from where it comes from; empty: from an attacker
         * @param incarnation the sender's, where incarnations are told apart
         * @param stale it is older than the connection that it comes to
         */
        record Arrived(Packet packet, Optional<Sender> from, int incarnation, boolean stale, List<Octets.Octet> octets)
                implements Cause {
            boolean forged() {
                return from.isEmpty();
            }
        }
    }

    Step seen(Core core) {
        return new Seen(this, core);
    }

    private record Seen(LocalStep step, Core core) implements Step {
        @Override
        public int call() {
            return step.cause instanceof Cause.Called c ? c.call() : NONE;
        }

        @Override
        public long argument(int i) {
            if (step.cause instanceof Cause.Called called) {
                return called.arguments().get(i);
            }
            throw new IllegalStateException("nobody called");
        }

        @Override
        public int timeout() {
            return step.cause instanceof Cause.TimedOut t ? t.timer() : NONE;
        }

        @Override
        public boolean receives() {
            return step.cause instanceof Cause.Arrived;
        }

        @Override
        public Message received() {
            return arrived().packet().message(core);
        }

        private Cause.Arrived arrived() {
            if (step.cause instanceof Cause.Arrived arrived) {
                return arrived;
            }
            throw new IllegalStateException("nothing arrived");
        }

        @Override
        public int sent() {
            return step.sent.size();
        }

        @Override
        public Message sent(int i) {
            return step.sent.get(i).message(core);
        }

        @Override
        public boolean signalled(int signal) {
            return step.signals.contains(signal);
        }

        @Override
        public boolean forged() {
            return arrived().forged();
        }

        @Override
        public boolean stale() {
            return arrived().stale();
        }
    }
}
