package dev.sequent.view.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.function.Consumer;

/** Writes one JSON value, indented by two blanks. Calls must nest as the value does. */
public final class JsonWriter {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final DefaultIndenter INDENTER = new DefaultIndenter("  ", "\n");

    private final StringWriter text = new StringWriter();
    private final JsonGenerator out;

    /** Nothing is written yet. */
    public JsonWriter() {
        Separators tight = Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                .withObjectEmptySeparator("")
                .withArrayEmptySeparator("");
        var layout =
                new DefaultPrettyPrinter(tight).withObjectIndenter(INDENTER).withArrayIndenter(INDENTER);
        try {
            out = FACTORY.createGenerator(text).setPrettyPrinter(layout);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An operation of Jackson's; a {@link StringWriter} never fails. */
    private interface Writing {
        void run() throws IOException;
    }

    private JsonWriter write(Writing writing) {
        try {
            writing.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** An object, whose members {@code members} writes. */
    public JsonWriter object(Runnable members) {
        write(out::writeStartObject);
        members.run();
        return write(out::writeEndObject);
    }

    /** An object that first gives its format and version; {@code members} writes the others. */
    public JsonWriter document(String format, int version, Runnable members) {
        return object(() -> {
            name("format").value(format);
            name("version").value(version);
            members.run();
        });
    }

    /** An array, whose elements {@code elements} writes. */
    public JsonWriter array(Runnable elements) {
        write(out::writeStartArray);
        elements.run();
        return write(out::writeEndArray);
    }

    /** An array with one element for each item. */
    public <T> JsonWriter array(Iterable<T> items, Consumer<T> element) {
        return array(() -> items.forEach(element));
    }

    /** The name of the member whose value is written next. */
    public JsonWriter name(String name) {
        return write(() -> out.writeFieldName(name));
    }

    public JsonWriter value(String value) {
        return write(() -> out.writeString(value));
    }

    public JsonWriter value(long number) {
        return write(() -> out.writeNumber(number));
    }

    /** @param number finite */
    public JsonWriter value(double number) {
        if (!Double.isFinite(number)) {
            throw new IllegalArgumentException("JSON has no number " + number);
        }
        return write(() -> out.writeNumber(number));
    }

    public JsonWriter value(boolean truth) {
        return write(() -> out.writeBoolean(truth));
    }

    /** No value: {@code null}. */
    public JsonWriter none() {
        return write(out::writeNull);
    }

    /** A value that was read. */
    public JsonWriter value(JsonValue value) {
        return switch (value) {
            case JsonValue.Obj object ->
                object(() ->
                        object.members().forEach((name, member) -> name(name).value(member)));
            case JsonValue.Array array -> array(array.elements(), this::value);
            case JsonValue.Text plain -> value(plain.value());
            case JsonValue.Num number -> write(() -> out.writeNumber(number.digits()));
            case JsonValue.Bool truth -> value(truth.value());
            case JsonValue.Null ignored -> none();
        };
    }

    /** What was written, ended with a line feed. */
    @Override
    public String toString() {
        write(out::flush);
        return text + "\n";
    }
}
