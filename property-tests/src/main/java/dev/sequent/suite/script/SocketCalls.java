package dev.sequent.suite.script;

import dev.sequent.packet.script.Action;
import dev.sequent.packet.script.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a user calls, as system calls of a program that has one connection: it asks for it, or listens, and accepts it
 * when it first does something with it.
 */
public final class SocketCalls {
    private static final int FIRST = 3;
    private static final int ACCEPTED = 4;
    private static final int BACKLOG = 16;

    private final List<Action> calls = new ArrayList<>();
    private boolean listens;
    private boolean accepted;

    /** An active OPEN; it does not block. */
    public SocketCalls connects() {
        opened();
        Value flags = new Value.Or(List.of(new Value.Symbol("O_RDWR"), new Value.Symbol("O_NONBLOCK")));
        add("fcntl", 0, Value.of(FIRST), new Value.Symbol("F_SETFL"), flags);
        calls.add(new Action.SystemCall(
                "connect",
                List.of(Value.of(FIRST), Value.OMITTED, Value.OMITTED),
                Value.of(-1),
                Optional.of("EINPROGRESS"),
                Optional.empty()));
        return this;
    }

    /** A passive OPEN. */
    public SocketCalls listens() {
        listens = true;
        opened();
        add("bind", 0, Value.of(FIRST), Value.OMITTED, Value.OMITTED);
        add("listen", 0, Value.of(FIRST), Value.of(BACKLOG));
        return this;
    }

    private void opened() {
        add("socket", FIRST, Value.OMITTED, new Value.Symbol("SOCK_STREAM"), new Value.Symbol("IPPROTO_TCP"));
    }

    /** @param more follows at once, and both may go into one segment */
    public SocketCalls sends(long octets, boolean more) {
        Value socket = socket();
        if (more) {
            add("send", octets, socket, Value.OMITTED, Value.of(octets), new Value.Symbol("MSG_MORE"));
        } else if (octets > 0) {
            add("write", octets, socket, Value.OMITTED, Value.of(octets));
        }
        return this;
    }

    public SocketCalls sendsUrgent(long octets) {
        Value socket = socket();
        add("send", octets, socket, Value.OMITTED, Value.of(octets), new Value.Symbol("MSG_OOB"));
        return this;
    }

    public SocketCalls receives(long octets) {
        Value socket = socket();
        add("read", octets, socket, Value.OMITTED, Value.of(octets));
        return this;
    }

    public SocketCalls setsNoDelay() {
        option(socket(), "SOL_TCP", "TCP_NODELAY", new Value.Array(List.of(Value.of(1))), 4);
        return this;
    }

    /** A CLOSE, after which the user still receives. */
    public SocketCalls shuts() {
        Value socket = socket();
        add("shutdown", 0, socket, new Value.Symbol("SHUT_WR"));
        return this;
    }

    public SocketCalls closes() {
        Value socket = socket();
        add("close", 0, socket);
        return this;
    }

    /** close(2) of a socket that does not linger at all: socket(7), SO_LINGER. */
    public SocketCalls aborts() {
        Value none = new Value.Struct(List.of(
                new Value.Field("onoff", List.of(), Value.of(1)), new Value.Field("linger", List.of(), Value.of(0))));
        option(socket(), "SOL_SOCKET", "SO_LINGER", none, 8);
        return closes();
    }

    /** Those that have been made since this was last asked. */
    public List<Action> take() {
        List<Action> taken = List.copyOf(calls);
        calls.clear();
        return taken;
    }

    private Value socket() {
        if (listens && !accepted) {
            accepted = true;
            add("accept", ACCEPTED, Value.of(FIRST), Value.OMITTED, Value.OMITTED);
        }
        return Value.of(listens ? ACCEPTED : FIRST);
    }

    private void option(Value socket, String level, String name, Value value, int size) {
        add("setsockopt", 0, socket, new Value.Symbol(level), new Value.Symbol(name), value, Value.of(size));
    }

    private void add(String name, long result, Value... arguments) {
        calls.add(
                new Action.SystemCall(name, List.of(arguments), Value.of(result), Optional.empty(), Optional.empty()));
    }
}
