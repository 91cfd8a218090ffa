package dev.sequent.spec.diagnostic;

/** SQT7xx: properties and scenarios. */
public final class ScenarioMessages {
    private ScenarioMessages() {}

    public static Diagnostic noPeers(String name, Span span) {
        return Diagnostic.error("SQT701", span, "scenario " + name + " has no peers")
                .hint("peer A : MACHINE { CALL() ; ... }");
    }

    public static Diagnostic argumentNotConstant(Span span) {
        return Diagnostic.error("SQT702", span, "a user's arguments are constants");
    }

    public static Diagnostic capacity(Span span, int most) {
        return Diagnostic.error("SQT703", span, "expected a number of 1 .. " + most);
    }

    public static Diagnostic settingOutOfRange(String name, String value, Span span, Span declared) {
        return Diagnostic.error("SQT704", span, value + " is outside the range of " + name)
                .related(declared, "declared here");
    }

    public static Diagnostic checkTwice(String name, Span span) {
        return Diagnostic.error("SQT705", span, name + " is listed twice");
    }

    public static Diagnostic checkDoesNotFit(String name, String lacks, Span span, Span declared) {
        return Diagnostic.error("SQT706", span, name + " does not fit: the scenario has not " + lacks)
                .related(declared, "the property");
    }
}
