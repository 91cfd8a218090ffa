package dev.sequent.stack.tcp;

import dev.sequent.generated.tcp.Connection;
import dev.sequent.generated.tcp.ConnectionWorld;
import dev.sequent.generated.tcp.Segment;
import dev.sequent.generated.tcp.SegmentWire;
import dev.sequent.generated.tcp.TcpParameters;
import dev.sequent.runtime.Contract;
import dev.sequent.runtime.Meaning;
import java.util.Arrays;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What the stack binds to in the generated core, by what the specification declares to the world around its machine,
 * and for parameters by their names; found when this class is loaded.
 *
 * <p>Ordinals are looked up and not taken from the generated constants, since a compiler copies constants into the
 * classes that use them: a stack that was compiled against one specification may be relinked with the core of another
 * (see {@code launch}), whose ordinals may differ.
 */
final class Binding {

    /** How texts of failures begin in the RFC, and nothing that a program is told. */
    private static final String ERROR = "error: ";

    /** What the machine and the stack have agreed upon. */
    static final Contract CONTRACT = ConnectionWorld.contract();

    /** The state in which there is no connection. */
    static final int INITIAL = CONTRACT.initial();
    /** The state in which a machine waits for whoever comes: that of a listener. */
    static final int PASSIVE = CONTRACT.passive().orElseThrow(() -> lacks("a passive state"));

    static final String PASSIVE_NAME = CONTRACT.states().get(PASSIVE).name();

    static final int TIMERS = Connection.TIMERS.length;

    /** The event that ends a batch of segments; -1 if the specification has none. */
    static final int BATCH = CONTRACT.batch().orElse(-1);

    /** The variable behind the last octet that SEND was called for. */
    static final int SENT_UP_TO = CONTRACT.outgoing()
            .map(Contract.Outgoing::end)
            .orElse(OptionalInt.empty())
            .orElseThrow(() -> lacks("up to where its stream out goes"));
    /** The variable up to which octets have come in order. */
    static final int RECEIVED_UP_TO = CONTRACT.incoming()
            .map(Contract.Incoming::next)
            .orElse(OptionalInt.empty())
            .orElseThrow(() -> lacks("up to where its stream in has come"));

    /** Observables without which a user can still be served. */
    static final OptionalInt SEND_NEXT = CONTRACT.observable("send-next");

    static final OptionalInt RETRANSMISSIONS = CONTRACT.observable("retransmissions");

    static final OptionalInt SEGMENT_SIZE = CONTRACT.observable("mss");

    static final OptionalInt IN_FLIGHT = CONTRACT.observable("in-flight");

    static final OptionalInt UNSENT = CONTRACT.observable("unsent");

    static final OptionalInt URGENT = CONTRACT.observable("urgent");

    static final int MTU = of("parameter", TcpParameters.NAMES, "MTU");
    static final int SEND_BUFFER = of("parameter", TcpParameters.NAMES, "SND-BUFFER");
    static final int RECEIVE_BUFFER = of("parameter", TcpParameters.NAMES, "RCV-BUFFER");

    /** The RST bit among the control bits. */
    static final int RST = constant(Segment.class, "CTL_RST");

    static final int ACK = constant(Segment.class, "CTL_ACK");

    static final int SYN = constant(Segment.class, "CTL_SYN");

    static final int FIN = constant(Segment.class, "CTL_FIN");

    /** Where the header has its checksum. */
    static final int CHECKSUM_OFFSET = constant(SegmentWire.class, "CHECKSUM_OFFSET");

    private static final @Nullable Meaning[] MEANINGS =
            CONTRACT.signals().stream().map(s -> s.meaning().orElse(null)).toArray(Meaning[]::new);

    /** By outcome. */
    private static final boolean[] FULL = new boolean[CONTRACT.outcomes().size()];

    static {
        for (int outcome = 0; outcome < FULL.length; outcome++) {
            FULL[outcome] = CONTRACT.outcomes().get(outcome).means(Meaning.FULL);
        }
    }

    private static final @Nullable TcpFailure[] FAILURES =
            CONTRACT.signals().stream().map(Binding::failureOf).toArray(TcpFailure[]::new);

    private Binding() {}

    /** What a signal means to a user; null: nothing. */
    static @Nullable Meaning meaning(int signal) {
        return MEANINGS[signal];
    }

    /** The failure that a signal tells of; null for one that tells of none. */
    static @Nullable TcpFailure failure(int signal) {
        return FAILURES[signal];
    }

    /** A signal's name as words: the RFC's, without the hyphens. */
    static String signalText(int signal) {
        return CONTRACT.signals().get(signal).name().replace('-', ' ');
    }

    /** Does the answer to a call mean that there is no room now? */
    static boolean isFull(int outcome) {
        return outcome >= 0 && FULL[outcome];
    }

    private static @Nullable TcpFailure failureOf(Contract.Told signal) {
        TcpFailure.Kind kind = switch (signal.meaning().orElse(Meaning.OPENED)) {
            case REFUSED -> TcpFailure.Kind.REFUSED;
            case RESET -> TcpFailure.Kind.RESET;
            case TIMED_OUT -> TcpFailure.Kind.TIMED_OUT;
            case CLOSED -> TcpFailure.Kind.CLOSED;
            case TAKEN, FULL, OPENED, END_OF_STREAM, URGENT, NETWORK_ERROR, UNANSWERED -> null;
        };
        String text = signal.text().isEmpty() ? signal.name().replace('-', ' ') : signal.text();
        return kind == null
                ? null
                : new TcpFailure(kind, text.startsWith(ERROR) ? text.substring(ERROR.length()) : text);
    }

    /** The parameter of that name. */
    static OptionalInt parameter(String name) {
        int ordinal = Arrays.asList(TcpParameters.NAMES).indexOf(name);
        return ordinal < 0 ? OptionalInt.empty() : OptionalInt.of(ordinal);
    }

    private static IllegalStateException lacks(String what) {
        return new IllegalStateException("the specification does not declare " + what + ", which the stack needs");
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
}
