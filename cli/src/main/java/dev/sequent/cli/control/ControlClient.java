package dev.sequent.cli.control;

import dev.sequent.view.Plain;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks the running stacks of this user. */
public final class ControlClient {
    private static final int SECONDS = 5;

    /** Octets of an answer: a stack with 65,536 connections answers with some 50 MB. */
    private static final int LONGEST = 128 << 20;

    private ControlClient() {}

    /**
     * What a stack answered.
     *
     * @param socket whose
     * @param answered false: it did not, and {@code text} says why
     * @param text safe for a terminal
     */
    public record Answer(Path socket, boolean answered, String text) {
        public Answer {
            text = Plain.text(text);
        }
    }

    /** Asks all of them. Sockets on which nobody listens any longer are removed and not reported. */
    public static List<Answer> askAll(Rendezvous where, String question) {
        var answers = new ArrayList<Answer>();
        for (Path socket : where.sockets()) {
            try {
                answers.add(new Answer(socket, true, within(socket, question)));
            } catch (ConnectException e) {
                Rendezvous.forget(socket);
            } catch (IOException e) {
                // It may have ended between our listing of the folder and our question.
                if (Files.exists(socket)) {
                    answers.add(new Answer(socket, false, String.valueOf(e.getMessage())));
                }
            }
        }
        return answers;
    }

    /** A stack that is stopped (Ctrl-Z) accepts and never answers. */
    private static String within(Path socket, String question) throws IOException {
        var asking = new FutureTask<>(() -> ask(socket, question));
        Thread.ofVirtual().start(asking);
        try {
            return asking.get(SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            asking.cancel(true);
            throw new IOException("no answer within " + SECONDS + " s", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failed ? failed : new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static String ask(Path socket, String question) throws IOException {
        try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            channel.write(ByteBuffer.wrap((question + "\n").getBytes(StandardCharsets.UTF_8)));
            byte[] answer = Channels.newInputStream(channel).readNBytes(LONGEST + 1);
            if (answer.length > LONGEST) {
                throw new IOException("an answer without end: it has more than " + (LONGEST >> 20) + " MiB");
            }
            return new String(answer, StandardCharsets.UTF_8);
        }
    }
}
