package dev.sequent.check;

import dev.sequent.check.engine.Checkpoints;
import dev.sequent.check.engine.Exploration;
import dev.sequent.check.engine.Explorer;
import dev.sequent.check.engine.Space;
import dev.sequent.check.engine.StateSet;
import dev.sequent.check.system.Counts;
import dev.sequent.check.system.Plan;
import dev.sequent.check.system.ScenarioSystem;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Our own engine: executes each local step once and then explores with numbers. */
public final class EmbeddedEngine implements Engine {
    private volatile boolean cancelled;
    private volatile @Nullable Explorer running;

    @Override
    public void cancel() {
        cancelled = true;
        Explorer explorer = running;
        if (explorer != null) {
            explorer.cancel();
        }
    }

    @Override
    public Found search(ScenarioSystem system, CheckOptions options, Digests digests) {
        StorageOptions storage = options.storage();
        Space space = storage.space();
        try {
            boolean recording = !system.claims().isEmpty();
            var explorer =
                    new Explorer(system, options.limits(), options.threads(), options.progress(), space, recording);
            storage.checkpoints()
                    .ifPresent(directory -> explorer.keep(new Checkpoints(
                            directory.resolve(folder(system.plan())),
                            storage.every(),
                            storage.resume(),
                            Identity.of(system, digests.core(), digests.properties(), storage.fingerprint()))));
            running = explorer;
            if (cancelled) {
                explorer.cancel();
            }
            Exploration found = explorer.run(
                    storage.fingerprint()
                            ? StateSet.fingerprints(system.width(), options.threads(), recording, space)
                            : StateSet.exact(system.width(), options.threads(), recording, space));
            return new Own(found, system.counts(), found.visited().storage() + onDisk(space) + resumed(found), space);
        } catch (RuntimeException | Error e) {
            space.close();
            throw e;
        } finally {
            running = null;
        }
    }

    private static String folder(Plan plan) {
        return Objects.requireNonNull(
                FileNames.ofScenarios(plan.protocol()).get(plan.scenario().name()));
    }

    private static String onDisk(Space space) {
        return space.onDisk() == 0 ? "" : String.format(Locale.ROOT, " (%,d MB on disk)", (space.onDisk() >> 20) + 1);
    }

    private static String resumed(Exploration found) {
        return found.resumed() == 0 ? "" : String.format(Locale.ROOT, ", resumed at %,d states", found.resumed());
    }

    private record Own(Exploration exploration, Counts counts, String storage, Space space) implements Found {
        @Override
        public void close() {
            space.close();
        }
    }
}
