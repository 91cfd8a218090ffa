package dev.sequent.codegen;

import dev.sequent.language.model.MessageType;
import dev.sequent.language.model.MessageType.WireElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where the elements of a fixed header lie: groups of elements that fill whole bytes, each read and written at once.
 *
 * @param bits of the fixed header
 */
record WireLayout(MessageType message, List<Group> groups, int bits) {

    /** @param offset of its first byte @param width in bits, a multiple of 8 */
    record Group(int offset, int width, List<Part> parts) {}

    /** @param shift how far its lowest bit lies above the group's lowest */
    record Part(WireElement element, String name, int width, int shift, int byteOffset) {}

    static WireLayout of(MessageType message) {
        var groups = new ArrayList<Group>();
        var open = new ArrayList<WireElement>();
        int start = 0;
        int bit = 0;
        for (WireElement element : message.wire()) {
            int width = width(element);
            if (width == 0) {
                continue;
            }
            open.add(element);
            bit += width;
            if (bit % 8 == 0) {
                groups.add(group(start, bit, open));
                open.clear();
                start = bit;
            }
        }
        if (!open.isEmpty()) {
            throw new IllegalStateException(message.span() + ": the header of " + message.name() + " ends inside a byte");
        }
        return new WireLayout(message, List.copyOf(groups), bit);
    }

    private static Group group(int start, int end, List<WireElement> elements) {
        var parts = new ArrayList<Part>();
        int bit = start;
        for (WireElement element : elements) {
            int width = width(element);
            parts.add(new Part(element, name(element), width, end - bit - width, bit / 8));
            bit += width;
        }
        if (end - start > 64) {
            throw new IllegalStateException(
                    "elements that share bytes are wider than 64 bits together: " + parts.getFirst().name());
        }
        return new Group(start / 8, end - start, List.copyOf(parts));
    }

    /** In bits; 0 for what lies behind the fixed header. */
    static int width(WireElement element) {
        return switch (element) {
            case WireElement.Value e -> e.width();
            case WireElement.Reserved e -> e.width();
            case WireElement.Port e -> e.width();
            case WireElement.Checksum e -> e.width();
            case WireElement.Length e -> e.width();
            case WireElement.Options e -> 0;
            case WireElement.Data e -> 0;
        };
    }

    static String name(WireElement element) {
        return switch (element) {
            case WireElement.Value e -> e.field().name();
            case WireElement.Reserved e -> e.name();
            case WireElement.Port e -> e.name();
            case WireElement.Checksum e -> e.name();
            case WireElement.Length e -> e.name();
            case WireElement.Options e -> "OPTIONS";
            case WireElement.Data e -> e.field().name();
        };
    }

    int bytes() {
        return bits / 8;
    }

    /** A part with the group that it lies in. */
    record Place(Group group, Part part) {}

    List<Place> places() {
        return groups.stream()
                .flatMap(g -> g.parts().stream().map(p -> new Place(g, p)))
                .toList();
    }

    Optional<Place> port(boolean source) {
        return places().stream()
                .filter(p -> p.part().element() instanceof WireElement.Port port && port.source() == source)
                .findFirst();
    }

    Optional<Place> checksum() {
        return places().stream()
                .filter(p -> p.part().element() instanceof WireElement.Checksum)
                .findFirst();
    }

    /** @param headerOnly the length of the header, or of the whole message */
    Optional<Place> length(boolean headerOnly) {
        return places().stream()
                .filter(p -> p.part().element() instanceof WireElement.Length l && l.headerOnly() == headerOnly)
                .findFirst();
    }

    Optional<WireElement.Options> options() {
        return message.wire().stream()
                .filter(WireElement.Options.class::isInstance)
                .map(WireElement.Options.class::cast)
                .findFirst();
    }

    Optional<MessageType.Field> data() {
        return message.wire().stream()
                .filter(WireElement.Data.class::isInstance)
                .map(e -> ((WireElement.Data) e).field())
                .findFirst();
    }

    /** The header's length is a multiple of this many bytes. */
    int unit() {
        return length(true)
                .map(p -> ((WireElement.Length) p.part().element()).unit())
                .orElse(1);
    }

    /** The longest header that its length field can tell; the fixed header when there is no such field. */
    int longestHeader() {
        return length(true)
                .map(p -> ((1 << Math.min(p.part().width(), 16)) - 1) * unit())
                .orElse(bytes());
    }
}
