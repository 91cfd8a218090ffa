package dev.sequent.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Addresses as those know them who know of no family. */
class IpAddressTest {

    @ParameterizedTest
    @CsvSource({"0.0.0.0", "192.0.2.1", "10.0.0.255", "127.0.0.1", "128.0.0.0", "255.255.255.255"})
    void whatIsReadIsPrinted(String text) {
        IpAddress address = IpAddress.parse(text);
        assertThat(address).hasToString(text);
        assertThat(IpAddress.of(address.octets())).isEqualTo(address).hasSameHashCodeAs(address);
        assertThat(address.family()).isEqualTo("IPv4");
    }

    @Test
    void octetsStandInNetworkOrder() {
        assertThat(IpAddress.parse("192.0.2.129").octets()).containsExactly(192, 0, 2, 129);
        assertThat(IpAddress.of(new byte[] {(byte) 192, 0, 2, (byte) 129})).isEqualTo(IpAddress.parse("192.0.2.129"));
    }

    @Test
    void whatIsNoAddressIsRefusedWithTheReason() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IpAddress.parse("192.0.2.300"))
                .withMessage("'192.0.2.300' is not an IPv4 address: 300 is more than 255; write one like 192.0.2.1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IpAddress.parse("somewhere"))
                .withMessage("'somewhere' is not an IPv4 address: it has 1 part between dots, not four;"
                        + " write one like 192.0.2.1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IpAddress.of(new byte[3]))
                .withMessage("an address has 4 octets (IPv4), not 3");
    }

    @Test
    void addressesAreEqualByValue() {
        IpAddress address = IpAddress.parse("192.0.2.1");
        assertThat(IpAddress.parse("192.0.2.1"))
                .isNotSameAs(address)
                .isEqualTo(address)
                .hasSameHashCodeAs(address);
        assertThat(IpAddress.parse("192.0.2.2")).isNotEqualTo(address);
        assertThat(address.unspecified()).isEqualTo(IpAddress.parse("0.0.0.0"));
    }

    @Test
    void theFirstOctetsDecideTheOrder() {
        List<IpAddress> ordered = Stream.of(
                        "0.0.0.0",
                        "9.255.255.255",
                        "10.0.0.1",
                        "127.0.0.1",
                        "128.0.0.1",
                        "192.0.2.9",
                        "192.0.2.10",
                        "255.255.255.255")
                .map(IpAddress::parse)
                .toList();
        List<IpAddress> shuffled = new ArrayList<>(ordered);
        Collections.shuffle(shuffled, new Random(1));
        assertThat(shuffled).isNotEqualTo(ordered);
        Collections.sort(shuffled);
        assertThat(shuffled).isEqualTo(ordered);
        assertThat(ordered.getFirst().compareTo(IpAddress.parse("0.0.0.0"))).isZero();
    }

    /** RFC 4291, 2.5.5.2. */
    @Test
    void of128BitsAnAddressHasThoseByWhichIpv6MapsIt() {
        byte[] mapped = ByteBuffer.allocate(16)
                .putShort(10, (short) 0xFFFF)
                .put(12, new byte[] {(byte) 192, 0, 2, 1})
                .array();
        IpAddress address = IpAddress.parse("192.0.2.1");
        assertThat(ByteBuffer.allocate(16)
                        .putLong(address.high())
                        .putLong(address.low())
                        .array())
                .isEqualTo(mapped);
        assertThat(Ipv4Address.low(0xC000_0201)).isEqualTo(address.low());
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.2/24, 192.0.2.1",
        "192.0.2.1/24, 192.0.2.2",
        "192.0.2.200/25, 192.0.2.129",
        "192.0.2.1/30, 192.0.2.2",
        "192.0.2.2/30, 192.0.2.1",
        "192.0.2.0/31, 192.0.2.1",
        "192.0.2.1/31, ",
        "192.0.2.1/32, "
    })
    void aNetworkHasRoomForANeighbour(String prefix, String neighbour) {
        IpPrefix own = IpPrefix.parse(prefix);
        assertThat(own).hasToString(prefix);
        assertThat(own.neighbour().map(IpAddress::toString).orElse(null)).isEqualTo(neighbour);
    }
}
