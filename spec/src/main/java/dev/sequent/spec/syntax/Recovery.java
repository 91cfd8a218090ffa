package dev.sequent.spec.syntax;

import org.antlr.v4.runtime.DefaultErrorStrategy;

/** How the parser goes on after a syntax error. */
final class Recovery extends DefaultErrorStrategy {}
