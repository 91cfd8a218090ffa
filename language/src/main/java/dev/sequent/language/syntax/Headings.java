package dev.sequent.language.syntax;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.Token;

/**
 * What stands at the head of a file.
 *
 * @param protocol whether it names a protocol
 * @param imports as they are written
 */
public record Headings(boolean protocol, List<String> imports) {
    /** Reads the tokens only: whatever follows may have errors. */
    public static Headings of(String text) {
        var lexer = new SequentLexer(CharStreams.fromString(text.startsWith("\ufeff") ? text.substring(1) : text));
        lexer.removeErrorListeners();
        boolean protocol = false;
        boolean first = true;
        var imports = new ArrayList<String>();
        String before = "";
        for (Token token = lexer.nextToken(); token.getType() != Token.EOF; token = lexer.nextToken()) {
            if (token.getChannel() != Token.DEFAULT_CHANNEL) {
                continue;
            }
            protocol |= first && token.getText().equals("protocol");
            first = false;
            if (before.equals("import") && token.getType() == SequentParser.STRING) {
                imports.add(SpecParser.unquote(token.getText()));
            }
            before = token.getText();
        }
        return new Headings(protocol, List.copyOf(imports));
    }
}
