/**
 * The properties of stacks: of two that talk over an adversarial network, and of one opposite a remote of another make,
 * all in virtual time. These classes are linked with the core of each specification anew; what is around knows them by
 * {@link dev.sequent.suite.property.PropertySource} alone.
 */
@NullMarked
package dev.sequent.suite.stacks;

import org.jspecify.annotations.NullMarked;
