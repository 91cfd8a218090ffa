package dev.sequent.check.system;

import dev.sequent.check.engine.Fan;
import dev.sequent.check.text.MessageText;
import dev.sequent.runtime.Message;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * All states of a small world and all transitions between them, in words, to be drawn.
 *
 * @param nodes in the order in which a search in breadth finds them, the initial state first
 * @param edges in the order of their sources, and there in that of exploration
 */
public record StateGraph(List<Node> nodes, List<Edge> edges) {
    public StateGraph {
        nodes = List.copyOf(nodes);
        edges = List.copyOf(edges);
    }

    /**
     * A state.
     *
     * @param machines for each peer its name and its machine's state
     * @param inFlight messages, from the first peer, then from the second
     * @param violated whether something watched for is violated here
     * @param end whether nothing more can happen
     */
    public record Node(List<String> machines, List<Integer> inFlight, boolean violated, boolean end) {}

    /**
     * A transition.
     *
     * @param to empty when the machine breaks
     * @param violated whether it breaks a property of steps, or the machine breaks
     */
    public record Edge(int from, Optional<Integer> to, TransitionKind kind, String text, boolean violated) {}

    private record Key(int[] state) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && Arrays.equals(state, key.state);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(state);
        }
    }

    /** The graph; empty when it has more states than that. */
    public static Optional<StateGraph> of(ScenarioSystem system, int mostStates) {
        return new Drawing(system).draw(mostStates);
    }

    private static final class Drawing {
        private final ScenarioSystem system;
        private final Plan plan;
        private final Lister lister;
        private final Fan fan;
        private final Map<Key, Integer> numbers = new HashMap<>();
        private final ArrayDeque<int[]> queue = new ArrayDeque<>();
        private final List<Node> nodes = new ArrayList<>();
        private final List<Edge> edges = new ArrayList<>();

        Drawing(ScenarioSystem system) {
            this.system = system;
            plan = system.plan();
            lister = new Lister(plan, system.components(), system.watchTable());
            fan = new Fan(system);
        }

        Optional<StateGraph> draw(int mostStates) {
            int[] initial = new int[system.width()];
            system.initial(initial);
            number(initial);
            while (!queue.isEmpty()) {
                int[] state = queue.remove();
                int from = nodes.size();
                List<Lister.Transition> all = lister.list(state);
                nodes.add(node(state, all.isEmpty()));
                for (Lister.Transition each : all) {
                    boolean broke = each.outcome() != null && each.outcome().fault() != null;
                    boolean violated = broke || Arrays.stream(each.broken()).anyMatch(system::bad);
                    Optional<Integer> to = broke ? Optional.empty() : Optional.of(number(each.next()));
                    edges.add(new Edge(from, to, each.kind(), text(each, state), violated));
                }
                if (numbers.size() > mostStates) {
                    return Optional.empty();
                }
            }
            return Optional.of(new StateGraph(nodes, edges));
        }

        private int number(int[] state) {
            Integer known = numbers.get(new Key(state));
            if (known != null) {
                return known;
            }
            int[] copy = state.clone();
            numbers.put(new Key(copy), numbers.size());
            queue.add(copy);
            return numbers.size() - 1;
        }

        private Node node(int[] state, boolean end) {
            var machines = new ArrayList<String>();
            var inFlight = new ArrayList<Integer>();
            for (int p = 0; p < plan.peers.length; p++) {
                PeerState peer = lister.peer(state, p);
                machines.add(plan.scenario.peers().get(p).name() + " "
                        + plan.peers[p].type().states().get(peer.state).name());
                inFlight.add(lister.channel(state, plan.out(p)).flights.size());
            }
            return new Node(machines, inFlight, violated(state), end);
        }

        /** Whether the state itself, and not a step out of it, violates something watched for. */
        private boolean violated(int[] state) {
            fan.of(state);
            boolean violated = false;
            for (int h = 0; h < fan.hits(); h++) {
                violated |= fan.ordinal(h) == Fan.STATE && system.bad(fan.watch(h));
            }
            return violated;
        }

        private String text(Lister.Transition each, int[] state) {
            int who = each.who();
            return switch (each.kind()) {
                case CALL ->
                    name(who) + ": "
                            + ActionFinder.call(plan, who, each.index()).text();
                case TIMEOUT ->
                    name(who) + ": timeout "
                            + plan.peers[who].type().timers().get(each.index()).name();
                case TICK -> "time passes";
                case DELIVER -> "to " + name(who) + ": " + arriving(each, state);
                case DUPLICATE -> "to " + name(who) + ", and a copy stays: " + arriving(each, state);
                case LOSE ->
                    "lost: " + message(lister.channel(state, who).flights.get(each.index()).message.message);
                case ATTACK ->
                    "forged, to " + name(who) + ": "
                            + message(system.components().messages.at(each.index()).message);
                case CRASH -> name(who) + " crashes";
            };
        }

        private String arriving(Lister.Transition each, int[] state) {
            int channel = plan.peers.length == 1 ? 0 : 1 - each.who();
            return message(lister.channel(state, channel).flights.get(each.index()).message.message);
        }

        private String message(Message message) {
            return MessageText.of(
                    Objects.requireNonNull(plan.protocol.messages().get(message.kind())),
                    message,
                    plan.protocol.messages().size() == 1);
        }

        private String name(int peer) {
            return plan.scenario.peers().get(peer).name();
        }
    }
}
