package dev.sequent.check.system;

import org.jspecify.annotations.Nullable;

/** What was given as a state of this scenario is not one. The message says what is wrong with it, for people. */
public final class MalformedState extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MalformedState(String message) {
        super(message);
    }

    MalformedState(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
