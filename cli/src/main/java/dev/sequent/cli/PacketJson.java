package dev.sequent.cli;

import dev.sequent.packet.batch.Outcome;
import dev.sequent.packet.run.Verdict;
import dev.sequent.view.json.JsonWriter;
import java.util.List;

/** What became of packet scripts, as {@code packet.schema.json} defines it. */
final class PacketJson {
    private final JsonWriter json = new JsonWriter();

    private PacketJson() {}

    static String text(String digest, List<Outcome> outcomes) {
        return new PacketJson().write(digest, outcomes);
    }

    private String write(String digest, List<Outcome> outcomes) {
        json.document("sequent-packet", 1, () -> {
            json.name("digest").value(digest);
            json.name("scripts").array(outcomes, this::write);
        });
        return json.toString();
    }

    private void write(Outcome outcome) {
        json.object(() -> {
            json.name("file").value(outcome.file());
            json.name("verdict").value(outcome.word());
            json.name("line").value(line(outcome.verdict()));
            json.name("message").value(outcome.line());
            json.name("details").value(outcome.details());
            json.name("seconds").value(outcome.nanos() / 1e9);
        });
    }

    private static int line(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Passed ignored -> 0;
            case Verdict.Failed failed -> failed.line();
            case Verdict.Unsupported unsupported -> unsupported.line();
            case Verdict.Wrong ignored -> 0;
        };
    }
}
