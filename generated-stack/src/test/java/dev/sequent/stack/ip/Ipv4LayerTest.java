package dev.sequent.stack.ip;

import static dev.sequent.stack.ip.TestHost.OURS;
import static dev.sequent.stack.ip.TestHost.PEER;
import static dev.sequent.stack.ip.TestHost.ipv4;
import static dev.sequent.stack.ip.TestHost.octets;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.sequent.stack.device.Frame;
import dev.sequent.stack.device.LinkPair;
import dev.sequent.stack.time.TimerWheel;
import dev.sequent.stack.time.VirtualClock;
import dev.sequent.wire.EthernetHeader;
import dev.sequent.wire.Icmpv4Header;
import dev.sequent.wire.Ipv4Address;
import dev.sequent.wire.Ipv4Header;
import dev.sequent.wire.Ipv4Prefix;
import dev.sequent.wire.MacAddress;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Ipv4LayerTest {

    private final TestHost host = new TestHost().acquainted();

    private void drops(IpCounter why, byte[] datagram) {
        host.datagram(datagram);
        dropped(why);
    }

    private void dropped(IpCounter why) {
        assertThat(host.count(why)).as(host.ip.counters()::toString).isEqualTo(1);
        assertThat(host.tcp.deliveries).isEmpty();
        host.sentNothing();
        host.checkEveryFrameIsExplained();
    }

    /** A good datagram, changed, with its checksum made right again. */
    private static byte[] changed(Consumer<ByteBuffer> change) {
        ByteBuffer datagram = ByteBuffer.wrap(ipv4(Ipv4Header.TCP, octets(24, 0)));
        change.accept(datagram);
        if (Ipv4Header.headerLength(datagram, 0) >= 20 && Ipv4Header.headerLength(datagram, 0) <= datagram.capacity()) {
            Ipv4Header.putChecksum(datagram, 0);
        }
        return datagram.array();
    }

    @Test
    void deliversThePayload() {
        host.datagram(ipv4(Ipv4Header.TCP, octets(100, 0)));
        assertThat(host.tcp.deliveries).singleElement().satisfies(d -> {
            assertThat(d.source()).isEqualTo(new Ipv4Address(PEER));
            assertThat(d.destination()).isEqualTo(OURS);
            assertThat(d.payload()).isEqualTo(octets(100, 0));
        });
        host.sentNothing();
        host.checkEveryFrameIsExplained();
    }

    @Test
    void ignoresWhatFollowsTheTotalLength() {
        byte[] padded = java.util.Arrays.copyOf(ipv4(Ipv4Header.TCP, octets(8, 0)), 46);
        host.datagram(padded);
        assertThat(host.tcp.deliveries.getFirst().payload()).isEqualTo(octets(8, 0));
    }

    @Test
    @Tag("MUST-50")
    void skipsOptions() {
        ByteBuffer datagram = ByteBuffer.allocate(24 + 5);
        Ipv4Header.put(datagram, 0, 0, 29, 1, 0, 64, Ipv4Header.TCP, PEER, OURS);
        datagram.put(0, (byte) 0x46).putInt(20, 0x01010100).put(24, octets(5, 9));
        Ipv4Header.putChecksum(datagram, 0);
        host.datagram(datagram.array());
        assertThat(host.tcp.deliveries.getFirst().payload()).isEqualTo(octets(5, 9));
        assertThat(host.count(IpCounter.IP_WITH_OPTIONS)).isEqualTo(1);
    }

    @Test
    void acceptsAnyTimeToLive() {
        host.datagram(changed(d -> d.put(Ipv4Header.TIME_TO_LIVE, (byte) 0)));
        assertThat(host.tcp.deliveries).hasSize(1);
        assertThat(host.count(IpCounter.IP_TTL_ZERO)).isEqualTo(1);
    }

    @Test
    void dropsMalformedHeaders() {
        drops(IpCounter.DROP_IP_TOO_SHORT, octets(19, 0x45));
        drops(IpCounter.DROP_IP_VERSION, changed(d -> d.put(0, (byte) 0x65)));
        drops(IpCounter.DROP_IP_HEADER_LENGTH, changed(d -> d.put(0, (byte) 0x44)));
        drops(IpCounter.DROP_IP_TOTAL_LENGTH, changed(d -> d.putShort(Ipv4Header.TOTAL_LENGTH, (short) 45)));
    }

    @Test
    void dropsAHeaderLongerThanTheFrame() {
        drops(IpCounter.DROP_IP_HEADER_LENGTH, changed(d -> d.put(0, (byte) 0x4F)));
    }

    @Test
    void dropsATotalLengthShorterThanTheHeader() {
        drops(IpCounter.DROP_IP_TOTAL_LENGTH, changed(d -> d.putShort(Ipv4Header.TOTAL_LENGTH, (short) 19)));
    }

    @Test
    void dropsAWrongChecksum() {
        byte[] datagram = ipv4(Ipv4Header.TCP, octets(24, 0));
        datagram[Ipv4Header.CHECKSUM] ^= 1;
        drops(IpCounter.DROP_IP_CHECKSUM, datagram);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "127.0.0.1",
                "224.0.0.1",
                "240.0.0.1",
                "255.255.255.255",
                "192.0.2.255",
                "192.0.2.0",
                "192.0.2.2"
            })
    void dropsSourcesThatAreNoOtherHost(String source) {
        drops(
                IpCounter.DROP_IP_SOURCE_INVALID,
                ipv4(Ipv4Address.parse(source).bits(), OURS, Ipv4Header.TCP, 1, 0, octets(24, 0)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.3", "198.51.100.2", "224.0.0.1", "0.0.0.0"})
    void dropsDestinationsThatAreNotOurs(String destination) {
        drops(
                IpCounter.DROP_IP_NOT_FOR_US,
                ipv4(PEER, Ipv4Address.parse(destination).bits(), Ipv4Header.TCP, 1, 0, octets(24, 0)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"255.255.255.255", "192.0.2.255", "192.0.2.0"})
    void keepsBroadcastsFromProtocolsThatWantNone(String destination) {
        host.frame(
                MacAddress.BROADCAST,
                EthernetHeader.TYPE_IPV4,
                ipv4(PEER, Ipv4Address.parse(destination).bits(), Ipv4Header.TCP, 1, 0, octets(24, 0)));
        dropped(IpCounter.DROP_IP_BROADCAST_REFUSED);
    }

    @Test
    void deliversBroadcastsToProtocolsThatWantThem() {
        TestHost.Recorder udp = new TestHost.Recorder(Ipv4Header.UDP, false);
        host.ip.register(udp);
        host.datagram(ipv4(PEER, -1, Ipv4Header.UDP, 1, 0, octets(24, 0)));
        assertThat(udp.deliveries.getFirst().destination()).isEqualTo(-1);
    }

    @Test
    void dropsUnicastInABroadcastFrame() {
        host.frame(MacAddress.BROADCAST, EthernetHeader.TYPE_IPV4, ipv4(Ipv4Header.TCP, octets(24, 0)));
        dropped(IpCounter.DROP_IP_UNICAST_IN_BROADCAST_FRAME);
    }

    @ParameterizedTest
    @CsvSource({
        "0x020000000099, 0x0800, DROP_FRAME_FOR_OTHER_STATION",
        "0x333300000001, 0x86dd, DROP_FRAME_MULTICAST",
        "0xffffffffffff, 0x86dd, DROP_FRAME_TYPE_UNKNOWN",
        "0xffffffffffff, 0x0040, DROP_FRAME_TYPE_UNKNOWN"
    })
    void dropsFramesThatAreNotForIt(String destination, String type, IpCounter why) {
        host.frame(Long.decode(destination), Integer.decode(type), ipv4(Ipv4Header.TCP, octets(24, 0)));
        dropped(why);
    }

    @Test
    void dropsItsOwnFramesAndStumps() {
        host.raw(octets(13, 0));
        dropped(IpCounter.DROP_FRAME_TOO_SHORT);
        ByteBuffer own = ByteBuffer.allocate(60);
        EthernetHeader.put(own, 0, MacAddress.BROADCAST, host.ourMac, EthernetHeader.TYPE_ARP);
        host.raw(own.array());
        dropped(IpCounter.DROP_FRAME_OF_OUR_OWN);
    }

    @Test
    void sendsInPlace() {
        Frame frame = Frame.allocate();
        frame.buffer().put(Frame.TRANSPORT, octets(50, 1));
        assertThat(host.ip.output().send(0, frame, Ipv4Header.TCP, PEER, 50, 0x2, 17, false))
                .isEqualTo(SendResult.SENT);
        ByteBuffer datagram = host.receiveDatagram();
        assertThat(Ipv4Header.typeOfService(datagram, 0)).isEqualTo(2);
        assertThat(Ipv4Header.timeToLive(datagram, 0)).isEqualTo(17);
        assertThat(Ipv4Header.protocol(datagram, 0)).isEqualTo(Ipv4Header.TCP);
        byte[] payload = new byte[50];
        datagram.get(20, payload);
        assertThat(payload).isEqualTo(octets(50, 1));
        byte[] inFrame = new byte[50];
        frame.buffer().get(Frame.TRANSPORT, inFrame);
        assertThat(inFrame).isEqualTo(octets(50, 1));
        assertThat(host.count(IpCounter.DATAGRAMS_SENT)).isEqualTo(1);
    }

    /**
     * RFC 6864, 4.3: without DF, each identification once in the lifetime of a datagram; a sender that is faster has to
     * wait.
     */
    @Test
    void datagramsThatMayBeFragmentedHaveIdentificationsOfTheirOwn() {
        Frame frame = Frame.allocate();
        BitSet seen = new BitSet();
        for (int i = 0; i < 65536; i++) {
            assertThat(host.ip.output().send(i, frame, Ipv4Header.TCP, PEER, 8, 0, 0, true))
                    .isEqualTo(SendResult.SENT);
            ByteBuffer datagram = host.receive().orElseThrow().slice(14, 28);
            assertThat(Ipv4Header.dontFragment(datagram, 0)).isFalse();
            assertThat(Ipv4Header.isFragment(datagram, 0)).isFalse();
            seen.set(Ipv4Header.identification(datagram, 0));
        }
        assertThat(seen.cardinality()).isEqualTo(65536);
        assertThat(host.ip.output().send(65536, frame, Ipv4Header.TCP, PEER, 8, 0, 0, true))
                .isEqualTo(SendResult.LOST);
        assertThat(host.count(IpCounter.SEND_IDENTIFICATIONS_USED_UP)).isEqualTo(1);
        host.sentNothing();
        assertThat(host.send(PEER, 8)).as("with DF it does not matter").isEqualTo(SendResult.SENT);
    }

    @Test
    void refusesToSendWhatDoesNotFitOrHasNoRoute() {
        assertThat(host.send(PEER, 1480)).isEqualTo(SendResult.SENT);
        host.receiveDatagram();
        assertThat(host.send(PEER, 1481)).isEqualTo(SendResult.TOO_BIG);
        for (String address : new String[] {"198.51.100.1", "192.0.2.255", "224.0.0.1", "127.0.0.1", "0.0.0.0"}) {
            assertThat(host.send(Ipv4Address.parse(address).bits(), 20))
                    .as(address)
                    .isEqualTo(SendResult.NO_ROUTE);
        }
        host.sentNothing();
    }

    /** Nobody is asked for the way to ourselves, and the protocol is not called from within its own call. */
    @Test
    void whatIsSentToOurselvesComesBackWithTheNextTurn() {
        assertThat(host.ip.hasLooped()).isFalse();
        assertThat(host.send(OURS, 100)).isEqualTo(SendResult.SENT);
        assertThat(host.tcp.deliveries).isEmpty();
        assertThat(host.ip.hasLooped()).isTrue();
        host.tcp.onReceive = () -> {
            host.tcp.onReceive = () -> {};
            assertThat(host.send(OURS, 8)).isEqualTo(SendResult.SENT);
            assertThat(host.tcp.deliveries).hasSize(1);
        };
        host.run();
        assertThat(host.tcp.deliveries).singleElement().satisfies(d -> {
            assertThat(d.source()).isEqualTo(new Ipv4Address(OURS));
            assertThat(d.destination()).isEqualTo(OURS);
            assertThat(d.payload()).isEqualTo(octets(100, 0x10));
        });
        host.run();
        assertThat(host.tcp.deliveries).hasSize(2);
        assertThat(host.ip.hasLooped()).isFalse();
        assertThat(host.count(IpCounter.DATAGRAMS_LOOPED)).isEqualTo(2);
        assertThat(host.count(IpCounter.DATAGRAMS_SENT)).isZero();
        host.sentNothing();
        host.checkEveryFrameIsExplained();
    }

    @Test
    void onlySoManyMayWaitForOurselves() {
        for (int i = 0; i < Loopback.LIMIT; i++) {
            assertThat(host.send(OURS, 8)).isEqualTo(SendResult.SENT);
        }
        assertThat(host.send(OURS, 8)).isEqualTo(SendResult.LOST);
        assertThat(host.count(IpCounter.SEND_LOOPBACK_FULL)).isEqualTo(1);
        host.datagram(ipv4(Ipv4Header.TCP, octets(100, 0)));
        assertThat(host.tcp.deliveries).hasSize(Loopback.LIMIT + 1);
        assertThat(host.send(OURS, 8)).isEqualTo(SendResult.SENT);
    }

    /** However much we say to ourselves, half of each turn is the link's. */
    @Test
    void whatComesFromTheLinkGetsItsTurn() {
        for (int i = 0; i < 20; i++) {
            host.send(OURS, 8);
        }
        host.tcp.onReceive = () -> host.send(OURS, 8);
        host.ip.poll(0, 10);
        assertThat(host.tcp.deliveries).hasSize(5);
    }

    @Test
    void sendsThroughTheGateway() {
        TestHost routed = new TestHost(Ipv4Configuration.of(new Ipv4Prefix(new Ipv4Address(OURS), 24), 1)
                        .withMtu(1500)
                        .withGateway(new Ipv4Address(PEER)))
                .acquainted();
        assertThat(routed.send(Ipv4Address.parse("198.51.100.1").bits(), 20)).isEqualTo(SendResult.SENT);
        ByteBuffer frame = routed.receive().orElseThrow();
        assertThat(EthernetHeader.destination(frame, 0)).isEqualTo(routed.peerMac);
        assertThat(Ipv4Header.destination(frame, 14))
                .isEqualTo(Ipv4Address.parse("198.51.100.1").bits());
    }

    @Test
    void reportsWhatTheDeviceDoesNotTake() {
        host.link.b().close();
        assertThat(host.send(PEER, 20)).isEqualTo(SendResult.LOST);
        assertThat(host.count(IpCounter.SEND_LOST_AT_DEVICE)).isEqualTo(1);
    }

    @Test
    void aProtocolMayReportTheDatagramThatItIsGiven() {
        host.tcp.onReceive = () -> host.ip.reportUnreachable(0, host.tcp.last, Icmpv4Header.PORT_UNREACHABLE);
        host.datagram(ipv4(Ipv4Header.TCP, octets(24, 0)));
        ByteBuffer error = host.receiveDatagram();
        assertThat(Icmpv4Header.type(error, 20)).isEqualTo(3);
        assertThat(Icmpv4Header.code(error, 20)).isEqualTo(3);
        assertThatIllegalStateException().isThrownBy(() -> host.ip.reportUnreachable(0, host.tcp.last, 3));
    }

    @Test
    void refusesASecondProtocolOfANumber() {
        assertThatIllegalArgumentException().isThrownBy(() -> host.ip.register(new TestHost.Recorder(6, true)));
        assertThatIllegalArgumentException().isThrownBy(() -> host.ip.register(new TestHost.Recorder(1, true)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0.0.0.0/8", "192.0.2.255/24", "192.0.2.0/24", "224.0.0.1/4", "127.0.0.1/8", "255.255.255.255/32"
            })
    void refusesAddressesThatNoHostHas(String address) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Ipv4Configuration.of(Ipv4Prefix.parse(address), 0))
                .withMessageContaining(address);
    }

    @Test
    void refusesAGatewayElsewhereAndAnMtuThatDoesNotFit() {
        Ipv4Configuration good = Ipv4Configuration.of(Ipv4Prefix.parse("192.0.2.2/24"), 0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> good.withGateway(Ipv4Address.parse("198.51.100.1")))
                .withMessageContaining("not on the link");
        assertThatIllegalArgumentException().isThrownBy(() -> good.withMtu(67)).withMessageContaining("68");
        LinkPair link = new LinkPair(new VirtualClock());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Ipv4Layer(link.a(), good.withMtu(1501), new TimerWheel()))
                .withMessageContaining("1501");
    }
}
