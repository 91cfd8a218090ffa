/**
 * From parse trees to the typed model: names, types, units, completeness, flow.
 *
 * <p>There is no tree in between. An expression that is wrong comes back as {@code null} after its diagnostic has been
 * reported, and code that receives {@code null} reports nothing more: one mistake is one message.
 */
@NullMarked
package dev.sequent.language.typing;

import org.jspecify.annotations.NullMarked;
