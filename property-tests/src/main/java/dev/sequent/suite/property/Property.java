package dev.sequent.suite.property;

import net.jqwik.api.Arbitrary;

/**
 * Something that must be true of every value of a kind: of every exchange between two stacks, of every sequence of
 * calls.
 *
 * <p>Whatever {@link #check} does must follow from the value alone: no clock, no other source of randomness, no state
 * left by the value before.
 *
 * @param <T> what it is true of
 */
public interface Property<T> {

    /** For the command line: lower case, with hyphens. */
    String name();

    /** One sentence: what must be true. */
    String sentence();

    /** Where that is written, for instance {@code RFC 9293, 3.8.6}. */
    String reference();

    /** How many values a quick run tries. */
    int tries();

    /** How values are drawn, and made smaller. */
    Arbitrary<T> values();

    /**
     * Checks one value. Any other exception than a {@link Violation} is one, too: whatever is under test must not
     * throw.
     *
     * @throws Violation if the property does not hold
     */
    void check(T value, Observer observer);

    /** The value for people, on as many lines as it takes. */
    default String text(T value) {
        return String.valueOf(value);
    }
}
