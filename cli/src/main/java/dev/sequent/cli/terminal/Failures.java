package dev.sequent.cli.terminal;

import dev.sequent.view.json.JsonWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.InvalidPathException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reports what ends a command and is not its user's mistake: memory that ran out, and faults of this program. */
public final class Failures {
    private static final String FAULT = "this is a fault of sequent itself; please report it with what follows";

    private Failures() {}

    /**
     * Says on {@code err} what happened and, with {@code json}, on {@code out} as an object of the format
     * {@code sequent-failure}.
     *
     * @return the exit code
     */
    public static int tell(Throwable problem, boolean json, Console console) {
        Optional<OutputLost> lost = among(problem, OutputLost.class);
        if (lost.isPresent()) {
            return tell(lost.get(), console);
        }
        Optional<InvalidPathException> path = among(problem, InvalidPathException.class);
        if (path.isPresent()) {
            return tell(ExitCode.USAGE, List.of(sentence(path.get())), json, console);
        }
        Optional<OutOfMemoryError> memory = among(problem, OutOfMemoryError.class);
        int code = memory.isPresent() ? ExitCode.MISSING : ExitCode.FAULT;
        String message = memory.map(Failures::sentence).orElse(FAULT);
        if (json) {
            console.tryPrint(json(
                    code, memory.isPresent() ? message : FAULT + ": " + problem, memory.isPresent() ? null : problem));
        }
        console.say(message);
        if (memory.isEmpty()) {
            var trace = new StringWriter();
            problem.printStackTrace(new PrintWriter(trace));
            console.complain(trace.toString());
        }
        return code;
    }

    /**
     * Says on {@code err} what a command could not do, line by line, and with {@code json} the same on {@code out}.
     *
     * @return the exit code
     */
    public static int tell(int code, List<String> lines, boolean json, Console console) {
        if (json) {
            console.tryPrint(json(code, String.join("; ", lines), null));
        }
        lines.forEach(console::say);
        return code;
    }

    private static String json(int code, String message, @Nullable Throwable fault) {
        var json = new JsonWriter();
        json.document("sequent-failure", 1, () -> {
            json.name("exitCode").value(code);
            json.name("message").value(message);
            if (fault != null) {
                json.name("stackTrace").array(List.of(fault.getStackTrace()), line -> json.value(line.toString()));
            }
        });
        return json.toString();
    }

    /** Whoever closed a pipe knows it, and filters end silently there. */
    private static int tell(OutputLost lost, Console console) {
        if (lost.readerGone()) {
            return ExitCode.UNREAD;
        }
        console.say(String.valueOf(lost.getMessage()));
        return ExitCode.MISSING;
    }

    /** Such a problem, however it was wrapped on its way here: by a thread pool, a stream, a compiler. */
    private static <T extends Throwable> Optional<T> among(Throwable problem, Class<T> kind) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Throwable t = problem; t != null && seen.add(t); t = t.getCause()) {
            if (kind.isInstance(t)) {
                return Optional.of(kind.cast(t));
            }
        }
        return Optional.empty();
    }

    private static String sentence(InvalidPathException path) {
        return "no file can have the name " + path.getInput() + ": " + path.getReason()
                + " (names of files are read as " + System.getProperty("sun.jnu.encoding")
                + "; LC_ALL=C.UTF-8 reads more)";
    }

    private static String sentence(OutOfMemoryError memory) {
        String what = String.valueOf(memory.getMessage());
        if (what.contains("native thread")) {
            return "the system gives this process no more threads: ask for fewer with --threads, or see 'ulimit -u'";
        }
        if (what.contains("etaspace") || what.contains("class space")) {
            return "out of memory: the JVM's space for classes is full; give it more, for instance SEQUENT_JAVA_OPTS=-XX:MaxMetaspaceSize=1g";
        }
        if (what.contains("direct buffer")) {
            return "out of memory: the JVM's direct buffers are used up; give it more, for instance SEQUENT_JAVA_OPTS=-XX:MaxDirectMemorySize=2g";
        }
        long heap = Runtime.getRuntime().maxMemory() >> 20;
        return "out of memory: the JVM's heap of " + heap
                + " MB is full; give it more, for instance SEQUENT_JAVA_OPTS=-Xmx" + Math.max(1, heap * 2 >> 10)
                + "g, or let a search keep its states on disk: --memory 256m";
    }
}
