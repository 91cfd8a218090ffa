package dev.sequent.codegen;

import dev.sequent.spec.model.Protocol;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Compiles generated sources within the process, always with the same flags, so that the bytes are always the same. */
public final class CoreCompiler {
    /** {@code -g}: the line tables lead from a stack trace to the specification. */
    static final List<String> FLAGS = List.of(
            "--release", "17", "-proc:none", "-g", "-encoding", "UTF-8", "-implicit:none", "-Xlint:none", "-nowarn");

    private CoreCompiler() {}

    /** Generates and compiles. The protocol must come from a compilation without errors. */
    public static CompiledCore compile(Protocol protocol) {
        return compile(CoreGenerator.generate(protocol));
    }

    /** @throws IllegalStateException when the sources do not compile, which is a fault of the generator */
    public static CompiledCore compile(GeneratedSources generated) {
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        if (javac == null) {
            throw new IllegalStateException("no Java compiler: run with a JDK, not only a Java runtime");
        }
        var messages = new StringWriter();
        var units = generated.sources().entrySet().stream()
                .map(e -> MemoryFiles.source(e.getKey(), e.getValue()))
                .toList();
        try (var files = new MemoryFiles(javac.getStandardFileManager(null, Locale.ROOT, null))) {
            boolean compiled = javac.getTask(messages, files, null, FLAGS, null, units).call();
            if (!compiled) {
                throw new IllegalStateException("generated Java does not compile:\n" + messages);
            }
            return new CompiledCore(generated, files.classes());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close the compiler's files", e);
        }
    }
}
