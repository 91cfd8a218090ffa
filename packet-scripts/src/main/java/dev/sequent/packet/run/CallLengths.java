package dev.sequent.packet.run;

import dev.sequent.packet.script.Action.SystemCall;
import dev.sequent.packet.script.ScriptPrinter;
import dev.sequent.packet.script.Symbols;
import dev.sequent.packet.script.Value;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The lengths and counts among the arguments of system calls, which say in C how much there is behind a pointer. No
 * host is handed them, since it is handed the things themselves; so what the kernel makes of them is decided here.
 */
final class CallLengths {
    private static final int INT = 4;
    /** A {@code struct linger}. */
    private static final int LINGER = 8;
    /** A {@code struct timeval}. */
    private static final int TIME = 16;
    /** A {@code struct sockaddr_in}. */
    private static final int ADDRESS = 16;
    /** A {@code struct sockaddr_storage}. */
    private static final int LONGEST_ADDRESS = 128;
    /** As long as the family, which is all that AF_UNSPEC needs. */
    private static final int FAMILY = 2;
    /** UIO_MAXIOV. */
    private static final int MOST_VECTORS = 1_024;

    private CallLengths() {}

    /** Where a count is not that of the elements in its list: says so. A count that is refused contradicts nothing. */
    static Optional<String> contradiction(SystemCall call) {
        return switch (call.name()) {
            case "readv", "writev" ->
                contradiction(call, call.arguments().get(1), call.arguments().get(2), "vectors");
            case "poll" ->
                contradiction(call, call.arguments().get(0), call.arguments().get(1), "descriptors");
            case "recvmsg", "sendmsg" ->
                fields(call.arguments().get(1)).stream()
                        .filter(f -> f.name().equals("msg_iov") && f.of().size() == 1)
                        .findFirst()
                        .flatMap(f -> contradiction(call, f.value(), f.of().getFirst(), "vectors"));
            case "epoll_wait" -> {
                OptionalLong most = Values.number(call.arguments().get(2));
                OptionalInt there = elements(call.arguments().get(1));
                yield most.isPresent()
                                && there.isPresent()
                                && most.getAsLong() > 0
                                && there.getAsInt() > most.getAsLong()
                        ? Optional.of("epoll_wait: the most events is given as " + most.getAsLong() + ", and "
                                + there.getAsInt() + " are listed")
                        : Optional.empty();
            }
            default -> Optional.empty();
        };
    }

    private static List<Value.Field> fields(Value value) {
        return value instanceof Value.Struct struct ? struct.fields() : List.of();
    }

    private static Optional<String> contradiction(SystemCall call, Value list, Value count, String what) {
        OptionalLong said = Values.number(count);
        OptionalInt there = elements(list);
        if (said.isEmpty() || there.isEmpty() || isRefused(said.getAsLong()) || said.getAsLong() == there.getAsInt()) {
            return Optional.empty();
        }
        return Optional.of(call.name() + ": the number of " + what + " is given as " + ScriptPrinter.value(count)
                + ", and " + there.getAsInt() + (there.getAsInt() == 1 ? " is" : " are") + " listed");
    }

    private static boolean isRefused(long count) {
        return count < 0 || count > MOST_VECTORS;
    }

    private static OptionalInt elements(Value list) {
        if (list instanceof Value.Array array) {
            return OptionalInt.of(array.elements().size());
        }
        return list instanceof Value.Struct ? OptionalInt.of(1) : OptionalInt.empty();
    }

    /** Whether the kernel refuses the call for a length or a count, with EINVAL; if its descriptor is open. */
    static boolean areRefused(SystemCall call) {
        List<Value> arguments = call.arguments();
        return switch (call.name()) {
            case "bind" -> isNoAddress(arguments.get(2), ADDRESS);
            case "connect" -> isNoAddress(arguments.get(2), isUnspecific(arguments.get(1)) ? FAMILY : ADDRESS);
            case "getsockname", "getpeername" -> isNegative(arguments.get(2));
            case "getsockopt" -> isNegative(arguments.get(4));
            case "setsockopt" -> {
                OptionalLong length = Values.number(arguments.get(4));
                yield length.isPresent() && (int) length.getAsLong() < leastOption(arguments);
            }
            case "readv", "writev" -> isRefused(arguments.get(2));
            case "poll" -> isRefused(arguments.get(1));
            default -> false;
        };
    }

    private static boolean isUnspecific(Value address) {
        return Values.field(address, 0, "sa_family", "sin_family")
                .map(Values::number)
                .map(family -> family.orElse(-1) == 0)
                .orElse(false);
    }

    private static boolean isNoAddress(Value length, int least) {
        OptionalLong number = Values.number(length);
        return number.isPresent() && ((int) number.getAsLong() < least || number.getAsLong() > LONGEST_ADDRESS);
    }

    private static boolean isNegative(Value length) {
        OptionalLong number = Values.number(length);
        return number.isPresent() && (int) number.getAsLong() < 0;
    }

    private static boolean isRefused(Value count) {
        OptionalLong number = Values.number(count);
        return number.isPresent() && isRefused(number.getAsLong());
    }

    /** Octets without which an option is not set. */
    private static int leastOption(List<Value> arguments) {
        long level = Values.number(arguments.get(1)).orElse(-1);
        long name = Values.number(arguments.get(2)).orElse(-1);
        if (level == constant("SOL_SOCKET")) {
            if (name == constant("SO_LINGER")) {
                return LINGER;
            }
            return name == constant("SO_RCVTIMEO") || name == constant("SO_SNDTIMEO") ? TIME : INT;
        }
        // Options of IP are as long as they are given, and a text as long as it is.
        return level == constant("SOL_IP") || arguments.get(3) instanceof Value.Text ? 0 : INT;
    }

    private static long constant(String name) {
        return Symbols.value(name).orElseThrow();
    }
}
