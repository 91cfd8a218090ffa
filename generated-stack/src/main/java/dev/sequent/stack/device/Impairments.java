package dev.sequent.stack.device;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The impairments of both directions, and how people write them:
 * {@code loss=5%,duplicate=1%,reorder=2%,corrupt=0.1%,delay=10ms, jitter=2ms,seed=42}. Each part is optional and counts
 * for both directions (with independent decisions); with {@code in.} or {@code out.} in front, it counts for one and
 * overrides the general one: {@code loss=1%,out.loss=10%}.
 *
 * @param inbound of frames received
 * @param outbound of frames sent
 */
public record Impairments(Impairment inbound, Impairment outbound) {

    private static final List<String> KEYS =
            List.of("loss", "duplicate", "reorder", "corrupt", "delay", "jitter", "seed");
    private static final String EXAMPLE = "loss=5%,duplicate=1%,reorder=2%,corrupt=0.1%,delay=10ms,jitter=2ms,seed=42";

    /**
     * Reads the written form.
     *
     * @throws IllegalArgumentException saying which part is wrong, why, and how it should look
     */
    public static Impairments parse(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("no impairment is given; write it like " + EXAMPLE);
        }
        Map<String, String> values = new HashMap<>();
        for (String part : text.split(",", -1)) {
            int equals = part.indexOf('=');
            if (equals < 0) {
                throw wrong(text, part, "it is not of the form KEY=VALUE");
            }
            String key = part.substring(0, equals).strip();
            String bare = key.startsWith("in.") ? key.substring(3) : key.startsWith("out.") ? key.substring(4) : key;
            if (!KEYS.contains(bare)) {
                throw wrong(text, part, "'" + bare + "' is not one of the keys " + String.join(", ", KEYS));
            }
            if (values.put(key, part.substring(equals + 1).strip()) != null) {
                throw wrong(text, part, "'" + key + "' is given twice");
            }
        }
        return new Impairments(read(text, values, "in."), read(text, values, "out."));
    }

    private static Impairment read(String text, Map<String, String> values, String direction) {
        Map<String, String> own = new HashMap<>();
        for (String key : KEYS) {
            String value = values.containsKey(direction + key) ? values.get(direction + key) : values.get(key);
            if (value != null) {
                own.put(key, value);
            }
        }
        long seed = number(text, own);
        // The two directions decide independently even when they share a seed.
        return new Impairment(
                probability(text, own, "loss"),
                probability(text, own, "duplicate"),
                probability(text, own, "reorder"),
                probability(text, own, "corrupt"),
                duration(text, own, "delay"),
                duration(text, own, "jitter"),
                direction.equals("in.") ? seed : ~seed);
    }

    private static double probability(String text, Map<String, String> values, String key) {
        String value = values.getOrDefault(key, "0%");
        String part = key + "=" + value;
        if (!value.matches("[0-9]+(\\.[0-9]+)?%?")) {
            throw wrong(text, part, "'" + value + "' is not a percentage like 5% or 0.1%");
        }
        double number = value.endsWith("%")
                ? Double.parseDouble(value.substring(0, value.length() - 1)) / 100
                : Double.parseDouble(value);
        if (number > 1) {
            throw wrong(
                    text,
                    part,
                    value.endsWith("%") ? "it is more than 100%" : "it is more than 1; did you mean " + value + "%?");
        }
        return number;
    }

    private static long duration(String text, Map<String, String> values, String key) {
        String value = values.getOrDefault(key, "0ms");
        String part = key + "=" + value;
        if (!value.matches("[0-9]+(\\.[0-9]+)?(ns|us|ms|s)")) {
            throw wrong(text, part, "'" + value + "' is not a time like 10ms, 250us or 1.5s");
        }
        String number = value.replaceAll("[a-z]+$", "");
        double unit = switch (value.substring(number.length())) {
            case "ns" -> 1;
            case "us" -> 1e3;
            case "ms" -> 1e6;
            default -> 1e9;
        };
        double nanos = Double.parseDouble(number) * unit;
        if (nanos > 3600e9) {
            throw wrong(text, part, "it is more than an hour");
        }
        return Math.round(nanos);
    }

    private static long number(String text, Map<String, String> values) {
        String value = values.getOrDefault("seed", "0");
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw wrong(text, "seed=" + value, "'" + value + "' is not a whole number of 64 bits");
        }
    }

    private static IllegalArgumentException wrong(String text, String part, String why) {
        return new IllegalArgumentException("in the impairment '" + text + "', the part '" + part.strip() + "': " + why
                + "; write it like " + EXAMPLE);
    }
}
