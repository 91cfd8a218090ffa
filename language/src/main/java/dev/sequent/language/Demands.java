package dev.sequent.language;

import dev.sequent.language.diagnostic.DiagnosticLog;
import dev.sequent.language.syntax.SequentParser.InvariantContext;
import dev.sequent.language.syntax.SequentParser.PropertyDeclContext;
import dev.sequent.language.syntax.SequentParser.ScenarioDeclContext;
import dev.sequent.language.syntax.SequentParser.WitnessDeclContext;
import dev.sequent.language.syntax.SourceReader;
import dev.sequent.language.syntax.Spans;
import dev.sequent.language.syntax.SpecParser;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.tree.ParseTree;

/**
 * What a specification demands of itself: its properties, witnesses, invariants, and the scenarios in which they are
 * checked. Everything else is the protocol.
 */
public final class Demands {
    private Demands() {}

    /**
     * The source texts of the demands in one file, in its order; imports are not followed. Syntax errors are skipped.
     */
    public static List<String> of(String text) {
        var found = new ArrayList<String>();
        String name = "text";
        SourceReader reader = wanted ->
                wanted.equals(name) ? new SourceReader.Reading.Text(name, text) : new SourceReader.Reading.Missing();
        DeepStack.call(() -> {
            SpecParser.parse(name, reader, new DiagnosticLog()).forEach(file -> collect(file.tree(), found));
            return found;
        });
        return List.copyOf(found);
    }

    private static void collect(ParseTree tree, List<String> found) {
        switch (tree) {
            case PropertyDeclContext demand -> found.add(Spans.text(demand));
            case WitnessDeclContext demand -> found.add(Spans.text(demand));
            case ScenarioDeclContext demand -> found.add(Spans.text(demand));
            case InvariantContext demand -> found.add(Spans.text(demand));
            default -> {
                for (int c = 0; c < tree.getChildCount(); c++) {
                    collect(tree.getChild(c), found);
                }
            }
        }
    }
}
