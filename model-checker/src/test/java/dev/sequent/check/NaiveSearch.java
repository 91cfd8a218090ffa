package dev.sequent.check;

import dev.sequent.runtime.BitReader;
import dev.sequent.runtime.BitWriter;
import dev.sequent.runtime.Core;
import dev.sequent.runtime.Effects;
import dev.sequent.runtime.Ghosts;
import dev.sequent.runtime.Machine;
import dev.sequent.runtime.Message;
import dev.sequent.runtime.Parameters;
import dev.sequent.spec.model.Protocol;
import dev.sequent.spec.model.Scenario;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The second implementation: what a scenario means, written down once more as plainly as possible, with nothing kept,
 * shared or numbered. Two peers, no payload, no faults.
 */
final class NaiveSearch {
    private static final Ghosts[] NO_GHOSTS = {Ghosts.NONE, Ghosts.NONE};

    private final Protocol protocol;
    private final Core core;
    private final Scenario scenario;
    private final Parameters parameters;
    private final Set<String> reachedProperties = new TreeSet<>();

    /** Everything as lists of numbers, so that equality is deep. */
    private record Global(List<List<Long>> machines, List<Integer> positions, List<List<Integer>> fired,
            List<List<List<Long>>> channels) {}

    /** @param reached names of the properties and witnesses whose condition was true in some state */
    record Result(long transitions, List<Long> levels, Set<String> reached) {
        long states() {
            return levels.stream().mapToLong(Long::longValue).sum();
        }
    }

    NaiveSearch(Protocol protocol, Core core, Scenario scenario) {
        this.protocol = protocol;
        this.core = core;
        this.scenario = scenario;
        parameters = core.parameters().copy();
        scenario.settings().forEach(s -> parameters.set(s.param().index(), s.value()));
    }

    Result run() {
        var initial = new Global(
                scenario.peers().stream().map(p -> pack(machine(p, new Net(List.of())))).toList(),
                List.of(0, 0),
                scenario.peers().stream().map(p -> p.machine().timers().stream().map(t -> 0).toList()).toList(),
                List.of(List.of(), List.of()));
        var seen = new HashSet<Global>();
        seen.add(initial);
        List<Global> level = List.of(initial);
        var levels = new ArrayList<Long>();
        long transitions = 0;
        while (!level.isEmpty()) {
            levels.add((long) level.size());
            var next = new ArrayList<Global>();
            for (Global state : level) {
                look(state);
                for (Global successor : successors(state)) {
                    transitions++;
                    if (seen.add(successor)) {
                        next.add(successor);
                    }
                }
            }
            level = next;
        }
        return new Result(transitions, levels, reachedProperties);
    }

    private void look(Global state) {
        boolean empty = state.channels().stream().allMatch(List::isEmpty);
        Machine[] all = {unpack(0, state, new Net(List.of())), unpack(1, state, new Net(List.of()))};
        for (int i = 0; i < protocol.properties().size(); i++) {
            var property = protocol.properties().get(i);
            for (int[] order : new int[][] {{0, 1}, {1, 0}}) {
                boolean fits = true;
                var machines = new Machine[property.peers().size()];
                for (int k = 0; k < machines.length; k++) {
                    var peer = scenario.peers().get(order[k]);
                    fits &= peer.machine().name().equals(property.peers().get(k).machine());
                    machines[k] = all[order[k]];
                }
                if (fits && core.properties().property(i, 0, machines, NO_GHOSTS, empty)) {
                    reachedProperties.add(property.kind() + " " + property.name());
                }
            }
        }
    }

    private List<Global> successors(Global state) {
        var found = new ArrayList<Global>();
        for (int p = 0; p < 2; p++) {
            calls(state, p, found);
            timeouts(state, p, found);
            arrivals(state, p, found);
        }
        return found;
    }

    private void calls(Global state, int p, List<Global> found) {
        var script = scenario.peers().get(p).script();
        int oncesBefore = 0;
        for (int s = 0; s < script.size(); s++) {
            var step = script.get(s);
            boolean due = step.repeat()
                    ? state.positions().get(p) >= oncesBefore
                    : state.positions().get(p) == oncesBefore;
            if (due && core.properties().when(
                    protocol.scenarios().indexOf(scenario), p, s, unpack(p, state, new Net(List.of())))) {
                int position = state.positions().get(p) + (step.repeat() ? 0 : 1);
                long[] a = new long[4];
                for (int i = 0; i < step.arguments().size(); i++) {
                    a[i] = ((dev.sequent.spec.model.Expr.Literal) step.arguments().get(i)).value();
                }
                int call = scenario.peers().get(p).machine().calls().indexOf(step.call());
                each(state, p, m -> m.call(call, 0, a[0], a[1], a[2], a[3]), position, state.fired().get(p), -1,
                        List.of(), found);
            }
            oncesBefore += step.repeat() ? 0 : 1;
        }
    }

    private void timeouts(Global state, int p, List<Global> found) {
        var type = scenario.peers().get(p).machine();
        Machine now = unpack(p, state, new Net(List.of()));
        for (int t = 0; t < type.timers().size(); t++) {
            int timer = t;
            var bound = scenario.bounds().stream()
                    .filter(b -> b.machine().name().equals(type.name()) && b.timer().index() == timer)
                    .findFirst();
            boolean allowed = bound.isEmpty() || state.fired().get(p).get(t) < bound.get().most();
            if (allowed && now.running(t)) {
                var fired = new ArrayList<>(state.fired().get(p));
                if (bound.isPresent()) {
                    fired.set(t, fired.get(t) + 1);
                }
                each(state, p, m -> m.timeout(timer, 0), state.positions().get(p), fired, -1, List.of(), found);
            }
        }
    }

    /** Arrivals at p, and losses of what is on its way there: one for each different message that may come. */
    private void arrivals(Global state, int p, List<Global> found) {
        int c = 1 - p;
        List<List<Long>> channel = state.channels().get(c);
        List<Long> before = null;
        for (int i = 0; i < channel.size(); i++) {
            List<Long> packed = channel.get(i);
            if (packed.equals(before)) {
                continue;
            }
            before = packed;
            var rest = new ArrayList<>(channel);
            rest.remove(i);
            if (i == 0 || scenario.network().reorder()) {
                Message message = core.message((int) (long) packed.getFirst());
                message.decode(new BitReader(longs(packed.subList(1, packed.size()))));
                var at = state.positions().get(p);
                each(state, p, m -> m.receive(0, message), at, state.fired().get(p), c, rest, found);
                if (scenario.network().duplicate()) {
                    each(state, p, m -> m.receive(0, message), at, state.fired().get(p), c, channel, found);
                }
            }
            if (scenario.network().lose()) {
                found.add(new Global(state.machines(), state.positions(), state.fired(),
                        with(state.channels(), c, rest)));
            }
        }
    }

    private interface Act {
        void on(Machine machine);
    }

    /** One successor for each sequence of choices; the sequences grow as the machine asks. */
    private void each(Global state, int p, Act act, int position, List<Integer> fired, int channel,
            List<List<Long>> rest, List<Global> found) {
        var open = new ArrayList<List<Integer>>();
        open.add(List.of());
        while (!open.isEmpty()) {
            List<Integer> choices = open.removeLast();
            var net = new Net(choices);
            Machine machine = unpack(p, state, net);
            act.on(machine);
            var type = scenario.peers().get(p).machine();
            for (int e = 0; e < type.events().size(); e++) {
                if (type.events().get(e).name().equals("QUIET")) {
                    machine.call(type.calls().size() + e, 0, 0, 0, 0, 0);
                }
            }
            if (net.unanswered > 0) {
                for (int v = 0; v < net.unanswered; v++) {
                    var longer = new ArrayList<>(choices);
                    longer.add(v);
                    open.add(longer);
                }
                continue;
            }
            var channels = channel < 0 ? state.channels() : with(state.channels(), channel, rest);
            for (List<Long> message : net.sent) {
                if (channels.get(p).size() < scenario.network().capacity()) {
                    var longer = new ArrayList<>(channels.get(p));
                    longer.add(message);
                    if (scenario.network().reorder()) {
                        longer.sort(Comparator.comparing(List<Long>::toString));
                    }
                    channels = with(channels, p, longer);
                }
            }
            found.add(new Global(with(state.machines(), p, pack(machine)), with(state.positions(), p, position),
                    with(state.fired(), p, fired), channels));
        }
    }

    private static <T> List<T> with(List<T> list, int place, T value) {
        var copy = new ArrayList<>(list);
        copy.set(place, value);
        return List.copyOf(copy);
    }

    private Machine machine(Scenario.Peer peer, Effects effects) {
        return core.machine(peer.machine().index(), parameters, effects);
    }

    private Machine unpack(int p, Global state, Effects effects) {
        Machine machine = machine(scenario.peers().get(p), effects);
        machine.decode(new BitReader(longs(state.machines().get(p))));
        return machine;
    }

    private static List<Long> pack(Machine machine) {
        var out = new BitWriter();
        machine.encode(out);
        return list(out);
    }

    private static List<Long> list(BitWriter out) {
        var words = new ArrayList<Long>();
        for (long word : out.toArray()) {
            words.add(word);
        }
        return List.copyOf(words);
    }

    private static long[] longs(List<Long> words) {
        return words.stream().mapToLong(Long::longValue).toArray();
    }

    /** Keeps what is sent; answers chosen functions, and notes the first that it has no answer for. */
    private final class Net implements Effects {
        private final List<Integer> choices;
        private final List<List<Long>> sent = new ArrayList<>();
        private int asked;
        private int unanswered;

        Net(List<Integer> choices) {
            this.choices = choices;
        }

        @Override
        public void send(Message message) {
            var out = new BitWriter();
            message.encode(out);
            var packed = new ArrayList<Long>();
            packed.add((long) message.kind());
            packed.addAll(list(out));
            sent.add(List.copyOf(packed));
        }

        @Override
        public void start(int timer, long at) {}

        @Override
        public void stop(int timer) {}

        @Override
        public void signal(int signal) {}

        @Override
        public void effect(int effect, long a, long b, long c, long d) {}

        @Override
        public long function(int function, long a, long b, long c, long d) {
            for (Scenario.Choice choice : scenario.choices()) {
                if (choice.function().index() == function) {
                    if (asked < choices.size()) {
                        return choice.values().get(choices.get(asked++));
                    }
                    unanswered = unanswered == 0 ? choice.values().size() : unanswered;
                    return choice.values().getFirst();
                }
            }
            return 0;
        }
    }
}
