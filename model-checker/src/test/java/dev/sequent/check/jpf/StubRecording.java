package dev.sequent.check.jpf;

import dev.sequent.check.jpf.Recording.Encoding;
import dev.sequent.check.jpf.Recording.Failure;
import dev.sequent.check.jpf.Recording.Letter;
import dev.sequent.check.jpf.Recording.Seen;
import dev.sequent.check.jpf.Recording.StepTaken;
import dev.sequent.check.system.BesideMachine;
import dev.sequent.runtime.BitWriter;
import dev.sequent.runtime.Machine;
import dev.sequent.runtime.Message;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What {@code StateRecorder} would write, made by looking into the harness's objects in this JVM. */
final class StubRecording {
    private final int markWords;
    private final List<Encoding> machines = new ArrayList<>();
    private final List<Encoding> messages = new ArrayList<>();
    private final List<BesideMachine> besides = new ArrayList<>();
    private final List<Letter> letters = new ArrayList<>();
    private final Map<List<Object>, Integer> known = new HashMap<>();
    private final List<int[]> rests = new ArrayList<>();
    private final List<Seen> seen = new ArrayList<>();
    private final List<Integer> between = new ArrayList<>();
    private final List<Boolean> faulted = new ArrayList<>();
    private final List<Failure> errors = new ArrayList<>();
    private final List<int[]> edges = new ArrayList<>();
    private final List<StepTaken> steps = new ArrayList<>();
    private int last;

    StubRecording(int watches) {
        markWords = watches / Long.SIZE + 1;
    }

    /** The number of the state that was come to last. */
    int last() {
        return last;
    }

    /** The program has stopped in a state. @return is it one that was not known? */
    boolean state(Object harness, int choices, int from, int choice) throws ReflectiveOperationException {
        StepTaken step = StepTaken.NOTHING;
        int before = rests.size();
        switch ((int) of(harness, "phase")) {
            case 1 -> {
                step = step(harness);
                int[] look = look(harness);
                last = number(List.of("rest", Arrays.stream(look).boxed().toList()), () -> add(look, null, 0, false));
            }
            case 2 -> {
                Object found = of(harness, "seen");
                int[] options = Arrays.copyOf((int[]) of(found, "options"), (int) of(found, "count"));
                add(
                        null,
                        new Seen(options, (int) of(found, "meant"), copy(found, "held"), copy(found, "marks")),
                        0,
                        false);
                last = before;
            }
            default -> {
                add(null, null, choices, (boolean) of(harness, "faulted"));
                last = before;
            }
        }
        edge(from, choice, last, step);
        return rests.size() > before;
    }

    /** The program has thrown. */
    void error(Object harness, Throwable thrown, int from, int choice) throws ReflectiveOperationException {
        edge(from, choice, -2 - errors.size(), StepTaken.NOTHING);
        errors.add(
                switch ((int) of(harness, "phase")) {
                    case 2 -> new Failure(thrown.toString(), Failure.Cause.STATE, copy(of(harness, "seen"), "marks"));
                    case 3 -> new Failure(thrown.toString(), Failure.Cause.STEP, copy(harness, "lastBroken"));
                    default -> new Failure(thrown.toString(), Failure.Cause.FAULT, new long[0]);
                });
    }

    private int add(int[] rest, Seen of, int choices, boolean fault) {
        rests.add(rest);
        seen.add(of);
        between.add(choices);
        faulted.add(fault);
        return rests.size() - 1;
    }

    private void edge(int from, int choice, int to, StepTaken step) {
        if (from >= 0) {
            edges.add(new int[] {from, choice, to});
            steps.add(step);
        }
    }

    Recording recording() {
        int states = rests.size();
        boolean[] threw = new boolean[states];
        int[] ways = new int[states];
        for (int s = 0; s < states; s++) {
            threw[s] = faulted.get(s);
            ways[s] = between.get(s);
        }
        return new Recording(
                machines,
                messages,
                besides,
                letters,
                0,
                rests.toArray(int[][]::new),
                seen.toArray(Seen[]::new),
                ways,
                threw,
                new Recording.Edges(
                        states, edges.size(), column(0), column(1), column(2), steps.toArray(StepTaken[]::new)),
                errors,
                List.of(),
                List.of(),
                true);
    }

    private int[] column(int of) {
        return edges.stream().mapToInt(e -> e[of]).toArray();
    }

    // ------------------------------------------------------------ looking into it

    static Object of(Object object, String name) throws ReflectiveOperationException {
        Field field = object.getClass().getDeclaredField(name);
        field.setAccessible(true);
        return field.get(object);
    }

    private long[] copy(Object object, String name) throws ReflectiveOperationException {
        return ((long[]) of(object, name)).clone();
    }

    private interface Making {
        int make() throws ReflectiveOperationException;
    }

    private int number(List<Object> key, Making making) throws ReflectiveOperationException {
        Integer number = known.get(key);
        if (number == null) {
            number = making.make();
            known.put(key, number);
        }
        return number;
    }

    private int[] look(Object harness) throws ReflectiveOperationException {
        var peers = (Object[]) of(harness, "peers");
        Object network = of(harness, "network");
        var flight = (Object[][]) of(network, "flight");
        int[] count = (int[]) of(network, "count");
        int[] losses = (int[]) of(network, "losses");
        var look = new ArrayList<Integer>();
        for (Object peer : peers) {
            look.add(machine((Machine) of(peer, "machine")));
            look.add(beside(of(peer, "beside")));
        }
        for (int c = 0; c < peers.length; c++) {
            look.add(losses[c]);
            look.add(count[c]);
            for (int i = 0; i < count[c]; i++) {
                look.add(letter(flight[c][i]));
            }
        }
        return look.stream().mapToInt(i -> i).toArray();
    }

    private StepTaken step(Object harness) throws ReflectiveOperationException {
        var sent = new ArrayList<Integer>();
        for (Object s = of(harness, "lastSent"); s != null; s = of(s, "next")) {
            sent.add(letter(of(s, "letter")));
        }
        return new StepTaken(
                (int) of(harness, "lastOverflows"),
                sent.stream().mapToInt(i -> i).toArray(),
                copy(harness, "lastBroken"));
    }

    private int machine(Machine machine) throws ReflectiveOperationException {
        var bits = new BitWriter();
        machine.encode(bits);
        String type = machine.getClass().getName();
        return number(List.of(type, words(bits), bits.bits()), () -> {
            machines.add(new Encoding(0, bits.bits(), bits.toArray()));
            return machines.size() - 1;
        });
    }

    private int letter(Object letter) throws ReflectiveOperationException {
        var message = (Message) of(letter, "message");
        var bits = new BitWriter();
        message.encode(bits);
        int number = number(List.of("message", message.kind(), words(bits), bits.bits()), () -> {
            messages.add(new Encoding(message.kind(), bits.bits(), bits.toArray()));
            return messages.size() - 1;
        });
        int origin = (int) of(letter, "origin");
        long offset = (long) of(letter, "offset");
        int age = (int) of(letter, "age");
        return number(List.of("letter", number, origin, offset, age), () -> {
            letters.add(new Letter(number, origin, offset, age));
            return letters.size() - 1;
        });
    }

    private static List<Long> words(BitWriter bits) {
        return Arrays.stream(bits.toArray()).boxed().toList();
    }

    private int beside(Object b) throws ReflectiveOperationException {
        Object streams = of(b, "streams");
        var made = new BesideMachine(
                (int) of(b, "position"),
                (int) of(b, "crashes"),
                ints(b, "fired"),
                ints(b, "remaining"),
                ints(b, "turns"),
                (int) of(b, "incarnation"),
                (int) of(b, "partner"),
                copy(b, "told"),
                streams == null ? Optional.empty() : Optional.of(moved(streams)));
        var key = new ArrayList<Object>();
        key.add("beside");
        flatten(b, key);
        return number(key, () -> {
            besides.add(made);
            return besides.size() - 1;
        });
    }

    private static int[] ints(Object of, String name) throws ReflectiveOperationException {
        return ((int[]) of(of, name)).clone();
    }

    private static BesideMachine.Moved moved(Object s) throws ReflectiveOperationException {
        var runs = new ArrayList<long[]>();
        for (Object run = of(s, "placed"); run != null; run = of(run, "next")) {
            runs.add(new long[] {
                (long) of(run, "at"), (long) of(run, "length"), (int) of(run, "origin"), (long) of(run, "offset")
            });
        }
        return new BesideMachine.Moved(
                (long) of(s, "given"),
                (long) of(s, "released"),
                (boolean) of(s, "sendAnchored"),
                (int) of(s, "sendAnchor"),
                (long) of(s, "delivered"),
                (boolean) of(s, "faithful"),
                (int) of(s, "source"),
                (boolean) of(s, "receiveAnchored"),
                (int) of(s, "receiveAnchor"),
                runs.toArray(long[][]::new));
    }

    /** Everything that an object of the harness's holds. */
    private static void flatten(Object object, List<Object> into) throws ReflectiveOperationException {
        for (Field field : object.getClass().getDeclaredFields()) {
            field.setAccessible(true);
            Object value = field.get(object);
            if (value == null) {
                into.add("null");
            } else if (value.getClass().isArray()) {
                for (int i = 0; i < Array.getLength(value); i++) {
                    into.add(Array.get(value, i));
                }
            } else if (field.getType().isPrimitive()) {
                into.add(value);
            } else {
                flatten(value, into);
            }
        }
    }
}
