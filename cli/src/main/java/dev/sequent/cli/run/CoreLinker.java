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
    private static final String SCRIPT_CALLS = "dev.sequent.packet.posix.";

    private CoreLinker() {}

    /**
     * Stacks of this core.
     *
     * @throws CommandFailure wrong use: the specification lacks what the stack needs, or is not one of TCP
     */
    public static Stacks link(CompiledCore core) {
        return linked(core, List.of(LIVE), "LiveStacks", type ->
                (Stacks) type.getConstructor().newInstance());
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
        return linked(core, List.of(SCRIPTS, SCRIPT_CALLS), "StackBench", type ->
                (Bench) type.getConstructor(Supplier.class).newInstance(traces));
    }

    /** Why no stack can be linked with this core: what the specification lacks; mostly nothing. */
    public static List<String> problems(CompiledCore core) {
        try {
            loader(core, List.of(SCRIPTS, SCRIPT_CALLS));
            return List.of();
        } catch (UnfitCoreException e) {
            return e.problems();
        }
    }

    private interface Making<T> {
        T of(Class<?> type) throws ReflectiveOperationException;
    }

    /** @param prefixes of what is to be linked */
    private static ClassLoader loader(CompiledCore core, List<String> prefixes) {
        Map<String, byte[]> tables = Map.of(
                core.generated().pointsPath(), core.points().toTsv().getBytes(StandardCharsets.UTF_8),
                core.generated().linesPath(), core.lines().toTsv().getBytes(StandardCharsets.UTF_8));
        return StackLoader.link(core.classes(), tables, prefixes, CoreLinker.class.getClassLoader());
    }

    /** @param prefixes of what is to be linked; {@code name} has the first */
    private static <T> T linked(CompiledCore core, List<String> prefixes, String name, Making<T> making) {
        try {
            return making.of(loader(core, prefixes).loadClass(prefixes.getFirst() + name));
        } catch (UnfitCoreException e) {
            throw CommandFailure.usage(
                    "this specification cannot run as a TCP:\n  " + String.join("\n  ", e.problems()));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the stack cannot be linked with core " + core.digest(), e);
        }
    }
}
