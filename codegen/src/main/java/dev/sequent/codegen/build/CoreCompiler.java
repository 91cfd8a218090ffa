package dev.sequent.codegen.build;

import dev.sequent.codegen.form.Tracing;
import dev.sequent.codegen.java.GeneratedSources;
import dev.sequent.language.DeepStack;
import dev.sequent.language.model.Protocol;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;

/** Compiles generated sources within the process, always with the same flags, so that the bytes are always the same. */
public final class CoreCompiler {
    /** {@code -g}: the line tables lead from a stack trace to the specification. */
    static final List<String> FLAGS = List.of(
            "--release", "17", "-proc:none", "-g", "-encoding", "UTF-8", "-implicit:none", "-Xlint:none", "-nowarn");

    private CoreCompiler() {}

    /**
     * Generates and compiles. The protocol must come from a compilation without errors.
     *
     * @throws TooLargeForJava when it does not fit into Java's classes
     */
    public static CompiledCore compile(Protocol protocol) {
        return compile(protocol, Tracing.RULES);
    }

    /**
     * Generates a core that tells so much of its way, and compiles it.
     *
     * @throws TooLargeForJava when it does not fit into Java's classes
     */
    public static CompiledCore compile(Protocol protocol, Tracing tracing) {
        return compile(DeepStack.call(() -> CoreGenerator.generate(protocol, tracing)));
    }

    /**
     * Compiles.
     *
     * @throws TooLargeForJava when they do not fit into Java's classes
     * @throws IllegalStateException when the sources do not compile, which is a bug in the generator
     */
    public static CompiledCore compile(GeneratedSources generated) {
        // javac descends into expressions by recursion, many frames a level.
        return DeepStack.call(() -> javac(generated));
    }

    private static CompiledCore javac(GeneratedSources generated) {
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        if (javac == null) {
            throw new IllegalStateException("no Java compiler: run with a JDK, not only a Java runtime");
        }
        var output = new StringWriter();
        var messages = new DiagnosticCollector<JavaFileObject>();
        var units = generated.sources().entrySet().stream()
                .map(e -> MemoryFiles.source(e.getKey(), e.getValue()))
                .toList();
        try (var files = new MemoryFiles(javac.getStandardFileManager(null, Locale.ROOT, null))) {
            boolean compiled =
                    javac.getTask(output, files, messages, FLAGS, null, units).call();
            if (!compiled) {
                memoryRanOut(output.toString());
                new JavaLimits(generated).check(messages.getDiagnostics(), output.toString());
                throw new IllegalStateException(
                        "generated Java does not compile:\n" + messages.getDiagnostics() + output);
            }
            return new CompiledCore(generated, files.classes());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close the compiler's files", e);
        }
    }

    /** javac takes a JVM error for a bug of its own and prints it: a user whose memory ran out should be told so. */
    private static void memoryRanOut(String output) {
        if (output.contains("java.lang.OutOfMemoryError")) {
            throw new OutOfMemoryError("Java heap space");
        }
    }
}
