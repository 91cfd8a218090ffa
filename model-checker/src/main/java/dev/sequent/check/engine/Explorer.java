package dev.sequent.check.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Breadth-first search, level by level: expand a batch of the frontier in parallel, then add its successors to the
 * visited set. The number of a state is its place in the order of a single-threaded search, whatever the threads do.
 */
public final class Explorer {
    /** Frontier states that one thread expands at a time. */
    static final int CHUNK = 256;
    /**
     * Chunks in a batch; fixed, so that a search that stops at a violation has seen the same states on every machine.
     */
    private static final int CHUNKS = 64;
    /** States that wait in memory for a checkpoint are written when there are this many, even before it is due. */
    private static final int UNSAVED = 1 << 20;

    private static final Duration BETWEEN_REPORTS = Duration.ofMillis(200);

    private final TransitionSystem system;
    private final Limits limits;
    private final Progress progress;
    private final int threads;
    private volatile boolean cancelled;

    private final List<Long> levels = new ArrayList<>();
    private final Exploration.@Nullable Hit[] hits;
    private final Space space;
    private final Ancestry ancestry;
    private final @Nullable Graph graph;
    private @Nullable Checkpoints checkpoints;
    private long transitions;
    private long began;
    private long reported;

    /** Keeps everything in memory, and no graph. */
    public Explorer(TransitionSystem system, Limits limits, int threads, Progress progress) {
        this(system, limits, threads, progress, Space.memory(), false);
    }

    /** @param recording keep the transitions themselves, which liveness needs */
    public Explorer(
            TransitionSystem system, Limits limits, int threads, Progress progress, Space space, boolean recording) {
        this.system = system;
        this.space = space;
        space.shareWith(system::bytes);
        ancestry = new Ancestry(space);
        graph = recording ? new Graph(space) : null;
        this.limits = limits;
        this.threads = threads;
        this.progress = progress;
        hits = new Exploration.Hit[system.watches()];
    }

    /** Keeps the search on disk as it proceeds, and goes on with what is there. To be called before {@link #run}. */
    public Explorer keep(Checkpoints where) {
        checkpoints = where;
        return this;
    }

    /** Ends the search soon, from any thread; it then counts as interrupted. */
    public void cancel() {
        cancelled = true;
    }

    /** Searches with a set that tells all states apart. */
    public Exploration run() {
        return run(StateSet.exact(system.width(), threads, graph != null, space));
    }

    /**
     * Searches; once for each object. The interrupted status of the calling thread ends the search and is cleared.
     *
     * @param visited an empty set; numbered if the graph is to be kept
     * @throws IllegalArgumentException when there is a checkpoint that must not be used
     */
    public Exploration run(VisitedSet visited) {
        if (graph != null && !visited.numbered()) {
            throw new IllegalArgumentException("to keep the graph takes the numbers of states");
        }
        began = System.nanoTime();
        try (var workers = new Workers(threads)) {
            var search = new Search(visited, workers);
            Exploration.Stop stop;
            String shortage = null;
            try {
                stop = search.run();
            } catch (StorageFull e) {
                stop = Exploration.Stop.STORAGE;
                shortage = e.getMessage();
            } catch (OutOfMemoryError e) {
                stop = Exploration.Stop.STORAGE;
                shortage = "the JVM's heap of " + (Runtime.getRuntime().maxMemory() >> 20) + " MB is full";
            } catch (InternalError e) { // this is what a write to a mapped file becomes when the disk is full
                if (space.onDisk() == 0) {
                    throw e;
                }
                stop = Exploration.Stop.STORAGE;
                shortage = space.full();
            }
            if (graph != null) {
                graph.finish(visited.size());
            }
            return new Exploration(
                    visited.size(),
                    transitions,
                    levels.size() - 1,
                    List.copyOf(levels),
                    visited.size() - search.expanded,
                    Optional.ofNullable(stop),
                    Optional.ofNullable(shortage),
                    Arrays.stream(hits).map(Optional::ofNullable).toList(),
                    elapsed(),
                    search.most,
                    search.resumed,
                    visited,
                    ancestry,
                    Optional.ofNullable(graph));
        }
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private final class Search {
        private final VisitedSet visited;
        private final Workers workers;
        private final TransitionSystem.Expander[] expanders = new TransitionSystem.Expander[threads];
        private final int[][] scratch = new int[threads][system.width()];
        private final Candidates[] batch = new Candidates[CHUNKS];
        private final StatesPart states;
        private int expanded;
        private long levelEnd;
        private long most;
        private long resumed;

        Search(VisitedSet visited, Workers workers) {
            this.visited = visited;
            this.workers = workers;
            Arrays.setAll(batch, i -> new Candidates(system.width(), graph != null));
            Arrays.setAll(expanders, i -> system.expander());
            states = new StatesPart(visited, system.width(), batch, workers, () -> expanded);
        }

        Exploration.@Nullable Stop run() {
            if (!resume()) {
                start();
            }
            while (expanded < visited.size()) {
                if (expanded == levelEnd) {
                    levels.add(visited.size() - levelEnd);
                    levelEnd = visited.size();
                }
                Exploration.Stop stop = reasonToStop();
                if (stop != null) {
                    save();
                    if (visited.size() > levelEnd) {
                        levels.add(visited.size() - levelEnd);
                    }
                    return stop;
                }
                expandBatch((int) Math.min(levelEnd, (long) expanded + CHUNK * CHUNKS));
                most = Math.max(most, memory());
                report();
                visited.retire(keep());
            }
            save();
            return null;
        }

        /** Writes to disk what is due. @return states below that number need not be kept in full any longer */
        private long keep() {
            if (checkpoints == null) {
                return expanded;
            }
            if (checkpoints.due()) {
                save();
            } else if (visited.size() - checkpoints.saved(states) > UNSAVED) {
                checkpoints.append(states);
            }
            return Math.min(expanded, checkpoints.saved(states));
        }

        private List<Checkpoints.Part> parts() {
            var parts = new ArrayList<Checkpoints.Part>();
            parts.add(states);
            parts.add(new Checkpoints.LogPart("ancestry", ancestry.log(), ancestry.length()));
            if (graph != null) {
                parts.add(new Checkpoints.LogPart("edges", graph.edgeLog(), graph.transitions()));
                parts.add(new Checkpoints.LogPart("nodes", graph.nodeLog(), graph.expanded()));
            }
            return parts;
        }

        private void save() {
            if (checkpoints == null) {
                return;
            }
            checkpoints.save(parts(), out -> {
                out.writeInt(expanded);
                out.writeLong(levelEnd);
                out.writeLong(transitions);
                out.writeLong(elapsed().toNanos());
                out.writeLong(graph == null ? 0 : graph.cuts());
                out.writeInt(levels.size());
                for (long level : levels) {
                    out.writeLong(level);
                }
                for (Exploration.Hit hit : hits) {
                    out.writeInt(hit == null ? -1 : hit.state());
                    out.writeInt(hit == null ? -1 : hit.ordinal());
                }
                system.save(out);
            });
        }

        /** @return false when there is nothing to go on with */
        private boolean resume() {
            if (checkpoints == null) {
                return false;
            }
            long[] cuts = new long[1];
            long[] records = checkpoints.load(parts(), in -> {
                expanded = in.readInt();
                levelEnd = in.readLong();
                transitions = in.readLong();
                began -= in.readLong();
                cuts[0] = in.readLong();
                for (int left = in.readInt(); left > 0; left--) {
                    levels.add(in.readLong());
                }
                for (int watch = 0; watch < hits.length; watch++) {
                    int state = in.readInt();
                    int ordinal = in.readInt();
                    hits[watch] = state < 0 ? null : new Exploration.Hit(watch, state, ordinal);
                }
                system.load(in);
            });
            if (records.length == 0) {
                return false;
            }
            resumed = records[0];
            ancestry.restored(records[1]);
            if (graph != null) {
                graph.restore(expanded, records[2], cuts[0]);
            }
            return true;
        }

        private void start() {
            int[] initial = new int[system.width()];
            system.initial(initial);
            batch[0].clear();
            batch[0].from(0);
            batch[0].add(initial);
            visited.insert(batch, 1, workers);
        }

        private void expandBatch(int end) {
            int from = expanded;
            int chunks = (end - from + CHUNK - 1) / CHUNK;
            workers.run(chunks, (chunk, worker) -> expandChunk(batch[chunk], worker, from + chunk * CHUNK, end));
            visited.insert(batch, chunks, workers);
            for (int c = 0; c < chunks; c++) {
                Candidates chunk = batch[c];
                transitions += chunk.transitions();
                for (int f = 0; f < chunk.fresh(); f++) {
                    ancestry.add(chunk.parent(chunk.freshAt(f)), chunk.ordinal(chunk.freshAt(f)));
                }
                if (graph != null) {
                    graph.append(chunk);
                }
                for (int i = 0; i < chunk.hitCount(); i++) {
                    Exploration.Hit hit = chunk.hitAt(i);
                    Exploration.Hit known = hits[hit.watch()];
                    if (known == null || hit.ordinal() < 0 && mayBeNearer(known)) {
                        hits[hit.watch()] = hit;
                    }
                }
            }
            expanded = end;
        }

        /**
         * Whether it is a transition out of a state of the current level, in which another state may be a nearer hit.
         */
        private boolean mayBeNearer(Exploration.Hit known) {
            return known.ordinal() >= 0 && known.state() >= levelEnd - levels.getLast();
        }

        private void expandChunk(Candidates chunk, int worker, int from, int end) {
            chunk.clear();
            int[] state = scratch[worker];
            for (int number = from; number < Math.min(end, from + CHUNK); number++) {
                visited.state(number, state);
                chunk.from(number);
                expanders[worker].expand(state, chunk);
                chunk.endOfParent();
            }
        }

        private Exploration.@Nullable Stop reasonToStop() {
            if (cancelled || Thread.interrupted()) {
                return Exploration.Stop.INTERRUPTED;
            }
            if (!limits.keepGoing()) {
                for (Exploration.Hit hit : hits) {
                    if (hit != null && system.bad(hit.watch()) && !(system.hitsBoth(hit.watch()) && mayBeNearer(hit))) {
                        return Exploration.Stop.VIOLATION;
                    }
                }
            }
            if (visited.size() > limits.states()) {
                return Exploration.Stop.STATES;
            }
            if (!space.spills() && space.inMemory() + system.bytes() > limits.memory()) {
                return Exploration.Stop.MEMORY;
            }
            return elapsed().compareTo(limits.time()) > 0 ? Exploration.Stop.TIME : null;
        }

        private long memory() {
            return space.inMemory() + space.onDisk() + system.bytes();
        }

        private void report() {
            long now = System.nanoTime();
            if (now - reported < BETWEEN_REPORTS.toNanos() && reported != 0) {
                return;
            }
            reported = now;
            double seconds = Math.max(1e-9, (now - began) / 1e9);
            progress.at(new Progress.Snapshot(
                    visited.size(),
                    transitions,
                    levels.size() - 1,
                    visited.size() - expanded,
                    transitions / seconds,
                    memory(),
                    elapsed(),
                    Outlook.of(levels, expanded - (levelEnd - levels.getLast()), visited.size() - levelEnd)));
        }
    }
}
