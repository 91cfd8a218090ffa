package dev.sequent.packet.script;

import dev.sequent.wire.Icmpv4Header;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a script calls the types of ICMP messages and their codes (RFC 792, RFC 1122, 3.2.2.1). */
public final class IcmpNames {

    private record Type(int number, List<String> codes) {}

    private static final Map<String, Type> TYPES = new LinkedHashMap<>();

    static {
        TYPES.put("echoreply", new Type(Icmpv4Header.ECHO_REPLY, List.of()));
        TYPES.put(
                "unreachable",
                new Type(
                        Icmpv4Header.DESTINATION_UNREACHABLE,
                        List.of(
                                "net_unreachable",
                                "host_unreachable",
                                "protocol_unreachable",
                                "port_unreachable",
                                "frag_needed",
                                "source_route_failed",
                                "net_unknown",
                                "host_unknown",
                                "source_host_isolated",
                                "net_prohibited",
                                "host_prohibited",
                                "net_unreachable_for_tos",
                                "host_unreachable_for_tos",
                                "packet_filtered",
                                "precedence_violation",
                                "precedence_cutoff")));
        TYPES.put("source_quench", new Type(Icmpv4Header.SOURCE_QUENCH, List.of()));
        TYPES.put("redirect", new Type(Icmpv4Header.REDIRECT, List.of("net", "host", "net_for_tos", "host_for_tos")));
        TYPES.put("echo", new Type(Icmpv4Header.ECHO_REQUEST, List.of()));
        TYPES.put(
                "time_exceeded",
                new Type(Icmpv4Header.TIME_EXCEEDED, List.of("exceeded_in_transit", "frag_reassembly_time")));
        TYPES.put(
                "parameter_problem",
                new Type(Icmpv4Header.PARAMETER_PROBLEM, List.of("pointer", "missing_option", "bad_length")));
    }

    private IcmpNames() {}

    public static Set<String> types() {
        return TYPES.keySet();
    }

    /** The codes of a type; empty if it has but one, or is not known. */
    public static List<String> codes(String type) {
        Type known = TYPES.get(type);
        return known == null ? List.of() : known.codes();
    }

    /** The number of a type. */
    public static int type(String type) {
        Type known = TYPES.get(type);
        if (known == null) {
            throw new IllegalArgumentException("there is no type of ICMP messages " + type);
        }
        return known.number();
    }

    /** The number of a code, 0 if none is named. */
    public static int code(String type, String code) {
        return Math.max(0, codes(type).indexOf(code));
    }
}
