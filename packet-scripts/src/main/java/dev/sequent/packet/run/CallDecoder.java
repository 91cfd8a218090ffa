package dev.sequent.packet.run;

import dev.sequent.packet.script.Action.SystemCall;
import dev.sequent.packet.script.ScriptPrinter;
import dev.sequent.packet.script.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** System calls of a script as requests to the host. */
final class CallDecoder {
    private static final int AF_INET = 2;
    /** More than that would be for the memory of this machine to suffer. */
    private static final int LONGEST = 1 << 28;

    private final Settings settings;
    private final Descriptors descriptors;

    CallDecoder(Settings settings, Descriptors descriptors) {
        this.settings = settings;
        this.descriptors = descriptors;
    }

    /** @throws UnsupportedException if the host has no such call, or an argument says what cannot be understood here */
    Request request(SystemCall call) {
        return switch (call.name()) {
            case "socket" -> socket(call);
            case "bind" -> new Request.Bind(fd(call, 0), address(call, 1, settings.local(), settings.bindPort()));
            case "listen" -> new Request.Listen(fd(call, 0), integer(call, 1));
            case "accept" -> new Request.Accept(fd(call, 0), 0);
            case "accept4" -> new Request.Accept(fd(call, 0), integer(call, 3));
            case "connect" ->
                new Request.Connect(fd(call, 0), address(call, 1, settings.remote(), settings.connectPort()));
            case "read", "recv", "recvfrom" -> receive(call);
            case "readv", "writev" -> vector(call);
            case "recvmsg", "sendmsg" -> message(call);
            case "write", "send", "sendto" -> send(call);
            case "shutdown" -> new Request.Shutdown(fd(call, 0), integer(call, 1));
            case "close" -> new Request.Close(fd(call, 0));
            case "fcntl" ->
                new Request.Fcntl(
                        fd(call, 0), integer(call, 1), call.arguments().size() > 2 ? integer(call, 2) : 0);
            case "ioctl" ->
                new Request.Ioctl(fd(call, 0), integer(call, 1), (int)
                        Values.number(call.arguments().get(2)).orElse(0));
            case "getsockopt" -> new Request.GetOption(fd(call, 0), integer(call, 1), integer(call, 2));
            case "setsockopt" -> new Request.SetOption(fd(call, 0), integer(call, 1), integer(call, 2), setting(call));
            case "getsockname" -> new Request.LocalName(fd(call, 0));
            case "getpeername" -> new Request.RemoteName(fd(call, 0));
            case "poll" -> poll(call);
            case "epoll_create" -> new Request.EpollCreate(0);
            case "epoll_create1" -> new Request.EpollCreate(integer(call, 0));
            case "epoll_ctl" -> epollControl(call);
            case "epoll_wait" -> new Request.EpollWait(fd(call, 0), integer(call, 2), integer(call, 3));
            default -> throw new UnsupportedException("the system call " + call.name());
        };
    }

    // ---------------------------------------------------------------- arguments

    private static int integer(SystemCall call, int at) {
        return Values.integer(call.arguments().get(at), "argument " + (at + 1) + " of " + call.name());
    }

    private int fd(SystemCall call, int at) {
        return descriptors.live(integer(call, at));
    }

    /** @param otherwise where the tool says to whom, together with the port */
    private static Address address(SystemCall call, int at, dev.sequent.wire.Ipv4Address otherwise, int port) {
        return Values.address(call.arguments().get(at)).orElseGet(() -> new Address(AF_INET, otherwise, port));
    }

    private static Request socket(SystemCall call) {
        int domain = call.arguments().getFirst() instanceof Value.Omitted ? AF_INET : integer(call, 0);
        return new Request.Socket(domain, integer(call, 1), integer(call, 2));
    }

    private static int length(Value value, String what) {
        int length = Values.integer(value, what);
        if (length < 0 || length > LONGEST) {
            throw new UnsupportedException(
                    what + " is from 0 to " + LONGEST + " octets, not " + ScriptPrinter.value(value));
        }
        return length;
    }

    private Request receive(SystemCall call) {
        int flags = call.name().equals("read") ? 0 : integer(call, 3);
        if (call.name().equals("recvfrom")) {
            withoutSource(call.arguments().get(4));
        }
        byte[] buffer = new byte[length(call.arguments().get(2), "a buffer")];
        return new Request.Receive(fd(call, 0), List.of(buffer), flags);
    }

    private Request send(SystemCall call) {
        int flags = call.name().equals("write") ? 0 : integer(call, 3);
        return new Request.Send(
                fd(call, 0),
                List.of(octets(call.arguments().get(1), call.arguments().get(2))),
                flags);
    }

    /** What a script has in place of the buffers of a call that receives, one after the other. */
    static List<Value> texts(SystemCall call) {
        Value second = call.arguments().get(1);
        return switch (call.name()) {
            case "readv" -> bases(second);
            case "recvmsg" ->
                Values.field(second, 1, "msg_iov").map(CallDecoder::bases).orElse(List.of());
            default -> List.of(second);
        };
    }

    private static List<Value> bases(Value vector) {
        return (vector instanceof Value.Array array ? array.elements() : List.of(vector))
                .stream()
                        .map(part -> Values.field(part, 0, "iov_base").orElse(Value.OMITTED))
                        .toList();
    }

    /** What the stream of a connection has no use for; the kernel leaves it as it is, and nobody looks there. */
    private static void withoutSource(Value address) {
        if (address instanceof Value.Struct) {
            throw new UnsupportedException("the address from which octets of a stream come");
        }
    }

    /** As many octets as the length says, the first ones with the text that the script has for them. */
    private static byte[] octets(Value text, Value length) {
        byte[] octets = new byte[length(length, "a buffer")];
        if (text instanceof Value.Text(String written, boolean ignored)) {
            byte[] known = written.getBytes(StandardCharsets.ISO_8859_1);
            System.arraycopy(known, 0, octets, 0, Math.min(known.length, octets.length));
        }
        return octets;
    }

    private Request vector(SystemCall call) {
        List<byte[]> buffers = buffers(call.arguments().get(1));
        return call.name().equals("readv")
                ? new Request.Receive(fd(call, 0), buffers, 0)
                : new Request.Send(fd(call, 0), buffers, 0);
    }

    private Request message(SystemCall call) {
        Value header = call.arguments().get(1);
        Value vector = Values.field(header, 1, "msg_iov")
                .orElseThrow(() -> new UnsupportedException("a message header without msg_iov"));
        if (Values.field(header, Integer.MAX_VALUE, "msg_control").isPresent()) {
            throw new UnsupportedException("control messages (msg_control)");
        }
        int flags = integer(call, 2);
        if (call.name().equals("recvmsg")) {
            Values.field(header, 0, "msg_name").ifPresent(CallDecoder::withoutSource);
        }
        return call.name().equals("recvmsg")
                ? new Request.ReceiveMessage(fd(call, 0), buffers(vector), flags)
                : new Request.Send(fd(call, 0), buffers(vector), flags);
    }

    private static List<byte[]> buffers(Value vector) {
        List<Value> parts = vector instanceof Value.Array array ? array.elements() : List.of(vector);
        List<byte[]> buffers = new ArrayList<>();
        for (Value part : parts) {
            Optional<Value> base = Values.field(part, 0, "iov_base");
            Optional<Value> length = Values.field(part, 1, "iov_len");
            if (base.isEmpty() || length.isEmpty()) {
                throw new UnsupportedException("a vector should be [{..., 1000}], not " + ScriptPrinter.value(vector));
            }
            buffers.add(octets(base.get(), length.get()));
        }
        return buffers;
    }

    private static OptionSetting setting(SystemCall call) {
        Value value = call.arguments().get(3);
        if (value instanceof Value.Text(String text, boolean ignored)) {
            return new OptionSetting.Name(text);
        }
        if (Values.number(value).isPresent()) {
            return new OptionSetting.Number(Values.integer(
                    value instanceof Value.Array array ? array.elements().getFirst() : value,
                    "the value of an option"));
        }
        Optional<Value> on = Values.field(value, 0, "onoff", "l_onoff");
        Optional<Value> linger = Values.field(value, 1, "linger", "l_linger");
        if (on.isPresent() && linger.isPresent() && !isTime(value)) {
            return new OptionSetting.Linger(
                    Values.integer(on.get(), "onoff") != 0, Values.integer(linger.get(), "linger"));
        }
        Optional<Value> seconds = Values.field(value, 0, "tv_sec");
        Optional<Value> micros = Values.field(value, 1, "tv_usec");
        if (seconds.isPresent() || micros.isPresent()) {
            return new OptionSetting.Time(
                    seconds.flatMap(v -> box(v)).orElse(0L),
                    micros.flatMap(v -> box(v)).orElse(0L));
        }
        throw new UnsupportedException("an option with the value " + ScriptPrinter.value(value));
    }

    private static boolean isTime(Value value) {
        return Values.field(value, Integer.MAX_VALUE, "tv_sec").isPresent()
                || Values.field(value, Integer.MAX_VALUE, "tv_usec").isPresent();
    }

    private static Optional<Long> box(Value value) {
        var number = Values.number(value);
        return number.isPresent() ? Optional.of(number.getAsLong()) : Optional.empty();
    }

    // ---------------------------------------------------------------- waiting for several

    private Request poll(SystemCall call) {
        List<Value> entries = call.arguments().getFirst() instanceof Value.Array array
                ? array.elements()
                : List.of(call.arguments().getFirst());
        List<Request.Interest> interests = new ArrayList<>();
        for (Value entry : entries) {
            Value fd = Values.field(entry, 0, "fd")
                    .orElseThrow(() -> new UnsupportedException("poll wants {fd=3, events=POLLIN}"));
            Value events = Values.field(entry, 1, "events")
                    .orElseThrow(() -> new UnsupportedException("poll wants {fd=3, events=POLLIN}"));
            interests.add(
                    new Request.Interest(descriptors.live(Values.integer(fd, "fd")), Values.integer(events, "events")));
        }
        return new Request.Poll(interests, integer(call, 2));
    }

    private Request epollControl(SystemCall call) {
        Value event = call.arguments().get(3);
        int events = Values.field(event, 0, "events")
                .map(e -> Values.integer(e, "events"))
                .orElse(0);
        long data = data(event).orElse(integer(call, 2));
        return new Request.EpollControl(fd(call, 0), integer(call, 1), fd(call, 2), events, data);
    }

    /** What a script gives to an event to know it by; numbers of the script, which the host only hands back. */
    static Optional<Integer> data(Value event) {
        return Values.field(event, 1, "fd", "ptr", "u32", "u64", "data").map(d -> Values.integer(d, "data"));
    }
}
