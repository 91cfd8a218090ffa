package dev.sequent.check.system;

import dev.sequent.check.text.MessageText;
import dev.sequent.runtime.BitReader;
import dev.sequent.runtime.BitWriter;
import dev.sequent.runtime.Ghosts;
import dev.sequent.runtime.Machine;
import dev.sequent.runtime.Silence;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Imports what another engine has found, so that its states are numbers of the same components as ours and can be
 * compared, replayed, and checked for liveness.
 */
public final class Importer {
    private static final int[] NOTHING_DUE = {};

    private final Plan plan;
    private final Components components;
    private final Actions actions;
    private final Judge judge;
    /** Whether anything is asked about runs. */
    private final boolean live;

    private final PeerRunner[] runners;
    private final Machine[] machines;

    public Importer(ScenarioSystem system) {
        plan = system.plan();
        components = system.components();
        actions = system.actions();
        live = !system.claims().isEmpty();
        judge = new Judge(plan, system.watchTable());
        runners = new PeerRunner[plan.peers.length];
        machines = new Machine[plan.peers.length];
        for (int p = 0; p < runners.length; p++) {
            runners[p] = new PeerRunner(plan, p, components, judge);
            machines[p] = plan.core.machine(plan.peers[p].machine(), plan.parameters, new Silence());
        }
    }

    /** The kinds of transition, in the order in which we list them. */
    public enum Event {
        CALL,
        DELIVER,
        TIMEOUT,
        TICK,
        ATTACK,
        DUPLICATE,
        LOSE,
        CRASH;

        /** Whether it is about a message in a channel. */
        public boolean travels() {
            return this == DELIVER || this == DUPLICATE || this == LOSE;
        }

        /** Whether a peer takes a step in it: the channel's receiver, if it is about a channel. */
        public boolean acts() {
            return this != TICK && this != LOSE && this != CRASH;
        }
    }

    /** A message in flight. @param message its number @param age in ticks */
    public record Aged(int message, int age) {}

    // ------------------------------------------------------------ states

    /**
     * The number of a peer.
     *
     * @param machine what its encoder wrote, and {@code bits} how many of that count
     * @throws IllegalStateException when a decoded peer is encoded differently
     */
    public int peer(int peer, long[] machine, int bits, BesideMachine beside) {
        var writer = new BitWriter();
        copy(machine, bits, writer);
        machines[peer].decode(new BitReader(writer.toArray()));
        beside.write(plan, peer, machines[peer], writer);
        var wanted = new Bits(writer);
        PeerState state = runners[peer].restore(wanted);
        if (!state.bits.equals(wanted)) {
            throw new IllegalStateException(
                    "a peer of type " + plan.peers[peer].type().name()
                            + " that is decoded is encoded otherwise than it was: encoder and decoder do not fit");
        }
        return state.number;
    }

    private static void copy(long[] words, int bits, BitWriter into) {
        for (int i = 0, left = bits; left > 0; i++, left -= Long.SIZE) {
            into.put(words[i], Math.min(Long.SIZE, left));
        }
    }

    /**
     * The number of a message. @param bits how many of its encoding count @param origin and the next: see
     * {@link MessageState}
     */
    public int message(int kind, long[] encoding, int bits, int origin, long offset) {
        var message = plan.core.message(kind);
        var writer = new BitWriter();
        copy(encoding, bits, writer);
        message.decode(new BitReader(writer.toArray()));
        writer.reset();
        return components.messages.of(message, origin, offset, writer).number;
    }

    /** The number of a channel. @param letters oldest first; in any order if the network reorders */
    public int channel(int losses, List<Aged> letters) {
        var flights = new ArrayList<Flight>();
        letters.forEach(l -> flights.add(components.messages.at(l.message()).at(l.age())));
        if (plan.scenario.network().reorder()) {
            flights.sort(null);
        }
        return components.channels.of(flights, losses).number;
    }

    /** Where in a channel, as we order it, the first such message is. */
    public int place(int channel, Aged letter) {
        Flight wanted = components.messages.at(letter.message()).at(letter.age());
        int place = components.channels.at(channel).flights.indexOf(wanted);
        if (place < 0) {
            throw new IllegalArgumentException("message " + letter.message() + " is not in channel " + channel);
        }
        return place;
    }

    // ------------------------------------------------------------ transitions

    /**
     * The label of a transition.
     *
     * @param who the peer; if the event is about a message, the channel
     * @param index of the step or timer
     * @param message that is delivered or lost
     * @param sent the messages that are sent in it
     */
    public int label(Event event, int who, int index, int message, int[] sent) {
        int action = actions.of(
                TransitionKind.valueOf(event.name()), who, index, message, event.travels() ? who : Walker.NONE);
        if (!live) {
            return action;
        }
        if (!event.acts() || sent.length == 0) {
            return components.labels.of(action, NOTHING_DUE);
        }
        var states = new MessageState[sent.length];
        for (int i = 0; i < sent.length; i++) {
            states[i] = components.messages.travelling(components.messages.at(sent[i]));
        }
        return components.labels.of(action, actions.due(event.travels() ? plan.hears(who) : who, states));
    }

    /** The label of a timer's running out. */
    public int timeout(int peer, int timer) {
        int action = actions.timer(peer, timer);
        return live ? components.labels.of(action, NOTHING_DUE) : action;
    }

    // ------------------------------------------------------------ what is the case

    /** Which of the conditions that liveness speaks of hold in a state, as a number. */
    public long marks(int[] state) {
        if (!live) {
            return 0;
        }
        boolean empty = true;
        var ghosts = new Ghosts[machines.length];
        for (int p = 0; p < machines.length; p++) {
            PeerState peer = components.peers[p].at(state[p]);
            machines[p].decode(new BitReader(peer.bits.words));
            ghosts[p] = peer.ghosts;
            empty &= components.channels.at(state[machines.length + p]).flights.isEmpty();
        }
        return components.marks.of(judge.marks(new Judge.View(machines, ghosts, empty, List.of())));
    }

    /** The states of the machines in words. @param held whether a bound holds a timer back */
    public String describe(int[] state, boolean held) {
        return Scout.describe(plan, components, state, held);
    }

    /** A transition in words. */
    public String text(Event event, int who, int index, int message) {
        return switch (event) {
            case CALL -> name(who) + " takes step " + (index + 1) + " of its script";
            case TIMEOUT ->
                name(who) + ": timeout "
                        + plan.peers[who].type().timers().get(index).name();
            case TICK -> "a tick passes";
            case ATTACK -> "an attacker sends to " + name(who) + ": " + text(components.attacks[who][index]);
            case DELIVER -> name(plan.hears(who)) + " receives " + text(message);
            case DUPLICATE -> name(plan.hears(who)) + " receives a copy of " + text(message);
            case LOSE -> "lost on the way to " + name(plan.hears(who)) + ": " + text(message);
            case CRASH -> name(who) + " crashes";
        };
    }

    private String name(int peer) {
        return plan.scenario.peers().get(peer).name();
    }

    private String text(int message) {
        var type = plan.protocol
                .messages()
                .get(components.messages.at(message).message.kind());
        return MessageText.of(
                type,
                components.messages.at(message).message,
                plan.protocol.messages().size() == 1);
    }

    /** A state in words: a line for each peer with everything that its machine holds, then a line for each channel. */
    public List<String> show(int[] state) {
        var lines = new ArrayList<String>();
        for (int p = 0; p < machines.length; p++) {
            machines[p].decode(new BitReader(components.peers[p].at(state[p]).bits.words));
            var values = new ArrayList<String>();
            new Telling(plan, p, components.messages)
                    .snapshot(machines[p])
                    .forEach((name, value) -> values.add(name + "=" + value));
            lines.add(name(p) + ": " + String.join(", ", values));
        }
        for (int c = 0; c < machines.length; c++) {
            List<Flight> flights = components.channels.at(state[machines.length + c]).flights;
            lines.add("in flight to " + name(plan.hears(c)) + ": "
                    + (flights.isEmpty()
                            ? "nothing"
                            : flights.stream().map(f -> text(f.message.number)).collect(Collectors.joining(", "))));
        }
        return lines;
    }
}
