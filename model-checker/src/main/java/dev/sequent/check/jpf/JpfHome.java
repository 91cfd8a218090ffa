package dev.sequent.check.jpf;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * An installed Java PathFinder, as its build leaves it.
 *
 * @param folder where {@code jpf.properties} lies
 * @param origin who named the folder, for instance {@code JPF_HOME}
 * @param revision of its sources, as it was built in; empty when it does not say
 */
public record JpfHome(Path folder, String origin, String revision) {
    /** The Java that the core is compiled for, and so the one that JPF must be able to execute, and run on. */
    static final int JAVA = 17;

    private static final int CLASS_FILES_OF_JAVA_1 = 44;

    /** Everything that is executed here belongs to JPF itself. */
    Path launcher() {
        return folder.resolve("build/RunJPF.jar");
    }

    Path jar() {
        return folder.resolve("build/jpf.jar");
    }

    /**
     * The one that the user means: from the command line, otherwise the environment, otherwise JPF's own site file. A
     * place that is named but wrong is not silently skipped.
     *
     * @throws JpfUnusable when there is none, or what is there is not JPF
     */
    static JpfHome find(JpfRequest request) {
        if (request.home().isPresent()) {
            return at(request.home().get(), "--jpf-home");
        }
        String variable = request.environment().get("JPF_HOME");
        if (variable != null) {
            if (variable.isBlank()) {
                throw JpfUnusable.nameless("JPF_HOME");
            }
            return at(Path.of(variable), "JPF_HOME");
        }
        Path sites = request.userHome().resolve(".jpf/site.properties");
        Optional<String> named = SiteProperties.read(sites, request.userHome()).get("jpf-core");
        if (named.isEmpty()) {
            throw JpfUnusable.nowhere();
        }
        String origin = "jpf-core in " + sites;
        if (named.get().isBlank()) {
            throw JpfUnusable.nameless(origin);
        }
        return at(Path.of(named.get()), origin);
    }

    private static JpfHome at(Path named, String origin) {
        Path folder = named.toAbsolutePath().normalize();
        if (!Files.isDirectory(folder)) {
            throw JpfUnusable.notJpf(origin, folder, "there is no such folder");
        }
        for (String file :
                new String[] {"jpf.properties", "build/jpf.jar", "build/jpf-classes.jar", "build/RunJPF.jar"}) {
            if (!Files.isRegularFile(folder.resolve(file))) {
                throw JpfUnusable.notJpf(origin, folder, "it has no " + file);
            }
        }
        Path jar = folder.resolve("build/jpf.jar");
        try (var zip = new ZipFile(jar.toFile())) {
            ZipEntry main = zip.getEntry("gov/nasa/jpf/JPF.class");
            if (main == null) {
                throw JpfUnusable.notJpf(origin, folder, "its build/jpf.jar does not hold gov.nasa.jpf.JPF");
            }
            int feature = feature(zip.getInputStream(main));
            if (feature != JAVA) {
                throw JpfUnusable.otherJava(folder, feature);
            }
            return new JpfHome(folder, origin, revision(zip));
        } catch (IOException e) {
            throw JpfUnusable.notJpf(origin, folder, "its build/jpf.jar cannot be read: " + e.getMessage());
        }
    }

    /** The Java that a class file is for, see JVMS 4.1. */
    private static int feature(InputStream classFile) throws IOException {
        try (var in = new DataInputStream(classFile)) {
            in.readInt();
            in.readUnsignedShort();
            return in.readUnsignedShort() - CLASS_FILES_OF_JAVA_1;
        }
    }

    private static String revision(ZipFile zip) throws IOException {
        ZipEntry entry = zip.getEntry("gov/nasa/jpf/.version");
        if (entry == null) {
            return "";
        }
        try (InputStream in = zip.getInputStream(entry)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
            return text.matches("[0-9a-f]{40}")
                    ? text.substring(0, 7)
                    : text.lines().findFirst().orElse("");
        }
    }

    /** For people: what it is and where. */
    public String text() {
        return "JPF" + (revision.isEmpty() ? "" : " " + revision) + " in " + folder;
    }
}
