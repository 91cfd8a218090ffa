package dev.sequent.runtime;

/**
 * The world around a machine of any specification, for whoever knows machines by ordinals only: explorers, interpreter,
 * tests. Scalars travel in the generic form of {@link Machine}.
 */
public interface Effects extends World {
    /** A declared effect; unused arguments are 0. */
    void effect(int effect, long a, long b, long c, long d);

    /** A declared runtime function ({@code extern function}); unused arguments are 0. @return in generic form */
    long function(int function, long a, long b, long c, long d);
}
