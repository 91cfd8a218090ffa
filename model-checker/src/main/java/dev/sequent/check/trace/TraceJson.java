package dev.sequent.check.trace;

import dev.sequent.check.json.JsonWriter;
import dev.sequent.check.trace.TraceStep.Action;
import dev.sequent.check.trace.TraceStep.InFlight;
import java.util.List;

/** Traces as JSON; {@code model-checker/TRACE.md} is the schema. */
public final class TraceJson {
    /** Raised when a reader of an older version would misunderstand. */
    public static final int VERSION = 1;

    private final JsonWriter json;
    private final Counterexample trace;

    private TraceJson(JsonWriter json, Counterexample trace) {
        this.json = json;
        this.trace = trace;
    }

    public static String of(Counterexample trace) {
        var json = new JsonWriter();
        write(trace, json);
        return json.toString();
    }

    /** Writes the trace as one object. */
    public static void write(Counterexample trace, JsonWriter json) {
        new TraceJson(json, trace).write();
    }

    private void write() {
        json.object(() -> {
            json.name("format").value("sequent-trace");
            json.name("version").value(VERSION);
            json.name("protocol").value(trace.protocol());
            json.name("digest").value(trace.digest());
            json.name("scenario").value(trace.scenario());
            json.name("subject").value(trace.subject().name());
            json.name("finding").value(trace.finding());
            strings("peers", trace.peers());
            strings("initial", trace.initial());
            trace.loop().ifPresent(loop -> json.name("loop").value(loop));
            json.name("steps").array(trace.steps(), this::step);
        });
    }

    private void step(TraceStep step) {
        json.object(() -> {
            json.name("step").value(step.number());
            json.name("ordinal").value(step.ordinal());
            json.name("action").object(() -> action(step.action()));
            strings("states", step.states());
            json.name("sent").array(step.sent(), sent -> json.object(() -> {
                message(sent.message());
                json.name("lost").value(sent.lost());
            }));
            strings("choices", step.choices().stream().map(TraceStep.Choice::text).toList());
            json.name("answer").value(step.answer());
            strings("told", step.told().stream().map(TraceStep.Told::text).toList());
            json.name("changes").array(step.changes(), change -> json.object(() -> {
                json.name("peer").value(trace.peers().get(change.peer()));
                json.name("name").value(change.name());
                json.name("before").value(change.before());
                json.name("after").value(change.after());
            }));
            json.name("rules").array(step.rules(), rule -> json.object(() -> {
                json.name("point").value(rule.point());
                json.name("kind").value(rule.kind());
                json.name("where").value(rule.where());
                json.name("text").value(rule.text());
                json.name("location").value(rule.location());
                json.name("citation").value(rule.citation());
            }));
            json.name("truth").object(() -> step.truth().forEach((name, holds) -> json.name(name).value(holds)));
            step.fault().ifPresent(fault -> json.name("fault").value(fault));
        });
    }

    private void action(Action action) {
        switch (action) {
            case Action.Call call -> {
                json.name("kind").value("call");
                json.name("peer").value(trace.peers().get(call.peer()));
                json.name("call").value(call.name());
                json.name("text").value(call.text());
            }
            case Action.Timeout timeout -> {
                json.name("kind").value("timeout");
                json.name("peer").value(trace.peers().get(timeout.peer()));
                json.name("timer").value(timeout.timer());
            }
            case Action.Deliver deliver -> {
                json.name("kind").value("deliver");
                passage(deliver.from(), deliver.to(), deliver.message());
                json.name("duplicated").value(deliver.copyStays());
            }
            case Action.Lose lose -> {
                json.name("kind").value("lose");
                passage(lose.from(), lose.to(), lose.message());
            }
            case Action.Crash crash -> {
                json.name("kind").value("crash");
                json.name("peer").value(trace.peers().get(crash.peer()));
            }
            case Action.Attack attack -> {
                json.name("kind").value("attack");
                json.name("to").value(trace.peers().get(attack.to()));
                message(attack.message());
            }
            case Action.Tick tick -> {
                json.name("kind").value("tick");
                json.name("died").array(tick.died(), died -> json.object(() ->
                        passage(died.from(), died.to(), died.message())));
            }
        }
    }

    private void passage(int from, int to, InFlight message) {
        json.name("from").value(trace.peers().get(from));
        json.name("to").value(trace.peers().get(to));
        message(message);
    }

    private void message(InFlight message) {
        json.name("message").object(() -> {
            json.name("id").value(message.id());
            json.name("kind").value(message.kind());
            json.name("text").value(message.text());
            if (!message.origin().isEmpty()) {
                json.name("origin").value(message.origin());
            }
            json.name("fields").object(() -> message.fields().forEach((name, value) -> json.name(name).value(value)));
        });
    }

    private void strings(String name, List<String> texts) {
        json.name(name).array(texts, json::value);
    }
}
