/**
 * What passed between two ends, as a value: calls, segments with their octets, what the users heard. It can be drawn as
 * the RFC draws its figures, or printed as a script for somebody else's TCP.
 */
@NullMarked
package dev.sequent.suite.exchange;

import org.jspecify.annotations.NullMarked;
