/**
 * The typed model: what a specification means once its names are resolved and its types are checked.
 *
 * <p>Everything downstream (generator, interpreter, checker, coverage tables) reads this model, and nothing else from
 * this module. All values are immutable; lists keep the order of the source. {@code index} components are dense
 * ordinals within their owner and are the numbers that {@code dev.sequent.runtime} interfaces speak in.
 */
@NullMarked
package dev.sequent.language.model;

import org.jspecify.annotations.NullMarked;
