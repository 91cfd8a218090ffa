package dev.sequent.cli;

import dev.sequent.packet.batch.Differences;
import dev.sequent.packet.batch.Outcome;
import dev.sequent.packet.run.Verdict;
import dev.sequent.view.json.JsonWriter;
import java.util.List;

/** What became of packet scripts, as {@code packet.schema.json} defines it. */
final class PacketJson {
    private final JsonWriter json = new JsonWriter();
    private final Differences differences;

    private PacketJson(Differences differences) {
        this.differences = differences;
    }

    /** Of scripts that were run on stacks with this core. */
    static String text(String digest, List<Outcome> outcomes) {
        return new PacketJson(Differences.none()).write("digest", digest, outcomes);
    }

    /** Of scripts that were run on the kernel. */
    static String text(String kernel, List<Outcome> outcomes, Differences differences) {
        return new PacketJson(differences).write("kernel", kernel, outcomes);
    }

    private String write(String host, String value, List<Outcome> outcomes) {
        json.document("sequent-packet", 1, () -> {
            json.name(host).value(value);
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
            differences
                    .of(outcome.file())
                    .ifPresent(listed -> json.name("difference").value(listed));
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
