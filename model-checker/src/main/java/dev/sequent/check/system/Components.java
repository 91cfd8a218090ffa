package dev.sequent.check.system;

import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the threads of an exploration share: every peer state, channel content, message and outcome that has occurred.
 */
final class Components {
    final Store<Bits, PeerState>[] peers;
    final Channels channels;
    final Messages messages;
    final MarkSets marks = new MarkSets();
    final Labels labels = new Labels();
    /** For each peer the numbers of the messages that an attacker may send to it. */
    final int[][] attacks;

    private final AtomicInteger outcomeCount = new AtomicInteger();
    private final ConcurrentLinkedQueue<Outcome> outcomes = new ConcurrentLinkedQueue<>();
    private final AtomicLong bytes = new AtomicLong();

    @SuppressWarnings({"unchecked", "rawtypes"})
    Components(Plan plan) {
        peers = new Store[plan.peers.length];
        for (int p = 0; p < peers.length; p++) {
            peers[p] = new Store<>();
        }
        channels = new Channels(plan.scenario.network(), plan.clock);
        messages = new Messages(plan);
        attacks = new int[peers.length][];
        for (int p = 0; p < peers.length; p++) {
            attacks[p] = Arrays.stream(plan.peers[p].attacks())
                    .mapToInt(m -> messages.foreign(m).number)
                    .toArray();
        }
    }

    int nextOutcome() {
        return outcomeCount.getAndIncrement();
    }

    /** Keeps an outcome for {@link #outcomes()}. */
    Outcome outcome(Outcome made) {
        outcomes.add(made);
        return made;
    }

    /** All of them, in no particular order; two threads may have found the same one twice. */
    Iterable<Outcome> outcomes() {
        return outcomes;
    }

    void weigh(long moreBytes) {
        bytes.addAndGet(moreBytes);
    }

    /** Roughly: object headers, memo tables and keys are estimated. */
    long bytes() {
        return bytes.get() + channels.count() * 260L + messages.count() * 400L;
    }
}
