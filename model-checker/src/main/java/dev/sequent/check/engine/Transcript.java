package dev.sequent.check.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An exploration made by another engine, told in the order of our own: states breadth first, and the transitions of
 * each state by their ordinals. Each state is {@linkplain #state found} once; then, state by state, its transitions are
 * told, and it is {@linkplain #close closed}.
 */
public final class Transcript {
    private final int width;
    private final Frontier states;
    private final int[] union;
    private final Ancestry ancestry;
    private final @Nullable Graph graph;
    private final Exploration.@Nullable Hit[] hits;
    private final List<Long> levels = new ArrayList<>();
    private final String storage;
    private int[] depths = new int[1024];
    private int count;
    private int closed;
    private boolean gap;
    private long edges;
    private long transitions;

    /**
     * @param watches how many things are watched for
     * @param recording keep the transitions themselves
     * @param storage how the engine kept states, as a verdict says it
     */
    public Transcript(int width, int watches, boolean recording, String storage) {
        this.width = width;
        this.storage = storage;
        states = new Frontier(width, Space.memory());
        union = new int[width];
        ancestry = new Ancestry(Space.memory());
        graph = recording ? new Graph(Space.memory()) : null;
        hits = new Exploration.Hit[watches];
    }

    /**
     * The next state.
     *
     * @param parent from which it is reached by a shortest path; ignored for the initial one
     * @return its number
     */
    public int state(int[] state, int parent, int ordinal) {
        if (state.length != width) {
            throw new IllegalArgumentException("a state has " + width + " ints, not " + state.length);
        }
        for (int i = 0; i < width; i++) {
            union[i] |= state[i];
        }
        if (!states.layout().covers(union)) {
            states.repack(Layout.covering(union));
        }
        states.makeRoom(count + 1L);
        states.write(count, state, 0);
        if (count == depths.length) {
            depths = Arrays.copyOf(depths, count * 2);
        }
        if (count > 0) {
            ancestry.add(parent, ordinal);
            depths[count] = depths[parent] + 1;
        }
        if (depths[count] == levels.size()) {
            levels.add(0L);
        } else if (depths[count] != levels.size() - 1) {
            throw new IllegalArgumentException("states do not come breadth first");
        }
        levels.set(depths[count], levels.get(depths[count]) + 1);
        return count++;
    }

    /**
     * The next transition of the state that is not closed yet. @param target {@link Graph#NOWHERE} if it ends the run
     */
    public void transition(int target, int label) {
        transitions++;
        edge(target, label);
    }

    /** Something could happen in that state that a bound of the search prevents. */
    public void cut(int label) {
        edge(Graph.NOWHERE, label);
    }

    private void edge(int target, int label) {
        if (graph != null && !gap) {
            graph.edge(edges++, target, label);
        }
    }

    /** That state has no more transitions. @param marks which of the conditions that liveness speaks of hold in it */
    public void close(long marks) {
        if (graph != null && !gap) {
            graph.node(closed, edges, marks);
        }
        closed++;
    }

    /** Not all transitions of that state are known; the graph, in which states have no gaps, ends before it. */
    public void gap() {
        gap = true;
    }

    /**
     * Something that is watched for; only the nearest of each counts, and of these the first. @param ordinal of the
     * transition; -1: the state
     */
    public void hit(int watch, int state, int ordinal) {
        Exploration.Hit known = hits[watch];
        boolean nearer = known != null && ordinal < 0 && known.ordinal() >= 0 && depths[known.state()] == depths[state];
        if (known == null || nearer) {
            hits[watch] = new Exploration.Hit(watch, state, ordinal);
        }
    }

    /** @param queue how many states were not expanded @param stop why; empty when there are none */
    public Exploration finish(Optional<Exploration.Stop> stop, long queue, Duration elapsed, long memory) {
        if (graph != null) {
            graph.finish(count);
        }
        return new Exploration(
                count,
                transitions,
                levels.size() - 1,
                List.copyOf(levels),
                queue,
                stop,
                Optional.empty(),
                Arrays.stream(hits).map(Optional::ofNullable).toList(),
                elapsed,
                memory,
                0,
                new Told(),
                ancestry,
                Optional.ofNullable(graph));
    }

    /** Only to be read. */
    private final class Told implements VisitedSet {
        @Override
        public void insert(Candidates[] batch, int chunks, Workers workers) {
            throw new UnsupportedOperationException("the search is over");
        }

        @Override
        public long size() {
            return count;
        }

        @Override
        public void state(long number, int[] into) {
            states.read(number, into);
        }

        @Override
        public void retire(long number) {
            throw new UnsupportedOperationException("the search is over");
        }

        @Override
        public boolean numbered() {
            return true;
        }

        @Override
        public String storage() {
            return storage;
        }
    }
}
