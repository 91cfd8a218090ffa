package dev.sequent.codegen.validation;

import dev.sequent.language.model.MessageType;
import dev.sequent.runtime.Core;
import dev.sequent.runtime.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.StringJoiner;

/** A message as plain values, apart from any core: one for each field, none for an optional field without a value. */
public record Content(MessageType type, List<OptionalLong> fields) {

    static Content of(MessageType type, Message message) {
        var fields = new ArrayList<OptionalLong>();
        for (var field : type.fields()) {
            fields.add(
                    message.present(field.index())
                            ? OptionalLong.of(message.get(field.index()))
                            : OptionalLong.empty());
        }
        return new Content(type, fields);
    }

    Message in(Core core) {
        var message = core.message(type.kind());
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).isPresent()) {
                message.set(i, fields.get(i).getAsLong());
            }
        }
        return message;
    }

    Content with(int field, OptionalLong value) {
        var changed = new ArrayList<>(fields);
        changed.set(field, value);
        return new Content(type, changed);
    }

    // The type is as large as a specification: two contents of one specification are told apart by its ordinal.
    @Override
    public boolean equals(Object other) {
        return other instanceof Content that && type.kind() == that.type.kind() && fields.equals(that.fields);
    }

    @Override
    public int hashCode() {
        return fields.hashCode();
    }

    @Override
    public String toString() {
        var text = new StringJoiner(" ", type.name() + "[", "]");
        for (int i = 0; i < fields.size(); i++) {
            var field = type.fields().get(i);
            if (fields.get(i).isPresent()) {
                text.add(field.name() + "=" + spelled(field, fields.get(i).getAsLong()));
            }
        }
        return text.toString();
    }

    private static String spelled(MessageType.Field field, long value) {
        if (field.bits().isEmpty()) {
            return Long.toString(value);
        }
        var names = new StringJoiner(",", "{", "}");
        for (int i = 0; i < field.bits().size(); i++) {
            if ((value >> (field.bits().size() - 1 - i) & 1) == 1) {
                names.add(field.bits().get(i));
            }
        }
        return names.toString();
    }
}
