package dev.sequent.stack.posix;

import dev.sequent.stack.tcp.Observed;
import dev.sequent.stack.tcp.SegmentCounts;
import dev.sequent.stack.tcp.TcpConnection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What {@code getsockopt} tells with TCP_INFO: the fields of Linux's {@code struct tcp_info} by name, in its units
 * (times in microseconds, those of the last events in milliseconds; the congestion window in segments). What neither
 * the specification lets be observed nor the stack counts is absent.
 */
public record TcpInfo(Map<String, Long> fields) {

    private static final long MICRO = 1_000;
    private static final long MILLI = 1_000_000;

    // Linux's tcp_ca_state.
    private static final long CA_OPEN = 0;
    private static final long CA_DISORDER = 1;
    private static final long CA_RECOVERY = 3;
    private static final long CA_LOSS = 4;

    /**
     * The greatest u32: as a congestion window, what a module without congestion control has. That is no number of
     * segments.
     */
    private static final long UNLIMITED = 0xFFFF_FFFFL;

    public TcpInfo {
        fields = Map.copyOf(fields);
    }

    /** The field of that name, as {@code tcpi_rto}. */
    public OptionalLong get(String name) {
        Long value = fields.get(name);
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }

    /** What a field is computed from. */
    private record Source(TcpConnection connection, Map<String, Long> observed, SegmentCounts counts, long now) {

        /** An observable, in a unit of so many. */
        OptionalLong observed(String name, long unit) {
            Long value = observed.get(name);
            return value == null ? OptionalLong.empty() : OptionalLong.of(value / unit);
        }

        OptionalLong observed(String name) {
            return observed(name, 1);
        }

        /** Octets, in segments. */
        OptionalLong segments(String name) {
            long mss = observed.getOrDefault("mss", 0L);
            return mss > 0 && observed.getOrDefault(name, UNLIMITED) != UNLIMITED
                    ? observed(name, mss)
                    : OptionalLong.empty();
        }

        OptionalLong unacknowledged() {
            Long next = observed.get("send-next");
            Long flight = observed.get("in-flight");
            return next == null || flight == null
                    ? OptionalLong.empty()
                    : OptionalLong.of(counts.unacknowledged((int) (next - flight)));
        }

        OptionalLong congestionState() {
            if (!observed.containsKey("recovering")) {
                return OptionalLong.empty();
            }
            if (observed.get("recovering") != 0) {
                return OptionalLong.of(observed.getOrDefault("retransmissions", 0L) > 0 ? CA_LOSS : CA_RECOVERY);
            }
            return OptionalLong.of(observed.getOrDefault("duplicates", 0L) > 0 ? CA_DISORDER : CA_OPEN);
        }
    }

    private interface Field {
        OptionalLong of(Source source);
    }

    private static final Map<String, Field> FIELDS = new LinkedHashMap<>();

    static {
        FIELDS.put("tcpi_ca_state", Source::congestionState);
        FIELDS.put("tcpi_retransmits", s -> s.observed("retransmissions"));
        FIELDS.put("tcpi_probes", s -> s.observed("probes"));
        FIELDS.put("tcpi_backoff", s -> s.observed("retransmissions"));
        FIELDS.put("tcpi_rto", s -> s.observed("rto", MICRO));
        FIELDS.put("tcpi_snd_mss", s -> s.observed("mss"));
        FIELDS.put("tcpi_unacked", Source::unacknowledged);
        FIELDS.put("tcpi_last_data_sent", s -> of((s.now - s.counts.lastTextOut()) / MILLI));
        FIELDS.put("tcpi_last_data_recv", s -> of((s.now - s.counts.lastTextIn()) / MILLI));
        FIELDS.put("tcpi_last_ack_recv", s -> of((s.now - s.counts.lastIn()) / MILLI));
        FIELDS.put("tcpi_pmtu", s -> s.observed("path-mtu"));
        FIELDS.put("tcpi_rtt", s -> s.observed("rtt", MICRO));
        FIELDS.put("tcpi_rttvar", s -> s.observed("rttvar", MICRO));
        FIELDS.put("tcpi_snd_ssthresh", s -> s.segments("ssthresh"));
        FIELDS.put("tcpi_snd_cwnd", s -> s.segments("cwnd"));
        FIELDS.put("tcpi_advmss", s -> s.observed("mss-offered"));
        FIELDS.put("tcpi_total_retrans", s -> of(s.counts.retransmitted()));
        FIELDS.put("tcpi_bytes_acked", s -> of(s.connection.status().octetsAcknowledged()));
        FIELDS.put("tcpi_bytes_received", s -> of(s.connection.status().octetsReceived()));
        FIELDS.put("tcpi_segs_out", s -> of(s.counts.segmentsOut()));
        FIELDS.put("tcpi_segs_in", s -> of(s.counts.segmentsIn()));
        FIELDS.put("tcpi_notsent_bytes", s -> of(s.connection.status().unsent()));
        FIELDS.put("tcpi_data_segs_in", s -> of(s.counts.textIn()));
        FIELDS.put("tcpi_data_segs_out", s -> of(s.counts.textOut()));
        FIELDS.put("tcpi_bytes_sent", s -> of(s.counts.octetsOut()));
        FIELDS.put("tcpi_bytes_retrans", s -> of(s.counts.octetsRetransmitted()));
        FIELDS.put("tcpi_snd_wnd", s -> s.observed("window"));
        FIELDS.put("tcpi_rcv_wnd", s -> s.observed("offered"));
    }

    private static OptionalLong of(long value) {
        return OptionalLong.of(value);
    }

    /** Of a socket: what there is of it; of one without a connection, its state. */
    static TcpInfo of(StreamSocket socket, long now) {
        Map<String, Long> fields = new HashMap<>();
        fields.put("tcpi_state", (long) TcpState.of(socket));
        TcpConnection connection = socket.connection();
        if (connection != null) {
            Map<String, Long> observed = new HashMap<>();
            List<Observed.Value> values = socket.hasEnded()
                    ? List.of()
                    : connection.status().observed(now).values();
            for (Observed.Value value : values) {
                value.number().ifPresent(n -> observed.put(value.observable().name(), n));
            }
            connection.status().counts().ifPresent(counts -> {
                Source source = new Source(connection, observed, counts, now);
                FIELDS.forEach((name, field) -> field.of(source).ifPresent(n -> fields.put(name, n)));
            });
        }
        return new TcpInfo(fields);
    }
}
