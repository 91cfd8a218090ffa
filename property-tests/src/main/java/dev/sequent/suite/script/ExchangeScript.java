package dev.sequent.suite.script;

import dev.sequent.packet.capture.SegmentNumbers;
import dev.sequent.packet.run.SysctlTable;
import dev.sequent.packet.script.Action;
import dev.sequent.packet.script.Action.Direction;
import dev.sequent.packet.script.IpInfo;
import dev.sequent.packet.script.Place;
import dev.sequent.packet.script.Ports;
import dev.sequent.packet.script.Recording;
import dev.sequent.packet.script.Script;
import dev.sequent.packet.script.ScriptOption;
import dev.sequent.packet.script.TcpOptions;
import dev.sequent.packet.script.Value;
import dev.sequent.suite.exchange.Calls;
import dev.sequent.suite.exchange.Exchange;
import dev.sequent.wire.Ipv4Header;
import dev.sequent.wire.TcpHeader;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A script of what happened at one end of an exchange: what its user called are system calls, what reached it comes in,
 * and what it sent, with the windows that it offered, must go out. Its sequence numbers count from its initial one, the
 * other end's are those that they were.
 */
public final class ExchangeScript {
    private static final String SOCKET = "socket";
    private static final int FIRST = 3;
    private static final int ACCEPTED = 4;
    private static final int BACKLOG = 16;

    /** Where nobody listens, and from where nothing else comes. */
    private static final Ports TO_NOBODY =
            new Ports(new Ports.End(Optional.empty(), 39_999), new Ports.End(Optional.empty(), 9));

    private static final int A_WINDOW = 1_000;

    private final Exchange exchange;
    private final Exchange.End end;
    private final List<Exchange.Event> events;
    private final SegmentNumbers numbers;
    private final Recording recording = new Recording();
    private long start;
    private boolean listens;
    private boolean accepted;

    private ExchangeScript(Exchange exchange, Exchange.End end) {
        this.exchange = exchange;
        this.end = end;
        // A segment is written down when it is taken, which may be later than a call that was made after it was sent.
        this.events = exchange.events().stream()
                .filter(e -> e.end() == end.number())
                .sorted(Comparator.comparingLong(Exchange.Event::at))
                .toList();
        this.numbers = new SegmentNumbers(initial(), 0, true);
    }

    /**
     * The script of one of the exchange's {@linkplain Exchange#stacks() stacks}.
     *
     * @param silence whether it also demands that the host sends nothing else until the exchange was over. A script
     *     cannot say that, but the host must send what is expected next and nothing before it: at the end a SYN comes
     *     to a port where nobody listens, whose answer is sure (RFC 9293, 3.10.7.1)
     */
    public static Script of(Exchange exchange, Exchange.End end, boolean silence) {
        return new ExchangeScript(exchange, end).script(silence);
    }

    /** Its initial sequence number; 0 if it has sent no SYN, and then its numbers are those that they were. */
    private int initial() {
        return events.stream()
                .filter(Exchange.Sent.class::isInstance)
                .map(e -> ByteBuffer.wrap(((Exchange.Sent) e).datagram()))
                .filter(b -> Ipv4Header.protocol(b, 0) == Ipv4Header.TCP)
                .filter(b -> (TcpHeader.control(b, Ipv4Header.headerLength(b, 0)) & TcpHeader.SYN) != 0)
                .findFirst()
                .map(b -> TcpHeader.sequence(b, Ipv4Header.headerLength(b, 0)))
                .orElse(0);
    }

    private Script script(boolean silence) {
        start = begins();
        for (int i = 0; i < events.size(); i++) {
            Exchange.Event event = events.get(i);
            long at = Math.max(0, event.at() - start);
            switch (event) {
                case Exchange.Call call -> call(at, call, goesOn(i));
                case Exchange.Told ignored -> {}
                case Exchange.Sent sent ->
                    numbers.packet(Direction.OUT, sent.datagram()).ifPresent(p -> recording.add(at, p));
                case Exchange.Arrived arrived ->
                    numbers.packet(Direction.IN, arrived.datagram()).ifPresent(p -> recording.add(at, p));
            }
        }
        if (silence) {
            // At the very moment it may have been over before the host had its turn.
            long last = Math.max(start, exchange.events().getLast().at());
            long at = Math.max(last, exchange.until() - 1) - start;
            recording.add(at, nobody(Direction.IN, TO_NOBODY, TcpHeader.SYN, OptionalLong.empty()));
            Ports back = new Ports(TO_NOBODY.destination(), TO_NOBODY.source());
            recording.add(at, nobody(Direction.OUT, back, TcpHeader.RST | TcpHeader.ACK, OptionalLong.of(1)));
        }
        Script script = recording.script();
        return new Script(options(), settings(exchange.parameters()), script.events(), List.of());
    }

    /**
     * Whether the next call is made before the stack has its turn, so that both go into one segment: two stacks are run
     * in turns with their users, where a script lets the stack do what is due after each call. What a user says with
     * MSG_MORE waits as well for what comes next.
     */
    private boolean goesOn(int index) {
        return exchange.stacks().size() > 1
                && index + 1 < events.size()
                && events.get(index + 1) instanceof Exchange.Call next
                && next.at() == events.get(index).at()
                && List.of(Calls.SEND, Calls.SEND_URGENT, Calls.CLOSE, Calls.CLOSE_BOTH)
                        .contains(next.name());
    }

    private static Action nobody(Direction direction, Ports ports, int control, OptionalLong acknowledgment) {
        return new Action.TcpPacket(
                direction,
                IpInfo.UNSAID,
                Optional.of(ports),
                control,
                0,
                0,
                acknowledgment,
                direction == Direction.IN ? OptionalInt.of(A_WINDOW) : OptionalInt.empty(),
                OptionalInt.empty(),
                TcpOptions.NONE);
    }

    /**
     * When the script begins. A user who opens before the two hosts know their MAC addresses does so when the SYN goes
     * out: in a script they know them.
     */
    private long begins() {
        Optional<Exchange.Event> first = events.stream().findFirst();
        boolean opens = first.map(e -> e instanceof Exchange.Call c && c.name().equals(Calls.OPEN))
                .orElse(false);
        return events.stream()
                .filter(e -> !opens || e instanceof Exchange.Sent)
                .findFirst()
                .or(() -> first)
                .map(Exchange.Event::at)
                .orElse(0L);
    }

    private List<ScriptOption> options() {
        List<ScriptOption> all = new ArrayList<>();
        all.add(ScriptOption.of("mtu", Integer.toString(end.mtu())));
        all.add(new ScriptOption("strict_segments", Optional.empty(), Place.NONE));
        return all;
    }

    private static List<Action.Command> settings(Map<String, Long> parameters) {
        return parameters.entrySet().stream()
                .map(e -> "sysctl -q " + SysctlTable.ANY + e.getKey().toLowerCase(Locale.ROOT) + "=" + e.getValue())
                .map(Action.Command::new)
                .toList();
    }

    // ---------------------------------------------------------------- calls

    private void call(long at, Exchange.Call call, boolean more) {
        switch (call.name()) {
            case Calls.OPEN -> {
                opened(at);
                Value flags = new Value.Or(List.of(new Value.Symbol("O_RDWR"), new Value.Symbol("O_NONBLOCK")));
                add(at, "fcntl", 0, Value.of(FIRST), new Value.Symbol("F_SETFL"), flags);
                recording.add(
                        at,
                        new Action.SystemCall(
                                "connect",
                                List.of(Value.of(FIRST), Value.OMITTED, Value.OMITTED),
                                Value.of(-1),
                                Optional.of("EINPROGRESS"),
                                Optional.empty()));
            }
            case Calls.LISTEN -> {
                listens = true;
                opened(at);
                add(at, "bind", 0, Value.of(FIRST), Value.OMITTED, Value.OMITTED);
                add(at, "listen", 0, Value.of(FIRST), Value.of(BACKLOG));
            }
            default -> {
                accept(at);
                transfer(at, call, more);
            }
        }
    }

    private void opened(long at) {
        add(at, SOCKET, FIRST, Value.OMITTED, new Value.Symbol("SOCK_STREAM"), new Value.Symbol("IPPROTO_TCP"));
    }

    /** At the latest when its user first does something with the connection. */
    private void accept(long at) {
        if (listens && !accepted) {
            accepted = true;
            add(at, "accept", ACCEPTED, Value.of(FIRST), Value.OMITTED, Value.OMITTED);
        }
    }

    private void transfer(long at, Exchange.Call call, boolean more) {
        Value socket = Value.of(listens ? ACCEPTED : FIRST);
        Value octets = Value.of(call.octets());
        switch (call.name()) {
            case Calls.SEND -> {
                if (more) {
                    add(at, "send", call.octets(), socket, Value.OMITTED, octets, new Value.Symbol("MSG_MORE"));
                } else if (call.octets() > 0) {
                    add(at, "write", call.octets(), socket, Value.OMITTED, octets);
                }
            }
            case Calls.SEND_URGENT ->
                add(at, "send", call.octets(), socket, Value.OMITTED, octets, new Value.Symbol("MSG_OOB"));
            case Calls.RECEIVE -> add(at, "read", call.octets(), socket, Value.OMITTED, octets);
            case Calls.NODELAY -> option(at, socket, "SOL_TCP", "TCP_NODELAY", array(Value.of(1)), 4);
            case Calls.CLOSE -> add(at, "shutdown", 0, socket, new Value.Symbol("SHUT_WR"));
            case Calls.CLOSE_BOTH -> add(at, "close", 0, socket);
            case Calls.ABORT -> {
                // close(2) of a socket that does not linger at all aborts: socket(7), SO_LINGER.
                Value none = new Value.Struct(List.of(
                        new Value.Field("onoff", List.of(), Value.of(1)),
                        new Value.Field("linger", List.of(), Value.of(0))));
                option(at, socket, "SOL_SOCKET", "SO_LINGER", none, 8);
                add(at, "close", 0, socket);
            }
            default -> throw new IllegalArgumentException("no system call does what " + call.name() + " does");
        }
    }

    private static Value array(Value element) {
        return new Value.Array(List.of(element));
    }

    private void option(long at, Value socket, String level, String name, Value value, int size) {
        add(at, "setsockopt", 0, socket, new Value.Symbol(level), new Value.Symbol(name), value, Value.of(size));
    }

    private void add(long at, String name, long result, Value... arguments) {
        recording.add(
                at,
                new Action.SystemCall(name, List.of(arguments), Value.of(result), Optional.empty(), Optional.empty()));
    }
}
