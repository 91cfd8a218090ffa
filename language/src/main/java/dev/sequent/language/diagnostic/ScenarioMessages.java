package dev.sequent.language.diagnostic;

import dev.sequent.language.model.Span;
import java.util.Collection;

/** SQT7xx: properties and scenarios. */
public final class ScenarioMessages {
    private ScenarioMessages() {}

    public static Diagnostic noPeers(String name, Span span) {
        return Diagnostic.error("SQT701", span, "scenario " + name + " has no peers")
                .hint("peer A : MACHINE { CALL() ; ... }");
    }

    public static Diagnostic argumentNotConstant(Span span) {
        return Diagnostic.error("SQT702", span, "a user's arguments must be constants");
    }

    public static Diagnostic capacity(Span span, int most) {
        return Diagnostic.error("SQT703", span, "expected a number in 1 .. " + most);
    }

    public static Diagnostic settingOutOfRange(String name, String value, Span span, Span declared) {
        return Diagnostic.error("SQT704", span, value + " is outside the range of " + name)
                .related(declared, "declared here");
    }

    /** @param values of the parameters that the assumption relates */
    public static Diagnostic settingBreaks(String relation, String values, Span span, Span assumed) {
        return Diagnostic.error("SQT725", span, "with this, " + values + ", which breaks " + relation)
                .related(assumed, "assumed here");
    }

    public static Diagnostic checkTwice(String name, Span span) {
        return Diagnostic.error("SQT705", span, name + " is listed twice");
    }

    public static Diagnostic onePeer(String name, Span span) {
        return Diagnostic.error("SQT707", span, "a property of steps names one peer: " + name + " names several")
                .hint("only one machine moves in a step; state what holds of several by always or never");
    }

    public static Diagnostic onlyOfSteps(String what, Span span) {
        return Diagnostic.error("SQT708", span, what + " can only stand in properties of steps")
                .hint("property NAME(A : MACHINE) : step CONDITION, or: whenever A receives MESSAGE then CONDITION");
    }

    public static Diagnostic onlyOfArrivals(String what, Span span) {
        return Diagnostic.error("SQT709", span, "'" + what + "' applies only to an arriving message")
                .hint("whenever A receives MESSAGE then ... " + what + " ...");
    }

    public static Diagnostic notOfSteps(String what, Span span) {
        return Diagnostic.error("SQT710", span, what + "(...) is not for properties of steps")
                .hint("it is kept beside the machine, for properties of states and runs");
    }

    public static Diagnostic askedOf(String what, String wanted, Span span) {
        return Diagnostic.error("SQT711", span, what + "(...) takes " + wanted);
    }

    public static Diagnostic contradictoryFairness(String kind, Span span, Span before) {
        return Diagnostic.error("SQT712", span, "contradictory fairness: something else has been said about " + kind)
                .related(before, "here");
    }

    public static Diagnostic timing(String what, Span span) {
        return Diagnostic.error("SQT713", span, what);
    }

    public static Diagnostic fieldNotConstant(Span span) {
        return Diagnostic.error("SQT714", span, "the fields of a scenario's message must be constants");
    }

    public static Diagnostic onTheWay(String what, Span span) {
        return Diagnostic.error("SQT715", span, what);
    }

    public static Diagnostic notBetweenPeers(String from, Span span) {
        return Diagnostic.error("SQT718", span, "what " + from + " sends is not on its way to " + from)
                .hint("every MESSAGE from A to B, of two peers of the property");
    }

    public static Diagnostic onlyLosses(String mischief, Span span) {
        return Diagnostic.error("SQT717", span, "only losses are counted, not '" + mischief + "'")
                .hint("may lose at most N, duplicate, reorder");
    }

    public static Diagnostic neverCrashes(String peer, Span span) {
        return Diagnostic.warning("SQT716", span, peer + " never crashes in this scenario")
                .hint("crash " + peer);
    }

    /** @param what the property or its witness @param wanted peers as it declares them */
    public static Diagnostic checkDoesNotFit(String what, String wanted, Span span, Span declared) {
        return Diagnostic.error(
                        "SQT706",
                        span,
                        what + " does not fit: the scenario does not have enough peers for (" + wanted + ")")
                .related(declared, "declared here");
    }

    /** @param what the scenario, property or witness */
    public static Diagnostic tooManyPeers(String what, int count, int most, Span span) {
        return Diagnostic.error("SQT720", span, what + " has " + count + " peers, and can have at most " + most)
                .hint("messages carry no address: what one peer sends, the other receives");
    }

    public static Diagnostic witnessOfNothing(String name, Span span, Collection<String> properties) {
        String near = Nearest.hint(name, properties);
        return Diagnostic.error(
                        "SQT721", span, "witness " + name + " has no property of its name, and no scenario names it")
                .hint(near.isEmpty() ? "a witness that stands alone is named in a scenario: check " + name : near);
    }

    public static Diagnostic witnessOfAnother(
            String name, String peer, String machine, String other, Span span, Span property) {
        return Diagnostic.error(
                        "SQT722",
                        span,
                        "witness " + name + " is about " + peer + " : " + machine + ", its property about " + peer
                                + " : " + other)
                .related(property, "the property");
    }

    public static Diagnostic nameOfVerdict(String name, Span span) {
        return Diagnostic.error("SQT724", span, "verdicts already use " + name + " for something else")
                .hint("no-fault, no-deadlock and MACHINE.INVARIANT are taken: choose another name");
    }

    public static Diagnostic checkedAfterAll(String name, String scenario, Span span, Span where) {
        return Diagnostic.error(
                        "SQT723", span, name + " is declared unchecked, and scenario " + scenario + " checks it")
                .hint("leave out 'unchecked'")
                .related(where, "the scenario");
    }
}
