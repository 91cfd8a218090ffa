package dev.sequent.view.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.sequent.view.json.JsonValue.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;

/** Reads one JSON value, strictly: no comments, no trailing commas, no member twice. */
public final class JsonReader {
    private static final int DEEPEST = 100;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private final JsonParser in;

    private JsonReader(JsonParser in) {
        this.in = in;
    }

    /** @throws JsonFormatException if the text is anything else */
    public static JsonValue parse(String text) {
        try (JsonParser in = FACTORY.createParser(text)) {
            return parse(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonValue parse(JsonParser in) throws IOException {
        try {
            if (in.nextToken() == null) {
                throw new JsonFormatException(place(in.currentLocation()), "the text ends where a value should be");
            }
            var reader = new JsonReader(in);
            JsonValue value = reader.value();
            if (in.nextToken() != null) {
                throw new JsonFormatException(reader.place(), "something follows the value");
            }
            return value;
        } catch (StreamConstraintsException e) {
            throw new JsonFormatException(
                    place(in.currentLocation()), "nested more than " + DEEPEST + " deep, or a number or name too long");
        } catch (JsonProcessingException e) {
            throw new JsonFormatException(place(e.getLocation()), plain(e.getOriginalMessage()));
        }
    }

    /** The value whose first token is the present one. */
    private JsonValue value() throws IOException {
        Place place = place();
        return switch (in.currentToken()) {
            case START_OBJECT -> object(place);
            case START_ARRAY -> array(place);
            case VALUE_STRING -> new JsonValue.Text(place, in.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new JsonValue.Num(place, in.getText());
            case VALUE_TRUE, VALUE_FALSE -> new JsonValue.Bool(place, in.getBooleanValue());
            case VALUE_NULL -> new JsonValue.Null(place);
            case NOT_AVAILABLE, END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT ->
                throw new IllegalStateException("no value begins with " + in.currentToken());
        };
    }

    private JsonValue.Obj object(Place place) throws IOException {
        var members = new LinkedHashMap<String, JsonValue>();
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            Place nameAt = place();
            String name = in.currentName();
            in.nextToken();
            if (members.put(name, value()) != null) {
                throw new JsonFormatException(nameAt, "the member \"" + name + "\" is there twice");
            }
        }
        return new JsonValue.Obj(place, members);
    }

    private JsonValue.Array array(Place place) throws IOException {
        var elements = new ArrayList<JsonValue>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            elements.add(value());
        }
        return new JsonValue.Array(place, elements);
    }

    private Place place() {
        return place(in.currentTokenLocation());
    }

    private static Place place(JsonLocation at) {
        return new Place(at.getLineNr(), at.getColumnNr());
    }

    /** Without what Jackson says about the source of the text: there is none. */
    private static String plain(String message) {
        return message.replaceAll(" \\(start marker at .*", "");
    }
}
