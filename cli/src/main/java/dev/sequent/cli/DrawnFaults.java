package dev.sequent.cli;

import dev.sequent.check.engine.Disk;
import dev.sequent.check.mutants.Faults;
import dev.sequent.cli.terminal.CommandFailure;
import dev.sequent.cli.terminal.Console;
import dev.sequent.cli.terminal.ProgressLine;
import dev.sequent.language.diagnostic.Nearest;
import dev.sequent.language.model.MachineType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes copies of a specification, each with a fault that nobody has chosen. */
final class DrawnFaults {
    private DrawnFaults() {}

    /**
     * Draws and writes: a numbered folder for each fault, and the list of them.
     *
     * @param machine whose rules are broken; empty: the specification's first
     * @throws CommandFailure if there is no such machine, or no such place
     */
    static void write(Specification spec, String machine, int count, long seed, Path folder, Console console) {
        List<String> known =
                spec.protocol().machines().stream().map(MachineType::name).toList();
        String broken = machine.isEmpty() ? known.getFirst() : machine;
        if (!known.contains(broken)) {
            throw CommandFailure.usage(spec.protocol().name() + " has no machine " + broken
                    + Nearest.aside(broken, known) + " (there are: " + String.join(", ", known) + ")");
        }
        List<Faults.Drawn> drawn;
        try (var progress = new ProgressLine(console)) {
            progress.show("drawing " + count + " faults");
            drawn = Faults.draw(spec.compilation(), spec.options(), broken, count, seed);
        }
        var list = new StringBuilder();
        try {
            for (int n = 0; n < drawn.size(); n++) {
                String name = String.format(Locale.ROOT, "%03d", n + 1);
                for (Map.Entry<String, String> file : drawn.get(n).sources().entrySet()) {
                    Path path = folder.resolve(name).resolve(file.getKey());
                    Files.createDirectories(path.toAbsolutePath().getParent());
                    Files.writeString(path, file.getValue());
                }
                list.append(name).append('\t').append(drawn.get(n).fault()).append('\n');
            }
            Files.writeString(folder.resolve("faults.tsv"), list);
        } catch (IOException e) {
            throw CommandFailure.missing("cannot write the faults to " + folder + ": " + Disk.reason(e));
        }
        console.print(list.toString());
        console.say("wrote " + drawn.size() + " copies of " + spec.shown() + " to " + folder
                + ", each with one fault of " + broken + ", drawn with seed " + seed);
    }
}
