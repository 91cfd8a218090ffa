package dev.sequent.cli;

import dev.sequent.check.trace.Counterexample;
import dev.sequent.check.trace.TraceStep;
import dev.sequent.check.trace.TraceStep.Action;
import dev.sequent.check.trace.TraceStep.InFlight;
import dev.sequent.packet.run.SysctlTable;
import dev.sequent.packet.script.Action.Direction;
import dev.sequent.packet.script.IpInfo;
import dev.sequent.packet.script.Recording;
import dev.sequent.packet.script.Script;
import dev.sequent.packet.script.ScriptOption;
import dev.sequent.packet.script.TcpOption;
import dev.sequent.packet.script.TcpOptions;
import dev.sequent.suite.script.Silence;
import dev.sequent.suite.script.SocketCalls;
import dev.sequent.wire.TcpHeader;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A packet script of what one peer of a trace was told, and did: its user's calls are system calls, what reached it
 * comes in, what it sent must go out. A trace without clocks does not say when a timer runs out; its script waits for
 * what is sent then.
 */
final class TraceScript {
    private static final long MASK = 0xFFFF_FFFFL;
    /** Between one step and the next: less than any timer of the specification waits. */
    private static final long BETWEEN = 1_000_000;

    private static final Map<String, Integer> BITS = Map.of(
            "CWR", TcpHeader.CWR,
            "ECE", TcpHeader.ECE,
            "URG", TcpHeader.URG,
            "ACK", TcpHeader.ACK,
            "PSH", TcpHeader.PSH,
            "RST", TcpHeader.RST,
            "SYN", TcpHeader.SYN,
            "FIN", TcpHeader.FIN);

    private final Counterexample trace;
    private final int peer;
    private final long initial;
    private final SocketCalls calls = new SocketCalls();
    private final Recording recording = new Recording();
    private long at;
    private boolean opened;
    private Optional<TraceStep> silent = Optional.empty();

    private TraceScript(Counterexample trace, int peer) {
        this.trace = trace;
        this.peer = peer;
        this.initial = trace.steps().stream()
                .filter(step -> step.actor() == peer)
                .flatMap(step -> step.sent().stream())
                .map(TraceStep.Sent::message)
                .filter(m -> (control(m) & TcpHeader.SYN) != 0)
                .findFirst()
                .map(m -> number(m, "SEQ"))
                .orElse(0L);
    }

    /**
     * The script.
     *
     * @param peer its ordinal
     * @param parameters that differ from their defaults, in generic form
     * @param silence whether it also demands that nothing else was sent
     * @throws IllegalArgumentException if a script cannot say something that happened to the peer
     */
    static Script of(Counterexample trace, int peer, Map<String, Long> parameters, boolean silence) {
        var made = new TraceScript(trace, peer);
        trace.steps().forEach(made::take);
        if (silence) {
            Silence.isShown().forEach(action -> made.recording.add(made.at + BETWEEN, action));
        }
        List<ScriptOption> options = Optional.ofNullable(parameters.get("MTU")).stream()
                .map(mtu -> ScriptOption.of("mtu", Long.toString(mtu)))
                .toList();
        List<dev.sequent.packet.script.Action.Command> settings = parameters.entrySet().stream()
                .filter(e -> !e.getKey().equals("MTU"))
                .map(e -> "sysctl -q " + SysctlTable.ANY + e.getKey().toLowerCase(Locale.ROOT) + "=" + e.getValue())
                .sorted()
                .map(dev.sequent.packet.script.Action.Command::new)
                .toList();
        return new Script(options, settings, made.recording.script().events(), List.of());
    }

    private void take(TraceStep step) {
        if (step.action() instanceof Action.Tick) {
            at += trace.tick();
        }
        if (step.actor() != peer || step.action() instanceof Action.Lose) {
            return;
        }
        silent.ifPresent(before -> {
            throw cannot(before, "nothing is sent when the timer runs out, so a script cannot wait for it");
        });
        at += BETWEEN;
        boolean waits = false;
        switch (step.action()) {
            case Action.Call call -> call(step, call);
            case Action.Deliver d -> recording.add(at, packet(Direction.IN, d.message()));
            case Action.Attack a -> recording.add(at, packet(Direction.IN, a.message()));
            case Action.Timeout ignored -> {
                waits = trace.tick() == 0;
                silent = waits && step.sent().isEmpty() ? Optional.of(step) : Optional.empty();
            }
            case Action.Crash ignored -> throw cannot(step, "a script has no host that crashes");
            case Action.Lose ignored -> throw new IllegalStateException("a loss is nothing that the peer does");
            case Action.Tick ignored -> throw new IllegalStateException("a tick is nothing that the peer does");
        }
        for (TraceStep.Sent sent : step.sent()) {
            var packet = packet(Direction.OUT, sent.message());
            if (waits) {
                recording.addWhenever(packet);
                waits = false;
            } else {
                recording.add(at, packet);
            }
        }
    }

    private IllegalArgumentException cannot(TraceStep step, String why) {
        return new IllegalArgumentException(
                "step " + step.number() + ", " + trace.actionText(step.number()) + ": " + why);
    }

    // ---------------------------------------------------------------- calls

    private void call(TraceStep step, Action.Call call) {
        if (!step.answer().isEmpty() && !step.answer().equals("ok")) {
            throw cannot(step, "it is answered with '" + step.answer() + "', which sockets do not have");
        }
        Map<String, String> arguments = call.arguments();
        SocketCalls made = switch (call.name()) {
            case "OPEN" -> opens(step, arguments);
            case "SEND" -> sends(arguments);
            case "RECEIVE" -> calls.receives(count(arguments));
            case "CLOSE" -> isTrue(arguments, "both") ? calls.closes() : calls.shuts();
            case "ABORT" -> calls.aborts();
            default -> throw cannot(step, "no system call of a script does that");
        };
        made.take().forEach(action -> recording.add(at, action));
    }

    private SocketCalls opens(TraceStep step, Map<String, String> arguments) {
        if (opened) {
            throw cannot(step, "it opens again, and a script of this command has one connection");
        }
        opened = true;
        return isTrue(arguments, "active") ? calls.connects() : calls.listens();
    }

    private SocketCalls sends(Map<String, String> arguments) {
        return isTrue(arguments, "urgent")
                ? calls.sendsUrgent(count(arguments))
                : calls.sends(count(arguments), !isTrue(arguments, "push"));
    }

    private static boolean isTrue(Map<String, String> arguments, String name) {
        return "true".equals(arguments.get(name));
    }

    private static long count(Map<String, String> arguments) {
        return Long.parseLong(arguments.getOrDefault("n", "0"));
    }

    // ---------------------------------------------------------------- segments

    private dev.sequent.packet.script.Action.TcpPacket packet(Direction direction, InFlight message) {
        boolean out = direction == Direction.OUT;
        int control = control(message);
        boolean ack = (control & TcpHeader.ACK) != 0;
        long own = out ? initial : 0;
        long other = out ? 0 : initial;
        boolean window = !out || (control & TcpHeader.RST) == 0;
        String mss = message.fields().getOrDefault("MSS", "none");
        return new dev.sequent.packet.script.Action.TcpPacket(
                direction,
                IpInfo.UNSAID,
                Optional.empty(),
                control,
                number(message, "SEQ") - own & MASK,
                (int) number(message, "DATA"),
                ack ? OptionalLong.of(number(message, "ACK") - other & MASK) : OptionalLong.empty(),
                window ? OptionalInt.of((int) number(message, "WND")) : OptionalInt.empty(),
                (control & TcpHeader.URG) != 0 ? OptionalInt.of((int) number(message, "UP")) : OptionalInt.empty(),
                mss.equals("none")
                        ? TcpOptions.NONE
                        : TcpOptions.of(new TcpOption.MaximumSegmentSize(Integer.parseInt(mss))));
    }

    private static int control(InFlight message) {
        String text = message.fields().getOrDefault("CTL", "");
        int control = 0;
        for (String bit : text.isEmpty() ? new String[0] : text.split(",")) {
            control |= BITS.getOrDefault(bit, 0);
        }
        return control;
    }

    private static long number(InFlight message, String field) {
        return Long.parseLong(message.fields().getOrDefault(field, "0"));
    }
}
