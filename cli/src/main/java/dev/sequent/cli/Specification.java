package dev.sequent.cli;

import dev.sequent.check.ParameterValue;
import dev.sequent.check.figure.Values;
import dev.sequent.check.trace.TraceSource;
import dev.sequent.cli.terminal.CommandFailure;
import dev.sequent.cli.terminal.Console;
import dev.sequent.cli.terminal.ProgressLine;
import dev.sequent.codegen.CompiledCore;
import dev.sequent.codegen.CoreCache;
import dev.sequent.codegen.TooLargeForJava;
import dev.sequent.spec.Compilation;
import dev.sequent.spec.Options;
import dev.sequent.spec.SpecCompiler;
import dev.sequent.spec.diagnostic.DiagnosticPrinter;
import dev.sequent.spec.model.Protocol;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A specification that was read, found right, and compiled.
 *
 * @param shown the root file as people are told of it
 * @param compilation with its sources and warnings
 * @param options with which it was compiled
 * @param settings what {@code --set} said; configuration of instances, no part of the core
 */
record Specification(
        Path root, String shown, Compilation compilation, Options options, Protocol protocol, CompiledCore core,
        List<ParameterValue> settings) {
    static final String DEFAULT = "spec/tcp/tcp.sqt";

    /** What a user may say about the specification. */
    record Request(String file, Map<String, String> uses, List<String> settings, boolean json) {}

    /**
     * Reads, checks, generates and compiles; the diagnostics are printed.
     *
     * @throws CommandFailure if the specification has errors, or is not there
     */
    static Specification load(Request request, Console console) {
        Path root = root(request.file());
        String shown = shown(root);
        var options = new Options(request.uses());
        Compilation compilation = SpecCompiler.compile(root, options);
        report(compilation, request.json(), console);
        Protocol protocol = compilation.protocol().orElseThrow(() -> CommandFailure.usage(shown + ": " + DiagnosticPrinter.summary(compilation.diagnostics())));
        List<ParameterValue> settings =
                request.settings().stream().map(s -> OptionValue.setting(protocol, s)).toList();
        try (var progress = new ProgressLine(console)) {
            progress.show("generating the core of " + protocol.name());
            CompiledCore core = new CoreCache(Home.cache(console)).compile(protocol);
            return new Specification(root, shown, compilation, options, protocol, core, settings);
        } catch (TooLargeForJava e) {
            report(new Compilation(Optional.empty(), e.diagnostics(), compilation.sources()), request.json(), console);
            throw CommandFailure.usage(shown + ": " + DiagnosticPrinter.summary(e.diagnostics()));
        }
    }

    /** The line by which the verdict of a check and a running stack name the same core. */
    String digestLine() {
        return "core " + core.digest() + " (" + protocol.name() + ", " + shown + ")";
    }

    /** What a trace must tell so that this specification can be made again. */
    TraceSource source() {
        var set = new LinkedHashMap<String, String>();
        settings.forEach(s -> set.put(s.param().name(), Values.text(s.param().type(), s.value())));
        return new TraceSource(shown, options.uses(), set);
    }

    /** What was set, by name, in generic form; of several settings of one parameter the last counts. */
    Map<String, Long> set() {
        return settings.stream()
                .collect(Collectors.toMap(s -> s.param().name(), ParameterValue::value, (first, last) -> last));
    }

    /** Is an argument meant as a specification, and not as the name of something in one? */
    static boolean isFile(String name) {
        return name.endsWith(".sqt") || name.contains("/") || Files.isDirectory(Path.of(name));
    }

    /** Where the root file is. A folder stands for the file in it that bears its name. */
    static Path root(String given) {
        if (given.isEmpty()) {
            Path home = Home.folder().orElseThrow(() -> CommandFailure.missing(
                    "no specification is named, and where sequent's own is nobody says: start with the launcher ./sequent"));
            return home.resolve(DEFAULT);
        }
        Path path = Path.of(given);
        if (Files.isDirectory(path)) {
            path = path.resolve(path.toAbsolutePath().normalize().getFileName() + ".sqt");
        }
        if (!Files.isRegularFile(path)) {
            throw CommandFailure.usage("there is no specification " + path + " (a root file like " + DEFAULT + ")");
        }
        if (!Files.isReadable(path)) {
            throw CommandFailure.usage("the specification " + path + " cannot be read by this user");
        }
        return path;
    }

    /** A path as people are told of it: from the checkout, where it lies in it. */
    static String shown(Path path) {
        Path home = Home.folder().orElse(Path.of("")).toAbsolutePath().normalize();
        Path full = path.toAbsolutePath().normalize();
        return full.startsWith(home) ? home.relativize(full).toString() : path.toString();
    }

    private static void report(Compilation compilation, boolean json, Console console) {
        if (compilation.diagnostics().isEmpty()) {
            return;
        }
        var printer = new DiagnosticPrinter(compilation.sources());
        if (json && compilation.hasErrors()) {
            console.print(DiagnosticsJson.text(compilation.diagnostics()));
        } else {
            console.err().print(printer.text(compilation.diagnostics()) + "\n");
            console.err().flush();
        }
    }
}
