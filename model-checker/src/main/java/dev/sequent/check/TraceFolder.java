package dev.sequent.check;

import dev.sequent.check.capture.TraceCapture;
import dev.sequent.check.trace.Counterexample;
import dev.sequent.check.trace.TraceFile;
import dev.sequent.check.trace.TraceSource;
import dev.sequent.language.model.Protocol;
import dev.sequent.runtime.Core;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Writes the traces of violations into a folder: {@code SCENARIO.SUBJECT.txt} (the figure, then step by step with
 * rules), {@code .json}, {@code .itf.json} and {@code .pcapng}, as {@code model-checker/TRACE.md} describes.
 */
public final class TraceFolder {
    private final Path folder;
    private final Protocol protocol;
    private final Core core;
    private final TraceSource source;
    private final Map<FileNames.Verdicts, String> names;

    /** @param folder created when first needed @param core of the protocol */
    public TraceFolder(Path folder, Protocol protocol, Core core, TraceSource source) {
        this.folder = folder;
        this.protocol = protocol;
        this.core = core;
        this.source = source;
        names = FileNames.ofVerdicts(protocol);
    }

    /**
     * Writes the trace of each violation in a report. @return the files, in order @throws IOException says which file
     */
    public List<Path> write(ScenarioReport report) throws IOException {
        var written = new ArrayList<Path>();
        for (PropertyVerdict verdict : report.verdicts()) {
            if (verdict.verdict() instanceof Verdict.Violated violated) {
                written.addAll(write(violated.trace(), report.bounds()));
            }
        }
        return written;
    }

    /** Writes one trace. @param bounds what was assumed @return the files @throws IOException says which file */
    public List<Path> write(Counterexample trace, List<String> bounds) throws IOException {
        var file = new TraceFile(source, bounds, trace);
        Files.createDirectories(folder);
        var key = new FileNames.Verdicts(
                file.trace().scenario(), file.trace().subject().name());
        String name = Objects.requireNonNull(names.get(key), () -> "no verdict of " + protocol.name() + ": " + key);
        var written = new ArrayList<Path>();
        Path text = folder.resolve(name + ".txt");
        written.add(Files.writeString(
                text,
                VerdictTable.trace(file.trace(), VerdictTable.Detail.FIGURES) + "\nstep by step\n\n"
                        + file.trace().steps(true)));
        written.add(Files.writeString(folder.resolve(name + ".json"), file.json()));
        written.add(Files.writeString(folder.resolve(name + ".itf.json"), ItfTrace.of(file, protocol, core)));
        Optional<byte[]> capture = TraceCapture.of(file.trace(), protocol, core);
        if (capture.isPresent()) {
            written.add(Files.write(folder.resolve(name + ".pcapng"), capture.get()));
        }
        return written;
    }
}
