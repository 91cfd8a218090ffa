package dev.sequent.spec.syntax;

import java.util.HashSet;
import java.util.Set;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ErrorNode;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;

/** Finds the smallest parts of a file that a syntax error spoils, so that everything else can still be checked. */
record BrokenParts(Set<ParserRuleContext> parts, Set<String> names) {
    static BrokenParts of(ParserRuleContext tree) {
        var result = new BrokenParts(new HashSet<>(), new HashSet<>());
        result.visit(tree);
        result.parts.stream()
                .filter(p -> !(p instanceof SequentParser.BlockContext))
                .forEach(result::collectNames);
        return result;
    }

    private void visit(ParserRuleContext context) {
        if (context.exception != null) {
            mark(context);
        }
        for (int i = 0; i < context.getChildCount(); i++) {
            ParseTree child = context.getChild(i);
            if (child instanceof ErrorNode error) {
                mark(context);
                name(error.getSymbol());
            } else if (child instanceof ParserRuleContext inner) {
                visit(inner);
            }
        }
    }

    private void mark(ParserRuleContext context) {
        ParserRuleContext part = context;
        while (part.getParent() != null && (!isPart(part) || withoutBrace(part))) {
            part = part.getParent();
        }
        parts.add(part);
    }

    /** A block that does not begin as one spoils what it is the block of. */
    private static boolean withoutBrace(ParserRuleContext part) {
        return part instanceof SequentParser.BlockContext
                && !(part.getChildCount() > 0 && part.getChild(0).getText().equals("{"));
    }

    private static boolean isPart(ParserRuleContext context) {
        return context instanceof SequentParser.StatementContext
                || context instanceof SequentParser.BlockContext
                || context instanceof SequentParser.MachineItemContext
                || context instanceof SequentParser.MessageItemContext
                || context instanceof SequentParser.ScenarioItemContext
                || context instanceof SequentParser.UserStepContext
                || context instanceof SequentParser.SignatureContext
                || context instanceof SequentParser.ImportDeclContext
                || context instanceof SequentParser.DeclarationContext;
    }

    private void collectNames(ParseTree tree) {
        if (tree instanceof TerminalNode terminal) {
            name(terminal.getSymbol());
        }
        for (int i = 0; i < tree.getChildCount(); i++) {
            collectNames(tree.getChild(i));
        }
    }

    private void name(Token token) {
        if (token.getType() == SequentParser.ID) {
            names.add(token.getText());
        }
    }
}
