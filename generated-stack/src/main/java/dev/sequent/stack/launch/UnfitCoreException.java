package dev.sequent.stack.launch;

import java.util.List;

/** A specification lacks what the stack needs from it. */
public final class UnfitCoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    UnfitCoreException(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    /** What is missing, a sentence each. */
    public List<String> problems() {
        return problems;
    }
}
