package dev.sequent.language.syntax;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ErrorNode;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;

/** Finds the smallest parts of a file that a syntax error spoils, so that everything else can still be checked. */
record BrokenParts(Set<ParserRuleContext> parts, Set<String> names) {
    static BrokenParts of(ParserRuleContext tree) {
        var result = new BrokenParts(new HashSet<>(), new HashSet<>());
        result.visit(tree);
        result.parts.stream().filter(p -> !hasItems(p)).forEach(result::collectNames);
        return result;
    }

    private void visit(ParserRuleContext context) {
        // A rule that matched nothing was made up by the recovery: none of ours can be empty.
        if (context.exception != null || context.getChildCount() == 0) {
            mark(context, context);
        }
        for (int i = 0; i < context.getChildCount(); i++) {
            ParseTree child = context.getChild(i);
            if (child instanceof ErrorNode error) {
                mark(context, child);
                name(error.getSymbol());
                spoil(i == 0 ? null : context.getChild(i - 1), error.getSymbol());
            } else if (child instanceof ParserRuleContext inner) {
                visit(inner);
                if (inner.exception != null) {
                    spoil(i == 0 ? null : context.getChild(i - 1), inner.getStart());
                }
            }
        }
    }

    /** What goes wrong after a statement, on its line, belongs to it. */
    private void spoil(@Nullable ParseTree before, Token wrong) {
        if (before instanceof SequentParser.StatementContext statement
                && statement.getStop() != null
                && statement.getStop().getLine() == wrong.getLine()) {
            mark(statement, statement);
        }
    }

    /** @param wrong the child of the context at which it goes wrong; the context itself when all of it is wrong */
    private void mark(ParserRuleContext context, ParseTree wrong) {
        ParserRuleContext part = context;
        ParseTree child = wrong;
        while (part.getParent() != null && !isPart(part, child)) {
            child = part;
            part = part.getParent();
        }
        parts.add(part);
    }

    private static boolean isPart(ParserRuleContext context, ParseTree child) {
        if (hasItems(context)) {
            // Once its brace is open, a mistake between its items spoils none of them.
            for (ParseTree each : context.children == null ? List.<ParseTree>of() : context.children) {
                if (each == child) {
                    return false;
                }
                if (each instanceof TerminalNode
                        && !(each instanceof ErrorNode)
                        && each.getText().equals("{")) {
                    return true;
                }
            }
            return false;
        }
        return context instanceof SequentParser.StatementContext
                || context instanceof SequentParser.MachineItemContext
                || context instanceof SequentParser.MessageItemContext
                || context instanceof SequentParser.ScenarioItemContext
                || context instanceof SequentParser.UserStepContext
                || context instanceof SequentParser.SignatureContext
                || context instanceof SequentParser.StateDeclContext
                || context instanceof SequentParser.AnnotationContext
                || context instanceof SequentParser.ImportDeclContext
                || context instanceof SequentParser.DeclarationContext;
    }

    /** Something in braces that is a list of parts. */
    static boolean hasItems(ParserRuleContext context) {
        return context instanceof SequentParser.BlockContext
                || context instanceof SequentParser.MachineDeclContext
                || context instanceof SequentParser.ModuleDeclContext
                || context instanceof SequentParser.MessageDeclContext
                || context instanceof SequentParser.InterfaceDeclContext
                || context instanceof SequentParser.ScenarioDeclContext;
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
