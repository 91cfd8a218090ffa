package dev.sequent.check.trace;

import dev.sequent.view.json.JsonFormatException;
import dev.sequent.view.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A value within a JSON text that knows its path from the root; each accessor states the type that it expects. */
record Member(String path, JsonValue value) {
    static Member root(JsonValue value) {
        return new Member("", value);
    }

    JsonFormatException wrong(String what) {
        return new JsonFormatException(value.place(), (path.isEmpty() ? "" : path + ": ") + what);
    }

    private JsonFormatException not(String wanted) {
        return wrong("expected " + wanted + ", and this is " + value.kind());
    }

    Optional<Member> optional(String name) {
        if (!(value instanceof JsonValue.Obj object)) {
            throw not("an object");
        }
        return Optional.ofNullable(object.members().get(name))
                .map(v -> new Member(path.isEmpty() ? name : path + "." + name, v));
    }

    Member member(String name) {
        return optional(name).orElseThrow(() -> wrong("the member \"" + name + "\" is missing"));
    }

    List<Member> elements() {
        if (!(value instanceof JsonValue.Array array)) {
            throw not("an array");
        }
        var members = new ArrayList<Member>();
        array.elements().forEach(element -> members.add(new Member(path + "[" + members.size() + "]", element)));
        return members;
    }

    String text() {
        if (!(value instanceof JsonValue.Text text)) {
            throw not("a string");
        }
        return text.value();
    }

    boolean truth() {
        if (!(value instanceof JsonValue.Bool bool)) {
            throw not("a boolean");
        }
        return bool.value();
    }

    long number() {
        if (!(value instanceof JsonValue.Num number)) {
            throw not("a number");
        }
        try {
            return Long.parseLong(number.digits());
        } catch (NumberFormatException e) {
            throw wrong("expected a whole number, and this is " + number.digits());
        }
    }

    int integer() {
        long number = number();
        if (number != (int) number) {
            throw wrong(number + " is too large here");
        }
        return (int) number;
    }

    List<String> texts() {
        return elements().stream().map(Member::text).toList();
    }

    Map<String, String> map() {
        return map(Member::text);
    }

    Map<String, Boolean> truths() {
        return map(Member::truth);
    }

    private <T> Map<String, T> map(Function<Member, T> read) {
        if (!(value instanceof JsonValue.Obj object)) {
            throw not("an object");
        }
        var map = new LinkedHashMap<String, T>();
        object.members().keySet().forEach(name -> map.put(name, read.apply(member(name))));
        return map;
    }

    void mustBe(String wanted) {
        if (!text().equals(wanted)) {
            throw wrong("expected \"" + wanted + "\", and this is \"" + text() + "\"");
        }
    }
}
