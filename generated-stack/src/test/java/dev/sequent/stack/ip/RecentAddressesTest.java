package dev.sequent.stack.ip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.wire.Ipv4Address;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecentAddressesTest {

    private final RecentAddresses addresses = new RecentAddresses();

    @Test
    void anAddressIsMadeOnce() {
        Ipv4Address one = addresses.get(TestHost.OURS);
        Ipv4Address other = addresses.get(TestHost.PEER);
        assertThat(one).isEqualTo(new Ipv4Address(TestHost.OURS));
        assertThat(other).isEqualTo(new Ipv4Address(TestHost.PEER));
        assertThat(addresses.get(TestHost.OURS)).isSameAs(one);
        assertThat(addresses.get(TestHost.PEER)).isSameAs(other);
    }

    /** More than there are places: each is right, whoever had the place before. */
    @Test
    void whoComesLaterTakesThePlace() {
        Random random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            int bits = random.nextInt();
            assertThat(addresses.get(bits).bits()).isEqualTo(bits);
        }
    }
}
