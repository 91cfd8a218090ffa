package dev.sequent.check.jpf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.check.engine.Exploration;
import dev.sequent.check.engine.Explorer;
import dev.sequent.check.engine.Limits;
import dev.sequent.check.engine.Progress;
import dev.sequent.check.engine.VisitedSet;
import dev.sequent.check.system.BesideMachine;
import dev.sequent.check.system.Importer;
import dev.sequent.check.system.Plan;
import dev.sequent.check.system.ScenarioSystem;
import dev.sequent.check.system.Watch;
import dev.sequent.codegen.CompiledCore;
import dev.sequent.codegen.CoreCompiler;
import dev.sequent.runtime.BitWriter;
import dev.sequent.runtime.Machine;
import dev.sequent.runtime.Message;
import dev.sequent.spec.model.Protocol;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The harness of a scenario, driven by the stub of {@code Verify}: one run after another from the beginning, each with one
 * more choice than a run before it.
 */
final class StubRun implements AutoCloseable {
    final ScenarioSystem system;
    /** Every state at rest, as the numbers of our components. */
    final Set<List<Integer>> states = new HashSet<>();
    /** Names of what was hit. */
    final Set<String> hit = new TreeSet<>();
    long transitions;

    private final Workbench bench;
    private final URLClassLoader loader;
    private final Importer importer;
    private final Class<?> scenario;
    private final Class<?> harness;
    private final Class<?> verify;

    private StubRun(ScenarioSystem system, Workbench bench, JpfHome stubs) throws IOException, ReflectiveOperationException {
        this.system = system;
        this.bench = bench;
        var urls = new URL[] {bench.program().toUri().toURL(), bench.core().toUri().toURL(), stubs.classes().toUri().toURL()};
        loader = new URLClassLoader(urls, StubRun.class.getClassLoader());
        importer = new Importer(system);
        scenario = loader.loadClass("dev.sequent.harness.Scenario");
        harness = loader.loadClass("dev.sequent.harness.Harness");
        verify = loader.loadClass("gov.nasa.jpf.vm.Verify");
    }

    static StubRun of(JpfHome stubs, Protocol protocol, String name) throws IOException, ReflectiveOperationException {
        CompiledCore core = CoreCompiler.compile(protocol);
        var wanted = protocol.scenarios().stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
        var plan = new Plan(protocol, core.load(StubRun.class.getClassLoader()), wanted, Map.of());
        ScenarioSystem system = ScenarioSystem.of(plan);
        return new StubRun(system, Workbench.of(stubs, core, plan, system.watched(), stubs.folder()), stubs);
    }

    @Override
    public void close() throws IOException {
        loader.close();
        bench.close();
    }

    int watch(String name) {
        return system.watched().stream().map(Watch::name).toList().indexOf(name);
    }

    // ------------------------------------------------------------ against the embedded engine

    /** What the embedded engine finds; empty if that are too many states. */
    Optional<Exploration> own(long mostStates) {
        Exploration own = new Explorer(system, Limits.none().withKeepGoing(true).withStates(mostStates), 1, Progress.NONE)
                .run(VisitedSet.remembering(system.width(), 1));
        return own.exhaustive() ? Optional.of(own) : Optional.empty();
    }

    /** Goes everywhere. @return the names of what is hit */
    Set<String> assertSame(Exploration own) throws ReflectiveOperationException {
        walk(Set.of(), t -> {
            throw new AssertionError("nothing is asserted", t);
        });
        var wanted = new ArrayList<List<Integer>>();
        int[] state = new int[system.width()];
        for (int n = 0; n < own.states(); n++) {
            own.visited().state(n, state);
            wanted.add(Arrays.stream(state).boxed().toList());
        }
        assertThat(states).containsExactlyInAnyOrderElementsOf(wanted);
        assertThat(transitions).isEqualTo(own.transitions());
        var expected = new TreeSet<String>();
        for (int w = 0; w < system.watches(); w++) {
            if (own.hits().get(w).isPresent()) {
                expected.add(name(w));
            }
        }
        assertThat(hit).isEqualTo(expected);
        return hit;
    }

    private String name(int watch) {
        Watch of = system.watched().get(watch);
        return of.kind().witness() ? "witness " + of.name() : of.name();
    }

    // ------------------------------------------------------------ runs

    /** Every run, each from the beginning; behind a state that was seen nothing new can come. */
    void walk(Set<Integer> asserted, Consumer<Throwable> thrown) throws ReflectiveOperationException {
        String flags = IntStream.range(0, system.watches())
                .mapToObj(w -> asserted.contains(w) ? "1" : "0")
                .collect(Collectors.joining());
        var queue = new ArrayDeque<int[]>();
        queue.add(new int[0]);
        while (!queue.isEmpty()) {
            int[] script = queue.remove();
            verify.getField("script").set(null, script);
            verify.getField("made").setInt(null, 0);
            try {
                scenario.getMethod("main", String[].class).invoke(null, (Object) new String[] {flags});
                end();
            } catch (InvocationTargetException e) {
                if (!e.getCause().getClass().getName().endsWith("Undecided")) {
                    thrown.accept(e.getCause());
                    continue;
                }
                int choices = e.getCause().getClass().getField("choices").getInt(e.getCause());
                if (goesOn(script)) {
                    for (int c = 0; c < choices; c++) {
                        int[] longer = Arrays.copyOf(script, script.length + 1);
                        longer[script.length] = c;
                        queue.add(longer);
                    }
                }
            }
        }
    }

    /** The program has ended by itself: in a state without successors, or at a fault. */
    private void end() throws ReflectiveOperationException {
        Object it = it();
        if ((boolean) of(it, "faulted")) {
            transitions++;
            hit.add("no-fault");
        } else {
            marks("marks");
        }
    }

    private void marks(String field) throws ReflectiveOperationException {
        long[] marks = (long[]) of(it(), field);
        for (int w = 0; w < system.watches(); w++) {
            if ((marks[w >> 6] >>> w & 1) != 0) {
                hit.add(name(w));
            }
        }
    }

    private boolean goesOn(int[] script) throws ReflectiveOperationException {
        switch ((int) of(it(), "phase")) {
            case 1 -> {
                transitions += script.length > 0 ? 1 : 0;
                marks("lastBroken");
                return states.add(state());
            }
            case 2 -> marks("marks");
            default -> {
                // a function of the runtime chooses
            }
        }
        return true;
    }

    // ------------------------------------------------------------ looking into it

    private Object it() throws ReflectiveOperationException {
        Field it = harness.getDeclaredField("it");
        it.setAccessible(true);
        return it.get(null);
    }

    private static Object of(Object object, String name) throws ReflectiveOperationException {
        Field field = object.getClass().getDeclaredField(name);
        field.setAccessible(true);
        return field.get(object);
    }

    private List<Integer> state() throws ReflectiveOperationException {
        Object harness = it();
        var peers = (Object[]) of(harness, "peers");
        var flight = (Object[][]) of(harness, "flight");
        int[] count = (int[]) of(harness, "count");
        int[] losses = (int[]) of(harness, "losses");
        int[] state = new int[2 * peers.length];
        for (int p = 0; p < peers.length; p++) {
            var writer = new BitWriter();
            ((Machine) of(peers[p], "machine")).encode(writer);
            state[p] = importer.peer(p, writer.toArray(), writer.bits(), beside(of(peers[p], "beside")));
            var letters = new ArrayList<Importer.Aged>();
            for (int i = 0; i < count[p]; i++) {
                letters.add(letter(flight[p][i]));
            }
            state[peers.length + p] = importer.channel(losses[p], letters);
        }
        return Arrays.stream(state).boxed().toList();
    }

    private Importer.Aged letter(Object letter) throws ReflectiveOperationException {
        var message = (Message) of(letter, "message");
        var bits = new BitWriter();
        message.encode(bits);
        int number = importer.message(message.kind(), bits.toArray(), bits.bits(), (int) of(letter, "origin"), (long) of(letter, "offset"));
        return new Importer.Aged(number, (int) of(letter, "age"));
    }

    private static BesideMachine beside(Object b) throws ReflectiveOperationException {
        Object streams = of(b, "streams");
        return new BesideMachine((int) of(b, "position"), (int) of(b, "crashes"), (int[]) of(b, "fired"),
                (int[]) of(b, "remaining"), (int[]) of(b, "turns"), (int) of(b, "incarnation"), (int) of(b, "partner"),
                (long) of(b, "told"), streams == null ? Optional.empty() : Optional.of(moved(streams)));
    }

    private static BesideMachine.Moved moved(Object s) throws ReflectiveOperationException {
        var runs = new ArrayList<long[]>();
        for (Object run = of(s, "placed"); run != null; run = of(run, "next")) {
            runs.add(new long[] {(long) of(run, "at"), (long) of(run, "length"), (int) of(run, "origin"), (long) of(run, "offset")});
        }
        return new BesideMachine.Moved((long) of(s, "given"), (long) of(s, "released"), (boolean) of(s, "sendAnchored"),
                (int) of(s, "sendAnchor"), (long) of(s, "delivered"), (boolean) of(s, "faithful"), (int) of(s, "source"),
                (boolean) of(s, "receiveAnchored"), (int) of(s, "receiveAnchor"), runs.toArray(long[][]::new));
    }
    }
