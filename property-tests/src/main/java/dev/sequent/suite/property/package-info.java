/**
 * What a property is to the runner: values that are drawn and shrunk, and a check of each. Nothing here knows a stack,
 * so that the runner and properties linked with an edited core share it.
 */
@NullMarked
package dev.sequent.suite.property;

import org.jspecify.annotations.NullMarked;
