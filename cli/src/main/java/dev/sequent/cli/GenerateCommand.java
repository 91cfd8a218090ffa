package dev.sequent.cli;

import dev.sequent.cli.terminal.CommandFailure;
import dev.sequent.cli.terminal.Console;
import dev.sequent.cli.terminal.ExitCode;
import dev.sequent.view.json.JsonWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sequent generate}. */
@Command(
        name = "generate",
        sortOptions = false,
        description = {
            "Write the Java sources of a specification's core: what is checked, and what runs.",
            "",
            "Files of the same name in DIR are overwritten; others are left alone.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:written", "2:wrong use, or a specification with errors", "3:DIR cannot be written"},
        footerHeading = "%nExamples:%n",
        footer = {"  sequent generate -o build/tcp", "  sequent generate spec/abp/abp.sqt -o build/abp --json"})
final class GenerateCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private CommonOptions common;

    @Parameters(
            paramLabel = "SPEC",
            arity = "0..1",
            description = "Root file of the specification, or its folder; by default, spec/tcp/tcp.sqt.")
    private Optional<String> file = Optional.empty();

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "DIR",
            description = "Where to write; created if need be.")
    private Path output = Path.of("");

    @Option(
            names = "--use",
            paramLabel = "INTERFACE=MODULE",
            description = "Choose the module that implements an interface. May be given several times.")
    private Map<String, String> uses = new java.util.LinkedHashMap<>();

    @Option(names = "--json", description = "Print digest and files as JSON.")
    private boolean json;

    GenerateCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Specification spec = Specification.load(
                new Specification.Request(Specification.given(file), uses, java.util.List.of(), json), console);
        spec.core().sources().forEach(this::write);
        if (json) {
            console.print(json(spec));
        } else {
            console.println(spec.digestLine());
            int files = spec.core().sources().size();
            console.println("wrote " + files + (files == 1 ? " file" : " files") + " below " + output);
        }
        return ExitCode.OK;
    }

    private void write(String path, String text) {
        Path file = output.resolve(path);
        try {
            Path folder = file.getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.writeString(file, text);
        } catch (IOException e) {
            throw CommandFailure.missing("cannot write " + file + ": " + OutputFile.why(e));
        }
    }

    private String json(Specification spec) {
        var json = new JsonWriter();
        json.document("sequent-generate", 1, () -> {
            json.name("protocol").value(spec.protocol().name());
            json.name("specification").value(spec.shown());
            json.name("digest").value(spec.core().digest());
            json.name("folder").value(output.toString());
            json.name("files").array(spec.core().sources().keySet(), json::value);
        });
        return json.toString();
    }
}
