package dev.sequent.cli.control;

import dev.sequent.cli.terminal.CommandFailure;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Answers questions about a running stack. A question is one line, the answer everything that follows until the end;
 * there is none to a question that is not known, which may be that of a newer {@code sequent ss}.
 */
public final class ControlServer implements AutoCloseable {
    /** The question for a listing as people read it. */
    public static final String TEXT = "text";
    /** The question for the same, with what the specification lets be observed of each connection. */
    public static final String INFO = "info";
    /** The question for a listing as programs read it: one JSON object. */
    public static final String JSON = "json";

    private static final long PAUSE_NANOS = 100_000_000;

    private final Path socket;
    private final ServerSocketChannel channel;
    private final Map<String, Supplier<String>> answers;

    private ControlServer(Path socket, ServerSocketChannel channel, Map<String, Supplier<String>> answers) {
        this.socket = socket;
        this.channel = channel;
        this.answers = answers;
    }

    /**
     * Begins to answer.
     *
     * @param tap which stack of this process
     * @param answers called from a thread of their own
     * @throws CommandFailure if the socket cannot be made
     */
    public static ControlServer start(Rendezvous where, String tap, Map<String, Supplier<String>> answers) {
        Path socket = where.socket(tap);
        try {
            var channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            channel.bind(UnixDomainSocketAddress.of(socket));
            return serving(socket, channel, answers);
        } catch (IOException e) {
            throw CommandFailure.missing(
                    "cannot open the socket that 'sequent ss' asks, " + socket + ": " + e.getMessage());
        }
    }

    static ControlServer serving(Path socket, ServerSocketChannel channel, Map<String, Supplier<String>> answers) {
        var server = new ControlServer(socket, channel, answers);
        Thread.ofPlatform().daemon().name("sequent-control").start(server::serve);
        return server;
    }

    private void serve() {
        while (channel.isOpen()) {
            try {
                SocketChannel client = channel.accept();
                Thread.ofVirtual().start(() -> answer(client));
            } catch (IOException e) {
                // Closed, or there is no descriptor left at the moment: then the client waits in the queue.
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private void answer(SocketChannel client) {
        try (client) {
            var question = new StringBuilder();
            var in = Channels.newInputStream(client);
            for (int c = in.read(); c >= 0 && c != '\n' && question.length() < 64; c = in.read()) {
                question.append((char) c);
            }
            Supplier<String> answer = answers.get(question.toString());
            String text = answer == null ? "" : answer.get();
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
            while (bytes.hasRemaining()) {
                client.write(bytes);
            }
        } catch (IOException e) {
            // The client went away: nobody is left to be told.
        }
    }

    @Override
    public void close() {
        Path folder = socket.getParent();
        try (channel) {
            Files.deleteIfExists(socket);
            if (folder != null) {
                Files.deleteIfExists(folder);
            }
        } catch (DirectoryNotEmptyException e) {
            // Other stacks are running.
        } catch (IOException e) {
            // The next 'sequent ss' removes the file if nobody answers there.
        }
    }
}
