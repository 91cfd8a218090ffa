package dev.sequent.codegen.form;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How a message lies in bytes, network byte order: a fixed header of groups that fill whole bytes, each read and
 * written at once; then options, up to the header's length; then data.
 *
 * @param bytes of the fixed header
 * @param data the field that has the number of data bytes
 */
public record WireLayout(List<Group> groups, int bytes, Optional<Options> options, Optional<Field> data) {

    /** @param offset of its first byte @param width in bits, a multiple of 8, at most 64 */
    public record Group(int offset, int width, List<Part> parts) {}

    /** @param shift how far its lowest bit lies above the group's lowest */
    public record Part(Element element, String name, int width, int shift, int byteOffset) {}

    /** A part with the group that it lies in. */
    public record Place(Group group, Part part) {}

    public sealed interface Element {
        /**
         * A field.
         *
         * @param most a larger value is refused when a header is built; empty where none can be
         * @param bits the names of single bits, most significant first; else empty
         */
        record Carried(Field field, Form form, Admitted admitted, OptionalLong most, List<String> bits)
                implements Element {}

        /** Zero, ignored on arrival. */
        record Reserved() implements Element {}

        record Port(boolean source) implements Element {}

        /** Left zero for the sender to fill in. */
        record Checksum(boolean pseudoHeader) implements Element {}

        /** Length of the header or of the whole message in units of so many bytes. */
        record Length(boolean headerOnly, int unit) implements Element {}
    }

    /** What the bits mean. */
    public enum Form {
        FLAG,
        SEQUENCE,
        NUMBER
    }

    /** Which of the values that fit into the bits the field can have. */
    public sealed interface Admitted {
        record All() implements Admitted {}

        record Below(int count) implements Admitted {}

        record NotNegative() implements Admitted {}
    }

    /** @param endKind of the option that ends the list, or negative @param paddingKind likewise */
    public record Options(List<Option> options, int endKind, int paddingKind) {}

    /** @param flag whether the option itself is the value; then there is one value, a flag, and no bytes for it */
    public record Option(String name, int kind, boolean flag, List<OptionValue> values) {}

    /** @param presence empty for a flag @param bytes 0 for a flag */
    public record OptionValue(Field value, Optional<Field> presence, int bytes, Form form, Admitted admitted) {}

    public List<Place> places() {
        return groups.stream()
                .flatMap(g -> g.parts().stream().map(p -> new Place(g, p)))
                .toList();
    }

    public Optional<Place> port(boolean source) {
        return places().stream()
                .filter(p -> p.part().element() instanceof Element.Port port && port.source() == source)
                .findFirst();
    }

    public Optional<Place> checksum() {
        return places().stream()
                .filter(p -> p.part().element() instanceof Element.Checksum)
                .findFirst();
    }

    /** @param headerOnly the length of the header, or of the whole message */
    public Optional<Place> length(boolean headerOnly) {
        return places().stream()
                .filter(p -> p.part().element() instanceof Element.Length l && l.headerOnly() == headerOnly)
                .findFirst();
    }

    /** The header's length is a multiple of this many bytes. */
    public int unit() {
        return length(true)
                .map(p -> ((Element.Length) p.part().element()).unit())
                .orElse(1);
    }

    /** The longest header that its length field can express; the fixed header when there is no such field. */
    public int longestHeader() {
        return length(true)
                .map(p -> ((1 << Math.min(p.part().width(), 16)) - 1) * unit())
                .orElse(bytes);
    }
}
