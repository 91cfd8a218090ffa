package dev.sequent.stack.tcp;

import dev.sequent.generated.tcp.Connection;
import org.jspecify.annotations.Nullable;

/**
 * What the machine of a connection has signalled and the connection's user does not know yet: the user is told when the
 * machine has come to rest, once for a whole batch of segments. Used by the loop.
 */
final class ConnectionNews {

    private final MeetingPoint meeting;
    private boolean open;
    private boolean finished;
    private boolean urgent;
    private @Nullable TcpFailure verdict;
    private @Nullable String lastReport;

    ConnectionNews(MeetingPoint meeting) {
        this.meeting = meeting;
    }

    /** The machine signals something. */
    void signal(int signal, Connection machine) {
        if (signal == Binding.CONNECTION_ESTABLISHED) {
            open = true;
        } else if (signal == Binding.CONNECTION_CLOSING) {
            finished = true;
        } else if (signal == Binding.URGENT_DATA) {
            urgent = true;
        } else if (signal == Binding.DESTINATION_UNREACHABLE) {
            String report = lastReport;
            meeting.tellNetworkReport(report == null ? Binding.signalText(signal) : "the network reports: " + report);
        } else if (signal == Binding.DELIVERY_PROBLEM) {
            meeting.tellDeliveryProblem(Binding.signalText(signal) + ": no acknowledgment after "
                    + machine.variable(Binding.RETRANSMISSIONS) + " retransmissions");
        } else {
            TcpFailure failure = Binding.failure(signal);
            if (failure != null && (verdict == null || failure.kind() != TcpFailure.Kind.CLOSED)) {
                verdict = failure; // A user's own closing does not override the stack's reason.
            }
        }
    }

    /** What the network has just reported, in words: the machine may be about to signal it. */
    void reported(String description) {
        lastReport = description;
    }

    /**
     * That there is urgent data: to be told before its octets arrive, since it is announced in advance (RFC 9293,
     * 3.8.5, MUST-32).
     */
    void tellUrgent() {
        if (urgent) {
            urgent = false;
            meeting.tellUrgent();
        }
    }

    /** @return whether the user has heard just now that the connection is established */
    boolean tellOpen() {
        boolean told = takeOpen();
        if (told) {
            meeting.tellOpen();
        }
        return told;
    }

    /** Whether the connection is established, but the user has not heard, and never will. */
    boolean takeOpen() {
        boolean untold = open;
        open = false;
        return untold;
    }

    void tellRemoteFinished() {
        if (finished) {
            finished = false;
            meeting.tellRemoteFinished();
        }
    }

    /** Whatever the machine says, the end, when it comes, is for this reason. */
    void condemn(TcpFailure why) {
        verdict = why;
    }

    /** Why the connection is about to end, as far as is known. */
    @Nullable
    TcpFailure verdict() {
        return verdict;
    }

    /** Why it ends now: what is known; otherwise nothing for one that was open, and that it is closed for any other. */
    @Nullable
    TcpFailure verdict(UserSide.Phase phase) {
        return verdict != null || phase == UserSide.Phase.OPEN
                ? verdict
                : new TcpFailure(TcpFailure.Kind.CLOSED, "connection closing");
    }
}
