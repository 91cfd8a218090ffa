package dev.sequent.harness.recorder;

import dev.sequent.harness.Harness;
import dev.sequent.runtime.BitWriter;
import dev.sequent.runtime.Core;
import gov.nasa.jpf.Config;
import gov.nasa.jpf.JPF;
import gov.nasa.jpf.ListenerAdapter;
import gov.nasa.jpf.search.Search;
import gov.nasa.jpf.vm.ChoiceGenerator;
import gov.nasa.jpf.vm.ElementInfo;
import gov.nasa.jpf.vm.VM;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Records, while Java PathFinder searches, every state that it stores and every transition that it takes. Runs in JPF's
 * own process, and not under it.
 *
 * <p>It is for JPF to say which states are the same. In addition, each state at rest is read from the program's memory,
 * and the two views are compared: a state that JPF knows must look as it did before (otherwise two states have the same
 * hash), and one that it does not know must look like none before (otherwise JPF distinguishes by something that is not
 * part of a state).
 */
public final class StateRecorder extends ListenerAdapter implements MemoryReader.Sink {
    private static final long BETWEEN_REPORTS = 200_000_000L;

    private final DataOutputStream out;
    private final long mostStates;
    private final int peers;
    private final MemoryReader memory;
    private final BitSet known = new BitSet();
    /** For each of JPF's states, what it looks like; null for those that are not at rest. */
    private final List<@Nullable Words> looks = new ArrayList<>();

    private final Map<Words, Integer> byLooks = new HashMap<>();
    private int current = -1;
    private int cameFrom = -1;
    private int errors;
    private long transitions;
    private long states;
    private long reported = System.nanoTime();

    public StateRecorder(Config config, JPF jpf) throws IOException, ReflectiveOperationException {
        out = new DataOutputStream(
                new BufferedOutputStream(new FileOutputStream(config.getString("sequent.recording")), 1 << 16));
        mostStates = config.getLong("sequent.states", Long.MAX_VALUE);
        int[] types = config.getIntArray("sequent.machines");
        peers = types.length;
        Core core = (Core) Class.forName(config.getString("sequent.core"))
                .getDeclaredConstructor()
                .newInstance();
        memory = new MemoryReader(core, types, config.getInt("sequent.messages"), this);
        out.writeInt(Records.VERSION);
    }

    // ------------------------------------------------------------ what JPF tells

    @Override
    public void stateAdvanced(Search search) {
        cameFrom = current;
        current = search.getStateId();
        transitions++;
        if (search.getCurrentError() != null) {
            return; // propertyViolated comes next
        }
        try {
            advanced(search);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        report(search);
        if (states > mostStates && !search.isDone()) {
            search.notifySearchConstraintHit("the state limit is reached");
            search.terminate();
        }
    }

    private void advanced(Search search) throws IOException {
        boolean begun = memory.look();
        int phase = begun ? memory.harness().getIntField("phase") : Harness.MOVING;
        if (phase == Harness.RESTING) {
            atRest();
            step();
        } else if (!known.get(current)) {
            if (phase == Harness.SEEN) {
                seen(search);
            } else if (begun && memory.harness().getBooleanField("faulted")) {
                out.writeByte(Records.FAULTED);
                out.writeInt(current);
            } else {
                between(search);
            }
        }
        known.set(current);
        edge(search.getVM(), current);
    }

    @Override
    public void stateBacktracked(Search search) {
        current = search.getStateId();
    }

    @Override
    public void stateRestored(Search search) {
        current = search.getStateId();
    }

    @Override
    public void propertyViolated(Search search) {
        try {
            int phase = memory.look() ? memory.harness().getIntField("phase") : Harness.MOVING;
            out.writeByte(Records.ERROR);
            out.writeInt(-2 - errors);
            out.writeUTF(limited(String.valueOf(search.getCurrentError().getDetails())));
            out.writeByte(phase);
            if (phase == Harness.SEEN) {
                longs(memory.seen(), "marks");
            } else if (phase == Harness.BROKEN) {
                longs(memory.harness(), "lastBroken");
            }
            edge(search.getVM(), -2 - errors);
            errors++;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void searchFinished(Search search) {
        try {
            out.writeByte(Records.END);
            out.writeLong(transitions);
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void report(Search search) {
        long now = System.nanoTime();
        if (now - reported < BETWEEN_REPORTS) {
            return;
        }
        reported = now;
        Runtime vm = Runtime.getRuntime();
        System.out.println("@sequent " + states + " " + transitions + " " + search.getDepth() + " "
                + (vm.totalMemory() - vm.freeMemory()));
    }

    // ------------------------------------------------------------ states

    private void between(Search search) throws IOException {
        if (search.isEndState()) {
            trouble("JPF ended the program in the middle of a step");
        }
        ChoiceGenerator<?> next = search.getVM().getNextChoiceGenerator();
        out.writeByte(Records.BETWEEN);
        out.writeInt(current);
        out.writeInt(next == null ? 0 : next.getTotalNumberOfChoices());
    }

    private void atRest() throws IOException {
        int[] look = look();
        Words words = words(look);
        if (known.get(current)) {
            if (!words.equals(looks.get(current))) {
                trouble("JPF takes two states for one: their hashes are equal");
            }
            return;
        }
        while (looks.size() <= current) {
            looks.add(null);
        }
        looks.set(current, words);
        Integer twin = byLooks.putIfAbsent(words, current);
        if (twin != null) {
            trouble("JPF takes one state for two: its states " + twin + " and " + current);
        }
        states++;
        out.writeByte(Records.STATE);
        out.writeInt(current);
        for (int word : look) {
            out.writeInt(word);
        }
    }

    /**
     * For each peer its machine, and what stands beside it; for each channel how many letters were lost, and those in
     * it.
     */
    private int[] look() {
        int[] count = MemoryReader.ints(memory.network(), "count");
        int[] losses = MemoryReader.ints(memory.network(), "losses");
        int needed = 4 * peers;
        for (int c = 0; c < peers; c++) {
            needed += count[c];
        }
        int[] words = new int[needed];
        int used = 0;
        for (int p = 0; p < peers; p++) {
            words[used++] = memory.machine(p);
            words[used++] = memory.beside(p);
        }
        for (int c = 0; c < peers; c++) {
            words[used++] = losses[c];
            words[used++] = count[c];
            for (int slot = 0; slot < count[c]; slot++) {
                words[used++] = memory.letter(c, slot);
            }
        }
        return words;
    }

    /** Two to a long. */
    private static Words words(int[] look) {
        long[] packed = new long[(look.length + 1) / 2];
        for (int i = 0; i < look.length; i++) {
            packed[i / 2] |= (long) look[i] << (32 * (i & 1));
        }
        return new Words(packed);
    }

    /** What can happen in the state that JPF came from, and what is true there. */
    private void seen(Search search) throws IOException {
        ElementInfo seen = memory.seen();
        int options = seen.getIntField("count");
        if (search.isEndState() != (options == 0)) {
            trouble("JPF "
                    + (search.isEndState()
                            ? "ended the program where it could go on"
                            : "goes on where nothing can happen"));
        }
        out.writeByte(Records.SEEN);
        out.writeInt(current);
        out.writeInt(options);
        int[] what = MemoryReader.ints(seen, "options");
        for (int i = 0; i < options; i++) {
            out.writeInt(what[i]);
        }
        out.writeInt(seen.getIntField("meant"));
        out.writeInt(MemoryReader.longs(seen, "held").length);
        longs(seen, "held");
        longs(seen, "marks");
    }

    private void longs(ElementInfo of, String field) throws IOException {
        for (long word : MemoryReader.longs(of, field)) {
            out.writeLong(word);
        }
    }

    /**
     * The results of the step that led to this state at rest, if there was one; belongs to the edge that comes next.
     */
    private void step() throws IOException {
        int[] sent = memory.sent();
        boolean broken = false;
        for (long word : MemoryReader.longs(memory.harness(), "lastBroken")) {
            broken |= word != 0;
        }
        int overflows = memory.harness().getIntField("lastOverflows");
        if (sent.length > 0 || broken || overflows > 0) {
            out.writeByte(Records.STEP);
            out.writeInt(overflows);
            out.writeInt(sent.length);
            for (int letter : sent) {
                out.writeInt(letter);
            }
            longs(memory.harness(), "lastBroken");
        }
    }

    private void edge(VM vm, int to) throws IOException {
        ChoiceGenerator<?> taken = vm.getChoiceGenerator();
        out.writeByte(Records.EDGE);
        out.writeInt(cameFrom);
        out.writeInt(taken == null ? 0 : taken.getProcessedNumberOfChoices() - 1);
        out.writeInt(to);
    }

    private void trouble(String what) throws IOException {
        out.writeByte(Records.TROUBLE);
        out.writeUTF(what);
    }

    private static String limited(String text) {
        return text.length() > 1000 ? text.substring(0, 1000) : text;
    }

    // ------------------------------------------------------------ what states are made of

    @Override
    public void machine(int number, int type, BitWriter encoding) {
        bits(Records.MACHINE, number, type, encoding);
    }

    @Override
    public void message(int number, int kind, BitWriter encoding) {
        bits(Records.MESSAGE, number, kind, encoding);
    }

    private void bits(int kind, int number, int type, BitWriter encoding) {
        try {
            out.writeByte(kind);
            out.writeInt(number);
            out.writeInt(type);
            out.writeInt(encoding.bits());
            for (int i = 0; i < encoding.size(); i++) {
                out.writeLong(encoding.words()[i]);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void beside(int number, long[] words) {
        try {
            out.writeByte(Records.BESIDE);
            out.writeInt(number);
            out.writeInt(words.length);
            for (long word : words) {
                out.writeLong(word);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void letter(int number, int message, int origin, long offset, int age) {
        try {
            out.writeByte(Records.LETTER);
            out.writeInt(number);
            out.writeInt(message);
            out.writeInt(origin);
            out.writeLong(offset);
            out.writeInt(age);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void merged(int first, int second, String difference) {
        try {
            out.writeByte(Records.MERGED);
            out.writeInt(first);
            out.writeInt(second);
            out.writeUTF(difference);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
