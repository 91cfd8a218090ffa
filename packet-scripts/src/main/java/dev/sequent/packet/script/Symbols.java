package dev.sequent.packet.script;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** The constants of the sockets API that a script may name, with Linux's values ({@code symbols.txt}). */
public final class Symbols {

    private static final Map<String, Long> VALUES = load();

    private Symbols() {}

    private static Map<String, Long> load() {
        var values = new LinkedHashMap<String, Long>();
        try (InputStream in = Symbols.class.getResourceAsStream("symbols.txt")) {
            if (in == null) {
                throw new IllegalStateException("symbols.txt is missing beside " + Symbols.class);
            }
            new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" "))
                    .forEach(words -> values.put(words[0], Long.decode(words[1])));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return values;
    }

    public static OptionalLong value(String name) {
        Long value = VALUES.get(name);
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }

    public static Set<String> names() {
        return VALUES.keySet();
    }

    /** Whether it is the symbol of an error. */
    public static boolean isErrno(String name) {
        return VALUES.containsKey(name) && isErrnoName(name);
    }

    private static boolean isErrnoName(String name) {
        return name.startsWith("E") && !name.startsWith("EPOLL");
    }

    /** The symbol of an error; its number, if it has none here. */
    public static String errno(int number) {
        return VALUES.entrySet().stream()
                .filter(e -> isErrnoName(e.getKey()) && e.getValue() == number)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("errno " + number);
    }
}
