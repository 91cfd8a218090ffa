package dev.sequent.check.text;

import dev.sequent.language.model.MessageType;
import dev.sequent.language.model.MessageType.Field;
import dev.sequent.language.model.Type;
import dev.sequent.runtime.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A message as RFCs write it: {@code <SEQ=100><ACK=301><CTL=SYN,ACK>}. Fields are in wire order.
 *
 * <p>For a segment, that is, a message with a sequence number and control bits, fields that are zero or absent are left
 * out, as in RFC 9293, 3.5, except the first sequence number and a field whose bit of the same name is set. For any
 * other message it is not known what a reader may miss, so only absent options are left out, and zero fields for the
 * network layer.
 */
public final class MessageText {
    private MessageText() {}

    /** @param protocolHasOne whether the protocol has no other kind of message, so that its name says nothing */
    public static String of(MessageType type, Message message, boolean protocolHasOne) {
        var text = new StringBuilder(protocolHasOne ? "" : type.name());
        boolean all = !segment(type);
        boolean sequenceSeen = false;
        for (Field field : type.fields()) {
            boolean first = !sequenceSeen && field.type() instanceof Type.Seq;
            sequenceSeen |= first;
            boolean there = all && !field.network() && message.present(field.index());
            if (there || first || says(type, field, message)) {
                text.append('<').append(field.name()).append('=');
                text.append(value(field, message)).append('>');
            }
        }
        return text.toString();
    }

    private static boolean segment(MessageType type) {
        return type.fields().stream().anyMatch(f -> f.type() instanceof Type.Seq)
                && type.fields().stream().anyMatch(f -> !f.bits().isEmpty());
    }

    /**
     * Names of the fields of segments that are neither sequence numbers nor bits nor data nor options: what matters
     * least to a reader.
     */
    public static List<String> secondary(List<MessageType> types) {
        return types.stream()
                .filter(MessageText::segment)
                .flatMap(type -> type.fields().stream())
                .filter(f -> !f.data() && f.bits().isEmpty() && !f.optional() && !(f.type() instanceof Type.Seq))
                .map(Field::name)
                .distinct()
                .toList();
    }

    /** The value of a field as it is printed; {@code none} for an absent one. */
    public static String value(Field field, Message message) {
        return message.present(field.index()) ? text(field, message.get(field.index())) : "none";
    }

    /** A value of the field as it is printed. @param value in generic form */
    public static String text(Field field, long value) {
        return field.bits().isEmpty() ? ValueText.text(field.type(), value) : String.join(",", bits(field, value));
    }

    /**
     * The value that {@link #value} has printed, in generic form.
     *
     * @param text not {@code none}
     * @throws IllegalArgumentException when it is no value of the field
     */
    public static long parse(Field field, String text) {
        if (field.bits().isEmpty()) {
            return ValueText.parse(field.type(), text);
        }
        long value = 0;
        for (String bit : text.isEmpty() ? List.<String>of() : List.of(text.split(","))) {
            int place = field.bits().indexOf(bit);
            if (place < 0) {
                throw new IllegalArgumentException(field.name() + " has no bit " + bit);
            }
            value |= 1L << (field.bits().size() - 1 - place);
        }
        return value;
    }

    private static boolean says(MessageType type, Field field, Message message) {
        if (!message.present(field.index())) {
            return false;
        }
        long value = message.get(field.index());
        return value != 0 || field.optional() || bitOf(type, field, message).orElse(false);
    }

    /** Whether the message has a bit with the field's name, and it is set. (ACK=0 counts when the ACK bit is set.) */
    private static Optional<Boolean> bitOf(MessageType type, Field field, Message message) {
        for (Field flags : type.fields()) {
            int place = flags.bits().indexOf(field.name());
            if (place >= 0) {
                long mask = 1L << (flags.bits().size() - 1 - place);
                return Optional.of((message.get(flags.index()) & mask) != 0);
            }
        }
        return Optional.empty();
    }

    /** Least significant first: so SYN comes before ACK, as in the RFC's figures. */
    private static List<String> bits(Field field, long value) {
        var names = new ArrayList<String>();
        int count = field.bits().size();
        for (int i = 0; i < count; i++) {
            if ((value >>> i & 1) != 0) {
                names.add(field.bits().get(count - 1 - i));
            }
        }
        return names;
    }
}
