package dev.sequent.check.trace;

import dev.sequent.check.trace.TraceStep.Action;
import dev.sequent.check.trace.TraceStep.Change;
import dev.sequent.check.trace.TraceStep.Choice;
import dev.sequent.check.trace.TraceStep.InFlight;
import dev.sequent.check.trace.TraceStep.Passing;
import dev.sequent.check.trace.TraceStep.Rule;
import dev.sequent.check.trace.TraceStep.Sent;
import dev.sequent.check.trace.TraceStep.Told;
import dev.sequent.language.model.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** A made-up trace in which everything comes up that a trace can tell of. */
final class SampleTrace {
    static final InFlight OLD = message(1, 77, "old duplicate");
    static final InFlight SYN = message(2, 1, "");
    static final InFlight SECOND = message(3, 2, "");
    static final InFlight FORGED = message(4, 9, "forged");

    private final List<TraceStep> steps = new ArrayList<>();

    private SampleTrace() {}

    static InFlight message(int id, long sequence, String origin) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("SEQ", Long.toString(sequence));
        fields.put("CTL", "SYN");
        fields.put("MSS", "none");
        return new InFlight(id, "SEGMENT", "<SEQ=" + sequence + "><CTL=SYN>", fields, origin);
    }

    static Counterexample whole() {
        var sample = new SampleTrace();
        sample.steps.add(new TraceStep(
                1,
                3,
                new Action.Call(0, "OPEN", Map.of("active", "true")),
                List.of("SYN-SENT", "LISTEN"),
                List.of(new Sent(SYN, false), new Sent(SECOND, true)),
                List.of(new Choice("isn", Map.of("port", "80"), 1, "1")),
                "ok",
                List.of(Told.signal("connection-refused"), new Told(Told.Kind.EFFECT, "deliver", Map.of("n", "2"))),
                List.of(new Change(0, "SND.NXT", "0", "2"), new Change(0, "timer RETRANSMISSION", "off", "running")),
                List.of(new Rule(
                        7,
                        "STEP",
                        "on OPEN",
                        "first \"a\\b\"",
                        new Span("tcp.sqt", 3, 4, 5, 9),
                        "RFC 9293, 3.10.1",
                        "step first {")),
                Map.of("agreement", true),
                Optional.empty()));
        sample.step(new Action.Deliver(0, 1, SYN, true));
        sample.step(new Action.Deliver(0, 1, OLD, false));
        sample.step(new Action.Lose(0, 1, SYN));
        sample.step(new Action.Attack(1, FORGED));
        sample.step(new Action.Timeout(0, "RETRANSMISSION"));
        sample.step(new Action.Crash(1));
        sample.step(new Action.Tick(List.of(new Passing(1, 0, message(5, 10, "old duplicate")))));
        sample.steps.add(new TraceStep(
                9,
                0,
                new Action.Timeout(1, "PERSIST"),
                List.of("SYN-SENT", "LISTEN"),
                List.of(),
                List.of(),
                "",
                List.of(),
                List.of(),
                List.of(),
                Map.of("agreement", false),
                Optional.of("fault: x")));
        return new Counterexample(
                "TCP",
                "d1",
                "handshake",
                1_000_000_000,
                List.of("MSS"),
                new Subject(
                        "agreement",
                        "leads_to",
                        "both agree",
                        List.of("RFC 9293, 3.5"),
                        new Span("tcp.sqt", 9, 1, 9, 7),
                        "weak timers",
                        Map.of("A", "B")),
                "it does not hold",
                List.of("A", "B"),
                List.of("CLOSED", "LISTEN"),
                sample.steps,
                OptionalInt.of(7));
    }

    private void step(Action action) {
        steps.add(new TraceStep(
                steps.size() + 1,
                steps.size(),
                action,
                List.of("SYN-SENT", "LISTEN"),
                List.of(),
                List.of(),
                "",
                List.of(),
                List.of(),
                List.of(),
                Map.of("agreement", true),
                Optional.empty()));
    }

    static TraceFile file() {
        return new TraceFile(
                new TraceSource("spec/tcp/tcp.sqt", Map.of("congestion", "Reno"), Map.of("MSL", "1 s")),
                List.of("untimed"),
                whole());
    }
}
