package dev.sequent.cli.live;

import dev.sequent.cli.run.RunRequest;
import dev.sequent.cli.run.RunningStack;
import dev.sequent.stack.Stack;
import dev.sequent.stack.StackEnd;
import dev.sequent.stack.device.Counters;
import dev.sequent.stack.socket.TcpSocket;
import dev.sequent.stack.tcp.ConnectionInfo;
import dev.sequent.stack.tcp.Observed;
import dev.sequent.view.json.JsonWriter;
import dev.sequent.wire.MacAddress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A stack on a TAP, in real time. */
final class LiveStack implements RunningStack {
    private static final long DELIVERY_POLL_MILLIS = 50;

    private final RunRequest request;
    private final Stack stack;
    private final Optional<StateProbe> probe;
    private final List<AutoCloseable> apps;

    LiveStack(RunRequest request, Stack stack, Optional<StateProbe> probe, List<AutoCloseable> apps) {
        this.request = request;
        this.stack = stack;
        this.probe = probe;
        this.apps = List.copyOf(apps);
        probe.ifPresent(p -> p.lookAt(stack));
    }

    @Override
    public String mac() {
        return MacAddress.format(stack.device().macAddress());
    }

    @Override
    public int mtu() {
        return stack.ip().mtu();
    }

    @Override
    public String table() {
        return table(false);
    }

    @Override
    public String tableWithInfo() {
        return table(true);
    }

    private String table(boolean observed) {
        return ConnectionInfo.table(stack.connections(observed), stack.tcp().counters());
    }

    @Override
    public Optional<String> stateAfterFrame(int number) {
        return probe.flatMap(p -> p.stateAfter(number));
    }

    @Override
    public String json() {
        List<ConnectionInfo> connections = stack.connections(true);
        Map<String, Long> rules =
                stack.ask(() -> Map.copyOf(stack.tcp().dropRules().counts()));
        var json = new JsonWriter();
        json.object(() -> {
            json.name("tap").value(request.tap());
            json.name("pid").value(ProcessHandle.current().pid());
            json.name("core").value(request.core());
            json.name("parametersSet")
                    .object(() -> request.parameters()
                            .forEach((name, value) -> json.name(name).value(value)));
            json.name("address").value(request.address());
            json.name("mac").value(mac());
            json.name("mtu").value(mtu());
            json.name("connections").array(connections, c -> connection(json, c));
            json.name("counters").object(() -> {
                json.name("tcp").object(() -> counters(json, stack.tcp().counters()));
                json.name("ip").object(() -> counters(json, stack.ip().counters()));
                json.name("device").object(() -> counters(json, stack.device().counters()));
                json.name("droppedByRule")
                        .object(() -> rules.forEach((rule, n) -> json.name(rule).value(n)));
            });
        });
        return json.toString();
    }

    private static void connection(JsonWriter json, ConnectionInfo c) {
        json.object(() -> {
            json.name("state").value(c.state());
            json.name("receiveQueue").value(c.receiveQueue());
            json.name("sendQueue").value(c.sendQueue());
            json.name("local").value(c.local().toString());
            json.name("remote").value(c.remote().isAny() ? "*" : c.remote().toString());
            json.name("retransmissions").value(c.retransmissions());
            json.name("timers")
                    .object(() -> c.timers().forEach(t -> json.name(t.name()).value(t.remainingNanos() / 1e9)));
            if (!c.remote().isAny()) {
                json.name("observed")
                        .object(() -> c.observed()
                                .values()
                                .forEach(o -> observed(json.name(o.observable().name()), o)));
            }
        });
    }

    private static void observed(JsonWriter json, Observed.Value o) {
        if (o.number().isEmpty()) {
            json.none();
            return;
        }
        long n = o.number().getAsLong();
        switch (o.observable().kind()) {
            case NUMBER, DURATION, TIME -> json.value(n);
            case TRUTH -> json.value(n != 0);
            case CONSTANT -> json.value(o.text());
        }
    }

    private static <E extends Enum<E>> void counters(JsonWriter json, Counters<E> counters) {
        counters.nonZero()
                .forEach((name, n) ->
                        json.name(name.name().toLowerCase(Locale.ROOT)).value(n));
    }

    @Override
    public Pipe connect(String host, int port, int timeoutMillis) throws IOException {
        TcpSocket socket = TcpSocket.connect(stack, new InetSocketAddress(host, port), 0, timeoutMillis);
        return new Pipe() {
            @Override
            public InputStream in() {
                return socket.getInputStream();
            }

            @Override
            public OutputStream out() {
                return socket.getOutputStream();
            }

            @Override
            public void finish() throws IOException {
                socket.shutdownOutput();
            }

            @Override
            public void awaitDelivery() throws IOException {
                while (socket.unacknowledged() > 0 && !socket.awaitEnd(DELIVERY_POLL_MILLIS)) {
                    // Nothing notifies us of this, so we poll.
                }
            }

            @Override
            public void close() {
                socket.close();
            }
        };
    }

    @Override
    public CompletableFuture<End> ended() {
        return stack.ended()
                .thenApply(end -> new End(
                        end.reason() == StackEnd.Reason.CLOSED,
                        end.reason() == StackEnd.Reason.DEVICE_GONE,
                        end.message()));
    }

    @Override
    public void close() {
        for (AutoCloseable app : apps) {
            try {
                app.close();
            } catch (Exception e) {
                // The stack ends next, and whatever the application still holds ends with it.
            }
        }
        stack.close();
    }
}
