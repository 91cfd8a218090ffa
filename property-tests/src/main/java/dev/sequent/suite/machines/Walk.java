package dev.sequent.suite.machines;

import java.util.List;

/**
 * A sequence of events for one machine.
 *
 * @param parameters the seed by which parameters are drawn; 0: all are as the user has them
 * @param answers the seed by which functions of the runtime are answered
 * @param beginning the seed of how a sensible user and remote begin; 0: they do not
 * @param steps the seed of each event, which is drawn near what the machine holds at that moment
 */
record Walk(long parameters, long answers, long beginning, List<Long> steps) {}
