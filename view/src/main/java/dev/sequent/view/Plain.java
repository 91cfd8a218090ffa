package dev.sequent.view;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Texts that are safe for a terminal. What comes from elsewhere (a specification, a trace, another process) may contain
 * control characters, which a terminal obeys: they could hide text, or even type. Here they become {@code \\u001b},
 * which means the same inside a JSON string.
 */
public final class Plain {

    /** What {@link Paint} writes. */
    private static final Pattern COLOUR = Pattern.compile("\u001b\\[(?:0|1|2|32|33|1;31)m");

    private Plain() {}

    /**
     * Without any control character except line feed and tab, and without any that changes the direction of writing.
     */
    public static String text(String foreign) {
        return isPlain(foreign)
                ? foreign
                : escaped(foreign, 0, foreign.length(), new StringBuilder()).toString();
    }

    /** The same, except for our own colours. */
    public static String painted(String text) {
        if (isPlain(text)) {
            return text;
        }
        var out = new StringBuilder();
        Matcher colour = COLOUR.matcher(text);
        int from = 0;
        while (colour.find()) {
            escaped(text, from, colour.start(), out).append(colour.group());
            from = colour.end();
        }
        return escaped(text, from, text.length(), out).toString();
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (acts(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static StringBuilder escaped(String text, int from, int to, StringBuilder out) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (acts(c)) {
                out.append("\\u").append(String.format("%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        return out;
    }

    /**
     * The sets C0 and C1 and DEL, line and paragraph separators, and the controls of Unicode's bidirectional algorithm
     * (UAX 9, 2).
     */
    private static boolean acts(char c) {
        return c < ' ' && c != '\n' && c != '\t'
                || c >= 0x7F && c <= 0x9F
                || c == 0x061C
                || c == 0x200E
                || c == 0x200F
                || c >= 0x2028 && c <= 0x202E
                || c >= 0x2066 && c <= 0x2069;
    }
}
