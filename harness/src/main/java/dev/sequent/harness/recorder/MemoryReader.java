package dev.sequent.harness.recorder;

import dev.sequent.runtime.BitWriter;
import dev.sequent.runtime.Core;
import dev.sequent.runtime.Machine;
import dev.sequent.runtime.Message;
import dev.sequent.runtime.Silence;
import gov.nasa.jpf.vm.ClassInfo;
import gov.nasa.jpf.vm.ClassLoaderInfo;
import gov.nasa.jpf.vm.ElementInfo;
import gov.nasa.jpf.vm.VM;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads the harness's objects from the memory of the program that Java PathFinder executes, and numbers what occurs.
 *
 * <p>A machine is read field by field, everything that it holds: that is its identity here, whatever its encoder
 * writes.
 */
final class MemoryReader {
    /** Told of each thing once, in the order of its number. */
    interface Sink {
        void machine(int number, int type, BitWriter encoding);

        void message(int number, int kind, BitWriter encoding);

        /** What stands beside a machine, in words: see {@link MemoryReader#beside}. */
        void beside(int number, long[] words);

        void letter(int number, int message, int origin, long offset, int age);

        /** Two machines that differ but have the same encoding. */
        void merged(int first, int second, String difference);
    }

    private static final class Numbers {
        final Map<Words, Integer> known = new HashMap<>();
        final Map<Words, Integer> encodings = new HashMap<>();
        final List<long[]> raw = new ArrayList<>();

        /** @return the number, or -1 when it has got a new one */
        int find(Words words) {
            Integer number = known.putIfAbsent(words, raw.size());
            if (number == null) {
                raw.add(words.words);
                return -1;
            }
            return number;
        }

        int last() {
            return raw.size() - 1;
        }
    }

    private final Core core;
    private final int[] types;
    private final Map<String, Integer> kinds = new HashMap<>();
    private final Sink sink;
    private final Fields fields;
    private final Numbers machines = new Numbers();
    private final Numbers messages = new Numbers();
    private final Numbers besides = new Numbers();
    private final Numbers letters = new Numbers();
    private final BitWriter writer = new BitWriter();
    private @Nullable ElementInfo harness;

    /** @param types the machine of each peer, by ordinal @param messageKinds how many kinds there are */
    MemoryReader(Core core, int[] types, int messageKinds, Sink sink) {
        this.core = core;
        this.types = types;
        this.sink = sink;
        fields = new Fields(core.getClass().getClassLoader());
        for (int kind = 0; kind < messageKinds; kind++) {
            kinds.put(core.message(kind).getClass().getName(), kind);
        }
    }

    /** What follows is about the program in its present state. @return false when it has not begun yet */
    boolean look() {
        ClassInfo type = ClassLoaderInfo.getCurrentResolvedClassInfo("dev.sequent.harness.Harness");
        ElementInfo statics = type == null ? null : type.getStaticElementInfo();
        harness = statics == null ? null : heapOrNull(statics.getReferenceField("it"));
        return harness != null;
    }

    ElementInfo harness() {
        return Objects.requireNonNull(harness, "the program has not begun yet");
    }

    ElementInfo network() {
        return object(harness(), "network");
    }

    ElementInfo seen() {
        return object(harness(), "seen");
    }

    static int[] ints(ElementInfo of, String field) {
        return object(of, field).asIntArray();
    }

    static long[] longs(ElementInfo of, String field) {
        return object(of, field).asLongArray();
    }

    private static ElementInfo object(ElementInfo of, String field) {
        return heap(of.getReferenceField(field));
    }

    private static @Nullable ElementInfo objectOrNull(ElementInfo of, String field) {
        return heapOrNull(of.getReferenceField(field));
    }

    private static ElementInfo heap(int reference) {
        return Objects.requireNonNull(heapOrNull(reference), "an object of the program is missing");
    }

    private static @Nullable ElementInfo heapOrNull(int reference) {
        return reference == 0 ? null : VM.getVM().getHeap().get(reference);
    }

    // ------------------------------------------------------------ numbers

    int machine(int peer) {
        ElementInfo machine = object(peer(peer), "machine");
        int number = machines.find(fields.words(types[peer], machine));
        if (number >= 0) {
            return number;
        }
        Machine copy = core.machine(types[peer], core.parameters(), new Silence());
        fields.copy(machine, copy);
        writer.reset();
        copy.encode(writer);
        sink.machine(machines.last(), types[peer], writer);
        compare(types[peer], machine);
        return machines.last();
    }

    private ElementInfo peer(int peer) {
        return heap(object(harness(), "peers").getReferenceElement(peer));
    }

    /** Whether there is another machine with the same encoding. */
    private void compare(int type, ElementInfo machine) {
        long[] encoding = Arrays.copyOf(writer.toArray(), writer.size() + 2);
        encoding[writer.size()] = writer.bits();
        encoding[writer.size() + 1] = type;
        Integer other = machines.encodings.putIfAbsent(new Words(encoding), machines.last());
        if (other != null) {
            sink.merged(
                    other,
                    machines.last(),
                    fields.difference(machine, machines.raw.get(other), machines.raw.get(machines.last())));
        }
    }

    private int message(ElementInfo message) {
        int kind = Objects.requireNonNull(kinds.get(message.getClassInfo().getName()));
        int number = messages.find(fields.words(kind, message));
        if (number >= 0) {
            return number;
        }
        Message copy = core.message(kind);
        fields.copy(message, copy);
        writer.reset();
        copy.encode(writer);
        sink.message(messages.last(), kind, writer);
        return messages.last();
    }

    /** Of the letter in that slot of a channel. */
    int letter(int channel, int slot) {
        return letter(heap(
                heap(object(network(), "flight").getReferenceElement(channel)).getReferenceElement(slot)));
    }

    private int letter(ElementInfo letter) {
        int message = message(object(letter, "message"));
        int origin = letter.getIntField("origin");
        long offset = letter.getLongField("offset");
        int age = letter.getIntField("age");
        int number = letters.find(new Words(new long[] {message, origin, offset, age}));
        if (number >= 0) {
            return number;
        }
        sink.letter(letters.last(), message, origin, offset, age);
        return letters.last();
    }

    /** The letters that were sent in the last step, in order. */
    int[] sent() {
        int[] numbers = new int[8];
        int used = 0;
        for (ElementInfo sent = objectOrNull(harness(), "lastSent"); sent != null; sent = objectOrNull(sent, "next")) {
            if (used == numbers.length) {
                numbers = Arrays.copyOf(numbers, used * 2);
            }
            numbers[used++] = letter(object(sent, "letter"));
        }
        return Arrays.copyOf(numbers, used);
    }

    /**
     * Of what stands beside a machine. Its words: position, crashes; how many timers, and how often each has run out;
     * how many timers, and how long each has to run; how many functions that answer in turn, and whose turn it is;
     * incarnation, partner, how many words of what was told, and these; and, if octets are kept, all that is kept of
     * them.
     */
    int beside(int peer) {
        ElementInfo beside = object(peer(peer), "beside");
        long[] words = new long[64];
        int used = 0;
        words[used++] = beside.getIntField("position");
        words[used++] = beside.getIntField("crashes");
        for (String name : new String[] {"fired", "remaining", "turns"}) {
            int[] values = ints(beside, name);
            words = room(words, used + values.length + 1);
            words[used++] = values.length;
            for (int value : values) {
                words[used++] = value;
            }
        }
        long[] told = longs(beside, "told");
        words = room(words, used + told.length + 16);
        words[used++] = beside.getIntField("incarnation");
        words[used++] = beside.getIntField("partner");
        words[used++] = told.length;
        for (long signals : told) {
            words[used++] = signals;
        }
        ElementInfo streams = objectOrNull(beside, "streams");
        if (streams != null) {
            words[used++] = streams.getLongField("given");
            words[used++] = streams.getLongField("released");
            words[used++] = streams.getBooleanField("sendAnchored") ? 1 : 0;
            words[used++] = streams.getIntField("sendAnchor");
            words[used++] = streams.getLongField("delivered");
            words[used++] = streams.getBooleanField("faithful") ? 1 : 0;
            words[used++] = streams.getIntField("source");
            words[used++] = streams.getBooleanField("receiveAnchored") ? 1 : 0;
            words[used++] = streams.getIntField("receiveAnchor");
            for (ElementInfo run = objectOrNull(streams, "placed"); run != null; run = objectOrNull(run, "next")) {
                words = room(words, used + 4);
                words[used++] = run.getLongField("at");
                words[used++] = run.getLongField("length");
                words[used++] = run.getIntField("origin");
                words[used++] = run.getLongField("offset");
            }
        }
        long[] all = Arrays.copyOf(words, used);
        int number = besides.find(new Words(all));
        if (number >= 0) {
            return number;
        }
        sink.beside(besides.last(), all);
        return besides.last();
    }

    private static long[] room(long[] words, int needed) {
        return needed <= words.length ? words : Arrays.copyOf(words, needed * 2);
    }
}
