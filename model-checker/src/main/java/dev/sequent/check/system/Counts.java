package dev.sequent.check.system;

import java.util.Map;

/**
 * What a search counts besides states and transitions.
 *
 * @param overflows sends that found the channel full and were lost; each transition counts
 * @param held states in which a running timer could not fire because its bound was reached
 * @param ends states in which nothing can happen and nobody waits, by the states of the machines
 * @param passed how often each trace point was passed, over all transitions, by point; empty if not counted
 */
public record Counts(long overflows, long held, Map<String, Long> ends, long[] passed) {}
