package dev.sequent.cli;

import dev.sequent.check.jpf.EnginesDisagree;
import dev.sequent.cli.terminal.CommandFailure;
import dev.sequent.cli.terminal.Console;
import dev.sequent.cli.terminal.ExitCode;
import dev.sequent.cli.terminal.Failures;
import dev.sequent.language.DeepStack;
import dev.sequent.proofs.smt.prove.Replay;
import dev.sequent.view.Paint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The entry point of the {@code sequent} command. */
public final class Main {
    private static final int WIDTH = 100;
    private static final int NARROWEST = 60;

    private Main() {}

    /** Runs the command that the arguments name and ends the process with its exit code. */
    public static void main(String[] args) {
        Console console = Console.ofProcess();
        Thread.setDefaultUncaughtExceptionHandler((thread, problem) -> {
            int code = Failures.tell(problem, Arrays.asList(args).contains("--json"), console);
            if (problem instanceof Error) { // what this thread was to do is never done, and somebody may wait for it
                Runtime.getRuntime().halt(code);
            }
        });
        var once = new AtomicBoolean();
        Signals.on("INT", () -> {
            if (once.compareAndSet(false, true)) {
                System.exit(interrupted(Arrays.asList(args).contains("--json"), console));
            }
        });
        System.exit(run(args, console));
    }

    /** A command that has something to tell by then listens for the signal itself. */
    private static int interrupted(boolean json, Console console) {
        boolean nothingYet = json && !console.out().begun();
        return Failures.tell(
                ExitCode.INTERRUPTED, List.of("interrupted before there was a result"), nothingYet, console);
    }

    /**
     * Runs a command in this process.
     *
     * @return the exit code, see {@link ExitCode}
     */
    static int run(String[] args, Console console) {
        String[] given = args.length == 0 ? new String[] {"--help"} : args;
        boolean json = Arrays.asList(given).contains("--json");
        return run(() -> commandLine(console, colours(given, console), json).execute(given), json, console);
    }

    /**
     * Whatever goes wrong has its own exit code: 1, which the JVM uses for what nobody catches, would read as
     * "violated".
     */
    static int run(Supplier<Integer> command, boolean json, Console console) {
        try {
            int code = DeepStack.call(command);
            if (code == ExitCode.OK) {
                console.checkOutput();
            }
            return code;
        } catch (Throwable problem) {
            return Failures.tell(problem, json, console);
        }
    }

    private static boolean colours(String[] args, Console console) {
        return console.outIsTerminal()
                && console.variable("NO_COLOR").isEmpty()
                && console.obeysEscapes()
                && !Arrays.asList(args).contains("--no-color");
    }

    static CommandLine commandLine(Console console, boolean colours) {
        return commandLine(console, colours, false);
    }

    private static CommandLine commandLine(Console console, boolean colours, boolean json) {
        var paint = new Paint(colours);
        var line = new CommandLine(new SequentCommand())
                .addSubcommand(new CheckCommand(console, paint))
                .addSubcommand(new MutantsCommand(console, paint))
                .addSubcommand(new ProveCommand(console, paint))
                .addSubcommand(new TestCommand(console, paint))
                .addSubcommand(new ReplayCommand(console, paint))
                .addSubcommand(new GenerateCommand(console))
                .addSubcommand(new RunCommand(console, paint))
                .addSubcommand(new PacketCommand(console, paint))
                .addSubcommand(new OracleCommand(console, paint))
                .addSubcommand(new SsCommand(console))
                .addSubcommand(new DemoCommand(console, paint))
                .addSubcommand(new DemoInsideCommand(console))
                .addSubcommand(new DoctorCommand(console, paint))
                .addSubcommand(new VerifyCommand())
                .addSubcommand(new CommandLine.HelpCommand());
        return line.setOut(console.out())
                .setErr(console.err())
                .setColorScheme(CommandLine.Help.defaultColorScheme(colours ? Ansi.ON : Ansi.OFF))
                .setUsageHelpWidth(Math.clamp(console.width(), NARROWEST, WIDTH))
                .setAbbreviatedOptionsAllowed(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((problem, ignored) -> wrongUse(problem, json, console))
                .setExecutionExceptionHandler((problem, where, ignored) -> failed(problem, json, console));
    }

    private static int wrongUse(ParameterException problem, boolean json, Console console) {
        var lines = new ArrayList<String>();
        lines.add(problem.getMessage());
        CommandLine where = problem.getCommandLine();
        if (problem instanceof UnmatchedArgumentException unmatched) {
            List<String> near = unmatched.getSuggestions();
            if (!near.isEmpty()) {
                lines.add("did you mean " + String.join(" or ", near) + "?");
            }
        }
        lines.add("see '" + where.getCommandSpec().qualifiedName() + " --help'");
        return Failures.tell(ExitCode.USAGE, lines, json, console);
    }

    private static int failed(Exception problem, boolean json, Console console) {
        if (problem instanceof CommandFailure failure) {
            return Failures.tell(
                    failure.exitCode(),
                    List.of(String.valueOf(failure.getMessage())),
                    json && !failure.told(),
                    console);
        }
        if (problem instanceof EnginesDisagree difference) {
            return Failures.tell(
                    ExitCode.FAULT,
                    List.of(
                            "the engines disagree, so one of them is wrong, or an encoder is; please report what follows",
                            String.valueOf(difference.getMessage())),
                    json,
                    console);
        }
        if (problem instanceof Replay.CoresDiffer difference) {
            return Failures.tell(
                    ExitCode.FAULT,
                    List.of(
                            "the interpreter and the generated core take a step differently, so one of them is wrong; please report what follows",
                            String.valueOf(difference.getMessage())),
                    json,
                    console);
        }
        return Failures.tell(problem, json, console);
    }
}
