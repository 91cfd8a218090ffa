package dev.sequent.packet.stack;

import dev.sequent.language.Options;
import dev.sequent.language.SpecCompiler;
import dev.sequent.language.interpret.Assumptions;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Type;
import dev.sequent.packet.batch.Outcome;
import dev.sequent.packet.run.Runner;
import dev.sequent.packet.run.SysctlTable;
import dev.sequent.packet.run.SysctlTable.Kind;
import dev.sequent.packet.script.ScriptOption;
import dev.sequent.packet.syntax.ScriptReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs scripts on the stack of the build. */
final class Scripts {
    private static final SysctlTable SYSCTLS = sysctls();

    final List<String> warnings = new ArrayList<>();
    private final Runner.Request request;

    private Scripts(Runner.Request request) {
        this.request = request;
    }

    static Scripts plain(ScriptOption... options) {
        return new Scripts(new Runner.Request(List.of(options), false, false, false, 100));
    }

    static Scripts relaxed() {
        return new Scripts(new Runner.Request(List.of(), true, false, false, 100));
    }

    static Scripts withoutShell() {
        return new Scripts(new Runner.Request(List.of(), false, false, true, 100));
    }

    Outcome run(String text) {
        return run("script.pkt", text);
    }

    Outcome run(String file, String text) {
        var runner = new Runner(new StackBench(), SYSCTLS, Map.of(), request, warnings::add);
        return new Outcome(file, runner.run(ScriptReader.read(file, text, Map.of())), 0);
    }

    /** Those that the specification declares. */
    private static SysctlTable sysctls() {
        Protocol protocol = SpecCompiler.compile(Path.of("../spec/tcp/tcp.sqt"), Options.NONE)
                .protocol()
                .orElseThrow();
        return new SysctlTable(
                protocol.params().stream()
                        .map(p -> new SysctlTable.Parameter(
                                p.name(),
                                p.sysctl(),
                                p.type().equals(Type.DURATION) ? Kind.DURATION : Kind.NUMBER,
                                p.min(),
                                p.max()))
                        .toList(),
                values -> Assumptions.of(protocol).broken(values).map(Assumptions.Broken::text));
    }
}
