/**
 * Reads packet scripts: grammar, what words mean, and what to say about a script that is wrong. Problems are values:
 * one run finds them all.
 */
@NullMarked
package dev.sequent.packet.syntax;

import org.jspecify.annotations.NullMarked;
