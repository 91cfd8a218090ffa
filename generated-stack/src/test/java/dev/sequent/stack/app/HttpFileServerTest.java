package dev.sequent.stack.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.sequent.stack.socket.TcpSocket;
import dev.sequent.stack.socket.TwoStacks;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.SocketException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The file server and its clients' bad manners; what it serves, {@link ApplicationTest} shows. */
@Timeout(60)
class HttpFileServerTest {

    private static final Duration SHORT = Duration.ofMillis(400);
    private static final Duration LONG = Duration.ofSeconds(50);

    @TempDir
    Path folder;

    private static String ask(TwoStacks two, String request) throws IOException {
        try (TcpSocket s = two.connect(80)) {
            s.getOutputStream().write(request.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            return answer(s);
        }
    }

    private static String answer(TcpSocket s) throws IOException {
        return new String(s.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static String get(TwoStacks two, String target) throws IOException {
        return ask(two, "GET " + target + " HTTP/1.1\nHost: x\nConnection: close\n\n");
    }

    private void serve(TwoStacks two) throws IOException {
        Application.parse("http:80=" + folder).start(two.server);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: a\nHost: b",
                "Host: a\nHost: a",
                "host: a\nHOST: a",
                "Host: a b",
                "Host: a,b c",
                "Host: a/b",
                "Host: a@b",
                "Host: a:b",
                "Host: a\nContent-Length: -1",
                "Host: a\nContent-Length: 0x10",
                "Host: a\nContent-Length: 1\nContent-Length: x",
                "Host: a\nContent-Length: 1, 2",
                "Host: a\nContent-Length: 1,",
                "Host: a\nContent-Length:",
                "Host: a\nContent-Length: \f1",
                "Host: a\nX: a\0b",
                "Host: a\nX: a\rb",
                "Host : a"
            })
    void aRequestThatCouldBeReadInTwoWaysIsNotRead(String headers) throws Exception {
        try (TwoStacks two = new TwoStacks()) {
            serve(two);
            String request = "GET / HTTP/1.1\r\n" + headers.replace("\n", "\r\n") + "\r\n\r\n";
            try (TcpSocket s = two.connect(80)) {
                s.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
                assertThat(answer(s)).startsWith("HTTP/1.1 400 Bad Request\r\n").contains("Connection: close\r\n");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: a.example:80",
                "Host: 192.0.2.2",
                "Host: [2001:db8::1]:80",
                "Host:",
                "Host: a_b.example",
                "Host: a\nContent-Length: 0",
                "Host: a\nContent-Length: 12 ,\t12\nContent-Length: 12"
            })
    void otherHostsAreWelcome(String headers) throws Exception {
        try (TwoStacks two = new TwoStacks()) {
            serve(two);
            assertThat(ask(two, "GET / HTTP/1.1\n" + headers + "\nConnection: Keep-Alive , Close\n\n"))
                    .startsWith("HTTP/1.1 200 OK\r\n");
        }
    }

    /** Nothing that reads a head may take a frame of the thread's stack for each octet, or look at each from each. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 0*,0",
                "Content-Length: 0* ,0",
                "Connection: close,a* ",
                "Connection: close*,a",
                "Connection: close, a*\t,",
                "Range: bytes=*0",
                "Host: *a",
                "Host: [*:",
                "*a: a",
                "X: *\t",
                "X: a*\nX: a"
            })
    void noHeadIsTooMuch(String pattern) throws Exception {
        int star = pattern.indexOf('*');
        String unit = pattern.substring(star + 1).replace("\n", "\r\n");
        String header = pattern.substring(0, star)
                + unit.repeat(16_000 / unit.length())
                + (pattern.startsWith("*") ? ": a" : "b");
        String head = "GET / HTTP/1.1\r\n" + header.replaceFirst("^(Content.*)b$", "$1") + "\r\n"
                + (header.startsWith("Host") ? "" : "Host: a\r\n") + "\r\n";
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            for (int i = 0; i < 100; i++) {
                try {
                    HttpRequest request = HttpRequest.read(
                                    new ByteArrayInputStream(head.getBytes(StandardCharsets.ISO_8859_1)))
                            .orElseThrow();
                    assertThat(request.keepAlive()).isNotEqualTo(pattern.startsWith("Connection"));
                    request.hasBody();
                } catch (HttpRequest.Malformed e) {
                    assertThat(e.status()).isEqualTo(400);
                    assertThat(pattern).startsWith("Host: [");
                }
            }
        });
    }

    @Test
    void whatStandsBehindThePathIsLeftOut() throws Exception {
        Files.writeString(folder.resolve("file"), "content");
        try (TwoStacks two = new TwoStacks()) {
            serve(two);
            for (String behind : List.of("?", "?a=b?c#d", "#a?b", "?\u0085", "?a\u0085b", "#\u0085?", "?http://b/c")) {
                assertThat(get(two, "/file" + behind))
                        .as(behind)
                        .startsWith("HTTP/1.1 200 ")
                        .endsWith("\r\n\r\ncontent");
                assertThat(get(two, "HTTP://a:80/file" + behind))
                        .as(behind)
                        .startsWith("HTTP/1.1 200 ")
                        .endsWith("\r\n\r\ncontent");
            }
            assertThat(get(two, "http://a?b/c")).startsWith("HTTP/1.1 200 ").contains("<h1>/</h1>");
            assertThat(get(two, "http://a#b/c")).startsWith("HTTP/1.1 200 ").contains("<h1>/</h1>");
            assertThat(get(two, "https:/a")).startsWith("HTTP/1.1 400 ");
        }
    }

    /** RFC 9110, 14.2: a range is for GET, and to be ignored with any other method. */
    @Test
    void aHeadHasNoRange() throws Exception {
        Files.writeString(folder.resolve("file"), "content");
        try (TwoStacks two = new TwoStacks()) {
            serve(two);
            for (String range : List.of("0-1", "7-")) {
                assertThat(ask(two, "HEAD /file HTTP/1.1\nHost: x\nConnection: close\nRange: bytes=" + range + "\n\n"))
                        .startsWith("HTTP/1.1 200 ")
                        .contains("Content-Length: 7\r\n")
                        .doesNotContain("Content-Range");
            }
        }
    }

    /**
     * A client must not take what it has for all there is: what breaks ends with a reset, not with a FIN (RFC 9293,
     * 3.10.4 and 3.10.5).
     */
    @Test
    void aFileThatShrinksWhileItIsSentEndsWithAReset() throws Exception {
        Path file = Files.write(folder.resolve("file"), new byte[10_000_000]);
        try (TwoStacks two = new TwoStacks()) {
            serve(two);
            try (TcpSocket s = two.connect(80)) {
                s.getOutputStream()
                        .write("GET /file HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
                assertThat(s.getInputStream().readNBytes(12))
                        .asString(StandardCharsets.US_ASCII)
                        .isEqualTo("HTTP/1.1 200");
                Files.write(file, new byte[1]);
                assertThatThrownBy(() -> s.getInputStream().readAllBytes())
                        .isInstanceOf(SocketException.class)
                        .hasMessageContaining("reset");
            }
            assertThat(two.log).as("it is nobody's fault").isEmpty();
        }
    }

    /**
     * Between the look where a path leads and the opening others may put a link there, or something that is no file.
     */
    @Test
    void whatIsSwappedAfterTheLookIsNotServed(@TempDir Path outside) throws Exception {
        Files.writeString(outside.resolve("file"), "secret");
        Path sub = Files.createDirectory(folder.resolve("sub"));
        Path file = Files.writeString(sub.resolve("file"), "content");
        ServedFolder served = new ServedFolder(folder);
        byte[] path = "/sub/file".getBytes(StandardCharsets.US_ASCII);
        Path looked = served.find(path);
        try (FileChannel content = served.open(looked)) {
            assertThat(content.size()).as("as long as nothing changes").isEqualTo(7);
        }
        assertThat(served.listing("/sub/".getBytes(StandardCharsets.US_ASCII), looked.getParent()))
                .contains(">file</a>");

        Files.delete(file);
        assertRefused(404, () -> served.open(looked));
        Files.createSymbolicLink(file, outside.resolve("file"));
        assertRefused(403, () -> served.open(looked));
        assertRefused(403, () -> ServedFolder.channel(looked));
        Files.delete(file);
        Files.createDirectory(file);
        assertRefused(403, () -> served.open(looked));
        Files.delete(file);
        assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor())
                .isZero();
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> assertRefused(403, () -> served.open(looked)));

        Files.delete(file);
        Files.delete(sub);
        Files.createSymbolicLink(sub, outside);
        assertRefused(403, () -> served.open(looked));
        try (FileChannel secret = ServedFolder.channel(
                looked)) { // So it comes out if the link is put there between the first look and the opening.
            assertRefused(403, () -> served.checked(secret, looked));
            assertThat(secret.isOpen()).isFalse();
        }
        assertRefused(403, () -> served.listing(path, looked.getParent()));
        Path within = Files.createDirectory(folder.resolve("within"));
        Files.writeString(within.resolve("file"), "other content");
        Files.delete(sub);
        Files.createSymbolicLink(sub, within);
        assertRefused(404, () -> served.open(looked));
        assertThat(Files.isRegularFile(served.find(path)))
                .as("asked for anew it is there")
                .isTrue();
    }

    private static void assertRefused(int status, ThrowableAssert.ThrowingCallable attempt) {
        assertThatThrownBy(attempt)
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.status()).isEqualTo(status));
    }

    @Test
    void aFileIsNoFolder() throws Exception {
        Files.writeString(folder.resolve("file"), "content");
        Files.createDirectory(folder.resolve("sub"));
        try (TwoStacks two = new TwoStacks()) {
            serve(two);
            assertThat(get(two, "/file")).startsWith("HTTP/1.1 200 ");
            assertThat(get(two, "/file/"))
                    .startsWith("HTTP/1.1 404 Not Found\r\n")
                    .doesNotContain("\r\n\r\ncontent");
            assertThat(get(two, "/file//")).startsWith("HTTP/1.1 404 ");
            assertThat(get(two, "/file/file")).startsWith("HTTP/1.1 404 ");
            assertThat(get(two, "/sub/")).startsWith("HTTP/1.1 200 ");
        }
    }

    /** The name of a file is a row of octets, in whatever encoding, and a target can name each of them. */
    @Test
    void namesAreOctets() throws Exception {
        for (String name : List.of("caf%C3%A9", "caf%E9", "%FF%FE", "a%0Ab", "50%25", "q%3Fs", "%3Cb%3E&amp", "a:b")) {
            Files.writeString(Path.of(URI.create(folder.toUri() + name)), name);
        }
        Files.createDirectory(Path.of(URI.create(folder.toUri() + "d%E9")));
        Files.writeString(Path.of(URI.create(folder.toUri() + "d%E9/in")), "inside");
        try (TwoStacks two = new TwoStacks()) {
            serve(two);
            String listing = get(two, "/");
            assertThat(listing)
                    .contains(">caf\u00e9</a>", ">caf\ufffd</a>", ">&lt;b&gt;&amp;amp</a>")
                    .contains("href=\"./caf%E9\"", "href=\"./50%25\"", "href=\"./d%E9/\"");
            List<String> links = links(listing);
            assertThat(links).hasSize(9);
            for (String link : links) {
                String at = "/" + link.substring(2).replace("&amp;", "&");
                assertThat(get(two, at))
                        .as(link)
                        .startsWith("HTTP/1.1 200 OK\r\n")
                        .endsWith(link.endsWith("/") ? "</ul>\n" : at.substring(1));
            }
            assertThat(get(two, "/d%E9")).contains("Location: /d%E9/\r\n");
            assertThat(get(two, "/d%E9/in")).endsWith("\r\n\r\ninside");
            assertThat(get(two, "/caf%EA")).startsWith("HTTP/1.1 404 ");
        }
    }

    private static List<String> links(String page) {
        List<String> links = new ArrayList<>();
        for (int at = page.indexOf("href=\""); at >= 0; at = page.indexOf("href=\"", at)) {
            links.add(page.substring(at += 6, page.indexOf('"', at)));
        }
        return links;
    }

    private void serve(TwoStacks two, HttpFileServer.Patience patience) throws IOException {
        Server.start(two.server, 80, new HttpFileServer(folder, patience));
    }

    /** A client that sends a head octet by octet is never idle, and still not served for ever. */
    @Test
    void aHeadMustEndSoon() throws Exception {
        try (TwoStacks two = new TwoStacks()) {
            serve(two, new HttpFileServer.Patience(LONG, SHORT, LONG, 4_096, SHORT));
            try (TcpSocket s = two.connect(80)) {
                Thread dripping = Thread.ofVirtual().start(() -> {
                    try {
                        s.getOutputStream().write("GET / HTTP/1.1\r\nX: ".getBytes(StandardCharsets.US_ASCII));
                        while (true) {
                            s.getOutputStream().write('x');
                            Thread.sleep(20);
                        }
                    } catch (IOException | InterruptedException e) {
                        // It is over.
                    }
                });
                byte[] answer = new byte[100];
                int n = s.getInputStream().readNBytes(answer, 0, 28);
                assertThat(new String(answer, 0, n, StandardCharsets.US_ASCII))
                        .isEqualTo("HTTP/1.1 408 Request Timeout");
                dripping.join(20_000);
                assertThat(dripping.isAlive())
                        .as("it is let go, though it goes on")
                        .isFalse();
            }
        }
    }

    @Test
    void whoAsksNothingIsLetGoSilently() throws Exception {
        try (TwoStacks two = new TwoStacks()) {
            serve(two, new HttpFileServer.Patience(SHORT, LONG, LONG, 4_096, SHORT));
            try (TcpSocket s = two.connect(80)) {
                assertThat(answer(s)).isEmpty();
            }
        }
    }

    /** An answer that nobody takes is given up, be it longer than all buffers or short enough to lie in them. */
    @ParameterizedTest
    @ValueSource(ints = {10_000_000, 100_000})
    void anAnswerMustBeTaken(int octets) throws Exception {
        Files.write(folder.resolve("file"), new byte[octets]);
        try (TwoStacks two = new TwoStacks()) {
            serve(two, new HttpFileServer.Patience(SHORT, LONG, SHORT, 100_000_000, SHORT));
            try (TcpSocket s = two.connect(80)) {
                s.getOutputStream().write("GET /file HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                long until = System.nanoTime() + 20_000_000_000L;
                while (two.server.ask(() -> two.server.tcp().connections()) > 0 && System.nanoTime() < until) {
                    Thread.sleep(10);
                }
                assertThat(two.server.ask(() -> two.server.tcp().connections())).isZero();
                assertThat(s.awaitEnd(20_000)).as("the reset arrives").isTrue();
                assertThat(s.failure()).contains("connection reset");
            }
        }
    }

    /** The time for a long answer is not given to a client that takes nothing of it. */
    @Test
    void eachPieceOfAnAnswerHasItsOwnTime() throws Exception {
        Files.write(folder.resolve("file"), new byte[20_000_000]);
        try (TwoStacks two = new TwoStacks()) {
            serve(two, new HttpFileServer.Patience(SHORT, LONG, SHORT, 400_000, SHORT));
            try (TcpSocket s = two.connect(80)) {
                s.getOutputStream().write("GET /file HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                assertThat(s.awaitEnd(20_000))
                        .as("50 s would be all the answer's")
                        .isTrue();
                assertThat(s.failure()).contains("connection reset");
            }
        }
    }

    @Test
    void soManyAtATimeAndNoMore() throws Exception {
        Files.writeString(folder.resolve("file"), "content");
        try (TwoStacks two = new TwoStacks()) {
            var server = new HttpFileServer(folder);
            Server.start(two.server, 80, new ConnectionLimit(10, 2, server, server::busy));
            try (TcpSocket first = two.connect(80);
                    TcpSocket second = two.connect(80)) {
                for (TcpSocket s : List.of(first, second)) {
                    s.getOutputStream()
                            .write("GET /file HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                    assertThat(s.getInputStream().readNBytes(12))
                            .asString(StandardCharsets.US_ASCII)
                            .isEqualTo("HTTP/1.1 200");
                }
                assertThat(get(two, "/file"))
                        .startsWith("HTTP/1.1 503 Service Unavailable\r\n")
                        .contains("Retry-After: 1\r\n");
                first.close();
                String answer;
                do { // The server has to notice.
                    answer = get(two, "/file");
                } while (answer.startsWith("HTTP/1.1 503 "));
                assertThat(answer).startsWith("HTTP/1.1 200 OK");
            }
        }
    }

    /** Even to be told takes a place; when these are gone, too, there is a reset. */
    @Test
    void beyondThatTheyAreReset() throws Exception {
        try (TwoStacks two = new TwoStacks()) {
            var server = new HttpFileServer(folder);
            Server.start(two.server, 80, new ConnectionLimit(0, 0, server, server::busy));
            List<TcpSocket> waiting = new ArrayList<>();
            int reset = 0;
            for (int i = 0; i < 60; i++) {
                try {
                    TcpSocket s = two.connect(
                            80); // which fails if the reset is there before this thread has noticed that it is
                    // connected
                    waiting.add(s);
                    assertThat(s.getInputStream().readNBytes(12))
                            .asString(StandardCharsets.US_ASCII)
                            .isEqualTo("HTTP/1.1 503");
                } catch (SocketException e) {
                    reset++;
                }
            }
            assertThat(reset).isBetween(1, 28);
            waiting.forEach(TcpSocket::close);
        }
    }
}
