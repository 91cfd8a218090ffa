package dev.sequent.view.json;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A JSON value (RFC 8259) that knows where it stood. */
public sealed interface JsonValue {
    /** Line and column of its first character, from 1. */
    record Place(int line, int column) {
        @Override
        public String toString() {
            return line + ":" + column;
        }
    }

    Place place();

    /** For messages: what it is, with its article. */
    String kind();

    /** @param members in the order of the text */
    record Obj(Place place, Map<String, JsonValue> members) implements JsonValue {
        public Obj {
            members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        }

        @Override
        public String kind() {
            return "an object";
        }
    }

    record Array(Place place, List<JsonValue> elements) implements JsonValue {
        public Array {
            elements = List.copyOf(elements);
        }

        @Override
        public String kind() {
            return "an array";
        }
    }

    record Text(Place place, String value) implements JsonValue {
        @Override
        public String kind() {
            return "a string";
        }
    }

    /** @param digits as they stood */
    record Num(Place place, String digits) implements JsonValue {
        @Override
        public String kind() {
            return "a number";
        }
    }

    record Bool(Place place, boolean value) implements JsonValue {
        @Override
        public String kind() {
            return "a boolean";
        }
    }

    record Null(Place place) implements JsonValue {
        @Override
        public String kind() {
            return "null";
        }
    }
}
