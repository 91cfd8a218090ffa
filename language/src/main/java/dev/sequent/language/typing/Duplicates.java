package dev.sequent.language.typing;

import dev.sequent.language.diagnostic.DeclarationMessages;
import dev.sequent.language.diagnostic.NameMessages;
import dev.sequent.language.model.Span;
import dev.sequent.language.syntax.SequentParser.DeclarationContext;
import dev.sequent.language.syntax.SequentParser.MachineDeclContext;
import dev.sequent.language.syntax.SequentParser.NameContext;
import dev.sequent.language.syntax.SequentParser.StateDeclContext;
import dev.sequent.language.syntax.SequentParser.StatesContext;
import dev.sequent.language.syntax.Spans;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;

/**
 * Declarations of a name that is declared already: reported, once each, and skipped with everything in them. Each would
 * otherwise be a mistake at every place inside it.
 */
final class Duplicates {
    private final Session session;
    private final Map<String, Span> first = new HashMap<>();

    private Duplicates(Session session) {
        this.session = session;
    }

    /** @return the declarations without those */
    static List<DeclarationContext> drop(List<DeclarationContext> declarations, Session session) {
        var duplicates = new Duplicates(session);
        var kept = new ArrayList<DeclarationContext>();
        for (DeclarationContext declaration : declarations) {
            if (duplicates.again(declaration)) {
                duplicates.excuse(declaration);
            } else {
                kept.add(declaration);
            }
        }
        return kept;
    }

    private boolean again(DeclarationContext d) {
        if (d.enumDecl() != null) {
            return again("enum", d.enumDecl().name(0));
        } else if (d.messageDecl() != null) {
            return again("message", d.messageDecl().name(0));
        } else if (d.paramDecl() != null) {
            return again("parameter", d.paramDecl().name());
        } else if (d.externDecl() != null) {
            return again("extern function", d.externDecl().name());
        } else if (d.interfaceDecl() != null) {
            return again("interface", d.interfaceDecl().name());
        } else if (d.moduleDecl() != null) {
            return again("module", d.moduleDecl().name(0));
        } else if (d.propertyDecl() != null) {
            return again("property", d.propertyDecl().name());
        } else if (d.witnessDecl() != null) {
            return again("witness", d.witnessDecl().name());
        } else if (d.scenarioDecl() != null) {
            return again("scenario", d.scenarioDecl().name());
        }
        return d.machineDecl() != null && d.machineDecl().continued == null && machine(d.machineDecl());
    }

    private boolean again(String kind, NameContext name) {
        Span span = Spans.of(name);
        Span before = first.putIfAbsent(kind + " " + name.getText(), span);
        if (before != null) {
            session.report(NameMessages.duplicate(kind, name.getText(), span, before));
        }
        return before != null;
    }

    /**
     * A second machine that has an initial state is a whole one; without an initial state it is taken for a block that
     * lacks {@code continued}.
     */
    private boolean machine(MachineDeclContext machine) {
        Span span = Spans.of(machine.name());
        Span before = first.putIfAbsent("machine " + machine.name().getText(), span);
        if (before != null) {
            session.report(DeclarationMessages.machineTwice(machine.name().getText(), span, before));
        }
        return before != null
                && machine.machineItem().stream()
                        .anyMatch(item -> item instanceof StatesContext states
                                && states.stateDecl().stream().anyMatch(Duplicates::initial));
    }

    private static boolean initial(StateDeclContext state) {
        return state.initial != null;
    }

    /** What was declared in it may be missing elsewhere. */
    private void excuse(ParseTree tree) {
        if (tree instanceof TerminalNode terminal) {
            session.excuse(terminal.getText());
        }
        for (int i = 0; i < tree.getChildCount(); i++) {
            excuse(tree.getChild(i));
        }
    }
}
