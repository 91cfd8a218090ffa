package dev.sequent.stack.posix;

import dev.sequent.stack.tcp.TcpLayer;
import dev.sequent.stack.tcp.UserSide;
import dev.sequent.stack.time.Clock;
import java.util.EnumMap;
import java.util.Map;

/** What has been set of a socket: for the connection that it will have, and for those that come to it. */
final class SocketOptions {

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
        Integer set = numbers.get(option);
        if (set != null) {
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
        if (value < option.range.least() || value > option.range.most()) {
            throw new CallFailed(Errno.EINVAL);
        }
        numbers.put(option, option.range.flag() && value != 0 ? 1 : value);
    }

    /** Tells the user's side of a connection all that has been set. */
    void applyTo(UserSide user) {
        numbers.keySet().forEach(option -> option.told.accept(user, this));
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
