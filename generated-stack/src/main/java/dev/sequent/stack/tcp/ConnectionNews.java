package dev.sequent.stack.tcp;

import dev.sequent.generated.tcp.Connection;
import dev.sequent.runtime.Meaning;
import java.util.OptionalLong;
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
    void signal(int signal, Meaning meaning, Connection machine) {
        switch (meaning) {
            case OPENED -> open = true;
            case END_OF_STREAM -> finished = true;
            case URGENT -> urgent = true;
            case NETWORK_ERROR -> {
                String report = lastReport;
                meeting.tellNetworkReport(
                        report == null ? Binding.signalText(signal) : "the network reports: " + report);
            }
            case UNANSWERED -> meeting.tellDeliveryProblem(Binding.signalText(signal) + tries(machine));
            case REFUSED, RESET, TIMED_OUT, CLOSED -> {
                TcpFailure failure = Binding.failure(signal);
                if (failure != null && (verdict == null || failure.kind() != TcpFailure.Kind.CLOSED)) {
                    verdict = failure; // That of a user who ends it himself does not outweigh why the stack does.
                }
            }
            case TAKEN, FULL -> throw new IllegalStateException(meaning + " is what an outcome means");
        }
    }

    private static String tries(Connection machine) {
        OptionalLong tries = Observed.of(machine, Binding.RETRANSMISSIONS);
        return tries.isPresent() ? ": no acknowledgment after " + tries.getAsLong() + " retransmissions" : "";
    }

    /** What the network has just reported, in words: the machine may be about to signal that it has. */
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
