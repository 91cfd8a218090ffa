package dev.sequent.cli;

import dev.sequent.cli.terminal.CommandFailure;
import dev.sequent.cli.terminal.Console;
import dev.sequent.cli.terminal.ExitCode;
import dev.sequent.cli.terminal.ProgressLine;
import dev.sequent.codegen.build.CompiledCore;
import dev.sequent.language.diagnostic.Nearest;
import dev.sequent.runtime.Trace;
import dev.sequent.stack.launch.UnfitCoreException;
import dev.sequent.suite.Suite;
import dev.sequent.suite.SuiteOptions;
import dev.sequent.suite.SuiteReport;
import dev.sequent.suite.SuiteText;
import dev.sequent.suite.property.Property;
import dev.sequent.suite.run.Budget;
import dev.sequent.suite.run.FailureStore;
import dev.sequent.suite.run.PropertyReport;
import dev.sequent.suite.script.FailureScript;
import dev.sequent.view.Paint;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sequent test}. */
@Command(
        name = "test",
        sortOptions = false,
        description = {
            "Try the properties of the suite on values drawn at random: exchanges, sequences of calls, numbers.",
            "",
            "The specification is compiled as it has been edited, and the stack is linked with its core. Two stacks then talk over "
                    + "a network that loses, duplicates, reorders and corrupts; strange remotes talk to one; all in virtual time. "
                    + "What fails is made as small as it can be, and drawn. What has failed before in the same file, also before it was "
                    + "edited, is tried first, beside what --seed and --tries say.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every property holds for all that was tried",
            "1:a property does not hold",
            "2:wrong use, a specification with errors, or one that cannot run as a TCP",
            "3:something is missing on this machine",
            "70:a fault of sequent itself",
            "130:interrupted; what was found so far is printed"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  sequent test                           a few thousand tries of every property",
            "  sequent test my/tcp.sqt delivery       one property, on a copy that you edited",
            "  sequent test --time 10min              as many tries as ten minutes allow",
            "  sequent test delivery --seed 17 --tries 1",
            "                                         one try again, as a failure names it",
            "  sequent test my/tcp.sqt --script out.pkt",
            "                                         keep what fails as a script for 'sequent packet'",
            "  sequent test --tries 500 --rules       which rules of the specification no try passed"
        })
final class TestCommand implements Callable<Integer> {
    private final Console console;
    private final Paint paint;

    @Mixin
    private CommonOptions common;

    @Parameters(
            paramLabel = "[SPEC] [NAME...]",
            hideParamSyntax = true,
            arity = "0..*",
            description = "Root file of the specification (ending in .sqt, or a folder); by default, spec/tcp/tcp.sqt. "
                    + "Then the properties to try; by default, all of them.")
    private List<String> names = new ArrayList<>();

    @Mixin
    private SpecificationOptions options;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "Where the values are drawn from, a number. The same seed draws the same values on every "
                    + "machine. By default another one each time; it is printed.")
    private List<Long> seeds = new ArrayList<>();

    @Option(
            names = "--tries",
            paramLabel = "N",
            description =
                    "Tries of each property that is named. If none is, of those that usually have 3,000; the others get as much "
                            + "more or fewer as they usually do (--list says how many). By default as many as a quick run wants, or as "
                            + "--time allows.")
    private List<Long> tries = new ArrayList<>();

    @Option(
            names = "--time",
            paramLabel = "D",
            description =
                    "Stop after this time, for instance 30s or 10min, more than 0, of which each property gets its share.")
    private String time = "";

    @Option(names = "--list", description = "List the properties, and try none.")
    private boolean list;

    @Option(names = "--distributions", description = "Show what was drawn, and what came of it.")
    private boolean distributions;

    @Option(
            names = "--script",
            paramLabel = "FILE",
            description =
                    "Write the smallest exchange that fails as a packet script, for 'sequent packet': what its users called, "
                            + "what reached the stack, and what it sent. Of two stacks, a script for each; of several properties, likewise: "
                            + "the further ones beside FILE, with a number. If FILE is a folder, or ends with a slash, in files there that are "
                            + "named after the property and the stack. A file that exists is replaced only if it is a script that sequent has "
                            + "written.")
    private Optional<String> script = Optional.empty();

    @Mixin
    private RulesMixin rules;

    TestCommand(Console console, Paint paint) {
        this.console = console;
        this.paint = paint;
    }

    @Override
    public Integer call() {
        OptionalLong most = last(tries);
        if (most.isPresent() && most.getAsLong() < 1) {
            throw CommandFailure.usage("--tries must be at least 1");
        }
        OptionalLong nanos = time.isEmpty() ? OptionalLong.empty() : OptionalLong.of(OptionValue.limit(time, "--time"));
        if (!list) {
            script.ifPresent(ScriptNames::check);
        }
        boolean named = !names.isEmpty() && Specification.isFile(names.getFirst());
        Specification spec = Specification.load(options.of(named ? names.getFirst() : "", false), console);
        List<String> wanted = names.subList(named ? 1 : 0, names.size());
        Optional<RuleCount> count = Optional.empty();
        Suite suite = link(spec, spec.core());
        if (rules.wanted() && !list) {
            count = Optional.of(RuleCount.of(spec, console));
            suite = link(spec, count.get().core());
        }
        for (String name : wanted) {
            if (suite.property(name).isEmpty()) {
                List<String> known =
                        suite.properties().stream().map(Property::name).toList();
                throw CommandFailure.usage("there is no property " + name + Nearest.aside(name, known)
                        + " (all of them: " + Invocation.of("test --list") + ")");
            }
        }
        if (list) {
            console.print(SuiteText.list(suite.properties(), console.width()));
            return ExitCode.OK;
        }
        long seed = last(seeds).orElseGet(() -> new SecureRandom().nextInt() & 0xFFFF_FFFFL);
        return run(spec, suite, new Wanted(wanted, seed, new Budget(most, nanos, wanted.isEmpty()), count));
    }

    /** One path for each specification: what fails in a copy is no news about another. */
    private static String whole(Path root) {
        try {
            return root.toRealPath().toString();
        } catch (IOException e) {
            return root.toAbsolutePath().normalize().toString();
        }
    }

    private static OptionalLong last(List<Long> given) {
        return given.isEmpty() ? OptionalLong.empty() : OptionalLong.of(given.getLast());
    }

    private static Suite link(Specification spec, CompiledCore core) {
        try {
            return Suite.of(core, spec.protocol(), spec.set());
        } catch (UnfitCoreException e) {
            throw CommandFailure.usage(
                    "this specification cannot run as a TCP:\n  " + String.join("\n  ", e.problems()));
        }
    }

    /** @param count who listens, if the rules are to be counted */
    private record Wanted(List<String> names, long seed, Budget budget, Optional<RuleCount> count) {}

    private int run(Specification spec, Suite suite, Wanted wanted) {
        console.println(paint.strong(spec.digestLine()));
        spec.settings().forEach(s -> console.println("set " + s));
        console.println("seed " + wanted.seed());
        console.println("");
        var failures = FailureStore.in(Home.cache(console), whole(spec.root()));
        List<Property<?>> chosen = suite.chosen(wanted.names());
        var text = new SuiteText(again(spec), console.width());
        try (var progress = new ProgressLine(console)) {
            var cancelled = new AtomicBoolean();
            try (var ignored = Signals.on("INT", () -> cancelled.set(true))) {
                SuiteReport report = suite.run(new SuiteOptions(
                        wanted.names(),
                        wanted.seed(),
                        wanted.budget(),
                        wanted.count().map(RuleCount::listener).orElse(Trace.NONE),
                        failures,
                        progress::show,
                        done -> progress.above(() -> console.println(painted(SuiteText.line(done, chosen)))),
                        cancelled::get));
                progress.close();
                return tell(report, text, wanted.count(), spec);
            }
        }
    }

    private int tell(SuiteReport report, SuiteText text, Optional<RuleCount> count, Specification spec) {
        if (distributions) {
            console.print(text.distributions(report));
        }
        count.ifPresent(c -> console.print(rules.text(c, c.passed(), "try")));
        console.print(text.failures(report));
        script.ifPresent(where -> writeScripts(where, report, spec));
        if (!report.holds()) {
            return ExitCode.VIOLATED;
        }
        return report.interrupted() ? ExitCode.INTERRUPTED : ExitCode.OK;
    }

    private void writeScripts(String where, SuiteReport report, Specification spec) {
        List<FailureScript> scripts = report.reports().stream()
                .flatMap(r -> FailureScript.of(r, spec.core().digest(), again(spec)).stream())
                .toList();
        if (report.holds()) {
            console.println("no script: nothing has failed");
            return;
        }
        console.println("");
        for (int i = 0; i < scripts.size(); i++) {
            Path file = ScriptNames.file(where, scripts.get(i), i);
            List<String> texts = List.of(scripts.get(i).text(), scripts.get(i).withoutSilence());
            String outcome = PacketRuns.write(file, texts, spec);
            console.println("script of " + scripts.get(i).property() + ", "
                    + scripts.get(i).end() + ": " + file + "; " + outcome);
        }
        for (PropertyReport each : report.reports()) {
            FailureScript.lack(each)
                    .ifPresent(why ->
                            console.println("no script of " + each.property().name() + ": " + why));
        }
    }

    private String painted(String table) {
        return paint.on()
                ? table.replace("FAILS", paint.bad("FAILS")).replace(" holds", " " + paint.good("holds"))
                : table;
    }

    /** The words that name this specification and its settings again. */
    private String again(Specification spec) {
        var line = new StringBuilder(Invocation.of("test"));
        if (!spec.root().equals(Specification.root(""))) {
            line.append(' ').append(Specification.openable(spec.root()));
        }
        spec.options()
                .uses()
                .forEach((what, module) ->
                        line.append(" --use ").append(what).append('=').append(module));
        spec.source()
                .set()
                .forEach((name, value) -> line.append(" --set '")
                        .append(name)
                        .append('=')
                        .append(value)
                        .append('\''));
        return line.toString();
    }
}
