package dev.sequent.check.jpf;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * A Java to run Java PathFinder on.
 *
 * @param folder as {@code JAVA_HOME} would name it
 * @param version for instance {@code 17.0.13}
 */
public record JavaHome(Path folder, String version) {

    /** The program itself. */
    Path java() {
        return folder.resolve("bin/java");
    }

    /**
     * The one that was named, or one that is found.
     *
     * @throws JpfUnusable when there is none of the right version
     */
    static JavaHome find(JpfRequest request) {
        if (request.java().isPresent()) {
            return told(request.java().get());
        }
        return candidates(request)
                .flatMap(folder -> of(folder).stream())
                .filter(JavaHome::fits)
                .findFirst()
                .orElseThrow(() -> JpfUnusable.noJava("no JDK " + JpfHome.JAVA + " is in the usual places"));
    }

    private static JavaHome told(Path named) {
        Path folder = Files.isRegularFile(named) ? ofProgram(named).orElse(named) : named;
        JavaHome home = of(folder).orElseThrow(() -> JpfUnusable.noJava("--jpf-java " + named + " is no JDK"));
        if (!home.fits()) {
            throw JpfUnusable.noJava("--jpf-java " + named + " is Java " + home.version());
        }
        return home;
    }

    private boolean fits() {
        return version.matches(JpfHome.JAVA + "(\\D.*)?");
    }

    /** What the file {@code release} says of itself, which every JDK has had since 7. */
    private static Optional<JavaHome> of(Path folder) {
        Path release = folder.resolve("release");
        if (!Files.isExecutable(folder.resolve("bin/java")) || !Files.isReadable(release)) {
            return Optional.empty();
        }
        var properties = new Properties();
        try (var in = Files.newBufferedReader(release, StandardCharsets.UTF_8)) {
            properties.load(in);
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
        return Optional.ofNullable(properties.getProperty("JAVA_VERSION"))
                .map(quoted -> new JavaHome(folder, quoted.replace("\"", "")));
    }

    private static Optional<Path> ofProgram(Path java) {
        try {
            return Optional.ofNullable(java.toRealPath().getParent())
                    .flatMap(bin -> Optional.ofNullable(bin.getParent()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Stream<Path> candidates(JpfRequest request) {
        var all = new ArrayList<Path>();
        Optional.ofNullable(request.environment().get("JAVA_HOME"))
                .filter(s -> !s.isBlank())
                .map(Path::of)
                .ifPresent(all::add);
        for (String folder : request.environment().getOrDefault("PATH", "").split(File.pathSeparator)) {
            Path java = Path.of(folder, "java");
            if (!folder.isEmpty() && Files.isRegularFile(java)) {
                ofProgram(java).ifPresent(all::add);
            }
        }
        for (Path place : request.places()) {
            for (Path folder : within(place)) {
                all.add(folder);
                all.add(folder.resolve("Contents/Home")); // as macOS bundles them
            }
        }
        return all.stream();
    }

    private static List<Path> within(Path folder) {
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.sorted().toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
