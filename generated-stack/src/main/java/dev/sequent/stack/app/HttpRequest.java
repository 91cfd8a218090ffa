package dev.sequent.stack.app;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The head of a request (RFC 9112).
 *
 * @param headers by their names in small letters; of repeated ones the values, with commas between
 */
record HttpRequest(String method, String target, boolean http11, Map<String, String> headers) {

    private static final int MAX_HEAD = 16_384;

    /** A request that is none: what to answer. */
    static final class Malformed extends IOException {
        private static final long serialVersionUID = 1L;
        private final int status;

        Malformed(int status, String message) {
            super(message);
            this.status = status;
        }

        int status() {
            return status;
        }
    }

    /**
     * Reads a head, and nothing after it.
     *
     * @param in had best be buffered
     * @return empty if there is none: the stream ends before it begins
     * @throws Malformed if it is not a request
     */
    static Optional<HttpRequest> read(InputStream in) throws IOException {
        int[] left = {MAX_HEAD};
        String line;
        do {
            Optional<String> next = line(in, left);
            if (next.isEmpty()) {
                return Optional.empty();
            }
            line = next.get();
        } while (line.isEmpty()); // RFC 9112, 2.2: an empty line before a request is passed over.
        String[] parts = line.split(" ", -1);
        if (parts.length != 3 || parts[0].isEmpty() || !parts[2].matches("HTTP/[0-9]\\.[0-9]")) {
            throw new Malformed(400, "the first line is not METHOD TARGET HTTP/1.1");
        }
        if (!parts[2].startsWith("HTTP/1.")) {
            throw new Malformed(505, "only HTTP/1.1 and HTTP/1.0 are spoken here");
        }
        Map<String, String> headers = headers(in, left);
        boolean http11 = !parts[2].equals("HTTP/1.0");
        if (http11 && !headers.containsKey("host")) {
            throw new Malformed(400, "there is no Host header");
        }
        return Optional.of(new HttpRequest(parts[0], parts[1], http11, headers));
    }

    private static Map<String, String> headers(InputStream in, int[] left) throws IOException {
        Map<String, String> headers = new HashMap<>();
        while (true) {
            String line = line(in, left).orElseThrow(() -> new Malformed(400, "the head ends in the middle"));
            if (line.isEmpty()) {
                return headers;
            }
            int colon = line.indexOf(':');
            if (colon < 1 || !line.substring(0, colon).matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+")) {
                throw new Malformed(400, "a header is not NAME: VALUE");
            }
            headers.merge(
                    line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip(), (a, b) -> a + "," + b);
        }
    }

    private static Optional<String> line(InputStream in, int[] left) throws IOException {
        StringBuilder line = new StringBuilder();
        int c;
        while ((c = in.read()) >= 0) {
            if (--left[0] < 0) {
                throw new Malformed(431, "the head is longer than " + MAX_HEAD + " octets");
            }
            if (c == '\n') {
                int length = line.length();
                if (length > 0 && line.charAt(length - 1) == '\r') {
                    line.setLength(length - 1);
                }
                return Optional.of(line.toString());
            }
            line.append((char) c);
        }
        if (!line.isEmpty()) {
            throw new Malformed(400, "the head ends in the middle");
        }
        return Optional.empty();
    }

    /** Whether the client wants to ask more over this connection. */
    boolean keepAlive() {
        String connection = headers.getOrDefault("connection", "").toLowerCase(Locale.ROOT);
        return http11 ? !connection.contains("close") : connection.contains("keep-alive");
    }

    /** Whether a body follows, which nobody here wants. */
    boolean hasBody() {
        return headers.containsKey("transfer-encoding") || !headers.getOrDefault("content-length", "0").equals("0");
    }

    /**
     * The target's path, decoded, without query.
     *
     * @throws Malformed if it is none
     */
    String path() throws Malformed {
        String path = target.replaceFirst("^[hH][tT][tT][pP]://[^/?]*", "").replaceFirst("[?#].*", "");
        if (path.isEmpty()) {
            path = "/";
        }
        if (!path.startsWith("/")) {
            throw new Malformed(400, "the target is no path");
        }
        byte[] octets = path.getBytes(StandardCharsets.ISO_8859_1);
        byte[] decoded = new byte[octets.length];
        int n = 0;
        for (int i = 0; i < octets.length; i++) {
            if (octets[i] == '%') {
                if (i + 2 >= octets.length || digit(octets[i + 1]) < 0 || digit(octets[i + 2]) < 0) {
                    throw new Malformed(400, "a percent sign in the target is not followed by two hexadecimal digits");
                }
                decoded[n++] = (byte) (digit(octets[i + 1]) << 4 | digit(octets[i + 2]));
                i += 2;
            } else {
                decoded[n++] = octets[i];
            }
        }
        return new String(decoded, 0, n, StandardCharsets.UTF_8);
    }

    private static int digit(byte octet) {
        return Character.digit((char) octet, 16);
    }
}
