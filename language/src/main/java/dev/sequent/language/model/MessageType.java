package dev.sequent.language.model;

import java.util.List;
import java.util.Optional;

/**
 * A message: its fields, and how they lie on the wire.
 *
 * @param kind ordinal among the protocol's messages
 * @param name for instance {@code SEGMENT}
 * @param prefix how an arriving one is spelled, for instance {@code SEG}: {@code SEG.SEQ}
 * @param fields the fields that a machine can read and set, in wire order: scalars, one {@code bits} field at most,
 *     optional values from options, the length of the data, and words for the network layer where they are declared;
 *     padding, checksum, length and port fields are only in {@code wire}
 * @param derived computed fields such as {@code SEG.LEN}
 * @param dataAt the sequence number of the first octet of data: one of the fields or derived values
 * @param wire every element of the fixed header in order, then options and data
 */
public record MessageType(
        int kind,
        String name,
        String prefix,
        List<Field> fields,
        List<Derived> derived,
        Optional<Expr> dataAt,
        List<WireElement> wire,
        String doc,
        List<Citation> citations,
        Span span) {

    /**
     * @param bits names of the single bits, most significant first, when this is the {@code bits} field; else empty.
     *     The field's value then has bit i of n at {@code 1 << (n - 1 - i)}
     * @param data this field is the number of data bytes that the message carries (type u32)
     * @param network what the sender of the message tells the network layer below: it travels alongside the message and
     *     not in it, is nowhere on the wire, and is zero in what arrives
     * @param when the bit without which the field means nothing
     */
    public record Field(
            int index,
            String name,
            Type type,
            List<String> bits,
            boolean data,
            boolean network,
            Optional<When> when,
            String doc,
            Span span) {

        /** A field of the message itself. */
        public Field(int index, String name, Type type, List<String> bits, boolean data, String doc, Span span) {
            this(index, name, type, bits, data, false, Optional.empty(), doc, span);
        }

        public boolean optional() {
            return type instanceof Type.Optional;
        }
    }

    /** A bit of the message, and its mask. */
    public record When(String bit, long mask) {}

    public record Derived(int index, String name, Type type, Expr value, String doc, Span span) {}

    /** The field that counts the octets of data. */
    public Optional<Field> data() {
        return fields.stream().filter(Field::data).findFirst();
    }

    /** One element of the wire format. {@code width} is in bits. */
    public sealed interface WireElement {
        /** A fixed-width element that carries a field of the message. */
        record Value(Field field, int width) implements WireElement {}

        /** Sent as zero, ignored on arrival. */
        record Reserved(String name, int width) implements WireElement {}

        /** A port, used by the runtime for demultiplexing. */
        record Port(String name, int width, boolean source) implements WireElement {}

        /** Internet checksum (RFC 1071); {@code pseudoHeader} when it covers the IP pseudo header. */
        record Checksum(String name, int width, boolean pseudoHeader) implements WireElement {}

        /** Length of the header or of the whole message, in units of {@code unit} bytes. */
        record Length(String name, int width, boolean headerOnly, int unit) implements WireElement {}

        /** Type-length-value options up to the header's length. */
        record Options(List<Option> options, int endKind, int paddingKind) implements WireElement {}

        /** The rest of the message. */
        record Data(Field field) implements WireElement {}
    }

    /**
     * An option {@code kind, length, values...}. One value fills the optional field {@code NAME}; several fill the
     * optional fields {@code NAME.X}, {@code NAME.Y}, ... in order, and an option that ends early (at the end of a
     * value) leaves the rest absent. {@code flag} (no values): a bool field {@code NAME}, true when the option is
     * there; it is then the only element of {@code values}. When sending, an option is written up to its last present
     * value.
     */
    public record Option(String name, int kind, List<Field> values, List<Citation> citations, Span span) {
        public boolean flag() {
            return values.size() == 1 && values.getFirst().type().equals(Type.BOOL);
        }
    }
}
