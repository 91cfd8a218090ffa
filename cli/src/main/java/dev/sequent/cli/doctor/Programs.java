package dev.sequent.cli.doctor;

import dev.sequent.cli.terminal.Console;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Other programs on this machine: where they are, and what they say. */
public final class Programs {
    private static final int SECONDS = 20;
    /** Administrators' programs are not on everybody's path. */
    private static final List<String> MORE = List.of("/usr/sbin", "/sbin", "/usr/local/sbin");

    private Programs() {}

    /** What a program said. @param output both of its streams, without blanks around */
    public record Result(int code, String output) {
        public boolean succeeded() {
            return code == 0;
        }

        /** The first line of the output. */
        public String line() {
            return output.lines().findFirst().orElse("");
        }
    }

    /** Where a program is: on the path, or where administrators' programs are. */
    public static Optional<Path> find(String name, Console console) {
        var folders = new java.util.ArrayList<>(
                List.of(console.variable("PATH").orElse("/usr/bin:/bin").split(File.pathSeparator)));
        folders.addAll(MORE);
        return folders.stream()
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, name))
                .filter(Files::isRegularFile)
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * Runs a program to its end, without input. A program that cannot be started, or does not end, has the code 127.
     */
    public static Result run(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                    .start();
            var output = new StringBuilder();
            Thread reader = Thread.ofVirtual().start(() -> {
                try (var in = process.getInputStream()) {
                    output.append(new String(in.readAllBytes(), StandardCharsets.UTF_8));
                } catch (IOException e) {
                    output.append(e.getMessage());
                }
            });
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return new Result(127, command[0] + " did not end within " + SECONDS + " s");
            }
            reader.join();
            return new Result(process.exitValue(), output.toString().strip());
        } catch (IOException e) {
            return new Result(127, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Result(127, "interrupted");
        }
    }
}
