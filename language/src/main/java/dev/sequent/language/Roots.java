package dev.sequent.language;

import dev.sequent.language.syntax.Headings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Which files of a folder are roots of specifications. */
public final class Roots {
    /** How many bytes are searched for a heading and imports. */
    private static final int HEAD = 1 << 20;

    private Roots() {}

    /** The {@code .sqt} files of the folder itself that name a protocol and that no other of them imports, by name. */
    public static List<Path> in(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(f -> f.getFileName().toString().endsWith(".sqt") && Files.isRegularFile(f))
                    .sorted()
                    .toList();
        }
        Map<Path, Headings> headings = new HashMap<>();
        for (Path file : files) {
            try (InputStream in = Files.newInputStream(file)) {
                // Bytes that are not UTF-8 do not hide a heading; the compiler reports them.
                headings.put(file, Headings.of(new String(in.readNBytes(HEAD), StandardCharsets.UTF_8)));
            }
        }
        Set<Path> imported = new HashSet<>();
        headings.forEach((file, head) -> head.imports().forEach(name -> real(file, name, imported)));
        var roots = new ArrayList<Path>();
        for (Path file : files) {
            Headings head = headings.get(file);
            if (head != null && head.protocol() && !imported.contains(file.toRealPath())) {
                roots.add(file);
            }
        }
        return roots;
    }

    private static void real(Path file, String name, Set<Path> into) {
        try {
            Path target = file.resolveSibling(name).toRealPath();
            if (!target.equals(file.toRealPath())) {
                into.add(target);
            }
        } catch (IOException | RuntimeException e) {
            // It does not exist, or is not a path: the compiler says so where it is imported.
        }
    }
}
