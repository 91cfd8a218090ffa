package dev.sequent.stack.tcp;

import dev.sequent.generated.tcp.Connection;

/** What a connection's user has asked for, as calls of its machine, in a meaningful order. Used by the loop. */
final class UserCalls {

    private final Connection machine;
    private final MeetingPoint meeting;
    private final ConnectionText text;
    private final UserRequests requests = new UserRequests();

    /** How far SEND has been called: a position in the send buffer. */
    private long queued;

    /** Up to where the last SEND that pushes was called. */
    private long pushed;

    /** CLOSE has been called, for one direction at least. */
    private boolean closed;

    // CLOSE waits until SEND has been called for everything.
    private boolean closeWanted;
    private boolean shutdownWanted;

    UserCalls(Connection machine, MeetingPoint meeting, ConnectionText text) {
        this.machine = machine;
        this.meeting = meeting;
        this.text = text;
    }

    /** Takes what the user has asked for since the last time. */
    void take() {
        meeting.takeRequests(requests);
    }

    void setOptions(long now) {
        if (requests.setNodelay) {
            machine.setNodelay(now, requests.nodelay);
        }
        if (requests.setKeepalive) {
            machine.setKeepalive(now, requests.keepalive);
        }
        if (requests.setUserTimeout) {
            machine.setUserTimeout(now, requests.userTimeout);
        }
        if (requests.setRetries) {
            machine.setRetries(now, requests.r1, requests.r2);
        }
        if (requests.setTypeOfService) {
            machine.setDiffserv(now, requests.typeOfService);
        }
        if (requests.setReceiveBuffer) {
            machine.setRcvBuffer(now, requests.receiveBuffer);
        }
        if (requests.setMssLimit) {
            machine.setMssLimit(now, requests.mssLimit);
        }
        if (requests.setQuickAck) {
            machine.setQuickAck(now, requests.quickAck);
        }
        if (requests.setKeepaliveTimes) {
            machine.setKeepaliveTimes(
                    now, requests.keepaliveIdle, requests.keepaliveInterval, requests.keepaliveProbes);
        }
    }

    /**
     * Makes all calls that are due.
     *
     * @return whether the last of them was ABORT
     */
    boolean make(long now) {
        setOptions(now);
        if (requests.abort) {
            machine.abort(now);
            return true;
        }
        if (requests.received > 0) {
            machine.receive(now, requests.received);
        }
        if (requests.shutdownInput) {
            machine.stopReceiving(now);
        }
        closeWanted |= requests.close;
        shutdownWanted |= requests.shutdown;
        sendPending(now);
        return false;
    }

    /** Whether the user has written something that the machine had no room for. */
    boolean sendsWait() {
        return requests.written > queued;
    }

    /** Octets that the user has written, and for which SEND has not been called. */
    long unsent() {
        return meeting.written() - queued;
    }

    /** Whether CLOSE has been called: what the user had written before is queued. */
    boolean hasClosed() {
        return closed;
    }

    /**
     * SEND for what the user has written, with a push up to where the user has pushed (RFC 9293, 3.9.1.2, MAY-15). Then
     * CLOSE, if the user has no more to send: that pushes by itself, and the FIN goes with the last of the text, for
     * which SEND does not push then.
     */
    void sendPending(long now) {
        boolean push = !closeWanted && !shutdownWanted;
        if (requests.urgentUpTo > queued) {
            send(now, requests.urgentUpTo, true, true);
        }
        if (requests.pushUpTo > queued) {
            send(now, requests.pushUpTo, push, false);
        } else if (push && requests.pushUpTo > pushed) {
            send(now, queued, true, false); // No octets: a push of those before.
        }
        if (sendsWait() && requests.pushUpTo <= queued) {
            send(now, requests.written, false, false);
        }
        if (sendsWait()) {
            return; // The machine has no room for it yet.
        }
        closed |= closeWanted || shutdownWanted;
        if (closeWanted) {
            machine.close(now, true);
        } else if (shutdownWanted) {
            machine.close(now, false);
        }
        if (closeWanted || shutdownWanted) {
            pushed = queued; // By the CLOSE.
        }
        closeWanted = false;
        shutdownWanted = false;
    }

    private void send(long now, long upTo, boolean push, boolean urgent) {
        text.beforeSend((int) machine.variable(Binding.SENT_UP_TO), queued);
        long before = queued;
        queued = upTo; // The machine may want the text during the call.
        int outcome = machine.send(now, upTo - before, push, urgent);
        if (Binding.isFull(outcome)) {
            queued = before; // Again when something has been acknowledged.
        } else if (push) {
            pushed = queued;
        }
    }
}
