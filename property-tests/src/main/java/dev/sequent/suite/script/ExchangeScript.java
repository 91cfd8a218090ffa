package dev.sequent.suite.script;

import dev.sequent.packet.capture.SegmentNumbers;
import dev.sequent.packet.run.SysctlTable;
import dev.sequent.packet.script.Action;
import dev.sequent.packet.script.Action.Direction;
import dev.sequent.packet.script.Place;
import dev.sequent.packet.script.Recording;
import dev.sequent.packet.script.Script;
import dev.sequent.packet.script.ScriptOption;
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

/**
 * A script of what happened at one end of an exchange: what its user called are system calls, what reached it comes in,
 * and what it sent, with the windows that it offered, must go out. Its sequence numbers count from its initial one, the
 * other end's are those that they were.
 */
public final class ExchangeScript {
    private final Exchange exchange;
    private final Exchange.End end;
    private final List<Exchange.Event> events;
    private final SegmentNumbers numbers;
    private final Recording recording = new Recording();
    private final SocketCalls calls = new SocketCalls();
    private long start;

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
     * @param silence whether it also demands that the host sends nothing else until the exchange was over
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
            Silence.isShown().forEach(action -> recording.add(at, action));
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
        long octets = call.octets();
        SocketCalls made = switch (call.name()) {
            case Calls.OPEN -> calls.connects();
            case Calls.LISTEN -> calls.listens();
            case Calls.SEND -> calls.sends(octets, more);
            case Calls.SEND_URGENT -> calls.sendsUrgent(octets);
            case Calls.RECEIVE -> calls.receives(octets);
            case Calls.NODELAY -> calls.setsNoDelay();
            case Calls.CLOSE -> calls.shuts();
            case Calls.CLOSE_BOTH -> calls.closes();
            case Calls.ABORT -> calls.aborts();
            default -> throw new IllegalArgumentException("no system call does what " + call.name() + " does");
        };
        made.take().forEach(action -> recording.add(at, action));
    }
}
