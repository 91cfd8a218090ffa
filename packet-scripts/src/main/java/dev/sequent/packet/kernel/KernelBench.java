package dev.sequent.packet.kernel;

import dev.sequent.packet.run.Bench;
import dev.sequent.packet.run.Conditions;
import dev.sequent.packet.run.Settings;
import dev.sequent.packet.run.Subject;
import dev.sequent.packet.script.Script;
import java.util.List;
import java.util.Map;

/**
 * Hosts whose TCP is the Linux kernel's. May be used by several threads: each host has a network namespace of its own,
 * which goes with it, and no connection, route, or metric of one is ever seen by another. Takes what TAPs and network
 * namespaces take: root's capabilities, in a user namespace at least, and {@code /dev/net/tun}.
 */
public final class KernelBench implements Bench {
    /**
     * The kernel's timers are exact to one of its ticks (1 to 10 ms), and neither it nor we have a processor for
     * ourselves. It is less than half of the 40 ms by which Linux delays an ACK, so that one that is delayed is not
     * taken for one that is not.
     */
    private static final long TOLERANCE = 18_000_000;

    /**
     * A host that offers, and takes, no option but the MSS. A specification's parameters mean nothing to the kernel.
     */
    @Override
    public Subject open(Settings settings, Map<String, Long> parameters) {
        return open(settings, new Conditions(parameters, List.of(), Script.of(List.of())));
    }

    /**
     * A host under the script's conditions.
     *
     * @throws dev.sequent.stack.device.DeviceException if there can be no namespace, or no TAP in it
     */
    @Override
    public Subject open(Settings settings, Conditions conditions) {
        return new KernelSubject(settings, Sysctls.of(conditions));
    }

    @Override
    public boolean hasSysctls() {
        return true;
    }

    @Override
    public long tolerance() {
        return TOLERANCE;
    }
}
