package dev.sequent.suite.property;

import dev.sequent.runtime.Trace;
import dev.sequent.suite.exchange.Exchange;
import java.util.function.Supplier;

/** An observer that does not look. */
enum Nobody implements Observer {
    INSTANCE;

    @Override
    public void note(String kind, String value) {}

    @Override
    public void number(String kind, long value) {}

    @Override
    public Trace trace() {
        return Trace.NONE;
    }

    @Override
    public boolean records() {
        return false;
    }

    @Override
    public void exchange(Supplier<Exchange> exchange) {}
}
