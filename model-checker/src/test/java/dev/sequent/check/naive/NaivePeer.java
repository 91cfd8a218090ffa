package dev.sequent.check.naive;

import dev.sequent.check.naive.NaiveSearch.Flying;
import dev.sequent.check.system.Horizon;
import dev.sequent.language.model.Expr;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Scenario;
import dev.sequent.runtime.BitReader;
import dev.sequent.runtime.BitWriter;
import dev.sequent.runtime.Core;
import dev.sequent.runtime.Effects;
import dev.sequent.runtime.Machine;
import dev.sequent.runtime.Message;
import dev.sequent.runtime.Parameters;
import dev.sequent.runtime.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What one peer of a {@link NaiveSearch} does. */
final class NaivePeer {
    static final long NOW = 1L << 50;

    final Protocol protocol;
    private final Core core;
    final Scenario scenario;
    private final int number;
    final NaiveSearch.Kept kept;
    private final Parameters parameters;

    /**
     * @param turns for each runtime function how many values have been used up, if it answers in turn
     * @param left for each timer in how many ticks it runs out at the latest; -1 if it does not run, or there are no
     *     clocks
     * @param early those of them that may run out a tick before that
     */
    record Peer(
            List<Long> machine,
            int position,
            int crashes,
            List<Integer> fired,
            List<Integer> turns,
            List<Integer> left,
            Set<Integer> early,
            Ledger.Page page) {
        Peer at(int newPosition) {
            return new Peer(machine, newPosition, crashes, fired, turns, left, early, page);
        }

        Peer fired(int timer) {
            return new Peer(
                    machine,
                    position,
                    crashes,
                    NaiveSearch.with(fired, timer, fired.get(timer) + 1),
                    turns,
                    left,
                    early,
                    page);
        }
    }

    sealed interface Trigger {
        record Call(Scenario.UserStep step) implements Trigger {}

        record Timeout(int timer) implements Trigger {}

        record Arrival(Flying flying, boolean forged, boolean stale) implements Trigger {}
    }

    /** @param peer null: something went wrong */
    record Done(@Nullable Peer peer, List<Flying> sent, Step step) {}

    NaivePeer(Protocol protocol, Core core, Scenario scenario, int number, NaiveSearch.Kept kept) {
        this.protocol = protocol;
        this.core = core;
        this.scenario = scenario;
        this.number = number;
        this.kept = kept;
        parameters = core.parameters().copy();
        scenario.settings().forEach(s -> parameters.set(s.param().index(), s.value()));
    }

    dev.sequent.language.model.MachineType type() {
        return scenario.peers().get(number).machine();
    }

    boolean timed() {
        return scenario.timing().isPresent();
    }

    Peer initial() {
        int timers = type().timers().size();
        return new Peer(
                pack(fresh(new NaiveWorld(this, List.of(), List.of()))),
                0,
                0,
                Collections.nCopies(timers, 0),
                Collections.nCopies(protocol.externs().size(), 0),
                Collections.nCopies(timers, -1),
                Set.of(),
                Ledger.Page.EMPTY);
    }

    private Machine fresh(Effects effects) {
        return core.machine(type().index(), parameters, effects);
    }

    Machine look(Peer peer) {
        return unpack(peer, new NaiveWorld(this, List.of(), peer.turns()));
    }

    private Machine unpack(Peer peer, Effects effects) {
        Machine machine = fresh(effects);
        machine.decode(new BitReader(longs(peer.machine())));
        return machine;
    }

    private boolean initial(Machine machine) {
        return type().states().get(machine.state()).initial();
    }

    // ------------------------------------------------------------ what may happen

    List<Scenario.UserStep> script(Peer peer) {
        Scenario.Peer declared = scenario.peers().get(number);
        return peer.crashes() == 0 ? declared.script() : declared.afterCrash();
    }

    boolean guard(Peer peer, int step) {
        int before =
                peer.crashes() == 0 ? 0 : scenario.peers().get(number).script().size();
        return core.properties().when(protocol.scenarios().indexOf(scenario), number, before + step, look(peer));
    }

    boolean waiting(Peer peer) {
        List<Scenario.UserStep> script = script(peer);
        long once = script.stream().filter(s -> !s.repeat()).count();
        boolean more = once == 0 ? !script.isEmpty() : peer.position() < once;
        Machine machine = look(peer);
        boolean mayEnd = scenario.peers().get(number).ends().stream().anyMatch(s -> s.index() == machine.state());
        return !initial(machine) && !mayEnd && more;
    }

    boolean timerRuns(Peer peer) {
        Machine machine = look(peer);
        return type().timers().stream().anyMatch(t -> machine.running(t.index()));
    }

    boolean runsOut(Peer peer, int timer) {
        return look(peer).running(timer)
                && (!timed()
                        || peer.left().get(timer) == 0
                        || peer.left().get(timer) == 1 && peer.early().contains(timer));
    }

    /** Of one that may: before time goes on? */
    boolean mustRunOut(Peer peer, int timer) {
        return !timed() || peer.left().get(timer) == 0;
    }

    /** How often a timer may run out; -1: as often as it likes. */
    int bound(int timer) {
        return scenario.bounds().stream()
                .filter(b ->
                        b.machine().name().equals(type().name()) && b.timer().index() == timer)
                .map(Scenario.Bound::most)
                .findFirst()
                .orElse(-1);
    }

    // ------------------------------------------------------------ what happens

    Peer crashed(Peer peer) {
        Peer anew = initial();
        var ledger = new Ledger(peer.page(), 0);
        ledger.forgetBuffers();
        ledger.follow(0, false);
        return new Peer(
                anew.machine(),
                0,
                peer.crashes() + 1,
                anew.fired(),
                peer.turns(),
                anew.left(),
                anew.early(),
                ledger.page());
    }

    /** A tick later. */
    Peer later(Peer peer) {
        long tick = scenario.timing().orElseThrow().tick();
        Machine machine = look(peer);
        machine.age(tick, NOW - Horizon.ticks(protocol, scenario, parameters) * tick);
        return new Peer(
                pack(machine),
                peer.position(),
                peer.crashes(),
                peer.fired(),
                peer.turns(),
                peer.left().stream().map(l -> l > 0 ? l - 1 : l).toList(),
                peer.early().stream().filter(t -> peer.left().get(t) > 1).collect(Collectors.toSet()),
                peer.page());
    }

    /** One for each sequence of choices; the sequences grow as the machine asks. */
    List<Done> step(Peer peer, Trigger trigger) {
        var done = new ArrayList<Done>();
        var open = new ArrayList<List<Integer>>();
        open.add(List.of());
        while (!open.isEmpty()) {
            List<Integer> choices = open.removeLast();
            var world = new NaiveWorld(this, choices, peer.turns());
            Done result = step(peer, trigger, world);
            for (int v = 0; v < world.unanswered; v++) {
                var longer = new ArrayList<>(choices);
                longer.add(v);
                open.add(longer);
            }
            if (world.unanswered == 0) {
                done.add(result);
            }
        }
        return done;
    }

    private Done step(Peer peer, Trigger trigger, NaiveWorld world) {
        Machine machine = unpack(peer, world);
        world.machine = machine;
        boolean fromInitial = initial(machine);
        long irsBefore = kept.stale() || kept.octets() ? machine.variable(variable("IRS")) : 0;
        long now = timed() ? NOW : 0;
        var step = new NaiveStep(this, trigger, world);
        try {
            switch (trigger) {
                case Trigger.Call call -> call(machine, call.step(), now, world);
                case Trigger.Timeout timeout -> machine.timeout(timeout.timer(), now);
                case Trigger.Arrival arrival -> {
                    world.arriving = Optional.of(arrival.flying());
                    machine.receive(now, unpack(arrival.flying().message()));
                    quiet(machine, now);
                }
            }
            var ledger = new Ledger(peer.page(), 0);
            boolean follows = kept.stale() || kept.octets();
            long irs = follows ? machine.variable(variable("IRS")) : 0;
            boolean forgot =
                    world.entries.stream().anyMatch(e -> e instanceof NaiveWorld.Entered entered && entered.forgot());
            enter(world, ledger, fromInitial, irs != 0 && (irs != irsBefore || forgot));
            if (follows && irs == 0 && irsBefore != 0) {
                ledger.follow(0, kept.octets());
                ledger.forgetBuffers();
            }
            if (initial(machine)) {
                ledger.forgetBuffers();
            }
            var sent = new ArrayList<Flying>();
            for (int i = 0; i < world.sent.size(); i++) {
                sent.add(new Flying(
                        pack(travelling(protocol, world.sent.get(i))), 0, world.senders.get(i), world.places.get(i)));
            }
            var after = new Peer(
                    pack(machine),
                    peer.position(),
                    peer.crashes(),
                    peer.fired(),
                    List.copyOf(world.turns),
                    left(peer, machine, world),
                    early(peer, machine, world),
                    ledger.page());
            return new Done(after, sent, step);
        } catch (RuntimeException e) {
            return new Done(null, List.of(), step);
        }
    }

    /**
     * Everything into the books. Where the machine is in its initial state, and leaves it later in the step, what it
     * does is entered under what then begins.
     */
    private void enter(NaiveWorld world, Ledger ledger, boolean fromInitial, boolean follows) {
        boolean initial = fromInitial;
        int following = follows ? begins(world, fromInitial) : -1;
        int begun = 0;
        if (initial && leaves(world, 0)) {
            ledger.nextIncarnation(kept);
            begun++;
        }
        for (int i = 0; i <= world.entries.size(); i++) {
            if (begun == following) {
                ledger.follow(world.arriving.map(Flying::sender).orElse(0), kept.octets());
                following = -1;
            }
            if (i == world.entries.size()) {
                break;
            }
            world.entries.get(i).into(ledger);
            if (world.entries.get(i) instanceof NaiveWorld.Entered entered) {
                if (!initial && entered.initial() && leaves(world, i + 1)) {
                    ledger.nextIncarnation(kept);
                    begun++;
                }
                initial = entered.initial();
            }
        }
    }

    private static boolean leaves(NaiveWorld world, int from) {
        return world.entries.stream().skip(from).anyMatch(e -> e instanceof NaiveWorld.Entered to && !to.initial());
    }

    /** How many incarnations begin in the step. */
    private static int begins(NaiveWorld world, boolean fromInitial) {
        int count = 0;
        boolean initial = fromInitial;
        for (NaiveWorld.Entry entry : world.entries) {
            if (entry instanceof NaiveWorld.Entered to) {
                count += initial && !to.initial() ? 1 : 0;
                initial = to.initial();
            }
        }
        return count;
    }

    private void call(Machine machine, Scenario.UserStep step, long now, NaiveWorld world) {
        long[] a = new long[4];
        for (int i = 0; i < step.arguments().size(); i++) {
            a[i] = argument(step, i);
        }
        int answer = machine.call(number(step), now, a[0], a[1], a[2], a[3]);
        if (kept.octets()
                && step.call().name().equals("SEND")
                && answer >= 0
                && Set.of("ok", "queued").contains(type().outcomes().get(answer).name())) {
            int end = (int) machine.variable(variable("SND.END"));
            world.entries.addFirst(ledger -> ledger.give(a[0], end));
        }
    }

    static long argument(Scenario.UserStep step, int i) {
        return ((Expr.Literal) step.arguments().get(i)).value();
    }

    /** Calls and events are counted together. */
    int number(Scenario.UserStep step) {
        int call = type().calls().indexOf(step.call());
        return call >= 0 ? call : type().calls().size() + type().events().indexOf(step.call());
    }

    /** The batch of arrivals has ended. */
    private void quiet(Machine machine, long now) {
        for (int e = 0; e < type().events().size(); e++) {
            if (type().events().get(e).name().equals("QUIET")) {
                machine.call(type().calls().size() + e, now, 0, 0, 0, 0);
            }
        }
    }

    int variable(String name) {
        return type().variables().stream()
                .filter(v -> v.name().equals(name))
                .findFirst()
                .orElseThrow()
                .index();
    }

    private List<Integer> left(Peer peer, Machine machine, NaiveWorld world) {
        var left = new ArrayList<Integer>();
        for (int t = 0; t < peer.left().size(); t++) {
            int timer = t;
            int now = world.started.stream()
                    .filter(s -> s[0] == timer)
                    .reduce((first, second) -> second)
                    .map(s -> (int) s[1])
                    .orElse(peer.left().get(t));
            left.add(timed() && machine.running(t) ? now : -1);
        }
        return left;
    }

    private Set<Integer> early(Peer peer, Machine machine, NaiveWorld world) {
        var early = new HashSet<>(peer.early());
        for (long[] start : world.started) {
            if (start[2] == 1) {
                early.add((int) start[0]);
            } else {
                early.remove((int) start[0]);
            }
        }
        early.removeIf(t -> !machine.running(t));
        return Set.copyOf(early);
    }

    // ------------------------------------------------------------ packing

    Message unpack(List<Long> packed) {
        Message message = core.message((int) (long) packed.getFirst());
        message.decode(new BitReader(longs(packed.subList(1, packed.size()))));
        return message;
    }

    /** The network layer's words do not go with it. */
    static Message travelling(Protocol protocol, Message sent) {
        Message message = sent.copy();
        protocol.messages().get(sent.kind()).fields().stream()
                .filter(f -> f.network())
                .forEach(f -> message.set(f.index(), 0));
        return message;
    }

    static List<Long> pack(Message message) {
        var out = new BitWriter();
        message.encode(out);
        var packed = new ArrayList<Long>();
        packed.add((long) message.kind());
        packed.addAll(list(out));
        return List.copyOf(packed);
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
}
