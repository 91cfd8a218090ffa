package dev.sequent.stack.posix;

import dev.sequent.stack.tcp.TcpLayer;
import dev.sequent.stack.tcp.UserOptions;
import dev.sequent.stack.time.Clock;
import java.util.EnumMap;
import java.util.Map;

/** What has been set of a socket: for the connection that it will have, and for those that come to it. */
final class SocketOptions {

    /** Linux's TCP_MIN_MSS, without which TCP_MAXSEG is refused. */
    private static final int LEAST_SEGMENT = 88;

    /** The two bits of ECN, which are not the user's (RFC 3168, 5). */
    private static final int ECN = 3;

    private final TcpLayer tcp;
    private final Map<NumberOption, Integer> numbers = new EnumMap<>(NumberOption.class);
    private OptionValue.Linger linger = new OptionValue.Linger(false, 0);
    private OptionValue.Time receiveTimeout = new OptionValue.Time(0, 0);
    private OptionValue.Time sendTimeout = new OptionValue.Time(0, 0);

    /** @param tcp whose parameters are the defaults */
    SocketOptions(TcpLayer tcp) {
        this.tcp = tcp;
    }

    /** Those of a connection that came to a listener with these. */
    SocketOptions inherited() {
        SocketOptions copy = new SocketOptions(tcp);
        copy.numbers.putAll(numbers);
        copy.linger = linger;
        copy.receiveTimeout = receiveTimeout;
        copy.sendTimeout = sendTimeout;
        return copy;
    }

    int number(NumberOption option) {
        return number(option, false);
    }

    private int number(NumberOption option, boolean initial) {
        Integer set = numbers.get(option);
        if (set != null && !initial) {
            return set;
        }
        NumberOption.Default initially = option.initially;
        return initially.parameter().isEmpty()
                ? initially.number()
                : (int) (tcp.parameter(initially.parameter()).orElse(0) / initially.unit());
    }

    boolean isOn(NumberOption option) {
        return number(option) != 0;
    }

    /** @throws CallFailed if there is no such value */
    void set(NumberOption option, int value) throws CallFailed {
        boolean tooSmall = option == NumberOption.SEGMENT_SIZE && value > 0 && value < LEAST_SEGMENT;
        if (value < option.range.least() || value > option.range.most() || tooSmall) {
            throw new CallFailed(Errno.EINVAL);
        }
        numbers.put(
                option,
                switch (option) {
                    case SEND_BUFFER, RECEIVE_BUFFER -> Math.max(1, Math.min(value, number(option, true)));
                    case TYPE_OF_SERVICE -> value & ~ECN;
                    case RECEIVE_LOW_WATER -> Math.max(1, value);
                    default -> option.range.flag() && value != 0 ? 1 : value;
                });
    }

    /** Tells the user's side of a connection all that has been set. */
    void applyTo(UserOptions user) {
        user.keepUnread();
        numbers.keySet().forEach(option -> option.tell(user, this));
    }

    static void tellKeepaliveTimes(UserOptions user, int value, SocketOptions all) {
        user.keepaliveTimes(
                all.set(NumberOption.KEEPALIVE_IDLE) * 1_000_000_000L,
                all.set(NumberOption.KEEPALIVE_INTERVAL) * 1_000_000_000L,
                all.set(NumberOption.KEEPALIVE_PROBES));
    }

    /** What was set; 0 if nothing was. */
    private int set(NumberOption option) {
        return numbers.getOrDefault(option, 0);
    }

    OptionValue.Linger linger() {
        return linger;
    }

    void linger(OptionValue.Linger value) {
        linger = value;
    }

    OptionValue.Time receiveTimeout() {
        return receiveTimeout;
    }

    void receiveTimeout(OptionValue.Time value) {
        receiveTimeout = value;
    }

    OptionValue.Time sendTimeout() {
        return sendTimeout;
    }

    void sendTimeout(OptionValue.Time value) {
        sendTimeout = value;
    }

    /** How long a call may wait, in nanoseconds. */
    static long patience(OptionValue.Time time) {
        if (time.seconds() < 0) {
            return Blocking.NOT;
        }
        if (time.seconds() == 0 && time.micros() == 0 || time.seconds() > Clock.NEVER / 2_000_000_000L) {
            return Clock.NEVER;
        }
        return time.seconds() * 1_000_000_000L + time.micros() * 1_000L;
    }
}
