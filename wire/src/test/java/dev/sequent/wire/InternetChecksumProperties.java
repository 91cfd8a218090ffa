package dev.sequent.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** The fast checksum against one written as RFC 1071 says it. */
class InternetChecksumProperties {

    private static int naive(byte[] data) {
        long sum = 0;
        for (int i = 0; i < data.length; i += 2) {
            int high = data[i] & 0xFF;
            int low = i + 1 < data.length ? data[i + 1] & 0xFF : 0;
            sum += high << 8 | low;
        }
        while (sum > 0xFFFF) {
            sum = (sum & 0xFFFF) + (sum >>> 16);
        }
        return (int) sum;
    }

    private static ByteBuffer at(byte[] data, int offset, boolean direct) {
        int size = offset + data.length + 3;
        ByteBuffer buffer = direct ? ByteBuffer.allocateDirect(size) : ByteBuffer.allocate(size);
        for (int i = 0; i < size; i++) {
            buffer.put(i, (byte) 0xA5);
        }
        return buffer.put(offset, data);
    }

    @Property(tries = 5000)
    void equalsTheNaiveSum(
            @ForAll @Size(max = 300) byte[] data, @ForAll @IntRange(max = 17) int offset, @ForAll boolean direct) {
        assertThat(InternetChecksum.sum(at(data, offset, direct), offset, data.length))
                .isEqualTo(naive(data));
    }

    @Property(tries = 20)
    void holdsForWholeSuperFramesOfOnes(@ForAll @IntRange(min = 65_000, max = 65_600) int length) {
        byte[] data = new byte[length];
        java.util.Arrays.fill(data, (byte) 0xFF);
        assertThat(InternetChecksum.sum(at(data, 1, true), 1, length)).isEqualTo(naive(data));
    }

    @Property(tries = 2000)
    void sumsOfPiecesAddUp(@ForAll @Size(max = 200) byte[] data, @ForAll @IntRange(max = 100) int half) {
        int split = Math.min(half * 2, data.length & ~1);
        ByteBuffer buffer = at(data, 0, true);
        int pieces = InternetChecksum.add(
                InternetChecksum.sum(buffer, 0, split), InternetChecksum.sum(buffer, split, data.length - split));
        assertThat(InternetChecksum.finish(pieces)).isEqualTo(~naive(data) & 0xFFFF);
    }

    @Property(tries = 2000)
    void dataWithTheirChecksumHold(
            @ForAll @Size(min = 4, max = 100) byte[] data, @ForAll @IntRange(max = 799) int flipped) {
        ByteBuffer buffer = at(data, 0, true);
        buffer.putShort(2, (short) 0);
        buffer.putShort(2, (short) InternetChecksum.finish(InternetChecksum.sum(buffer, 0, data.length)));
        assertThat(InternetChecksum.holds(InternetChecksum.sum(buffer, 0, data.length)))
                .isTrue();
        int bit = flipped % (data.length * 8);
        buffer.put(bit / 8, (byte) (buffer.get(bit / 8) ^ 1 << bit % 8));
        assertThat(InternetChecksum.holds(InternetChecksum.sum(buffer, 0, data.length)))
                .isFalse();
    }

    @Property(tries = 2000)
    void updatingEqualsComputingAnew(@ForAll @Size(min = 6, max = 60) byte[] data, @ForAll short newWord) {
        data[0] |= 1; // All-zero data have two representations of zero, of which no header is made.
        ByteBuffer buffer = at(data, 0, true);
        int before = InternetChecksum.finish(InternetChecksum.sum(buffer, 0, data.length));
        int old = buffer.getShort(2) & 0xFFFF;
        buffer.putShort(2, newWord);
        int after = InternetChecksum.finish(InternetChecksum.sum(buffer, 0, data.length));
        assertThat(InternetChecksum.update(before, old, newWord & 0xFFFF)).isEqualTo(after);
    }

    @Property
    void thePseudoHeaderIsWhatItsOctetsSumTo(
            @ForAll int source,
            @ForAll int destination,
            @ForAll @IntRange(max = 255) int protocol,
            @ForAll @IntRange(max = 65_535) int length) {
        byte[] octets = ByteBuffer.allocate(12)
                .putInt(source)
                .putInt(destination)
                .put((byte) 0)
                .put((byte) protocol)
                .putShort((short) length)
                .array();
        Ipv4Address from = new Ipv4Address(source);
        Ipv4Address to = new Ipv4Address(destination);
        assertThat(from.pseudoHeader(to, protocol, length)).isEqualTo(naive(octets));
        assertThat(to.pseudoHeader(from, protocol, length)).isEqualTo(naive(octets));
        assertThat(Ipv4Address.pseudoHeader(source, destination, protocol, length))
                .isEqualTo(naive(octets));
    }
}
