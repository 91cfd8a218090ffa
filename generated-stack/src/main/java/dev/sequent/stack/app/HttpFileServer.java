package dev.sequent.stack.app;

import dev.sequent.stack.socket.TcpSocket;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files of a folder over HTTP/1.1 (RFC 9110, RFC 9112): GET and HEAD, connections kept alive, a single range of
 * octets, {@code index.html} or a listing for a folder. A client has a {@linkplain Patience limited time}, and one that
 * takes longer is dropped.
 */
final class HttpFileServer implements Handler {

    private static final Pattern RANGE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    /** How many octets of an answer may still be queued in the connection when the last has been written. */
    private static final int RESIDUE = 65_536;

    private static final int DRAINING_MILLIS = 100;

    /**
     * How long a client may take.
     *
     * @param idle until the next request begins
     * @param head from there until its head is complete; RFC 9110, 15.5.9
     * @param answer to receive the answer, and also each piece of it, with one more second for each
     *     {@code octetsPerSecond}
     * @param linger to read the last answer, when the connection ends
     */
    record Patience(Duration idle, Duration head, Duration answer, long octetsPerSecond, Duration linger) {

        static final Patience USUAL = new Patience(
                Duration.ofSeconds(30), Duration.ofSeconds(10), Duration.ofSeconds(30), 4_096, Duration.ofSeconds(2));

        Duration answer(long octets) {
            return answer.plusSeconds(octets / octetsPerSecond);
        }
    }

    private final ServedFolder folder;
    private final Patience patience;
    private final Deadlines deadlines;

    /** @throws IOException if the folder is not there */
    HttpFileServer(Path folder) throws IOException {
        this(folder, Patience.USUAL);
    }

    HttpFileServer(Path folder, Patience patience) throws IOException {
        this.folder = new ServedFolder(folder);
        this.patience = patience;
        this.deadlines = new Deadlines(patience.linger().dividedBy(4));
    }

    @Override
    public void serve(TcpSocket socket) throws IOException {
        var in = new RequestInput(socket);
        try (Deadlines.Watched time = deadlines.watch(socket::abort)) {
            boolean more = true;
            while (more) {
                in.expect(patience.idle(), patience.head());
                try {
                    Optional<HttpRequest> request = HttpRequest.read(in);
                    time.within(patience.answer(0));
                    more = request.isPresent() && answer(request.get(), socket, time);
                } catch (HttpRequest.Malformed e) {
                    time.within(patience.answer(0));
                    HttpAnswer.refuse(socket, new Refusal(e.status(), String.valueOf(e.getMessage())), false, false);
                    more = false;
                } catch (SocketTimeoutException e) {
                    if (in.begun()) {
                        time.within(patience.answer(0));
                        HttpAnswer.refuse(socket, new Refusal(408, "the request took too long"), false, false);
                    }
                    more = false;
                }
                time.forAsLongAsItTakes(); // RequestInput looks at the clock itself.
            }
            linger(socket, time);
        }
    }

    /** Says to a client that too many are being served. */
    void busy(TcpSocket socket) throws IOException {
        try (Deadlines.Watched time = deadlines.watch(socket::abort)) {
            time.within(patience.answer(0));
            HttpAnswer.refuse(
                    socket, new Refusal(503, "too many connections are open", "Retry-After: 1\r\n"), false, false);
            linger(socket, time);
        }
    }

    /**
     * Closes with care: a reset in response to what the client still sends would take the answer away from it (RFC
     * 9112, 9.6). A client that does not read its answer is dropped when its time is up: TCP would wait for it as long
     * as it is alive (RFC 9293, 3.8.6.1).
     */
    private void linger(TcpSocket socket, Deadlines.Watched time) throws IOException {
        time.within(patience.answer(RESIDUE));
        socket.shutdownOutput();
        long until = System.nanoTime() + patience.linger().toNanos();
        byte[] ignored = new byte[4_096];
        try {
            long left;
            do {
                left = (until - System.nanoTime()) / 1_000_000;
                socket.setSoTimeout((int) Math.max(1, left));
            } while (socket.getInputStream().read(ignored) >= 0 && left > 0);
        } catch (SocketTimeoutException e) {
            // It has had its time to speak.
        }
        while (socket.unacknowledged() > 0 && !socket.awaitEnd(DRAINING_MILLIS)) {
            // It also has its time to read.
        }
    }

    /** @return whether the connection stays open for another request */
    private boolean answer(HttpRequest request, TcpSocket socket, Deadlines.Watched time) throws IOException {
        boolean keep = request.keepAlive() && !request.hasBody();
        boolean head = request.method().equals("HEAD");
        try {
            if (!head && !request.method().equals("GET")) {
                throw new Refusal(405, "only GET and HEAD are possible here", "Allow: GET, HEAD\r\n");
            }
            serveFile(request, head, keep, socket, time);
        } catch (Refusal e) {
            HttpAnswer.refuse(socket, e, head, keep);
        }
        return keep;
    }

    private void serveFile(HttpRequest request, boolean head, boolean keep, TcpSocket socket, Deadlines.Watched time)
            throws IOException, Refusal {
        byte[] path = request.path();
        boolean slash = path[path.length - 1] == '/';
        Path file = folder.find(path);
        if (Files.isDirectory(file)) {
            if (!slash) {
                String where = PercentEncoding.encode(path).replaceFirst("^/+", "/");
                throw new Refusal(301, "this is a folder", "Location: " + where + "/\r\n");
            }
            Path index = file.resolve("index.html");
            if (!Files.exists(index)) {
                byte[] listing = folder.listing(path, file).getBytes(StandardCharsets.UTF_8);
                new HttpAnswer(200, "text/html; charset=utf-8", listing.length, "", keep)
                        .write(socket, new ByteArrayInputStream(listing), head, progress(listing.length, time));
                return;
            }
            file = folder.inside(index);
        } else if (slash) {
            throw new Refusal(404, "there is no such folder");
        }
        send(request, file, head, keep, socket, time);
    }

    private void send(
            HttpRequest request, Path file, boolean head, boolean keep, TcpSocket socket, Deadlines.Watched time)
            throws IOException, Refusal {
        try (FileChannel content = folder.open(file)) {
            long size = content.size();
            // A range applies to GET, and is to be ignored with other methods (RFC 9110, 14.2).
            long[] range = head ? new long[] {0, size} : range(request.headers().getOrDefault("range", ""), size);
            boolean part = range[1] - range[0] != size;
            String headers = "Accept-Ranges: bytes\r\n"
                    + (part ? "Content-Range: bytes " + range[0] + "-" + (range[1] - 1) + "/" + size + "\r\n" : "");
            String type = ContentTypes.of(String.valueOf(file.getFileName()));
            InputStream from = Channels.newInputStream(content.position(range[0]));
            long length = range[1] - range[0];
            new HttpAnswer(part ? 206 : 200, type, length, headers, keep)
                    .write(socket, from, head, progress(length, time));
        }
    }

    /**
     * Each piece of an answer has its time limit, and all of them together have one, too: the total alone would let a
     * client take nothing for as long as a long answer may take; the other alone would let it trickle for many times
     * that.
     */
    private HttpAnswer.Progress progress(long length, Deadlines.Watched time) {
        long begin = System.nanoTime();
        Duration all = patience.answer(length);
        return octets -> {
            Duration left = all.minusNanos(System.nanoTime() - begin);
            Duration piece = patience.answer(octets);
            time.within(left.compareTo(piece) < 0 ? left : piece);
        };
    }

    /**
     * The octets asked for, from and up to; all of them if none or several ranges are asked for (RFC 9110, 14.2 allows
     * that).
     */
    private static long[] range(String header, long size) throws Refusal {
        Matcher m = RANGE.matcher(header.strip());
        if (!m.matches() || m.group(1).isEmpty() && m.group(2).isEmpty()) {
            return new long[] {0, size};
        }
        long from;
        long to = size;
        if (m.group(1).isEmpty()) {
            from = Math.max(0, size - Long.parseLong(m.group(2)));
        } else {
            from = Long.parseLong(m.group(1));
            if (!m.group(2).isEmpty()) {
                to = Math.min(size, Long.parseLong(m.group(2)) + 1);
            }
        }
        if (from >= to) {
            throw new Refusal(416, "the file has " + size + " octets", "Content-Range: bytes */" + size + "\r\n");
        }
        return new long[] {from, to};
    }
}
