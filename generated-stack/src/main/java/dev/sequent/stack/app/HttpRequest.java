package dev.sequent.stack.app;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The head of a request (RFC 9112).
 *
 * @param headers by their names in lower case; for repeated ones, the values separated by commas
 */
record HttpRequest(String method, String target, boolean http11, Map<String, String> headers) {

    private static final int MAX_HEAD = 16_384;
    private static final String HTTP = "http://";

    /** A name or an address, and perhaps a port (RFC 3986, 3.2.2); empty where the target has none. */
    private static final Pattern HOST = Pattern.compile("([A-Za-z0-9._~!$&'()*+,;=%-]*|\\[[0-9A-Fa-f:.v]+])(:[0-9]*)?");

    /** Not a valid request: what to answer. */
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
     * @param in should be buffered
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
        } while (line.isEmpty()); // RFC 9112, 2.2: an empty line before a request is ignored.
        String[] parts = line.split(" ", -1);
        if (parts.length != 3 || parts[0].isEmpty() || !parts[2].matches("HTTP/[0-9]\\.[0-9]")) {
            throw new Malformed(400, "the first line is not METHOD TARGET HTTP/1.1");
        }
        if (!parts[2].startsWith("HTTP/1.")) {
            throw new Malformed(505, "only HTTP/1.1 and HTTP/1.0 are spoken here");
        }
        Map<String, String> headers = headers(in, left);
        boolean http11 = !parts[2].equals("HTTP/1.0");
        check(headers, http11);
        return Optional.of(new HttpRequest(parts[0], parts[1], http11, headers));
    }

    /** What decides where a request goes, and where it ends, must be unambiguous (RFC 9112, 3.2 and 6.3). */
    private static void check(Map<String, String> headers, boolean http11) throws Malformed {
        String host = headers.get("host");
        if (host == null && http11) {
            throw new Malformed(400, "there is no Host header");
        }
        if (host != null && !HOST.matcher(host).matches()) {
            throw new Malformed(400, "the Host header is not a host");
        }
        String length = headers.get("content-length");
        if (length != null) {
            List<String> lengths = members(length);
            if (lengths.stream().distinct().count() != 1 || !isNumber(lengths.getFirst())) {
                throw new Malformed(400, "the Content-Length header is not one number");
            }
        }
    }

    /**
     * The members between the commas of a header, without surrounding blanks (RFC 9110, 5.6.1). By hand, in one pass: a
     * regular expression with a repeated group takes a stack frame for each member, and one that begins with blanks
     * examines each blank again from each blank before it.
     */
    private static List<String> members(String value) {
        List<String> members = new ArrayList<>();
        int from = 0;
        for (int to = value.indexOf(','); to >= 0; to = value.indexOf(',', from)) {
            members.add(withoutBlanks(value, from, to));
            from = to + 1;
        }
        members.add(withoutBlanks(value, from, value.length()));
        return members;
    }

    /** Blanks and tabs are optional around values (RFC 9110, 5.6.3), and no other character that looks blank is. */
    private static String withoutBlanks(String text, int from, int to) {
        while (from < to && isBlank(text.charAt(from))) {
            from++;
        }
        while (from < to && isBlank(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
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
            String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
            if (name.equals("host") && headers.containsKey(name)) {
                throw new Malformed(400, "there are two Host headers");
            }
            headers.merge(name, withoutBlanks(line, colon + 1, line.length()), (a, b) -> a + "," + b);
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
                return Optional.of(plain(line.toString()));
            }
            line.append((char) c);
        }
        if (!line.isEmpty()) {
            throw new Malformed(400, "the head ends in the middle");
        }
        return Optional.empty();
    }

    /**
     * A carriage return or a NUL within a line is read as its end by some, and by others not (RFC 9112, 2.2; RFC 9110,
     * 5.5).
     */
    private static String plain(String line) throws Malformed {
        if (line.indexOf('\r') >= 0 || line.indexOf('\0') >= 0) {
            throw new Malformed(400, "a control character stands in the head");
        }
        return line;
    }

    /** Whether the client wants to send more requests on this connection (RFC 9112, 9.3). */
    boolean keepAlive() {
        List<String> options = members(headers.getOrDefault("connection", "").toLowerCase(Locale.ROOT));
        return !options.contains("close") && (http11 || options.contains("keep-alive"));
    }

    /** Whether a body follows, which is of no use here. */
    boolean hasBody() {
        return headers.containsKey("transfer-encoding")
                || !headers.getOrDefault("content-length", "0").equals("0");
    }

    /**
     * The octets of the target's path, decoded, without query; the first is a slash.
     *
     * @throws Malformed if it is not a path
     */
    byte[] path() throws Malformed {
        int from = target.regionMatches(true, 0, HTTP, 0, HTTP.length()) ? endOf(target, "/?#", HTTP.length()) : 0;
        String path = target.substring(from, endOf(target, "?#", from));
        if (path.isEmpty()) {
            path = "/";
        }
        if (!path.startsWith("/")) {
            throw new Malformed(400, "the target is not a path");
        }
        return PercentEncoding.decode(path);
    }

    /** The position of the first of some characters; the text's end if there is none. */
    private static int endOf(String text, String delimiters, int from) {
        int at = from;
        while (at < text.length() && delimiters.indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return at;
    }
}
