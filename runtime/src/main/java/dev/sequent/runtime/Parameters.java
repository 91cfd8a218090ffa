package dev.sequent.runtime;

/** The parameters of one instance, by ordinal, in the generic form of {@link Machine}. Starts at the defaults. */
public interface Parameters {
    int count();

    long get(int parameter);

    /** Sets a value; the caller must check its range (the specification's model has it). */
    void set(int parameter, long value);

    Parameters copy();
}
