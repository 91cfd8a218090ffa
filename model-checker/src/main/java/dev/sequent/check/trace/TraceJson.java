package dev.sequent.check.trace;

import dev.sequent.check.trace.TraceStep.Action;
import dev.sequent.check.trace.TraceStep.InFlight;
import dev.sequent.language.model.Span;
import dev.sequent.view.json.JsonWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Traces as JSON; {@code cli/JSON.md} describes it, {@link TraceReader} reads it back. */
public final class TraceJson {
    static final String FORMAT = "sequent-trace";
    /** Raised when a reader of an older version would misunderstand. */
    public static final int VERSION = 2;

    private final JsonWriter json;
    private final Counterexample trace;
    private final Fates fates;

    private TraceJson(JsonWriter json, Counterexample trace) {
        this.json = json;
        this.trace = trace;
        fates = Fates.of(trace.steps());
    }

    static String of(TraceFile file) {
        var json = new JsonWriter();
        write(file, json);
        return json.toString();
    }

    /** Writes the trace as one object. */
    public static void write(TraceFile file, JsonWriter json) {
        new TraceJson(json, file.trace()).write(file);
    }

    private void write(TraceFile file) {
        json.document(FORMAT, VERSION, () -> {
            json.name("source").object(() -> {
                json.name("root").value(file.source().root());
                texts("uses", file.source().uses());
                texts("set", file.source().set());
            });
            json.name("protocol").value(trace.protocol());
            json.name("digest").value(trace.digest());
            json.name("scenario").value(trace.scenario());
            strings("bounds", file.bounds());
            json.name("subject").object(this::subject);
            json.name("finding").value(trace.finding());
            strings("peers", trace.peers());
            strings("initial", trace.initial());
            if (trace.tick() != 0) {
                json.name("tick").value(trace.tick());
            }
            strings("secondary", trace.secondary());
            trace.loop().ifPresent(loop -> json.name("loop").value(loop));
            json.name("steps").array(trace.steps(), this::step);
        });
    }

    private void subject() {
        Subject subject = trace.subject();
        json.name("name").value(subject.name());
        json.name("kind").value(subject.kind());
        json.name("verdict").value(subject.verdict());
        json.name("doc").value(subject.doc());
        strings("citations", subject.citations());
        span(subject.span());
        if (!subject.fairness().isEmpty()) {
            json.name("fairness").value(subject.fairness());
        }
        if (!subject.binding().isEmpty()) {
            texts("binding", subject.binding());
        }
    }

    private void step(TraceStep step) {
        json.object(() -> {
            json.name("step").value(step.number());
            json.name("ordinal").value(step.ordinal());
            json.name("action").object(() -> action(step.action()));
            strings("states", step.states());
            json.name("sent")
                    .array(
                            step.sent(),
                            sent -> json.object(() -> {
                                message(sent.message());
                                json.name("lost").value(sent.lost());
                            }));
            json.name("choices")
                    .array(
                            step.choices(),
                            choice -> json.object(() -> {
                                json.name("function").value(choice.function());
                                texts("arguments", choice.arguments());
                                json.name("index").value(choice.index());
                                json.name("value").value(choice.value());
                            }));
            json.name("answer").value(step.answer());
            json.name("told")
                    .array(
                            step.told(),
                            told -> json.object(() -> {
                                json.name("kind").value(name(told.kind()));
                                json.name("name").value(told.name());
                                texts("arguments", told.arguments());
                            }));
            json.name("changes")
                    .array(
                            step.changes(),
                            change -> json.object(() -> {
                                json.name("peer").value(peer(change.peer()));
                                json.name("name").value(change.name());
                                json.name("before").value(change.before());
                                json.name("after").value(change.after());
                            }));
            json.name("rules")
                    .array(
                            step.rules(),
                            rule -> json.object(() -> {
                                json.name("point").value(rule.point());
                                json.name("kind").value(rule.kind());
                                json.name("where").value(rule.where());
                                json.name("text").value(rule.text());
                                span(rule.span());
                                json.name("citation").value(rule.citation());
                                json.name("source").value(rule.source());
                            }));
            json.name("truth")
                    .object(() -> step.truth()
                            .forEach((name, holds) -> json.name(name).value(holds)));
            step.fault().ifPresent(fault -> json.name("fault").value(fault));
        });
    }

    private void action(Action action) {
        json.name("kind").value(kind(action));
        switch (action) {
            case Action.Call call -> {
                json.name("peer").value(peer(call.peer()));
                json.name("call").value(call.name());
                texts("arguments", call.arguments());
            }
            case Action.Timeout timeout -> {
                json.name("peer").value(peer(timeout.peer()));
                json.name("timer").value(timeout.timer());
            }
            case Action.Deliver deliver -> {
                passage(deliver.from(), deliver.to(), deliver.message());
                json.name("duplicated").value(deliver.copyStays());
            }
            case Action.Lose lose -> passage(lose.from(), lose.to(), lose.message());
            case Action.Crash crash -> json.name("peer").value(peer(crash.peer()));
            case Action.Attack attack -> {
                json.name("to").value(peer(attack.to()));
                message(attack.message());
            }
            case Action.Tick tick ->
                json.name("died")
                        .array(tick.died(), died -> json.object(() -> passage(died.from(), died.to(), died.message())));
        }
    }

    private static String kind(Action action) {
        return switch (action) {
            case Action.Call ignored -> "call";
            case Action.Timeout ignored -> "timeout";
            case Action.Deliver ignored -> "deliver";
            case Action.Lose ignored -> "lose";
            case Action.Crash ignored -> "crash";
            case Action.Attack ignored -> "attack";
            case Action.Tick ignored -> "tick";
        };
    }

    private String peer(int ordinal) {
        return trace.peers().get(ordinal);
    }

    private void passage(int from, int to, InFlight message) {
        json.name("from").value(peer(from));
        json.name("to").value(peer(to));
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
            texts("fields", message.fields());
            json.name("fates")
                    .array(
                            fates.of(message),
                            fate -> json.object(() -> {
                                json.name("kind").value(name(fate.kind()));
                                json.name("step").value(fate.step());
                            }));
        });
    }

    private void span(Span span) {
        json.name("span").object(() -> {
            json.name("file").value(span.file());
            json.name("line").value(span.line());
            json.name("column").value(span.column());
            json.name("endLine").value(span.endLine());
            json.name("endColumn").value(span.endColumn());
        });
    }

    /** Constants as the schema spells them. */
    static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private void texts(String name, Map<String, String> texts) {
        json.name(name).object(() -> texts.forEach((key, text) -> json.name(key).value(text)));
    }

    private void strings(String name, List<String> texts) {
        json.name(name).array(texts, json::value);
    }
}
