package dev.sequent.check.json;

import java.util.function.Consumer;

/** Writes one JSON value, indented by two blanks. Calls must nest as the value does; nothing checks that they do. */
public final class JsonWriter {
    private final StringBuilder out = new StringBuilder();
    private int depth;
    private boolean first = true;
    private boolean named;

    /** An object, whose members {@code members} writes. */
    public JsonWriter object(Runnable members) {
        return nest('{', members, '}');
    }

    /** An array, whose elements {@code elements} writes. */
    public JsonWriter array(Runnable elements) {
        return nest('[', elements, ']');
    }

    /** An array with one element for each item. */
    public <T> JsonWriter array(Iterable<T> items, Consumer<T> element) {
        return array(() -> items.forEach(element));
    }

    /** The name of the member whose value is written next. */
    public JsonWriter name(String name) {
        separate();
        quote(name);
        out.append(": ");
        named = true;
        return this;
    }

    public JsonWriter value(String text) {
        separate();
        quote(text);
        return this;
    }

    public JsonWriter value(long number) {
        separate();
        out.append(number);
        return this;
    }

    /** @param number finite */
    public JsonWriter value(double number) {
        if (!Double.isFinite(number)) {
            throw new IllegalArgumentException("JSON has no number " + number);
        }
        separate();
        out.append(number);
        return this;
    }

    public JsonWriter value(boolean truth) {
        separate();
        out.append(truth);
        return this;
    }

    private JsonWriter nest(char open, Runnable inside, char close) {
        separate();
        out.append(open);
        depth++;
        first = true;
        inside.run();
        depth--;
        if (!first) {
            indent();
        }
        out.append(close);
        first = false;
        return this;
    }

    private void separate() {
        if (named) {
            named = false;
            return;
        }
        if (depth > 0) {
            out.append(first ? "" : ",");
            indent();
        }
        first = false;
    }

    private void indent() {
        out.append('\n').append("  ".repeat(depth));
    }

    private void quote(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < 0x20) {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    /** What was written, ended with a line feed. */
    @Override
    public String toString() {
        return out + "\n";
    }
}
