package dev.sequent.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WireTest {

    private static ByteBuffer bytes(String hex) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(hex.replaceAll("\\s", "")));
    }

    private static String hex(ByteBuffer buffer) {
        return HexFormat.of().formatHex(buffer.array());
    }

    @Test
    void readsAnIpv4Header() {
        // An ICMP echo request of 84 octets, written down octet by octet from the format of RFC 791.
        ByteBuffer header = bytes("45 b8 00 54 a6 f2 40 00 40 01 0e fb c0 00 02 01 c0 00 02 02");
        assertThat(Ipv4Header.version(header, 0)).isEqualTo(4);
        assertThat(Ipv4Header.headerLength(header, 0)).isEqualTo(20);
        assertThat(Ipv4Header.typeOfService(header, 0)).isEqualTo(0xB8);
        assertThat(Ipv4Header.totalLength(header, 0)).isEqualTo(84);
        assertThat(Ipv4Header.identification(header, 0)).isEqualTo(0xA6F2);
        assertThat(Ipv4Header.dontFragment(header, 0)).isTrue();
        assertThat(Ipv4Header.isFragment(header, 0)).isFalse();
        assertThat(Ipv4Header.timeToLive(header, 0)).isEqualTo(64);
        assertThat(Ipv4Header.protocol(header, 0)).isEqualTo(Ipv4Header.ICMP);
        assertThat(Ipv4Header.source(header, 0))
                .isEqualTo(Ipv4Address.parse("192.0.2.1").bits());
        assertThat(Ipv4Header.destination(header, 0))
                .isEqualTo(Ipv4Address.parse("192.0.2.2").bits());
        assertThat(Ipv4Header.checksumHolds(header, 0)).isTrue();
    }

    @Test
    void writesTheIpv4HeaderThatItReads() {
        ByteBuffer header = ByteBuffer.allocate(20);
        Ipv4Header.put(header, 0, 0xB8, 84, 0xA6F2, Ipv4Header.DONT_FRAGMENT, 64, 1, 0xC0000201, 0xC0000202);
        assertThat(hex(header)).isEqualTo("45b80054a6f2400040010efbc0000201c0000202");
    }

    @Test
    void readsFragments() {
        ByteBuffer header = bytes("45 00 00 54 00 00 20 b9 40 01 00 00 c0 00 02 01 c0 00 02 02");
        assertThat(Ipv4Header.isFragment(header, 0)).isTrue();
        assertThat(Ipv4Header.moreFragments(header, 0)).isTrue();
        assertThat(Ipv4Header.fragmentOffset(header, 0)).isEqualTo(1480);
        assertThat(Ipv4Header.checksumHolds(header, 0)).isFalse();
    }

    @Test
    void writesAnArpRequestInItsFrame() {
        ByteBuffer frame = ByteBuffer.allocate(42);
        long us = 0x0200_0000_0001L;
        EthernetHeader.put(frame, 0, MacAddress.BROADCAST, us, EthernetHeader.TYPE_ARP);
        ArpPacket.put(frame, 14, ArpPacket.REQUEST, us, 0xC0000202, 0, 0xC0000201);
        assertThat(hex(frame))
                .isEqualTo("ffffffffffff0200000000010806" + "0001080006040001020000000001c0000202000000000000c0000201");
        assertThat(ArpPacket.isIpv4OverEthernet(frame, 14)).isTrue();
        assertThat(ArpPacket.operation(frame, 14)).isEqualTo(ArpPacket.REQUEST);
        assertThat(ArpPacket.senderHardware(frame, 14)).isEqualTo(us);
        assertThat(ArpPacket.targetHardware(frame, 14)).isZero();
        assertThat(ArpPacket.targetProtocol(frame, 14)).isEqualTo(0xC0000201);
        assertThat(EthernetHeader.source(frame, 0)).isEqualTo(us);
        assertThat(EthernetHeader.destination(frame, 0)).isEqualTo(MacAddress.BROADCAST);
    }

    @Test
    void writesAnIcmpMessageWhoseChecksumHolds() {
        ByteBuffer message = bytes("00000000 00000000 0123456789");
        Icmpv4Header.put(message, 0, Icmpv4Header.DESTINATION_UNREACHABLE, Icmpv4Header.FRAGMENTATION_NEEDED, 1400, 13);
        assertThat(Icmpv4Header.type(message, 0)).isEqualTo(3);
        assertThat(Icmpv4Header.code(message, 0)).isEqualTo(4);
        assertThat(Icmpv4Header.nextHopMtu(message, 0)).isEqualTo(1400);
        assertThat(InternetChecksum.holds(InternetChecksum.sum(message, 0, 13))).isTrue();
    }

    @Test
    void writesAndReadsATcpHeader() {
        // <SEQ=100><ACK=401><CTL=SYN,ACK><WND=65534><MSS=1460> with one octet, from port 5000 to port 80.
        ByteBuffer segment = ByteBuffer.allocate(25);
        TcpHeader.put(segment, 0, 5000, 80, 100, 401, 24, TcpHeader.SYN | TcpHeader.ACK, 65534, 7);
        segment.putInt(TcpHeader.OPTIONS, 0x0204_05B4).put(24, (byte) 'h');
        Ipv4Address from = Ipv4Address.parse("192.0.2.2");
        Ipv4Address to = Ipv4Address.parse("192.0.2.1");
        TcpHeader.putChecksum(segment, 0, 25, from, to);
        assertThat(hex(segment)).isEqualTo("138800500000006400000191" + "6012fffe963e0007" + "020405b468");
        assertThat(TcpHeader.sourcePort(segment, 0)).isEqualTo(5000);
        assertThat(TcpHeader.destinationPort(segment, 0)).isEqualTo(80);
        assertThat(TcpHeader.sequence(segment, 0)).isEqualTo(100);
        assertThat(TcpHeader.acknowledgment(segment, 0)).isEqualTo(401);
        assertThat(TcpHeader.headerLength(segment, 0)).isEqualTo(24);
        assertThat(TcpHeader.control(segment, 0)).isEqualTo(0x12);
        assertThat(TcpHeader.window(segment, 0)).isEqualTo(65534);
        assertThat(TcpHeader.urgentPointer(segment, 0)).isEqualTo(7);
        assertThat(TcpHeader.checksum(segment, 0)).isEqualTo(0x963e);
        assertThat(TcpHeader.checksumHolds(segment, 0, 25, from, to)).isTrue();
        segment.put(24, (byte) 'i');
        assertThat(TcpHeader.checksumHolds(segment, 0, 25, from, to)).isFalse();
    }

    @Test
    void namesGiveOneStationsLocalAddress() {
        long address = MacAddress.ofName("sequent0");
        assertThat(address).isEqualTo(MacAddress.ofName("sequent0")).isNotEqualTo(MacAddress.ofName("sequent1"));
        assertThat(MacAddress.isGroup(address)).isFalse();
        assertThat(address >>> 40 & 2).isEqualTo(2);
        assertThat(MacAddress.format(0x0200_5E00_53AFL)).isEqualTo("02:00:5e:00:53:af");
        assertThat(MacAddress.parse("02:00:5E:00:53:af")).isEqualTo(0x0200_5E00_53AFL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "02:00:5e:00:53",
                "02:00:5e:00:53:af:00",
                "2:00:5e:00:53:af",
                "02-00-5e-00-53-af",
                "02:00:5e:00:53:ag"
            })
    void refusesWhatIsNoMacAddress(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MacAddress.parse(text))
                .withMessageContaining("six octets");
    }

    @Test
    void knowsTheSpecialAddressesOfANetwork() {
        Ipv4Prefix net = Ipv4Prefix.parse("192.0.2.130/25");
        assertThat(net.toString()).isEqualTo("192.0.2.130/25");
        assertThat(net.contains(Ipv4Address.parse("192.0.2.129").bits())).isTrue();
        assertThat(net.contains(Ipv4Address.parse("192.0.2.127").bits())).isFalse();
        assertThat(net.isBroadcast(Ipv4Address.parse("192.0.2.255").bits())).isTrue();
        assertThat(net.isBroadcast(Ipv4Address.parse("192.0.2.128").bits())).isTrue();
        assertThat(net.isBroadcast(Ipv4Address.parse("192.0.2.127").bits())).isFalse();
        assertThat(Ipv4Prefix.parse("192.0.2.0/31")
                        .isBroadcast(Ipv4Address.parse("192.0.2.1").bits()))
                .isFalse();
        assertThat(new Ipv4Prefix(new Ipv4Address(0), 0).contains(-1)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2, it has 3 parts",
        "192.0.2.1.5, it has 5 parts",
        "192.0.2.256, 256 is more than 255",
        "192.0.2.x, 'x' is not a number",
        "192.0..1, '' is not a number",
        "192.0.02.1, leading zero",
        "192.0.-2.1, '-2' is not a number"
    })
    void refusesWhatIsNoAddress(String text, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Ipv4Address.parse(text))
                .withMessageContaining("'" + text + "'")
                .withMessageContaining(why)
                .withMessageContaining("192.0.2.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.1", "192.0.2.1/33", "192.0.2.1/", "192.0.2.1/x", "192.0.2/24"})
    void refusesWhatIsNoPrefix(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Ipv4Prefix.parse(text))
                .withMessageContaining("192.0.2");
    }
}
