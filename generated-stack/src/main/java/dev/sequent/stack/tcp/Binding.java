package dev.sequent.stack.tcp;

import dev.sequent.generated.tcp.Connection;
import dev.sequent.generated.tcp.Segment;
import dev.sequent.generated.tcp.SegmentWire;
import dev.sequent.generated.tcp.TcpCore;
import dev.sequent.generated.tcp.TcpParameters;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What the stack binds to in the generated core, found by the specification's names when this class is loaded.
 *
 * <p>Ordinals are looked up and not taken from the generated constants, since a compiler copies constants into the
 * classes that use them: a stack that was compiled against one specification may be relinked with the core of another
 * (see {@code launch}), whose ordinals may differ.
 */
final class Binding {

    static final int CLOSED = of("state", Connection.STATES, "CLOSED");
    static final int LISTEN = of("state", Connection.STATES, "LISTEN");
    static final String LISTEN_NAME = Connection.STATES[LISTEN];

    static final int TIMERS = Connection.TIMERS.length;

    static final int SND_END = of("variable", Connection.VARIABLES, "SND.END");
    static final int RCV_NXT = of("variable", Connection.VARIABLES, "RCV.NXT");
    /** -1 if the specification has none: then nothing can be sent on behalf of a machine that broke. */
    static final int SND_NXT = Arrays.asList(Connection.VARIABLES).indexOf("SND.NXT");
    /** -1 if the specification counts none. */
    static final int RETRANSMISSIONS = Arrays.asList(Connection.VARIABLES).indexOf("RETRANSMISSIONS");

    static final int CONNECTION_ESTABLISHED = of("signal", Connection.SIGNALS, "connection-established");
    static final int CONNECTION_CLOSING = of("signal", Connection.SIGNALS, "connection-closing");
    /** Signals without which a user can still be served; -1 if the specification lacks them. */
    static final int URGENT_DATA = Arrays.asList(Connection.SIGNALS).indexOf("urgent-data");

    static final int DELIVERY_PROBLEM =
            RETRANSMISSIONS < 0 ? -1 : Arrays.asList(Connection.SIGNALS).indexOf("delivery-problem");
    static final int DESTINATION_UNREACHABLE = Arrays.asList(Connection.SIGNALS).indexOf("destination-unreachable");

    static final int NO_RESOURCES = of("outcome", Connection.OUTCOMES, "no-resources");

    static final int PLACE = of("effect", Connection.EFFECTS, "place");
    static final int DELIVER = of("effect", Connection.EFFECTS, "deliver");
    static final int ACKNOWLEDGE = of("effect", Connection.EFFECTS, "acknowledge");
    /** -1 if the specification never opens a connection out of another's TIME-WAIT. */
    static final int ANOTHER_USER = Arrays.asList(Connection.EFFECTS).indexOf("another-user");

    /** -1 if the specification does not ask. Functions are numbered across the core, not per machine. */
    static final int LISTENING = Arrays.asList(TcpCore.EXTERNS).indexOf("listening");

    static final int MTU = of("parameter", TcpParameters.NAMES, "MTU");
    static final int SEND_BUFFER = of("parameter", TcpParameters.NAMES, "SND-BUFFER");
    static final int RECEIVE_BUFFER = of("parameter", TcpParameters.NAMES, "RCV-BUFFER");

    /** The RST bit among the control bits. */
    static final int RST = constant(Segment.class, "CTL_RST");

    static final int ACK = constant(Segment.class, "CTL_ACK");

    /** Where the header has its checksum. */
    static final int CHECKSUM_OFFSET = constant(SegmentWire.class, "CHECKSUM_OFFSET");

    private static final @Nullable TcpFailure[] FAILURES =
            Arrays.stream(Connection.SIGNALS).map(Binding::failureOf).toArray(TcpFailure[]::new);

    static {
        onlyKnown(
                "effect",
                Connection.EFFECTS,
                List.of("place", "deliver", "acknowledge", "look-for-another-route", "another-user"));
        onlyKnown("extern function", Connection.EXTERNS, List.of("isn", "listening"));
    }

    private Binding() {}

    /** The failure that a signal reports; null if it reports none. */
    static @Nullable TcpFailure failure(int signal) {
        return FAILURES[signal];
    }

    /** A signal's name as words: the RFC's, without the hyphens. */
    static String signalText(int signal) {
        return Connection.SIGNALS[signal].replace('-', ' ');
    }

    private static @Nullable TcpFailure failureOf(String signal) {
        TcpFailure.Kind kind = switch (signal) {
            case "connection-refused" -> TcpFailure.Kind.REFUSED;
            case "connection-reset" -> TcpFailure.Kind.RESET;
            case "connection-timed-out", "user-timeout" -> TcpFailure.Kind.TIMED_OUT;
            case "outstanding-closing", "outstanding-reset" -> TcpFailure.Kind.CLOSED;
            default -> null;
        };
        String text = signal.equals("user-timeout")
                ? "connection aborted due to user timeout"
                : signal.replace("outstanding", "connection").replace('-', ' ');
        return kind == null ? null : new TcpFailure(kind, text);
    }

    /** The parameter of that name. */
    static OptionalInt parameter(String name) {
        int ordinal = Arrays.asList(TcpParameters.NAMES).indexOf(name);
        return ordinal < 0 ? OptionalInt.empty() : OptionalInt.of(ordinal);
    }

    private static int of(String what, String[] names, String name) {
        int ordinal = Arrays.asList(names).indexOf(name);
        if (ordinal < 0) {
            throw new IllegalStateException(
                    "the specification no longer declares the " + what + " " + name + ", which the stack needs");
        }
        return ordinal;
    }

    private static int constant(Class<?> type, String name) {
        try {
            return type.getField(name).getInt(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "the generated " + type.getSimpleName() + " has no constant " + name + ", which the stack needs",
                    e);
        }
    }

    private static void onlyKnown(String what, String[] names, List<String> known) {
        for (String name : names) {
            if (!known.contains(name)) {
                throw new IllegalStateException("the specification declares the " + what + " " + name
                        + ", which the stack does not offer; it offers " + String.join(", ", known));
            }
        }
    }
}
