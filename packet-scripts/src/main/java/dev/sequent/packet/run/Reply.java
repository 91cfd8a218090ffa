package dev.sequent.packet.run;

import java.util.List;

/**
 * What came of a system call.
 *
 * @param value -1 if it failed
 * @param errno why, as a number of Linux; 0 if it did not fail
 * @param at when it returned, in nanoseconds of the clock
 * @param out what it handed back beside its value
 */
public record Reply(long value, int errno, long at, Out out) {

    /** What C hands back through pointers. */
    public sealed interface Out {

        record Nothing() implements Out {}

        record Name(Address address) implements Out {}

        record Number(int value) implements Out {}

        /** @param flags of a message, as {@code MSG_OOB} */
        record Message(int flags) implements Out {}

        record Option(OptionSetting value) implements Out {}

        /** For each descriptor that {@code poll} was given, in their order. */
        record Events(List<Integer> revents) implements Out {}

        record Epoll(List<Ready> ready) implements Out {}

        record Ready(int events, long data) {}
    }

    public static final Out NOTHING = new Out.Nothing();
}
