package dev.sequent.cli.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How programs are installed on this kind of system, by the table {@code packages.txt}, which the launcher reads as
 * well: it must work when there is no Java yet.
 */
final class Packages {
    private static final String ANYWHERE = "debian";

    private final List<String> columns;
    private final List<String> row;
    private final boolean known;

    /** @param osRelease the file of os-release(5) */
    Packages(Path osRelease) {
        List<List<String>> table = table();
        columns = table.getFirst();
        Optional<List<String>> found = systems(osRelease).stream()
                .flatMap(system ->
                        table.stream().skip(1).filter(line -> line.getFirst().equals(system)))
                .findFirst();
        known = found.isPresent();
        row = found.orElseGet(() -> table.stream()
                .filter(line -> line.getFirst().equals(ANYWHERE))
                .findFirst()
                .orElseThrow());
    }

    /** The command that installs a program, or, on an unknown system, the name of the package on others. */
    String install(String program) {
        String name = row.get(columns.indexOf(program));
        return known && !name.isEmpty() ? row.get(1) + " " + name : "install " + (name.isEmpty() ? program : name);
    }

    private static List<List<String>> table() {
        try (InputStream in = Packages.class.getResourceAsStream("packages.txt")) {
            if (in == null) {
                throw new IllegalStateException("packages.txt is missing from the jar: build again");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> List.of(line.split(";", -1)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** This system and those that it resembles, the nearest first. */
    private static List<String> systems(Path osRelease) {
        var all = new ArrayList<String>();
        try {
            List<String> lines = Files.readAllLines(osRelease);
            for (String key : List.of("ID=", "ID_LIKE=")) {
                lines.stream()
                        .filter(line -> line.startsWith(key))
                        .map(line -> line.substring(key.length()).replaceAll("[\"']", ""))
                        .forEach(value -> all.addAll(Arrays.asList(value.split(" +"))));
            }
        } catch (IOException e) {
            all.add(System.getProperty("os.name").startsWith("Mac") ? "darwin" : "unknown");
        }
        return all;
    }
}
