package dev.sequent.stack.tcp;

import dev.sequent.stack.device.Counters;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * A connection or a listener as STATUS shows it (RFC 9293, 3.9.1.5).
 *
 * @param state in the RFC's spelling
 * @param receiveQueue octets that the user has not taken; for a listener, connections that wait to be accepted
 * @param sendQueue octets that the remote has not acknowledged; for a listener, its backlog
 * @param timers the running ones
 * @param retransmissions of the segment at the front of the queue; 0 if the specification does not tell
 * @param observed all that the specification lets be observed, if it was asked for
 */
public record ConnectionInfo(
        String state,
        long receiveQueue,
        long sendQueue,
        Endpoint local,
        Endpoint remote,
        List<RunningTimer> timers,
        long retransmissions,
        Observed observed) {

    /** Listeners first, then in the order of their ports. */
    public static final Comparator<ConnectionInfo> ORDER = Comparator.comparing(
                    (ConnectionInfo c) -> !c.remote().isAny())
            .thenComparing(c -> c.local().port())
            .thenComparing(c -> c.remote().address())
            .thenComparing(c -> c.remote().port());

    public ConnectionInfo {
        timers = List.copyOf(timers);
    }

    /** @param remainingNanos until it runs out, not negative */
    public record RunningTimer(String name, long remainingNanos) {

        @Override
        public String toString() {
            return name + " " + duration(remainingNanos);
        }
    }

    /** To the next millisecond: what runs out must not seem to have done so. */
    static String duration(long nanos) {
        long millis = Math.ceilDiv(nanos, 1_000_000);
        if (millis < 1_000) {
            return millis + "ms";
        }
        if (millis < 60_000) {
            return String.format(Locale.ROOT, "%.1fs", millis / 1000.0);
        }
        long seconds = millis / 1000;
        return seconds < 3600
                ? seconds / 60 + "m" + seconds % 60 + "s"
                : seconds / 3600 + "h" + seconds % 3600 / 60 + "m";
    }

    /**
     * The {@link #table(List) table}, and below it what else ought to be known: how many connections were lost, and
     * why.
     */
    public static String table(List<ConnectionInfo> connections, Counters<TcpCounter> counters) {
        return table(connections)
                + note(
                        counters.get(TcpCounter.FAULTS),
                        "faults",
                        "the specification broke a rule of its own, which ends a connection; the log says where")
                + note(
                        counters.get(TcpCounter.HALF_OPEN_GAVE_WAY),
                        "gave way half-open",
                        "more SYNs came than were followed up: a flood of forged ones?");
    }

    private static String note(long count, String what, String why) {
        return count == 0 ? "" : what + ": " + count + " (" + why + ")\n";
    }

    /**
     * A table like that of {@code ss -tan}, with the RFC's names of states, and timers at the end. Below a connection,
     * what was observed of it, as {@code ss -i} has it. Ends with a newline.
     */
    public static String table(List<ConnectionInfo> connections) {
        StringBuilder text = new StringBuilder();
        String row = "%-12s %8s %8s  %-22s %-22s %s";
        line(
                text,
                String.format(
                        Locale.ROOT,
                        row,
                        "State",
                        "Recv-Q",
                        "Send-Q",
                        "Local Address:Port",
                        "Peer Address:Port",
                        "Timers"));
        for (ConnectionInfo c : connections) {
            String timers = String.join(
                    ", ", c.timers.stream().map(RunningTimer::toString).toList());
            if (c.retransmissions > 0) {
                timers += " (retransmissions: " + c.retransmissions + ")";
            }
            line(
                    text,
                    String.format(Locale.ROOT, row, c.state, c.receiveQueue, c.sendQueue, c.local, c.remote, timers));
            String observed = c.observed.toString();
            if (!observed.isEmpty()) {
                line(text, "\t " + observed);
            }
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String line) {
        text.append(line.stripTrailing()).append('\n');
    }
}
