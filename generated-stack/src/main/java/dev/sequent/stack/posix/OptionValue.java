package dev.sequent.stack.posix;

/** The value of a socket option, by the C type that it has. */
public sealed interface OptionValue {

    /** An {@code int}; what is on or off is 1 or 0 when it is asked for, and anything but 0 turns it on. */
    record Number(int value) implements OptionValue {}

    /** A {@code struct linger}. @param seconds how long; 0: no time at all */
    record Linger(boolean on, int seconds) implements OptionValue {}

    /** A {@code struct timeval}; all zero: no limit. */
    record Time(long seconds, long micros) implements OptionValue {}

    /** A {@code struct tcp_info}. */
    record Info(TcpInfo info) implements OptionValue {}
}
