package dev.sequent.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command above the sub-commands: the help of the whole. */
@Command(
        name = "sequent",
        versionProvider = SequentCommand.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "",
            "A formal model of TCP that runs. One specification, spec/tcp/tcp.sqt, reads like RFC 9293; it is checked "
                    + "exhaustively, compiled to a core in Java, and the very same core runs as a TCP on a TAP device.",
            ""
        },
        commandListHeading = "%nCommands:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:it holds; it worked",
            "1:violated, vacuous, or not exhausted; a mutant lives; a property fails; a step of the demo failed",
            "2:wrong use, or a specification with errors",
            "3:something is missing on this machine, or vanished on the way; the output cannot be written",
            "70:a fault of sequent itself",
            "130:interrupted before there was a result",
            "141:nobody reads the output any longer (a pipe into head, for instance)"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  sequent demo                          everything once, in a network namespace of its own",
            "  sequent verify                        build and test everything",
            "  sequent check                         explore every scenario of the TCP specification",
            "  sequent check my/tcp.sqt handshake    one scenario of a copy that you edited",
            "  sequent mutants --show                why each rule of TCP is there: what happens without it",
            "  sequent prove                         that no step of TCP is a fault, and each keeps its invariants",
            "  sequent test                          try what must hold on thousands of random exchanges",
            "  sequent replay out/handshake.agreement.json --on stack",
            "                                        a counterexample again, on two real stacks",
            "  sequent packet spec/tcp/scripts       packet scripts against the stack, in virtual time",
            "  sudo sequent run --tap sq0 --address 192.0.2.2/24 --app echo:7",
            "                                        a TCP that the kernel can talk to, through the TAP sq0",
            "  sequent ss                            the connections of the running stacks",
            "",
            "'sequent COMMAND --help' tells more about each."
        })
final class SequentCommand {
    @Mixin
    private CommonOptions common;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Print the version and end.")
    private boolean version;

    /** Reads the version that the build wrote, and says on which JVM this is. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() throws IOException {
            Properties built = new Properties();
            try (InputStream in = SequentCommand.class.getResourceAsStream("version.properties")) {
                if (in == null) {
                    throw new IOException("version.properties is missing from the jar: build again");
                }
                built.load(in);
            }
            return new String[] {"sequent " + built.getProperty("version") + " (Java " + Runtime.version() + ")"};
        }
    }
}
