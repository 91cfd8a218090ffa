package dev.sequent.cli;

import dev.sequent.cli.terminal.CommandFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The help of {@code sequent verify}: the launcher runs the command itself, so that it needs no build. */
@Command(
        name = "verify",
        sortOptions = false,
        description = {
            "Build everything and run its tests: 'mvn -B verify', on the JDK that the command itself runs on.",
            "",
            "The arguments are Maven's: a module, a test, a property.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:built, and every test passed or was skipped with its reason",
            "1:a test failed",
            "2:wrong use of Maven, or the specification has errors",
            "3:something is missing on this machine, or it cannot be built"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  sequent verify",
            "  sequent verify -pl language -am",
            "  sequent verify -pl proofs -am -Dtest=CoverageTest -Dsurefire.failIfNoSpecifiedTests=false"
        })
final class VerifyCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Parameters(
            paramLabel = "[MAVEN ARGUMENT...]",
            hideParamSyntax = true,
            arity = "0..*",
            description = "Arguments for Maven.")
    private List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() {
        throw CommandFailure.usage("verify is run by the launcher, in a checkout: ./sequent verify");
    }
}
