package dev.sequent.suite.stacks;

import dev.sequent.stack.Stack;
import dev.sequent.stack.tcp.DropRules;
import java.util.ArrayList;
import java.util.List;

/** What a stack did last, and by which rules: where to look, if something was wrong with it. */
final class LastRules {
    private LastRules() {}

    /** @param who it is, in a sentence */
    static List<String> of(String who, Stack stack) {
        DropRules rules = stack.tcp().dropRules();
        List<String> all = new ArrayList<>();
        rules.sendingRuleIfAny().ifPresent(rule -> all.add("what " + who + " sent last, it sent by " + rule));
        rules.arrivalRule().ifPresent(rule -> all.add("what it received last came as far as " + rule));
        return all;
    }
}
