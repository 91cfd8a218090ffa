package dev.sequent.stack.tcp;

import dev.sequent.generated.tcp.Connection;
import dev.sequent.generated.tcp.Segment;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What can be seen of a connection beside its user's side: what the specification lets be observed, and what the stack
 * knows of its segments (RFC 9293, 3.9.1.5). Used by the loop.
 */
public final class ConnectionStatus {

    private final Connection machine;
    private final MeetingPoint meeting;
    private final UserCalls calls;
    /** Null for one about which nobody asks. */
    private final @Nullable SegmentCounts counts;

    private boolean handedOn;
    private boolean gone;

    ConnectionStatus(Connection machine, MeetingPoint meeting, UserCalls calls, @Nullable SegmentCounts counts) {
        this.machine = machine;
        this.meeting = meeting;
        this.calls = calls;
        this.counts = counts;
    }

    // ---------------------------------------------------------------- what happens

    /** Its machine now belongs to another connection. */
    void handOn() {
        handedOn = true;
    }

    boolean isHandedOn() {
        return handedOn;
    }

    /** It is gone. */
    void end() {
        gone = true;
    }

    void arrives(long now, Segment segment) {
        if (counts != null) {
            counts.arrived(now, segment);
        }
    }

    void sends(long now, Segment segment) {
        if (counts != null) {
            counts.sent(now, segment, (int) (observed(Binding.SEND_NEXT) - observed(Binding.IN_FLIGHT)));
        }
    }

    // ---------------------------------------------------------------- what can be seen

    /** What the specification lets be observed of it. */
    public Observed observed(long now) {
        return handedOn ? Observed.NOTHING : Observed.of(machine, now);
    }

    /** One observable; 0 if the specification has none of that name, or it cannot be computed. */
    private long observed(OptionalInt observable) {
        return handedOn ? 0 : Observed.of(machine, observable).orElse(0);
    }

    /** Segment by segment, if that is {@linkplain TcpLayer#countSegments counted}. */
    public Optional<SegmentCounts> counts() {
        return Optional.ofNullable(counts);
    }

    /** Octets of text that the remote has acknowledged. */
    public long octetsAcknowledged() {
        return meeting.octetsAcknowledged();
    }

    /** Octets of text that have come in order. */
    public long octetsReceived() {
        return meeting.octetsReceived();
    }

    /** Whether urgent data is announced that the user has not read past (RFC 9293, 3.8.5). */
    public boolean isUrgentAhead() {
        return observed(Binding.URGENT) != 0;
    }

    /** Octets of text in a full segment. */
    public long segmentSize() {
        return observed(Binding.SEGMENT_SIZE);
    }

    /** Octets of sequence space that are queued and were never sent; a FIN is one. */
    public long unsent() {
        return observed(Binding.UNSENT) + calls.unsent();
    }

    /** Octets of sequence space that are queued and not acknowledged; a FIN is one. */
    public long unacknowledged() {
        return observed(Binding.IN_FLIGHT) + unsent();
    }

    /** Whether the user has no more to send and the remote has acknowledged all, the FIN, too; or it is gone. */
    public boolean isCloseAcknowledged() {
        return gone || calls.hasClosed() && unacknowledged() == 0;
    }
}
