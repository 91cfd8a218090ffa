package dev.sequent.stack.posix;

import dev.sequent.stack.tcp.UserOptions;
import java.util.Arrays;
import java.util.Optional;

/** The options whose value is an {@code int} that was set, or else a default: one table. */
enum NumberOption {
    REUSE_ADDRESS(Linux.SOL_SOCKET, Linux.SO_REUSEADDR, Range.FLAG, Default.of(0)),
    KEEPALIVE(
            Linux.SOL_SOCKET,
            Linux.SO_KEEPALIVE,
            Range.FLAG,
            Default.parameter("KEEPALIVE", 1),
            (user, value, all) -> user.keepalive(value != 0)),
    /** Octets of text: what is set is what holds, up to the stack's own. Linux counts memory, and doubles it. */
    SEND_BUFFER(
            Linux.SOL_SOCKET,
            Linux.SO_SNDBUF,
            Range.SIZE,
            Default.parameter("SND-BUFFER", 1),
            (user, value, all) -> user.sendBuffer(value)),
    RECEIVE_BUFFER(
            Linux.SOL_SOCKET,
            Linux.SO_RCVBUF,
            Range.SIZE,
            Default.parameter("RCV-BUFFER", 1),
            (user, value, all) -> user.receiveBuffer(value)),
    RECEIVE_LOW_WATER(Linux.SOL_SOCKET, Linux.SO_RCVLOWAT, new Range(0, Integer.MAX_VALUE, false), Default.of(1)),
    TYPE_OF_SERVICE(
            Linux.SOL_IP,
            Linux.IP_TOS,
            new Range(0, 255, false),
            Default.of(0),
            (user, value, all) -> user.typeOfService(value)),
    NODELAY(
            Linux.SOL_TCP,
            Linux.TCP_NODELAY,
            Range.FLAG,
            Default.of(0),
            (user, value, all) -> user.nodelay(value != 0)),
    /** 88 is the least that Linux takes, 32767 the most; 0: no limit. */
    SEGMENT_SIZE(
            Linux.SOL_TCP,
            Linux.TCP_MAXSEG,
            new Range(0, 32_767, false),
            Default.of(536),
            (user, value, all) -> user.mssLimit(value)),
    QUICK_ACK(
            Linux.SOL_TCP,
            Linux.TCP_QUICKACK,
            Range.FLAG,
            Default.of(0),
            (user, value, all) -> user.quickAck(value != 0)),
    KEEPALIVE_IDLE(
            Linux.SOL_TCP,
            Linux.TCP_KEEPIDLE,
            new Range(1, 32_767, false),
            Default.parameter("KEEPALIVE-IDLE", 1_000_000_000),
            SocketOptions::tellKeepaliveTimes),
    KEEPALIVE_INTERVAL(
            Linux.SOL_TCP,
            Linux.TCP_KEEPINTVL,
            new Range(1, 32_767, false),
            Default.parameter("KEEPALIVE-INTERVAL", 1_000_000_000),
            SocketOptions::tellKeepaliveTimes),
    KEEPALIVE_PROBES(
            Linux.SOL_TCP,
            Linux.TCP_KEEPCNT,
            new Range(1, 127, false),
            Default.parameter("KEEPALIVE-PROBES", 1),
            SocketOptions::tellKeepaliveTimes),
    CORK(Linux.SOL_TCP, Linux.TCP_CORK, Range.FLAG, Default.of(0), (user, value, all) -> {
        if (value == 0) {
            user.push();
        }
    }),
    USER_TIMEOUT(
            Linux.SOL_TCP,
            Linux.TCP_USER_TIMEOUT,
            new Range(0, Integer.MAX_VALUE, false),
            Default.parameter("USER-TIMEOUT-VALUE", 1_000_000),
            (user, value, all) -> user.userTimeout(value * 1_000_000L));

    /** What may be set; what is outside is EINVAL. @param flag whether anything but 0 is 1 */
    record Range(int least, int most, boolean flag) {
        static final Range SIZE = new Range(Integer.MIN_VALUE, Integer.MAX_VALUE, false);
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

    private final Told told;

    /** How the user's side of a connection is told. */
    interface Told {
        /** @param value what was set, or holds otherwise */
        void tell(UserOptions user, int value, SocketOptions all);
    }

    NumberOption(int level, int option, Range range, Default initially) {
        this(level, option, range, initially, (user, value, all) -> {});
    }

    NumberOption(int level, int option, Range range, Default initially, Told told) {
        this.level = level;
        this.option = option;
        this.range = range;
        this.initially = initially;
        this.told = told;
    }

    /** Tells the user's side of a connection what holds. */
    void tell(UserOptions user, SocketOptions all) {
        told.tell(user, all.number(this), all);
    }

    static Optional<NumberOption> find(int level, int option) {
        return Arrays.stream(values())
                .filter(o -> o.level == level && o.option == option)
                .findFirst();
    }
}
