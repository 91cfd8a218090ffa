package dev.sequent.stack.tcp;

import dev.sequent.stack.buffer.Ring;
import org.jspecify.annotations.Nullable;

/**
 * The two rings of a connection. Each exists only as long as something is in it, as far as the loop has seen: a
 * connection that waits, or has sent its last octet, holds no memory. Positions count from 0 in both and continue when
 * a ring is created again.
 *
 * <p>Every method is called with the connection's {@link Monitor} held, except {@link #sending} and {@link #receiving},
 * which are for the loop. Its copies out of the one and into the other need no lock, since each end of each ring has
 * one owner: the user appends to the send ring, and the loop reads only octets that it has been told of under the lock;
 * the loop alone moves the receive ring's tail, and places only into room that it has been told of.
 */
final class Rings {

    private final RingStore store;
    private final int mostSendable;
    private int sendLimit;

    private @Nullable Ring send;
    /** Where the send ring continues when there is one again. */
    private long sendPosition;

    private @Nullable Ring receive;
    private long receivePosition;

    /** @param sendLimit octets that may be queued, the specification's SND-BUFFER */
    Rings(RingStore store, int sendLimit) {
        this.store = store;
        this.mostSendable = sendLimit;
        this.sendLimit = sendLimit;
    }

    // ---------------------------------------------------------------- sending

    /** The send ring; null when nothing is queued. */
    @Nullable
    Ring sending() {
        return send;
    }

    /** From now on no more than so many octets may be queued; what is queued stays. */
    void limitSending(int octets) {
        sendLimit = Math.min(octets, mostSendable);
    }

    /** Octets that may be queued now. */
    int freeToSend() {
        return send == null ? sendLimit : Math.max(0, sendLimit - send.used());
    }

    /** Queues as many octets as there is room for. @return how many */
    int append(byte[] source, int offset, int length) {
        int n = Math.min(length, freeToSend());
        if (n == 0) {
            return 0;
        }
        Ring ring = send;
        if (ring == null) {
            ring = store.takeSending(sendPosition);
            send = ring;
        }
        return ring.append(source, offset, n);
    }

    /** Position after the last octet that was queued. */
    long written() {
        return send == null ? sendPosition : send.tail();
    }

    int unacknowledged() {
        return send == null ? 0 : send.used();
    }

    /** So many more have been acknowledged, and are forgotten. */
    void acknowledged(int n) {
        if (send != null) {
            send.release(send.head() + n);
            if (send.used() == 0) {
                freeSending();
            }
        }
    }

    void freeSending() {
        if (send != null) {
            sendPosition = send.tail();
            store.giveSending(send);
            send = null;
        }
    }

    // ---------------------------------------------------------------- receiving

    /** The receive ring; null when there is none. */
    @Nullable
    Ring receiving() {
        return receive;
    }

    /** The receive ring, created now if there is none. */
    Ring makeReceiving() {
        Ring ring = receive;
        if (ring == null) {
            ring = store.takeReceiving(receivePosition);
            receive = ring;
        }
        return ring;
    }

    /** So many more can be read. */
    void delivered(int n) {
        if (receive != null) {
            receive.advanceTail(receive.tail() + n);
        }
    }

    /** Position after the last octet that can be read. */
    long received() {
        return receive == null ? receivePosition : receive.tail();
    }

    int available() {
        return receive == null ? 0 : receive.used();
    }

    /** Takes octets out. @return how many, possibly 0 */
    int read(byte[] target, int offset, int length) {
        return receive == null ? 0 : receive.read(target, offset, length);
    }

    /** Copies octets, and leaves them. @return how many, possibly 0 */
    int peek(byte[] target, int offset, int length) {
        int n = Math.min(length, available());
        if (receive != null) {
            receive.copyOut(receive.head(), target, offset, n);
        }
        return n;
    }

    void freeReceiving() {
        if (receive != null) {
            receivePosition = receive.tail();
            store.giveReceiving(receive);
            receive = null;
        }
    }

    /** By the loop, which alone knows that it is not about to place anything. */
    void freeReceivingIfEmpty() {
        if (receive != null && receive.isEmpty()) {
            freeReceiving();
        }
    }

    /** When nothing is placed any more. */
    void freeReceivingIfRead() {
        if (available() == 0) {
            freeReceiving();
        }
    }
}
