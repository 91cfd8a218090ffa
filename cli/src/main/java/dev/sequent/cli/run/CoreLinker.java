package dev.sequent.cli.run;

import dev.sequent.cli.terminal.CommandFailure;
import dev.sequent.codegen.build.CompiledCore;
import dev.sequent.packet.run.Bench;
import dev.sequent.runtime.Trace;
import dev.sequent.stack.launch.StackLoader;
import dev.sequent.stack.launch.UnfitCoreException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Links the stack, and what uses it, with a compiled core. */
public final class CoreLinker {
    private static final String LIVE = "dev.sequent.cli.live.";

    private static final String SCRIPTS = "dev.sequent.packet.stack.";

    private CoreLinker() {}

    /**
     * Stacks of this core.
     *
     * @throws CommandFailure wrong use: the specification lacks what the stack needs, or is not one of TCP
     */
    public static Stacks link(CompiledCore core) {
        return linked(core, LIVE, type -> (Stacks) type.getConstructor().newInstance(), "LiveStacks");
    }

    /**
     * Hosts for packet scripts, with stacks of this core.
     *
     * @throws CommandFailure wrong use: the specification lacks what the stack needs, or is not one of TCP
     */
    public static Bench bench(CompiledCore core) {
        return bench(core, () -> Trace.NONE);
    }

    /**
     * The same, listened to.
     *
     * @param traces one for each host; asked by any thread
     */
    public static Bench bench(CompiledCore core, Supplier<Trace> traces) {
        return linked(
                core,
                SCRIPTS,
                type -> (Bench) type.getConstructor(Supplier.class).newInstance(traces),
                "StackBench");
    }

    private interface Making<T> {
        T of(Class<?> type) throws ReflectiveOperationException;
    }

    private static <T> T linked(CompiledCore core, String prefix, Making<T> making, String name) {
        Map<String, byte[]> tables = Map.of(
                core.generated().pointsPath(), core.points().toTsv().getBytes(StandardCharsets.UTF_8),
                core.generated().linesPath(), core.lines().toTsv().getBytes(StandardCharsets.UTF_8));
        try {
            ClassLoader loader =
                    StackLoader.link(core.classes(), tables, List.of(prefix), CoreLinker.class.getClassLoader());
            return making.of(loader.loadClass(prefix + name));
        } catch (UnfitCoreException e) {
            throw CommandFailure.usage(
                    "this specification cannot run as a TCP:\n  " + String.join("\n  ", e.problems()));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the stack cannot be linked with core " + core.digest(), e);
        }
    }
}
