package dev.sequent.check.mutants;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The mutants of a folder.
 *
 * @param mutants by row, then by name; those without a row last
 * @param complaints about those that could not be read
 */
public record Catalogue(List<Mutant> mutants, List<Complaint> complaints) {
    private static final String ENDING = ".patch";

    /** Bytes. */
    private static final int LARGEST = 1 << 20;

    /**
     * Reads every {@code .patch} file of a folder.
     *
     * @param shown how a file is shown to people
     * @throws IOException when the folder cannot be read
     */
    public static Catalogue read(Path folder, Function<Path, String> shown) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(f -> f.getFileName().toString().endsWith(ENDING))
                    .sorted()
                    .toList();
        }
        var mutants = new ArrayList<Mutant>();
        var complaints = new ArrayList<Complaint>();
        for (Path file : files) {
            String name = file.getFileName().toString();
            try {
                if (!Files.isRegularFile(file)) {
                    complaints.add(new Complaint(
                            shown.apply(file),
                            0,
                            "this is not a file",
                            "a mutant is a file; give anything else another ending"));
                    continue;
                }
                if (Files.size(file) > LARGEST) {
                    complaints.add(new Complaint(
                            shown.apply(file),
                            0,
                            "this has more than " + (LARGEST >> 20) + " MB",
                            "a mutant changes a few lines"));
                    continue;
                }
                mutants.add(MutantReader.read(
                        name.substring(0, name.length() - ENDING.length()), shown.apply(file), Files.readString(file)));
            } catch (UnusableMutant e) {
                complaints.add(e.complaint());
            } catch (CharacterCodingException e) {
                complaints.add(new Complaint(shown.apply(file), 0, "this is not UTF-8", "save it as UTF-8"));
            } catch (IOException e) {
                complaints.add(new Complaint(shown.apply(file), 0, "this cannot be read: " + e.getMessage(), ""));
            }
        }
        mutants.sort(Comparator.comparingInt(Catalogue::row).thenComparing(Mutant::name));
        return new Catalogue(List.copyOf(mutants), List.copyOf(complaints));
    }

    private static int row(Mutant mutant) {
        return mutant.rows().isEmpty() ? Integer.MAX_VALUE : mutant.rows().getFirst();
    }

    /**
     * Mutants that can be explored.
     *
     * @param complaints about those that do not fit the specification
     */
    public record Prepared(List<Ready> ready, List<Complaint> complaints) {}

    /** Applies and compiles mutants, several at a time. */
    public static Prepared prepare(Original original, List<Mutant> mutants) {
        record Outcome(List<Ready> ready, List<Complaint> complaints) {}
        List<Outcome> all = mutants.parallelStream()
                .map(mutant -> {
                    try {
                        return new Outcome(List.of(Preparation.of(original, mutant)), List.of());
                    } catch (UnusableMutant e) {
                        return new Outcome(List.of(), List.of(e.complaint()));
                    }
                })
                .toList();
        return new Prepared(
                all.stream().flatMap(o -> o.ready().stream()).toList(),
                all.stream().flatMap(o -> o.complaints().stream()).toList());
    }
}
