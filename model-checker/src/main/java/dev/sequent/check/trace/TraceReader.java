package dev.sequent.check.trace;

import dev.sequent.check.trace.TraceStep.Action;
import dev.sequent.check.trace.TraceStep.InFlight;
import dev.sequent.check.trace.TraceStep.Told;
import dev.sequent.language.model.Span;
import dev.sequent.view.json.JsonReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads traces back; what {@link TraceJson} writes is read member by member, anything else is skipped. */
final class TraceReader {
    private final List<String> peers;
    private final List<Fated> messages = new ArrayList<>();

    /** Where a message's fates stand, to be compared with what the steps say. */
    private record Fated(InFlight message, Member fates) {}

    private TraceReader(List<String> peers) {
        this.peers = peers;
    }

    static TraceFile read(String json) {
        Member root = Member.root(JsonReader.parse(json));
        root.member("format").mustBe(TraceJson.FORMAT);
        Member version = root.member("version");
        if (version.integer() != TraceJson.VERSION) {
            throw version.wrong("this is version " + version.integer() + " of the format, and version "
                    + TraceJson.VERSION + " can be read: check again to get a new trace");
        }
        Member source = root.member("source");
        Member peers = root.member("peers");
        if (peers.elements().isEmpty() || peers.elements().size() > 2) {
            throw peers.wrong("a trace has one or two peers");
        }
        var reader = new TraceReader(peers.texts());
        return new TraceFile(
                new TraceSource(
                        source.member("root").text(),
                        source.member("uses").map(),
                        source.member("set").map()),
                root.member("bounds").texts(),
                reader.trace(root));
    }

    private Counterexample trace(Member root) {
        List<TraceStep> steps =
                root.member("steps").elements().stream().map(this::step).toList();
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i).number() != i + 1) {
                throw root.member("steps")
                        .elements()
                        .get(i)
                        .member("step")
                        .wrong("step " + (i + 1) + " should be here");
            }
        }
        checkFates(steps);
        Optional<Member> loop = root.optional("loop");
        loop.filter(l -> l.integer() < 0 || l.integer() > steps.size()).ifPresent(l -> {
            throw l.wrong("a loop begins after one of " + steps.size() + " steps");
        });
        return new Counterexample(
                root.member("protocol").text(),
                root.member("digest").text(),
                root.member("scenario").text(),
                root.optional("tick").map(Member::number).orElse(0L),
                root.member("secondary").texts(),
                subject(root.member("subject")),
                root.member("finding").text(),
                peers,
                states(root.member("initial")),
                steps,
                loop.map(l -> OptionalInt.of(l.integer())).orElse(OptionalInt.empty()));
    }

    private static Subject subject(Member subject) {
        var read = new Subject(
                subject.member("name").text(),
                subject.member("kind").text(),
                subject.member("doc").text(),
                subject.member("citations").texts(),
                span(subject.member("span")),
                subject.optional("fairness").map(Member::text).orElse(""),
                subject.optional("binding").map(Member::map).orElse(Map.of()));
        subject.member("verdict").mustBe(read.verdict());
        return read;
    }

    private TraceStep step(Member step) {
        return new TraceStep(
                step.member("step").integer(),
                step.member("ordinal").integer(),
                action(step.member("action")),
                states(step.member("states")),
                step.member("sent").elements().stream()
                        .map(sent -> new TraceStep.Sent(
                                message(sent), sent.member("lost").truth()))
                        .toList(),
                step.member("choices").elements().stream()
                        .map(choice -> new TraceStep.Choice(
                                choice.member("function").text(),
                                choice.member("arguments").map(),
                                choice.member("index").integer(),
                                choice.member("value").text()))
                        .toList(),
                step.member("answer").text(),
                step.member("told").elements().stream().map(TraceReader::told).toList(),
                step.member("changes").elements().stream()
                        .map(change -> new TraceStep.Change(
                                peer(change.member("peer")),
                                change.member("name").text(),
                                change.member("before").text(),
                                change.member("after").text()))
                        .toList(),
                step.member("rules").elements().stream().map(TraceReader::rule).toList(),
                step.member("truth").truths(),
                step.optional("fault").map(Member::text));
    }

    private static Told told(Member told) {
        Member kind = told.member("kind");
        for (Told.Kind known : Told.Kind.values()) {
            if (TraceJson.name(known).equals(kind.text())) {
                return new Told(
                        known,
                        told.member("name").text(),
                        told.member("arguments").map());
            }
        }
        throw kind.wrong("expected \"signal\" or \"effect\"");
    }

    private static TraceStep.Rule rule(Member rule) {
        return new TraceStep.Rule(
                rule.member("point").integer(),
                rule.member("kind").text(),
                rule.member("where").text(),
                rule.member("text").text(),
                span(rule.member("span")),
                rule.member("citation").text(),
                rule.member("source").text());
    }

    private static Span span(Member span) {
        return new Span(
                span.member("file").text(),
                span.member("line").integer(),
                span.member("column").integer(),
                span.member("endLine").integer(),
                span.member("endColumn").integer());
    }

    private Action action(Member action) {
        Member kind = action.member("kind");
        return switch (kind.text()) {
            case "call" ->
                new Action.Call(
                        peer(action.member("peer")),
                        action.member("call").text(),
                        action.member("arguments").map());
            case "timeout" ->
                new Action.Timeout(
                        peer(action.member("peer")), action.member("timer").text());
            case "deliver" ->
                new Action.Deliver(
                        peer(action.member("from")),
                        peer(action.member("to")),
                        message(action),
                        action.member("duplicated").truth());
            case "lose" -> new Action.Lose(peer(action.member("from")), peer(action.member("to")), message(action));
            case "crash" -> new Action.Crash(peer(action.member("peer")));
            case "attack" -> new Action.Attack(peer(action.member("to")), message(action));
            case "tick" ->
                new Action.Tick(action.member("died").elements().stream()
                        .map(died -> new TraceStep.Passing(
                                peer(died.member("from")), peer(died.member("to")), message(died)))
                        .toList());
            default -> throw kind.wrong("there is no action of the kind \"" + kind.text() + "\"");
        };
    }

    private InFlight message(Member holder) {
        Member message = holder.member("message");
        var read = new InFlight(
                message.member("id").integer(),
                message.member("kind").text(),
                message.member("text").text(),
                message.member("fields").map(),
                message.optional("origin").map(Member::text).orElse(""));
        messages.add(new Fated(read, message.member("fates")));
        return read;
    }

    /** Fates are written for readers' convenience; if they contradict the steps, the trace was tampered with. */
    private void checkFates(List<TraceStep> steps) {
        Fates fates = Fates.of(steps);
        for (Fated fated : messages) {
            List<String> read = fated.fates().elements().stream()
                    .map(f -> f.member("kind").text() + " " + f.member("step").integer())
                    .toList();
            List<String> followed = fates.of(fated.message()).stream()
                    .map(f -> TraceJson.name(f.kind()) + " " + f.step())
                    .toList();
            if (!read.equals(followed)) {
                throw fated.fates()
                        .wrong("by the steps of the trace, what becomes of message "
                                + fated.message().id() + " is: " + String.join(", ", followed));
            }
        }
    }

    private int peer(Member peer) {
        int ordinal = peers.indexOf(peer.text());
        if (ordinal < 0) {
            throw peer.wrong("the trace has no peer \"" + peer.text() + "\"; it has " + String.join(", ", peers));
        }
        return ordinal;
    }

    private List<String> states(Member states) {
        if (states.elements().size() != peers.size()) {
            throw states.wrong("expected a state for each of " + String.join(", ", peers));
        }
        return states.texts();
    }
}
