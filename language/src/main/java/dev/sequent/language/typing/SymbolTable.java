package dev.sequent.language.typing;

import dev.sequent.language.diagnostic.NameMessages;
import dev.sequent.language.model.Span;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Names of one kind and what they stand for, in order of declaration. */
final class SymbolTable<T> {
    private final String kind;
    private final boolean given;
    private final Map<String, T> values = new LinkedHashMap<>();
    private final Map<String, Span> spans = new HashMap<>();

    /** @param kind for messages: "state", "timer", ... */
    SymbolTable(String kind) {
        this(kind, false);
    }

    private SymbolTable(String kind, boolean given) {
        this.kind = kind;
        this.given = given;
    }

    /** Names that are not declared but given values. */
    static <T> SymbolTable<T> ofValues(String kind) {
        return new SymbolTable<>(kind, true);
    }

    /** A copy that can be extended independently. */
    SymbolTable<T> copy() {
        var copy = new SymbolTable<T>(kind, given);
        copy.values.putAll(values);
        copy.spans.putAll(spans);
        return copy;
    }

    /** Reserves the name; reports and returns false when it is taken. */
    boolean claim(String name, Span span, Session session) {
        Span first = spans.putIfAbsent(name, span);
        if (first != null) {
            session.report(
                    given
                            ? NameMessages.givenTwice(kind, name, span, first)
                            : NameMessages.duplicate(kind, name, span, first));
        }
        return first == null;
    }

    /** Gives a claimed name its meaning. A name that is claimed but never gets one was declared with a mistake. */
    void put(String name, T value) {
        values.put(name, value);
    }

    void remove(String name) {
        values.remove(name);
        spans.remove(name);
    }

    @Nullable
    T get(String name) {
        return values.get(name);
    }

    boolean has(String name) {
        return spans.containsKey(name);
    }

    /** Where the name was claimed. */
    Span span(String name) {
        return spans.getOrDefault(name, Span.NONE);
    }

    Collection<String> names() {
        return values.keySet();
    }

    List<T> all() {
        return List.copyOf(values.values());
    }

    int size() {
        return values.size();
    }

    String kind() {
        return kind;
    }
}
