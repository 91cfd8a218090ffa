package dev.sequent.language;

import dev.sequent.language.diagnostic.DiagnosticLog;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.spaces.Spaces;
import dev.sequent.language.syntax.SourceBytes;
import dev.sequent.language.syntax.SourceFile;
import dev.sequent.language.syntax.SourceReader;
import dev.sequent.language.syntax.SpecParser;
import dev.sequent.language.typing.ProtocolBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The compiler's front end: from the files of a specification to its typed model. A user's mistake is a diagnostic;
 * nothing is printed or thrown for it.
 */
public final class SpecCompiler {
    private SpecCompiler() {}

    /** Compiles a root file and everything that it imports. File names are relative to the root's folder. */
    public static Compilation compile(Path rootFile, Options options) {
        Path folder = rootFile.toAbsolutePath().normalize().getParent();
        Path name = rootFile.getFileName();
        if (folder == null || name == null) {
            return compile(rootFile.toString(), n -> new SourceReader.Reading.Missing(), options);
        }
        return compile(name.toString(), file -> read(folder, file), options);
    }

    /**
     * Compiles sources that are in memory.
     *
     * @param root the name of the root file
     * @param sources texts by name; imports are looked up relative to the importing name
     */
    public static Compilation compile(String root, Map<String, String> sources, Options options) {
        return compile(
                root,
                file -> sources.containsKey(file)
                        ? new SourceReader.Reading.Text(file, sources.get(file))
                        : new SourceReader.Reading.Missing(),
                options);
    }

    private static Compilation compile(String root, SourceReader reader, Options options) {
        return DeepStack.call(() -> parseAndCheck(root, reader, options));
    }

    private static Compilation parseAndCheck(String root, SourceReader reader, Options options) {
        var log = new DiagnosticLog();
        List<SourceFile> files = SpecParser.parse(root, reader, log);
        Optional<Protocol> protocol =
                log.refused() ? Optional.empty() : ProtocolBuilder.build(files, options.uses(), log);
        if (!log.hasErrors()) {
            protocol.ifPresent(p -> Spaces.check(p).forEach(log::add));
        }
        var sources = new LinkedHashMap<String, String>();
        files.forEach(f -> sources.put(f.name(), f.text()));
        var order = files.stream().map(SourceFile::name).toList();
        return new Compilation(
                log.hasErrors() ? Optional.empty() : protocol, log.sorted(order), Collections.unmodifiableMap(sources));
    }

    private static SourceReader.Reading read(Path folder, String name) {
        try {
            Path file = folder.resolve(name).toRealPath();
            try (InputStream in = Files.newInputStream(file)) {
                return SourceBytes.text(file, in.readNBytes(SourceBytes.MOST + 1));
            }
        } catch (IOException | RuntimeException e) {
            // Missing, a folder, not a path: the caller reports where the name was written.
            return new SourceReader.Reading.Missing();
        }
    }
}
