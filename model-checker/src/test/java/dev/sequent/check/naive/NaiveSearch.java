package dev.sequent.check.naive;

import dev.sequent.check.naive.NaivePeer.Peer;
import dev.sequent.check.naive.NaivePeer.Trigger;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Protocol.Property;
import dev.sequent.language.model.Scenario;
import dev.sequent.runtime.Core;
import dev.sequent.runtime.Ghosts;
import dev.sequent.runtime.Machine;
import dev.sequent.runtime.Message;
import dev.sequent.runtime.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The second implementation: what a scenario means, written down once more as plainly as possible, with nothing kept,
 * shared or numbered. Two peers.
 */
public final class NaiveSearch {
    private final Protocol protocol;
    private final Core core;
    private final Scenario scenario;
    private final NaivePeer[] peers;
    private final Set<String> reached = new TreeSet<>();
    private final Set<String> broken = new TreeSet<>();

    /**
     * A message in flight.
     *
     * @param sender the incarnation of its sender, counted from 1; 0: nobody's, or not kept
     * @param place of its first octet in the sender's stream
     */
    record Flying(List<Long> message, int age, int sender, long place) {}

    /** Everything as lists of numbers, so that equality is deep. */
    private record Global(List<Peer> peers, List<List<Flying>> channels, List<Integer> lost) {}

    /**
     * What is to be kept alongside the machines; said by the test, since deducing it is what is tested.
     *
     * @param incarnations up to which number they are counted, which stands for all that are more; 0: they are not
     */
    public record Kept(int incarnations, boolean stale, boolean octets, Set<String> told) {
        public static final Kept NOTHING = new Kept(0, false, false, Set.of());

        /** Up to which number incarnations are told apart; 0: they are not. */
        int apart() {
            return stale || octets ? Math.max(15, incarnations) : 0;
        }
    }

    /**
     * @param reached kinds and names of what a search must hit: properties that some state or step breaks, witnesses
     *     that some state shows, {@code FAULT}, {@code DEADLOCK}
     * @param broken of those that are broken the names, each with a binding in which it is
     */
    public record Result(long transitions, List<Long> levels, Set<String> reached, Set<String> broken) {
        public long states() {
            return levels.stream().mapToLong(Long::longValue).sum();
        }
    }

    public NaiveSearch(Protocol protocol, Core core, Scenario scenario) {
        this(protocol, core, scenario, Kept.NOTHING);
    }

    public NaiveSearch(Protocol protocol, Core core, Scenario scenario, Kept kept) {
        this.protocol = protocol;
        this.core = core;
        this.scenario = scenario;
        peers = new NaivePeer[] {
            new NaivePeer(protocol, core, scenario, 0, kept), new NaivePeer(protocol, core, scenario, 1, kept)
        };
    }

    public Result run() {
        return run(Long.MAX_VALUE).orElseThrow();
    }

    /** @param most give up beyond that many states, and return nothing */
    public Optional<Result> run(long most) {
        var initial =
                new Global(List.of(peers[0].initial(), peers[1].initial()), List.of(held(1), held(0)), List.of(0, 0));
        var seen = new HashSet<Global>();
        seen.add(initial);
        List<Global> level = List.of(initial);
        var levels = new ArrayList<Long>();
        long transitions = 0;
        while (!level.isEmpty()) {
            if (seen.size() > most) {
                return Optional.empty();
            }
            levels.add((long) level.size());
            var next = new ArrayList<Global>();
            for (Global state : level) {
                look(state);
                var found = new Found(state);
                found.all();
                transitions += found.count;
                for (Global successor : found.successors) {
                    if (seen.add(successor)) {
                        next.add(successor);
                    }
                }
            }
            level = next;
        }
        return Optional.of(new Result(transitions, levels, reached, broken));
    }

    private List<Flying> held(int to) {
        List<Flying> held = List.of();
        for (Scenario.Held h : scenario.network().held()) {
            if (h.to() == to) {
                held = withOneMore(held, new Flying(NaivePeer.pack(sample(h.message())), 0, 0, 0));
            }
        }
        return held;
    }

    private Message sample(Scenario.Sample sample) {
        Message message = core.message(sample.message().kind());
        message.clear();
        sample.fields().forEach(f -> message.set(f.field().index(), f.value()));
        return NaivePeer.travelling(protocol, message);
    }

    private List<Flying> withOneMore(List<Flying> channel, Flying message) {
        var longer = new ArrayList<>(channel);
        longer.add(message);
        if (scenario.network().reorder()) {
            longer.sort(Comparator.comparing(Flying::toString));
        }
        return longer;
    }

    // ------------------------------------------------------------ properties

    private interface Seen {
        void pair(int property, Property of, int[] order);
    }

    /** Each property with each way to let the two peers stand for its own. */
    private void eachProperty(Seen seen) {
        for (int i = 0; i < protocol.properties().size(); i++) {
            Property property = protocol.properties().get(i);
            boolean asked = scenario.checks().isEmpty()
                    || scenario.checks().stream()
                            .anyMatch(c -> c.equals(property)
                                    || c.name().equals(property.name())
                                            && property.kind().witness());
            int[][] orders = property.peers().size() == 1 ? new int[][] {{0}, {1}} : new int[][] {{0, 1}, {1, 0}};
            for (int[] order : asked ? orders : new int[0][]) {
                boolean fits = true;
                for (int k = 0; k < order.length; k++) {
                    String type = scenario.peers().get(order[k]).machine().name();
                    fits &= type.equals(property.peers().get(k).machine());
                }
                if (fits) {
                    seen.pair(i, property, order);
                }
            }
        }
    }

    private void look(Global state) {
        boolean empty = state.channels().stream().allMatch(List::isEmpty);
        Machine[] all = {
            peers[0].look(state.peers().get(0)), peers[1].look(state.peers().get(1))
        };
        eachProperty((i, property, order) -> {
            Property.Kind kind = property.kind();
            if (kind.ofSteps() || kind.liveness()) {
                return;
            }
            var machines = new Machine[order.length];
            var ghosts = new Ghosts[order.length];
            for (int k = 0; k < order.length; k++) {
                Peer peer = state.peers().get(order[k]);
                machines[k] = all[order[k]];
                ghosts[k] = new Ledger(peer.page(), peer.crashes());
            }
            boolean holds = property.flights().isPresent()
                    ? inFlight(i, property, order, machines, ghosts, state)
                    : core.properties().property(i, 0, machines, ghosts, empty);
            if (holds == (kind != Property.Kind.ALWAYS)) {
                reach(property, order);
            }
        });
    }

    private boolean inFlight(int i, Property property, int[] order, Machine[] machines, Ghosts[] ghosts, Global state) {
        var flights = property.flights().orElseThrow();
        List<Message> way = state.channels().get(order[flights.from()]).stream()
                .map(f -> peers[0].unpack(f.message()))
                .toList();
        boolean holds = true;
        for (int a = 0; a < way.size(); a++) {
            if (flights.later().isEmpty()
                    && way.get(a).kind() == flights.first().kind()) {
                holds &= core.properties().inFlight(i, machines, ghosts, way.get(a), way.get(a));
            }
            for (int b = 0; flights.later().isPresent() && b < way.size(); b++) {
                boolean mayBeFirst = a < b || a != b && scenario.network().reorder();
                if (mayBeFirst
                        && way.get(a).kind() == flights.first().kind()
                        && way.get(b).kind() == flights.later().get().kind()) {
                    holds &= core.properties().inFlight(i, machines, ghosts, way.get(a), way.get(b));
                }
            }
        }
        return holds;
    }

    private void reach(Property property, int[] order) {
        reached.add(property.kind() + " " + property.name());
        if (!property.kind().witness()) {
            broken.add(property.name() + " " + Arrays.toString(order));
        }
    }

    private void lookAtStep(int p, Machine before, Machine after, Step step) {
        eachProperty((i, property, order) -> {
            if (property.kind().ofSteps()
                    && order[0] == p
                    && core.properties().step(i, before, after, step)
                            == property.kind().witness()) {
                reach(property, order);
            }
        });
    }

    // ------------------------------------------------------------ what can happen

    private final class Found {
        private final Global state;
        private final List<Global> successors = new ArrayList<>();
        private int count;
        private boolean somethingIsDue;
        private boolean somethingIsHeld;

        Found(Global state) {
            this.state = state;
        }

        void all() {
            for (int p = 0; p < 2; p++) {
                calls(p);
                timeouts(p);
                arrivals(p);
            }
            boolean meant = count > 0;
            if (scenario.timing().isPresent() && !somethingIsDue) {
                Global later = tick();
                boolean died = !sizes(later).equals(sizes(state));
                if (!died || scenario.network().losses() == Scenario.Network.ANY) {
                    meant |= peers[0].timerRuns(state.peers().get(0))
                            || peers[1].timerRuns(state.peers().get(1));
                    add(later);
                }
            }
            for (int p = 0; p < 2; p++) {
                attacks(p);
                crash(p);
            }
            boolean waiting = peers[0].waiting(state.peers().get(0))
                    || peers[1].waiting(state.peers().get(1));
            if (!meant && !somethingIsHeld && waiting) {
                reached.add("DEADLOCK");
            }
        }

        private void add(Global successor) {
            count++;
            successors.add(successor);
        }

        private void calls(int p) {
            Peer peer = state.peers().get(p);
            List<Scenario.UserStep> script = peers[p].script(peer);
            int oncesBefore = 0;
            for (int s = 0; s < script.size(); s++) {
                var step = script.get(s);
                boolean due = step.repeat() ? peer.position() >= oncesBefore : peer.position() == oncesBefore;
                if (due && peers[p].guard(peer, s)) {
                    Peer on = step.repeat() ? peer : peer.at(peer.position() + 1);
                    step(p, on, new Trigger.Call(step), state.channels());
                }
                oncesBefore += step.repeat() ? 0 : 1;
            }
        }

        private void timeouts(int p) {
            Peer peer = state.peers().get(p);
            for (int t = 0; t < peers[p].type().timers().size(); t++) {
                if (!peers[p].runsOut(peer, t)) {
                    continue;
                }
                somethingIsDue |= peers[p].mustRunOut(peer, t);
                int bound = peers[p].bound(t);
                if (bound >= 0 && peer.fired().get(t) >= bound) {
                    somethingIsHeld = true;
                    continue;
                }
                Peer on = bound < 0 ? peer : peer.fired(t);
                step(p, on, new Trigger.Timeout(t), state.channels());
            }
        }

        /** Arrivals at p, and losses of what is on its way there: one for each different message that may come. */
        private void arrivals(int p) {
            int c = 1 - p;
            List<Flying> channel = state.channels().get(c);
            Flying before = null;
            for (int i = 0; i < channel.size(); i++) {
                Flying flying = channel.get(i);
                if (flying.equals(before)) {
                    continue;
                }
                before = flying;
                var rest = new ArrayList<>(channel);
                rest.remove(i);
                if (i == 0 || scenario.network().reorder()) {
                    int partner = state.peers().get(p).page().partner();
                    boolean stale = partner == 0
                            ? flying.sender() != 1 + state.peers().get(c).page().incarnation()
                            : flying.sender() < partner;
                    var arrival = new Trigger.Arrival(flying, false, stale);
                    step(p, state.peers().get(p), arrival, with(state.channels(), c, rest));
                    if (scenario.network().duplicate()) {
                        step(p, state.peers().get(p), arrival, state.channels());
                    }
                }
                if (scenario.network().lose()
                        && state.lost().get(c) < scenario.network().losses()) {
                    add(new Global(state.peers(), with(state.channels(), c, rest), lostOneMore(c)));
                }
            }
        }

        private List<Integer> lostOneMore(int c) {
            return scenario.network().losses() == Scenario.Network.ANY
                    ? state.lost()
                    : with(state.lost(), c, state.lost().get(c) + 1);
        }

        private void attacks(int p) {
            for (Scenario.Attack attack : scenario.attacks()) {
                for (Scenario.Sample sample : attack.to() == p ? attack.messages() : List.<Scenario.Sample>of()) {
                    var forged = new Flying(NaivePeer.pack(sample(sample)), 0, 0, 0);
                    step(p, state.peers().get(p), new Trigger.Arrival(forged, true, false), state.channels());
                }
            }
        }

        private void crash(int p) {
            for (Scenario.Crash crash : scenario.crashes()) {
                Peer peer = state.peers().get(p);
                if (crash.peer() == p && peer.crashes() < crash.most()) {
                    add(new Global(with(state.peers(), p, peers[p].crashed(peer)), state.channels(), state.lost()));
                }
            }
        }

        private static List<Integer> sizes(Global of) {
            return of.channels().stream().map(List::size).toList();
        }

        private Global tick() {
            Scenario.Timing timing = scenario.timing().orElseThrow();
            var channels = new ArrayList<List<Flying>>();
            for (List<Flying> channel : state.channels()) {
                channels.add(channel.stream()
                        .map(f -> new Flying(f.message(), f.age() + 1, f.sender(), f.place()))
                        .filter(f -> f.age() * timing.tick() <= timing.lifetime())
                        .toList());
            }
            return new Global(
                    List.of(
                            peers[0].later(state.peers().get(0)),
                            peers[1].later(state.peers().get(1))),
                    channels,
                    state.lost());
        }

        private void step(int p, Peer peer, Trigger trigger, List<List<Flying>> left) {
            for (NaivePeer.Done done : peers[p].step(peer, trigger)) {
                if (done.peer() == null) {
                    reached.add("FAULT");
                    count++;
                    continue;
                }
                lookAtStep(p, peers[p].look(peer), peers[p].look(done.peer()), done.step());
                List<List<Flying>> channels = left;
                for (Flying sent : done.sent()) {
                    if (channels.get(p).size() < scenario.network().capacity()) {
                        channels = with(channels, p, withOneMore(channels.get(p), sent));
                    }
                }
                add(new Global(with(state.peers(), p, done.peer()), channels, state.lost()));
            }
        }
    }

    static <T> List<T> with(List<T> list, int place, T value) {
        var copy = new ArrayList<>(list);
        copy.set(place, value);
        return List.copyOf(copy);
    }
}
