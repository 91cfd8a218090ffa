package dev.sequent.packet.stack;

import dev.sequent.packet.batch.Outcome;
import dev.sequent.packet.run.Runner;
import dev.sequent.packet.run.SysctlTable;
import dev.sequent.packet.run.SysctlTable.Kind;
import dev.sequent.packet.script.ScriptOption;
import dev.sequent.packet.syntax.ScriptReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs scripts on the stack of the build. */
final class Scripts {
    private static final SysctlTable SYSCTLS = new SysctlTable(List.of(
            new SysctlTable.Parameter("R2", "net.ipv4.tcp_retries2", Kind.NUMBER, 1, 255),
            new SysctlTable.Parameter("SYN-RETRIES", "net.ipv4.tcp_syn_retries", Kind.NUMBER, 0, 255),
            new SysctlTable.Parameter(
                    "FIN-WAIT-2-TIME", "net.ipv4.tcp_fin_timeout", Kind.DURATION, 1_000_000_000L, 3_600_000_000_000L),
            new SysctlTable.Parameter("RCV-BUFFER", "net.ipv4.tcp_rmem", Kind.NUMBER, 1, 65_535)));

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
}
