package dev.sequent.stack.device;

/** How soon a thread gets a processor that others want, too. */
public final class Urgency {
    private static final int NICE = -15;

    private Urgency() {}

    /**
     * Has the system prefer the calling thread, and what it starts, to whatever else it does: for threads that mostly
     * wait, and must not be late. In Linux, where each thread has a priority of its own, and if this user may; else
     * nothing happens.
     */
    public static void raise() {
        if (LibC.isSupported()) {
            new LibC().setpriority(LibC.PRIO_PROCESS, 0, NICE);
        }
    }
}
