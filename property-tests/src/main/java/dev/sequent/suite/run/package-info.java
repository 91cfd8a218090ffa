/**
 * The loop around properties: seeds, tries, time, shrinking, what failed before, what was drawn.
 *
 * <p>Of jqwik it takes arbitraries, generators and shrinkables, and not the engine. The engine decides by itself when a
 * property has been tried enough, counts time not at all, keeps its failures by the names of test methods, in a file of
 * its own format, and shrinks for as long as a clock says; and it finds properties by loading classes, whereas ours are
 * linked with the core of a specification that may have been edited a moment ago. What {@code sequent test} promises (a
 * seed that means the same on every machine and at every time of day, a fair share of the time, the exchange that
 * failed last as the first to be tried, bounded shrinking) is then ours to keep, in a few small classes.
 */
@NullMarked
package dev.sequent.suite.run;

import org.jspecify.annotations.NullMarked;
