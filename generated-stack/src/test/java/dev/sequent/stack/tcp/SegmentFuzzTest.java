package dev.sequent.stack.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.generated.tcp.Connection;
import dev.sequent.generated.tcp.ConnectionWorld;
import dev.sequent.generated.tcp.TcpCore;
import dev.sequent.generated.tcp.TcpParameters;
import dev.sequent.runtime.Core;
import dev.sequent.runtime.Machine;
import dev.sequent.runtime.Silence;
import dev.sequent.stack.Stack;
import dev.sequent.stack.StackConfiguration;
import dev.sequent.stack.device.Device;
import dev.sequent.stack.device.DeviceCounter;
import dev.sequent.stack.device.Frame;
import dev.sequent.stack.device.LinkPair;
import dev.sequent.stack.ip.IpCounter;
import dev.sequent.stack.ip.Ipv4Configuration;
import dev.sequent.stack.sim.StackAgent;
import dev.sequent.stack.time.Simulation;
import dev.sequent.wire.ArpPacket;
import dev.sequent.wire.EthernetHeader;
import dev.sequent.wire.Icmpv4Header;
import dev.sequent.wire.Ipv4Header;
import dev.sequent.wire.TcpHeader;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * A million frames, most of them near the truth, some of them random: the stack survives, accounts for each, forgets
 * what is over, and the specification breaks no rule of its own.
 */
class SegmentFuzzTest {

    private static final int FRAMES = Integer.getInteger("sequent.fuzz.frames", 1_000_000);
    private static final long SEED = Long.getLong("sequent.fuzz.seed", 20_250_101L);

    private final Random random = new Random(SEED);
    private final Simulation simulation = new Simulation();
    private final LinkPair link = new LinkPair(simulation.clock());
    private final Device wire = link.b();
    private final List<String> complaints = new ArrayList<>();
    private final Stack stack = new Stack(
            link.a(),
            simulation.clock(),
            StackConfiguration.of(Ipv4Configuration.of(Exchange.STACK, SEED), SEED)
                    .withLog(complaints::add));
    private final List<TcpConnection> live = new ArrayList<>();
    private final Frame frame = Frame.allocate();
    private final ByteBuffer b = frame.buffer();
    private final Core.Properties properties = new TcpCore().properties();
    private final int invariants = countInvariants();
    private long injected;

    @Test
    void aMillionFramesDoNoHarm() {
        System.out.println("seed " + SEED + ", " + FRAMES + " frames");
        simulation.attach(new StackAgent(stack));
        TcpListener listener = stack.listen(80, 50);
        listener.onNews(() -> live.add(listener.poll()));
        simulation.runFor(1);
        assertThat(invariants).isGreaterThan(10);
        int[] visits = new int[Connection.STATES.length];
        for (int i = 0; i < FRAMES; i++) {
            injectSomething();
            if (random.nextInt(4) == 0) {
                simulation.runFor(delay());
                wireDrain();
            }
            if (random.nextInt(50) == 0) {
                userDoesSomething();
            }
            live.forEach(c -> visits[c.machine().state()]++);
            if (random.nextInt(20) == 0) {
                live.forEach(this::invariantsHold);
            }
        }
        simulation.runFor(0);
        simulation.runFor(0);
        wireDrain();
        assertThat(complaints).isEmpty();
        everyFrameIsAccountedFor();
        assertThat(stack.tcp().dropRules().counts().keySet())
                .as("rules that drop")
                .hasSizeGreaterThan(10)
                .allMatch(rule -> rule.startsWith("segment-arrives.sqt:"));
        for (int state = 0; state < visits.length; state++) {
            String name = Connection.STATES[state];
            if (!name.equals("LISTEN")) { // There a machine is only for the time that its first segment takes.
                assertThat(visits[state])
                        .as("frames that came while a connection was in " + name)
                        .isGreaterThan(100);
            }
        }

        live.forEach(c -> c.user().abort());
        listener.close();
        simulation.runFor(10_000_000_000L);
        assertThat(stack.connections()).isEmpty();
        assertThat(stack.tcp().connections()).isZero();
        assertThat(stack.tcp().ringsInUse()).isZero();
        stack.close();
    }

    private void everyFrameIsAccountedFor() {
        long handled = Arrays.stream(IpCounter.values())
                .filter(c -> c.kind() != IpCounter.Kind.INFORMATION)
                .mapToLong(stack.ip().counters()::get)
                .sum();
        assertThat(handled).isEqualTo(injected);
        assertThat(stack.ip().counters().get(IpCounter.FRAMES_RECEIVED)).isEqualTo(injected);
        long segments = Arrays.stream(TcpCounter.values())
                .filter(c -> c.kind() != TcpCounter.Kind.INFORMATION)
                .mapToLong(stack.tcp().counters()::get)
                .sum();
        assertThat(segments).isEqualTo(stack.tcp().counters().get(TcpCounter.SEGMENTS_RECEIVED));
        assertThat(stack.ip().counters().get(IpCounter.DELIVERED)).isEqualTo(segments);
        long rules = stack.tcp().dropRules().counts().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        assertThat(rules).isEqualTo(stack.tcp().counters().get(TcpCounter.DROP_BY_RULE));
        assertThat(link.b().counters().get(DeviceCounter.FRAMES_SENT)).isEqualTo(injected);
    }

    private void invariantsHold(TcpConnection c) {
        Machine machine = c.machine();
        for (int i = 0; i < invariants; i++) {
            if (!properties.invariant(0, i, machine)) {
                StringBuilder variables = new StringBuilder();
                for (int v = 0; v < Connection.VARIABLES.length; v++) {
                    variables
                            .append(' ')
                            .append(Connection.VARIABLES[v])
                            .append('=')
                            .append(machine.variable(v));
                }
                throw new AssertionError("invariant " + i + " (from 0) is broken after " + injected + " frames: "
                        + c.info(simulation.now()) + variables);
            }
        }
    }

    /** Their number is written nowhere: asking for one too many is refused. */
    private int countInvariants() {
        Machine closed = new Connection(new TcpParameters(), ConnectionWorld.of(new Silence()));
        int count = 0;
        try {
            while (true) {
                properties.invariant(0, count, closed);
                count++;
            }
        } catch (IllegalArgumentException e) {
            return count;
        }
    }

    private long delay() {
        return switch (random.nextInt(100)) {
            case 0 -> 70_000_000_000L;
            case 1, 2 -> 1_000_000_000L;
            case 3, 4, 5, 6, 7 -> 50_000_000L;
            default -> random.nextInt(1_000_000);
        };
    }

    private void wireDrain() {
        while (wire.receive(frame) > 0) {
            if (EthernetHeader.type(b, Frame.START) == EthernetHeader.TYPE_ARP) {
                arp(ArpPacket.REPLY, ArpPacket.senderProtocol(b, Frame.NETWORK));
                send();
            }
        }
    }

    private void userDoesSomething() {
        if (live.size() < 20 && random.nextInt(3) == 0) {
            live.add(stack.connect(new Endpoint(Exchange.REMOTE.address(), 1 + random.nextInt(5)), 0));
        }
        if (live.isEmpty()) {
            return;
        }
        TcpConnection c = live.get(random.nextInt(live.size()));
        UserSide user = c.user();
        try {
            switch (random.nextInt(12)) {
                case 0 -> user.shutdownOutput();
                case 1 -> user.close();
                case 2 -> {
                    if (random.nextInt(4) == 0) {
                        user.abort();
                    }
                }
                case 3 -> user.options().nodelay(random.nextBoolean());
                case 4 -> user.options().keepalive(random.nextBoolean());
                case 5 -> user.writeUrgent(new byte[1], 0, user.writable() > 0 ? 1 : 0);
                case 6, 7, 8 -> user.write(new byte[5000], 0, random.nextInt(5000));
                default -> user.read(new byte[30_000], 0, random.nextInt(30_000));
            }
        } catch (java.io.IOException e) {
            // The connection is over: so be it.
        }
    }

    /** Its user reads no more. */
    private boolean closed(TcpConnection c) {
        c.user().close();
        return true;
    }

    // ---------------------------------------------------------------- frames

    private void injectSomething() {
        int what = random.nextInt(100);
        if (what < 2) {
            randomFrame();
        } else if (what < 4) {
            arp(
                    random.nextInt(4),
                    random.nextBoolean() ? Exchange.STACK.address().bits() : random.nextInt());
        } else if (what < 8) {
            icmp();
        } else {
            segment();
        }
        if (random.nextInt(20) == 0) {
            mutate();
        }
        send();
    }

    private void send() {
        if (wire.send(frame)) {
            injected++;
        }
    }

    private void randomFrame() {
        byte[] octets = new byte[1 + random.nextInt(200)];
        random.nextBytes(octets);
        b.put(Frame.START, octets);
        frame.length(octets.length);
        if (random.nextInt(3) > 0) {
            ethernet(random.nextBoolean() ? EthernetHeader.TYPE_IPV4 : EthernetHeader.TYPE_ARP);
            frame.length(Math.max(octets.length, EthernetHeader.LENGTH));
        }
    }

    private void ethernet(int type) {
        EthernetHeader.put(b, Frame.START, link.a().macAddress(), wire.macAddress(), type);
    }

    private void arp(int operation, int target) {
        ethernet(EthernetHeader.TYPE_ARP);
        ArpPacket.put(
                b,
                Frame.NETWORK,
                operation,
                wire.macAddress(),
                Exchange.REMOTE.address().bits(),
                link.a().macAddress(),
                target);
        frame.length(EthernetHeader.LENGTH + ArpPacket.LENGTH);
    }

    private void datagram(int protocol, int length) {
        Ipv4Header.put(
                b,
                Frame.NETWORK,
                0,
                Ipv4Header.MIN_LENGTH + length,
                0,
                random.nextInt(200) == 0 ? Ipv4Header.MORE_FRAGMENTS | random.nextInt(100) : Ipv4Header.DONT_FRAGMENT,
                64,
                protocol,
                random.nextInt(300) == 0
                        ? random.nextInt()
                        : Exchange.REMOTE.address().bits(),
                random.nextInt(300) == 0
                        ? random.nextInt()
                        : Exchange.STACK.address().bits());
        ethernet(EthernetHeader.TYPE_IPV4);
        frame.length(EthernetHeader.LENGTH + Ipv4Header.MIN_LENGTH + length);
    }

    /** A flipped bit, or one octet of anything, or a cut, anywhere: checksums are not mended. */
    private void mutate() {
        int octets = 1 + random.nextInt(3);
        for (int i = 0; i < octets && frame.length() > 0; i++) {
            int at = Frame.START + random.nextInt(frame.length());
            b.put(at, (byte) (random.nextBoolean() ? b.get(at) ^ 1 << random.nextInt(8) : random.nextInt()));
        }
        if (random.nextInt(4) == 0 && frame.length() > 1) {
            frame.length(1 + random.nextInt(frame.length() - 1));
        }
    }

    private void icmp() {
        TcpConnection c = any();
        int quoted = Frame.TRANSPORT + Icmpv4Header.LENGTH;
        Ipv4Header.put(
                b,
                quoted,
                0,
                40,
                0,
                0,
                64,
                Ipv4Header.TCP,
                Exchange.STACK.address().bits(),
                Exchange.REMOTE.address().bits());
        b.putShort(quoted + 20, (short) (c == null ? 80 : c.localPort()));
        b.putShort(
                quoted + 22, (short) (c == null ? random.nextInt() : c.remote().port()));
        b.putInt(quoted + 24, c == null ? random.nextInt() : variable(c, "SND.UNA") + random.nextInt(4000) - 1000);
        int type = random.nextInt(3) == 0 ? random.nextInt(20) : 3;
        int length = Icmpv4Header.LENGTH + 28;
        Icmpv4Header.put(b, Frame.TRANSPORT, type, random.nextInt(16), random.nextInt(65536), length);
        datagram(Ipv4Header.ICMP, length);
    }

    private TcpConnection any() {
        live.removeIf(l -> l.isGone() && closed(l));
        return live.isEmpty() || random.nextInt(10) == 0 ? null : live.get(random.nextInt(live.size()));
    }

    private static int variable(TcpConnection c, String name) {
        return (int) c.machine().variable(Arrays.asList(Connection.VARIABLES).indexOf(name));
    }

    /** Aimed at a connection: sequence and acknowledgment numbers at or near what it expects, any bits. */
    private void segment() {
        TcpConnection c = any();
        int at = Frame.TRANSPORT;
        int header = 20 + 4 * (random.nextInt(10) == 0 ? random.nextInt(11) : 0);
        b.putShort(
                at, (short) (c == null ? 5000 + random.nextInt(50) : c.remote().port()));
        b.putShort(at + 2, (short) (c == null ? random.nextInt(20) == 0 ? random.nextInt() : 80 : c.localPort()));
        b.putInt(at + 4, c == null ? random.nextInt() : variable(c, "RCV.NXT") + near(70_000));
        b.putInt(at + 8, c == null ? random.nextInt() : acknowledgment(c));
        b.put(at + 12, (byte) (header / 4 << 4 | (random.nextInt(20) == 0 ? random.nextInt(16) : 0)));
        b.put(at + 13, (byte) bits(c == null));
        b.putShort(at + 14, (short) window());
        b.putShort(at + 16, (short) 0);
        b.putShort(at + 18, (short) random.nextInt());
        for (int i = 20; i < header; i += 4) {
            b.putInt(at + i, random.nextInt(3) == 0 ? random.nextInt() : 0x0204_0000 | random.nextInt(65536));
        }
        int text = random.nextInt(3) == 0 ? random.nextInt(1500 - 20 - header) : 0;
        int length = header + text;
        TcpHeader.putChecksum(b, at, length, Exchange.REMOTE.address(), Exchange.STACK.address());
        datagram(Ipv4Header.TCP, length);
    }

    private int near(int range) {
        return switch (random.nextInt(4)) {
            case 0 -> random.nextInt(2 * range) - range;
            case 1 -> random.nextInt(7) - 3;
            default -> 0;
        };
    }

    private int acknowledgment(TcpConnection c) {
        int una = variable(c, "SND.UNA");
        int next = variable(c, "SND.NXT");
        return switch (random.nextInt(6)) {
            case 0 -> una;
            case 1 -> una + near(100_000);
            case 2 -> una + (next - una) / 2;
            default -> next;
        };
    }

    private int bits(boolean opening) {
        int[] likely = opening
                ? new int[] {0x02, 0x02, 0x02, 0x12, 0x10, 0x04}
                : new int[] {0x10, 0x10, 0x10, 0x10, 0x18, 0x18, 0x11, 0x11, 0x12, 0x02, 0x30, 0x38, 0x14, 0x04};
        return random.nextInt(20) == 0 ? random.nextInt(256) : likely[random.nextInt(likely.length)];
    }

    private int window() {
        return switch (random.nextInt(5)) {
            case 0 -> 0;
            case 1 -> random.nextInt(100);
            default -> random.nextInt(65536);
        };
    }
}
