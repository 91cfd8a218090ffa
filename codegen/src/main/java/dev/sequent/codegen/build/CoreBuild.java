package dev.sequent.codegen.build;

import dev.sequent.language.Compilation;
import dev.sequent.language.Options;
import dev.sequent.language.SpecCompiler;
import dev.sequent.language.diagnostic.DiagnosticPrinter;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The step of the Maven build that turns a specification into the sources and classes of its core. */
public final class CoreBuild {
    /** Wrong use, or a specification with errors. */
    private static final int REFUSED = 2;

    private CoreBuild() {}

    /** Arguments: root file of the specification, folder for the sources, folder for the classes. */
    public static void main(String[] arguments) {
        int exit = run(arguments, System.err);
        if (exit != 0) {
            System.exit(exit);
        }
    }

    /**
     * @return 0, or 2 when the arguments are wrong or the specification has errors, which are then on {@code messages}
     */
    static int run(String[] arguments, PrintStream messages) {
        if (arguments.length != 3) {
            messages.println("usage: CoreBuild ROOT.sqt SOURCE-FOLDER CLASS-FOLDER");
            return REFUSED;
        }
        Path root = Path.of(arguments[0]);
        if (!Files.isReadable(root)) {
            messages.println("there is no specification to read at " + root);
            return REFUSED;
        }
        Compilation compilation = SpecCompiler.compile(root, Options.NONE);
        if (!compilation.diagnostics().isEmpty()) {
            messages.print(new DiagnosticPrinter(compilation.sources()).text(compilation.diagnostics()));
            messages.println(DiagnosticPrinter.summary(compilation.diagnostics()));
        }
        if (compilation.protocol().isEmpty()) {
            return REFUSED;
        }
        try {
            write(CoreCompiler.compile(compilation.protocol().get()), Path.of(arguments[1]), Path.of(arguments[2]));
            return 0;
        } catch (TooLargeForJava e) {
            messages.print(new DiagnosticPrinter(compilation.sources()).text(e.diagnostics()));
            return REFUSED;
        }
    }

    private static void write(CompiledCore core, Path sources, Path classes) {
        core.sources().forEach((path, text) -> write(sources.resolve(path), text.getBytes(StandardCharsets.UTF_8)));
        core.classes().forEach((name, bytes) -> write(classes.resolve(name.replace('.', '/') + ".class"), bytes));
        Map.of(
                        core.generated().pointsPath(), core.points().toTsv(),
                        core.generated().linesPath(), core.lines().toTsv())
                .forEach((path, text) -> write(classes.resolve(path), text.getBytes(StandardCharsets.UTF_8)));
    }

    /** An unchanged file keeps its date, so that later build steps need not run again. */
    private static void write(Path file, byte[] bytes) {
        try {
            if (Files.exists(file) && java.util.Arrays.equals(Files.readAllBytes(file), bytes)) {
                return;
            }
            Files.createDirectories(file.getParent());
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}
