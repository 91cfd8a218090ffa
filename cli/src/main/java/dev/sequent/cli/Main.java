package dev.sequent.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The entry point of the {@code sequent} command. */
@Command(
        name = "sequent",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        description = "A formal model of TCP that runs: check a specification, generate its core, run it on a network.")
public final class Main {

    private Main() {}

    /** Runs the command that the arguments name and ends the process with its exit code. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Main()).execute(args.length == 0 ? new String[] {"--help"} : args));
    }

    /** Reads the version that the build wrote, and says on which JVM this is. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() throws IOException {
            Properties built = new Properties();
            try (InputStream in = Main.class.getResourceAsStream("version.properties")) {
                if (in == null) {
                    throw new IOException("version.properties is missing from the jar: build again");
                }
                built.load(in);
            }
            return new String[] {
                "sequent " + built.getProperty("version") + " (Java " + Runtime.version() + ")"
            };
        }
    }
}
