package dev.sequent.stack.posix;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/** Who wants to know that something about a descriptor has changed: calls that are blocked, epoll instances. */
final class News {

    /** What may have changed: anything. */
    static final int ANY = -1;

    private final List<IntConsumer> interested = new ArrayList<>();

    void add(IntConsumer who) {
        interested.add(who);
    }

    void remove(IntConsumer who) {
        interested.remove(who);
    }

    /**
     * Tells them in the order in which they came; who comes meanwhile hears nothing of it.
     *
     * @param what POLLIN and so on, as far as it is known; else {@link #ANY}
     */
    void tell(int what) {
        for (IntConsumer who : List.copyOf(interested)) {
            if (interested.contains(who)) {
                who.accept(what);
            }
        }
    }

    void tell() {
        tell(ANY);
    }
}
