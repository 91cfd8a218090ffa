package dev.sequent.stack.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sequent.stack.socket.TcpSocket;
import dev.sequent.stack.socket.TwoStacks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class ApplicationTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ecko:7       | there is no application 'ecko', only [echo, discard, source, http]
                    echo         | 'echo' lacks the port
                    echo:0       | a port is from 1 to 65535, not 0
                    echo:70000   | a port is from 1 to 65535, not 70000
                    echo:7x      | '7x' in 'echo:7x' is not a port
                    echo:7=x     | echo takes nothing after the port, but got 'x'
                    source:19=x  | source takes a number of octets after the port
                    http:80      | http lacks the folder to serve
                    http:80=     | http lacks the folder to serve
                    http:80=/no/such/folder | http cannot serve '/no/such/folder': it is not a readable folder
                    """)
    void whatIsWrongIsSaid(String text, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Application.parse(text))
                .withMessageContaining(message);
    }

    @Test
    void theWrittenFormIsReadBack() {
        for (String text : new String[] {"echo:7", "discard:9", "source:19", "source:19=100", "http:80=" + folder}) {
            assertThat(Application.parse(text)).hasToString(text);
        }
    }

    @Test
    void theLittleServices() throws Exception {
        try (TwoStacks two = new TwoStacks()) {
            for (String text : new String[] {"echo:7", "discard:9", "source:19", "source:20=100000"}) {
                Application.parse(text).start(two.server);
            }
            try (TcpSocket s = two.connect(7)) {
                s.getOutputStream().write("hello".getBytes());
                s.shutdownOutput();
                assertThat(s.getInputStream().readAllBytes()).isEqualTo("hello".getBytes());
            }
            try (TcpSocket s = two.connect(9)) {
                s.getOutputStream().write(new byte[500_000]);
                s.shutdownOutput();
                assertThat(s.getInputStream().read()).isEqualTo(-1);
            }
            try (TcpSocket s = two.connect(20)) {
                byte[] all = s.getInputStream().readAllBytes();
                assertThat(all).hasSize(100_000);
                assertThat(new String(all, 0, 3, StandardCharsets.US_ASCII)).isEqualTo(" !\"");
                assertThat(Arrays.copyOfRange(all, 7030, 14060)).isEqualTo(Arrays.copyOf(all, 7030));
            }
            try (TcpSocket s = two.connect(19)) {
                s.getInputStream().readNBytes(1_000_000);
                s.shutdownOutput();
                long rest = s.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
                assertThat(rest).as("it ends when we do").isLessThan(10_000_000);
            }
            two.nothingIsLeft();
        }
    }

    // ---------------------------------------------------------------- HTTP

    private String ask(TwoStacks two, String request) throws IOException {
        try (TcpSocket s = two.connect(80)) {
            s.getOutputStream().write(request.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
            s.shutdownOutput();
            return new String(s.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private String get(TwoStacks two, String target) throws IOException {
        return ask(two, "GET " + target + " HTTP/1.1\nHost: x\nConnection: close\n\n");
    }

    @Test
    void filesAreServedAndNothingElse() throws Exception {
        Path outside = Files.writeString(folder.resolve("outside.txt"), "secret");
        Path root = Files.createDirectory(folder.resolve("root"));
        Files.writeString(root.resolve("a b.txt"), "0123456789");
        Files.createSymbolicLink(root.resolve("link"), outside);
        Path withIndex = Files.createDirectory(root.resolve("indexed"));
        Files.writeString(withIndex.resolve("index.html"), "<p>index");
        Path unreadable = Files.writeString(root.resolve("locked.bin"), "x");
        unreadable.toFile().setReadable(false);
        try (TwoStacks two = new TwoStacks()) {
            Application.parse("http:80=" + root).start(two.server);
            assertThat(get(two, "/a%20b.txt"))
                    .startsWith("HTTP/1.1 200 OK\r\n")
                    .contains("Content-Type: text/plain; charset=utf-8\r\n", "Content-Length: 10\r\n")
                    .endsWith("\r\n\r\n0123456789");
            assertThat(get(two, "/indexed/"))
                    .contains("Content-Type: text/html")
                    .endsWith("<p>index");
            assertThat(get(two, "/indexed")).startsWith("HTTP/1.1 301 ").contains("Location: /indexed/\r\n");
            assertThat(get(two, "//indexed")).contains("Location: /indexed/\r\n");
            assertThat(get(two, "/")).contains("200 OK", "<a href=\"./a%20b.txt\">a b.txt</a>", "indexed/");
            assertThat(get(two, "/none")).startsWith("HTTP/1.1 404 Not Found\r\n");
            assertThat(get(two, "/link"))
                    .startsWith("HTTP/1.1 403 Forbidden\r\n")
                    .doesNotContain("secret");
            if (!Files.isReadable(unreadable)) { // Root reads everything.
                assertThat(get(two, "/locked.bin")).startsWith("HTTP/1.1 403 Forbidden\r\n");
            }
            for (String path : new String[] {
                "/../outside.txt", "/%2e%2e/outside.txt", "/indexed/..%2f../outside.txt", "/%00", "/a%zz"
            }) {
                assertThat(get(two, path))
                        .as(path)
                        .startsWith("HTTP/1.1 400 Bad Request\r\n")
                        .doesNotContain("secret");
            }
            two.nothingIsLeft();
        }
    }

    @Test
    void theProtocolIsKept() throws Exception {
        Files.writeString(folder.resolve("f.html"), "0123456789");
        try (TwoStacks two = new TwoStacks()) {
            Application.parse("http:80=" + folder).start(two.server);
            assertThat(ask(two, "HEAD /f.html HTTP/1.1\nHost: x\n\n"))
                    .contains("Content-Length: 10\r\n")
                    .endsWith("\r\n\r\n");
            String range = "GET /f.html HTTP/1.1\nHost: x\nRange: bytes=";
            assertThat(ask(two, range + "2-4\n\n"))
                    .contains("206 Partial", "Content-Range: bytes 2-4/10\r\n")
                    .endsWith("\r\n\r\n234");
            assertThat(ask(two, range + "7-\n\n")).endsWith("\r\n\r\n789");
            assertThat(ask(two, range + "-2\n\n")).endsWith("\r\n\r\n89");
            assertThat(ask(two, range + "10-\n\n"))
                    .contains("416 Range Not Satisfiable", "Content-Range: bytes */10\r\n");
            assertThat(ask(two, "GET /f.html HTTP/1.1\n\n")).startsWith("HTTP/1.1 400 ");
            assertThat(ask(two, "nonsense\n\n")).startsWith("HTTP/1.1 400 ");
            assertThat(ask(two, "GET /f.html HTTP/2.0\n\n")).startsWith("HTTP/1.1 505 ");
            assertThat(ask(two, "GET / HTTP/1.1\nHost: x\nBad header\n\n")).startsWith("HTTP/1.1 400 ");
            assertThat(ask(two, "GET / HTTP/1.1\nHost: x\nX: " + "x".repeat(20_000) + "\n\n"))
                    .startsWith("HTTP/1.1 431 ");
            assertThat(ask(two, "POST /f.html HTTP/1.1\nHost: x\nContent-Length: 3\n\nabc"))
                    .startsWith("HTTP/1.1 405 ")
                    .contains("Allow: GET, HEAD\r\n", "Connection: close\r\n");
            assertThat(ask(two, "GET /f.html HTTP/1.0\n\n"))
                    .contains("Connection: close\r\n")
                    .endsWith("0123456789");
            assertThat(ask(
                            two,
                            "GET /f.html HTTP/1.1\nHost: x\n\nGET /f.html HTTP/1.1\nHost: x\nConnection: close\n\n"))
                    .as("two answers over one connection")
                    .matches(
                            "(?s)HTTP/1.1 200 OK.*keep-alive\r\n\r\n0123456789HTTP/1.1 200 OK.*close\r\n\r\n0123456789");
        }
    }

    @Test
    void aLargeFileIsServedWhole() throws Exception {
        byte[] large = new byte[5_000_000];
        new java.util.Random(1).nextBytes(large);
        Files.write(folder.resolve("large.bin"), large);
        try (TwoStacks two = new TwoStacks()) {
            Application.parse("http:80=" + folder).start(two.server);
            try (TcpSocket s = two.connect(80)) {
                s.getOutputStream().write("GET /large.bin HTTP/1.0\r\n\r\n".getBytes());
                byte[] answer = s.getInputStream().readAllBytes();
                assertThat(Arrays.copyOfRange(answer, answer.length - large.length, answer.length))
                        .isEqualTo(large);
            }
        }
    }
}
