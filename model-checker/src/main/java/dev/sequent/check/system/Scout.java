package dev.sequent.check.system;

import dev.sequent.check.engine.TransitionSystem;
import dev.sequent.runtime.BitReader;
import dev.sequent.runtime.Ghosts;
import dev.sequent.runtime.Machine;
import dev.sequent.runtime.Message;
import dev.sequent.runtime.Silence;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Expands states for the explorer, and counts on the way. */
final class Scout extends Walker implements TransitionSystem.Expander {
    private static final int DECODED = 1 << 12;
    private static final int[] NOTHING_DUE = {};
    private static final int JUDGED = 1 << 14;

    long held;
    final Map<String, Long> ends = new TreeMap<>();
    private long[] taken = new long[1 << 10];
    private TransitionSystem.@Nullable Successors out;

    // Direct-mapped caches: recently decoded machines, and what was found about pairs of them.
    private final @Nullable Machine[][] decoded;
    private final int[][] decodedNumber;
    private final long[] judgedKey = new long[JUDGED];
    private final int[][] judged = new int[JUDGED][];
    private final int[] marked = new int[JUDGED];

    private final Actions actions;
    /** Whether anything is asked about runs. */
    private final boolean live;

    Scout(Plan plan, Components components, Watches watches, Actions actions) {
        super(plan, components, watches);
        this.actions = actions;
        live = !watches.claims().isEmpty();
        decoded = new Machine[plan.peers.length][DECODED];
        decodedNumber = new int[plan.peers.length][DECODED];
    }

    @Override
    public void expand(int[] state, TransitionSystem.Successors successors) {
        out = successors;
        boolean anyHeld = false;
        boolean anyWaiting = false;
        for (int p = 0; p < plan.peers.length; p++) {
            PeerState peer = peer(state, p);
            for (int watch : peer.violated) {
                successors.hit(watch);
            }
            PeerState.Moves moves = runners[p].moves(peer);
            anyHeld |= moves.held();
            anyWaiting |= moves.waiting();
            for (int timer : moves.heldTimers()) {
                successors.cut(label(actions.timer(p, timer), NOTHING_DUE));
            }
            if (moves.badGuard()) {
                successors.hit(Watches.FAULT);
            }
        }
        int slot = judged(state);
        for (int watch : judged[slot]) {
            successors.hit(watch);
        }
        if (judge.watchesFlights()) {
            for (int watch : judge.hitInFlight(view(state, false))) {
                successors.hit(watch);
            }
        }
        successors.mark(marked[slot]);
        held += anyHeld ? 1 : 0;
        int transitions = walk(state);
        if (transitions == 0 && !anyHeld && anyWaiting) {
            successors.hit(Watches.DEADLOCK);
        } else if (transitions == 0) {
            ends.merge(describe(plan, components, state, anyHeld), 1L, Long::sum);
        }
    }

    @Override
    void found(
            TransitionKind kind,
            int who,
            int index,
            @Nullable Outcome outcome,
            int message,
            int channel,
            int[] broken,
            int[] state) {
        int action = label(
                actions.of(kind, who, index, message, channel),
                outcome == null || !live ? NOTHING_DUE : actions.due(who, outcome.sent()));
        TransitionSystem.Successors to = Objects.requireNonNull(out);
        if (outcome != null) {
            count(outcome.number());
            if (outcome.fault() != null) {
                to.hitOnTheWay(Watches.FAULT, action);
                return;
            }
        }
        to.add(state, action);
        for (int watch : broken) {
            to.hitStep(watch);
        }
    }

    private int label(int action, int[] due) {
        return live ? components.labels.of(action, due) : action;
    }

    private void count(int outcome) {
        if (outcome >= taken.length) {
            taken = Arrays.copyOf(taken, Math.max(outcome + 1, taken.length * 2));
        }
        taken[outcome]++;
    }

    long taken(int outcome) {
        return outcome < taken.length ? taken[outcome] : 0;
    }

    /** @return where in {@link #judged} and {@link #marked} it stands what is the case in a state */
    private int judged(int[] state) {
        boolean empty = channelEmpty(state);
        long second = plan.peers.length > 1 ? state[1] : 0;
        long key = (((long) state[0] << 32 | second) << 1 | (empty ? 1 : 0)) + 1;
        int slot = (int) ((key * 0x9E3779B97F4A7C15L) >>> 50);
        if (judgedKey[slot] == key && judged[slot] != null) {
            return slot;
        }
        var view = view(state, empty);
        judgedKey[slot] = key;
        judged[slot] = judge.hit(view);
        marked[slot] = live ? components.marks.of(judge.marks(view)) : 0;
        return slot;
    }

    private Judge.View view(int[] state, boolean empty) {
        var machines = new Machine[plan.peers.length];
        var ghosts = new Ghosts[machines.length];
        for (int p = 0; p < machines.length; p++) {
            machines[p] = machine(p, state[p]);
            ghosts[p] = peer(state, p).ghosts;
        }
        return new Judge.View(machines, ghosts, empty, judge.watchesFlights() ? flights(state) : List.of());
    }

    private List<List<Message>> flights(int[] state) {
        return IntStream.range(0, plan.peers.length)
                .mapToObj(c -> channel(state, c).flights.stream()
                        .map(f -> f.message.message)
                        .toList())
                .toList();
    }

    private Machine machine(int p, int number) {
        int slot = number & (DECODED - 1);
        Machine machine = decoded[p][slot];
        if (machine == null) {
            machine = plan.core.machine(plan.peers[p].machine(), plan.parameters, new Silence());
            decoded[p][slot] = machine;
        } else if (decodedNumber[p][slot] == number) {
            return machine;
        }
        machine.decode(new BitReader(components.peers[p].at(number).bits.words));
        decodedNumber[p][slot] = number;
        return machine;
    }

    /** The states of the machines in words. @param cut whether a bound holds a timer back */
    static String describe(Plan plan, Components components, int[] state, boolean cut) {
        var text = new StringBuilder();
        for (int p = 0; p < plan.peers.length; p++) {
            var type = plan.peers[p].type();
            text.append(p == 0 ? "" : ", ")
                    .append(plan.scenario.peers().get(p).name())
                    .append(" in ")
                    .append(type.states()
                            .get(components.peers[p].at(state[p]).state)
                            .name());
        }
        return text.append(cut ? " (a timer is held back by its bound)" : "").toString();
    }
}
