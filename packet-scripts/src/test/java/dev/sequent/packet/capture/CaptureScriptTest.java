package dev.sequent.packet.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sequent.packet.batch.Outcome;
import dev.sequent.packet.run.Runner;
import dev.sequent.packet.run.SysctlTable;
import dev.sequent.packet.script.Action;
import dev.sequent.packet.script.Script;
import dev.sequent.packet.script.ScriptPrinter;
import dev.sequent.packet.stack.StackBench;
import dev.sequent.packet.syntax.ScriptReader;
import dev.sequent.stack.Stack;
import dev.sequent.stack.StackConfiguration;
import dev.sequent.stack.device.Device;
import dev.sequent.stack.device.LinkPair;
import dev.sequent.stack.device.PcapngDevice;
import dev.sequent.stack.ip.Ipv4Configuration;
import dev.sequent.stack.sim.StackAgent;
import dev.sequent.stack.tcp.Endpoint;
import dev.sequent.stack.tcp.TcpConnection;
import dev.sequent.stack.tcp.TcpException;
import dev.sequent.stack.tcp.TcpListener;
import dev.sequent.stack.time.Simulation;
import dev.sequent.wire.Ipv4Address;
import dev.sequent.wire.Ipv4Prefix;
import dev.sequent.wire.PcapngReader;
import dev.sequent.wire.PcapngReader.Packet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What two stacks did once, on a link that delays, each does again when a script of its capture says what the other
 * did.
 */
class CaptureScriptTest {
    private static final Ipv4Address CONNECTOR = Ipv4Address.parse("192.0.2.1");
    private static final Ipv4Address LISTENER = Ipv4Address.parse("192.0.2.2");

    private static final long SECOND = 1_000_000_000L;

    @TempDir
    Path folder;

    /** The connector sends 1000 octets, the listener 10, and both close, a second apart; each captures what it sees. */
    @BeforeEach
    void capture() {
        var simulation = new Simulation();
        var link = new LinkPair(LinkPair.Options.of("link").withDelay(10_000_000), simulation.clock());
        Stack a = stack(simulation, link.a(), CONNECTOR);
        Stack b = stack(simulation, link.b(), LISTENER);
        TcpListener listener = b.listen(7, 1);
        TcpConnection connector = a.connect(new Endpoint(LISTENER, 7), 0);
        simulation.runFor(SECOND);
        TcpConnection accepted = listener.poll();
        assertThat(accepted).isNotNull();
        write(connector, 1000);
        simulation.runFor(SECOND);
        write(accepted, 10);
        simulation.runFor(SECOND);
        connector.user().shutdownOutput();
        simulation.runFor(SECOND);
        accepted.user().shutdownOutput();
        simulation.runFor(SECOND);
        a.close();
        b.close();
    }

    private static void write(TcpConnection connection, int octets) {
        try {
            assertThat(connection.user().write(new byte[octets], 0, octets)).isEqualTo(octets);
        } catch (TcpException e) {
            throw new AssertionError(e);
        }
    }

    private Stack stack(Simulation simulation, Device device, Ipv4Address address) {
        var captured = new PcapngDevice(device, folder.resolve(address + ".pcapng"), simulation.clock());
        var ip = Ipv4Configuration.of(Ipv4Prefix.parse(address + "/24"), address.bits());
        var stack = new Stack(captured, simulation.clock(), StackConfiguration.of(ip, address.bits()));
        simulation.attach(new StackAgent(stack));
        return stack;
    }

    private List<Packet> captured(Ipv4Address host) throws IOException {
        return PcapngReader.read(folder.resolve(host + ".pcapng"));
    }

    private static void passes(Script script) {
        String text = ScriptPrinter.text(script);
        var runner = new Runner(
                new StackBench(),
                new SysctlTable(List.of()),
                Map.of(),
                new Runner.Request(List.of(), false, false, false, 100),
                w -> {});
        var outcome = new Outcome("captured.pkt", runner.run(ScriptReader.read("captured.pkt", text, Map.of())), 0);
        assertThat(outcome.word())
                .as(outcome.line() + "\n" + outcome.details() + text)
                .isEqualTo("passed");
    }

    @Test
    void theListenerDoesItAgain() throws IOException {
        Script script = CaptureScript.of(captured(LISTENER), Optional.empty());
        assertThat(ScriptPrinter.text(script))
                .contains("listen(3, 1) = 0", "> S. 0:0(0) ack 1", "accept(3, ..., ...) = 4", "write(4, ..., 10) = 10");
        passes(script);
    }

    @Test
    void theConnectorDoesItAgain() throws IOException {
        Script script = CaptureScript.of(captured(CONNECTOR), Optional.of(CONNECTOR.bits()));
        assertThat(ScriptPrinter.text(script))
                .contains("connect(3, ..., ...) = -1 EINPROGRESS", "> S 0:0(0)", "shutdown(3, SHUT_WR) = 0");
        assertThat(script.events().stream()
                        .map(e -> e.action())
                        .filter(a -> a instanceof Action.TcpPacket p && p.length() > 0)
                        .mapToInt(a -> ((Action.TcpPacket) a).length())
                        .sum())
                .isEqualTo(1010);
        passes(script);
    }

    @Test
    void theOrderIsThatOfTime() throws IOException {
        List<Packet> all = captured(LISTENER);
        List<Packet> lastFirst = new ArrayList<>(all);
        lastFirst.addFirst(lastFirst.removeLast());
        assertThat(CaptureScript.of(lastFirst, Optional.empty())).isEqualTo(CaptureScript.of(all, Optional.empty()));
    }

    /** No script could say when its last packet comes. */
    @Test
    void aCaptureOfMoreThanAYearIsRefused() throws IOException {
        for (long late : new long[] {366L * 86_400 * 1_000_000_000, Long.MIN_VALUE}) {
            List<Packet> all = new ArrayList<>(captured(LISTENER));
            Packet last = all.removeLast();
            all.add(new Packet(last.nanos() + late, last.direction(), last.octets()));
            assertThatThrownBy(() -> CaptureScript.of(all, Optional.empty()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("longer than a year");
        }
    }

    @Test
    void aCaptureWithoutTheBeginningIsRefused() throws IOException {
        List<Packet> all = captured(LISTENER);
        assertThatThrownBy(() -> CaptureScript.of(all.subList(all.size() - 2, all.size()), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no SYN");
        assertThatThrownBy(() -> CaptureScript.of(
                        all, Optional.of(Ipv4Address.parse("192.0.2.9").bits())))
                .hasMessageContaining("from or to that host");
    }
}
