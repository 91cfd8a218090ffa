package dev.sequent.cli;

import dev.sequent.codegen.census.CensusText;
import dev.sequent.codegen.census.Passed;
import picocli.CommandLine.Option;

/** Whether to tell which rules were exercised, and how much of that. */
final class RulesMixin {
    @Option(
            names = "--rules",
            description =
                    "List the rules of the specification that were not passed, and count their branches by state. "
                            + "For this, the specification is compiled once more, to a core that does the same and tells more.")
    private boolean rules;

    @Option(
            names = "--branches",
            description =
                    "List the branches of rules that were not passed, and in which states; with --rules, both. Left out is what "
                            + "scripts/UNEXERCISED.md beside the specification says is never taken.")
    private boolean branches;

    boolean wanted() {
        return rules || branches;
    }

    /** @param tries what passes rules, in the singular */
    String text(RuleCount count, Passed passed, String tries) {
        var text = new CensusText(count.census(), tries);
        return (rules ? text.rules(passed) : "\n" + text.count(passed))
                + (branches ? text.branches(passed, count.list()) : "");
    }
}
