package dev.sequent.suite;

import dev.sequent.codegen.build.CompiledCore;
import dev.sequent.language.interpret.Assumptions;
import dev.sequent.language.model.Protocol;
import dev.sequent.stack.launch.StackLoader;
import dev.sequent.stack.launch.UnfitCoreException;
import dev.sequent.suite.laws.Laws;
import dev.sequent.suite.machines.MachineProperties;
import dev.sequent.suite.property.Property;
import dev.sequent.suite.property.PropertySource;
import dev.sequent.suite.property.Setting;
import dev.sequent.suite.run.PropertyReport;
import dev.sequent.suite.run.Trials;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.sessions.JqwikSession;

/** The properties, linked with the core of one specification. */
public final class Suite {
    /** Linked with the core, as the stack is. */
    private static final String STACKS = "dev.sequent.suite.stacks.";

    private final String digest;
    private final Map<String, Long> set;
    private final List<Property<?>> properties = new ArrayList<>();

    private Suite(CompiledCore core, Protocol protocol, Map<String, Long> set) {
        this.digest = core.digest();
        this.set = Map.copyOf(set);
        var setting = new Setting(
                protocol.params().stream()
                        .map(p -> new Setting.Parameter(p.name(), p.min(), p.max(), p.defaultValue()))
                        .toList(),
                set,
                Assumptions.of(protocol));
        inSession(() -> {
            properties.addAll(stacks(core).properties(setting));
            properties.addAll(new MachineProperties(core, protocol).properties(setting));
            properties.addAll(new Laws().properties(setting));
        });
    }

    /**
     * The suite for a core.
     *
     * @param protocol that the core was generated from
     * @param set parameters that differ from their defaults, by name, in generic form
     * @throws UnfitCoreException if the specification lacks what the stack needs, or is not one of TCP
     */
    public static Suite of(CompiledCore core, Protocol protocol, Map<String, Long> set) {
        return new Suite(core, protocol, set);
    }

    private static PropertySource stacks(CompiledCore core) {
        Map<String, byte[]> tables = Map.of(
                core.generated().pointsPath(), core.points().toTsv().getBytes(StandardCharsets.UTF_8),
                core.generated().linesPath(), core.lines().toTsv().getBytes(StandardCharsets.UTF_8));
        try {
            ClassLoader loader =
                    StackLoader.link(core.classes(), tables, List.of(STACKS), Suite.class.getClassLoader());
            return (PropertySource) loader.loadClass(STACKS + "StackProperties")
                    .getConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the suite cannot be linked with core " + core.digest(), e);
        }
    }

    public List<Property<?>> properties() {
        return List.copyOf(properties);
    }

    /** The property of that name. */
    public Optional<Property<?>> property(String name) {
        for (Property<?> property : properties) {
            if (property.name().equals(name)) {
                return Optional.of(property);
            }
        }
        return Optional.empty();
    }

    /** Those of these names, in the order in which they are tried. @param names empty: all */
    public List<Property<?>> chosen(List<String> names) {
        var chosen = new ArrayList<>(properties);
        if (!names.isEmpty()) {
            chosen.removeIf(p -> !names.contains(p.name()));
        }
        return chosen;
    }

    /** Tries the properties, one after the other, each until it fails or has been tried enough. */
    public SuiteReport run(SuiteOptions options) {
        List<Property<?>> chosen = chosen(options.names());
        var reports = new ArrayList<PropertyReport>();
        inSession(() -> new Trials(digest, set, options.seed(), options.budget(), options.failures(), options.trace())
                .run(
                        chosen,
                        report -> {
                            reports.add(report);
                            options.done().accept(report);
                        },
                        options.progress(),
                        options.cancelled()));
        boolean all = reports.size() == chosen.size() && reports.stream().allMatch(PropertyReport::complete);
        return new SuiteReport(reports, !all);
    }

    /** What jqwik keeps while it draws and shrinks it keeps in a session. */
    private static void inSession(Runnable work) {
        if (JqwikSession.isActive()) {
            work.run();
        } else {
            JqwikSession.run(work::run);
        }
    }
}
