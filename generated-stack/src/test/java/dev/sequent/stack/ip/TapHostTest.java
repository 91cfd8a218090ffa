package dev.sequent.stack.ip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.stack.device.Frame;
import dev.sequent.stack.device.NetworkNamespace;
import dev.sequent.stack.device.PcapngDevice;
import dev.sequent.stack.device.TapDevice;
import dev.sequent.stack.time.Clock;
import dev.sequent.stack.time.TimerWheel;
import dev.sequent.wire.InternetChecksum;
import dev.sequent.wire.Ipv4Header;
import dev.sequent.wire.Ipv4Prefix;
import dev.sequent.wire.PcapngReader;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The layers against the Linux kernel, over a TAP in a namespace that the test makes: the kernel pings, and its UDP
 * sockets talk.
 */
@Timeout(30)
class TapHostTest {

    private static final int ECHO_PORT = 7;

    /**
     * Returns what comes in UDP datagrams, to show that both sides accept each other's datagrams; no UDP to be used
     * elsewhere.
     */
    private static final class UdpEcho implements IpProtocol {
        private final Ipv4Layer ip;
        private final Frame frame = Frame.allocate();
        int received;

        UdpEcho(Ipv4Layer ip) {
            this.ip = ip;
        }

        @Override
        public int number() {
            return Ipv4Header.UDP;
        }

        @Override
        public void receive(long now, Datagram datagram) {
            ByteBuffer packet = datagram.buffer();
            int offset = datagram.offset();
            int length = datagram.length();
            int sum = InternetChecksum.add(InternetChecksum.sum(packet, offset, length), datagram.pseudoHeader());
            if (!datagram.checksumVouched() && !InternetChecksum.holds(sum)) {
                return;
            }
            received++;
            if (packet.getShort(offset + 2) != ECHO_PORT) {
                ip.reportUnreachable(now, datagram, 3);
                return;
            }
            // What does not fit one datagram is cut: we never send fragments.
            int answer = Math.min(length, ip.mtu() - Ipv4Header.MIN_LENGTH);
            ByteBuffer out = frame.buffer();
            out.put(Frame.TRANSPORT, packet, offset, answer);
            out.putShort(Frame.TRANSPORT, packet.getShort(offset + 2));
            out.putShort(Frame.TRANSPORT + 2, packet.getShort(offset));
            out.putShort(Frame.TRANSPORT + 4, (short) answer);
            out.putShort(Frame.TRANSPORT + 6, (short) 0);
            int back = InternetChecksum.add(
                    InternetChecksum.sum(out, Frame.TRANSPORT, answer),
                    ip.address().pseudoHeader(datagram.source(), Ipv4Header.UDP, answer));
            out.putShort(Frame.TRANSPORT + 6, (short) InternetChecksum.finish(back));
            ip.send(now, frame, Ipv4Header.UDP, datagram.source(), answer, 0, 0, false);
        }

        @Override
        public void icmpError(long now, IcmpError error) {}
    }

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void talksWithTheKernel(boolean virtioHeader) throws Exception {
        Path capture = directory.resolve("tap.pcapng");
        NetworkNamespace.call(() -> {
            Clock clock = Clock.real();
            TapDevice tap = new TapDevice(TapDevice.Options.of("sqt0").withVirtioHeader(virtioHeader));
            tap.kernelInterface().address(Ipv4Prefix.parse("192.0.2.1/24"));
            PcapngDevice device = new PcapngDevice(tap, capture, clock);
            TimerWheel wheel = new TimerWheel();
            Ipv4Layer ip = new Ipv4Layer(device, Ipv4Configuration.of(Ipv4Prefix.parse("192.0.2.2/24"), 1), wheel);
            UdpEcho echo = new UdpEcho(ip);
            ip.register(echo);
            CompletableFuture<Boolean> stop = new CompletableFuture<>();
            CompletableFuture<Void> loop = CompletableFuture.runAsync(() -> {
                while (!stop.isDone()) {
                    ip.poll(clock.nanos(), 64);
                    wheel.advance(clock.nanos());
                    long next = wheel.nextDeadline();
                    device.await(next == Clock.NEVER ? Clock.NEVER : next - clock.nanos());
                }
            });
            try {
                exchange(ip);
            } finally {
                stop.complete(true);
                device.wakeup();
                loop.join();
                device.close();
            }
            checkCounters(ip, echo);
            return true;
        });
        assertThat(PcapngReader.read(capture).size()).isGreaterThan(20);
    }

    private static void exchange(Ipv4Layer ip) throws Exception {
        InetAddress ours = InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, 2});
        assertThat(ours.isReachable(5_000)).isTrue();
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout(5_000);
            socket.connect(new InetSocketAddress(ours, ECHO_PORT));
            Random random = new Random(7);
            // The last ones come in fragments: the kernel cuts them.
            for (int size : new int[] {1, 2, 100, 1_471, 1_472, 1_473, 5_000, 65_000}) {
                byte[] payload = new byte[size];
                random.nextBytes(payload);
                socket.send(new DatagramPacket(payload, size));
                DatagramPacket answer = new DatagramPacket(new byte[70_000], 70_000);
                socket.receive(answer);
                assertThat(answer.getLength()).isEqualTo(Math.min(size, 1_472));
                assertThat(Arrays.copyOf(answer.getData(), answer.getLength()))
                        .isEqualTo(Arrays.copyOf(payload, answer.getLength()));
            }
        }
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout(5_000);
            socket.connect(new InetSocketAddress(ours, 9));
            socket.send(new DatagramPacket(new byte[1], 1));
            // The kernel hands our "port unreachable" to the socket.
            org.assertj.core.api.Assertions.assertThatExceptionOfType(java.net.PortUnreachableException.class)
                    .isThrownBy(() -> socket.receive(new DatagramPacket(new byte[1], 1)));
        }
    }

    private static void checkCounters(Ipv4Layer ip, UdpEcho echo) {
        assertThat(echo.received).isEqualTo(9);
        assertThat(ip.counters().get(IpCounter.ICMP_ECHO_ANSWERED)).isPositive();
        assertThat(ip.counters().get(IpCounter.DATAGRAMS_REASSEMBLED)).isEqualTo(3);
        long explained = 0;
        for (IpCounter counter : IpCounter.values()) {
            explained += counter.kind() == IpCounter.Kind.INFORMATION
                    ? 0
                    : ip.counters().get(counter);
        }
        assertThat(explained)
                .as(ip.counters()::toString)
                .isEqualTo(ip.counters().get(IpCounter.FRAMES_RECEIVED));
        assertThat(ip.counters().get(IpCounter.DROP_IP_CHECKSUM)).isZero();
    }
}
