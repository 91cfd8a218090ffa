package dev.sequent.cli;

import dev.sequent.check.StorageOptions;
import dev.sequent.check.engine.Checkpoints;
import dev.sequent.cli.terminal.CommandFailure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options about where a search keeps its states. */
final class StorageMixin {
    private static final Pattern SIZE = Pattern.compile("(\\d+) ?([kmg])(?:i?b)?");

    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            description = "Keep no more of the search than this in memory, for instance 256m or 2g, and the rest in "
                    + "temporary files (or the checkpoint's directory). The JVM's own heap comes on top.")
    private String memory = "";

    @Option(
            names = "--fingerprint",
            description =
                    "Keep 64 bits of each state, even where it takes more to tell all apart; verdicts state the probability "
                            + "that one was missed.")
    private boolean fingerprint;

    @Option(
            names = "--checkpoint",
            paramLabel = "DIR",
            description = "Save the search to this directory every 30 s, and when it ends early.")
    private @Nullable Path checkpoint;

    @Option(names = "--checkpoint-every", paramLabel = "D", description = "Time between checkpoints, for instance 5s.")
    private String every = "30s";

    @Option(names = "--resume", description = "Go on with what --checkpoint DIR has saved.")
    private boolean resume;

    /** Whether anything was said about it. */
    boolean given() {
        return !memory.isEmpty() || fingerprint || checkpoint != null || resume;
    }

    /** @throws CommandFailure wrong use */
    StorageOptions options() {
        Optional<Path> directory = Optional.ofNullable(checkpoint);
        if (resume && directory.isEmpty()) {
            throw CommandFailure.usage("--resume needs --checkpoint DIR: the directory of the search to go on with");
        }
        StorageOptions options = StorageOptions.inMemory()
                .withFingerprint(fingerprint)
                .withEvery(Duration.ofNanos(OptionValue.duration(every, "--checkpoint-every")));
        if (directory.isPresent()) {
            options = options.withCheckpoints(directory.get(), resume).withSpill(directory.get());
        }
        return memory.isEmpty() ? options : options.withMemory(bytes());
    }

    /** What a resumed search goes on with; empty unless one is to resume. @param scenarios those that are explored */
    Optional<String> resuming(List<String> scenarios) {
        if (!resume || checkpoint == null) {
            return Optional.empty();
        }
        Path directory = checkpoint;
        List<String> kept = scenarios.stream()
                .filter(s -> Checkpoints.existsIn(directory.resolve(s)))
                .toList();
        return Optional.of(
                kept.isEmpty()
                        ? "there is nothing to resume in " + directory + ": "
                                + (scenarios.size() == 1 ? scenarios.getFirst() + " begins" : "every scenario begins")
                                + " from the start"
                        : "resuming from " + directory + ": " + String.join(", ", kept)
                                + (kept.size() < scenarios.size() ? "; the others begin from the start" : ""));
    }

    /** Advice for a search that has run out of room. */
    String makeRoom() {
        return memory.isEmpty()
                ? "give it more memory, for instance SEQUENT_JAVA_OPTS=-Xmx8g, or have it keep its states on disk: --memory 1g"
                : "make room, or name a folder on another disk: --checkpoint DIR, or SEQUENT_JAVA_OPTS=-Djava.io.tmpdir=DIR";
    }

    private long bytes() {
        Matcher matcher = SIZE.matcher(memory.toLowerCase(Locale.ROOT));
        if (!matcher.matches() || matcher.group(1).length() > 9) {
            throw CommandFailure.usage("--memory is a size like 256m or 2g, not '" + memory + "'");
        }
        int shift = switch (matcher.group(2)) {
            case "k" -> 10;
            case "m" -> 20;
            default -> 30;
        };
        return Long.parseLong(matcher.group(1)) << shift;
    }
}
