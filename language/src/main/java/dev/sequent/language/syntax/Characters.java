package dev.sequent.language.syntax;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.antlr.v4.runtime.Token;

/**
 * Characters that are not the language's but look like one that is, as word processors and web pages substitute them.
 */
final class Characters {
    private Characters() {}

    /** What was meant by such a character; empty for all others. */
    static Optional<String> meant(int c) {
        if (c <= 0x7f) {
            return Character.isISOControl(c) ? Optional.of("") : Optional.empty();
        }
        if (Character.isSpaceChar(c) || c == 0x85) {
            return Optional.of(" ");
        }
        if (Character.getType(c) == Character.FORMAT || Character.isISOControl(c)) {
            return Optional.of("");
        }
        if (Character.getType(c) == Character.DASH_PUNCTUATION) {
            return Optional.of("-");
        }
        if (c >= 0xff01 && c <= 0xff5e) { // full-width forms
            return Optional.of(Character.toString(c - 0xfee0));
        }
        return switch (c) {
            case 0x2018, 0x2019, 0x201a, 0x201b, 0x201c, 0x201d, 0x201e, 0x201f, 0x2032, 0x2033, 0xab, 0xbb ->
                Optional.of("\"");
            case 0x2212 -> Optional.of("-");
            case 0x2264, 0x2a7d -> Optional.of("<=");
            case 0x2265, 0x2a7e -> Optional.of(">=");
            case 0x2260 -> Optional.of("!=");
            case 0x2192, 0x27f6 -> Optional.of("->");
            case 0x2254 -> Optional.of(":=");
            case 0xac -> Optional.of("not ");
            case 0x2227 -> Optional.of(" and ");
            case 0x2228 -> Optional.of(" or ");
            case 0x21d2 -> Optional.of(" implies ");
            case 0xd7 -> Optional.of("*");
            case 0xf7 -> Optional.of("/");
            case 0x2026 -> Optional.of("..");
            default -> Optional.empty();
        };
    }

    /** The text, with each such character replaced by what was meant. */
    static String meant(List<Token> tokens) {
        var text = new StringBuilder();
        for (Token token : tokens) {
            boolean stray = token.getType() == SequentParser.STRAY;
            if (token.getType() != Token.EOF) {
                text.append(stray ? meant(token.getText().codePointAt(0)).orElse(token.getText()) : token.getText());
            }
        }
        return text.toString();
    }

    /** {@code U+00A0 (no-break space)}. */
    static String named(int c) {
        String name = Character.getName(c);
        return String.format(Locale.ROOT, "U+%04X", c)
                + (name == null ? "" : " (" + name.toLowerCase(Locale.ROOT) + ")");
    }

    /** For characters that are hard to tell apart: {@code (U+20AC)}; else empty. */
    static String code(String text) {
        return text.isEmpty() || text.codePointAt(0) <= 0x7f
                ? ""
                : String.format(Locale.ROOT, " (U+%04X)", text.codePointAt(0));
    }

    /** What to write in place of one of them. */
    static String instead(int c) {
        String meant = meant(c).orElse("").strip();
        if (meant.equals("\"")) {
            return "a text stands in straight quotes, as in \"text\"";
        }
        if (meant.isEmpty()) {
            return Character.isSpaceChar(c) || c == 0x85 ? "write a blank" : "it does not show; delete it";
        }
        return "write " + meant;
    }
}
