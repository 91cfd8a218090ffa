package dev.sequent.packet.run;

import dev.sequent.packet.script.Action.SystemCall;
import dev.sequent.packet.script.ScriptPrinter;
import dev.sequent.packet.script.Symbols;
import dev.sequent.packet.script.Value;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Compares what came of a system call with what the script expects. */
final class ReplyCheck {

    private ReplyCheck() {}

    /**
     * The result, as a script would write it: in hexadecimal digits where it has bits, descriptors by its own numbers.
     */
    static String text(SystemCall call, Reply reply) {
        if (opens(call) && Values.number(call.result()).isPresent() && sameResult(call, reply)) {
            return expected(call);
        }
        boolean bits = call.result() instanceof Value.Symbol
                || call.result() instanceof Value.Or
                || call.result() instanceof Value.Number(long ignored, boolean hexadecimal) && hexadecimal;
        String value =
                bits && reply.value() >= 0 ? "0x" + Long.toHexString(reply.value()) : Long.toString(reply.value());
        return value + (reply.errno() == 0 ? "" : " " + Symbols.errno(reply.errno()));
    }

    static String expected(SystemCall call) {
        return ScriptPrinter.value(call.result())
                + call.errno().map(e -> " " + e).orElse("");
    }

    /** Whether the value, and the error, are as expected; a descriptor may be any that is new. */
    static boolean sameResult(SystemCall call, Reply reply) {
        OptionalLong wanted = Values.number(call.result());
        if (opens(call) && wanted.isPresent() && wanted.getAsLong() >= 0) {
            return reply.value() >= 0;
        }
        if (wanted.isPresent() && wanted.getAsLong() != reply.value()) {
            return false;
        }
        return call.errno()
                .map(Symbols::value)
                .map(number -> number.orElse(-1) == reply.errno())
                .orElse(true);
    }

    /** What the host has not got, where a call failed for that reason and should have succeeded; else empty. */
    static Optional<String> lack(SystemCall call, Request request, Reply reply) {
        if (call.errno().isPresent() || Values.number(call.result()).orElse(0) < 0) {
            return Optional.empty();
        }
        String error = Symbols.errno(reply.errno());
        return switch (error) {
            case "ENOPROTOOPT" ->
                Optional.of("the socket option "
                        + ScriptPrinter.value(call.arguments().get(2)));
            case "EAFNOSUPPORT", "ESOCKTNOSUPPORT", "EPROTONOSUPPORT" ->
                Optional.of("a socket other than TCP's over IPv4");
            case "EOPNOTSUPP" ->
                request instanceof Request.Send
                                || request instanceof Request.Receive
                                || request instanceof Request.ReceiveMessage
                        ? Optional.of("the flags of " + call.name())
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    /** Whether it returns a descriptor. */
    static boolean opens(SystemCall call) {
        return switch (call.name()) {
            case "socket", "accept", "accept4", "epoll_create", "epoll_create1" -> true;
            default -> false;
        };
    }

    /** What differs in what was handed back beside the result; empty if nothing does. */
    static Optional<String> difference(SystemCall call, Request request, Reply reply) {
        if (reply.value() < 0) {
            return Optional.empty();
        }
        return switch (reply.out()) {
            case Reply.Out.Nothing ignored ->
                request instanceof Request.Receive r ? octets(call, r.buffers(), reply) : Optional.empty();
            case Reply.Out.Message message ->
                request instanceof Request.ReceiveMessage r
                        ? octets(call, r.buffers(), reply).or(() -> messageFlags(call, message.flags()))
                        : Optional.empty();
            case Reply.Out.Name name -> name(call, name.address());
            case Reply.Out.Number number -> OptionCheck.number(call.arguments().get(2), number.value());
            case Reply.Out.Option option ->
                OptionCheck.difference(call.arguments().get(3), option.value());
            case Reply.Out.Events events -> revents(call, events.revents());
            case Reply.Out.Epoll epoll -> epoll(call, epoll.ready());
        };
    }

    /** The octets in each buffer of which the script says what they are. */
    private static Optional<String> octets(SystemCall call, List<byte[]> buffers, Reply reply) {
        List<Value> wanted = CallDecoder.texts(call);
        // With MSG_TRUNC, octets are counted that were not handed over.
        long left = reply.value();
        for (int i = 0; i < Math.min(wanted.size(), buffers.size()); i++) {
            byte[] came = Arrays.copyOf(buffers.get(i), (int) Math.min(buffers.get(i).length, left));
            left -= came.length;
            Optional<String> difference = octets(wanted.get(i), came);
            if (difference.isPresent()) {
                return difference;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> octets(Value value, byte[] came) {
        if (!(value instanceof Value.Text(String text, boolean continued))) {
            return Optional.empty();
        }
        byte[] wanted = text.getBytes(StandardCharsets.ISO_8859_1);
        boolean same = continued
                ? came.length >= wanted.length && Arrays.equals(Arrays.copyOf(came, wanted.length), wanted)
                : Arrays.equals(came, wanted);
        return same
                ? Optional.empty()
                : differs(
                        "octets",
                        ScriptPrinter.value(value),
                        ScriptPrinter.value(new Value.Text(new String(came, StandardCharsets.ISO_8859_1), false)));
    }

    private static Optional<String> messageFlags(SystemCall call, int came) {
        Optional<Value> wanted = Values.field(call.arguments().get(1), Integer.MAX_VALUE, "msg_flags");
        return same(wanted, came)
                ? Optional.empty()
                : differs("msg_flags", ScriptPrinter.value(wanted.orElseThrow()), "0x" + Integer.toHexString(came));
    }

    private static Optional<String> name(SystemCall call, Address came) {
        Optional<Address> wanted = Values.address(call.arguments().get(1));
        return wanted.isEmpty() || wanted.get().equals(came)
                ? Optional.empty()
                : differs("address", wanted.get().toString(), came.toString());
    }

    private static boolean same(Optional<Value> wanted, long came) {
        OptionalLong number = wanted.map(Values::number).orElse(OptionalLong.empty());
        return number.isEmpty() || number.getAsLong() == came;
    }

    private static Optional<String> revents(SystemCall call, List<Integer> came) {
        List<Value> entries = call.arguments().getFirst() instanceof Value.Array array
                ? array.elements()
                : List.of(call.arguments().getFirst());
        for (int i = 0; i < Math.min(entries.size(), came.size()); i++) {
            Optional<Value> wanted = Values.field(entries.get(i), 2, "revents");
            if (!same(wanted, came.get(i))) {
                return differs(
                        "revents", ScriptPrinter.value(wanted.orElseThrow()), EventNames.text("POLL", came.get(i)));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> epoll(SystemCall call, List<Reply.Out.Ready> came) {
        Value given = call.arguments().get(1);
        List<Value> wanted = given instanceof Value.Array array ? array.elements() : List.of(given);
        for (int i = 0; i < Math.min(wanted.size(), came.size()); i++) {
            Optional<Value> events = Values.field(wanted.get(i), 0, "events");
            Optional<Integer> data = CallDecoder.data(wanted.get(i));
            Reply.Out.Ready ready = came.get(i);
            boolean same = events.map(e -> Values.integer(e, "events") == ready.events())
                            .orElse(true)
                    && data.map(d -> d == (int) ready.data()).orElse(true);
            if (!same) {
                return differs(
                        "events",
                        ScriptPrinter.value(wanted.get(i)),
                        "{events=" + EventNames.text("EPOLL", ready.events()) + ", fd=" + ready.data() + "}");
            }
        }
        return Optional.empty();
    }

    static Optional<String> differs(String what, String expected, String actual) {
        return Optional.of("the " + what + ": expected " + expected + ", and it is " + actual);
    }
}
