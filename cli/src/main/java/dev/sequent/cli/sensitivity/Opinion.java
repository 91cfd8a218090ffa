package dev.sequent.cli.sensitivity;

/** What a judge says of a fault. */
public sealed interface Opinion {
    /**
     * It is found.
     *
     * @param where the property, script or scenario that found it
     * @param tries what the finder needed until then: scripts, tries of the property, walks through the scenario,
     *     states of it
     * @param length of what was found, made short where the judge can: events of the script up to the one that failed,
     *     calls and datagrams of the exchange, steps of the trace
     * @param text what failed, and the figure
     */
    record Found(String where, long tries, int length, String text) implements Opinion {}

    /** It was not found in as much as the bounds allow. @param tries how much that was, over everything */
    record Missed(long tries) implements Opinion {}

    /** Time ran out before the bounds were reached: on a quicker machine it may be found. */
    record GaveUp(long tries) implements Opinion {}
}
