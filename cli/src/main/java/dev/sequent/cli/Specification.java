package dev.sequent.cli;

import dev.sequent.check.figure.Values;
import dev.sequent.check.trace.TraceSource;
import dev.sequent.cli.terminal.CommandFailure;
import dev.sequent.cli.terminal.Console;
import dev.sequent.cli.terminal.ProgressLine;
import dev.sequent.codegen.CompiledCore;
import dev.sequent.codegen.CoreCache;
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
import java.util.stream.Collectors;

/**
 * A specification that was read, found right, and compiled.
 *
 * @param shown the root file as people are told of it
 * @param uses for interfaces the modules that were chosen on the command line
 * @param sources the text of each file by its name
 * @param settings what {@code --set} said; configuration of instances, no part of the core
 */
record Specification(
        Path root, String shown, Map<String, String> uses, Map<String, String> sources, Protocol protocol, CompiledCore core,
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
        Compilation compilation = SpecCompiler.compile(root, new Options(request.uses()));
        report(compilation, request.json(), console);
        Protocol protocol = compilation.protocol().orElseThrow(() -> CommandFailure.usage(shown + ": " + DiagnosticPrinter.summary(compilation.diagnostics())));
        List<ParameterValue> settings =
                request.settings().stream().map(s -> ParameterValue.parse(protocol, s)).toList();
        try (var progress = new ProgressLine(console)) {
            progress.show("generating the core of " + protocol.name());
            CompiledCore core = new CoreCache(Home.cache(console)).compile(protocol);
            return new Specification(root, shown, request.uses(), compilation.sources(), protocol, core, settings);
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
        return new TraceSource(shown, uses, set);
    }

    /** What was set, by name, in generic form; of several settings of one parameter the last counts. */
    Map<String, Long> set() {
        return settings.stream()
                .collect(Collectors.toMap(s -> s.param().name(), ParameterValue::value, (first, last) -> last));
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

    private static String shown(Path root) {
        Path home = Home.folder().orElse(Path.of("")).toAbsolutePath().normalize();
        Path full = root.toAbsolutePath().normalize();
        return full.startsWith(home) ? home.relativize(full).toString() : root.toString();
    }

    private static void report(Compilation compilation, boolean json, Console console) {
        if (compilation.diagnostics().isEmpty()) {
            return;
        }
        var printer = new DiagnosticPrinter(compilation.sources());
        if (json && compilation.hasErrors()) {
            String diagnostics = DiagnosticPrinter.json(compilation.diagnostics()).strip();
            console.println("{\n\"format\": \"sequent-diagnostics\",\n\"version\": 1,\n\"diagnostics\": " + diagnostics + "\n}");
        } else {
            console.err().print(printer.text(compilation.diagnostics()) + "\n");
            console.err().flush();
        }
    }
}
