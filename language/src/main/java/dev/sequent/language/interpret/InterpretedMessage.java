package dev.sequent.language.interpret;

import dev.sequent.language.model.MessageType;
import dev.sequent.runtime.BitReader;
import dev.sequent.runtime.BitWriter;
import dev.sequent.runtime.Message;
import java.util.List;

/** A message as one cell for each field. Encoded field by field, as a machine's variables are. */
final class InterpretedMessage implements Message {
    private final MessageType type;
    private final List<Cell> fields;

    InterpretedMessage(MessageType type) {
        this.type = type;
        this.fields = type.fields().stream()
                .map(f -> new Cell(type.prefix() + "." + f.name(), f.type()))
                .toList();
    }

    Cell field(MessageType.Field field) {
        return fields.get(field.index());
    }

    @Override
    public int kind() {
        return type.kind();
    }

    @Override
    public long get(int field) {
        return fields.get(field).number();
    }

    @Override
    public void set(int field, long value) {
        fields.get(field).set(value);
    }

    @Override
    public boolean present(int field) {
        return fields.get(field).present();
    }

    @Override
    public long dataLength() {
        return type.data().map(f -> get(f.index())).orElse(0L);
    }

    @Override
    public int dataSequence() {
        return (int)
                type.dataAt().map(e -> Evaluator.ofMessage(this, e)).orElse(0L).longValue();
    }

    @Override
    public void clear() {
        fields.forEach(Cell::clear);
    }

    @Override
    public void copyFrom(Message other) {
        if (other.kind() != kind()) {
            throw new IllegalArgumentException("a message of kind " + other.kind() + " is not a " + type.name());
        }
        for (int i = 0; i < fields.size(); i++) {
            if (other.present(i)) {
                set(i, other.get(i));
            } else {
                fields.get(i).clear();
            }
        }
    }

    @Override
    public Message copy() {
        var copy = new InterpretedMessage(type);
        copy.copyFrom(this);
        return copy;
    }

    @Override
    public void encode(BitWriter out) {
        fields.forEach(f -> f.encode(out));
    }

    @Override
    public void decode(BitReader in) {
        fields.forEach(f -> f.decode(in));
    }

    @Override
    public String toString() {
        var text = new StringBuilder(type.name());
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).present()) {
                text.append(' ').append(type.fields().get(i).name()).append('=').append(get(i));
            }
        }
        return text.toString();
    }
}
