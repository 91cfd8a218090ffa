package dev.sequent.packet.run;

import dev.sequent.packet.script.ScriptOption;
import dev.sequent.wire.Ipv4Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the options of a script say about the run. Defaults are packetdrill's.
 *
 * @param tolerance how much too early or too late an event may be, in nanoseconds
 * @param local the host's address
 * @param gateway its way to other networks
 * @param prefix length of its network's
 * @param bindPort to which a socket is bound if the script does not say to which
 * @param connectPort of the remote, likewise
 * @param tick of the timestamps of RFC 7323, in nanoseconds; 0 if their values are not to be looked at
 * @param strictSegments whether text must come in the very segments that the script has
 * @param relaxed whether PSH, windows, and options other than the MSS are not looked at
 * @param forgivePackets whether a wrong packet is only noted
 * @param forgiveCalls whether a wrong result of a call is only noted
 * @param unsupported what the options want that cannot be had here
 */
public record Settings(
        long tolerance,
        Ipv4Address local,
        Ipv4Address remote,
        Ipv4Address gateway,
        int prefix,
        int bindPort,
        int connectPort,
        int mtu,
        long tick,
        boolean strictSegments,
        boolean relaxed,
        boolean forgivePackets,
        boolean forgiveCalls,
        List<String> unsupported) {

    /** Packetdrill's, in nanoseconds. */
    static final long TOLERANCE = 4_000_000;

    private static final long MICRO = 1_000;
    private static final int PORT = 8_080;

    public Settings {
        unsupported = List.copyOf(unsupported);
    }

    /** @param options of the command line, before which those of the script do not count, and of the script */
    public static Settings of(List<ScriptOption> options, boolean relaxed) {
        return of(options, relaxed, TOLERANCE);
    }

    /** @param tolerance if no option says otherwise */
    static Settings of(List<ScriptOption> options, boolean relaxed, long tolerance) {
        return new Builder(options).build(relaxed, tolerance);
    }

    private static final class Builder {
        private final Map<String, Optional<String>> values = new TreeMap<>();
        private final List<String> unsupported = new ArrayList<>();

        Builder(List<ScriptOption> options) {
            options.forEach(o -> values.putIfAbsent(o.name(), o.value()));
        }

        Settings build(boolean relaxed, long tolerance) {
            String version = text("ip_version", "ipv4").toLowerCase(Locale.ROOT);
            if (!version.equals("ipv4")) {
                unsupported.add("--ip_version=" + version + ": only IPv4");
            }
            if (values.containsKey("so_filename")) {
                unsupported.add("--so_filename: no other stack can be loaded");
            }
            if (values.containsKey("init_scripts")) {
                unsupported.add("--init_scripts: no shell runs here");
            }
            if (flag("wire_client") || flag("wire_server")) {
                unsupported.add("--wire_client, --wire_server: there is no second machine");
            }
            if (values.containsKey("code_command") || values.containsKey("code_format")) {
                unsupported.add("--code_command, --code_format: assertions are evaluated here, not by another program");
            }
            String forgiven = text("non_fatal", "");
            return new Settings(
                    number("tolerance_usecs", tolerance / MICRO) * MICRO,
                    address("local_ip", "192.168.0.1"),
                    address("remote_ip", "192.0.2.1"),
                    address("gateway_ip", "192.168.0.2"),
                    prefix(address("netmask_ip", "255.255.0.0")),
                    (int) number("bind_port", PORT),
                    (int) number("connect_port", PORT),
                    (int) number("mtu", 1_500),
                    number("tcp_ts_tick_usecs", 0) * MICRO,
                    flag("strict_segments"),
                    relaxed,
                    forgiven.contains("packet"),
                    forgiven.contains("syscall"),
                    unsupported);
        }

        private String text(String name, String otherwise) {
            return values.getOrDefault(name, Optional.empty()).orElse(otherwise);
        }

        private boolean flag(String name) {
            return values.containsKey(name) && !text(name, "1").matches("0|false");
        }

        private long number(String name, long otherwise) {
            return Long.parseLong(text(name, Long.toString(otherwise)));
        }

        private Ipv4Address address(String name, String otherwise) {
            String text = text(name, otherwise);
            if (text.contains(":")) {
                unsupported.add("--" + name + "=" + text + ": only IPv4");
                return Ipv4Address.parse(otherwise);
            }
            return Ipv4Address.parse(text);
        }

        private int prefix(Ipv4Address mask) {
            int bits = Integer.bitCount(mask.bits());
            if (bits > 0 && mask.bits() != -1 << 32 - bits || bits == 0) {
                unsupported.add("--netmask_ip=" + mask + ": ones, then zeros");
                return 16;
            }
            return bits;
        }
    }
}
