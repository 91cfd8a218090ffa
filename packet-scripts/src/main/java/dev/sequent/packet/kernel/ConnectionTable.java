package dev.sequent.packet.kernel;

import dev.sequent.stack.device.KernelNamespace;
import dev.sequent.wire.Ipv4Address;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The connections of a namespace, as {@code /proc/net/tcp} shows them: also those that no descriptor leads to any more,
 * and those that no user has accepted yet.
 */
final class ConnectionTable implements AutoCloseable {
    /** By Linux's numbers, from 1 on; 12 is a SYN-RECEIVED that is not a socket yet. */
    private static final List<String> STATES = List.of(
            "ESTABLISHED",
            "SYN-SENT",
            "SYN-RECEIVED",
            "FIN-WAIT-1",
            "FIN-WAIT-2",
            "TIME-WAIT",
            "CLOSED",
            "CLOSE-WAIT",
            "LAST-ACK",
            "LISTEN",
            "CLOSING",
            "SYN-RECEIVED");

    private static final int LOCAL = 1;
    private static final int REMOTE = 2;
    private static final int STATE = 3;

    private final FileChannel table;
    private ByteBuffer buffer = ByteBuffer.allocate(8192);

    private ConnectionTable(FileChannel table) {
        this.table = table;
    }

    /** The table shows the namespace of the thread that opens it, whoever reads it. */
    static ConnectionTable of(KernelNamespace namespace) {
        return new ConnectionTable(
                namespace.call(() -> FileChannel.open(Path.of("/proc/thread-self/net/tcp"), StandardOpenOption.READ)));
    }

    /** RFC 9293's name of a connection's state; empty if there is no such connection. */
    Optional<String> state(int localPort, Ipv4Address remote, int remotePort) {
        String local = String.format(Locale.ROOT, ":%04X", localPort);
        String other = String.format(Locale.ROOT, "%08X:%04X", Integer.reverseBytes(remote.bits()), remotePort);
        return read().lines()
                .skip(1)
                .map(line -> line.trim().split(" +"))
                .filter(words -> words[LOCAL].endsWith(local) && words[REMOTE].equals(other))
                .map(words -> STATES.get(Integer.parseInt(words[STATE], 16) - 1))
                .findFirst();
    }

    private String read() {
        try {
            table.position(0);
            buffer.clear();
            while (table.read(buffer) >= 0) {
                if (!buffer.hasRemaining()) {
                    ByteBuffer larger = ByteBuffer.allocate(buffer.capacity() * 2);
                    larger.put(buffer.flip());
                    buffer = larger;
                }
            }
            return new String(buffer.array(), 0, buffer.position(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read /proc/net/tcp", e);
        }
    }

    @Override
    public void close() {
        try {
            table.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
