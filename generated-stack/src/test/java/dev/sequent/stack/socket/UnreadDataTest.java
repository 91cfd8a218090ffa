package dev.sequent.stack.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.stack.Stack;
import dev.sequent.stack.device.DeviceCounter;
import dev.sequent.stack.device.NetworkNamespace;
import dev.sequent.stack.device.TapDevice;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Two users who write, and do not read before they have written a lot: blocked both, and quiet on the link, until they
 * read.
 */
@Timeout(60)
class UnreadDataTest {

    private static final int OCTETS = 8 << 20;

    /** Whoever waits needs a thread of its own: the common pool may have one only. */
    private static <T> CompletableFuture<T> async(Callable<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread.ofPlatform().daemon().start(() -> {
            try {
                result.complete(work.call());
            } catch (Exception e) {
                result.completeExceptionally(e);
            }
        });
        return result;
    }

    private static CompletableFuture<Boolean> write(TcpSocket socket, long seed) {
        return async(() -> {
            socket.getOutputStream().write(octets(seed));
            socket.shutdownOutput();
            return true;
        });
    }

    private static long frames(Stack stack) {
        return stack.device().counters().get(DeviceCounter.FRAMES_SENT);
    }

    private static CompletableFuture<byte[]> read(TcpSocket socket) {
        return async(() -> socket.getInputStream().readAllBytes());
    }

    private static byte[] octets(long seed) {
        byte[] octets = new byte[OCTETS];
        new Random(seed).nextBytes(octets);
        return octets;
    }

    @Test
    void inOneProcess() throws Exception {
        bothBlockedAndThenBothRead(new TwoStacks());
    }

    /** Two TAPs, and the kernel's bridge between them. Needs root and a bridge, or is skipped and says so. */
    @Test
    void overTwoTaps() throws Exception {
        NetworkNamespace.call(() -> {
            TapDevice ofClient = TapDevice.open("sqt0");
            TapDevice ofServer = TapDevice.open("sqt1");
            Assumptions.assumeTrue(ip("link add sqbr type bridge"), "the kernel has no bridge to put between two TAPs");
            for (String device : List.of("sqt0", "sqt1")) {
                assertThat(ip("link set " + device + " master sqbr up")).isTrue();
            }
            assertThat(ip("link set sqbr up")).isTrue();
            bothBlockedAndThenBothRead(new TwoStacks(ofClient, ofServer));
            return true;
        });
    }

    private static boolean ip(String arguments) throws Exception {
        return new ProcessBuilder(("ip " + arguments).split(" "))
                        .inheritIO()
                        .start()
                        .waitFor()
                == 0;
    }

    private static void bothBlockedAndThenBothRead(TwoStacks both) throws Exception {
        try (TwoStacks stacks = both;
                TcpServerSocket listener = TcpServerSocket.listen(stacks.server, 7);
                TcpSocket client = stacks.connect(7);
                TcpSocket server = listener.accept()) {
            CompletableFuture<Boolean> fromClient = write(client, 1);
            CompletableFuture<Boolean> fromServer = write(server, 2);
            Thread.sleep(1_000);
            long ofClient = frames(stacks.client);
            long ofServer = frames(stacks.server);
            Thread.sleep(2_000);
            assertThat(frames(stacks.client) - ofClient).as("frames in 2 s").isLessThan(40);
            assertThat(frames(stacks.server) - ofServer).as("frames in 2 s").isLessThan(40);
            assertThat(fromClient).isNotDone();
            assertThat(fromServer).isNotDone();
            CompletableFuture<byte[]> atServer = read(server);
            CompletableFuture<byte[]> atClient = read(client);
            assertThat(atServer.get(5, TimeUnit.SECONDS)).isEqualTo(octets(1));
            assertThat(atClient.get(5, TimeUnit.SECONDS)).isEqualTo(octets(2));
        }
    }
}
