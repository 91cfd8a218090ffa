package dev.sequent.stack.sim;

import dev.sequent.stack.tcp.TcpConnection;
import dev.sequent.stack.tcp.TcpException;
import dev.sequent.stack.tcp.UserSide;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A user that never waits, for virtual time: sends random octets and then closes its direction, and takes what arrives
 * until the remote has closed its own. Either part may be empty. It acts whenever its connection has news.
 */
public final class Transfer {

    private static final int CHUNK = 16_384;

    private final TcpConnection connection;
    private final Random random;
    private final MessageDigest sentDigest = sha256();
    private final MessageDigest receivedDigest = sha256();
    private final byte[] chunk = new byte[CHUNK];
    private int chunkFrom;
    private int chunkTo;
    private long left;
    private long sent;
    private long received;
    private boolean shut;
    private boolean finished;
    private @Nullable TcpException failure;
    private boolean acting;

    /**
     * Begins; the connection may still be opening.
     *
     * @param octets how many to send
     * @param seed of the octets
     */
    public Transfer(TcpConnection connection, long octets, long seed) {
        this.connection = connection;
        this.left = octets;
        this.random = new Random(seed);
        connection.onNews(this::act);
        act();
    }

    private void act() {
        if (acting || failure != null) {
            return; // Called recursively, because of what it does itself.
        }
        acting = true;
        try {
            receive();
            send();
        } catch (TcpException e) {
            failure = e;
        } finally {
            acting = false;
        }
    }

    private void send() throws TcpException {
        while (!shut) {
            if (chunkFrom == chunkTo) {
                if (left == 0) {
                    shut();
                    return;
                }
                random.nextBytes(chunk);
                chunkFrom = 0;
                chunkTo = (int) Math.min(left, CHUNK);
                left -= chunkTo;
                sentDigest.update(chunk, 0, chunkTo);
            }
            int n = connection.user().write(chunk, chunkFrom, chunkTo - chunkFrom);
            if (n == 0) {
                return;
            }
            chunkFrom += n;
            sent += n;
        }
    }

    /** Not before the connection is established: a CLOSE in SYN-SENT gives it up (RFC 9293, 3.10.4). */
    private void shut() {
        if (connection.user().phase() != UserSide.Phase.OPENING) {
            shut = true;
            connection.user().shutdownOutput();
        }
    }

    private void receive() throws TcpException {
        byte[] buffer = new byte[CHUNK];
        int n;
        while (!finished && (n = connection.user().read(buffer, 0, CHUNK)) != 0) {
            if (n < 0) {
                finished = true;
            } else {
                receivedDigest.update(buffer, 0, n);
                received += n;
            }
        }
    }

    /** Whether everything is sent, and the remote has closed its direction. */
    public boolean isDone() {
        return shut && finished;
    }

    /** Why it will never be done. */
    public @Nullable TcpException failure() {
        return failure;
    }

    public long sent() {
        return sent;
    }

    public long received() {
        return received;
    }

    /** SHA-256 of what was sent, hexadecimal; to be called once, when it is done. */
    public String sentDigest() {
        return HexFormat.of().formatHex(sentDigest.digest());
    }

    /** SHA-256 of what was received, hexadecimal; to be called once, when it is done. */
    public String receivedDigest() {
        return HexFormat.of().formatHex(receivedDigest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
