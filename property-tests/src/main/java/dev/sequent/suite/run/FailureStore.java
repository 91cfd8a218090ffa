package dev.sequent.suite.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Remembers on disk what has failed, so that the next run tries it first: with the same core, because it will fail
 * again; with another one, because what was mended must stand the very exchange that failed.
 *
 * <p>A line of its file is an entry: property, seed, path, digest of the core, parameters as they were set, and the
 * specification that it is of; those of others are kept for them. What cannot be read is forgotten, and a folder that
 * cannot be written does no harm.
 */
public final class FailureStore {
    /** Entries that are kept of a property, newest first. */
    static final int MOST = 16;

    /** Entries of all specifications together, newest first: many are copies that are gone. */
    static final int MOST_OF_ALL = 2_000;

    private static final String FILE = "failures.tsv";

    /**
     * Something that has failed.
     *
     * @param path from the value of the seed to the smallest one that failed
     * @param digest of the core with which it did
     * @param set parameters that the user had set then
     */
    public record Entry(String property, long seed, List<Integer> path, String digest, Map<String, Long> set) {
        public Entry {
            path = List.copyOf(path);
            set = new TreeMap<>(set);
        }

        private String line() {
            return String.join(
                    "\t",
                    property,
                    Long.toString(seed),
                    path.stream().map(String::valueOf).collect(Collectors.joining(".")),
                    digest,
                    set.entrySet().stream()
                            .map(e -> e.getKey() + "=" + e.getValue())
                            .collect(Collectors.joining(" ")));
        }

        private static Optional<Entry> read(String line) {
            String[] parts = line.split("\t", -1);
            try {
                List<Integer> path = parts[2].isEmpty()
                        ? List.of()
                        : Arrays.stream(parts[2].split("\\."))
                                .map(Integer::valueOf)
                                .toList();
                Map<String, Long> set = new TreeMap<>();
                for (String each : parts[4].split(" ")) {
                    if (!each.isEmpty()) {
                        String[] pair = each.split("=");
                        set.put(pair[0], Long.valueOf(pair[1]));
                    }
                }
                return Optional.of(new Entry(parts[0], Long.parseLong(parts[1]), path, parts[3], set));
            } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
                return Optional.empty();
            }
        }
    }

    /** Empty: nothing is written. */
    private final Optional<Path> file;

    private final String specification;
    private final List<Kept> kept = new ArrayList<>();

    /** @param of which specification */
    private record Kept(Entry entry, String of) {
        private static Optional<Kept> read(String line) {
            int last = line.lastIndexOf('\t');
            return last < 0
                    ? Optional.empty()
                    : Entry.read(line.substring(0, last)).map(e -> new Kept(e, line.substring(last + 1)));
        }

        private String line() {
            return entry.line() + "\t" + of;
        }
    }

    private FailureStore(Optional<Path> file, String specification) {
        this.file = file;
        this.specification = specification.replaceAll("\\s", " ");
    }

    /** Knows of no earlier run, and tells no later one. */
    public static FailureStore none() {
        return new FailureStore(Optional.empty(), "");
    }

    /**
     * Knows of the earlier runs of a specification.
     *
     * @param folder created when there is something to remember; may be deleted at any time
     * @param specification which one, whatever has been edited in it: where it is
     */
    public static FailureStore in(Path folder, String specification) {
        Path file = folder.resolve(FILE);
        var store = new FailureStore(Optional.of(file), specification);
        try {
            Files.readAllLines(file, StandardCharsets.UTF_8)
                    .forEach(line -> Kept.read(line).ifPresent(store.kept::add));
        } catch (IOException e) {
            store.kept.clear(); // Nothing has failed, or nobody can tell.
        }
        return store;
    }

    /** What is to be tried first, with this core's own failures before those of others. */
    List<Entry> of(String property, String digest, Map<String, Long> set) {
        List<Entry> own = kept.stream()
                .filter(k -> k.of().equals(specification))
                .map(Kept::entry)
                .filter(e -> e.property().equals(property) && e.set().equals(set))
                .toList();
        var all = new ArrayList<>(
                own.stream().filter(e -> e.digest().equals(digest)).toList());
        own.stream().filter(e -> !e.digest().equals(digest)).forEach(all::add);
        return all;
    }

    /** Remembers a failure; what is the same but for its path is replaced. */
    void remember(Entry entry) {
        kept.removeIf(k -> isOwn(k, entry)
                && k.entry().seed() == entry.seed()
                && k.entry().digest().equals(entry.digest())
                && k.entry().set().equals(entry.set()));
        kept.addFirst(new Kept(entry, specification));
        long count = 0;
        for (var all = kept.iterator(); all.hasNext(); ) {
            count += isOwn(all.next(), entry) ? 1 : 0;
            if (count > MOST) {
                all.remove();
                count--;
            }
        }
        while (kept.size() > MOST_OF_ALL) {
            kept.removeLast();
        }
        file.ifPresent(this::write);
    }

    private boolean isOwn(Kept one, Entry entry) {
        return one.of().equals(specification) && one.entry().property().equals(entry.property());
    }

    private void write(Path to) {
        Path fresh = null;
        try {
            Path folder = to.toAbsolutePath().getParent();
            Files.createDirectories(folder);
            fresh = Files.createTempFile(folder, "failures", ".tsv");
            Files.write(fresh, kept.stream().map(Kept::line).toList());
            Files.move(fresh, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            discard(fresh);
        }
    }

    private static void discard(@org.jspecify.annotations.Nullable Path fresh) {
        try {
            if (fresh != null) {
                Files.deleteIfExists(fresh);
            }
        } catch (IOException e) {
            // What cannot be deleted stays, and is never read.
        }
    }
}
