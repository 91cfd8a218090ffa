/**
 * The lowered form of a protocol, {@link dev.sequent.codegen.form.CoreForm}: sealed records in which everything is
 * decided and nothing is printed. Everything that is kept lies in primitives, optionals are split in two, arithmetic
 * says whether it must be checked, and each place that a trace names has its point. A printer, for Java or another
 * language, needs nothing else, and goes through it with switches that have no {@code default}, so that the compiler
 * names every place that does not handle a new record. May use the specification's {@code Span}.
 */
@NullMarked
package dev.sequent.codegen.form;

import org.jspecify.annotations.NullMarked;
