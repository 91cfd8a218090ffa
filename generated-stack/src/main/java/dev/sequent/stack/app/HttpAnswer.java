package dev.sequent.stack.app;

import dev.sequent.stack.socket.TcpSocket;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/**
 * An answer (RFC 9112, 4), written in as few pieces as it fills buffers: a head sent alone, before the body, is one
 * more segment and, where Nagle's algorithm is on, a wait for its acknowledgment.
 *
 * @param type of the content
 * @param length of the content, in octets
 * @param headers further ones, each with its line end
 * @param keep whether the connection stays open for another request
 */
record HttpAnswer(int status, String type, long length, String headers, boolean keep) {

    private static final int PIECE = 65_536;

    /** Told that a piece of so many octets is about to be written, which takes as long as the remote lets it. */
    @FunctionalInterface
    interface Progress {
        void next(int octets);
    }

    /** A text about something that cannot be served. */
    static void refuse(TcpSocket to, Refusal why, boolean head, boolean keep) throws IOException {
        byte[] text = (why.status() + " " + reason(why.status()) + ": " + why.getMessage() + "\n")
                .getBytes(StandardCharsets.UTF_8);
        var answer = new HttpAnswer(why.status(), "text/plain; charset=utf-8", text.length, why.headers(), keep);
        answer.write(to, new ByteArrayInputStream(text), head, octets -> {});
    }

    /**
     * Writes it, and nothing after it if the connection is not kept.
     *
     * @param content from which {@link #length} octets are taken, unless {@code head} says that only the head is wanted
     * @throws IOException also if there are fewer
     */
    void write(TcpSocket to, InputStream content, boolean head, Progress progress) throws IOException {
        byte[] first = head();
        long left = head ? 0 : length;
        byte[] piece = new byte[(int) Math.min(Math.max(PIECE, first.length), first.length + left)];
        System.arraycopy(first, 0, piece, 0, first.length);
        int used = first.length;
        while (true) {
            int wanted = (int) Math.min(left, piece.length - used);
            if (content.readNBytes(piece, used, wanted) < wanted) {
                throw new IOException("the file became shorter while it was sent");
            }
            left -= wanted;
            progress.next(used + wanted);
            if (left == 0 && !keep) {
                to.writeLast(piece, 0, used + wanted);
            } else {
                to.getOutputStream().write(piece, 0, used + wanted);
            }
            if (left == 0) {
                return;
            }
            used = 0;
        }
    }

    private byte[] head() {
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC));
        return ("HTTP/1.1 " + status + " " + reason(status) + "\r\nDate: " + date
                        + "\r\nServer: Sequent\r\nContent-Type: " + type + "\r\nContent-Length: " + length + "\r\n"
                        + headers + "Connection: " + (keep ? "keep-alive" : "close") + "\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String reason(int status) {
        return switch (status) {
            case 200 -> "OK";
            case 206 -> "Partial Content";
            case 301 -> "Moved Permanently";
            case 400 -> "Bad Request";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 408 -> "Request Timeout";
            case 416 -> "Range Not Satisfiable";
            case 431 -> "Request Header Fields Too Large";
            case 503 -> "Service Unavailable";
            case 505 -> "HTTP Version Not Supported";
            default -> "Status";
        };
    }
}
