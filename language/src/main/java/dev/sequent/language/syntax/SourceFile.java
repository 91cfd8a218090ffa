package dev.sequent.language.syntax;

import dev.sequent.language.syntax.SequentParser.SpecificationContext;
import java.util.Set;
import org.antlr.v4.runtime.ParserRuleContext;

/**
 * A parsed file.
 *
 * @param name relative to the root's folder, with {@code /}
 * @param broken the statements, items and declarations that contain a syntax error: to be skipped silently
 * @param brokenNames every name that occurs in them: whatever they would have declared
 */
public record SourceFile(
        String name, String text, SpecificationContext tree, Set<ParserRuleContext> broken, Set<String> brokenNames) {}
