package dev.sequent.packet.kernel;

import dev.sequent.packet.run.Conditions;
import dev.sequent.packet.run.Sysctl;
import dev.sequent.packet.run.UnsupportedException;
import dev.sequent.packet.script.Action;
import dev.sequent.packet.script.Script;
import dev.sequent.packet.script.TcpOption;
import dev.sequent.packet.script.TcpOptions;
import dev.sequent.stack.device.DeviceException;
import dev.sequent.stack.device.DeviceException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The kernel's settings: those of the network namespace of the calling thread. */
final class Sysctls {
    private static final Path ROOT = Path.of("/proc/sys");

    private Sysctls() {}

    /**
     * What makes a host the one that a script expects; what comes later overrides what comes earlier. Of the options
     * that a SYN offers, those are on that a packet of the script has.
     */
    static List<Sysctl> of(Conditions conditions) {
        List<Sysctl> all = new ArrayList<>();
        all.add(set("net.ipv4.tcp_sack", has(conditions.script(), TcpOption.SackPermitted.class)));
        all.add(set("net.ipv4.tcp_timestamps", has(conditions.script(), TcpOption.Timestamps.class)));
        all.add(set("net.ipv4.tcp_window_scaling", has(conditions.script(), TcpOption.WindowScale.class)));
        all.addAll(conditions.sysctls());
        return all;
    }

    private static Sysctl set(String name, boolean on) {
        return new Sysctl(name, List.of(on ? "1" : "0"));
    }

    private static boolean has(Script script, Class<? extends TcpOption> option) {
        return script.events().stream()
                .anyMatch(e -> e.action() instanceof Action.TcpPacket packet
                        && packet.options() instanceof TcpOptions.Listed listed
                        && listed.list().stream().anyMatch(option::isInstance));
    }

    /**
     * Changes a setting.
     *
     * @throws UnsupportedException if the kernel has none of this name, or not this value
     */
    static void write(Sysctl sysctl) {
        Path file = ROOT.resolve(sysctl.name().replace('.', '/'));
        if (!sysctl.name().startsWith("net.") || !Files.exists(file)) {
            throw new UnsupportedException(sysctl.name() + ": this kernel (" + System.getProperty("os.version")
                    + ") has no such sysctl in a network namespace");
        }
        try {
            Files.writeString(file, String.join(" ", sysctl.values()));
        } catch (IOException e) {
            throw Files.isWritable(file)
                    ? new UnsupportedException(sysctl + ": the kernel refuses it: " + e.getMessage())
                    : new DeviceException(
                            Reason.NOT_PERMITTED,
                            "cannot write " + file + ": run as root, where /proc/sys is not read-only");
        }
    }

    /** The same for a setting that not every kernel has. */
    static void writeIfAny(String name, String value) {
        if (Files.exists(ROOT.resolve(name.replace('.', '/')))) {
            write(new Sysctl(name, List.of(value)));
        }
    }
}
