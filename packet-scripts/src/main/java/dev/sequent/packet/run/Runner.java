package dev.sequent.packet.run;

import dev.sequent.packet.script.Action;
import dev.sequent.packet.script.Event;
import dev.sequent.packet.script.Place;
import dev.sequent.packet.script.ScriptOption;
import dev.sequent.packet.syntax.Problem;
import dev.sequent.packet.syntax.ProblemPrinter;
import dev.sequent.packet.syntax.Reading;
import dev.sequent.packet.syntax.ScriptReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs scripts, each on a host of its own. May be used by several threads, if the bench may. */
public final class Runner {

    /**
     * How to run.
     *
     * @param options of the command line: they come before those of a script
     * @param relaxed see {@link Settings}
     * @param dryRun whether scripts are only read
     * @param ignoreCommands whether commands of a shell that are not understood are passed over
     * @param width columns of a page
     */
    public record Request(
            List<ScriptOption> options, boolean relaxed, boolean dryRun, boolean ignoreCommands, int width) {
        public Request {
            options = List.copyOf(options);
        }
    }

    private final Bench bench;
    private final SysctlTable sysctls;
    private final Map<String, Long> parameters;
    private final Request request;
    private final Consumer<String> warnings;

    /**
     * @param parameters of every host, by name, that differ from their defaults; what a script sets comes before
     * @param warnings gets a line where a script's wish is not quite fulfilled
     */
    public Runner(
            Bench bench,
            SysctlTable sysctls,
            Map<String, Long> parameters,
            Request request,
            Consumer<String> warnings) {
        this.bench = bench;
        this.sysctls = sysctls;
        this.parameters = Map.copyOf(parameters);
        this.request = request;
        this.warnings = warnings;
    }

    /** Reads a script, with the words that the command line defines. */
    public Reading read(String file, byte[] octets) {
        Map<String, String> defines = new TreeMap<>();
        for (ScriptOption option : request.options()) {
            String[] parts = option.value().orElse("").split("=", 2);
            if (option.name().equals("define") && parts.length == 2) {
                defines.put(parts[0], parts[1]);
            }
        }
        return ScriptReader.read(file, octets, defines);
    }

    /** Runs a script that has been read. */
    public Verdict run(Reading reading) {
        if (!reading.isRight()) {
            return new Verdict.Wrong(reading.problems().size(), reading.report());
        }
        List<ScriptOption> options = new ArrayList<>(request.options());
        options.addAll(reading.script().options());
        List<Problem> mistakes =
                ScriptCheck.of(reading, request.options(), bench.hasSysctls() ? new SysctlTable(List.of()) : sysctls);
        if (!mistakes.isEmpty()) {
            return new Verdict.Wrong(
                    mistakes.size(), ProblemPrinter.text(reading.file(), reading.text(), inOrder(mistakes)));
        }
        Settings settings = Settings.of(options, request.relaxed(), bench.tolerance());
        if (!settings.unsupported().isEmpty()) {
            return new Verdict.Unsupported(0, String.join("; ", settings.unsupported()));
        }
        if (request.dryRun() || options.stream().anyMatch(o -> o.name().equals("dry_run"))) {
            return read(reading, settings);
        }
        Attempt last = attempt(reading, settings);
        for (int i = 1; i < bench.attempts() && last.verdict() instanceof Verdict.Failed && !last.inVain(); i++) {
            last = attempt(reading, settings);
        }
        return last.verdict();
    }

    /** @param inVain whether a further one would be no use, however much time the machine had for it */
    private record Attempt(Verdict verdict, boolean inVain) {}

    private static List<Problem> inOrder(List<Problem> problems) {
        return problems.stream()
                .sorted(Comparator.comparingInt((Problem p) -> p.place().line()))
                .toList();
    }

    /** What can be known of a script without a host. */
    private Verdict read(Reading reading, Settings settings) {
        var setup = new Setup(reading);
        try {
            setup.run();
        } catch (UnsupportedException e) {
            return new Verdict.Unsupported(setup.line, e.what());
        }
        Optional<Verdict> wrong = setup.contradiction();
        if (wrong.isPresent()) {
            return wrong.get();
        }
        return Foresight.unsupported(reading.script(), settings, request.ignoreCommands())
                .<Verdict>map(u -> u)
                .orElse(new Verdict.NotRun(""));
    }

    private Attempt attempt(Reading reading, Settings settings) {
        var setup = new Setup(reading);
        try {
            setup.run();
            Optional<Verdict> wrong = setup.contradiction();
            if (wrong.isPresent()) {
                return new Attempt(wrong.get(), true);
            }
            try (Subject subject = bench.open(settings, setup.conditions())) {
                setup.begin(subject);
                var run = new ScriptRun(reading, settings, subject, setup);
                Verdict verdict = run.run(request.width());
                return new Attempt(verdict, run.hasWaitedInVain());
            }
        } catch (UnsupportedException e) {
            return new Attempt(new Verdict.Unsupported(setup.line, e.what()), true);
        }
    }

    /** The parameters that the commands of a script set before anything else happens; none can be set later. */
    private final class Setup implements Bench.Commands {
        private final Reading reading;
        private final Map<String, Long> values = new TreeMap<>(parameters);
        private final List<Sysctl> hosts = new ArrayList<>();
        private int line;
        private Place at = new Place(1, 1);
        private Place place = at;
        private @Nullable Subject running;

        Setup(Reading reading) {
            this.reading = reading;
        }

        void run() {
            List<Action.Command> init = reading.script().init();
            for (int i = 0; i < init.size(); i++) {
                at = reading.initPlaces().get(i);
                line = at.line();
                run(init.get(i).text());
            }
            for (Event event : reading.script().events()) {
                if (!(event.action() instanceof Action.Command command)) {
                    break;
                }
                at = event.place();
                line = at.line();
                run(command.text());
            }
            line = 0;
            // There is nothing to be cleaned up here; what it says must be a command all the same.
            reading.script().cleanup().forEach(c -> read(c.text()));
        }

        /** What is wrong with all that was set, at the last command that set something. */
        Optional<Verdict> contradiction() {
            return sysctls.contradiction(values).map(what -> {
                var problem = new Problem("PKT607", place, 1, what, "set the others, too, or leave this one");
                return new Verdict.Wrong(1, ProblemPrinter.text(reading.file(), reading.text(), List.of(problem)));
            });
        }

        void begin(Subject subject) {
            running = subject;
        }

        Conditions conditions() {
            return new Conditions(values, hosts, reading.script());
        }

        @Override
        public void run(String command) {
            read(command).forEach(this::set);
        }

        private List<Sysctl> read(String command) {
            try {
                return ShellCommands.read(command);
            } catch (UnsupportedException e) {
                if (request.ignoreCommands()) {
                    warnings.accept(reading.file() + ": passed over: " + e.what());
                    return List.of();
                }
                throw e;
            }
        }

        private void set(Sysctl sysctl) {
            Subject subject = running;
            if (bench.hasSysctls()) {
                if (subject == null) {
                    hosts.add(sysctl);
                } else if (!subject.set(sysctl)) {
                    throw new UnsupportedException(sysctl + " in the middle of a script");
                }
                return;
            }
            SysctlTable.Meaning meaning = sysctls.of(sysctl);
            if (subject != null) {
                if (meaning.parameters().entrySet().stream()
                        .anyMatch(e -> !e.getValue().equals(values.get(e.getKey())))) {
                    throw new UnsupportedException(
                            sysctl + " in the middle of a script: what is set must be set before the first socket");
                }
                return;
            }
            if (!meaning.warning().isEmpty()) {
                // A sysctl that a specification does not have is the same news in each script; a name, a slip in one.
                String where = sysctl.name().startsWith(SysctlTable.ANY) ? reading.file() + ":" + line + ": " : "";
                warnings.accept(where + meaning.warning());
            }
            values.putAll(meaning.parameters());
            place = meaning.parameters().isEmpty() ? place : at;
        }
    }
}
