package dev.sequent.stack.replay;

import dev.sequent.generated.tcp.ConnectionWorld;
import dev.sequent.runtime.Contract;
import dev.sequent.stack.tcp.TcpConnection;
import dev.sequent.stack.tcp.TcpException;
import dev.sequent.stack.tcp.UserOptions;
import dev.sequent.stack.tcp.UserSide;
import java.util.List;
import java.util.function.Consumer;

/** A connection's user: makes the calls of the script as a program would, and checks what it reads. */
final class ScriptedUser {

    /** A user's signature: whose octets these are, and of which of that peer's connections. */
    record Author(int peer, int incarnation) {}

    private static final Contract CONTRACT = ConnectionWorld.contract();
    /** The call by which a user hands over octets, and which of its arguments says how many. */
    private static final Contract.Argument APPENDS =
            CONTRACT.outgoing().orElseThrow().appends();

    private static final String SEND = CONTRACT.calls().get(APPENDS.of()).name();

    private final int peer;
    private final int incarnation;
    private final TcpConnection connection;
    private long written;
    private long read;

    /** @param incarnation how many connections the peer has had, this one included */
    ScriptedUser(int peer, int incarnation, TcpConnection connection) {
        this.peer = peer;
        this.incarnation = incarnation;
        this.connection = connection;
    }

    TcpConnection connection() {
        return connection;
    }

    /**
     * An octet of what a user writes: a different one for each peer, connection and place, as far as 256 values allow.
     */
    private static byte octet(int peer, int incarnation, long position) {
        return (byte) (17 + 31 * peer + 83 * incarnation + 7 * position);
    }

    /** Where the machine would refuse, a program gets an exception, or cannot ask at all. */
    void call(String name, List<Long> arguments, Author other, Consumer<String> notes) {
        UserSide user = connection.user();
        try {
            if (name.equals(SEND)) {
                send(user, arguments, notes);
                return;
            }
            switch (name) {
                case "RECEIVE" -> receive(user, arguments.getFirst().intValue(), other, notes);
                case "CLOSE" -> {
                    if (arguments.getFirst() != 0) {
                        user.close();
                    } else {
                        user.shutdownOutput();
                    }
                }
                case "ABORT" -> user.abort();
                case "STATUS" -> user.phase();
                case "STOP-RECEIVING" -> user.shutdownInput();
                default -> {
                    if (!set(user.options(), name, arguments)) {
                        notes.accept("the stack's users have no call " + name);
                    }
                }
            }
        } catch (TcpException e) {
            // A call without effect.
        }
    }

    /** Sets something of a connection. @return false if no such thing can be set */
    static boolean set(UserOptions user, String name, List<Long> arguments) {
        switch (name) {
            case "SET-NODELAY" -> user.nodelay(arguments.getFirst() != 0);
            case "SET-KEEPALIVE" -> user.keepalive(arguments.getFirst() != 0);
            case "SET-USER-TIMEOUT" -> user.userTimeout(arguments.getFirst());
            case "SET-RETRIES" ->
                user.retries(arguments.get(0).intValue(), arguments.get(1).intValue());
            case "SET-RCV-BUFFER" -> user.receiveBuffer(arguments.getFirst().intValue());
            case "SET-MSS-LIMIT" -> user.mssLimit(arguments.getFirst().intValue());
            case "SET-QUICK-ACK" -> user.quickAck(arguments.getFirst() != 0);
            case "SET-KEEPALIVE-TIMES" ->
                user.keepaliveTimes(
                        arguments.get(0), arguments.get(1), arguments.get(2).intValue());
            case "SET-DIFFSERV" -> user.typeOfService(arguments.getFirst().intValue());
            default -> {
                return false;
            }
        }
        return true;
    }

    private void send(UserSide user, List<Long> arguments, Consumer<String> notes) throws TcpException {
        int n = arguments.get(APPENDS.index()).intValue();
        boolean push = arguments.get(1) != 0;
        boolean urgent = arguments.get(2) != 0;
        if (n == 0) {
            notes.accept("the stack's users never send 0 octets");
            return;
        }
        if (user.writable() < n) {
            return; // "insufficient resources": a program waits.
        }
        byte[] octets = new byte[n];
        for (int i = 0; i < n; i++) {
            octets[i] = octet(peer, incarnation, written + i);
        }
        user.write(octets, 0, n, push, urgent);
        written += n;
    }

    private void receive(UserSide user, int wanted, Author other, Consumer<String> notes) throws TcpException {
        int n = user.remoteFinished()
                ? Math.min(wanted, user.available())
                : wanted; // RFC 9293, 3.10.3: what is left is returned.
        if (n == 0 || user.available() < n) {
            return; // "queued": a program waits until there is as much.
        }
        byte[] octets = new byte[n];
        int taken = user.read(octets, 0, n);
        for (int i = 0; i < taken; i++) {
            if (!sent(octets[i], read + i, other)) {
                notes.accept(
                        "octet " + (read + i + 1) + " that the user reads is not the one that the other wrote there");
            }
        }
        read += Math.max(0, taken);
    }

    /** In this connection of the other peer, or an earlier one. */
    private static boolean sent(byte octet, long position, Author other) {
        for (int i = 1; i <= other.incarnation; i++) {
            if (octet == octet(other.peer, i, position)) {
                return true;
            }
        }
        return false;
    }
}
