package dev.sequent.check.jpf;

import dev.sequent.check.StorageOptions;
import dev.sequent.check.system.Plan;
import dev.sequent.check.system.ScenarioSystem;
import dev.sequent.check.system.Watch;
import dev.sequent.codegen.build.CompiledCore;
import dev.sequent.codegen.build.CoreCompiler;
import dev.sequent.language.Options;
import dev.sequent.language.SpecCompiler;
import dev.sequent.language.model.Protocol;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A small scenario, made by the same generators into the same kinds of class files as the one that is checked, in which
 * a property is broken at the very end. A JPF that stops silently on the way, as some builds do, does not find it.
 */
final class Canary {
    private static final String FILE = "canary.sqt";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Jpf jpf;

    Canary(Jpf jpf) {
        this.jpf = jpf;
    }

    /** @throws JpfUnusable when JPF does not find exactly what there is */
    void sing() {
        Protocol protocol = protocol();
        CompiledCore core = CoreCompiler.compile(protocol);
        var plan = new Plan(
                protocol,
                core.load(Canary.class.getClassLoader()),
                protocol.scenarios().getFirst(),
                Map.of());
        List<Watch> watches = ScenarioSystem.of(plan).watched();
        Set<Integer> bad = bad(watches);
        try (Workbench bench = Workbench.of(
                jpf.home(), core, plan, watches, StorageOptions.inMemory().spill())) {
            Jpf.Result result = jpf.run(
                    bench,
                    core,
                    plan,
                    watches.size(),
                    new Search(false, bad, Long.MAX_VALUE, Search.Heap.shared(1)),
                    new JpfProcess(),
                    PATIENCE,
                    progress -> {});
            var found = new HashSet<>(Failures.watches(result.recording()));
            found.retainAll(bad);
            if (!result.output().violated()
                    || !result.recording().troubles().isEmpty()
                    || !found.equals(Set.of(broken(watches)))) {
                throw JpfUnusable.deaf(jpf.home().folder(), said(result));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String said(Jpf.Result result) {
        if (result.stopped().isPresent()) {
            return "it had not come to an end after " + PATIENCE.toSeconds() + " s";
        }
        return result.recording().troubles().isEmpty()
                ? result.output().gist()
                : result.recording().troubles().getFirst();
    }

    private static Set<Integer> bad(List<Watch> watches) {
        var bad = new HashSet<Integer>();
        for (int w = 0; w < watches.size(); w++) {
            if (watches.get(w).bad()) {
                bad.add(w);
            }
        }
        return bad;
    }

    /** The property that does not hold: the only one of the scenario. */
    private static int broken(List<Watch> watches) {
        for (int w = 0; w < watches.size(); w++) {
            if (watches.get(w).kind() == Watch.Kind.NEVER) {
                return w;
            }
        }
        throw new IllegalStateException(FILE + " has no property");
    }

    static Protocol protocol() {
        try (InputStream in = Canary.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + FILE + " is missing");
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            var compilation = SpecCompiler.compile(FILE, Map.of(FILE, text), Options.NONE);
            return compilation
                    .protocol()
                    .orElseThrow(() -> new IllegalStateException(FILE + ": " + compilation.diagnostics()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
