package dev.sequent.packet.syntax;

import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.Token;

/**
 * How deep brackets may stand within each other. Whatever follows the nesting recurses on a finite stack, so it is
 * measured before anything does.
 */
final class Depth {
    /** Far more than any script has. */
    static final int MOST = 100;

    private Depth() {}

    /** The first bracket of a statement that goes beyond. */
    static Optional<Token> exceeded(List<Token> tokens) {
        int depth = 0;
        for (Token token : tokens) {
            depth += change(token.getText());
            if (depth > MOST) {
                return Optional.of(token);
            }
        }
        return Optional.empty();
    }

    static int change(String token) {
        return switch (token) {
            case "(", "[", "{" -> 1;
            case ")", "]", "}" -> -1;
            default -> 0;
        };
    }
}
