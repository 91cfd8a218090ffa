package dev.sequent.check.reference;

import dev.sequent.check.reference.World.Kept;
import dev.sequent.check.reference.World.Peer;
import dev.sequent.language.interpret.InterpretedCore;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Scenario;
import dev.sequent.runtime.Core;
import dev.sequent.runtime.Effects;
import dev.sequent.runtime.Machine;
import dev.sequent.runtime.Message;
import dev.sequent.runtime.Parameters;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A scenario and all that does not change while it is explored. */
final class Scene {
    /** For machines that are only looked at. */
    private static final Effects STILL = new Still();

    private final Protocol protocol;
    private final Core core;
    private final Scenario scenario;
    private final int number;
    private final Parameters parameters;
    private final List<Layout> layouts;
    private final List<Map<List<Long>, Machine>> looked = new ArrayList<>();
    private final Asked asked;
    private final Clock clock;

    Scene(Protocol written, String scenarioName, Asked asked) {
        this.protocol = Told.of(written);
        this.core = new InterpretedCore(protocol);
        this.scenario = protocol.scenarios().stream()
                .filter(s -> s.name().equals(scenarioName))
                .findFirst()
                .orElseThrow();
        this.number = protocol.scenarios().indexOf(scenario);
        this.parameters = core.parameters();
        scenario.settings().forEach(s -> parameters.set(s.param().index(), s.value()));
        this.layouts =
                scenario.peers().stream().map(p -> new Layout(model(p.index()))).toList();
        scenario.peers().forEach(p -> looked.add(new HashMap<>()));
        this.asked = asked;
        this.clock = new Clock(this);
    }

    Protocol protocol() {
        return protocol;
    }

    Core core() {
        return core;
    }

    Scenario scenario() {
        return scenario;
    }

    /** The scenario's ordinal. */
    int number() {
        return number;
    }

    Parameters parameters() {
        return parameters;
    }

    Asked asked() {
        return asked;
    }

    Clock clock() {
        return clock;
    }

    Layout layout(int peer) {
        return layouts.get(peer);
    }

    /** Nanoseconds; 0 without clocks. */
    long tick() {
        return scenario.timing().map(Scenario.Timing::tick).orElse(0L);
    }

    int lifetime() {
        return scenario.timing().map(t -> (int) (t.lifetime() / t.tick())).orElse(Integer.MAX_VALUE);
    }

    int peers() {
        return scenario.peers().size();
    }

    /** Who hears what that peer sends: the other one, or, where it is alone, itself. */
    int hearerOf(int peer) {
        return peers() == 1 ? peer : 1 - peer;
    }

    /** Its machine, as the interpreter has it. */
    dev.sequent.language.model.MachineType model(int peer) {
        return protocol.machines().get(scenario.peers().get(peer).machine().index());
    }

    Machine machine(int peer, List<Long> image, Effects effects) {
        var machine = core.machine(model(peer).index(), parameters, effects);
        layout(peer).write(image, machine);
        return machine;
    }

    /** To be looked at only. */
    Machine machine(int peer, List<Long> image) {
        return looked.get(peer).computeIfAbsent(image, i -> machine(peer, i, STILL));
    }

    boolean running(int peer, Peer state, int timer) {
        return machine(peer, state.image()).running(timer);
    }

    boolean initial(int peer, List<Long> image) {
        return model(peer).initial().index() == Layout.state(image);
    }

    /** How often the timer may run out, where that is bounded; else -1. */
    int bound(int peer, int timer) {
        return scenario.bounds().stream()
                .filter(b ->
                        b.machine().index() == model(peer).index() && b.timer().index() == timer)
                .mapToInt(Scenario.Bound::most)
                .findFirst()
                .orElse(-1);
    }

    /** How often the peer may crash. */
    int crashes(int peer) {
        return scenario.crashes().stream()
                .filter(c -> c.peer() == peer)
                .mapToInt(Scenario.Crash::most)
                .findFirst()
                .orElse(0);
    }

    List<Long> newborn(int peer) {
        return layout(peer).read(core.machine(model(peer).index(), parameters, STILL));
    }

    World beginning() {
        var peers = new ArrayList<Peer>();
        var towards = new ArrayList<List<World.InFlight>>();
        for (int p = 0; p < peers(); p++) {
            int timers = model(p).timers().size();
            peers.add(new Peer(
                    newborn(p),
                    Collections.nCopies(timers, 0L),
                    Collections.nCopies(timers, 0),
                    0,
                    0,
                    Collections.nCopies(protocol.externs().size(), 0),
                    new Kept(0, Set.of(), Octets.NONE)));
            int peer = p;
            towards.add(scenario.network().held().stream()
                    .filter(h -> h.to() == peer)
                    .map(h -> Packet.of(h.message(), core, protocol))
                    .map(m -> new World.InFlight(m, 0, World.Sender.NOBODY, 0, nobodys(m)))
                    .toList());
        }
        return settled(
                new World(List.copyOf(peers), List.copyOf(towards), Collections.nCopies(peers(), 0), clock.start()));
    }

    /** What a message carries that no peer of the scenario has sent. */
    List<Octets.Octet> nobodys(Packet packet) {
        return asked.octets() ? Octets.nobodys(packet.octets(protocol)) : List.of();
    }

    World settled(World world) {
        var timed = clock.settled(world);
        return scenario.network().reorder() ? timed.unordered() : timed;
    }

    private static final class Still implements Effects {
        @Override
        public void send(Message message) {
            throw new IllegalStateException("it is only looked at");
        }

        @Override
        public void start(int timer, long at) {
            throw new IllegalStateException("it is only looked at");
        }

        @Override
        public void stop(int timer) {
            throw new IllegalStateException("it is only looked at");
        }

        @Override
        public void signal(int signal) {
            throw new IllegalStateException("it is only looked at");
        }

        @Override
        public void effect(int effect, long a, long b, long c, long d) {
            throw new IllegalStateException("it is only looked at");
        }

        @Override
        public long function(int function, long a, long b, long c, long d) {
            throw new IllegalStateException("it is only looked at");
        }
    }
}
