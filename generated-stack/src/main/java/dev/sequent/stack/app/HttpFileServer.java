package dev.sequent.stack.app;

import dev.sequent.stack.socket.TcpSocket;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files of a folder over HTTP/1.1 (RFC 9110, RFC 9112): GET and HEAD, connections kept alive, a single range of octets, {@code index.html}
 * or a listing for a folder. Nothing outside of the folder is served, whatever the path says and wherever links lead.
 */
final class HttpFileServer implements Handler {

    private static final int IDLE_MILLIS = 30_000;
    private static final int BUFFER = 65_536;
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    private final Path root;

    /** @throws IOException if the folder is not there */
    HttpFileServer(Path folder) throws IOException {
        this.root = folder.toRealPath();
    }

    /** An answer without a file. */
    private static final class Refusal extends Exception {
        private static final long serialVersionUID = 1L;
        private final int status;
        private final String header;

        Refusal(int status, String message, String header) {
            super(message);
            this.status = status;
            this.header = header;
        }

        Refusal(int status, String message) {
            this(status, message, "");
        }
    }

    @Override
    public void serve(TcpSocket socket) throws IOException {
        socket.setSoTimeout(IDLE_MILLIS);
        InputStream in = new BufferedInputStream(socket.getInputStream());
        OutputStream out = new BufferedOutputStream(socket.getOutputStream(), BUFFER);
        boolean more = true;
        while (more) {
            try {
                Optional<HttpRequest> request = HttpRequest.read(in);
                more = request.isPresent() && answer(request.get(), out);
            } catch (HttpRequest.Malformed e) {
                refuse(out, e.status(), e.getMessage(), "", false, false);
                more = false;
            } catch (SocketTimeoutException e) {
                more = false; // Nobody asks any more.
            }
            out.flush();
        }
        linger(socket);
    }

    /** Closes with care: a reset on what the client still sends would take the answer away from it (RFC 9112, 9.6). */
    private static void linger(TcpSocket socket) throws IOException {
        socket.shutdownOutput();
        socket.setSoTimeout(2_000);
        byte[] ignored = new byte[4_096];
        long left = 1 << 20;
        try {
            int n;
            while (left > 0 && (n = socket.getInputStream().read(ignored)) >= 0) {
                left -= n;
            }
        } catch (SocketTimeoutException e) {
            // It has had its time.
        }
    }

    /** @return whether the connection stays open for another request */
    private boolean answer(HttpRequest request, OutputStream out) throws IOException {
        boolean keep = request.keepAlive() && !request.hasBody();
        boolean head = request.method().equals("HEAD");
        try {
            if (!head && !request.method().equals("GET")) {
                throw new Refusal(405, "only GET and HEAD are possible here", "Allow: GET, HEAD\r\n");
            }
            serveFile(request, head, keep, out);
        } catch (Refusal e) {
            refuse(out, e.status, e.getMessage(), e.header, head, keep);
        }
        return keep;
    }

    private void serveFile(HttpRequest request, boolean head, boolean keep, OutputStream out) throws IOException, Refusal {
        String path = request.path();
        Path file = find(path);
        if (Files.isDirectory(file)) {
            if (!path.endsWith("/")) {
                throw new Refusal(301, "this is a folder", "Location: " + encode(path.replaceFirst("^/+", "/")) + "/\r\n");
            }
            Path index = file.resolve("index.html");
            if (!Files.exists(index)) {
                byte[] listing = listing(path, file).getBytes(StandardCharsets.UTF_8);
                head(out, 200, "text/html; charset=utf-8", listing.length, "", keep);
                if (!head) {
                    out.write(listing);
                }
                return;
            }
            file = inside(index);
        }
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new Refusal(403, "this is not to be had");
        }
        send(request, file, head, keep, out);
    }

    private void send(HttpRequest request, Path file, boolean head, boolean keep, OutputStream out) throws IOException, Refusal {
        String type = ContentTypes.of(String.valueOf(file.getFileName()));
        try (InputStream content = Files.newInputStream(file)) {
            long size = Files.size(file);
            long[] range = range(request.headers().getOrDefault("range", ""), size);
            boolean part = range[1] - range[0] != size;
            head(
                    out,
                    part ? 206 : 200,
                    type,
                    range[1] - range[0],
                    "Accept-Ranges: bytes\r\n"
                            + (part ? "Content-Range: bytes " + range[0] + "-" + (range[1] - 1) + "/" + size + "\r\n" : ""),
                    keep);
            if (!head) {
                content.skipNBytes(range[0]);
                copy(content, out, range[1] - range[0]);
            }
        } catch (AccessDeniedException e) {
            throw new Refusal(403, "this is not to be had");
        } catch (NoSuchFileException e) {
            throw new Refusal(404, "there is no such file");
        }
    }

    private static void copy(InputStream from, OutputStream to, long octets) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long left = octets;
        while (left > 0) {
            int n = from.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (n < 0) {
                throw new IOException("the file became shorter while it was sent");
            }
            to.write(buffer, 0, n);
            left -= n;
        }
    }

    /** The octets asked for, from and up to; all of them if none or several ranges are asked for (RFC 9110, 14.2 allows that). */
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

    /** The file that a path names; it exists and lies within the folder. */
    private Path find(String path) throws IOException, Refusal {
        Path file;
        try {
            for (String part : path.split("/")) {
                if (part.equals("..") || part.indexOf('\0') >= 0) {
                    throw new Refusal(400, "the path leads out of the folder");
                }
            }
            file = root.resolve(path.replaceFirst("^/+", ""));
        } catch (InvalidPathException e) {
            throw new Refusal(400, "the path cannot be a file's");
        }
        return inside(file);
    }

    /** Where links really lead, if that is within the folder. */
    private Path inside(Path file) throws IOException, Refusal {
        Path real;
        try {
            real = file.toRealPath();
        } catch (AccessDeniedException e) {
            throw new Refusal(403, "this is not to be had");
        } catch (IOException e) {
            throw new Refusal(404, "there is no such file");
        }
        if (!real.startsWith(root)) {
            throw new Refusal(403, "this is not to be had");
        }
        return real;
    }

    private static String listing(String path, Path folder) throws IOException, Refusal {
        List<String> names;
        try (Stream<Path> files = Files.list(folder)) {
            names = files.map(f -> f.getFileName() + (Files.isDirectory(f) ? "/" : "")).sorted().toList();
        } catch (AccessDeniedException e) {
            throw new Refusal(403, "this is not to be had");
        }
        StringBuilder page = new StringBuilder("<!doctype html>\n<title>").append(escape(path)).append("</title>\n<h1>")
                .append(escape(path)).append("</h1>\n<ul>\n");
        if (!path.equals("/")) {
            page.append("<li><a href=\"../\">../</a>\n");
        }
        for (String name : names) {
            page.append("<li><a href=\"./").append(escape(encode(name))).append("\">").append(escape(name)).append("</a>\n");
        }
        return page.append("</ul>\n").toString();
    }

    private static void refuse(OutputStream out, int status, String message, String header, boolean head, boolean keep)
            throws IOException {
        byte[] text = (status + " " + reason(status) + ": " + message + "\n").getBytes(StandardCharsets.UTF_8);
        head(out, status, "text/plain; charset=utf-8", text.length, header, keep);
        if (!head) {
            out.write(text);
        }
    }

    private static void head(OutputStream out, int status, String type, long length, String headers, boolean keep)
            throws IOException {
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC));
        out.write(("HTTP/1.1 " + status + " " + reason(status) + "\r\nDate: " + date + "\r\nServer: Sequent\r\nContent-Type: " + type
                        + "\r\nContent-Length: " + length + "\r\n" + headers + "Connection: " + (keep ? "keep-alive" : "close")
                        + "\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1));
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
            case 416 -> "Range Not Satisfiable";
            case 431 -> "Request Header Fields Too Large";
            case 505 -> "HTTP Version Not Supported";
            default -> "Status";
        };
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }

    /** Percent-encodes what cannot stand in a path (RFC 3986, 3.3). */
    private static String encode(String path) {
        StringBuilder text = new StringBuilder();
        for (byte octet : path.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (octet & 0xFF);
            if (c < 0x80 && (Character.isLetterOrDigit(c) || "/-._~!$&'()*+,;=@".indexOf(c) >= 0)) {
                text.append(c);
            } else {
                text.append(String.format(Locale.ROOT, "%%%02X", (int) c));
            }
        }
        return text.toString();
    }
}
