package dev.sequent.codegen.java;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sequent.language.model.MessageType;
import dev.sequent.language.model.MessageType.Field;
import dev.sequent.language.model.MessageType.WireElement;
import dev.sequent.language.model.Type;
import dev.sequent.runtime.Message;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;

/** Every header that is written can be read; nothing that is read does harm. */
class WireProperties {
    private static final Wire SEGMENT = new Wire("tcp", 0);
    private static final Wire PACKET = new Wire("features", 0);
    private static final Wire NOTE = new Wire("features", 1);
    private static final Wire FRAME = new Wire("abp", 0);

    // ------------------------------------------------------------ there and back

    @Property(tries = 2000)
    void segments(@ForAll long seed, @ForAll @IntRange(max = 17) int offset) {
        thereAndBack(SEGMENT, new Random(seed), offset, 1111, 65535);
    }

    @Property(tries = 2000)
    void packets(@ForAll long seed, @ForAll @IntRange(max = 17) int offset) {
        thereAndBack(PACKET, new Random(seed), offset, 0, 7);
    }

    @Property(tries = 300)
    void framesAndNotes(@ForAll long seed, @ForAll @IntRange(max = 5) int offset) {
        thereAndBack(FRAME, new Random(seed), offset);
        thereAndBack(NOTE, new Random(seed), offset);
    }

    private static void thereAndBack(Wire wire, Random random, int offset, int... ports) {
        Message message = message(wire, random);
        int data = wire.type().fields().stream()
                .filter(Field::data)
                .mapToInt(f -> (int) message.get(f.index()))
                .sum();
        int header = wire.headerLength(message);
        byte[] noise = new byte[offset + header + data + 4];
        random.nextBytes(noise);
        ByteBuffer b = ByteBuffer.wrap(noise.clone());
        assertThat(wire.build(b, offset, message, ports)).isEqualTo(header);
        for (int i = 0; i < noise.length; i++) {
            if (i < offset || i >= offset + header) {
                assertThat(b.get(i)).as("byte %s is not the header's", i).isEqualTo(noise[i]);
            }
        }
        Message read = message(wire, random);
        assertThat(wire.reason(wire.parse(b, offset, header + data, read))).isEqualTo("OK");
        // What is told to the network is not in the header, and zero when it is read.
        wire.type().fields().stream().filter(Field::network).forEach(f -> message.set(f.index(), 0));
        assertThat(read).isEqualTo(message);
        if (ports.length > 0) {
            assertThat(wire.port("sourcePort", b, offset)).isEqualTo(ports[0]);
            assertThat(wire.port("destinationPort", b, offset)).isEqualTo(ports[1]);
        }
    }

    private static Message message(Wire wire, Random random) {
        Message message = wire.message();
        boolean present = true;
        for (Field field : wire.type().fields()) {
            // Of an option with several values the first few are there.
            present = field.optional() && (present || !field.name().contains(".")) && random.nextBoolean();
            if (!field.optional() || present) {
                message.set(field.index(), value(wire.type(), field, random));
            }
        }
        return message;
    }

    private static long value(MessageType type, Field field, Random random) {
        if (field.data()) {
            return random.nextInt(40);
        }
        int width = type.wire().stream()
                .filter(e -> e instanceof WireElement.Value v && v.field().index() == field.index())
                .mapToInt(e -> ((WireElement.Value) e).width())
                .findFirst()
                .orElse(64);
        long mask = width == 64 ? Long.MAX_VALUE : (1L << width) - 1;
        return switch (field.type() instanceof Type.Optional o ? o.of() : field.type()) {
            case Type.Enum e -> random.nextInt(e.constants().size());
            case Type.UInt u -> random.nextLong() & mask & u.max();
            case Type.Seq _ -> random.nextLong() & mask & 0xffffffffL;
            case Type.Bool _ -> random.nextLong() & mask & 1;
            case Type.Int _, Type.Duration _, Type.Time _, Type.Ranges _, Type.Row _, Type.Optional _ ->
                throw new AssertionError(field + " does not lie on the wire");
        };
    }

    // ------------------------------------------------------------ whatever comes

    /** Buffers end where the message ends: a step outside would throw. */
    @Property(tries = 5000)
    void anyBytes(@ForAll long seed, @ForAll @IntRange(max = 90) int length) {
        for (Wire wire : new Wire[] {SEGMENT, PACKET, FRAME, NOTE}) {
            var random = new Random(seed);
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            if (length > 14 && random.nextBoolean()) {
                // Make it likely that options are looked at, and that they look like options.
                bytes[12] = (byte) (random.nextInt(5, 16) << (wire == PACKET ? 3 : 4));
                for (int i = 20; i + 1 < length; i += random.nextInt(1, 9)) {
                    bytes[i] = (byte) random.nextInt(8);
                    bytes[i + 1] = (byte) random.nextInt(12);
                }
            }
            Message message = wire.message();
            int result = wire.parse(ByteBuffer.wrap(bytes), 0, length, message);
            assertThat(wire.reason(result)).isNotEmpty();
            if (wire.reason(result).equals("OK")) {
                Message copy = message.copy();
                assertThat(copy).isEqualTo(message);
                for (Field field : wire.type().fields()) {
                    copy.set(field.index(), message.get(field.index())); // in range, or a fault
                }
            }
        }
    }

    // ------------------------------------------------------------ what only the second protocol has

    @Example
    void refusesLengthsAndValuesThatCannotBe() {
        Message packet = PACKET.message("HUE", 2, "BODY", 3, "BIG", 5);
        ByteBuffer b = ByteBuffer.allocate(40);
        assertThat(PACKET.build(b, 0, packet, 1, 2)).isEqualTo(26);
        assertThat(b.getShort(4)).as("length of the message").isEqualTo((short) 29);
        Message read = PACKET.message();
        assertThat(PACKET.reason(PACKET.parse(b, 0, 40, read)))
                .as("what follows is not the message's")
                .isEqualTo("OK");
        assertThat(read).isEqualTo(packet);
        assertThat(PACKET.reason(PACKET.parse(b, 0, 28, read))).isEqualTo("BAD_MESSAGE_LENGTH");
        b.putShort(4, (short) 25);
        assertThat(PACKET.reason(PACKET.parse(b, 0, 40, read))).isEqualTo("BAD_MESSAGE_LENGTH");
        b.putShort(4, (short) 29);
        b.put(15, (byte) 3);
        assertThat(PACKET.reason(PACKET.parse(b, 0, 40, read))).isEqualTo("BAD_VALUE");
        b.put(15, (byte) 0);
        b.put(16, (byte) 0x80);
        assertThat(PACKET.reason(PACKET.parse(b, 0, 40, read))).isEqualTo("BAD_VALUE");
    }

    /** A field to network adds nothing to the header, and changes nothing in it. */
    @Example
    void leavesOutWhatIsToldToTheNetwork() {
        ByteBuffer without = ByteBuffer.allocate(40);
        ByteBuffer with = ByteBuffer.allocate(40);
        assertThat(PACKET.build(without, 0, PACKET.message("SEQ", 7), 1, 2)).isEqualTo(26);
        assertThat(PACKET.build(with, 0, PACKET.message("SEQ", 7, "LABEL", 65535, "KEEP", 1), 1, 2))
                .isEqualTo(26);
        assertThat(with).isEqualTo(without);
        Message read = PACKET.message("LABEL", 9, "KEEP", 1);
        assertThat(PACKET.reason(PACKET.parse(with, 0, 40, read))).isEqualTo("OK");
        assertThat(read).isEqualTo(PACKET.message("SEQ", 7));
    }

    /** An option's value that does not fit its type counts as absent. */
    @Example
    void passesOverAnUnknownShade() {
        Message packet = PACKET.message("SHADE", 1);
        ByteBuffer b = ByteBuffer.allocate(30);
        assertThat(PACKET.build(b, 0, packet, 1, 2)).isEqualTo(30);
        Message read = PACKET.message();
        PACKET.parse(b, 0, 30, read);
        assertThat(read.present(PACKET.field("SHADE"))).isTrue();
        b.put(28, (byte) 3);
        assertThat(PACKET.reason(PACKET.parse(b, 0, 30, read))).isEqualTo("OK");
        assertThat(read.present(PACKET.field("SHADE"))).isFalse();
    }

    /** RFC 9293, 3.1, MUST-69: after the last option there are only zeros, whatever was there before. */
    @Example
    @Tag("MUST-69")
    void padsWithZeros() {
        byte[] before = new byte[32];
        Arrays.fill(before, (byte) 0x55);
        ByteBuffer b = ByteBuffer.wrap(before);
        assertThat(PACKET.build(b, 0, PACKET.message("SHADE", 1), 1, 2)).isEqualTo(30);
        assertThat(b.array()).endsWith(6, 3, 1, 0, 0x55, 0x55);
    }

    /** More options than a header holds are the specification's mistake, and are not cut short in silence. */
    @Example
    void refusesToWriteMoreThanAHeaderHolds() {
        var tight = new Wire("tight", 0);
        Message full = tight.message("A", 1, "B", 2);
        assertThatThrownBy(() -> tight.headerLength(full)).hasMessage("the options do not fit into a header");
    }

    /** So is a value that its field has no room for: cut off, it would be another. */
    @Example
    void refusesToWriteAValueThatDoesNotFit() {
        ByteBuffer b = ByteBuffer.allocate(26);
        assertThat(PACKET.build(b, 0, PACKET.message("ODD", 8191, "TINY", 7), 1, 2))
                .isEqualTo(26);
        Message odd = PACKET.message("ODD", 8192);
        assertThatThrownBy(() -> PACKET.build(b, 0, odd, 1, 2)).hasMessage("P.ODD does not fit into 13 bits");
        Message tiny = PACKET.message("TINY", 8);
        assertThatThrownBy(() -> PACKET.build(b, 0, tiny, 1, 2)).hasMessage("P.TINY does not fit into 3 bits");
    }
}
