package dev.sequent.packet.kernel;

import dev.sequent.packet.run.Bench;
import dev.sequent.packet.run.Conditions;
import dev.sequent.packet.run.Runner;
import dev.sequent.packet.run.Settings;
import dev.sequent.packet.run.Subject;
import dev.sequent.packet.run.SysctlTable;
import dev.sequent.packet.script.Script;
import dev.sequent.stack.device.Urgency;
import java.nio.charset.StandardCharsets;
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

    /** How often a script is run before it counts: until what it passes through no longer takes milliseconds. */
    private static final int WARM = 5;

    private static final String ANY = """
            --tolerance_usecs=500000
            0 socket(..., SOCK_STREAM, IPPROTO_TCP) = 3
            +0 setsockopt(3, SOL_SOCKET, SO_REUSEADDR, [1], 4) = 0
            +0 bind(3, ..., ...) = 0
            +0 listen(3, 1) = 0
            +0 < S 0:0(0) win 32768 <mss 1000>
            +0 > S. 0:0(0) ack 1 <...>
            +0 < . 1:1(0) ack 1 win 32768
            +0 accept(3, ..., ...) = 4
            +0...0.01 read(4, ..., 1000) = 100
            +.01 < P. 1:101(100) ack 1 win 32768
            * > . 1:1(0) ack 101
            +0 write(4, ..., 1000) = 1000
            * > P. 1:1001(1000) ack 101
            +0 getsockopt(4, SOL_SOCKET, SO_ERROR, [0], [4]) = 0
            +0 close(4) = 0
            * > F. 1001:1001(0) ack 101
            +0 < F. 101:101(0) ack 1002 win 32768
            * > . 1002:1002(0) ack 102
            """;

    /** How often a script is run that fails: a machine with far more work than it can do disturbs some. */
    private static final int ATTEMPTS = 4;

    private final int attempts;

    public KernelBench() {
        this(ATTEMPTS);
    }

    /** @param attempts how often a script is run at most before it is believed that it fails */
    public KernelBench(int attempts) {
        this.attempts = attempts;
    }

    /**
     * A host that offers, and takes, no option but the MSS. A specification's parameters mean nothing to the kernel.
     */
    @Override
    public Subject open(Settings settings, Map<String, Long> parameters) {
        return open(settings, new Conditions(parameters, List.of(), Script.of(List.of())));
    }

    /**
     * A host under the script's conditions. The calling thread is preferred from now on, so that it is not late.
     *
     * @throws dev.sequent.stack.device.DeviceException if there can be no namespace, or no TAP in it
     */
    @Override
    public Subject open(Settings settings, Conditions conditions) {
        Urgency.raise();
        return new KernelSubject(settings, Sysctls.of(conditions));
    }

    /**
     * Has all that a script passes through been gone through once, so that the first one does not wait for classes to
     * be loaded. What comes of it does not matter.
     *
     * @throws dev.sequent.stack.device.DeviceException if there can be no namespace, or no TAP in it
     */
    public void warmUp() {
        var runner = new Runner(
                this,
                new SysctlTable(List.of()),
                Map.of(),
                new Runner.Request(List.of(), false, false, true, 80),
                warning -> {});
        for (int i = 0; i < WARM; i++) {
            runner.run(runner.read("", ANY.getBytes(StandardCharsets.UTF_8)));
        }
    }

    @Override
    public boolean hasSysctls() {
        return true;
    }

    @Override
    public long tolerance() {
        return TOLERANCE;
    }

    @Override
    public int attempts() {
        return attempts;
    }
}
