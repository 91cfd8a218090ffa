package dev.sequent.runtime;

/** The parameters of one instance, by ordinal, in the generic form of {@link Machine}. Starts at the defaults. */
public interface Parameters {
    int count();

    long get(int parameter);

    /** Sets a value; the caller must check its range (the specification's model has it). */
    void set(int parameter, long value);

    /**
     * The first of the specification's assumptions about its parameters that these values break, and what they are, in
     * words; empty when they break none. A machine must not be made with values that do.
     *
     * @throws Fault when an assumption cannot be computed of them
     */
    String broken();

    Parameters copy();
}
