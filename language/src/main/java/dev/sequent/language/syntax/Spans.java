package dev.sequent.language.syntax;

import dev.sequent.language.model.Span;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.Interval;
import org.antlr.v4.runtime.tree.TerminalNode;

/** From the parser's positions to spans. */
public final class Spans {
    private Spans() {}

    public static Span of(Token token) {
        return between(token, token);
    }

    public static Span of(TerminalNode node) {
        return of(node.getSymbol());
    }

    public static Span of(ParserRuleContext context) {
        Token stop = context.getStop();
        return between(
                context.getStart(),
                stop == null || stop.getTokenIndex() < context.getStart().getTokenIndex() ? context.getStart() : stop);
    }

    public static Span between(Token first, Token last) {
        int width = last.getType() == Token.EOF ? 1 : Math.max(1, last.getStopIndex() - last.getStartIndex() + 1);
        return new Span(
                first.getTokenSource().getSourceName(),
                first.getLine(),
                first.getCharPositionInLine() + 1,
                last.getLine(),
                last.getCharPositionInLine() + 1 + width);
    }

    /** From the start of the context to the end of {@code last}: the head of something that has a body. */
    public static Span head(ParserRuleContext context, Token last) {
        return between(context.getStart(), last);
    }

    /** The source text of the context. */
    public static String text(ParserRuleContext context) {
        int from = context.getStart().getStartIndex();
        int to = context.getStop() == null ? from - 1 : context.getStop().getStopIndex();
        return to < from ? "" : context.getStart().getInputStream().getText(Interval.of(from, to));
    }
}
