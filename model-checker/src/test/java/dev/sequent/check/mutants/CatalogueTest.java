package dev.sequent.check.mutants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.sequent.check.trace.Counterexample;
import dev.sequent.check.trace.TraceFile;
import dev.sequent.codegen.build.CoreCompiler;
import dev.sequent.language.Compilation;
import dev.sequent.language.Options;
import dev.sequent.language.SpecCompiler;
import dev.sequent.language.model.Protocol;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The mutants of the repository: all fit their specifications, and the quick ones are killed here and now. */
class CatalogueTest {
    private static final Path SPEC =
            Path.of(System.getProperty("basedir", "."), "..", "spec").normalize();

    @TempDir
    private Path folder;

    static Stream<String> specifications() throws IOException {
        try (Stream<Path> folders = Files.list(SPEC)) {
            return folders
                    .filter(f -> Files.isDirectory(f.resolve("mutants")))
                    .map(f -> f.getFileName().toString())
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    private static Original original(String name) {
        Compilation compilation = SpecCompiler.compile(SPEC.resolve(name).resolve(name + ".sqt"), Options.NONE);
        return Original.of(compilation, Options.NONE, Map.of());
    }

    private static List<Mutant> mutants(String name) throws IOException {
        Catalogue catalogue = Catalogue.read(
                SPEC.resolve(name).resolve("mutants"), f -> "spec/" + name + "/mutants/" + f.getFileName());
        assertThat(catalogue.complaints().stream().map(Complaint::text)).isEmpty();
        return catalogue.mutants();
    }

    private static List<Ready> ready(Original original, List<Mutant> mutants) {
        Catalogue.Prepared prepared = Catalogue.prepare(original, mutants);
        if (!prepared.complaints().isEmpty()) {
            fail("mutants that do not fit their specification:\n"
                    + prepared.complaints().stream().map(Complaint::text).collect(Collectors.joining("\n")));
        }
        return prepared.ready();
    }

    @ParameterizedTest
    @MethodSource("specifications")
    void everyMutantFitsItsSpecification(String name) throws IOException {
        List<Ready> ready = ready(original(name), mutants(name));
        assertThat(ready).isNotEmpty();
        assertThat(ready.stream().flatMap(r -> r.remarks().stream())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("specifications")
    void theQuickOnesAreKilled(String name) throws IOException {
        Original original = original(name);
        List<Mutant> quick = mutants(name).stream().filter(Mutant::quick).toList();
        assertThat(quick).isNotEmpty();
        MutantsReport report = new MutantRun(
                        original, CoreCompiler.compile(original.protocol()), MutantOptions.defaults())
                .run(ready(original, quick), false);
        if (!report.good()) {
            fail("'sequent mutants spec/" + name + " --quick --show' shows this in full\n\n"
                    + MutantTable.text(report, true));
        }
        assertThat(report.killed()).isEqualTo(quick.size());
    }

    /** The table that people read names each property and invariant that can fall, and each mutant under its row. */
    @Test
    void theTableOfPropertiesIsComplete() throws IOException {
        Protocol protocol = original("tcp").protocol();
        var wanted = new TreeSet<String>();
        protocol.properties().stream()
                .filter(q -> !q.kind().witness() && !q.lemma())
                .forEach(q -> wanted.add(q.name()));
        protocol.machines()
                .forEach(m -> m.invariants().stream()
                        .filter(i -> !i.lemma())
                        .forEach(i -> wanted.add(m.name() + "." + i.name())));
        for (Mutant mutant : mutants("tcp")) {
            mutant.rows().forEach(row -> wanted.add(row + " " + mutant.name()));
        }
        var found = new TreeSet<String>();
        Files.readAllLines(SPEC.resolve("tcp/properties/README.md")).stream()
                .filter(line -> line.matches("\\| \\d+ \\|.*"))
                .map(line -> line.split("\\|"))
                .forEach(cells -> {
                    names(cells[3]).forEach(found::add);
                    names(cells[4])
                            .map(mutant -> cells[1].strip() + " " + mutant)
                            .forEach(found::add);
                });
        assertThat(found).isEqualTo(wanted);
    }

    private static Stream<String> names(String cell) {
        return Stream.of(cell.split(","))
                .map(name -> name.replace("`", "").strip())
                .filter(name -> !name.isEmpty());
    }

    /** Why three segments, to the letter: as a figure, with the rules that decided, and as JSON. */
    @Test
    void whatIsShownOfATwoWayHandshake() throws UnusableMutant {
        Original original = original("tcp");
        Mutant mutant = Patches.mutant(
                original,
                "why three segments",
                """
                Row: 1
                Kills: Connection.confirmed
                Scenario: handshake
                Story: The listener takes the SYN alone for a connection.
                Story: It may be an old one.""",
                "segment-arrives.sqt",
                "        MAX.SND.WND := segment-window()\n        -> SYN-RECEIVED\n",
                "        MAX.SND.WND := segment-window()\n        -> ESTABLISHED\n");
        MutantsReport report = new MutantRun(
                        original,
                        CoreCompiler.compile(original.protocol()),
                        MutantOptions.defaults().withBaseline(false))
                .run(ready(original, List.of(mutant)), false);
        Counterexample trace = report.reports().getFirst().kills().getFirst().trace();
        assertThat(MutantTable.shown(report.reports().getFirst())).isEqualTo("""
                why three segments
                (why three segments, row 1)

                The listener takes the SYN alone for a connection.

                It may be an old one.

                Connection.confirmed in scenario handshake, 3 steps
                the invariant does not hold: no connection before the remote has shown that it knows our ISS

                      A                                                                             B
                      CLOSED                                                                        CLOSED
                  1.  (OPEN active=true, remote=true)
                      (starts RETRANSMISSION)
                      SYN-SENT --> <SEQ=4294967295><CTL=SYN><WND=65535><MSS=1460> #1            ... CLOSED
                  2.                                                                                (OPEN active=false, remote=false)
                      SYN-SENT                                                                      LISTEN
                  3.  SYN-SENT ... <SEQ=4294967295><CTL=SYN><WND=65535><MSS=1460> #1            --> ESTABLISHED
                                                                                                    (starts RETRANSMISSION)
                      SYN-SENT ... <SEQ=4294967295><ACK=0><CTL=SYN,ACK><WND=65535><MSS=1460> #2 <-- ESTABLISHED
                          (in flight at the end: #2)
                          (running at the end: A.RETRANSMISSION, B.RETRANSMISSION)
                          (#1, #2 ...: messages in the order they were sent; row numbers are steps)
                          (omitted: fields that are 0 or absent; WND where the sender last sent the same value, initially 0)

                killed, with its story
                """);
        assertThat(trace.steps(true))
                .contains("B.state: LISTEN -> ESTABLISHED")
                .contains("segment-arrives.sqt:")
                .contains("[RFC 9293, 3.10.7.2]");
        assertThat(TraceFile.of(trace).json()).contains("\"Connection.confirmed\": false");
    }

    /** By row, then by name; what is no patch is left alone. */
    @Test
    void aFolder() throws IOException {
        for (String[] each : new String[][] {{"b", "9"}, {"a", "10"}, {"c", "9"}}) {
            Files.writeString(
                    folder.resolve(each[0] + ".patch"),
                    "Title: t\nRow: " + each[1] + "\nKills: k\nScenario: s\n\n" + MutantReaderTest.DIFF);
        }
        Files.writeString(folder.resolve("z.patch"), "Title: t\nKills: k\nScenario: s\n\n" + MutantReaderTest.DIFF);
        Files.writeString(folder.resolve("y.patch"), "nothing");
        Files.write(folder.resolve("x.patch"), new byte[] {'T', (byte) 0xff, (byte) 0xfe});
        Files.writeString(folder.resolve("README.md"), "how to");
        Catalogue catalogue = Catalogue.read(folder, f -> f.getFileName().toString());
        assertThat(catalogue.mutants()).extracting(Mutant::name).containsExactly("b", "c", "a", "z");
        assertThat(catalogue.complaints())
                .extracting(Complaint::text)
                .satisfiesExactly(
                        text -> assertThat(text).isEqualTo("x.patch: this is not UTF-8\n  save it as UTF-8"),
                        text -> assertThat(text).startsWith("y.patch:1: 'nothing' is neither 'Key: value'"));
    }
}
