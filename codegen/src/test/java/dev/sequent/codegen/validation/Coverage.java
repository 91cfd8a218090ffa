package dev.sequent.codegen.validation;

import dev.sequent.codegen.form.PointMap;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.MachineType.Trigger;
import dev.sequent.language.model.Protocol;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Where the random events have been. */
final class Coverage implements Witness {
    private final Protocol protocol;
    private final PointMap map;
    private final BitSet points = new BitSet();
    private final Set<String> states = new TreeSet<>();
    private final Set<String> triggers = new TreeSet<>();
    private final Map<String, Integer> faults = new TreeMap<>();
    private final Set<String> faulty = new TreeSet<>();
    private final Map<String, Integer> unspecified = new TreeMap<>();
    private final Map<String, Integer> broken = new TreeMap<>();
    private long sequences;
    private long events;

    Coverage(Protocol protocol, PointMap map) {
        this.protocol = protocol;
        this.map = map;
    }

    @Override
    public void points(BitSet passed) {
        points.or(passed);
    }

    void sequence() {
        sequences++;
    }

    @Override
    public void event(MachineType machine, Event event, MachineType.State state) {
        events++;
        triggers.add(pair(machine, trigger(event), state));
    }

    @Override
    public void state(MachineType machine, MachineType.State state) {
        states.add(machine.name() + "." + state.name());
    }

    @Override
    public void fault(MachineType machine, String words) {
        faults.merge(words.replaceAll("-?\\d{3,}", "#"), 1, Integer::sum);
        faulty.add(machine.name());
    }

    /** Machines of which some sequence has asked too much. */
    Set<String> faultyMachines() {
        return faulty;
    }

    @Override
    public void unspecified(String words) {
        unspecified.merge(words, 1, Integer::sum);
    }

    @Override
    public void broken(MachineType machine, MachineType.Invariant invariant, MachineType.State state) {
        broken.merge(machine.name() + ": " + invariant.name() + " in " + state.name(), 1, Integer::sum);
    }

    long sequences() {
        return sequences;
    }

    private static String trigger(Event event) {
        return switch (event) {
            case Event.Call e -> e.call().name();
            case Event.Arrival e -> e.message().type().name() + " arrives";
            case Event.Timeout e -> "timeout " + e.timer().name();
        };
    }

    private static String trigger(Trigger trigger) {
        return switch (trigger) {
            case Trigger.Call t -> t.name();
            case Trigger.Arrival t -> t.message().name() + " arrives";
            case Trigger.Timeout t -> "timeout " + t.timer().name();
        };
    }

    private static String pair(MachineType machine, String trigger, MachineType.State state) {
        return machine.name() + ": " + trigger + " in " + state.name();
    }

    /** States that no sequence reached. */
    Set<String> missingStates() {
        var missing = new TreeSet<String>();
        protocol.machines().forEach(m -> m.states().forEach(s -> missing.add(m.name() + "." + s.name())));
        missing.removeAll(states);
        return missing;
    }

    /** Handler and state, in which no sequence set it off. */
    Set<String> missingHandlers() {
        var missing = allHandlers();
        missing.removeAll(triggers);
        return missing;
    }

    /** In the words of the interpreter, with how often each came. */
    Set<String> faults() {
        return counted(faults);
    }

    /** What the language does not define, and yet was asked for. */
    Set<String> unspecified() {
        return counted(unspecified);
    }

    double handlers() {
        return share(allHandlers().size(), missingHandlers().size());
    }

    private Set<String> allHandlers() {
        var all = new TreeSet<String>();
        for (var machine : protocol.machines()) {
            for (var handler : machine.handlers()) {
                handler.states().forEach(s -> all.add(pair(machine, trigger(handler.trigger()), s)));
            }
        }
        return all;
    }

    private long traced() {
        return map.points().stream().filter(Coverage::isTraced).count();
    }

    private static boolean isTraced(PointMap.Point point) {
        return point.kind() != PointMap.Kind.STATEMENT && point.kind() != PointMap.Kind.UNREACHABLE;
    }

    /** The share of trace points that were passed. */
    double points() {
        return share(traced(), map.points().stream().filter(this::missed).count());
    }

    /** The share of handlers, steps and branches that were passed: the rules. */
    double rules() {
        var rules = map.points().stream().filter(Coverage::isRule).toList();
        return share(rules.size(), rules.stream().filter(this::missed).count());
    }

    private static boolean isRule(PointMap.Point point) {
        return switch (point.kind()) {
            case HANDLER, STEP, BRANCH -> true;
            default -> false;
        };
    }

    private boolean missed(PointMap.Point point) {
        return isTraced(point) && !points.get(point.number());
    }

    private static double share(long all, long missing) {
        return all == 0 ? 1 : (all - missing) / (double) all;
    }

    /** Prints the numbers and writes all the rest to {@code target/validation}. */
    void publish() throws IOException {
        var folder = Path.of("target", "validation");
        var file = folder.resolve(protocol.name().toLowerCase(Locale.ROOT) + "-" + sequences + ".txt");
        Files.createDirectories(folder);
        Files.writeString(file, report());
        System.out.print(summary());
    }

    private String summary() {
        return String.format(
                Locale.ROOT,
                "%s: %,d sequences, %,d events; handlers x states %.1f %%, rules %.1f %%, trace points %.1f %%%n",
                protocol.name(),
                sequences,
                events,
                100 * handlers(),
                100 * rules(),
                100 * points());
    }

    private String report() {
        var text = new StringBuilder(summary());
        list(text, "states not reached", missingStates());
        list(text, "handlers not set off", missingHandlers());
        list(
                text,
                "points not passed",
                map.points().stream()
                        .filter(this::missed)
                        .map(p -> p.location() + " " + p.kind() + " " + p.where() + ": " + p.text())
                        .collect(Collectors.toCollection(TreeSet::new)));
        list(text, "faults, the same in both", faults());
        list(text, "not defined by the language", unspecified());
        list(text, "invariants found false by both", counted(broken));
        return text.toString();
    }

    private static Set<String> counted(Map<String, Integer> counts) {
        return counts.entrySet().stream()
                .map(e -> e.getKey() + " (" + e.getValue() + ")")
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void list(StringBuilder text, String title, Set<String> lines) {
        if (!lines.isEmpty()) {
            text.append("  ").append(title).append(":\n");
            lines.forEach(l -> text.append("    ").append(l).append('\n'));
        }
    }
}
