package dev.sequent.stack.ip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.stack.device.Frame;
import dev.sequent.wire.ArpPacket;
import dev.sequent.wire.EthernetHeader;
import dev.sequent.wire.Icmpv4Header;
import dev.sequent.wire.Ipv4Header;
import dev.sequent.wire.MacAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Mutated and random frames: nothing throws, nothing grows, and each frame is explained by one counter. */
class FrameFuzzTest {

    /** For each seed; more with -DargLine="-Dsequent.fuzz.frames=1000000". */
    private static final int FRAMES = Integer.getInteger("sequent.fuzz.frames", 100_000);

    @ParameterizedTest
    @ValueSource(longs = {1, 20260101})
    void everyFrameIsHandledOrExplained(long seed) {
        Random random = new Random(seed);
        TestHost host = new TestHost(Ipv4Configuration.of(
                        new dev.sequent.wire.Ipv4Prefix(new dev.sequent.wire.Ipv4Address(TestHost.OURS), 24), seed)
                .withMtu(1500)
                .withGateway(new dev.sequent.wire.Ipv4Address(TestHost.PEER)));
        List<byte[]> corpus = corpus(host);
        Frame out = Frame.allocate();
        for (int i = 0; i < FRAMES; i++) {
            host.raw(
                    random.nextInt(50) == 0
                            ? noise(random)
                            : mutated(corpus.get(random.nextInt(corpus.size())), random));
            while (host.peer.receive(out) > 0) {
                checkSent(host, out);
            }
            host.clock.advance(random.nextInt(1_000_000));
            if (random.nextInt(100) == 0) {
                host.pass(random.nextInt(2_000_000_000));
            }
            if (random.nextInt(1_000) == 0) {
                host.pass(Reassembler.TIMEOUT_NANOS);
            }
            if (random.nextInt(20) == 0) {
                host.send(TestHost.PEER + random.nextInt(6) - 2, 20 + random.nextInt(1_480));
            }
            host.tcp.deliveries.clear();
            host.tcp.errors.clear();
            assertThat(host.ip.datagramsInReassembly()).isLessThanOrEqualTo(Reassembler.MAX_DATAGRAMS);
            assertThat(host.ip.framesAwaitingArp()).isLessThanOrEqualTo(ArpResolver.MAX_PENDING);
        }
        host.run(); // Takes what was sent to ourselves last.
        host.checkEveryFrameIsExplained();
        assertThat(host.count(IpCounter.FRAMES_RECEIVED)).isEqualTo(FRAMES + host.count(IpCounter.DATAGRAMS_LOOPED));
        // The fuzz reaches what it is meant to reach.
        for (IpCounter counter : IpCounter.values()) {
            boolean needsMore = switch (counter) {
                case DROP_FRAME_TOO_SHORT,
                        SEND_LOST_AT_DEVICE,
                        DROP_ICMP_ECHO_REPLY_NOT_SENT,
                        ARP_EVICTIONS,
                        SEND_ARP_QUEUE_FULL,
                        DROP_ICMP_ECHO_TOO_BIG,
                        SEND_TOO_BIG,
                        SEND_IDENTIFICATIONS_USED_UP,
                        SEND_LOOPBACK_FULL,
                        REASSEMBLY_EVICTIONS,
                        ICMP_ERRORS_WITHHELD_BY_RATE -> true;
                default -> false;
            };
            assertThat(needsMore || host.count(counter) > 0)
                    .as("%s with seed %d:%n%s", counter, seed, host.ip.counters())
                    .isTrue();
        }
        host.pass(2 * Reassembler.TIMEOUT_NANOS);
        assertThat(host.wheel.running()).as("timers left").isZero();
        assertThat(host.ip.datagramsInReassembly()).isZero();
        assertThat(host.ip.framesAwaitingArp()).isZero();
    }

    /** Whatever is sent in answer is itself well formed. */
    private static void checkSent(TestHost host, Frame out) {
        ByteBuffer buffer = out.buffer();
        assertThat(EthernetHeader.source(buffer, Frame.START)).isEqualTo(host.ourMac);
        if (EthernetHeader.type(buffer, Frame.START) == EthernetHeader.TYPE_ARP) {
            assertThat(ArpPacket.isIpv4OverEthernet(buffer, Frame.NETWORK)).isTrue();
        } else {
            assertThat(Ipv4Header.checksumHolds(buffer, Frame.NETWORK)).isTrue();
            assertThat(Ipv4Header.totalLength(buffer, Frame.NETWORK)).isEqualTo(out.length() - EthernetHeader.LENGTH);
            assertThat(Ipv4Header.source(buffer, Frame.NETWORK)).isEqualTo(TestHost.OURS);
        }
    }

    private static List<byte[]> corpus(TestHost host) {
        List<byte[]> frames = new ArrayList<>();
        for (int operation = 1; operation <= 2; operation++) {
            ByteBuffer arp = ByteBuffer.allocate(42);
            EthernetHeader.put(arp, 0, MacAddress.BROADCAST, host.peerMac, EthernetHeader.TYPE_ARP);
            ArpPacket.put(arp, 14, operation, host.peerMac, TestHost.PEER, 0, TestHost.OURS);
            frames.add(arp.array());
        }
        ByteBuffer claim =
                ByteBuffer.wrap(frames.getFirst().clone()).putInt(14 + ArpPacket.SENDER_PROTOCOL, TestHost.OURS);
        frames.add(claim.array());
        byte[] ours = TestHost.ipv4(TestHost.OURS, TestHost.PEER, 6, 1, 0, TestHost.octets(20, 0));
        int[] types = {0, 3, 3, 4, 5, 8, 8, 11, 12, 13};
        for (int type : types) {
            frames.add(framed(host, TestHost.ipv4(1, TestHost.icmp(type, type == 3 ? 4 : 0, 1400, ours))));
        }
        frames.add(framed(host, TestHost.ipv4(1, TestHost.icmp(Icmpv4Header.ECHO_REQUEST, 0, 1, new byte[56]))));
        frames.add(framed(host, TestHost.ipv4(6, TestHost.octets(40, 0))));
        frames.add(framed(host, TestHost.ipv4(99, TestHost.octets(40, 0))));
        frames.add(framed(host, TestHost.ipv4(TestHost.PEER, -1, 6, 1, 0, TestHost.octets(40, 0))));
        frames.add(framed(host, TestHost.ipv4(TestHost.PEER, -1, 1, 1, 0, TestHost.icmp(8, 0, 1, new byte[9]))));
        frames.add(framed(host, TestHost.ipv4(6, TestHost.octets(1600, 0))));
        ByteBuffer ownSource = ByteBuffer.wrap(framed(host, TestHost.ipv4(6, TestHost.octets(40, 0))));
        MacAddress.put(ownSource, EthernetHeader.SOURCE, host.ourMac);
        frames.add(ownSource.array());
        ByteBuffer toAll = ByteBuffer.wrap(framed(host, TestHost.ipv4(6, TestHost.octets(40, 0))));
        MacAddress.put(toAll, EthernetHeader.DESTINATION, MacAddress.BROADCAST);
        frames.add(toAll.array());
        for (int i = 0; i < 3; i++) {
            frames.add(framed(host, TestHost.fragment(4, i * 8, i < 2, TestHost.octets(8, 0))));
        }
        return frames;
    }

    private static byte[] framed(TestHost host, byte[] datagram) {
        ByteBuffer frame = ByteBuffer.allocate(14 + datagram.length);
        EthernetHeader.put(frame, 0, host.ourMac, host.peerMac, EthernetHeader.TYPE_IPV4);
        return frame.put(14, datagram).array();
    }

    private static byte[] noise(Random random) {
        byte[] noise = new byte[1 + random.nextInt(200)];
        random.nextBytes(noise);
        return noise;
    }

    /**
     * Changes up to four octets, mostly of the headers; often cuts or stretches; and mostly makes the checksums right
     * again.
     */
    private static byte[] mutated(byte[] original, Random random) {
        byte[] frame = random.nextInt(8) == 0
                ? java.util.Arrays.copyOf(original, 1 + random.nextInt(original.length + 20))
                : original.clone();
        for (int n = random.nextInt(4); n > 0; n--) {
            int at = random.nextInt(Math.min(frame.length, random.nextInt(3) == 0 ? frame.length : 60));
            switch (random.nextInt(4)) {
                case 0 -> frame[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> frame[at] = (byte) random.nextInt();
                case 2 -> frame[at] = 0;
                default -> frame[at] = -1;
            }
        }
        if (random.nextInt(5) != 0) {
            repair(ByteBuffer.wrap(frame));
        }
        return frame;
    }

    private static void repair(ByteBuffer frame) {
        int available = frame.capacity() - 14;
        if (available < 20 || EthernetHeader.type(frame, 0) != EthernetHeader.TYPE_IPV4) {
            return;
        }
        int header = Ipv4Header.headerLength(frame, 14);
        if (header < 20 || header > available) {
            return;
        }
        Ipv4Header.putChecksum(frame, 14);
        int total = Ipv4Header.totalLength(frame, 14);
        if (Ipv4Header.protocol(frame, 14) == Ipv4Header.ICMP && total <= available && total >= header + 8) {
            int at = 14 + header;
            Icmpv4Header.put(
                    frame,
                    at,
                    Icmpv4Header.type(frame, at),
                    Icmpv4Header.code(frame, at),
                    Icmpv4Header.rest(frame, at),
                    total - header);
        }
    }
}
