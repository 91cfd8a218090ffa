package dev.sequent.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sequent.wire.PcapngWriter.Direction;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PcapngTest {

    @TempDir
    private Path directory;

    private static byte[] frame(int length) {
        byte[] octets = new byte[length];
        for (int i = 0; i < length; i++) {
            octets[i] = (byte) (i * 7);
        }
        return octets;
    }

    private Path written(byte[]... frames) throws IOException {
        Path file = directory.resolve("a.pcapng");
        try (var writer = new PcapngWriter(Channels.newChannel(Files.newOutputStream(file)), "tap0")) {
            for (int i = 0; i < frames.length; i++) {
                writer.write(i, Direction.INBOUND, ByteBuffer.wrap(frames[i]), 0, frames[i].length);
            }
        }
        return file;
    }

    @Test
    void aPacketWithItsDirectionOctetByOctet() throws IOException {
        var octets = new ByteArrayOutputStream();
        try (var writer = new PcapngWriter(Channels.newChannel(octets), "tap0.a")) {
            ByteBuffer at = ByteBuffer.wrap(HexFormat.of().parseHex("ffff00000000000100000000000208000102030400ffff"));
            writer.write(0x1_0000_0002L, Direction.OUTBOUND, at, 2, 19);
        }
        String expected =
                "0a0d0d0a 2c000000 4d3c2b1a 0100 0000 ffffffffffffffff 0400 0700 53657175656e7400 0000 0000 2c000000"
                        + "01000000 2c000000 0100 0000 00000000 0200 0600 746170302e610000 0900 0100 09000000 0000 0000 2c000000"
                        + "06000000 40000000 00000000 01000000 02000000 13000000 13000000"
                        + "000000000001 000000000002 0800 01020304 00 00"
                        + "0200 0400 02000000 0000 0000 40000000";
        assertThat(HexFormat.of().formatHex(octets.toByteArray())).isEqualTo(expected.replace(" ", ""));
    }

    @Test
    void aPacketWithACommentOctetByOctet() throws IOException {
        var octets = new ByteArrayOutputStream();
        try (var writer = new PcapngWriter(Channels.newChannel(octets), PcapngWriter.LINK_USER0, "three", "why")) {
            writer.write(3, "lost", new byte[] {1, 2, 3});
        }
        String expected =
                "0a0d0d0a 34000000 4d3c2b1a 0100 0000 ffffffffffffffff 0400 0700 53657175656e7400 0100 0300 77687900 0000 0000 34000000"
                        + "01000000 2c000000 9300 0000 00000000 0200 0500 7468726565000000 0900 0100 09000000 0000 0000 2c000000"
                        + "06000000 30000000 00000000 00000000 03000000 03000000 03000000 01020300 0100 0400 6c6f7374 0000 0000 30000000";
        assertThat(HexFormat.of().formatHex(octets.toByteArray())).isEqualTo(expected.replace(" ", ""));
    }

    @Test
    void readsBackWhatWasWritten() throws IOException {
        List<PcapngReader.Packet> packets = PcapngReader.read(written(frame(14), frame(65_549), frame(61)));
        assertThat(packets).extracting(PcapngReader.Packet::nanos).containsExactly(0L, 1L, 2L);
        assertThat(packets).extracting(PcapngReader.Packet::direction).containsOnly(Direction.INBOUND);
        assertThat(packets)
                .extracting(PcapngReader.Packet::octets)
                .containsExactly(frame(14), frame(65_549), frame(61));
    }

    /** No link carries such packets, but a protocol whose octets stand for themselves may have them. */
    @Test
    void aPacketLongerThanTheBuffer() throws IOException {
        byte[] packet = frame(1_000_001);
        Path file = directory.resolve("long.pcapng");
        var octets = new ByteArrayOutputStream();
        try (var writer =
                new PcapngWriter(Channels.newChannel(octets), PcapngWriter.LINK_ETHERNET, "x", "c".repeat(60_000))) {
            writer.write(1, "short", frame(20));
            writer.write(2, "long", packet);
            writer.write(3, "short again", frame(21));
        }
        Files.write(file, octets.toByteArray());
        assertThat(PcapngReader.read(file))
                .extracting(PcapngReader.Packet::octets)
                .containsExactly(frame(20), packet, frame(21));
    }

    @Test
    void readsACaptureThatWasCutOffAndRefusesWhatIsNone() throws IOException {
        Path file = written(frame(64), frame(64));
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 5));
        assertThat(PcapngReader.read(file)).hasSize(1);
        byte[] damaged = whole.clone();
        damaged[4] = 13;
        Files.write(file, damaged);
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> PcapngReader.read(file))
                .withMessageContaining("damaged");
        Files.writeString(file, "this is text, not a capture");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> PcapngReader.read(file))
                .withMessageContaining("not a pcapng file");
    }

    /** Each octet on its own, with each of these values: read or refused, and nothing allocated that is not there. */
    @Test
    void whateverOctetIsDamagedTheFileIsReadOrRefused() throws IOException {
        byte[] whole = Files.readAllBytes(written(frame(60)));
        Path file = directory.resolve("damaged.pcapng");
        for (int i = 0; i < whole.length; i++) {
            for (int value : new int[] {0x00, 0x01, 0x7F, 0x80, 0xFF}) {
                byte[] damaged = whole.clone();
                damaged[i] = (byte) value;
                Files.write(file, damaged);
                try {
                    assertThat(PcapngReader.read(file)).hasSizeLessThanOrEqualTo(1);
                } catch (IOException e) {
                    assertThat(e).hasMessageContaining("damaged.pcapng ");
                }
            }
        }
    }
}
