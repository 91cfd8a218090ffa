package dev.sequent.stack.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.wire.IpAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SipHashTest {

    /** Key 00 to 0f, input 00, 01, ... as in the authors' test vectors; the hashes are those of OpenSSL. */
    @ParameterizedTest
    @CsvSource({"20, bed65cf21aa2ee98", "36, 314dffbe0815a3b4"})
    @Tag("MUST-9")
    void agreesWithOthers(int octets, String expected) {
        ByteBuffer input = ByteBuffer.allocate(octets).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < octets; i++) {
            input.put(i, (byte) i);
        }
        SipHash hash = new SipHash(0x0706050403020100L, 0x0f0e0d0c0b0a0908L);
        for (int twice = 0; twice < 2; twice++) {
            hash.begin();
            for (int i = 0; i < octets - 4; i += 8) {
                hash.add(input.getLong(i));
            }
            assertThat(hash.end(input.getInt(octets - 4))).isEqualTo(Long.parseUnsignedLong(expected, 16));
        }
    }

    /**
     * RFC 6528, 3: the clock ticks every four microseconds, and each four-tuple has its own offset, which the secret
     * decides.
     */
    @Test
    @Tag("MUST-8")
    @Tag("MUST-9")
    @Tag("SHLD-1")
    void sequenceNumbersFollowClockAndFourTuple() {
        IpAddress own = IpAddress.parse("192.0.2.1");
        IpAddress remote = IpAddress.parse("192.0.2.2");
        IpAddress other = IpAddress.parse("192.0.2.3");
        InitialSequenceNumbers numbers = new InitialSequenceNumbers(1, 2);
        int first = numbers.next(1_000_000, own, 80, new Endpoint(remote, 5000));
        assertThat(numbers.next(1_000_000, own, 80, new Endpoint(remote, 5000))).isEqualTo(first);
        assertThat(numbers.next(1_004_000, own, 80, new Endpoint(remote, 5000))).isEqualTo(first + 1);
        assertThat(numbers.next(1_000_000_000_000L, own, 80, new Endpoint(remote, 5000)) - first)
                .isEqualTo((int) (999_999_000_000L / 4_000));
        Set<Integer> offsets = new HashSet<>();
        for (int port = 1; port <= 1000; port++) {
            offsets.add(numbers.next(0, own, 80, new Endpoint(remote, port)));
            offsets.add(numbers.next(0, own, port, new Endpoint(other, 80)));
            offsets.add(numbers.next(0, other, port, new Endpoint(own, 80)));
            offsets.add(new InitialSequenceNumbers(port, 2).next(0, own, 80, new Endpoint(other, 5000)));
        }
        assertThat(offsets).hasSize(4000);
    }
}
