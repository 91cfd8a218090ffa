package dev.sequent.stack.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.stack.device.Device;
import dev.sequent.stack.device.DeviceDecorator;
import dev.sequent.stack.device.Frame;
import dev.sequent.stack.device.LinkPair;
import dev.sequent.stack.socket.TcpSocket;
import dev.sequent.stack.socket.TwoStacks;
import dev.sequent.stack.time.Clock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * An answer does not wait for an acknowledgment of its first part: a remote may delay that for half a second (RFC 9293,
 * 3.8.6.3), and does as long as it has nothing to say itself.
 */
@Timeout(60)
class AnswersInOnePieceTest {

    private static final int MSS = 1460;

    @TempDir
    Path folder;

    /**
     * Writes down the octets of text in each TCP segment of the server, and 0 for each of the client's acknowledgments
     * without text.
     */
    private static final class Watch extends DeviceDecorator {
        private final List<Integer> seen = Collections.synchronizedList(new ArrayList<>());

        Watch(Device inner) {
            super(inner);
        }

        @Override
        public boolean send(Frame frame) {
            int text = text(frame);
            if (text > 0) {
                seen.add(text);
            }
            return super.send(frame);
        }

        @Override
        public int receive(Frame into) {
            int length = super.receive(into);
            if (length > 0 && text(into) == 0) {
                seen.add(0);
            }
            return length;
        }

        /** -1 if it is no TCP segment. */
        private static int text(Frame frame) {
            ByteBuffer b = frame.buffer();
            if (b.getShort(Frame.START + 12) != 0x0800 || b.get(Frame.NETWORK + 9) != 6) {
                return -1;
            }
            int header = (b.get(Frame.NETWORK) & 0xF) * 4;
            return (b.getShort(Frame.NETWORK + 2) & 0xFFFF)
                    - header
                    - (b.get(Frame.NETWORK + header + 12) >> 4 & 0xF) * 4;
        }
    }

    private final LinkPair link = new LinkPair(Clock.real());
    private final Watch watch = new Watch(link.b());

    /** What passes while a request is answered whose answer has so many octets. */
    private List<Integer> exchange(TcpSocket socket, String request, int answer) throws IOException {
        watch.seen.clear();
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        assertThat(socket.getInputStream().readNBytes(answer)).hasSize(answer);
        return List.copyOf(watch.seen);
    }

    @ParameterizedTest
    @CsvSource({"10", "1300", "2000", "4096", "63000"})
    void overHttp(int octets) throws Exception {
        Files.write(folder.resolve("file"), new byte[octets]);
        try (TwoStacks two = new TwoStacks(link.a(), watch)) {
            Application.parse("http:80=" + folder).start(two.server);
            try (TcpSocket socket = two.connect(80)) {
                socket.getOutputStream()
                        .write("HEAD /file HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                int head = 0;
                for (int newlines = 0; newlines < 2; head++) {
                    int c = socket.getInputStream().read();
                    newlines = c == '\n' ? newlines + 1 : c == '\r' ? newlines : 0;
                }
                for (int i = 0; i < 5; i++) {
                    List<Integer> seen = exchange(socket, "GET /file HTTP/1.1\r\nHost: x\r\n\r\n", head + octets);
                    int first = seen.stream().filter(n -> n > 0).findFirst().orElseThrow();
                    assertThat(first).as("head and body together, in %s", seen).isEqualTo(Math.min(MSS, head + octets));
                    lastWaitsForNothing(seen, (head + octets) % MSS);
                }
            }
        }
    }

    @Test
    void byTheLittleServices() throws Exception {
        try (TwoStacks two = new TwoStacks(link.a(), watch)) {
            Application.parse("echo:7").start(two.server);
            try (TcpSocket socket = two.connect(7)) {
                socket.setTcpNoDelay(true);
                // Echo may get its text in two pieces, and the client may acknowledge at any time: but not each time,
                // unless it is waited for.
                boolean withoutWaiting = false;
                for (int i = 0; i < 20; i++) {
                    List<Integer> seen = exchange(socket, "x".repeat(2000), 2000);
                    int last = seen.lastIndexOf(2000 - MSS);
                    withoutWaiting |= last > 0 && seen.get(last - 1) == MSS;
                }
                assertThat(withoutWaiting)
                        .as("the rest of an answer has followed at once")
                        .isTrue();
            }
        }
    }

    /** The rest follows a full segment of its own at once: no acknowledgment comes between. */
    private static void lastWaitsForNothing(List<Integer> seen, int rest) {
        int last = seen.lastIndexOf(rest);
        assertThat(last).as("the rest of %d octets, in %s", rest, seen).isNotNegative();
        if (last > 0) {
            assertThat(seen.get(last - 1)).as("before the rest, in %s", seen).isNotZero();
        }
    }
}
