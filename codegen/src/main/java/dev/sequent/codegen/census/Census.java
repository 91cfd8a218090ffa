package dev.sequent.codegen.census;

import dev.sequent.codegen.form.CoreForm;
import dev.sequent.codegen.form.MachineForm;
import dev.sequent.codegen.form.PointMap;
import dev.sequent.codegen.form.PointMap.Point;
import dev.sequent.codegen.form.Symbol;
import dev.sequent.codegen.form.Tracing;
import dev.sequent.codegen.lower.Lowering;
import dev.sequent.language.model.Protocol;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What there is to exercise in the rules of one machine: each rule, each branch of it, in each state in which the rule
 * can be entered. A procedure's states are those in which it is called; a rule's outcome that only the state decides,
 * and never so, is not counted.
 */
public final class Census {
    private static final Pattern MANY = Pattern.compile(" in ([^,:]+), [^:]*, ([^,:]+)(: |$)");

    private final MachineForm machine;
    private final PointMap map;
    private final List<String> states;
    private final List<Branch> branches = new ArrayList<>();
    /** By point: the branch that it stands for, or -1. */
    private final int[] branchOf;
    /** By point: its routine, or -1 for a function's. */
    private final int[] routineOf;
    /** By point: the state in which the routine is entered there, or -1. */
    private final int[] enters;

    private final int routines;

    private Census(CoreForm core, MachineForm machine, Map<String, String> sources) {
        this.machine = machine;
        this.map = core.points();
        this.states = machine.states().stream().map(Symbol::name).toList();
        branchOf = filled();
        routineOf = filled();
        enters = filled();
        routines = findRoutines();
        findBranches(sources);
    }

    /**
     * Of the machine of that name.
     *
     * @param protocol from a compilation without errors; what is to be counted runs on its core with
     *     {@link Tracing#OUTCOMES}
     * @param sources the text of each file of the specification by its name
     * @throws IllegalArgumentException if there is no such machine
     */
    public static Census of(Protocol protocol, String machine, Map<String, String> sources) {
        CoreForm core = Lowering.lower(protocol, Tracing.OUTCOMES);
        return core.machines().stream()
                .filter(m -> m.name().equals(machine))
                .findFirst()
                .map(m -> new Census(core, m, sources))
                .orElseThrow(() -> new IllegalArgumentException("there is no machine " + machine));
    }

    private int[] filled() {
        var all = new int[map.size()];
        Arrays.fill(all, -1);
        return all;
    }

    private boolean ours(Point point) {
        return point.where().startsWith(machine.name() + ": ");
    }

    private String where(Point point) {
        return point.where().substring(machine.name().length() + 2);
    }

    private int findRoutines() {
        var known = new HashMap<String, Integer>();
        for (Point p : map.points()) {
            if (ours(p) && p.kind() == PointMap.Kind.ENTERED) {
                routineOf[p.number()] = known.computeIfAbsent(p.where(), w -> known.size());
                enters[p.number()] = states.indexOf(p.text());
            }
        }
        for (Point p : map.points()) {
            if (ours(p)) {
                String where = p.where();
                Integer routine = known.get(where);
                int step = where.lastIndexOf(": ");
                routineOf[p.number()] = routine != null ? routine : known.getOrDefault(where.substring(0, step), -1);
            }
        }
        return known.size();
    }

    // ------------------------------------------------------------ branches

    private void findBranches(Map<String, String> sources) {
        Map<Integer, BitSet> reach = Reach.of(machine, Reach.Barrier.NONE);
        var found = new LinkedHashMap<String, List<Point>>();
        for (Point p : map.points()) {
            if (ours(p) && counts(p)) {
                String key = outcome(p) + " " + p.where() + " " + p.location();
                found.computeIfAbsent(key, k -> new ArrayList<>()).add(p);
            }
        }
        var lines = new HashMap<String, List<String>>();
        sources.forEach((file, text) -> lines.put(file, text.lines().toList()));
        var same = new HashMap<String, Integer>();
        for (List<Point> points : found.values()) {
            Point p = points.getFirst();
            var possible = new BitSet();
            points.forEach(each -> possible.or(reach.getOrDefault(each.number(), new BitSet())));
            String rule = MANY.matcher(where(p)).replaceFirst(" in $1 ... $2$3");
            String text = text(p, lines.getOrDefault(p.file(), List.of()));
            int nth = same.merge(rule + text + outcome(p), 1, Integer::sum);
            var branch = new Branch(
                    branches.size(),
                    rule,
                    nth == 1 ? text : text + " #" + nth,
                    outcome(p),
                    p.file(),
                    p.line(),
                    possible,
                    routineOf[p.number()] < 0);
            points.forEach(each -> branchOf[each.number()] = branch.number());
            branches.add(branch);
        }
    }

    private static boolean counts(Point point) {
        return switch (point.kind()) {
            case ENTERED, STEP, OTHERWISE -> true;
            case BRANCH -> !point.text().equals("else"); // there, what is before it fails
            case HANDLER, STATE_CHANGE, SEND, TIMER_START, TIMER_STOP, SIGNAL, UNREACHABLE, STATEMENT -> false;
        };
    }

    private static Branch.Outcome outcome(Point point) {
        return switch (point.kind()) {
            case ENTERED -> Branch.Outcome.ENTERED;
            case OTHERWISE -> Branch.Outcome.FAILS;
            case BRANCH -> point.text().startsWith("in ") ? Branch.Outcome.PASSED : Branch.Outcome.HOLDS;
            case STEP, HANDLER, STATE_CHANGE, SEND, TIMER_START, TIMER_STOP, SIGNAL, UNREACHABLE, STATEMENT ->
                Branch.Outcome.PASSED;
        };
    }

    private static String text(Point point, List<String> lines) {
        if (point.kind() == PointMap.Kind.ENTERED) {
            return "";
        }
        if (point.line() < 1 || point.line() > lines.size()) {
            return point.text();
        }
        String line = lines.get(point.line() - 1);
        String text = line.substring(Math.min(point.column() - 1, line.length()));
        int block = text.indexOf(" {");
        int remark = text.indexOf(" //");
        int end = block >= 0 ? block : remark >= 0 ? remark : text.length();
        return text.substring(0, end).strip();
    }

    // ------------------------------------------------------------ what is asked of it

    /** In the order of the specification. */
    public List<Branch> branches() {
        return List.copyOf(branches);
    }

    /** Names, by ordinal. */
    public List<String> states() {
        return states;
    }

    /** Nothing is passed yet. Not for several threads at once. */
    public Passed nothingPassed() {
        return new Passed(this);
    }

    /** Each branch in each state in which it is possible, if what stands at the barrier is not passed. */
    Ways reachable(Ways barrier) {
        var ways = new Ways(this);
        Reach.of(machine, (point, state) -> branchOf[point] >= 0 && barrier.has(branchOf[point], state))
                .forEach((point, in) -> {
                    if (branchOf[point] >= 0) {
                        in.stream().forEach(state -> ways.add(branchOf[point], state));
                    }
                });
        return ways;
    }

    /** Every branch in every state in which it is possible. */
    public Ways possible() {
        var ways = new Ways(this);
        branches.forEach(b -> b.possible().stream().forEach(state -> ways.add(b.number(), state)));
        return ways;
    }

    /** The rules: handlers, steps, branches, changes of state, what is sent and signalled. */
    List<Point> rules() {
        return map.points().stream().filter(this::isRule).toList();
    }

    private boolean isRule(Point point) {
        boolean traced = switch (point.kind()) {
            case HANDLER, STEP, BRANCH, STATE_CHANGE, SEND, SIGNAL -> true;
            case TIMER_START, TIMER_STOP, UNREACHABLE, STATEMENT, ENTERED, OTHERWISE -> false;
        };
        return traced && ours(point) && routineOf[point.number()] >= 0;
    }

    /** The rules that were not passed, each as its place and its words. */
    public List<String> missed(Passed passed) {
        return rules().stream()
                .filter(p -> !passed.passed(p.number()))
                .map(p -> p.file() + ':' + p.line() + ": " + words(p))
                .distinct()
                .toList();
    }

    /** As {@code on CLOSE in CLOSED ... LISTEN: if}. */
    String words(Point point) {
        String where = MANY.matcher(where(point)).replaceFirst(" in $1 ... $2$3");
        return point.text().isEmpty() || point.kind() == PointMap.Kind.HANDLER ? where : where + ": " + point.text();
    }

    int branchOf(int point) {
        return branchOf[point];
    }

    int routineOf(int point) {
        return routineOf[point];
    }

    int enters(int point) {
        return enters[point];
    }

    int routines() {
        return routines;
    }
}
