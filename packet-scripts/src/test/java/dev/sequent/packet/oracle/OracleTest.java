package dev.sequent.packet.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.packet.kernel.KernelBench;
import dev.sequent.packet.run.Bench;
import dev.sequent.packet.run.LiveSegment;
import dev.sequent.packet.run.Request;
import dev.sequent.packet.run.Subject;
import dev.sequent.packet.stack.StackBench;
import dev.sequent.stack.device.DeviceException;
import dev.sequent.stack.device.KernelNamespace;
import dev.sequent.wire.Ipv4Address;
import dev.sequent.wire.TcpHeader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two hosts that are told the same: what is a difference, what is none, and what Linux does. */
@Timeout(300)
class OracleTest {
    private static final long SEED = 1;
    private static final Map<String, Long> UNTHROTTLED = Map.of("UNACCEPTABLE-INTERVAL", 0L, "CHALLENGE-ACKS", 0L);

    private static Findings compare(Bench with, int exchanges) {
        return new Oracle(new StackBench(), UNTHROTTLED, with)
                .run(SEED, IntStream.range(0, exchanges).boxed().toList(), 4, () -> false, done -> {});
    }

    /** The stack, with a parameter that is another one. */
    private static Bench stack(String parameter, long value) {
        Map<String, Long> all = new HashMap<>(UNTHROTTLED);
        all.put(parameter, value);
        return (settings, ignored) -> new StackBench().open(settings, all);
    }

    @Test
    void theSameSeedIsTheSameExchange() {
        assertThat(Exchanges.draw(SEED, 7)).isEqualTo(Exchanges.draw(SEED, 7));
        assertThat(Exchanges.draw(SEED, 7)).isNotEqualTo(Exchanges.draw(SEED, 8));
        assertThat(Exchanges.draw(SEED + 1, 7)).isNotEqualTo(Exchanges.draw(SEED, 7));
    }

    /** How long an ACK of something new waits is left to the implementation (RFC 9293, 3.8.6.3). */
    @Test
    void whenAnAckGoesOutIsNoDifference() {
        Findings findings = compare(stack("DELAYED-ACK-TIME", 0), 100);
        assertThat(findings.found()).isEmpty();
        assertThat(findings.agreed()).isEqualTo(100);
        assertThat(findings.steps()).isGreaterThan(500);
    }

    @Test
    void whenSmallSegmentsGoOutIsAKnownDifference() {
        Findings findings = compare(stack("NAGLE", 0), 200);
        assertThat(findings.unknown()).isEmpty();
        assertThat(findings.found().stream().map(f -> f.known().orElseThrow().name()))
                .isNotEmpty()
                .containsOnly("when text and FIN go out");
    }

    /** A host that swallows its RSTs: no class knows of that. */
    @Test
    void aHostThatDoesSomethingElseIsFound() {
        Findings findings =
                compare((settings, ignored) -> new Silenced(new StackBench().open(settings, UNTHROTTLED)), 40);
        assertThat(findings.unknown())
                .isNotEmpty()
                .allSatisfy(f -> assertThat(f.difference().facets()).contains(Facet.RESET));
        assertThat(findings.isExplained()).isFalse();
        String text = new FindingsText(findings, "Sequent", "another", 100).unknown();
        assertThat(text).contains("they differ in the RST", "<CTL=RST", "another  sends nothing");
    }

    /** Every state is met, and by most kinds of step. */
    @Test
    void theExchangesGoEverywhere() {
        Findings findings = compare(stack("DELAYED-ACK-TIME", 0), 400);
        assertThat(findings.seen().keySet())
                .containsExactlyInAnyOrder(
                        "CLOSED",
                        "SYN-SENT",
                        "SYN-RECEIVED",
                        "ESTABLISHED",
                        "FIN-WAIT-1",
                        "FIN-WAIT-2",
                        "CLOSE-WAIT",
                        "CLOSING",
                        "LAST-ACK",
                        "TIME-WAIT");
        assertThat(findings.seen().get("ESTABLISHED")).hasSizeGreaterThan(40);
    }

    /** A hundred exchanges with the kernel of this machine; sequent oracle has as many as one likes. */
    @Test
    void everyDifferenceFromLinuxIsAKnownOne() {
        try (KernelNamespace namespace = KernelNamespace.create()) {
            Assumptions.assumeTrue(Files.isWritable(Path.of("/dev/net/tun")), "no /dev/net/tun: run as root");
        } catch (DeviceException e) {
            Assumptions.abort(e.getMessage());
        }
        Findings findings = compare(new KernelBench(), 100);
        assertThat(findings.unknown())
                .as(new FindingsText(findings, "Sequent", "Linux", 120).unknown())
                .isEmpty();
        assertThat(findings.agreed()).isGreaterThan(50);
    }

    @Test
    void thereAreAtMostTwelveClassesAndTheDocumentHasThem() throws Exception {
        assertThat(LinuxDifferences.ALL).hasSizeLessThanOrEqualTo(12);
        String document = Files.readString(Path.of("../spec/tcp/LINUX.md"));
        assertThat(LinuxDifferences.ALL.stream()
                        .filter(c -> !document.contains("\n## " + c.name()) || !document.contains(c.what()))
                        .map(DifferenceClass::name)
                        .collect(Collectors.toList()))
                .as("classes that spec/tcp/LINUX.md does not have: write it again with sequent oracle --report")
                .isEmpty();
    }

    /** A host whose RSTs are lost. */
    private record Silenced(Subject host) implements Subject {
        @Override
        public long now() {
            return host.now();
        }

        @Override
        public void advanceTo(long nanos) {
            host.advanceTo(nanos);
        }

        @Override
        public long nextDeadline() {
            return host.nextDeadline();
        }

        @Override
        public void deliver(byte[] datagram) {
            host.deliver(datagram);
        }

        @Override
        public @Nullable Sent poll() {
            Sent sent = host.poll();
            while (sent != null
                    && LiveSegment.of(sent).filter(s -> s.has(TcpHeader.RST)).isPresent()) {
                sent = host.poll();
            }
            return sent;
        }

        @Override
        public Pending call(Request request) {
            return host.call(request);
        }

        @Override
        public Optional<String> complaint() {
            return host.complaint();
        }

        @Override
        public Optional<String> state(int localPort, Ipv4Address remote, int remotePort) {
            return host.state(localPort, remote, remotePort);
        }

        @Override
        public void close() {
            host.close();
        }
    }
}
