package dev.sequent.cli.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.cli.run.RunRequest;
import dev.sequent.generated.tcp.Segment;
import dev.sequent.generated.tcp.SegmentWire;
import dev.sequent.stack.device.Device;
import dev.sequent.stack.device.Frame;
import dev.sequent.stack.device.LinkPair;
import dev.sequent.stack.tcp.Endpoint;
import dev.sequent.stack.time.VirtualClock;
import dev.sequent.wire.Ipv4Address;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a look at the states of one connection costs all the others, and what it finds. */
class StateProbeTest {
    private static final int OURS = Ipv4Address.parse("192.0.2.2").bits();
    private static final Ipv4Address REMOTES = Ipv4Address.parse("192.0.2.1");
    private static final int ECHO = 7;

    private final LinkPair link = new LinkPair(LinkPair.Options.of("link"), new VirtualClock());
    private final Device remote = link.b();
    private final StateProbe probe = new StateProbe(link.a(), ECHO);
    private final Frame frame = Frame.allocate();
    private final List<Endpoint> looks = new ArrayList<>();
    private String state = "CLOSED";

    StateProbeTest() {
        probe.look((whose, localPort) -> {
            looks.add(whose);
            return state;
        });
    }

    @Test
    void whoeverDoesNotAskHasNoProbeInTheWay() {
        RunRequest request = RunRequest.of("sq0", "192.0.2.2/24", "192.0.2.1/24", List.of("echo:7"), "core");
        assertThat(LiveStacks.probe(request, link.a())).isEmpty();
        assertThat(LiveStacks.probe(request.withWatched(ECHO), link.a())).isPresent();
    }

    @Test
    void aThousandOtherConnectionsAreNotLookedAtNorKept() {
        in(40_000, 0, "SYN-RECEIVED");
        out(40_000, 0, "SYN-RECEIVED");
        in(40_000, 0, "ESTABLISHED");
        int before = looks.size();
        for (int port = 41_000; port < 42_000; port++) {
            in(port, 0, "ESTABLISHED");
            out(port, 0, "ESTABLISHED");
        }
        assertThat(looks).hasSize(before).containsOnly(new Endpoint(REMOTES, 40_000));
        assertThat(probe.changes()).isEqualTo(2);
    }

    @Test
    void aLongTransferIsKeptAsItsChangesOfState() {
        in(40_000, 0, "SYN-RECEIVED"); // 1
        out(40_000, 0, "SYN-RECEIVED"); // 2
        in(40_000, 0, "ESTABLISHED"); // 3
        for (int i = 0; i < 1_000; i++) {
            in(40_000, 1_000, "ESTABLISHED");
            out(40_000, 0, "ESTABLISHED"); // 5, 7, ... 2003
        }
        in(40_000, 0, "CLOSE-WAIT"); // 2004
        out(40_000, 0, "LAST-ACK"); // 2005
        in(40_000, 0, "CLOSED"); // 2006
        assertThat(probe.changes()).isEqualTo(5);
        assertThat(after(1, 2, 3, 2_003, 2_004, 2_005, 2_006))
                .containsExactly(
                        "SYN-RECEIVED",
                        "SYN-RECEIVED",
                        "ESTABLISHED",
                        "ESTABLISHED",
                        "CLOSE-WAIT",
                        "LAST-ACK",
                        "CLOSED");
    }

    @Test
    void whatIsSentInAnswerDoesNotTakeTheChangeFromWhatArrived() {
        send(remote, REMOTES.bits(), 40_000, OURS, ECHO, 0);
        probe.receive(frame); // 1
        state = "SYN-RECEIVED";
        send(probe, OURS, ECHO, REMOTES.bits(), 40_000, 0); // 2, of the same turn
        probe.receive(frame);
        assertThat(after(1, 2)).containsExactly("SYN-RECEIVED", "SYN-RECEIVED");
    }

    @Test
    void nothingIsKnownOfFramesBeforeTheConnection() {
        in(41_000, 0, "ESTABLISHED");
        assertThat(new StateProbe(link.a(), 80).stateAfter(1)).isEmpty();
    }

    private List<String> after(int... numbers) {
        var states = new ArrayList<String>();
        for (int number : numbers) {
            states.add(probe.stateAfter(number).orElse("unknown"));
        }
        return states;
    }

    /** A segment comes from a port of the remote's and leads to a state. */
    private void in(int port, int octets, String then) {
        send(remote, REMOTES.bits(), port, OURS, ECHO, octets);
        assertThat(probe.receive(frame)).isPositive();
        state = then;
        assertThat(probe.receive(frame)).isZero();
    }

    private void out(int port, int octets, String then) {
        send(probe, OURS, ECHO, REMOTES.bits(), port, octets);
        while (remote.receive(frame) > 0) {
            // Nobody wants it.
        }
        state = then;
        assertThat(probe.receive(frame)).isZero();
    }

    private static void send(Device by, int from, int fromPort, int to, int toPort, int octets) {
        var segment = new Segment();
        segment.DATA = octets;
        Frame sent = Frame.allocate();
        ByteBuffer b = sent.buffer();
        int at = Frame.START;
        b.putShort(at + 12, (short) 0x0800);
        b.put(at + 14, (byte) 0x45).putShort(at + 16, (short) (40 + octets)).put(at + 23, (byte) 6);
        b.putInt(at + 26, from);
        b.putInt(at + 30, to);
        SegmentWire.build(b, at + 34, segment, fromPort, toPort);
        sent.length(54 + octets);
        assertThat(by.send(sent)).isTrue();
    }
}
