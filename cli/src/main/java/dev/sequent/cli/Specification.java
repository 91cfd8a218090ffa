package dev.sequent.cli;

import dev.sequent.check.ParameterValue;
import dev.sequent.check.engine.Disk;
import dev.sequent.check.text.ValueText;
import dev.sequent.check.trace.TraceSource;
import dev.sequent.cli.terminal.CommandFailure;
import dev.sequent.cli.terminal.Console;
import dev.sequent.cli.terminal.ProgressLine;
import dev.sequent.codegen.build.CompiledCore;
import dev.sequent.codegen.build.CoreCache;
import dev.sequent.codegen.build.TooLargeForJava;
import dev.sequent.language.Compilation;
import dev.sequent.language.Options;
import dev.sequent.language.Roots;
import dev.sequent.language.SpecCompiler;
import dev.sequent.language.diagnostic.Diagnostic;
import dev.sequent.language.diagnostic.DiagnosticPrinter;
import dev.sequent.language.interpret.Assumptions;
import dev.sequent.language.model.Protocol;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A specification that was read, found correct, and compiled.
 *
 * @param shown the root file, as shown to people
 * @param compilation with its sources and warnings
 * @param options with which it was compiled
 * @param settings what {@code --set} said; configuration of instances, no part of the core
 */
record Specification(
        Path root,
        String shown,
        Compilation compilation,
        Options options,
        Protocol protocol,
        CompiledCore core,
        List<ParameterValue> settings) {
    static final String DEFAULT = "spec/tcp/tcp.sqt";

    /** What the user may specify about it. */
    record Request(String file, Map<String, String> uses, List<String> settings, boolean json) {}

    /**
     * Reads, checks, generates and compiles; the diagnostics are printed.
     *
     * @throws CommandFailure if the specification has errors, or is not there
     */
    static Specification load(Request request, Console console) {
        Path root = root(request.file());
        UnaryOperator<String> openable = file -> openable(root, file);
        String shown = shown(root);
        var options = new Options(request.uses());
        Compilation compilation;
        try (var progress = new ProgressLine(console)) {
            progress.show("reading " + shown);
            compilation = SpecCompiler.compile(root, options);
        }
        report(compilation, openable, request.json(), console);
        Protocol protocol = compilation
                .protocol()
                .orElseThrow(
                        () -> CommandFailure.usage(shown + ": " + DiagnosticPrinter.summary(compilation.diagnostics()))
                                .alreadyTold());
        List<ParameterValue> settings = request.settings().stream()
                .map(s -> OptionValue.setting(protocol, s))
                .toList();
        Assumptions.of(protocol).broken(byName(settings)).ifPresent(broken -> {
            throw CommandFailure.usage(
                    "--set: " + broken.text() + "; what is not set is the default: 'sequent check --list'");
        });
        try (var progress = new ProgressLine(console)) {
            progress.show("generating the core of " + protocol.name());
            CompiledCore core = new CoreCache(Home.cache(console)).compile(protocol);
            return new Specification(root, shown, compilation, options, protocol, core, settings);
        } catch (TooLargeForJava e) {
            report(
                    new Compilation(Optional.empty(), e.diagnostics(), compilation.sources()),
                    openable,
                    request.json(),
                    console);
            throw CommandFailure.usage(shown + ": " + DiagnosticPrinter.summary(e.diagnostics()))
                    .alreadyTold();
        }
    }

    /** The line by which the verdict of a check and a running stack identify the same core. */
    String digestLine() {
        return "core " + core.digest() + " (" + protocol.name() + ", " + shown + ")";
    }

    /** What a trace must record so that this specification can be compiled again. */
    TraceSource source() {
        var set = new LinkedHashMap<String, String>();
        settings.forEach(s -> set.put(s.param().name(), ValueText.text(s.param().type(), s.value())));
        return new TraceSource(shown, options.uses(), set);
    }

    /** What was set, by name, in generic form; if a parameter is set several times, the last counts. */
    Map<String, Long> set() {
        return byName(settings);
    }

    private static Map<String, Long> byName(List<ParameterValue> settings) {
        return settings.stream()
                .collect(Collectors.toMap(s -> s.param().name(), ParameterValue::value, (first, last) -> last));
    }

    /**
     * Whether an argument is meant as a specification, and not as the name of something in one.
     *
     * @throws CommandFailure if it is empty
     */
    static boolean isFile(String name) {
        return given(Optional.of(name)).equals(name) && isPath(name);
    }

    /**
     * An argument that names a specification; empty when it is left out.
     *
     * @throws CommandFailure if it is given but empty
     */
    static String given(Optional<String> argument) {
        if (argument.isPresent() && argument.get().isBlank()) {
            throw CommandFailure.usage("an empty argument names no specification: leave it out for " + DEFAULT);
        }
        return argument.orElse("");
    }

    private static boolean isPath(String name) {
        return name.endsWith(".sqt") || name.contains("/") || Files.isDirectory(Path.of(name));
    }

    /** Where the root file is. A folder stands for the one root in it. */
    static Path root(String given) {
        if (given.isEmpty()) {
            Path home = Home.folder()
                    .orElseThrow(
                            () -> CommandFailure.missing(
                                    "no specification is named, and sequent was not told where its own is: start it with the launcher ./sequent"));
            return home.resolve(DEFAULT);
        }
        Path path = Path.of(given);
        if (Files.isDirectory(path)) {
            path = rootIn(path);
        }
        if (!Files.isRegularFile(path)) {
            throw CommandFailure.usage("there is no specification " + path + " (a root file like " + DEFAULT + ")");
        }
        if (!Files.isReadable(path)) {
            throw CommandFailure.usage("the specification " + path + " cannot be read by this user");
        }
        return path;
    }

    private static Path rootIn(Path folder) {
        List<Path> roots;
        try {
            roots = Roots.in(folder);
        } catch (IOException e) {
            throw CommandFailure.usage("the folder " + folder + " cannot be read: " + Disk.reason(e));
        }
        return switch (roots.size()) {
            case 0 ->
                throw CommandFailure.usage("there is no root of a specification in " + folder
                        + ": no .sqt file in it begins with 'protocol NAME' and is imported by no other");
            case 1 -> roots.getFirst();
            default ->
                throw CommandFailure.usage("there are " + roots.size() + " specifications in " + folder + "; name one: "
                        + roots.stream().map(Path::toString).collect(Collectors.joining(", ")));
        };
    }

    /**
     * A place in a file of this specification as it can be opened from where the command runs. @param place begins with
     * the file's name
     */
    String openable(String place) {
        return openable(root, place);
    }

    private static String openable(Path root, String place) {
        return openable(root.resolveSibling(place));
    }

    /** A path as it can be opened from where the command runs. */
    static String openable(Path path) {
        Path here = Path.of("").toAbsolutePath().normalize();
        Path full = path.toAbsolutePath().normalize();
        return full.startsWith(here)
                ? here.relativize(full).toString()
                : path.isAbsolute() ? full.toString() : path.normalize().toString();
    }

    /** A message that may begin with a place in the specification, with that place as it can be opened. */
    String located(String message) {
        return compilation.sources().keySet().stream().anyMatch(name -> message.startsWith(name + ":"))
                ? openable(message)
                : message;
    }

    /** A path as shown to people: relative to the checkout, if it is inside. */
    static String shown(Path path) {
        Path home = Home.folder().orElse(Path.of("")).toAbsolutePath().normalize();
        Path full = path.toAbsolutePath().normalize();
        return full.startsWith(home) ? home.relativize(full).toString() : path.toString();
    }

    private static void report(Compilation compilation, UnaryOperator<String> openable, boolean json, Console console) {
        if (compilation.diagnostics().isEmpty()) {
            return;
        }
        List<Diagnostic> located =
                compilation.diagnostics().stream().map(d -> d.in(openable)).toList();
        var sources = new LinkedHashMap<String, String>();
        compilation.sources().forEach((name, text) -> sources.put(openable.apply(name), text));
        var printer = new DiagnosticPrinter(sources);
        if (json && compilation.hasErrors()) {
            console.print(DiagnosticsJson.text(located));
        } else {
            console.complain(printer.text(located) + "\n");
        }
    }
}
