package dev.sequent.stack.posix;

import dev.sequent.stack.tcp.UserSide;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BiConsumer;

/** The options whose value is an {@code int} that was set, or else a default: one table. */
enum NumberOption {
    REUSE_ADDRESS(Linux.SOL_SOCKET, Linux.SO_REUSEADDR, Range.FLAG, Default.of(0)),
    KEEPALIVE(
            Linux.SOL_SOCKET,
            Linux.SO_KEEPALIVE,
            Range.FLAG,
            Default.parameter("KEEPALIVE", 1),
            (user, all) -> user.keepalive(all.isOn(NumberOption.valueOf("KEEPALIVE")))),
    RECEIVE_LOW_WATER(Linux.SOL_SOCKET, Linux.SO_RCVLOWAT, new Range(0, Integer.MAX_VALUE, false), Default.of(1)),
    TYPE_OF_SERVICE(
            Linux.SOL_IP,
            Linux.IP_TOS,
            new Range(0, 255, false),
            Default.of(0),
            (user, all) -> user.typeOfService(all.number(NumberOption.valueOf("TYPE_OF_SERVICE")))),
    NODELAY(
            Linux.SOL_TCP,
            Linux.TCP_NODELAY,
            Range.FLAG,
            Default.of(0),
            (user, all) -> user.nodelay(all.isOn(NumberOption.valueOf("NODELAY")))),
    CORK(Linux.SOL_TCP, Linux.TCP_CORK, Range.FLAG, Default.of(0), (user, all) -> {
        if (!all.isOn(NumberOption.valueOf("CORK"))) {
            user.push();
        }
    }),
    USER_TIMEOUT(
            Linux.SOL_TCP,
            Linux.TCP_USER_TIMEOUT,
            new Range(0, Integer.MAX_VALUE, false),
            Default.parameter("USER-TIMEOUT-VALUE", 1_000_000),
            (user, all) -> user.userTimeout(all.number(NumberOption.valueOf("USER_TIMEOUT")) * 1_000_000L));

    /** What may be set; what is outside is EINVAL. @param flag whether anything but 0 is 1 */
    record Range(int least, int most, boolean flag) {
        static final Range FLAG = new Range(Integer.MIN_VALUE, Integer.MAX_VALUE, true);
    }

    /**
     * What holds when nothing was set: a number, or a parameter of the specification in units of so many nanoseconds.
     */
    record Default(int number, String parameter, long unit) {
        static Default of(int number) {
            return new Default(number, "", 1);
        }

        static Default parameter(String name, long unit) {
            return new Default(0, name, unit);
        }
    }

    final int level;
    final int option;
    final Range range;
    final Default initially;
    /** Tells the user's side of a connection. */
    final BiConsumer<UserSide, SocketOptions> told;

    NumberOption(int level, int option, Range range, Default initially) {
        this(level, option, range, initially, (user, all) -> {});
    }

    NumberOption(int level, int option, Range range, Default initially, BiConsumer<UserSide, SocketOptions> told) {
        this.level = level;
        this.option = option;
        this.range = range;
        this.initially = initially;
        this.told = told;
    }

    static Optional<NumberOption> find(int level, int option) {
        return Arrays.stream(values())
                .filter(o -> o.level == level && o.option == option)
                .findFirst();
    }
}
