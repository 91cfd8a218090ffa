package dev.sequent.check.jpf;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** JPF's site file: properties whose values may refer to others, and to system properties, as {@code ${name}}. */
final class SiteProperties {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^}]*)}");
    private static final int DEPTH = 8;

    private final Properties properties = new Properties();
    private final Path folder;
    private final Path userHome;

    private SiteProperties(Path folder, Path userHome) {
        this.folder = folder;
        this.userHome = userHome;
    }

    /** A file that does not exist, or cannot be read, counts as empty. */
    static SiteProperties read(Path file, Path userHome) {
        var site = new SiteProperties(file.toAbsolutePath().resolveSibling(""), userHome);
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            site.properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            site.properties.clear();
        }
        return site;
    }

    Optional<String> get(String name) {
        return Optional.ofNullable(properties.getProperty(name)).map(value -> expand(value.strip(), 0));
    }

    private String expand(String value, int depth) {
        Matcher reference = REFERENCE.matcher(value);
        return depth == DEPTH
                ? value
                : reference.replaceAll(r -> Matcher.quoteReplacement(expand(lookUp(r.group(1)), depth + 1)));
    }

    private String lookUp(String name) {
        return switch (name) {
            case "user.home" -> userHome.toString();
            case "config_path" -> folder.toString();
            default ->
                properties.getProperty(name, System.getProperty(name, "")).strip();
        };
    }
}
