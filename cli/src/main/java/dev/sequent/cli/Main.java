package dev.sequent.cli;

import dev.sequent.check.jpf.EnginesDisagree;
import dev.sequent.cli.terminal.CommandFailure;
import dev.sequent.cli.terminal.Console;
import dev.sequent.cli.terminal.ExitCode;
import dev.sequent.cli.terminal.Paint;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The entry point of the {@code sequent} command. */
public final class Main {
    private static final int WIDTH = 100;

    private Main() {}

    /** Runs the command that the arguments name and ends the process with its exit code. */
    public static void main(String[] args) {
        System.exit(run(args, Console.ofProcess()));
    }

    /**
     * Runs a command in this process.
     *
     * @return the exit code, see {@link ExitCode}
     */
    static int run(String[] args, Console console) {
        String[] given = args.length == 0 ? new String[] {"--help"} : args;
        return commandLine(console, colours(given, console)).execute(given);
    }

    private static boolean colours(String[] args, Console console) {
        return console.outIsTerminal()
                && console.variable("NO_COLOR").isEmpty()
                && !"dumb".equals(console.environment().get("TERM"))
                && !Arrays.asList(args).contains("--no-color");
    }

    static CommandLine commandLine(Console console, boolean colours) {
        var paint = new Paint(colours);
        var line = new CommandLine(new SequentCommand())
                .addSubcommand(new CheckCommand(console, paint))
                .addSubcommand(new MutantsCommand(console, paint))
                .addSubcommand(new ReplayCommand(console, paint))
                .addSubcommand(new GenerateCommand(console))
                .addSubcommand(new RunCommand(console, paint))
                .addSubcommand(new SsCommand(console))
                .addSubcommand(new DemoCommand(console, paint))
                .addSubcommand(new DemoInsideCommand(console))
                .addSubcommand(new DoctorCommand(console, paint))
                .addSubcommand(new CommandLine.HelpCommand());
        return line.setOut(console.out())
                .setErr(console.err())
                .setColorScheme(CommandLine.Help.defaultColorScheme(colours ? Ansi.ON : Ansi.OFF))
                .setUsageHelpWidth(WIDTH)
                .setAbbreviatedOptionsAllowed(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((problem, ignored) -> wrongUse(problem, console))
                .setExecutionExceptionHandler((problem, where, ignored) -> failed(problem, console));
    }

    private static int wrongUse(ParameterException problem, Console console) {
        console.say(problem.getMessage());
        CommandLine where = problem.getCommandLine();
        if (problem instanceof UnmatchedArgumentException unmatched) {
            List<String> near = unmatched.getSuggestions();
            if (!near.isEmpty()) {
                console.say("did you mean " + String.join(" or ", near) + "?");
            }
        }
        console.say("see '" + where.getCommandSpec().qualifiedName() + " --help'");
        return ExitCode.USAGE;
    }

    private static int failed(Exception problem, Console console) {
        if (problem instanceof CommandFailure failure) {
            console.say(failure.getMessage());
            return failure.exitCode();
        }
        if (problem instanceof EnginesDisagree difference) {
            console.say("the engines do not agree, so one of them is wrong, or an encoder is; please report what follows");
            console.say(difference.getMessage());
            return ExitCode.FAULT;
        }
        console.say("this is a fault of sequent itself; please report it with what follows");
        problem.printStackTrace(console.err());
        console.err().flush();
        return ExitCode.FAULT;
    }
}
