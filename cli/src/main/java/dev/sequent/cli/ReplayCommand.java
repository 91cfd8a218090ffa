package dev.sequent.cli;

import dev.sequent.check.Evaluation;
import dev.sequent.check.TraceReplay;
import dev.sequent.check.trace.Counterexample;
import dev.sequent.check.trace.Repetition;
import dev.sequent.check.trace.TraceFile;
import dev.sequent.cli.run.CoreLinker;
import dev.sequent.cli.run.StackRepetition;
import dev.sequent.cli.terminal.CommandFailure;
import dev.sequent.cli.terminal.Console;
import dev.sequent.cli.terminal.ExitCode;
import dev.sequent.packet.script.ScriptPrinter;
import dev.sequent.view.Paint;
import dev.sequent.view.json.JsonFormatException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sequent replay}. */
@Command(
        name = "replay",
        sortOptions = false,
        description = {
            "Take the steps of a counterexample again, and compare.",
            "",
            "FILE is a trace that 'sequent check --trace-dir' wrote. Its specification is compiled again, and each step is taken "
                    + "on the generated core: states, segments sent, variables, what the user was told and the truth of each "
                    + "property are compared with the record. The end, too, must be what the trace says it is: the property exists, "
                    + "and this run violates it. With --on stack, two real stacks linked with that core take the same steps as well, in "
                    + "virtual time: the user's calls, the timers and the network follow the trace, and states, "
                    + "segments and signals are compared.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:as recorded, step by step",
            "1:something is not as recorded",
            "2:wrong use, a damaged file, or a specification with errors",
            "3:something is missing on this machine"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  sequent check my/tcp.sqt --trace-dir out",
            "  sequent replay out/handshake.agreement.json",
            "  sequent replay out/handshake.agreement.json --on stack",
            "  sequent replay out/handshake.agreement.json --eval \"SND.NXT - SND.UNA\"",
            "  sequent replay out/handshake.agreement.json --script a.pkt",
            "  sequent replay out/handshake.agreement.json spec/tcp/tcp.sqt",
            "                                         what another specification does instead"
        })
final class ReplayCommand implements Callable<Integer> {
    /** Bytes. A step takes a few hundred. */
    private static final long LARGEST = 256L << 20;

    private final Console console;
    private final Paint paint;

    /** Where the trace is carried out. */
    enum Where {
        CORE,
        STACK
    }

    @Mixin
    private CommonOptions common;

    @Parameters(index = "0", paramLabel = "FILE", description = "The trace, as JSON.")
    private Path file = Path.of("");

    @Parameters(
            index = "1",
            paramLabel = "SPEC",
            arity = "0..1",
            description = "Root file of the specification; by default, the one that the trace names.")
    private Optional<String> specification = Optional.empty();

    @Option(
            names = "--on",
            paramLabel = "core|stack",
            defaultValue = "core",
            showDefaultValue = Visibility.NEVER,
            description = "What takes the steps: the generated core by itself (the default), or stacks linked with it.")
    private Where where = Where.CORE;

    @Option(names = "--steps", description = "Show the trace step by step, with what changed.")
    private boolean steps;

    @Option(names = "--rules", description = "As --steps, with the rules of the specification that decided.")
    private boolean rules;

    @Option(
            names = "--eval",
            paramLabel = "EXPRESSION",
            description = "Show what this is after each step, for each peer whose machine has what it names, as in "
                    + "\"SND.NXT - SND.UNA\"; may be given several times.")
    private List<String> expressions = new ArrayList<>();

    @Option(
            names = "--script",
            paramLabel = "FILE",
            description =
                    "Write what happened to a peer as a packet script, for 'sequent packet': of both peers, the second "
                            + "beside FILE with a 2. A file that exists is replaced only if it is a script that sequent has written. Of machines that are no Connection, and of what a script cannot say, there is none.")
    private Optional<Path> script = Optional.empty();

    ReplayCommand(Console console, Paint paint) {
        this.console = console;
        this.paint = paint;
    }

    @Override
    public Integer call() {
        TraceFile recorded = read();
        script.ifPresent(where -> {
            for (int peer = 0; peer < recorded.trace().peers().size(); peer++) {
                PacketRuns.check(ScriptNames.numbered(where, peer));
            }
        });
        Specification spec = Specification.load(
                new Specification.Request(root(recorded), recorded.source().uses(), List.of(), false), console);
        try {
            return replay(recorded, spec);
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage(file + ": " + e.getMessage());
        }
    }

    private TraceFile read() {
        try {
            if (Files.exists(file) && !Files.isDirectory(file) && !Files.isRegularFile(file)) {
                throw CommandFailure.usage(file + " is no regular file: save the trace in one");
            }
            if (Files.isRegularFile(file) && Files.size(file) > LARGEST) {
                throw CommandFailure.usage(file + " has more than " + (LARGEST >> 20) + " MB: that is not a trace");
            }
            return TraceFile.read(Files.readString(file));
        } catch (JsonFormatException e) {
            throw CommandFailure.usage(file + ":" + e.getMessage());
        } catch (CharacterCodingException e) {
            throw CommandFailure.usage(file + " is not text in UTF-8");
        } catch (IOException e) {
            throw CommandFailure.usage("cannot read the trace " + file
                    + (Files.exists(file) ? ": " + e.getMessage() : ": there is no such file"));
        }
    }

    /** The specification named on the command line, or, if it can be found, the one that the trace names. */
    private String root(TraceFile recorded) {
        String named = Specification.given(specification);
        if (!named.isEmpty()) {
            return named;
        }
        String root = recorded.source().root();
        if (root.isEmpty()) {
            throw CommandFailure.usage(file + " does not say which specification it is from: name it after the file");
        }
        Path beside = file.toAbsolutePath().getParent();
        return Stream.concat(Home.folder().stream(), Stream.of(Path.of(""), beside == null ? Path.of("") : beside))
                .map(folder -> folder.resolve(root))
                .filter(Files::isRegularFile)
                .findFirst()
                .map(Path::toString)
                .orElseThrow(() -> CommandFailure.usage("the specification " + root + ", which " + file
                        + " names, is not there: name it after the file"));
    }

    private int replay(TraceFile recorded, Specification spec) {
        Counterexample trace = recorded.trace();
        Repetition again =
                TraceReplay.run(spec.protocol(), spec.core(), spec.compilation().sources(), recorded);
        Optional<String> evaluated = expressions.isEmpty() ? Optional.empty() : Optional.of(evaluated(recorded, spec));
        Optional<StackRepetition> live = where == Where.CORE ? Optional.empty() : Optional.of(onStack(recorded, spec));
        console.println(paint.strong(spec.digestLine()));
        again.otherCore()
                .ifPresent(other -> console.println(
                        "different core: the trace is from core " + (other.isEmpty() ? "(not said)" : other)));
        recorded.source().set().forEach((name, value) -> console.println("set " + name + " = " + value));
        console.println("");
        console.println(trace.subject().title() + " in scenario " + trace.scenario() + ": " + trace.finding());
        console.println("");
        console.print(steps || rules ? again.steps(rules, console.width()) : again.figure(console.width()));
        console.println("");
        evaluated.ifPresent(console::println);
        console.print(again.text());
        live.ifPresent(stack -> console.print(stack.text()));
        console.println("not compared: " + String.join("; ", notCompared(again)));
        script.ifPresent(where -> writeScripts(where, recorded, spec));
        return verdict(again, live);
    }

    private void writeScripts(Path where, TraceFile recorded, Specification spec) {
        Counterexample trace = recorded.trace();
        Map<String, Long> parameters = TraceReplay.parameters(spec.protocol(), recorded);
        for (int peer = 0; peer < trace.peers().size(); peer++) {
            int at = peer;
            Path to = ScriptNames.numbered(where, peer);
            String name = trace.peers().get(peer);
            if (!machine(spec, trace, peer).equals("Connection")) {
                console.println(
                        "script: none of " + name + ", which is no Connection, but a machine that no stack runs");
                continue;
            }
            String head = "// " + trace.subject().title() + " in scenario " + trace.scenario() + ": " + trace.finding()
                    + "\n// This is what happened to " + name + ", with the core " + trace.digest() + ".\n\n";
            try {
                List<String> texts = Stream.of(true, false)
                        .map(silence -> head + ScriptPrinter.text(TraceScript.of(trace, at, parameters, silence)))
                        .toList();
                console.println("script of " + name + ": " + to + ": " + PacketRuns.write(to, texts, spec));
            } catch (IllegalArgumentException e) {
                console.println("script: none of " + name + ": " + e.getMessage());
            }
        }
    }

    private static String machine(Specification spec, Counterexample trace, int peer) {
        return spec.protocol().scenarios().stream()
                .filter(s -> s.name().equals(trace.scenario()))
                .findFirst()
                .map(s -> s.peers().get(peer).machine().name())
                .orElse("");
    }

    private String evaluated(TraceFile recorded, Specification spec) {
        try {
            return Evaluation.of(recorded, spec.compilation(), spec.options(), expressions)
                    .table();
        } catch (Evaluation.NoExpression e) {
            throw CommandFailure.usage("--eval: " + e.getMessage());
        }
    }

    private StackRepetition onStack(TraceFile recorded, Specification spec) {
        return CoreLinker.link(spec.core())
                .repeat(recorded.trace(), spec.protocol(), TraceReplay.parameters(spec.protocol(), recorded));
    }

    /** In one line; TRACE.md has the reasons. */
    private List<String> notCompared(Repetition again) {
        var all = new ArrayList<>(List.of("where rules are in the files", "whether there is a shorter path"));
        if (again.otherCore().isPresent()) {
            all.add("on another core, rules and the numbers of transitions and messages");
        }
        if (where == Where.STACK) {
            all.add("on the stack, variables and effects, which its users cannot see");
        }
        all.addAll(again.notCompared());
        return all;
    }

    /** Another core is as good as the recorded one only if it was asked for. */
    private int verdict(Repetition again, Optional<StackRepetition> live) {
        int taken = again.happened().size();
        if (!again.faithful()) {
            return differs("replayed: " + count(taken) + ", not as recorded");
        }
        if (live.isPresent() && !live.get().differences().isEmpty()) {
            return differs("replayed on the stack: " + count(taken) + ", not as recorded");
        }
        if (again.otherCore().isPresent() && specification.isEmpty()) {
            return differs(
                    "replayed: " + count(taken)
                            + ", as recorded except for the core, which is a different one: the specification has been edited since");
        }
        console.println(paint.good("replayed" + (live.isPresent() ? " on the stack" : "") + ": " + count(taken)
                + ", as recorded" + (again.otherCore().isPresent() ? ", on another core" : "")));
        return ExitCode.OK;
    }

    private int differs(String text) {
        console.println(paint.bad(text));
        return ExitCode.VIOLATED;
    }

    private static String count(int steps) {
        return steps == 1 ? "1 step" : steps + " steps";
    }
}
