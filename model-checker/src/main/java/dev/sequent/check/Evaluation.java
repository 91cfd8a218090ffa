package dev.sequent.check;

import dev.sequent.check.system.Points;
import dev.sequent.check.system.Replay;
import dev.sequent.check.system.ScenarioSystem;
import dev.sequent.check.text.ValueText;
import dev.sequent.check.trace.Counterexample;
import dev.sequent.check.trace.TraceFile;
import dev.sequent.codegen.build.CompiledCore;
import dev.sequent.codegen.build.CoreCompiler;
import dev.sequent.language.Compilation;
import dev.sequent.language.Options;
import dev.sequent.language.SpecCompiler;
import dev.sequent.language.diagnostic.Diagnostic;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Scenario;
import dev.sequent.language.model.Type;
import dev.sequent.runtime.Fault;
import dev.sequent.runtime.Machine;
import dev.sequent.view.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Expressions of the specification along a trace: what {@code SND.NXT - SND.UNA} is after each step, for each peer.
 *
 * <p>They become observables of the machines, and the specification is compiled with them: so an expression means here
 * what it means there, down to the diagnostics, and there is no second evaluator.
 */
public final class Evaluation {
    private static final String NAME = "evaluated-";
    /** Where there is no value, and so no fault of the trace either. */
    private static final String NO_VALUE = "-";

    private final Counterexample trace;
    private final Protocol protocol;
    private final CompiledCore core;
    private final TraceFile file;
    private final List<Column> columns;

    /** @param machine whose expression it is @param name of the observable */
    private record Asked(String machine, String name, String type, String expression) {
        /** On lines of their own, so that a comment at the expression's end hides nothing. */
        String declaration() {
            return "\nmachine " + machine + " continued { observe " + name + " : " + type + " =\n" + expression
                    + "\n}\n";
        }
    }

    private record Column(int peer, String heading, int observable, Type type) {}

    /** An expression that has no value in any machine of the trace. */
    public static final class NoExpression extends Exception {
        private static final long serialVersionUID = 1L;

        NoExpression(String message) {
            super(message);
        }
    }

    private Evaluation(TraceFile file, Protocol protocol, List<Asked> asked) {
        this.file = file;
        this.protocol = protocol;
        trace = file.trace();
        core = CoreCompiler.compile(protocol);
        columns = columns(asked);
    }

    /**
     * @param compilation of the trace's specification, without errors
     * @param options with which that was compiled
     * @throws NoExpression says which expression, where in it, and what is wrong
     * @throws IllegalArgumentException when the specification is not one of the trace
     */
    public static Evaluation of(TraceFile file, Compilation compilation, Options options, List<String> expressions)
            throws NoExpression {
        Protocol protocol = compilation.protocol().orElseThrow();
        Scenario scenario = TraceReplay.scenario(protocol, file.trace());
        List<MachineType> machines =
                scenario.peers().stream().map(Scenario.Peer::machine).distinct().toList();
        var asked = new ArrayList<Asked>();
        for (String expression : expressions) {
            var found = new ArrayList<Asked>();
            var complaints = new LinkedHashMap<String, String>();
            for (MachineType machine : machines) {
                String name = name(machine, asked.size() + found.size());
                typed(machine, name, expression, compilation, options, complaints)
                        .ifPresent(found::add);
            }
            if (found.isEmpty()) {
                throw new NoExpression(complaints.values().stream().distinct().collect(Collectors.joining("\n")));
            }
            asked.addAll(found);
        }
        Compilation all = compile(compilation, options, asked);
        return new Evaluation(file, all.protocol().orElseThrow(), asked);
    }

    private static String name(MachineType machine, int number) {
        String name = NAME + (number + 1);
        while (has(machine, name)) {
            name += "-";
        }
        return name;
    }

    private static boolean has(MachineType machine, String name) {
        return machine.observables().stream().anyMatch(o -> o.name().equals(name));
    }

    private static Compilation compile(Compilation compilation, Options options, List<Asked> asked) {
        Map<String, String> sources = new LinkedHashMap<>(compilation.sources());
        String root = sources.keySet().iterator().next();
        sources.merge(root, asked.stream().map(Asked::declaration).collect(Collectors.joining()), String::concat);
        return SpecCompiler.compile(root, sources, options);
    }

    /** Its type is not said, so every one is tried that an observable can have. */
    private static Optional<Asked> typed(
            MachineType machine,
            String name,
            String expression,
            Compilation compilation,
            Options options,
            Map<String, String> complaints) {
        Protocol protocol = compilation.protocol().orElseThrow();
        Stream<String> types = Stream.concat(
                Stream.of("int", "bool", "seq", "duration", "time"),
                protocol.enums().stream().map(Type.Enum::name));
        var wrong = new ArrayList<Diagnostic>();
        for (String type : types.toList()) {
            var asked = new Asked(machine.name(), name, type, expression);
            Compilation tried = compile(compilation, options, List.of(asked));
            if (!tried.hasErrors()) {
                return Optional.of(asked);
            }
            tried.diagnostics().stream().filter(Diagnostic::isError).findFirst().ifPresent(wrong::add);
        }
        Diagnostic first = wrong.getFirst();
        boolean always = wrong.stream()
                .allMatch(d -> d.code().equals(first.code()) && d.span().equals(first.span()));
        complaints.put(
                machine.name(),
                isSyntax(first) || always && !sameButForTheType(wrong)
                        ? complaint(
                                expression,
                                first,
                                first.message() + (first.hint().isEmpty() ? "" : "; " + first.hint()))
                        : complaint(
                                expression,
                                first,
                                "this is not one number, truth value, sequence number, time or word, and only those can be shown:"
                                        + " ask for count(SET), first(SET), X present, ..."));
        return Optional.empty();
    }

    /** Whether what is wrong is the type that was tried, whatever it was. */
    private static boolean sameButForTheType(List<Diagnostic> wrong) {
        return wrong.stream().map(Diagnostic::message).distinct().count() > 1;
    }

    private static boolean isSyntax(Diagnostic diagnostic) {
        return diagnostic.code().startsWith("SQT1");
    }

    private static String complaint(String expression, Diagnostic diagnostic, String message) {
        int column = Math.clamp(diagnostic.span().column(), 1, expression.length() + 1);
        return message + "\n  " + expression + "\n  " + " ".repeat(column - 1) + "^";
    }

    private List<Column> columns(List<Asked> asked) {
        List<Scenario.Peer> peers = TraceReplay.scenario(protocol, trace).peers();
        var all = new ArrayList<Column>();
        for (Asked each : asked) {
            for (int p = 0; p < peers.size(); p++) {
                MachineType machine = peers.get(p).machine();
                if (machine.name().equals(each.machine())) {
                    MachineType.Observable observable = machine.observables().stream()
                            .filter(o -> o.name().equals(each.name()))
                            .findFirst()
                            .orElseThrow();
                    all.add(new Column(
                            p,
                            peers.get(p).name() + ": " + each.expression().strip(),
                            observable.index(),
                            observable.type()));
                }
            }
        }
        return all;
    }

    /** A row for the initial state and for each step, a column for each expression and peer. */
    public String table() {
        ScenarioSystem system =
                ScenarioSystem.of(TraceReplay.plan(protocol, core.load(Evaluation.class.getClassLoader()), file));
        var replay = new Replay(system, Points.UNKNOWN);
        var rows = new ArrayList<List<String>>();
        var heading = new ArrayList<>(List.of("step", "what happens"));
        columns.forEach(column -> heading.add(column.heading()));
        rows.add(heading);
        replay.follow(trace.steps(), () -> {
            int step = rows.size() - 1;
            var row = new ArrayList<>(List.of(Integer.toString(step), step == 0 ? "" : trace.actionText(step)));
            columns.forEach(column -> row.add(value(column, replay.machine(column.peer()))));
            rows.add(row);
        });
        return new Table(rows).render("", Set.of(0));
    }

    private static String value(Column column, Machine machine) {
        try {
            return ValueText.text(column.type(), machine.observed(column.observable()));
        } catch (Fault e) {
            return NO_VALUE;
        }
    }
}
