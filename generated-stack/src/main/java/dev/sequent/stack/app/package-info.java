/**
 * Applications to be served by a stack: the little old ones (echo, discard, source) and a file server. A virtual thread
 * serves each connection.
 */
@NullMarked
package dev.sequent.stack.app;

import org.jspecify.annotations.NullMarked;
