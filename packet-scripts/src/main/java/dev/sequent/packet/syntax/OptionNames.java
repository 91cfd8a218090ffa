package dev.sequent.packet.syntax;

import java.util.Map;
import java.util.TreeMap;

/** The options that a script, or a command line, may give, and what their values must look like. */
public final class OptionNames {

    /** What an option wants behind its name. */
    public enum Kind {
        /** Nothing. */
        FLAG,
        /** A number that is not negative. */
        NUMBER,
        PORT,
        /** Octets of a datagram. */
        MTU,
        /** What is only noted. */
        FORGIVEN,
        ADDRESS,
        /** {@code NAME=VALUE}. */
        DEFINITION,
        TEXT
    }

    private static final Map<String, Kind> ALL = new TreeMap<>();

    static {
        put(Kind.NUMBER, "tolerance_usecs", "speed", "tcp_ts_tick_usecs", "wire_server_port");
        put(Kind.PORT, "bind_port", "connect_port");
        put(Kind.MTU, "mtu");
        put(Kind.FORGIVEN, "non_fatal");
        put(
                Kind.FLAG,
                "dry_run",
                "verbose",
                "strict_segments",
                "send_omit_free",
                "tcp_ts_ecr_scaled",
                "is_anyip",
                "debug",
                "wire_client",
                "wire_server");
        put(Kind.ADDRESS, "local_ip", "remote_ip", "gateway_ip", "netmask_ip", "wire_server_ip");
        put(Kind.DEFINITION, "define");
        put(
                Kind.TEXT,
                "ip_version",
                "init_scripts",
                "code_command",
                "code_format",
                "code_sockopt",
                "so_filename",
                "so_flags",
                "wire_client_dev",
                "wire_server_dev");
    }

    private OptionNames() {}

    private static void put(Kind kind, String... names) {
        for (String name : names) {
            ALL.put(name, kind);
        }
    }

    public static Map<String, Kind> all() {
        return ALL;
    }
}
