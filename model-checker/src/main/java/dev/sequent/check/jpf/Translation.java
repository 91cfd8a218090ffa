package dev.sequent.check.jpf;

import dev.sequent.check.engine.Exploration;
import dev.sequent.check.engine.Graph;
import dev.sequent.check.engine.Transcript;
import dev.sequent.check.jpf.Recording.Encoding;
import dev.sequent.check.jpf.Recording.Failure;
import dev.sequent.check.jpf.Recording.Letter;
import dev.sequent.check.jpf.Recording.Seen;
import dev.sequent.check.jpf.Recording.StepTaken;
import dev.sequent.check.system.Counts;
import dev.sequent.check.system.Importer;
import dev.sequent.check.system.Importer.Aged;
import dev.sequent.check.system.ScenarioSystem;
import dev.sequent.check.system.Watch;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * From Java PathFinder's recording to an exploration in the embedded engine's form: states breadth first, transitions
 * in the embedded engine's order. So paths are shortest, whatever order JPF searched in, and an ordinal means the same
 * transition in both.
 */
final class Translation {
    private static final int FAULT = 0;

    private final Recording recording;
    private final ScenarioSystem system;
    private final Importer importer;
    private final int peers;
    private final Transcript transcript;
    private final Map<List<Integer>, Integer> peerNumbers = new HashMap<>();
    private final Map<List<Integer>, Integer> channelNumbers = new HashMap<>();
    /** By number in the recording. */
    private final @Nullable Aged[] letters;
    /** For a state at rest, by JPF's number: its number in the transcript, or -1. */
    private final int[] numbers;
    /** By number in the transcript: JPF's, and the state. */
    private int[] rests = new int[1024];

    private int[][] states = new int[1024][];
    private int[] parents = new int[1024];
    private @Nullable Way[] reachedBy = new Way[1024];
    private int found;
    private long queue;
    private long overflows;
    private long heldStates;
    private final Map<String, Long> ends = new TreeMap<>();

    /**
     * One transition. @param place of the message, as the embedded engine orders them; else the index of step or timer
     */
    private record Way(Importer.Event event, int who, int place, int message, int edge) {
        long order() {
            return (long) event.ordinal() << 40 | (long) who << 32 | place;
        }
    }

    private Translation(Recording recording, ScenarioSystem system, String storage) {
        this.recording = recording;
        this.system = system;
        importer = new Importer(system);
        peers = system.plan().peers().size();
        transcript = new Transcript(
                system.width(), system.watches(), !system.claims().isEmpty(), storage);
        letters = new Aged[recording.letters().size()];
        numbers = new int[recording.states()];
        Arrays.fill(numbers, -1);
    }

    /**
     * @param recording of a search
     * @param storage how JPF kept states, as a verdict says it
     */
    static Translation of(Recording recording, ScenarioSystem system, String storage) {
        var translation = new Translation(recording, system, storage);
        translation.walk();
        return translation;
    }

    /**
     * @param stop why the recording is not complete; empty when it is
     * @param elapsed how long JPF took
     * @param memory bytes that JPF took
     */
    Exploration exploration(Optional<Exploration.Stop> stop, Duration elapsed, long memory) {
        return transcript.finish(stop, queue, elapsed, memory);
    }

    Counts counts() {
        return new Counts(overflows, heldStates, new TreeMap<>(ends), new long[0]);
    }

    /** A shortest path to a state, a line for each step. @param number in the exploration */
    List<String> path(int number) {
        var lines = new ArrayDeque<String>();
        for (int n = number; n != 0; n = parents[n]) {
            Way way = Objects.requireNonNull(reachedBy[n]);
            lines.addFirst(importer.text(way.event(), way.who(), way.place(), way.message()));
        }
        return List.copyOf(lines);
    }

    /** What a state looks like, a line for each peer and channel. @param number in the exploration */
    List<String> show(int number) {
        return importer.show(states[number]);
    }

    /** The first state in which some peer is that machine, by its number in the recording. */
    int firstWith(int machine) {
        for (int n = 0; n < found; n++) {
            int[] look = look(rests[n]);
            for (int p = 0; p < peers; p++) {
                if (look[2 * p] == machine) {
                    return n;
                }
            }
        }
        throw new IllegalArgumentException("machine " + machine + " is in no state");
    }

    private void walk() {
        if (recording.initial() < 0) {
            return;
        }
        number(recording.initial(), 0, -1, null);
        for (int n = 0; n < found; n++) {
            expand(n);
        }
    }

    private int number(int rest, int parent, int ordinal, @Nullable Way way) {
        if (numbers[rest] >= 0) {
            return numbers[rest];
        }
        int[] state = state(rest);
        int number = transcript.state(state, parent, ordinal);
        if (number == rests.length) {
            rests = Arrays.copyOf(rests, number * 2);
            states = Arrays.copyOf(states, number * 2);
            parents = Arrays.copyOf(parents, number * 2);
            reachedBy = Arrays.copyOf(reachedBy, number * 2);
        }
        parents[number] = parent;
        reachedBy[number] = way;
        rests[number] = rest;
        states[number] = state;
        numbers[rest] = number;
        found++;
        return number;
    }

    private void expand(int n) {
        int rest = rests[n];
        int look = recording.edges().of(rest, 0);
        int target = look < 0 ? -1 : recording.edges().target(look);
        if (target <= -2) {
            marked(recording.errors().get(-2 - target).marks(), n, -1);
        }
        Seen seen = target >= 0 ? recording.seen()[target] : null;
        if (seen == null || !recording.edges().complete(target, seen.options().length)) {
            queue++;
            transcript.gap();
        }
        if (seen == null) {
            transcript.close(0);
            return;
        }
        marked(seen.marks(), n, -1);
        int ordinal = 0;
        for (Way way : ways(seen, rest, target)) {
            ordinal = follow(n, way, way.edge(), ordinal);
        }
        close(n, seen);
    }

    private void marked(long[] marks, int n, int ordinal) {
        for (int w = 0; w < Math.min(system.watches(), marks.length * Long.SIZE); w++) {
            if ((marks[w >> 6] >>> w & 1) != 0) {
                transcript.hit(w, n, ordinal);
            }
        }
    }

    private void close(int n, Seen seen) {
        boolean held = false;
        for (int p = 0; p < peers; p++) {
            BitSet timers = seen.held(p, peers);
            for (int timer = timers.nextSetBit(0); timer >= 0; timer = timers.nextSetBit(timer + 1)) {
                transcript.cut(importer.timeout(p, timer));
                held = true;
            }
        }
        transcript.close(importer.marks(states[n]));
        heldStates += held ? 1 : 0;
        if (seen.meant() == 0 && !seen.marked(deadlock())) {
            ends.merge(importer.describe(states[n], held), 1L, Long::sum);
        }
    }

    private int deadlock() {
        List<Watch> watches = system.watched();
        for (int w = 0; w < watches.size(); w++) {
            if (watches.get(w).kind() == Watch.Kind.DEADLOCK) {
                return w;
            }
        }
        throw new IllegalStateException("every scenario is watched for deadlock");
    }

    /** What can happen in a state, in the embedded engine's order. */
    private List<Way> ways(Seen seen, int rest, int state) {
        var ways = new ArrayList<Way>();
        for (int choice = 0; choice < seen.options().length; choice++) {
            int edge = recording.edges().of(state, choice);
            if (edge < 0) {
                continue; // the search was stopped before it came here
            }
            int option = seen.options()[choice];
            Importer.Event event = Importer.Event.values()[option >>> 28];
            int who = option >>> 24 & 0xf;
            int index = option & 0xffffff;
            if (event.travels()) {
                Aged letter = letter(inFlight(rest, who)[index]);
                ways.add(new Way(event, who, importer.place(channel(rest, who), letter), letter.message(), edge));
            } else {
                ways.add(new Way(event, who, index, -1, edge));
            }
        }
        ways.sort((a, b) -> Long.compare(a.order(), b.order()));
        return ways;
    }

    /** Goes on until a state is at rest; where a function chooses, along every choice, in the order of its values. */
    private int follow(int n, Way way, int edge, int ordinal) {
        int target = recording.edges().target(edge);
        if (target >= 0 && recording.between()[target] > 0) {
            int next = ordinal;
            for (int e = recording.edges().begin(target); e < recording.edges().end(target); e++) {
                next = follow(n, way, e, next);
            }
            return next;
        }
        StepTaken step = recording.edges().step(edge);
        int[] sent = Arrays.stream(step.sent()).map(l -> letter(l).message()).toArray();
        int label = importer.label(way.event(), way.who(), way.place(), way.message(), sent);
        if (target >= 0 && recording.rests()[target] != null) {
            overflows += step.overflows();
            transcript.transition(number(target, n, ordinal, way), label);
            marked(step.broken(), n, ordinal);
        } else {
            transcript.transition(Graph.NOWHERE, label);
            Failure failure = target <= -2 ? recording.errors().get(-2 - target) : null;
            if (failure != null && failure.cause() == Failure.Cause.STEP) {
                marked(failure.marks(), n, ordinal);
            } else {
                transcript.hit(FAULT, n, ordinal);
            }
        }
        return ordinal + 1;
    }

    // ------------------------------------------------------------ states

    private int[] state(int rest) {
        int[] state = new int[2 * peers];
        int[] look = look(rest);
        for (int p = 0; p < peers; p++) {
            state[p] = peer(p, look[2 * p], look[2 * p + 1]);
            state[peers + p] = channel(rest, p);
        }
        return state;
    }

    private int[] look(int rest) {
        int[] look = recording.rests()[rest];
        if (look == null) {
            throw new IllegalArgumentException("JPF's state " + rest + " is not at rest");
        }
        return look;
    }

    private int peer(int p, int machine, int beside) {
        return peerNumbers.computeIfAbsent(List.of(p, machine, beside), key -> {
            Encoding encoding = recording.machines().get(machine);
            return importer.peer(
                    p, encoding.words(), encoding.bits(), recording.besides().get(beside));
        });
    }

    /** For a channel, how many letters were lost, and those that are in it, by their numbers in the recording. */
    private int[] slice(int rest, int channel) {
        int[] look = look(rest);
        int at = 2 * peers;
        for (int c = 0; c < channel; c++) {
            at += 2 + look[at + 1];
        }
        int[] slice = Arrays.copyOfRange(look, at + 1, at + 2 + look[at + 1]);
        slice[0] = look[at];
        return slice;
    }

    private int[] inFlight(int rest, int channel) {
        int[] slice = slice(rest, channel);
        return Arrays.copyOfRange(slice, 1, slice.length);
    }

    private int channel(int rest, int channel) {
        return channelNumbers.computeIfAbsent(
                Arrays.stream(slice(rest, channel)).boxed().toList(),
                slice -> importer.channel(
                        slice.getFirst(),
                        slice.stream().skip(1).map(this::letter).toList()));
    }

    private Aged letter(int recorded) {
        Aged known = letters[recorded];
        if (known == null) {
            Letter letter = recording.letters().get(recorded);
            Encoding message = recording.messages().get(letter.message());
            known = new Aged(
                    importer.message(message.type(), message.words(), message.bits(), letter.origin(), letter.offset()),
                    letter.age());
            letters[recorded] = known;
        }
        return known;
    }
}
