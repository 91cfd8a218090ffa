package dev.sequent.cli;

import dev.sequent.cli.terminal.Console;
import dev.sequent.cli.terminal.Output;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;

/** The command, run within the test as a script would run it, without a terminal. */
final class Sequent {
    /** The checkout: tests run in the module's folder. */
    static final Path HOME = Path.of("..").toAbsolutePath().normalize();

    private Sequent() {}

    /** What a run left. */
    record Run(int code, String out, String err) {}

    static Run run(String... args) {
        return run(Map.of(), args);
    }

    static Run run(Map<String, String> environment, String... args) {
        var out = new StringWriter();
        var err = new StringWriter();
        int code = Main.run(args, console(environment, out, err));
        return new Run(code, out.toString(), err.toString());
    }

    /** For calls below the command itself. */
    static Console silent() {
        return console(Map.of(), Writer.nullWriter(), Writer.nullWriter());
    }

    static Console console(Map<String, String> environment, Writer out, Writer err) {
        System.setProperty("sequent.home", HOME.toString());
        var all = new java.util.HashMap<>(System.getenv());
        all.remove("COLUMNS");
        // Compiled cores of the tests stay with the build.
        all.put("XDG_CACHE_HOME", Path.of("target", "cache").toAbsolutePath().toString());
        all.putAll(environment);
        return new Console(new Output(out), new Output(err), new ByteArrayInputStream(new byte[0]), all, false, false);
    }

    /** A copy of one of the specifications, to be edited. @return the root file */
    static Path copy(String name, Path into) throws IOException {
        Path from = HOME.resolve("spec").resolve(name);
        Path to = into.resolve(name);
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
                return FileVisitResult.CONTINUE;
            }
        });
        return to.resolve(name + ".sqt");
    }

    /** Replaces a text that must be there, and once only. */
    static void edit(Path file, String from, String to) throws IOException {
        String text = Files.readString(file);
        int at = text.indexOf(from);
        if (at < 0 || text.indexOf(from, at + 1) >= 0) {
            throw new AssertionError("not exactly once in " + file + ": " + from);
        }
        Files.writeString(file, text.replace(from, to));
    }
}
