package dev.sequent.check.reference;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All worlds of a scenario that can be reached, in the order of their distance from the beginning. */
final class Graph {
    /** Of an {@link Edge} that leads to no world. */
    static final int NOWHERE = -1;

    private final List<World> worlds = new ArrayList<>();
    private final List<List<Edge>> edges = new ArrayList<>();
    private final List<Integer> depths = new ArrayList<>();

    /** @param to the number of the world that it leads to, or {@link #NOWHERE} */
    record Edge(Move move, int to) {}

    /** The scenario has more worlds than are looked at here. */
    static final class TooLarge extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    Graph(Scene scene, Moves moves, int limit) {
        Map<World, Integer> numbers = new HashMap<>();
        number(scene.beginning(), 0, numbers);
        for (int w = 0; w < worlds.size(); w++) {
            var out = new ArrayList<Edge>();
            for (Move move : moves.from(worlds.get(w))) {
                int depth = depths.get(w) + 1;
                out.add(new Edge(
                        move, move.to().map(to -> number(to, depth, numbers)).orElse(NOWHERE)));
            }
            edges.add(out);
            if (worlds.size() > limit) {
                throw new TooLarge();
            }
        }
    }

    private int number(World world, int depth, Map<World, Integer> numbers) {
        Integer known = numbers.putIfAbsent(world, worlds.size());
        if (known != null) {
            return known;
        }
        worlds.add(world);
        depths.add(depth);
        return worlds.size() - 1;
    }

    int size() {
        return worlds.size();
    }

    World world(int number) {
        return worlds.get(number);
    }

    List<Edge> edges(int world) {
        return edges.get(world);
    }

    /** How many moves it takes to get there, at least. */
    int depth(int world) {
        return depths.get(world);
    }
}
