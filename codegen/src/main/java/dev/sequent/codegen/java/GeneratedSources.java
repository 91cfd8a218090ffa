package dev.sequent.codegen.java;

import dev.sequent.codegen.form.PointMap;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The Java sources of one protocol.
 *
 * @param packageName for instance {@code dev.sequent.generated.tcp}
 * @param coreClass binary name of the class that implements {@link dev.sequent.runtime.Core} and has a public
 *     constructor without parameters
 * @param sources path (with slashes) to text, sorted by path
 * @param core the paths of the pure core: machines, messages, parameters and the core class; neither properties nor
 *     wire
 * @param points what each trace point stands for
 * @param lines which line of the specification each line of the sources stands for
 */
public record GeneratedSources(
        String packageName,
        String coreClass,
        SortedMap<String, String> sources,
        SortedSet<String> core,
        PointMap points,
        LineMap lines) {

    /** Resource path of the table of points, beside the classes. */
    public String pointsPath() {
        return packageName.replace('.', '/') + "/points.tsv";
    }

    /** Resource path of the table of lines, beside the classes. */
    public String linesPath() {
        return packageName.replace('.', '/') + "/lines.tsv";
    }

    public GeneratedSources {
        sources = Collections.unmodifiableSortedMap(new TreeMap<>(sources));
        core = Collections.unmodifiableSortedSet(new TreeSet<>(core));
    }
}
