package dev.sequent.cli.run;

import dev.sequent.language.interpret.Assumptions;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Type;
import dev.sequent.packet.run.SysctlTable;

/** What the commands of packet scripts may set. */
public final class Sysctls {
    private Sysctls() {}

    /** The parameters of a specification, with the sysctls that they mirror. */
    public static SysctlTable of(Protocol protocol) {
        var assumptions = Assumptions.of(protocol);
        return new SysctlTable(
                protocol.params().stream()
                        .map(p -> new SysctlTable.Parameter(
                                p.name(),
                                p.sysctl(),
                                p.type().equals(Type.DURATION) ? SysctlTable.Kind.DURATION : SysctlTable.Kind.NUMBER,
                                p.min(),
                                p.max()))
                        .toList(),
                values -> assumptions.broken(values).map(Assumptions.Broken::text));
    }
}
