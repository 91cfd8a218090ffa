package dev.sequent.language.typing;

import dev.sequent.language.diagnostic.Diagnostic;
import dev.sequent.language.diagnostic.DiagnosticLog;
import dev.sequent.language.syntax.SequentParser.DeclarationContext;
import dev.sequent.language.syntax.SourceFile;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.ParserRuleContext;

/** One run of the checker: where it reports, and what a syntax error has already spoilt. */
final class Session {
    private final DiagnosticLog log;
    private final Set<ParserRuleContext> broken = new HashSet<>();
    private final Set<String> brokenNames = new HashSet<>();

    Session(DiagnosticLog log, List<SourceFile> files) {
        this.log = log;
        for (SourceFile file : files) {
            broken.addAll(file.broken());
            brokenNames.addAll(file.brokenNames());
        }
    }

    void report(Diagnostic diagnostic) {
        log.add(diagnostic);
    }

    boolean hasErrors() {
        return log.hasErrors();
    }

    /** Whether this part contains a syntax error; then nothing more is said about it. */
    boolean broken(ParserRuleContext part) {
        return broken.contains(part);
    }

    /** Whether the name might have been declared in a part that could not be read. */
    boolean excused(String name) {
        return brokenNames.contains(name);
    }

    void excuse(String name) {
        brokenNames.add(name);
    }

    /** Whether there is any syntax error, so that what is missing may have been there. */
    boolean anythingBroken() {
        return !broken.isEmpty();
    }

    /** Whether a whole declaration was lost. */
    boolean declarationLost() {
        return broken.stream().anyMatch(p -> p instanceof DeclarationContext || p.getParent() == null);
    }
}
