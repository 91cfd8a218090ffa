package dev.sequent.suite.property;

import dev.sequent.runtime.Trace;
import dev.sequent.suite.exchange.Exchange;
import java.util.function.Supplier;

/** Looks on while a property is checked. */
public interface Observer {

    /** Counts a value among those of its kind, for the distributions: {@code note("opening", "simultaneous")}. */
    void note(String kind, String value);

    /** Counts a number in its bucket, each twice as wide as the one before. */
    void number(String kind, long value);

    /** Told of every rule of the specification that is passed, see {@link Trace}; {@link Trace#NONE} if nobody asks. */
    Trace trace();

    /** Whether {@link #exchange} is wanted: recording takes time, and as a rule nobody looks. */
    boolean records();

    /**
     * Who can say what has passed between the ends: is asked when the check is over, however it ended, and however
     * early.
     */
    void exchange(Supplier<Exchange> exchange);

    /** Nobody looks on. */
    static Observer none() {
        return Nobody.INSTANCE;
    }
}
