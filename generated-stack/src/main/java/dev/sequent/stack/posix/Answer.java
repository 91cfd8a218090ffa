package dev.sequent.stack.posix;

import org.jspecify.annotations.Nullable;

/** A call that hands something back beside its value: in C, what it writes through a pointer. */
public final class Answer<T> extends Call {

    private @Nullable T out;

    Answer() {}

    /**
     * What it has handed back.
     *
     * @throws IllegalStateException if it is blocked, or has failed
     */
    public T out() {
        T handed = out;
        if (handed == null) {
            throw new IllegalStateException("nothing was handed back: the call's result is " + result());
        }
        return handed;
    }

    void hands(T what) {
        out = what;
    }
}
