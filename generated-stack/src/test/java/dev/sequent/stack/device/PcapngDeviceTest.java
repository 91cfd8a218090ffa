package dev.sequent.stack.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sequent.stack.time.Clock;
import dev.sequent.stack.time.VirtualClock;
import dev.sequent.wire.PcapngReader;
import dev.sequent.wire.PcapngWriter;
import dev.sequent.wire.PcapngWriter.Direction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PcapngDeviceTest {

    @TempDir
    private Path directory;

    @Test
    void writesTheFormatOctetByOctet() throws IOException {
        VirtualClock clock = new VirtualClock();
        LinkPair link = new LinkPair(LinkPair.Options.of("tap0"), clock);
        Path file = directory.resolve("a.pcapng");
        try (PcapngDevice device = new PcapngDevice(link.a(), file, clock)) {
            clock.advance(0x1_0000_0002L);
            device.send(Frames.numbered(0x01020304).length(19));
        }
        String expected =
                "0a0d0d0a 2c000000 4d3c2b1a 0100 0000 ffffffffffffffff 0400 0700 53657175656e7400 0000 0000 2c000000"
                        + "01000000 2c000000 0100 0000 00000000 0200 0600 746170302e610000 0900 0100 09000000 0000 0000 2c000000"
                        + "06000000 40000000 00000000 01000000 02000000 13000000 13000000"
                        + "000000000001 000000000002 0800 01020304 00 00"
                        + "0200 0400 02000000 0000 0000 40000000";
        assertThat(HexFormat.of().formatHex(Files.readAllBytes(file))).isEqualTo(expected.replace(" ", ""));
    }

    @Test
    void capturesBothDirectionsAndReadsThemBack() throws IOException {
        VirtualClock clock = new VirtualClock();
        LinkPair link = new LinkPair(clock);
        Path file = directory.resolve("b.pcapng");
        PcapngDevice device = new PcapngDevice(link.a(), file, clock);
        Frame frame = Frame.allocate();
        for (int i = 0; i < 3_000; i++) {
            clock.advance(1_000_000_007L);
            if (i % 2 == 0) {
                device.send(Frames.numbered(i).length(18 + i % 1_400));
            } else {
                link.b().send(Frames.numbered(i).length(18 + i % 1_400));
                device.receive(frame);
            }
            link.b().receive(frame);
        }
        device.close();
        device.close();
        List<PcapngReader.Packet> packets = PcapngReader.read(file);
        assertThat(packets).hasSize(3_000);
        for (int i = 0; i < 3_000; i++) {
            PcapngReader.Packet packet = packets.get(i);
            assertThat(packet.nanos()).isEqualTo((i + 1) * 1_000_000_007L);
            assertThat(packet.direction()).isEqualTo(i % 2 == 0 ? Direction.OUTBOUND : Direction.INBOUND);
            assertThat(packet.octets())
                    .isEqualTo(Frames.octets(Frames.numbered(i).length(18 + i % 1_400)));
        }
    }

    @Test
    void writesOutWhenTheStackSleepsAndLeavesRefusedFramesAway() throws IOException {
        VirtualClock clock = new VirtualClock();
        LinkPair link = new LinkPair(LinkPair.Options.of("l").withQueue(1), clock);
        Path file = directory.resolve("c.pcapng");
        PcapngDevice device = new PcapngDevice(link.a(), file, clock);
        assertThat(device.send(Frames.numbered(1))).isTrue();
        assertThat(device.send(Frames.numbered(2))).isFalse();
        assertThat(PcapngReader.read(file)).isEmpty();
        device.await(1);
        assertThat(PcapngReader.read(file)).hasSize(1);
        device.close();
        assertThat(PcapngReader.read(file)).hasSize(1);
    }

    @Test
    void tellsTheTimeOfDayWithARealClock() throws IOException {
        Clock clock = Clock.real();
        LinkPair link = new LinkPair(clock);
        Path file = directory.resolve("d.pcapng");
        try (PcapngDevice device = new PcapngDevice(link.a(), file, clock)) {
            device.send(Frames.numbered(1));
        }
        Instant captured =
                Instant.ofEpochSecond(0, PcapngReader.read(file).getFirst().nanos());
        assertThat(captured).isBetween(Instant.now().minusSeconds(60), Instant.now());
    }

    @Test
    void saysWhichFileCannotBeWritten() {
        LinkPair link = new LinkPair(new VirtualClock());
        Path nowhere = directory.resolve("no/such/file.pcapng");
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> new PcapngDevice(link.a(), nowhere, new VirtualClock()))
                .withMessageContaining("cannot write the capture file " + nowhere + ": no such directory; ")
                .withMessageContaining("may write");
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> new PcapngDevice(link.a(), directory, new VirtualClock()))
                .withMessageContaining("cannot write the capture file " + directory + ": Is a directory; ");
    }

    @Test
    void saysThatADiskIsFull() throws IOException {
        Path full = Path.of("/dev/full");
        org.junit.jupiter.api.Assumptions.assumeTrue(Files.isWritable(full), "/dev/full is not there to be written to");
        LinkPair link = new LinkPair(new VirtualClock());
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> new PcapngDevice(link.a(), full, new VirtualClock()))
                .withMessageContaining("/dev/full");
    }

    @Test
    void aDiskThatFillsUpEndsTheCaptureAndNotTheStack() throws IOException {
        VirtualClock clock = new VirtualClock();
        LinkPair link = new LinkPair(clock);
        PcapngDevice device = new PcapngDevice(
                link.a(), new PcapngWriter(new LimitedChannel(1_000), "x"), directory.resolve("full.pcapng"), clock);
        for (int i = 0; i < 4_000; i++) {
            assertThat(device.send(Frames.numbered(i))).isTrue();
        }
        assertThat(device.failure()).hasValueSatisfying(e -> assertThat(e).hasMessageContaining("No space left"));
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(device::close)
                .withMessageContaining("full.pcapng")
                .withMessageContaining("incomplete");
        assertThatExceptionOfType(DeviceGoneException.class)
                .isThrownBy(() -> link.a().send(Frames.numbered(1)));
    }

    /** Takes so many octets and then fails, as a full disk. */
    private static final class LimitedChannel implements WritableByteChannel {
        private int left;

        LimitedChannel(int octets) {
            left = octets;
        }

        @Override
        public int write(ByteBuffer source) throws IOException {
            int n = source.remaining();
            if (n > left) {
                throw new IOException("No space left on device");
            }
            left -= n;
            source.position(source.limit());
            return n;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }
}
