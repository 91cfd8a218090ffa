package dev.sequent.stack.posix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.stack.Stack;
import dev.sequent.stack.StackConfiguration;
import dev.sequent.stack.device.LinkPair;
import dev.sequent.stack.device.NetworkNamespace;
import dev.sequent.stack.ip.Ipv4Configuration;
import dev.sequent.stack.sim.StackAgent;
import dev.sequent.stack.time.Simulation;
import dev.sequent.wire.Ipv4Prefix;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same calls in the same order, of a client and a server on one host: the stack's results are the kernel's. Needs
 * root, or the test is skipped and says so.
 */
@Timeout(60)
class AsTheKernelTest {

    /** What a program does and is told. */
    interface Story {
        void tell(Transcript t);
    }

    static Stream<String> stories() {
        return Stories.ALL.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("stories")
    void same(String name) throws Exception {
        compare(Stories.ALL.get(name));
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, Integer.getInteger("sequent.random.programs", 20));
    }

    /** What nobody has thought of: calls at random, from a seed; more of them with -Dsequent.random.programs=500. */
    @ParameterizedTest
    @MethodSource("seeds")
    void atRandom(long seed) throws Exception {
        compare(t -> new RandomProgram(t, seed).run(30));
    }

    private static void compare(Story story) throws Exception {
        String kernels = NetworkNamespace.call(() -> {
            assertThat(new ProcessBuilder("ip", "link", "set", "lo", "up")
                            .inheritIO()
                            .start()
                            .waitFor())
                    .isZero();
            Transcript t = new Transcript(new KernelCalls(), "127.0.0.1", () -> {
                try {
                    Thread.sleep(Integer.getInteger(
                            "sequent.kernel.rest", 5)); // Milliseconds: 50 is longer than it delays ACKs.
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            story.tell(t);
            return t.toString();
        });
        assertThat(onTheStack(story)).isEqualTo(kernels);
    }

    private static String onTheStack(Story story) {
        Simulation simulation = new Simulation();
        LinkPair link = new LinkPair(simulation.clock());
        Ipv4Prefix address = Ipv4Prefix.parse("192.0.2.1/24");
        try (Stack stack =
                new Stack(link.a(), simulation.clock(), StackConfiguration.of(Ipv4Configuration.of(address, 1), 1))) {
            simulation.attach(new StackAgent(stack));
            simulation.runFor(1_000_000_000);
            Transcript t = new Transcript(
                    new StackCalls(stack, simulation.clock()), "192.0.2.1", () -> simulation.runFor(60_000_000));
            story.tell(t);
            return t.toString();
        } finally {
            link.close();
        }
    }
}
