package dev.sequent.cli;

import dev.sequent.check.Engines;
import dev.sequent.check.jpf.Jpf;
import dev.sequent.check.jpf.JpfEngines;
import dev.sequent.check.jpf.JpfRequest;
import dev.sequent.check.jpf.JpfUnusable;
import dev.sequent.cli.terminal.CommandFailure;
import dev.sequent.cli.terminal.Console;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options about the engine that searches. */
final class EngineMixin {
    private enum Kind {
        EMBEDDED,
        JPF
    }

    @Option(
            names = "--engine",
            paramLabel = "NAME",
            description =
                    "embedded (the default), or jpf: let Java PathFinder execute the core's class files, and compare what it finds "
                            + "with the embedded engine. Far slower; model-checker/JPF.md says what it adds.")
    private Kind kind = Kind.EMBEDDED;

    @Option(
            names = "--jpf-home",
            paramLabel = "DIR",
            description = "Where Java PathFinder is; by default, JPF_HOME or jpf-core in ~/.jpf/site.properties.")
    private @Nullable Path home;

    @Option(
            names = "--jpf-java",
            paramLabel = "DIR",
            description = "The JDK 17 to run it on; by default, one is looked for.")
    private @Nullable Path java;

    /** Whether anything but the default was asked for. */
    boolean given() {
        return kind != Kind.EMBEDDED || home != null || java != null;
    }

    /** @throws CommandFailure on wrong use, or if there is no such engine on this machine */
    Engines engines(Console console) {
        if (kind == Kind.EMBEDDED) {
            if (home != null || java != null) {
                throw CommandFailure.usage("--jpf-home and --jpf-java go with --engine jpf");
            }
            return Engines.EMBEDDED;
        }
        try {
            return new JpfEngines(Jpf.find(request(console)));
        } catch (JpfUnusable e) {
            throw CommandFailure.missing(e);
        }
    }

    private JpfRequest request(Console console) {
        JpfRequest request = JpfRequest.of(console.environment());
        if (home != null) {
            request = request.withHome(home);
        }
        return java == null ? request : request.withJava(java);
    }
}
