package dev.sequent.proofs.coverage;

import dev.sequent.language.model.Protocol;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The table of {@code spec/COVERAGE.md}: the paragraphs of RFC 9293, 3.10, and the numbered requirements of its
 * appendix B, against the rules and properties of a specification of TCP and the tests around it. What the RFC asks for
 * is in two lists beside this class. A rule, a property or a test is credited with a requirement if it names its
 * number, and for no other reason.
 */
public final class CoverageReport {
    private CoverageReport() {}

    /**
     * @param markdown the table
     * @param problems paragraphs that no rule meets, requirements whose number nothing names and nothing explains,
     *     numbers that the RFC does not have; empty when the table is sound
     */
    public record Report(String markdown, List<String> problems) {}

    public static Report of(Protocol protocol, List<TestCredit> tests) {
        Set<String> problems = new LinkedHashSet<>();
        var rules = Rule.of(protocol);
        var requirements = new Requirements(Requirement.all(), rules, tests);
        problems.addAll(requirements.problems());
        var out = new StringBuilder();
        out.append("# RFC 9293 against `spec/tcp`\n\n");
        out.append("Generated; the test `CoverageTest` says how to regenerate it.\n\n");
        out.append(
                "A rule of the specification meets a requirement, a property or an invariant watches it (fails when it is broken), a\n");
        out.append(
                "test shows it: each if it names its number, by `@rfc(9293, \"3.6\", MUST-12)` or `@Tag(\"MUST-12\")`. Where a rule does\n");
        out.append(
                "otherwise, it says so itself, `deviates(MUST-23, \"why\")`. Properties are explored in the scenarios of `spec/tcp/properties`,\n");
        out.append(
                "within their bounds; a test shows an example. What has no rule and yet a test is met by the stack around the machine.\n\n");
        out.append("## In figures\n\n");
        requirements.printFigures(out);
        out.append("\n## Deviations\n\n");
        requirements.printDeviations(out);
        out.append("\n## Requirements, in the order of appendix B\n");
        requirements.printTables(out);
        out.append("\n## Section 3.10, paragraph by paragraph\n\n");
        new Paragraphs(protocol, rules, problems::add).print(out);
        return new Report(out.toString(), List.copyOf(problems));
    }
}
