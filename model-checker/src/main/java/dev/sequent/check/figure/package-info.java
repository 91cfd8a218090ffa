/**
 * Exchanges of messages drawn as RFC 9293, 3.5 draws them: two columns of states, the messages between them. Knows
 * nothing of exploration: captured packets are drawn in the same form.
 */
@NullMarked
package dev.sequent.check.figure;

import org.jspecify.annotations.NullMarked;
