package dev.sequent.stack.ip;

import static dev.sequent.stack.ip.TestHost.OURS;
import static dev.sequent.stack.ip.TestHost.PEER;
import static dev.sequent.stack.ip.TestHost.SECOND;
import static dev.sequent.stack.ip.TestHost.icmp;
import static dev.sequent.stack.ip.TestHost.ipv4;
import static dev.sequent.stack.ip.TestHost.octets;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.wire.EthernetHeader;
import dev.sequent.wire.Icmpv4Header;
import dev.sequent.wire.InternetChecksum;
import dev.sequent.wire.Ipv4Address;
import dev.sequent.wire.Ipv4Header;
import dev.sequent.wire.Ipv4Prefix;
import dev.sequent.wire.MacAddress;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IcmpTest {

    private final TestHost host = new TestHost().acquainted();

    private void icmpMessage(byte[] message) {
        host.datagram(ipv4(Ipv4Header.ICMP, message));
    }

    /** The error that the host has just sent about a datagram. */
    private ByteBuffer expectError(int type, int code, byte[] about) {
        ByteBuffer sent = host.receiveDatagram();
        assertThat(Ipv4Header.protocol(sent, 0)).isEqualTo(Ipv4Header.ICMP);
        assertThat(Icmpv4Header.type(sent, 20)).isEqualTo(type);
        assertThat(Icmpv4Header.code(sent, 20)).isEqualTo(code);
        assertThat(InternetChecksum.holds(InternetChecksum.sum(sent, 20, sent.capacity() - 20)))
                .isTrue();
        byte[] quoted = new byte[Math.min(about.length, 576 - 28)];
        assertThat(sent.capacity()).isEqualTo(28 + quoted.length);
        sent.get(28, quoted);
        assertThat(quoted).isEqualTo(java.util.Arrays.copyOf(about, quoted.length));
        return sent;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 56, 1472})
    void answersEchoRequests(int length) {
        icmpMessage(icmp(Icmpv4Header.ECHO_REQUEST, 0, 0x12340001, octets(length, 3)));
        ByteBuffer reply = host.receiveDatagram();
        assertThat(reply.capacity()).isEqualTo(28 + length);
        byte[] message = new byte[8 + length];
        reply.get(20, message);
        assertThat(message).isEqualTo(icmp(Icmpv4Header.ECHO_REPLY, 0, 0x12340001, octets(length, 3)));
        assertThat(host.count(IpCounter.ICMP_ECHO_ANSWERED)).isEqualTo(1);
        host.checkEveryFrameIsExplained();
    }

    @Test
    void doesNotAnswerEchoToAllHosts() {
        host.frame(
                MacAddress.BROADCAST,
                EthernetHeader.TYPE_IPV4,
                ipv4(PEER, -1, Ipv4Header.ICMP, 1, 0, icmp(Icmpv4Header.ECHO_REQUEST, 0, 1, new byte[8])));
        host.sentNothing();
        assertThat(host.count(IpCounter.DROP_ICMP_ECHO_TO_BROADCAST)).isEqualTo(1);
    }

    @Test
    void reportsAnUnknownProtocol() {
        byte[] datagram = ipv4(99, octets(60, 0));
        host.datagram(datagram);
        expectError(3, Icmpv4Header.PROTOCOL_UNREACHABLE, datagram);
        byte[] large = ipv4(99, octets(1000, 0));
        host.datagram(large);
        expectError(3, Icmpv4Header.PROTOCOL_UNREACHABLE, large);
        assertThat(host.count(IpCounter.DROP_IP_PROTOCOL_UNKNOWN)).isEqualTo(2);
        assertThat(host.count(IpCounter.ICMP_ERRORS_SENT)).isEqualTo(2);
    }

    @Test
    void tellsThatADatagramIsTooBigForItsLink() {
        TestHost narrow = new TestHost(Ipv4Configuration.of(new Ipv4Prefix(new Ipv4Address(OURS), 24), 1)
                        .withMtu(1000))
                .acquainted();
        byte[] datagram = ipv4(Ipv4Header.TCP, octets(981, 0));
        narrow.datagram(datagram);
        ByteBuffer error = narrow.receiveDatagram();
        assertThat(Icmpv4Header.type(error, 20)).isEqualTo(3);
        assertThat(Icmpv4Header.code(error, 20)).isEqualTo(Icmpv4Header.FRAGMENTATION_NEEDED);
        assertThat(Icmpv4Header.nextHopMtu(error, 20)).isEqualTo(1000);
        assertThat(narrow.tcp.deliveries).isEmpty();
        narrow.datagram(ipv4(PEER, OURS, Ipv4Header.TCP, 1, 0, octets(981, 0)));
        narrow.sentNothing();
        narrow.datagram(ipv4(Ipv4Header.TCP, octets(980, 0)));
        assertThat(narrow.tcp.deliveries).hasSize(1);
        assertThat(narrow.count(IpCounter.DROP_IP_OVER_MTU)).isEqualTo(2);
        narrow.checkEveryFrameIsExplained();
    }

    @Test
    void limitsTheRateOfErrors() {
        for (int i = 0; i < Icmp.ERRORS_AT_ONCE + 10; i++) {
            host.datagram(ipv4(99, octets(20, 0)));
        }
        assertThat(host.count(IpCounter.ICMP_ERRORS_SENT)).isEqualTo(Icmp.ERRORS_AT_ONCE);
        assertThat(host.count(IpCounter.ICMP_ERRORS_WITHHELD_BY_RATE)).isEqualTo(10);
        host.pass(SECOND / Icmp.ERRORS_PER_SECOND);
        host.datagram(ipv4(99, octets(20, 0)));
        host.datagram(ipv4(99, octets(20, 0)));
        assertThat(host.count(IpCounter.ICMP_ERRORS_SENT)).isEqualTo(Icmp.ERRORS_AT_ONCE + 1);
    }

    @Test
    void sendsNoErrorsAboutWhatMayNotBeReported() {
        // To all hosts; with an ICMP error inside, which comes as a protocol does not know it, cannot be had: ICMP is
        // always known.
        host.frame(MacAddress.BROADCAST, EthernetHeader.TYPE_IPV4, ipv4(PEER, -1, 99, 1, 0, octets(30, 0)));
        assertThat(host.count(IpCounter.ICMP_ERRORS_WITHHELD_BY_RULE)).isEqualTo(1);
        TestHost narrow = new TestHost(Ipv4Configuration.of(new Ipv4Prefix(new Ipv4Address(OURS), 24), 1)
                        .withMtu(100))
                .acquainted();
        narrow.datagram(ipv4(Ipv4Header.ICMP, icmp(Icmpv4Header.TIME_EXCEEDED, 0, 0, octets(100, 0))));
        narrow.datagram(ipv4(PEER, OURS, Ipv4Header.TCP, 1, Ipv4Header.DONT_FRAGMENT | 10, octets(100, 0)));
        assertThat(narrow.count(IpCounter.ICMP_ERRORS_WITHHELD_BY_RULE)).isEqualTo(2);
        narrow.datagram(ipv4(Ipv4Header.ICMP, icmp(Icmpv4Header.ECHO_REQUEST, 0, 0, octets(100, 0))));
        assertThat(narrow.count(IpCounter.ICMP_ERRORS_SENT)).isEqualTo(1);
        host.sentNothing();
    }

    private static byte[] ours(int protocol, int payload) {
        return ipv4(OURS, PEER, protocol, 1, Ipv4Header.DONT_FRAGMENT, octets(payload, 0x40));
    }

    @ParameterizedTest
    @CsvSource({
        "3, 0, network unreachable",
        "3, 1, host unreachable",
        "3, 2, protocol unreachable",
        "3, 3, port unreachable",
        "3, 4, 'fragmentation needed and DF set, next-hop MTU 1400'",
        "3, 13, communication administratively prohibited",
        "11, 0, time to live exceeded in transit",
        "11, 1, fragment reassembly time exceeded",
        "12, 0, parameter problem"
    })
    void tellsTheProtocolOfErrors(int type, int code, String description) {
        icmpMessage(icmp(type, code, 1400, ours(Ipv4Header.TCP, 8)));
        assertThat(host.tcp.errors).singleElement().satisfies(error -> {
            assertThat(error.description()).isEqualTo(description);
            assertThat(error.type()).isEqualTo(type);
            assertThat(error.code()).isEqualTo(code);
            assertThat(error.nextHopMtu()).isEqualTo(type == 3 && code == 4 ? 1400 : 0);
            assertThat(error.reporter()).isEqualTo(new Ipv4Address(PEER));
            assertThat(error.isLocal()).isFalse();
            assertThat(error.sourceAddress()).isEqualTo(new Ipv4Address(OURS));
            assertThat(error.destinationAddress()).isEqualTo(new Ipv4Address(PEER));
            assertThat(error.transportHead()).isEqualTo(0x4041_4243_4445_4647L);
            assertThat(error.toString()).contains("192.0.2.1:16963");
        });
        host.sentNothing();
        host.checkEveryFrameIsExplained();
    }

    @Test
    void dropsErrorsAboutWhatItDidNotSend() {
        icmpMessage(icmp(3, 1, 0, ours(Ipv4Header.TCP, 7)));
        icmpMessage(icmp(3, 1, 0, octets(19, 0x45)));
        icmpMessage(icmp(3, 1, 0, ipv4(PEER, OURS, 6, 1, 0, octets(8, 0))));
        icmpMessage(icmp(3, 1, 0, ipv4(OURS, PEER, 6, 1, 5, octets(8, 0))));
        byte[] version6 = ours(6, 8);
        version6[0] = 0x65;
        icmpMessage(icmp(3, 1, 0, version6));
        byte[] longHeader = ours(6, 8);
        longHeader[0] = 0x46;
        icmpMessage(icmp(3, 1, 0, longHeader));
        assertThat(host.count(IpCounter.DROP_ICMP_ERROR_INVALID)).isEqualTo(6);
        icmpMessage(icmp(3, 1, 0, ours(99, 8)));
        assertThat(host.count(IpCounter.DROP_ICMP_ERROR_PROTOCOL_UNKNOWN)).isEqualTo(1);
        assertThat(host.tcp.errors).isEmpty();
        host.checkEveryFrameIsExplained();
    }

    @ParameterizedTest
    @CsvSource({
        "5, DROP_ICMP_REDIRECT",
        "0, DROP_ICMP_ECHO_REPLY",
        "13, DROP_ICMP_TYPE_UNKNOWN",
        "255, DROP_ICMP_TYPE_UNKNOWN"
    })
    void dropsTheRest(int type, IpCounter why) {
        icmpMessage(icmp(type, 0, 0, ours(Ipv4Header.TCP, 8)));
        assertThat(host.count(why)).isEqualTo(1);
        assertThat(host.tcp.errors).isEmpty();
        host.sentNothing();
    }

    @Test
    void dropsStumpsAndWrongChecksums() {
        icmpMessage(new byte[7]);
        assertThat(host.count(IpCounter.DROP_ICMP_TOO_SHORT)).isEqualTo(1);
        byte[] echo = icmp(Icmpv4Header.ECHO_REQUEST, 0, 1, octets(20, 0));
        echo[12] ^= 1;
        icmpMessage(echo);
        assertThat(host.count(IpCounter.DROP_ICMP_CHECKSUM)).isEqualTo(1);
        host.sentNothing();
    }
}
