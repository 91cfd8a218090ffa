package dev.sequent.packet.oracle;

import java.util.function.Predicate;

/**
 * A way in which Linux departs from what the specification says, known and thought through.
 *
 * @param name in a few words
 * @param what each of the two does, and by what right
 * @param beside what stands beside it in the specification: a parameter, a {@code deviates}, or the rule that Linux
 *     does not follow
 * @param harmless both are in the same condition afterwards, so that the exchange can be compared further
 * @param holds which differences belong to it
 */
record DifferenceClass(String name, String what, String beside, boolean harmless, Predicate<Difference> holds) {}
