package dev.sequent.check.json;

import dev.sequent.check.json.JsonValue.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads one JSON value, strictly: no comments, no trailing commas, no member twice. */
public final class JsonReader {
    private static final int DEEPEST = 100;
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

    private final String text;
    private int at;
    private int depth;
    // How far lines have been counted.
    private int counted;
    private int line = 1;
    private int lineStart;

    private JsonReader(String text) {
        this.text = text;
    }

    /** @throws JsonFormatException if the text is anything else */
    public static JsonValue parse(String text) {
        var reader = new JsonReader(text);
        JsonValue value = reader.value();
        reader.blanks();
        if (reader.at < text.length()) {
            throw reader.wrong("something follows the value");
        }
        return value;
    }

    private JsonValue value() {
        blanks();
        Place place = place();
        if (at == text.length()) {
            throw wrong("the text ends where a value should be");
        }
        return switch (text.charAt(at)) {
            case '{' -> object(place);
            case '[' -> array(place);
            case '"' -> new JsonValue.Text(place, string());
            case 't' -> word("true", new JsonValue.Bool(place, true));
            case 'f' -> word("false", new JsonValue.Bool(place, false));
            case 'n' -> word("null", new JsonValue.Null(place));
            default -> number(place);
        };
    }

    private JsonValue.Obj object(Place place) {
        deeper();
        var members = new LinkedHashMap<String, JsonValue>();
        at++;
        blanks();
        if (!take('}')) {
            do {
                blanks();
                if (at == text.length() || text.charAt(at) != '"') {
                    throw wrong("expected the name of a member");
                }
                Place nameAt = place();
                String name = string();
                blanks();
                expect(':');
                if (members.put(name, value()) != null) {
                    throw new JsonFormatException(nameAt, "the member \"" + name + "\" is there twice");
                }
                blanks();
            } while (take(','));
            expect('}');
        }
        depth--;
        return new JsonValue.Obj(place, members);
    }

    private JsonValue.Array array(Place place) {
        deeper();
        List<JsonValue> elements = new ArrayList<>();
        at++;
        blanks();
        if (!take(']')) {
            do {
                elements.add(value());
                blanks();
            } while (take(','));
            expect(']');
        }
        depth--;
        return new JsonValue.Array(place, elements);
    }

    private void deeper() {
        if (++depth > DEEPEST) {
            throw wrong("nested more than " + DEEPEST + " deep");
        }
    }

    private String string() {
        at++;
        var out = new StringBuilder();
        while (at < text.length() && text.charAt(at) != '"') {
            char c = text.charAt(at);
            if (c < ' ') {
                throw wrong("a control character in a string");
            }
            at++;
            out.append(c == '\\' ? escaped() : c);
        }
        expect('"');
        return out.toString();
    }

    private char escaped() {
        char c = at < text.length() ? text.charAt(at++) : ' ';
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> {
                String digits = text.substring(at, Math.min(at + 4, text.length()));
                if (!digits.matches("[0-9a-fA-F]{4}")) {
                    throw wrong("expected four hexadecimal digits");
                }
                at += 4;
                yield (char) Integer.parseInt(digits, 16);
            }
            default -> throw wrong("no such escape in a string");
        };
    }

    private JsonValue word(String word, JsonValue value) {
        if (!text.startsWith(word, at)) {
            throw wrong("expected a value");
        }
        at += word.length();
        return value;
    }

    private JsonValue.Num number(Place place) {
        Matcher number = NUMBER.matcher(text).region(at, text.length());
        if (!number.lookingAt()) {
            throw wrong("expected a value");
        }
        at = number.end();
        return new JsonValue.Num(place, number.group());
    }

    private void blanks() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private boolean take(char c) {
        boolean there = at < text.length() && text.charAt(at) == c;
        at += there ? 1 : 0;
        return there;
    }

    private void expect(char c) {
        if (!take(c)) {
            throw wrong(at == text.length() ? "the text ends where '" + c + "' should be" : "expected '" + c + "'");
        }
    }

    private Place place() {
        while (counted < at) {
            if (text.charAt(counted++) == '\n') {
                line++;
                lineStart = counted;
            }
        }
        return new Place(line, at - lineStart + 1);
    }

    private JsonFormatException wrong(String what) {
        return new JsonFormatException(place(), what);
    }
}
