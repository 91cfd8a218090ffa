package dev.sequent.stack.posix;

import java.util.ArrayList;
import java.util.List;

/** Who wants to know that something about a descriptor has changed: calls that are blocked, epoll instances. */
final class News {

    private final List<Runnable> interested = new ArrayList<>();

    void add(Runnable who) {
        interested.add(who);
    }

    void remove(Runnable who) {
        interested.remove(who);
    }

    /** Tells them in the order in which they came; who comes meanwhile hears nothing of it. */
    void tell() {
        for (Runnable who : List.copyOf(interested)) {
            if (interested.contains(who)) {
                who.run();
            }
        }
    }
}
