package dev.sequent.check.reference;

import dev.sequent.check.reference.LocalStep.Cause;
import dev.sequent.check.reference.World.InFlight;
import dev.sequent.check.reference.World.Kept;
import dev.sequent.check.reference.World.Peer;
import dev.sequent.check.reference.World.Sender;
import dev.sequent.language.model.MachineType.Trigger;
import dev.sequent.language.model.Scenario;
import dev.sequent.runtime.Effects;
import dev.sequent.runtime.Fault;
import dev.sequent.runtime.Machine;
import dev.sequent.runtime.Message;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * One machine at work on one step, and what it does to the world meanwhile. Where runtime functions may answer this or
 * that, a step has several outcomes: each is work of its own, with the answers in order.
 */
final class Work implements Effects {
    private final Scene scene;
    private final World before;
    private final int peer;
    private final Cause cause;
    private final List<Integer> answers;
    private final List<Integer> choices = new ArrayList<>();

    private final dev.sequent.language.model.MachineType model;
    private final Machine machine;
    private final List<Long> due;
    private final List<Integer> asked;
    private final List<Sent> sent = new ArrayList<>();
    private final Set<Integer> signals = new HashSet<>();
    /** Is the machine in its initial state? */
    private boolean initial;
    /** What the user was told since, in this step. */
    private final Set<Integer> toldInitially = new HashSet<>();
    /** How much was sent since, in this step. */
    private int sentInitially;

    private Kept kept;
    private final List<Octets.Octet> forgotten = new ArrayList<>();
    private int leavings;

    /** What came of it. @param step empty when it ended with a fault */
    record Outcome(World world, Optional<LocalStep> step, String fault) {}

    /**
     * @param leavings how often the machine had left its initial state in this step when it was sent, or leaves it next
     */
    private record Sent(Packet packet, int leavings, int incarnation) {}

    /** Of the incarnations that are told apart, one too many begins. */
    private static final class TooMany extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Every outcome of a step that has this cause. @param world without the arriving message, unless a copy stays */
    static List<Outcome> outcomes(Scene scene, World world, int peer, Cause cause) {
        var outcomes = new ArrayList<Outcome>();
        var open = new ArrayList<List<Integer>>(List.of(List.of()));
        while (!open.isEmpty()) {
            List<Integer> answers = open.removeLast();
            var work = new Work(scene, world, peer, cause, answers);
            outcomes.add(work.outcome());
            for (int i = work.choices.size() - 1; i >= answers.size(); i--) {
                for (int other = 1; other < work.choices.get(i); other++) {
                    var next = new ArrayList<>(answers);
                    while (next.size() < i) {
                        next.add(0);
                    }
                    next.add(other);
                    open.add(next);
                }
            }
        }
        return outcomes;
    }

    private Work(Scene scene, World before, int peer, Cause cause, List<Integer> answers) {
        this.scene = scene;
        this.before = before;
        this.peer = peer;
        this.cause = cause;
        this.answers = answers;
        Peer mine = before.peers().get(peer);
        this.model = scene.model(peer);
        this.machine = scene.machine(peer, mine.image(), this);
        this.due = new ArrayList<>(mine.due());
        this.asked = new ArrayList<>(mine.asked());
        this.kept = mine.kept();
        this.initial = scene.initial(peer, mine.image());
    }

    private Outcome outcome() {
        Peer mine = before.peers().get(peer);
        List<Long> remembered = mine.image();
        try {
            work();
            List<Long> after = scene.layout(peer).read(machine);
            if (scene.asked().octets() || scene.asked().origins()) {
                connected();
            }
            List<InFlight> carried = carried();
            var step = new LocalStep(
                    peer,
                    cause,
                    remembered,
                    after,
                    sent.stream().map(Sent::packet).toList(),
                    Set.copyOf(signals));
            var next = new Peer(
                    after, List.copyOf(due), mine.expired(), mine.taken(), mine.crashes(), List.copyOf(asked), kept);
            return new Outcome(world(before.withPeer(peer, next), carried), Optional.of(step), "");
        } catch (Fault | Octets.Confused | TooMany fault) {
            return new Outcome(before, Optional.empty(), String.valueOf(fault.getMessage()));
        }
    }

    private void work() {
        switch (cause) {
            case Cause.Called c -> {
                long[] a = new long[4];
                for (int i = 0; i < c.arguments().size(); i++) {
                    a[i] = c.arguments().get(i);
                }
                handedOver(c, machine.call(c.call(), before.now(), a[0], a[1], a[2], a[3]));
            }
            case Cause.TimedOut t -> machine.timeout(t.timer(), before.now());
            case Cause.Arrived a -> {
                machine.receive(before.now(), a.packet().message(scene.core()));
                // A batch of its own.
                model.events().stream()
                        .filter(e -> e.name().equals("QUIET"))
                        .findFirst()
                        .ifPresent(e -> machine.call(e.index(), before.now(), 0, 0, 0, 0));
            }
        }
    }

    /** What was sent is on its way, as far as the channel has room: what is sent into a full channel is lost. */
    private World world(World world, List<InFlight> carried) {
        int hearer = scene.hearerOf(peer);
        var channel = new ArrayList<>(world.towards().get(hearer));
        if (leavings > 0 && scene.asked().origins()) {
            channel.replaceAll(InFlight::outlived);
        }
        for (InFlight message : carried) {
            if (channel.size() < scene.scenario().network().capacity()) {
                channel.add(message);
            }
        }
        return world.withTowards(hearer, channel);
    }

    private List<InFlight> carried() {
        var result = new ArrayList<InFlight>();
        for (Sent each : sent) {
            Sender sender = scene.asked().origins() && each.leavings() < leavings ? Sender.EARLIER : Sender.PRESENT;
            List<Octets.Octet> octets = scene.asked().octets() ? carried(each.packet()) : List.of();
            result.add(new InFlight(
                    each.packet().arriving(scene.protocol()),
                    0,
                    sender,
                    scene.asked().toldApart() ? each.incarnation() : 0,
                    octets));
        }
        return result;
    }

    // ------------------------------------------------------------ what the machine does

    @Override
    public void send(Message message) {
        sent.add(new Sent(Packet.of(message, scene.protocol()), leavings, kept.incarnation()));
        sentInitially += initial ? 1 : 0;
    }

    /** What is due already runs out at once. */
    @Override
    public void start(int timer, long at) {
        if (scene.tick() > 0) {
            due.set(timer, Math.max(before.now(), at));
        }
    }

    @Override
    public void stop(int timer) {
        due.set(timer, 0L);
    }

    @Override
    public void signal(int signal) {
        signals.add(signal);
        if (scene.asked().told().contains(signal)) {
            kept = kept.withTold(signal);
            if (initial) {
                toldInitially.add(signal);
            }
        }
    }

    @Override
    public void effect(int effect, long a, long b, long c, long d) {
        if (effect == Told.changes(model)) {
            boolean now = machine.state() == model.initial().index();
            if (initial && !now) {
                begins();
            }
            if (!initial || !now) {
                toldInitially.clear();
                sentInitially = 0;
            }
            initial = now;
        } else if (scene.asked().octets()) {
            octets(model.effects().get(effect).name(), a, b, c);
        }
    }

    /**
     * The machine leaves its initial state: an incarnation begins. What it has done in this step since it was there
     * belongs to that one.
     */
    private void begins() {
        leavings++;
        forgotten.clear();
        kept = new Kept(
                count(),
                Set.copyOf(toldInitially),
                Octets.NONE.with(kept.octets().with()));
        for (int i = sent.size() - sentInitially; i < sent.size(); i++) {
            sent.set(i, new Sent(sent.get(i).packet(), leavings, kept.incarnation()));
        }
    }

    private int count() {
        Asked asks = scene.asked();
        if (!asks.incarnations()) {
            return 0;
        }
        if (kept.incarnation() == asks.most() && asks.toldApart()) {
            throw new TooMany();
        }
        return Math.min(kept.incarnation() + 1, asks.most());
    }

    @Override
    public long function(int function, long a, long b, long c, long d) {
        Optional<Scenario.Choice> choice = scene.scenario().choices().stream()
                .filter(o -> o.function().index() == function)
                .findFirst();
        if (choice.isEmpty()) {
            return 0;
        }
        List<Long> values = choice.get().values();
        if (choice.get().inTurn()) {
            int turn = asked.get(function);
            asked.set(function, Math.min(turn + 1, values.size() - 1));
            return values.get(turn);
        }
        int index = choices.size() < answers.size() ? answers.get(choices.size()) : 0;
        choices.add(values.size());
        return values.get(index);
    }

    // ------------------------------------------------------------ octets, by the names by which a runtime moves them

    private void octets(String effect, long a, long b, long c) {
        connected();
        Octets octets = kept.octets();
        Octets next = switch (effect) {
            case "place" ->
                octets.place(a, b, c, cause instanceof Cause.Arrived m ? m.octets() : List.of(), number("RCV.NXT"));
            case "deliver" -> octets.deliver(a, number("RCV.NXT"));
            case "acknowledge" -> octets.acknowledged(a);
            default -> octets;
        };
        if (effect.equals("acknowledge")) {
            forgotten.addAll(octets.unacknowledged().subList(0, (int) a));
        }
        kept = kept.withOctets(next);
    }

    /** The octets belong to where the machine was when it was called. */
    private void handedOver(Cause.Called call, int outcome) {
        Trigger.Call declared = model.calls().stream()
                .filter(c -> c.index() == call.call())
                .findFirst()
                .orElse(null);
        if (declared == null || !scene.asked().octets() || !declared.name().equals("SEND") || outcome < 0) {
            return;
        }
        String said = model.outcomes().get(outcome).name();
        boolean present =
                leavings == (scene.initial(peer, before.peers().get(peer).image()) ? Math.min(1, leavings) : 0);
        if (present && (said.equals("ok") || said.equals("queued"))) {
            int n = call.arguments().getFirst().intValue();
            kept = kept.withOctets(kept.octets().handedOver(n, kept.incarnation()));
        }
    }

    /**
     * What is sent in a step is looked up as the buffer is when the step ends, with what it has forgotten meanwhile.
     */
    private List<Octets.Octet> carried(Packet packet) {
        if (variable("SND.END").isEmpty()) {
            return List.of();
        }
        var buffer = new ArrayList<>(forgotten);
        buffer.addAll(kept.octets().unacknowledged());
        return Octets.carried(
                buffer, Text.first(packet, scene.protocol()), packet.octets(scene.protocol()), number("SND.END"));
    }

    /**
     * The connection is with the incarnation of the other peer whose message made IRS what it is; with none once that
     * is gone.
     */
    private void connected() {
        var irs = variable("IRS");
        if (irs.isEmpty()) {
            return;
        }
        long earlier = scene.machine(peer, before.peers().get(peer).image())
                .variable(irs.get().index());
        long now = machine.variable(irs.get().index());
        if (earlier != now) {
            boolean known = now != irs.get().initial()
                    && cause instanceof Cause.Arrived a
                    && a.from().filter(s -> s != Sender.NOBODY).isPresent();
            OptionalInt with = known ? OptionalInt.of(((Cause.Arrived) cause).incarnation()) : OptionalInt.empty();
            kept = kept.withOctets(kept.octets().with(with));
        }
    }

    private Optional<dev.sequent.language.model.MachineType.Variable> variable(String name) {
        return model.variables().stream().filter(v -> v.name().equals(name)).findFirst();
    }

    private long number(String variable) {
        return variable(variable).map(v -> machine.variable(v.index())).orElse(0L);
    }
}
