package dev.sequent.check.reference;

import dev.sequent.check.reference.World.Peer;
import dev.sequent.language.model.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;

/**
 * Time in a scenario with clocks. Points in time can only be compared with one another: what counts is how far they are
 * apart, and of what is further apart than anything that the specification compares with, only that it is. So of two
 * neighbours further apart than that the later ones are moved nearer, by whole ticks, and the earliest near to the
 * start; then there are finitely many worlds, and none that a specification could tell apart has become another.
 */
final class Clock {
    private final Scene scene;
    private final long apart;
    /**
     * What is remembered of a time that was never set: it is earlier than all others, by more than anything compared
     * with.
     */
    private final Set<Long> never = new HashSet<>();

    Clock(Scene scene) {
        this.scene = scene;
        this.apart = beyondAll(scene);
        for (int p = 0; p < scene.peers(); p++) {
            never.addAll(scene.layout(p).times(scene.newborn(p)));
        }
    }

    /** Longer than any length of time that the specification writes, also twice over. */
    private static long beyondAll(Scene scene) {
        long longest = LongStream.concat(
                        Durations.of(scene.protocol()).stream().mapToLong(Long::longValue),
                        scene.protocol().params().stream()
                                .filter(p -> p.type() instanceof Type.Duration)
                                .mapToLong(p -> scene.parameters().get(p.index())))
                .max()
                .orElse(0);
        return 2 * longest + scene.tick();
    }

    /** A whole number of ticks. */
    long start() {
        return scene.tick() == 0 ? 0 : Math.ceilDiv(apart, scene.tick()) * scene.tick() + scene.tick();
    }

    World settled(World world) {
        if (scene.tick() == 0) {
            return world;
        }
        var points = new TreeSet<Long>(List.of(world.now()));
        for (int p = 0; p < world.peers().size(); p++) {
            Peer peer = world.peers().get(p);
            scene.layout(p).times(peer.image()).stream()
                    .filter(t -> !never.contains(t))
                    .forEach(points::add);
            for (int t = 0; t < peer.due().size(); t++) {
                if (scene.running(p, peer, t)) {
                    points.add(peer.due().get(t));
                }
            }
        }
        Map<Long, Long> moved = nearer(points);
        var peers = new ArrayList<Peer>();
        for (int p = 0; p < world.peers().size(); p++) {
            Peer peer = world.peers().get(p);
            var due = new ArrayList<Long>();
            for (int t = 0; t < peer.due().size(); t++) {
                due.add(scene.running(p, peer, t) ? moved.get(peer.due().get(t)) : 0L);
            }
            peers.add(new Peer(
                    scene.layout(p).moved(peer.image(), moved::get),
                    List.copyOf(due),
                    peer.expired(),
                    peer.taken(),
                    peer.crashes(),
                    peer.asked(),
                    peer.kept()));
        }
        return new World(List.copyOf(peers), world.towards(), world.lost(), moved.get(world.now()));
    }

    private Map<Long, Long> nearer(TreeSet<Long> points) {
        var moved = new HashMap<Long, Long>();
        never.forEach(t -> moved.put(t, t));
        long before = points.first();
        long at = start() + Math.floorMod(before, scene.tick());
        for (long point : points) {
            long gap = point - before;
            if (gap > apart) {
                gap -= (gap - apart - 1) / scene.tick() * scene.tick();
            }
            at += gap;
            moved.put(point, at);
            before = point;
        }
        return moved;
    }
}
