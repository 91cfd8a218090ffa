package dev.sequent.check;

import dev.sequent.view.json.JsonReader;
import dev.sequent.view.json.JsonValue;
import dev.sequent.view.json.JsonWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A JSON text with one thing changed: each value to another one, each member or element left out. */
final class Mutations {
    /**
     * @param path of what was changed, for instance {@code steps[2].sent[0].lost}
     * @param what for instance {@code = true}
     */
    record Mutation(String path, String what, String json) {}

    private final JsonValue root;
    /** For each name of a member the texts that it has somewhere: the likeliest lies. */
    private final Map<String, Set<String>> texts = new TreeMap<>();

    private final List<Mutation> all = new ArrayList<>();

    private Mutations(JsonValue root) {
        this.root = root;
    }

    static List<Mutation> of(String json) {
        var mutations = new Mutations(JsonReader.parse(json));
        mutations.collect("", mutations.root);
        mutations.walk("", "", mutations.root);
        return mutations.all;
    }

    private void collect(String name, JsonValue value) {
        switch (value) {
            case JsonValue.Obj object -> object.members().forEach(this::collect);
            case JsonValue.Array array -> array.elements().forEach(e -> collect(name, e));
            case JsonValue.Text text ->
                texts.computeIfAbsent(name, n -> new LinkedHashSet<>()).add(text.value());
            case JsonValue.Num _, JsonValue.Bool _, JsonValue.Null _ -> {}
        }
    }

    private void walk(String path, String name, JsonValue value) {
        switch (value) {
            case JsonValue.Obj object ->
                object.members().forEach((member, v) -> {
                    String below = path.isEmpty() ? member : path + "." + member;
                    add(below, "left out", v, Optional.empty());
                    walk(below, member, v);
                });
            case JsonValue.Array array -> {
                for (int i = 0; i < array.elements().size(); i++) {
                    add(path + "[" + i + "]", "left out", array.elements().get(i), Optional.empty());
                    walk(path + "[" + i + "]", name, array.elements().get(i));
                }
            }
            case JsonValue.Text text -> {
                add(path, value, new JsonValue.Text(text.place(), text.value() + "x"));
                texts.getOrDefault(name, Set.of()).stream()
                        .filter(other -> !other.equals(text.value()))
                        .limit(2)
                        .forEach(other -> add(path, value, new JsonValue.Text(text.place(), other)));
            }
            case JsonValue.Num number -> {
                add(path, value, new JsonValue.Num(number.place(), Long.toString(Long.parseLong(number.digits()) + 1)));
                add(path, value, new JsonValue.Num(number.place(), "-" + number.digits() + "7"));
            }
            case JsonValue.Bool bool -> add(path, value, new JsonValue.Bool(bool.place(), !bool.value()));
            case JsonValue.Null ignored -> {}
        }
    }

    private void add(String path, JsonValue value, JsonValue other) {
        add(path, "= " + other, value, Optional.of(other));
    }

    private void add(String path, String what, JsonValue value, Optional<JsonValue> other) {
        var json = new JsonWriter();
        write(root, value, other, json);
        all.add(new Mutation(path, what, json.toString()));
    }

    /** Values are told apart by where they stood. */
    private static void write(JsonValue value, JsonValue at, Optional<JsonValue> other, JsonWriter json) {
        switch (value == at ? other.orElseThrow() : value) {
            case JsonValue.Obj object -> {
                var left = new LinkedHashMap<>(object.members());
                left.values().removeIf(v -> v == at && other.isEmpty());
                json.object(() -> left.forEach((name, v) -> {
                    json.name(name);
                    write(v, at, other, json);
                }));
            }
            case JsonValue.Array array ->
                json.array(
                        array.elements().stream()
                                .filter(v -> v != at || other.isPresent())
                                .toList(),
                        v -> write(v, at, other, json));
            case JsonValue.Text text -> json.value(text.value());
            case JsonValue.Num number -> json.value(Long.parseLong(number.digits()));
            case JsonValue.Bool bool -> json.value(bool.value());
            case JsonValue.Null ignored -> throw new IllegalArgumentException("traces have no null");
        }
    }
}
