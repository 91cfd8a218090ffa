package dev.sequent.cli;

import dev.sequent.codegen.census.Passed;
import dev.sequent.codegen.census.Ways;
import dev.sequent.packet.batch.Differences;
import dev.sequent.packet.batch.Outcome;
import dev.sequent.packet.run.Verdict;
import dev.sequent.view.json.JsonWriter;
import java.util.List;
import java.util.Optional;

/** What became of packet scripts, as {@code packet.schema.json} defines it. */
final class PacketJson {
    private final JsonWriter json = new JsonWriter();
    private final Differences differences;

    private PacketJson(Differences differences) {
        this.differences = differences;
    }

    /**
     * Of scripts that were run on stacks with this core.
     *
     * @param count if the rules were counted
     */
    static String text(String digest, List<Outcome> outcomes, Optional<RuleCount> count) {
        return new PacketJson(Differences.none()).write("digest", digest, outcomes, count);
    }

    /** Of scripts that were run on the kernel. */
    static String text(String kernel, List<Outcome> outcomes, Differences differences) {
        return new PacketJson(differences).write("kernel", kernel, outcomes, Optional.empty());
    }

    private String write(String host, String value, List<Outcome> outcomes, Optional<RuleCount> count) {
        json.document("sequent-packet", 1, () -> {
            json.name(host).value(value);
            json.name("scripts").array(outcomes, this::write);
            count.ifPresent(this::write);
        });
        return json.toString();
    }

    private void write(RuleCount count) {
        Passed passed = count.passed();
        Ways possible = count.census().possible();
        Ways missed = possible.without(passed.ways());
        json.name("rules").object(() -> {
            json.name("missed").array(count.census().missed(passed), line -> json.value(line));
            json.name("branchesInStates").value(possible.size());
            json.name("branchesInStatesPassed")
                    .value(possible.and(passed.ways()).size());
            json.name("branchesInStatesMissed").array(missed.foremost().lines(), line -> json.value(line));
        });
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
            case Verdict.NotRun ignored -> 0;
            case Verdict.Wrong ignored -> 0;
        };
    }
}
