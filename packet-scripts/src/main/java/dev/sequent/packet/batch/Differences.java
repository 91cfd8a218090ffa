package dev.sequent.packet.batch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which scripts a host is known not to pass, and why: a page for people, {@link #FILE}, in the folder of the scripts or
 * above it. Each heading of its second level is a class of differences, and each item of a list that begins with a name
 * between backquotes is a script in it, as seen from the page's folder:
 *
 * <pre>
 * ## Text on a SYN is not kept
 *
 * What the host does instead, and who says that it may.
 *
 * - `3.10.7.2-listen/syn-with-text-is-queued.pkt`
 * </pre>
 */
public final class Differences {
    public static final String FILE = "KERNEL.md";

    private static final Pattern HEADING = Pattern.compile("## (.+)");
    private static final Pattern ITEM = Pattern.compile("- `([^`]+)`.*");

    private final Map<Path, String> classes;

    private Differences(Map<Path, String> classes) {
        this.classes = classes;
    }

    /** Without any. */
    public static Differences none() {
        return new Differences(Map.of());
    }

    /**
     * Reads the pages above these scripts, the nearest one of each.
     *
     * @throws IllegalArgumentException if a page names a script that is not there, or one twice
     */
    public static Differences about(List<Path> scripts) throws IOException {
        Map<Path, String> all = new LinkedHashMap<>();
        List<Path> read = new ArrayList<>();
        for (Path script : scripts) {
            Optional<Path> page = page(key(script));
            if (page.isPresent() && !read.contains(page.get())) {
                read.add(page.get());
                read(page.get(), all);
            }
        }
        return new Differences(all);
    }

    private static Optional<Path> page(Path script) {
        for (Path folder = script.getParent(); folder != null; folder = folder.getParent()) {
            Path page = folder.resolve(FILE);
            if (Files.isRegularFile(page)) {
                return Optional.of(page);
            }
        }
        return Optional.empty();
    }

    private static void read(Path page, Map<Path, String> into) throws IOException {
        String heading = "";
        List<String> lines = Files.readAllLines(page);
        for (int i = 0; i < lines.size(); i++) {
            String place = page + ":" + (i + 1) + ": ";
            Matcher line = HEADING.matcher(lines.get(i));
            if (line.matches()) {
                heading = line.group(1).strip();
                continue;
            }
            line = ITEM.matcher(lines.get(i));
            if (!line.matches()) {
                continue;
            }
            Path script = key(page.resolveSibling(line.group(1)));
            if (heading.isEmpty()) {
                throw new IllegalArgumentException(place + "a script before the first heading: '## What is different'");
            }
            if (!Files.isRegularFile(script)) {
                throw new IllegalArgumentException(place + "there is no script " + line.group(1));
            }
            if (into.put(script, heading) != null) {
                throw new IllegalArgumentException(place + line.group(1) + " is listed twice");
            }
        }
    }

    private static Path key(Path script) {
        return script.toAbsolutePath().normalize();
    }

    /** To which class a script belongs; empty if it is to pass. */
    public Optional<String> of(String file) {
        return Optional.ofNullable(classes.get(key(Path.of(file))));
    }
}
