package dev.sequent.stack.posix;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HashMap;
import java.util.Map;

/** {@code struct tcp_info} as the kernel hands it over (its include/uapi/linux/tcp.h). */
final class KernelTcpInfo {

    /** The first fields: octets, one behind the other. */
    private static final String[] OCTETS = {"state", "ca_state", "retransmits", "probes", "backoff", "options"};

    private static final int SCALES = 6;

    /** The others, from the eighth octet on; an eight in front of a name is for the octets that it has. */
    private static final String[] FIELDS = {
        "rto",
        "ato",
        "snd_mss",
        "rcv_mss",
        "unacked",
        "sacked",
        "lost",
        "retrans",
        "fackets",
        "last_data_sent",
        "last_ack_sent",
        "last_data_recv",
        "last_ack_recv",
        "pmtu",
        "rcv_ssthresh",
        "rtt",
        "rttvar",
        "snd_ssthresh",
        "snd_cwnd",
        "advmss",
        "reordering",
        "rcv_rtt",
        "rcv_space",
        "total_retrans",
        "8pacing_rate",
        "8max_pacing_rate",
        "8bytes_acked",
        "8bytes_received",
        "segs_out",
        "segs_in",
        "notsent_bytes",
        "min_rtt",
        "data_segs_in",
        "data_segs_out",
        "8delivery_rate",
        "8busy_time",
        "8rwnd_limited",
        "8sndbuf_limited",
        "delivered",
        "delivered_ce",
        "8bytes_sent",
        "8bytes_retrans",
        "dsack_dups",
        "reord_seen",
        "rcv_ooopack",
        "snd_wnd",
        "rcv_wnd",
        "rehash"
    };

    private KernelTcpInfo() {}

    /** The fields that this kernel has: older ones have fewer. */
    static TcpInfo of(MemorySegment struct) {
        Map<String, Long> fields = new HashMap<>();
        for (int i = 0; i < OCTETS.length; i++) {
            fields.put("tcpi_" + OCTETS[i], struct.get(ValueLayout.JAVA_BYTE, i) & 0xFFL);
        }
        int scales = struct.get(ValueLayout.JAVA_BYTE, SCALES);
        fields.put("tcpi_snd_wscale", scales & 0xFL);
        fields.put("tcpi_rcv_wscale", scales >> 4 & 0xFL);
        long at = SCALES + 2L;
        for (String field : FIELDS) {
            boolean wide = field.startsWith("8");
            long length = wide ? Long.BYTES : Integer.BYTES;
            if (at + length > struct.byteSize()) {
                break;
            }
            fields.put(
                    "tcpi_" + (wide ? field.substring(1) : field),
                    wide
                            ? struct.get(ValueLayout.JAVA_LONG, at)
                            : Integer.toUnsignedLong(struct.get(ValueLayout.JAVA_INT, at)));
            at += length;
        }
        return new TcpInfo(fields);
    }
}
