package dev.sequent.check.mutants;

import dev.sequent.check.ParameterValue;
import dev.sequent.check.mutants.Mutant.Line;
import dev.sequent.language.Compilation;
import dev.sequent.language.Demands;
import dev.sequent.language.SpecCompiler;
import dev.sequent.language.diagnostic.Diagnostic;
import dev.sequent.language.diagnostic.DiagnosticPrinter;
import dev.sequent.language.diagnostic.Nearest;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Scenario;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * From a mutant's file to a specification that can be explored; complains about everything that does not fit the
 * original.
 */
final class Preparation {
    private final Original original;
    private final Mutant mutant;

    private Preparation(Original original, Mutant mutant) {
        this.original = original;
        this.mutant = mutant;
    }

    static Ready of(Original original, Mutant mutant) throws UnusableMutant {
        var preparation = new Preparation(original, mutant);
        preparation.checkNames();
        Map<String, Long> set = preparation.settings();
        Patching.Patched patched = Patching.apply(mutant, original.sources());
        preparation.checkDemands(patched.texts());
        return new Ready(mutant, preparation.compile(patched.texts()), set, patched.remarks());
    }

    private void checkNames() throws UnusableMutant {
        for (Line wanted : mutant.scenarios()) {
            if (!original.scenarios().contains(wanted.text())) {
                throw unknown(wanted, "scenario", original.scenarios());
            }
        }
        for (Line killed : mutant.kills()) {
            Set<String> known = new LinkedHashSet<>(original.demands());
            known.add(Original.NO_FAULT);
            known.add(Original.NO_DEADLOCK);
            if (!known.contains(killed.text())) {
                throw unknown(killed, "property or invariant", known);
            }
            for (Line where : mutant.scenarios()) {
                Scenario scenario = original.scenario(where.text());
                if (!original.demands(scenario).contains(killed.text())) {
                    throw complaint(
                            where.number(),
                            "scenario " + where + " does not check " + killed,
                            "let it say 'check " + killed + "' (" + scenario.span() + "), or name another scenario");
                }
            }
        }
    }

    private UnusableMutant unknown(Line wanted, String kind, Collection<String> known) {
        String near = Nearest.hint(wanted.text(), known);
        return complaint(
                wanted.number(),
                original.protocol().name() + " has no " + kind + " " + wanted,
                near.isEmpty() ? "there are: " + String.join(", ", known) : near);
    }

    private Map<String, Long> settings() throws UnusableMutant {
        var set = new HashMap<>(original.set());
        for (Line setting : mutant.settings()) {
            try {
                ParameterValue value = ParameterValue.parse(original.protocol(), setting.text());
                set.put(value.param().name(), value.value());
            } catch (IllegalArgumentException e) {
                throw complaint(setting.number(), "Set: " + e.getMessage(), "");
            }
        }
        return set;
    }

    private static String text(Map<String, String> texts, FileEdit edit) {
        return Objects.requireNonNull(texts.get(edit.file()), edit.file());
    }

    /** A mutant breaks the protocol; one that changes what is demanded of it would prove nothing. */
    private void checkDemands(Map<String, String> texts) throws UnusableMutant {
        for (FileEdit edit : mutant.edits()) {
            List<String> before = Demands.of(text(original.sources(), edit));
            List<String> after = Demands.of(text(texts, edit));
            for (List<String> each : List.of(before, after)) {
                List<String> other = each == before ? after : before;
                for (String demand : each) {
                    if (!other.contains(demand)) {
                        throw complaint(
                                edit.line(),
                                "the patch changes what is demanded: "
                                        + demand.lines().findFirst().orElse(""),
                                "a mutant breaks the protocol, and leaves properties, invariants and scenarios as they are");
                    }
                }
            }
        }
    }

    private Protocol compile(Map<String, String> texts) throws UnusableMutant {
        Compilation compilation = SpecCompiler.compile(original.root(), texts, original.options());
        if (compilation.protocol().isEmpty()) {
            List<Diagnostic> errors = compilation.diagnostics().stream()
                    .filter(Diagnostic::isError)
                    .toList();
            throw complaint(
                    mutant.edits().getFirst().line(),
                    "the specification does not compile with it (" + DiagnosticPrinter.summary(errors) + ")",
                    new DiagnosticPrinter(compilation.sources()).text(errors));
        }
        return compilation.protocol().get();
    }

    private UnusableMutant complaint(int line, String what, String hint) {
        return new UnusableMutant(mutant.file(), line, what, hint);
    }
}
