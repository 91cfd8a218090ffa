package dev.sequent.stack.ip;

import static dev.sequent.stack.ip.TestHost.SECOND;
import static dev.sequent.stack.ip.TestHost.fragment;
import static dev.sequent.stack.ip.TestHost.octets;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.wire.Icmpv4Header;
import dev.sequent.wire.Ipv4Header;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class ReassemblyTest {

    private final TestHost host = new TestHost().acquainted();

    @Test
    void putsFragmentsTogetherInWhateverOrder() {
        host.datagram(fragment(1, 48, false, octets(5, 48)));
        host.datagram(fragment(1, 0, true, octets(24, 0)));
        assertThat(host.tcp.deliveries).isEmpty();
        assertThat(host.ip.datagramsInReassembly()).isEqualTo(1);
        host.datagram(fragment(1, 24, true, octets(24, 24)));
        assertThat(host.tcp.deliveries)
                .singleElement()
                .satisfies(d -> assertThat(d.payload()).isEqualTo(octets(53, 0)));
        assertThat(host.count(IpCounter.FRAGMENT_KEPT)).isEqualTo(2);
        assertThat(host.count(IpCounter.DELIVERED)).isEqualTo(1);
        assertThat(host.ip.datagramsInReassembly()).isZero();
        assertThat(host.wheel.running()).isZero();
        host.checkEveryFrameIsExplained();
    }

    @Test
    void keepsDatagramsApart() {
        host.datagram(fragment(1, 0, true, octets(8, 0)));
        host.datagram(fragment(2, 0, true, octets(8, 100)));
        host.datagram(fragment(2, 8, false, octets(1, 108)));
        host.datagram(fragment(1, 8, false, octets(1, 8)));
        assertThat(host.tcp.deliveries).extracting(d -> d.payload()[0]).containsExactly((byte) 100, (byte) 0);
    }

    @Test
    void ignoresRepetitions() {
        host.datagram(fragment(1, 0, true, octets(24, 0)));
        host.datagram(fragment(1, 0, true, octets(24, 50)));
        host.datagram(fragment(1, 48, false, octets(5, 48)));
        host.datagram(fragment(1, 48, false, octets(5, 99)));
        host.datagram(fragment(1, 24, true, octets(24, 24)));
        assertThat(host.tcp.deliveries.getFirst().payload()).isEqualTo(octets(53, 0));
        assertThat(host.count(IpCounter.DROP_FRAGMENT_DUPLICATE)).isEqualTo(2);
    }

    private void refusesOverlap(byte[] first, byte[] second) {
        host.datagram(first);
        host.datagram(second);
        assertThat(host.count(IpCounter.DROP_FRAGMENT_OVERLAP)).isEqualTo(1);
        assertThat(host.ip.datagramsInReassembly()).isZero();
        assertThat(host.wheel.running()).isZero();
        assertThat(host.tcp.deliveries).isEmpty();
        host.checkEveryFrameIsExplained();
    }

    @Test
    void refusesAnOverlapAtTheEnd() {
        refusesOverlap(fragment(1, 0, true, octets(24, 0)), fragment(1, 16, false, octets(24, 0)));
    }

    @Test
    void refusesAFragmentWithinAnother() {
        refusesOverlap(fragment(1, 0, true, octets(24, 0)), fragment(1, 8, true, octets(8, 0)));
    }

    @Test
    void refusesAFragmentAroundAnother() {
        refusesOverlap(fragment(1, 8, true, octets(8, 0)), fragment(1, 0, true, octets(24, 0)));
    }

    @Test
    void refusesAShorterRepetition() {
        refusesOverlap(fragment(1, 0, true, octets(24, 0)), fragment(1, 0, true, octets(16, 0)));
    }

    @Test
    void refusesDataBeyondTheEnd() {
        refusesOverlap(fragment(1, 8, false, octets(8, 0)), fragment(1, 24, true, octets(8, 0)));
    }

    @Test
    void refusesASecondEnd() {
        refusesOverlap(fragment(1, 24, false, octets(8, 0)), fragment(1, 8, false, octets(8, 0)));
    }

    @Test
    void refusesAnEndBeforeWhatHasCome() {
        refusesOverlap(fragment(1, 24, true, octets(8, 0)), fragment(1, 8, false, octets(8, 0)));
    }

    @Test
    void dropsMalformedFragments() {
        host.datagram(fragment(1, 0, true, octets(23, 0)));
        host.datagram(fragment(1, 8, true, octets(0, 0)));
        host.datagram(fragment(1, 65_528, false, octets(8, 0)));
        assertThat(host.count(IpCounter.DROP_FRAGMENT_MALFORMED)).isEqualTo(3);
        assertThat(host.ip.datagramsInReassembly()).isZero();
        host.checkEveryFrameIsExplained();
    }

    @Test
    void takesTheLargestDatagramAndNoLarger() {
        // 65535 octets with the header: 65515 of payload, in fragments of 1480.
        byte[] payload = octets(65_515, 0);
        for (int at = 0; at < payload.length; at += 1480) {
            int end = Math.min(at + 1480, payload.length);
            host.datagram(fragment(1, at, end < payload.length, java.util.Arrays.copyOfRange(payload, at, end)));
        }
        assertThat(host.tcp.deliveries.getFirst().payload()).isEqualTo(payload);
        host.datagram(fragment(2, 65_512, false, octets(4, 0)));
        assertThat(host.count(IpCounter.DROP_FRAGMENT_MALFORMED)).isEqualTo(1);
    }

    @Test
    void givesUpAfterAMinuteAndSaysSoIfItHasTheBeginning() {
        byte[] first = fragment(1, 0, true, octets(24, 0));
        host.datagram(first);
        host.datagram(fragment(2, 24, true, octets(24, 0)));
        host.pass(Reassembler.TIMEOUT_NANOS - 1);
        assertThat(host.ip.datagramsInReassembly()).isEqualTo(2);
        host.sentNothing();
        host.pass(1);
        assertThat(host.ip.datagramsInReassembly()).isZero();
        // One error: to the datagram whose first fragment is missing nothing can be said (RFC 792).
        host.pass(SECOND);
        ByteBuffer error = host.receiveDatagram();
        assertThat(Icmpv4Header.type(error, 20)).isEqualTo(Icmpv4Header.TIME_EXCEEDED);
        assertThat(Icmpv4Header.code(error, 20)).isEqualTo(Icmpv4Header.FRAGMENT_REASSEMBLY);
        byte[] quoted = new byte[first.length];
        error.get(28, quoted);
        assertThat(quoted).isEqualTo(first);
        host.sentNothing();
        assertThat(host.count(IpCounter.REASSEMBLY_TIMEOUTS)).isEqualTo(2);
    }

    @Test
    void boundsItsMemory() {
        for (int id = 0; id <= Reassembler.MAX_DATAGRAMS; id++) {
            host.datagram(fragment(id, 0, true, octets(8, id)));
        }
        assertThat(host.ip.datagramsInReassembly()).isEqualTo(Reassembler.MAX_DATAGRAMS);
        assertThat(host.count(IpCounter.REASSEMBLY_EVICTIONS)).isEqualTo(1);
    }

    /**
     * As many first fragments as there is room for come between the two halves of an honest datagram. By lot about a
     * third of these get through.
     */
    @Test
    void nobodyCanPushACertainOneOut() {
        for (int round = 0; round < 100; round++) {
            host.datagram(fragment(round, 0, true, octets(8, 1)));
            for (int other = 0; other < Reassembler.MAX_DATAGRAMS; other++) {
                host.datagram(fragment(1000 + round * Reassembler.MAX_DATAGRAMS + other, 0, true, octets(8, 2)));
            }
            host.datagram(fragment(round, 8, false, octets(8, 1)));
        }
        assertThat(host.tcp.deliveries.size()).isBetween(20, 50);
    }

    @Test
    void reportsAnUnknownProtocolOfAWholeDatagram() {
        byte[] whole = octets(40, 0);
        host.datagram(TestHost.ipv4(TestHost.PEER, TestHost.OURS, 99, 5, Ipv4Header.MORE_FRAGMENTS, octets(24, 0)));
        host.datagram(TestHost.ipv4(TestHost.PEER, TestHost.OURS, 99, 5, 3, octets(16, 24)));
        ByteBuffer error = host.receiveDatagram();
        assertThat(Icmpv4Header.code(error, 20)).isEqualTo(Icmpv4Header.PROTOCOL_UNREACHABLE);
        assertThat(Ipv4Header.totalLength(error, 28)).isEqualTo(60);
        assertThat(Ipv4Header.checksumHolds(error, 28)).isTrue();
        byte[] quoted = new byte[40];
        error.get(48, quoted);
        assertThat(quoted).isEqualTo(whole);
    }
}
