package dev.sequent.proofs.coverage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** The lists beside this class: tab-separated columns; a comment begins with {@code #}. */
final class RequirementLists {
    private RequirementLists() {}

    /** @param columns how many each row has; those that are missing at its end are empty */
    static List<String[]> read(String resource, int columns) {
        try (var in = RequirementLists.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .map(line -> {
                        String[] row = Arrays.copyOf(line.split("\t", -1), columns);
                        Arrays.setAll(row, i -> row[i] == null ? "" : row[i]);
                        return row;
                    })
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
