package dev.sequent.runtime;

/**
 * Told of every point that a machine passes: entry of a handler, a step, a taken branch, a state change, a send. Points
 * are numbered by the generator; its map says file, line, citation of each.
 */
public interface Trace {
    Trace NONE = point -> {};

    void at(int point);
}
