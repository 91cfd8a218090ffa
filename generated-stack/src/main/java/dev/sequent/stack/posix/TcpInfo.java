package dev.sequent.stack.posix;

import dev.sequent.stack.tcp.Observed;
import dev.sequent.stack.tcp.TcpConnection;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * What {@code getsockopt} tells with TCP_INFO: the fields of Linux's {@code struct tcp_info} by name, in its units
 * (times in microseconds or milliseconds, as the field says; sizes in octets). What the specification does not let be
 * observed is absent.
 */
public record TcpInfo(Map<String, Long> fields) {

    private static final long MICRO = 1_000;

    public TcpInfo {
        fields = Map.copyOf(fields);
    }

    /** The field of that name, as {@code tcpi_rto}. */
    public OptionalLong get(String name) {
        Long value = fields.get(name);
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }

    static TcpInfo of(StreamSocket socket, long now) {
        Map<String, Long> fields = new TreeMap<>();
        fields.put("tcpi_state", (long) TcpState.of(socket).number());
        TcpConnection connection = socket.connection();
        if (connection != null && !socket.isClosed()) {
            for (Observed.Value value : connection.observed(now).values()) {
                if (value.number().isPresent()) {
                    field(fields, value.observable().name(), value.number().getAsLong());
                }
            }
        }
        return new TcpInfo(fields);
    }

    private static void field(Map<String, Long> fields, String observable, long number) {
        switch (observable) {
            case "rto" -> fields.put("tcpi_rto", number / MICRO);
            case "rtt" -> fields.put("tcpi_rtt", number / MICRO);
            case "retransmissions" -> fields.put("tcpi_retransmits", number);
            case "mss" -> fields.put("tcpi_snd_mss", number);
            default -> {}
        }
    }
}
