package dev.sequent.check.reference;

import dev.sequent.check.reference.LocalStep.Cause;
import dev.sequent.check.reference.World.InFlight;
import dev.sequent.check.reference.World.Peer;
import dev.sequent.language.model.Expr;
import dev.sequent.language.model.Scenario;
import dev.sequent.runtime.Fault;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

/** What can happen in a world of a scenario: LANGUAGE.md, "Scenarios", item by item. */
final class Moves {
    private final Scene scene;
    private final Scenario scenario;
    private final Scenario.Network network;

    Moves(Scene scene) {
        this.scene = scene;
        this.scenario = scene.scenario();
        this.network = scenario.network();
    }

    List<Move> from(World world) {
        var moves = new ArrayList<Move>();
        for (int p = 0; p < scene.peers(); p++) {
            users(world, p, moves);
            timers(world, p, moves);
            deliveries(world, p, moves);
            losses(world, p, moves);
            crashes(world, p, moves);
            attacks(world, p, moves);
        }
        tick(world, moves);
        return moves;
    }

    // ------------------------------------------------------------ users

    /** The steps that the user has before him: those of the script, or, after a crash, those that stand there. */
    List<Scenario.UserStep> script(World world, int peer) {
        var user = scenario.peers().get(peer);
        return world.peers().get(peer).crashes() > 0 ? user.afterCrash() : user.script();
    }

    /** Has the user steps before him that he has not taken? With nothing but steps that repeat, he is never through. */
    boolean waits(World world, int peer) {
        List<Scenario.UserStep> script = script(world, peer);
        long once = script.stream().filter(s -> !s.repeat()).count();
        return world.peers().get(peer).taken() < once || once == 0 && !script.isEmpty();
    }

    private void users(World world, int peer, List<Move> moves) {
        Peer mine = world.peers().get(peer);
        List<Scenario.UserStep> script = script(world, peer);
        int offset = mine.crashes() > 0 ? scenario.peers().get(peer).script().size() : 0;
        int before = 0;
        for (int s = 0; s < script.size() && before <= mine.taken(); s++) {
            Scenario.UserStep step = script.get(s);
            boolean next = step.repeat() || before == mine.taken();
            if (next && when(world, peer, offset + s, moves)) {
                var cause = new Cause.Called(
                        step.call().index(),
                        step.arguments().stream().map(Moves::constant).toList());
                work(
                        new Act.Use(peer, offset + s, step.repeat()),
                        world,
                        peer,
                        cause,
                        moves,
                        p -> step.repeat() ? p : with(p, p.expired(), p.taken() + 1));
            }
            if (!step.repeat()) {
                before++;
            }
        }
    }

    private boolean when(World world, int peer, int step, List<Move> moves) {
        try {
            return scene.core()
                    .properties()
                    .when(
                            scene.number(),
                            peer,
                            step,
                            scene.machine(peer, world.peers().get(peer).image()));
        } catch (Fault fault) {
            moves.add(new Move(
                    new Act.Ask(peer, step),
                    Optional.empty(),
                    Optional.of(String.valueOf(fault.getMessage())),
                    Optional.empty()));
            return false;
        }
    }

    private static long constant(Expr argument) {
        return argument instanceof Expr.Literal literal ? literal.value() : constant(((Expr.Wrap) argument).value());
    }

    // ------------------------------------------------------------ timers

    private void timers(World world, int peer, List<Move> moves) {
        for (int t : running(world, peer)) {
            Peer mine = world.peers().get(peer);
            // Due between two ticks, it may run out at either.
            if (scene.tick() > 0 && mine.due().get(t) >= world.now() + scene.tick()) {
                continue;
            }
            var act = new Act.Expire(peer, t);
            int bound = scene.bound(peer, t);
            if (bound >= 0 && mine.expired().get(t) >= bound) {
                moves.add(Move.unseen(act));
                continue;
            }
            var count = new ArrayList<>(mine.expired());
            count.set(t, bound < 0 ? 0 : count.get(t) + 1);
            work(act, world, peer, new Cause.TimedOut(t), moves, p -> with(p, List.copyOf(count), p.taken()));
        }
    }

    private List<Integer> running(World world, int peer) {
        var machine = scene.machine(peer, world.peers().get(peer).image());
        return scene.model(peer).timers().stream()
                .map(t -> t.index())
                .filter(machine::running)
                .toList();
    }

    // ------------------------------------------------------------ the network

    private void deliveries(World world, int to, List<Move> moves) {
        List<InFlight> channel = world.towards().get(to);
        var first = channel.subList(0, Math.min(1, channel.size()));
        for (InFlight message : new LinkedHashSet<>(network.reorder() ? channel : first)) {
            World without = without(world, to, message);
            arrival(new Act.Deliver(to, message.packet(), false), without, to, message, moves);
            if (network.duplicate()) {
                arrival(new Act.Deliver(to, message.packet(), true), world, to, message, moves);
            }
        }
    }

    private void arrival(Act act, World world, int to, InFlight message, List<Move> moves) {
        var cause = new Cause.Arrived(
                message.packet(),
                Optional.of(message.sender()),
                message.incarnation(),
                stale(world, to, message),
                message.octets());
        work(act, world, to, cause, moves, UnaryOperator.identity());
    }

    /**
     * Whether no peer of the scenario has sent it, or an earlier incarnation than the one that the connection is with;
     * where it is with none, than the present one.
     */
    private static boolean stale(World world, int to, InFlight message) {
        OptionalInt with = world.peers().get(to).kept().octets().with();
        return switch (message.sender()) {
            case NOBODY -> true;
            case EARLIER -> with.isEmpty() || message.incarnation() < with.getAsInt();
            case PRESENT -> false;
        };
    }

    private void losses(World world, int to, List<Move> moves) {
        boolean bounded = network.losses() != Scenario.Network.ANY;
        if (!network.lose() || bounded && world.lost().get(to) >= network.losses()) {
            return;
        }
        for (InFlight message : new LinkedHashSet<>(world.towards().get(to))) {
            var lost = new ArrayList<>(world.lost());
            lost.set(to, bounded ? lost.get(to) + 1 : 0);
            World without = without(world, to, message);
            moves.add(Move.of(
                    new Act.Lose(to, message.packet()),
                    scene.settled(new World(without.peers(), without.towards(), List.copyOf(lost), without.now()))));
        }
    }

    private static World without(World world, int to, InFlight message) {
        var channel = new ArrayList<>(world.towards().get(to));
        channel.remove(message);
        return world.withTowards(to, channel);
    }

    // ------------------------------------------------------------ what befalls peers

    /**
     * It loses everything, and its timers may run out as often again; its user goes on with what stands behind the
     * crash.
     */
    private void crashes(World world, int peer, List<Move> moves) {
        Peer mine = world.peers().get(peer);
        if (mine.crashes() >= scene.crashes(peer)) {
            return;
        }
        var kept = mine.kept().withOctets(mine.kept().octets().crashed());
        var anew = new Peer(
                scene.newborn(peer),
                Collections.nCopies(mine.due().size(), 0L),
                Collections.nCopies(mine.due().size(), 0),
                0,
                mine.crashes() + 1,
                mine.asked(),
                kept);
        moves.add(Move.of(new Act.Crash(peer), scene.settled(world.withPeer(peer, anew))));
    }

    /** An attacker's message is forged, and no old one. */
    private void attacks(World world, int peer, List<Move> moves) {
        for (Scenario.Attack attack : scenario.attacks()) {
            if (attack.to() == peer) {
                for (Scenario.Sample sample : attack.messages()) {
                    Packet packet = Packet.of(sample, scene.core(), scene.protocol());
                    work(
                            new Act.Forge(peer, packet),
                            world,
                            peer,
                            new Cause.Arrived(packet, Optional.empty(), 0, false, scene.nobodys(packet)),
                            moves,
                            UnaryOperator.identity());
                }
            }
        }
    }

    // ------------------------------------------------------------ time

    /** Time does not pass a timer that is due, nor, where losses are bounded, a message whose lifetime is over. */
    private void tick(World world, List<Move> moves) {
        if (scene.tick() == 0) {
            return;
        }
        for (int p = 0; p < scene.peers(); p++) {
            Peer mine = world.peers().get(p);
            if (running(world, p).stream().anyMatch(t -> mine.due().get(t) <= world.now())) {
                return;
            }
        }
        boolean waits = network.losses() != Scenario.Network.ANY;
        if (waits && world.towards().stream().flatMap(List::stream).anyMatch(m -> m.age() >= scene.lifetime())) {
            return;
        }
        var towards = world.towards().stream()
                .map(c -> c.stream()
                        .map(InFlight::older)
                        .filter(m -> m.age() <= scene.lifetime())
                        .toList())
                .toList();
        moves.add(Move.of(
                new Act.Tick(),
                scene.settled(new World(world.peers(), towards, world.lost(), world.now() + scene.tick()))));
    }

    // ------------------------------------------------------------ parts

    private void work(Act act, World world, int peer, Cause cause, List<Move> moves, UnaryOperator<Peer> then) {
        for (Work.Outcome outcome : Work.outcomes(scene, world, peer, cause)) {
            if (outcome.step().isEmpty()) {
                moves.add(new Move(act, Optional.empty(), Optional.of(outcome.fault()), Optional.empty()));
            } else {
                World next = outcome.world();
                World counted = next.withPeer(peer, then.apply(next.peers().get(peer)));
                moves.add(new Move(act, Optional.of(scene.settled(counted)), Optional.empty(), outcome.step()));
            }
        }
    }

    private static Peer with(Peer p, List<Integer> expired, int taken) {
        return new Peer(p.image(), p.due(), expired, taken, p.crashes(), p.asked(), p.kept());
    }
}
