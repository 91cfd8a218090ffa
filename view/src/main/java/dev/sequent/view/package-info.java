/**
 * How results are shown, wherever they come from: figures as RFC 9293, 3.5 draws them, tables, colours for a terminal.
 * Nothing here knows what is shown: the owner of a trace, a capture or a report puts it into rows and cells.
 */
@NullMarked
package dev.sequent.view;

import org.jspecify.annotations.NullMarked;
