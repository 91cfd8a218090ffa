package dev.sequent.check.jpf;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what Java PathFinder prints, line by line. Its exit code says nothing: it is 0 also when something was found,
 * or when the search was cut short.
 */
final class JpfOutput {
    private static final String TOPIC = "====================================================== ";
    private static final Pattern PROGRESS = Pattern.compile("@sequent (\\d+) (\\d+) (\\d+) (\\d+)");
    private static final Pattern MEMORY = Pattern.compile("max memory: +(\\d+)MB");
    private static final Pattern CONSTRAINTS = Pattern.compile("search: .*constraints=(\\d+).*");
    /** A class, method or field of JPF's that the harness was compiled against is missing. */
    private static final Pattern UNLINKED = Pattern.compile(
            ".*\\bjava\\.lang\\.((NoSuchMethod|NoSuchField|NoClassDefFound|AbstractMethod|IncompatibleClassChange|IllegalAccess)Error: .*\\bgov[./]nasa[./]jpf\\b.*)");

    private static final int TAIL = 8;

    /** How far the search is. @param memory bytes in use by its JVM */
    record Progress(long states, long transitions, int depth, long memory) {}

    private final Consumer<Progress> listener;
    private final List<String> errors = new ArrayList<>();
    private final List<String> constraints = new ArrayList<>();
    private final List<String> severe = new ArrayList<>();
    private final Deque<String> tail = new ArrayDeque<>();
    private String topic = "";
    private boolean clean;
    private boolean finished;
    private long memory;

    JpfOutput(Consumer<Progress> listener) {
        this.listener = listener;
    }

    void line(String line) {
        Matcher progress = PROGRESS.matcher(line);
        if (progress.matches()) {
            listener.accept(new Progress(
                    Long.parseLong(progress.group(1)),
                    Long.parseLong(progress.group(2)),
                    Integer.parseInt(progress.group(3)),
                    Long.parseLong(progress.group(4))));
            return;
        }
        if (line.startsWith(TOPIC)) {
            topic = line.substring(TOPIC.length());
            finished |= topic.startsWith("search finished");
            return;
        }
        if (line.isBlank()) {
            return;
        }
        tail.add(line);
        if (tail.size() > TAIL) {
            tail.remove();
        }
        if (line.startsWith("[SEVERE]")
                || line.contains("JPF configuration error")
                || line.contains("OutOfMemoryError")) {
            severe.add(line);
        }
        Matcher missing = UNLINKED.matcher(line);
        if (missing.matches()) {
            severe.addFirst("its classes are not those that the harness is written for: " + missing.group(1));
        }
        switch (topic) {
            case "results" -> result(line);
            case "search constraint" -> constraints.add(line);
            case "statistics" -> statistic(line);
            default -> {
                // banners, and what the program under JPF prints
            }
        }
    }

    private void result(String line) {
        if (line.equals("no errors detected")) {
            clean = true;
        } else if (line.startsWith("error #")) {
            errors.add(line);
        }
    }

    private void statistic(String line) {
        Matcher most = MEMORY.matcher(line);
        if (most.matches()) {
            memory = Long.parseLong(most.group(1)) << 20;
        }
        Matcher hit = CONSTRAINTS.matcher(line);
        if (hit.matches() && !hit.group(1).equals("0") && constraints.isEmpty()) {
            constraints.add("a constraint that JPF does not name");
        }
    }

    /** It said that it had searched everything and found nothing, and nothing else that it said contradicts that. */
    boolean exhausted() {
        return finished && clean && errors.isEmpty() && constraints.isEmpty() && severe.isEmpty();
    }

    /** It came to an end by itself with something that it calls an error. */
    boolean violated() {
        return finished && !clean && !errors.isEmpty() && severe.isEmpty();
    }

    List<String> constraints() {
        return List.copyOf(constraints);
    }

    /** It, or its JVM, had too little memory. */
    boolean outOfMemory() {
        return constraints.stream().anyMatch(c -> c.startsWith("memory limit"))
                || severe.stream().anyMatch(s -> s.contains("out of memory") || s.contains("OutOfMemory"));
    }

    /** Bytes, the most that its JVM used. */
    long memory() {
        return memory;
    }

    /** One line for people: the worst that it said, or the last. */
    String gist() {
        if (!severe.isEmpty()) {
            return severe.getFirst();
        }
        if (!errors.isEmpty()) {
            return errors.getFirst();
        }
        if (clean) {
            return "no errors detected";
        }
        return tail.isEmpty() ? "it said nothing" : String.join(" / ", tail);
    }
}
