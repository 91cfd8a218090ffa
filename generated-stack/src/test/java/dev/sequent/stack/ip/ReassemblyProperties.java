package dev.sequent.stack.ip;

import static dev.sequent.stack.ip.TestHost.fragment;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * However a datagram is cut, shuffled and repeated, it comes out whole, once or again after it was whole, and never
 * otherwise.
 */
class ReassemblyProperties {

    @Property(tries = 300)
    void comesOutAsItWentIn(
            @ForAll @IntRange(min = 9, max = 4_000) int length,
            @ForAll @IntRange(min = 1, max = 40) int mostBlocks,
            @ForAll @IntRange(max = 3) int repetitions,
            @ForAll long seed) {
        Random random = new Random(seed);
        byte[] payload = new byte[length];
        random.nextBytes(payload);
        List<byte[]> fragments = new ArrayList<>();
        for (int at = 0; at < length; ) {
            int end = Math.min(length, at + 8 * (1 + random.nextInt(mostBlocks)));
            if (at == 0 && end == length) {
                end = 8;
            }
            fragments.add(fragment(3, at, end < length, Arrays.copyOfRange(payload, at, end)));
            at = end;
        }
        int distinct = fragments.size();
        for (int i = 0; i < repetitions; i++) {
            fragments.add(fragments.get(random.nextInt(distinct)));
        }
        Collections.shuffle(fragments, random);
        TestHost host = new TestHost();
        for (byte[] fragment : fragments) {
            host.datagram(fragment);
        }
        // Repetitions that come after the last missing fragment begin the datagram again.
        assertThat(host.tcp.deliveries).isNotEmpty();
        assertThat(host.tcp.deliveries).allSatisfy(d -> assertThat(d.payload()).isEqualTo(payload));
        assertThat(host.count(IpCounter.DROP_FRAGMENT_OVERLAP)).isZero();
        host.checkEveryFrameIsExplained();
    }

    @Property(tries = 300)
    void losingAFragmentLosesTheDatagram(
            @ForAll @IntRange(min = 2, max = 60) int pieces, @ForAll @IntRange(max = 59) int lost) {
        TestHost host = new TestHost();
        for (int i = 0; i < pieces; i++) {
            if (i != lost % pieces) {
                host.datagram(fragment(9, i * 8, i < pieces - 1, new byte[8]));
            }
        }
        assertThat(host.tcp.deliveries).isEmpty();
        host.pass(Reassembler.TIMEOUT_NANOS);
        assertThat(host.ip.datagramsInReassembly()).isZero();
    }
}
