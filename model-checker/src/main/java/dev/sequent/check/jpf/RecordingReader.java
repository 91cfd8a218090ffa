package dev.sequent.check.jpf;

import dev.sequent.check.jpf.Recording.Encoding;
import dev.sequent.check.jpf.Recording.Failure;
import dev.sequent.check.jpf.Recording.Letter;
import dev.sequent.check.jpf.Recording.Merged;
import dev.sequent.check.jpf.Recording.Seen;
import dev.sequent.check.jpf.Recording.StepTaken;
import dev.sequent.check.system.BesideMachine;
import dev.sequent.check.system.BesideMachine.Moved;
import dev.sequent.harness.Harness;
import dev.sequent.harness.recorder.Records;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the file that {@code StateRecorder} writes. One that breaks off is read as far as it goes. */
final class RecordingReader {
    private final int peers;
    private final int markWords;

    private final List<Encoding> machines = new ArrayList<>();
    private final List<Encoding> messages = new ArrayList<>();
    private final List<BesideMachine> besides = new ArrayList<>();
    private final List<Letter> letters = new ArrayList<>();
    private final List<Failure> errors = new ArrayList<>();
    private final List<Merged> merged = new ArrayList<>();
    private final List<String> troubles = new ArrayList<>();
    private int[] @Nullable [] rests = new int[1024][];
    private @Nullable Seen[] seen = new Seen[1024];
    private int[] between = new int[1024];
    private final BitSet faulted = new BitSet();
    private int initial = -1;
    private int states;
    private boolean ended;

    private int[] from = new int[4096];
    private int[] choice = new int[4096];
    private int[] to = new int[4096];
    private StepTaken[] step = new StepTaken[4096];
    private StepTaken taken = StepTaken.NOTHING;
    private int edges;

    private RecordingReader(int peers, int watches) {
        this.peers = peers;
        markWords = watches / Long.SIZE + 1;
    }

    /** @param watches how many things are watched for */
    static Recording read(Path file, int peers, int watches) throws IOException {
        var reader = new RecordingReader(peers, watches);
        if (!Files.exists(file)) {
            return reader.recording(); // it was stopped before it began
        }
        try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
            if (in.readInt() != Records.VERSION) {
                throw new IOException("a recording of another version");
            }
            while (!reader.ended) {
                reader.record(in);
            }
        } catch (EOFException e) {
            // It was stopped on the way.
        }
        return reader.recording();
    }

    private Recording recording() {
        boolean[] threw = new boolean[states];
        faulted.stream().filter(s -> s < states).forEach(s -> threw[s] = true);
        return new Recording(
                List.copyOf(machines),
                List.copyOf(messages),
                List.copyOf(besides),
                List.copyOf(letters),
                initial,
                Arrays.copyOf(rests, states),
                Arrays.copyOf(seen, states),
                Arrays.copyOf(between, states),
                threw,
                new Recording.Edges(states, edges, from, choice, to, step),
                List.copyOf(errors),
                List.copyOf(merged),
                List.copyOf(troubles),
                ended);
    }

    private void record(DataInputStream in) throws IOException {
        int kind = in.readUnsignedByte();
        switch (kind) {
            case Records.MACHINE -> encoding(machines, in);
            case Records.MESSAGE -> encoding(messages, in);
            case Records.BESIDE -> {
                inOrder(in, besides);
                besides.add(beside(longs(in, in.readInt())));
            }
            case Records.LETTER -> {
                inOrder(in, letters);
                letters.add(new Letter(in.readInt(), in.readInt(), in.readLong(), in.readInt()));
            }
            case Records.STEP -> {
                int overflows = in.readInt();
                int[] sent = ints(in, in.readInt());
                taken = new StepTaken(overflows, sent, longs(in, markWords));
            }
            case Records.MERGED -> merged.add(new Merged(in.readInt(), in.readInt(), in.readUTF()));
            case Records.STATE -> rest(in);
            case Records.SEEN -> seen(in);
            case Records.BETWEEN -> {
                int state = state(in.readInt());
                between[state] = in.readInt();
            }
            case Records.FAULTED -> faulted.set(state(in.readInt()));
            case Records.EDGE -> edge(in);
            case Records.ERROR -> error(in);
            case Records.TROUBLE -> troubles.add(in.readUTF());
            case Records.END -> {
                in.readLong();
                ended = true;
            }
            default -> throw new IOException("no kind of record is " + kind);
        }
    }

    private static void inOrder(DataInputStream in, List<?> all) throws IOException {
        if (in.readInt() != all.size()) {
            throw new IOException("something is out of order");
        }
    }

    private static void encoding(List<Encoding> all, DataInputStream in) throws IOException {
        inOrder(in, all);
        int type = in.readInt();
        int bits = in.readInt();
        all.add(new Encoding(type, bits, longs(in, (bits + 63) / 64)));
    }

    /** See {@code MemoryReader.beside}. */
    private static BesideMachine beside(long[] words) {
        var in = new Object() {
            private int at;

            long next() {
                return words[at++];
            }

            int[] row() {
                int[] values = new int[(int) next()];
                Arrays.setAll(values, i -> (int) next());
                return values;
            }

            long[] bits() {
                long[] words = new long[(int) next()];
                Arrays.setAll(words, i -> next());
                return words;
            }

            boolean more() {
                return at < words.length;
            }

            Moved octets() {
                return new Moved(
                        next(),
                        next(),
                        next() != 0,
                        (int) next(),
                        next(),
                        next() != 0,
                        (int) next(),
                        next() != 0,
                        (int) next(),
                        runs());
            }

            private long[][] runs() {
                var runs = new ArrayList<long[]>();
                while (more()) {
                    runs.add(new long[] {next(), next(), next(), next()});
                }
                return runs.toArray(long[][]::new);
            }
        };
        return new BesideMachine(
                (int) in.next(),
                (int) in.next(),
                in.row(),
                in.row(),
                in.row(),
                (int) in.next(),
                (int) in.next(),
                in.bits(),
                in.more() ? Optional.of(in.octets()) : Optional.empty());
    }

    private static int[] ints(DataInputStream in, int count) throws IOException {
        int[] values = new int[count];
        for (int i = 0; i < count; i++) {
            values[i] = in.readInt();
        }
        return values;
    }

    private static long[] longs(DataInputStream in, int count) throws IOException {
        long[] words = new long[count];
        for (int i = 0; i < count; i++) {
            words[i] = in.readLong();
        }
        return words;
    }

    private void rest(DataInputStream in) throws IOException {
        int id = state(in.readInt());
        int[] look = Arrays.copyOf(ints(in, 2 * peers), 2 * peers + 16);
        int used = 2 * peers;
        for (int c = 0; c < peers; c++) {
            int losses = in.readInt();
            int count = in.readInt();
            if (used + 2 + count > look.length) {
                look = Arrays.copyOf(look, 2 * (used + 2 + count));
            }
            look[used++] = losses;
            look[used++] = count;
            for (int l = 0; l < count; l++) {
                look[used++] = in.readInt();
            }
        }
        rests[id] = Arrays.copyOf(look, used);
        initial = initial < 0 ? id : initial;
    }

    private void seen(DataInputStream in) throws IOException {
        int id = state(in.readInt());
        int[] options = ints(in, in.readInt());
        seen[id] = new Seen(options, in.readInt(), longs(in, in.readInt()), longs(in, markWords));
    }

    private void error(DataInputStream in) throws IOException {
        if (in.readInt() != -2 - errors.size()) {
            throw new IOException("an error is out of order");
        }
        String details = in.readUTF();
        errors.add(
                switch (in.readUnsignedByte()) {
                    case Harness.SEEN -> new Failure(details, Failure.Cause.STATE, longs(in, markWords));
                    case Harness.BROKEN -> new Failure(details, Failure.Cause.STEP, longs(in, markWords));
                    default -> new Failure(details, Failure.Cause.FAULT, new long[0]);
                });
    }

    private void edge(DataInputStream in) throws IOException {
        int source = in.readInt();
        if (edges == from.length) {
            from = Arrays.copyOf(from, edges * 2);
            choice = Arrays.copyOf(choice, edges * 2);
            to = Arrays.copyOf(to, edges * 2);
            step = Arrays.copyOf(step, edges * 2);
        }
        from[edges] = source;
        choice[edges] = in.readInt();
        to[edges] = in.readInt();
        step[edges] = taken;
        taken = StepTaken.NOTHING;
        if (source >= 0) { // the program's own start is not a state to lead from
            state(source);
            edges++;
        }
    }

    /** Makes room for a state: before any of the arrays is named, for they may be replaced. */
    private int state(int id) {
        if (id >= between.length) {
            int length = Math.max(id + 1, between.length * 2);
            rests = Arrays.copyOf(rests, length);
            seen = Arrays.copyOf(seen, length);
            between = Arrays.copyOf(between, length);
        }
        states = Math.max(states, id + 1);
        return id;
    }
}
