package dev.sequent.check.jpf;

import dev.sequent.check.engine.Exploration;
import dev.sequent.check.engine.Explorer;
import dev.sequent.check.engine.Limits;
import dev.sequent.check.engine.Progress;
import dev.sequent.check.engine.VisitedSet;
import dev.sequent.check.system.Plan;
import dev.sequent.check.system.ScenarioSystem;
import dev.sequent.check.system.Watch;
import dev.sequent.codegen.build.CompiledCore;
import dev.sequent.codegen.build.CoreCompiler;
import dev.sequent.harness.Harness;
import dev.sequent.language.model.Protocol;
import gov.nasa.jpf.vm.Verify;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The harness of a scenario, driven by the stub of {@code Verify}: one run after another from the beginning, each with
 * one more choice than a run before it. What comes of it is recorded as if JPF had searched.
 */
final class StubRun implements AutoCloseable {
    final ScenarioSystem system;
    private final Workbench bench;
    private final URLClassLoader loader;
    private final Class<?> scenario;
    private final Class<?> harness;
    private final Class<?> verify;

    private StubRun(ScenarioSystem system, Workbench bench) throws IOException, ReflectiveOperationException {
        this.system = system;
        this.bench = bench;
        loader = new Apart(
                bench.scenario().toUri().toURL(),
                bench.core().toUri().toURL(),
                Workbench.harness().toUri().toURL(),
                Verify.class.getProtectionDomain().getCodeSource().getLocation());
        scenario = loader.loadClass(HarnessSource.PACKAGE + ".Scenario");
        harness = loader.loadClass(Harness.class.getName());
        verify = loader.loadClass(Verify.class.getName());
    }

    /** Reloads the harness beside the core, whose classes it has to find. */
    private static final class Apart extends URLClassLoader {
        Apart(URL... places) {
            super(places, StubRun.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith("dev.sequent.harness.") && !name.startsWith("gov.nasa.jpf.")) {
                return super.loadClass(name, resolve);
            }
            Class<?> known = findLoadedClass(name);
            return known != null ? known : findClass(name);
        }
    }

    /** @param folder for what is compiled */
    static StubRun of(Path folder, Protocol protocol, String name) throws IOException, ReflectiveOperationException {
        return of(folder, protocol, name, CoreCompiler.compile(protocol));
    }

    /** @param core of that protocol, or of one like it */
    static StubRun of(Path folder, Protocol protocol, String name, CompiledCore core)
            throws IOException, ReflectiveOperationException {
        var wanted = protocol.scenarios().stream()
                .filter(s -> s.name().equals(name))
                .findFirst()
                .orElseThrow();
        var plan = new Plan(protocol, core.load(StubRun.class.getClassLoader()), wanted, Map.of());
        ScenarioSystem system = ScenarioSystem.of(plan);
        return new StubRun(system, Workbench.of(new JpfHome(folder, "test", ""), core, plan, system.watched(), folder));
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
        Exploration own = new Explorer(
                        system, Limits.none().withKeepGoing(true).withStates(mostStates), 1, Progress.NONE)
                .run(VisitedSet.remembering(system.width(), 1));
        return own.exhaustive() ? Optional.of(own) : Optional.empty();
    }

    /**
     * Goes everywhere. @throws EnginesDisagree if the embedded engine has been elsewhere @return the names of what is
     * hit
     */
    Set<String> compare(Exploration own) throws ReflectiveOperationException {
        return compare(record(Set.of()), own);
    }

    Set<String> compare(Recording recording, Exploration own) {
        Translation told = Translation.of(recording, system, "a stub");
        Exploration seen = told.exploration(Optional.empty(), Duration.ZERO, 0);
        new Comparison(system, told, seen, own).demandEqual(recording, system.counts());
        var hit = new TreeSet<String>();
        for (int w = 0; w < system.watches(); w++) {
            Watch of = system.watched().get(w);
            if (seen.hits().get(w).isPresent()) {
                hit.add(of.kind().witness() ? "witness " + of.name() : of.name());
            }
        }
        return hit;
    }

    // ------------------------------------------------------------ runs

    /** Every run, each from the beginning; behind a state that was seen nothing new can come. */
    Recording record(Set<Integer> asserted) throws ReflectiveOperationException {
        String flags = IntStream.range(0, system.watches())
                .mapToObj(w -> asserted.contains(w) ? "1" : "0")
                .collect(Collectors.joining());
        var made = new StubRecording(system.watches());
        Map<List<Integer>, Integer> numbers = new HashMap<>();
        var queue = new ArrayDeque<int[]>();
        queue.add(new int[0]);
        while (!queue.isEmpty()) {
            int[] script = queue.remove();
            verify.getField("script").set(null, script);
            verify.getField("made").setInt(null, 0);
            int choices = 0;
            Throwable thrown = null;
            try {
                scenario.getMethod("main", String[].class).invoke(null, (Object) new String[] {flags});
            } catch (InvocationTargetException e) {
                if (e.getCause().getClass().getName().endsWith("Undecided")) {
                    choices = e.getCause().getClass().getField("choices").getInt(e.getCause());
                } else {
                    thrown = e.getCause();
                }
            }
            List<Integer> way = Arrays.stream(script).boxed().toList();
            int from = script.length == 0 ? -1 : numbers.get(way.subList(0, way.size() - 1));
            int choice = script.length == 0 ? 0 : script[script.length - 1];
            if (thrown != null) {
                made.error(it(), thrown, from, choice);
                continue;
            }
            boolean fresh = made.state(it(), choices, from, choice);
            numbers.put(way, made.last());
            for (int c = 0; fresh && c < choices; c++) {
                int[] longer = Arrays.copyOf(script, script.length + 1);
                longer[script.length] = c;
                queue.add(longer);
            }
        }
        return made.recording();
    }

    private Object it() throws ReflectiveOperationException {
        Field it = harness.getDeclaredField("it");
        it.setAccessible(true);
        return it.get(null);
    }
}
