package dev.sequent.check.jpf;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which Java PathFinder is meant, and which Java to run it on.
 *
 * @param home the folder of JPF, as the command line names it
 * @param java a JDK, or its {@code java}, as the command line names it
 * @param environment variables: {@code JPF_HOME}, {@code JAVA_HOME}, {@code PATH}
 * @param userHome where {@code .jpf/site.properties} is looked for
 * @param places folders in which JDKs lie side by side
 */
public record JpfRequest(
        Optional<Path> home, Optional<Path> java, Map<String, String> environment, Path userHome, List<Path> places) {
    public JpfRequest {
        environment = Map.copyOf(environment);
        places = List.copyOf(places);
    }

    /** Nothing named on the command line. */
    public static JpfRequest of(Map<String, String> environment) {
        Path user = Path.of(System.getProperty("user.home", ""));
        List<Path> places = List.of(
                Path.of("/usr/lib/jvm"),
                Path.of("/usr/java"),
                Path.of("/opt"),
                Path.of("/opt/java"),
                Path.of("/Library/Java/JavaVirtualMachines"),
                user.resolve(".sdkman/candidates/java"),
                user.resolve(".jdks"),
                user.resolve("Library/Java/JavaVirtualMachines"));
        return new JpfRequest(Optional.empty(), Optional.empty(), environment, user, places);
    }

    public JpfRequest withHome(Path folder) {
        return new JpfRequest(Optional.of(folder), java, environment, userHome, places);
    }

    public JpfRequest withJava(Path jdk) {
        return new JpfRequest(home, Optional.of(jdk), environment, userHome, places);
    }
}
