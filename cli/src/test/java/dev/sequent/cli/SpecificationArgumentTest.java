package dev.sequent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What may stand where a specification is named, and how its files are named in turn. */
class SpecificationArgumentTest {
    private static final String MACHINE = "machine M {\n  state IDLE initial, BUSY\n  var n : u8\n  event GO()\n"
            + "  on GO in IDLE { -> BUSY }\n  on GO in BUSY {\n    if n < 99 { n := n + 1 }\n    -> IDLE\n  }\n}\nproperty p(a, b : M) : never a in BUSY and b in BUSY\n"
            + "property q(a, b : M) : always a in IDLE | BUSY\nproperty r(a, b : M) : always b in IDLE | BUSY\n"
            + "scenario s {\n  peer a : M { repeat GO() }\n  peer b : M { repeat GO() }\n  network { capacity 1 }\n}\n";

    @TempDir
    Path folder;

    @BeforeEach
    void aSpecification() throws IOException {
        Files.writeString(folder.resolve("part.sqt"), MACHINE);
    }

    private void root(String name) throws IOException {
        Files.writeString(folder.resolve(name), "// the heading\nprotocol P\nimport \"part.sqt\"\n");
    }

    @Test
    void aFolderStandsForItsRoot() throws IOException {
        root("any-name.sqt");

        assertThat(Sequent.run("check", folder.toString(), "--list").out()).contains("any-name.sqt");
        assertThat(Sequent.run(
                                "generate",
                                folder.toString(),
                                "-o",
                                folder.resolve("out").toString())
                        .code())
                .isZero();
    }

    @Test
    void aFolderWithSeveralRootsNamesThem() throws IOException {
        root("one.sqt");
        root("two.sqt");

        Sequent.Run run = Sequent.run("check", folder.toString());

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err())
                .isEqualTo("sequent: there are 2 specifications in " + folder + "; name one: "
                        + folder.resolve("one.sqt") + ", " + folder.resolve("two.sqt") + "\n");
    }

    @Test
    void aRootThatIsImportedIsNone() throws IOException {
        root("one.sqt");
        Files.writeString(folder.resolve("two.sqt"), "protocol Q\nimport \"one.sqt\"\n");

        assertThat(Sequent.run("check", folder.toString(), "--list").err())
                .contains("SQT402")
                .contains("two.sqt:1:1");
    }

    @Test
    void aFolderWithoutARootSaysSo() {
        for (String command : new String[] {"check", "mutants"}) {
            Sequent.Run run = Sequent.run(command, folder.toString());

            assertThat(run.code()).isEqualTo(2);
            assertThat(run.err()).startsWith("sequent: there is no root of a specification in " + folder);
        }
    }

    @Test
    void anEmptyArgumentIsWrongUse() throws IOException {
        Path trace = Files.writeString(folder.resolve("trace.json"), "{}");
        String[][] uses = {
            {"check", ""},
            {"mutants", " "},
            {"generate", "", "-o", folder.toString()},
            {"run", "--tap", "t", "--address", "192.0.2.2/24", "--app", "echo:7", ""}
        };
        for (String[] use : uses) {
            Sequent.Run run = Sequent.run(use);

            assertThat(run.code()).as(use[0]).isEqualTo(2);
            assertThat(run.err())
                    .isEqualTo(
                            "sequent: an empty argument names no specification: leave it out for spec/tcp/tcp.sqt\n");
        }
        assertThat(trace).exists();
    }

    @Test
    void placesCanBeOpenedFromWhereTheCommandRuns() throws IOException {
        Path below = Files.createTempDirectory(Path.of("target"), "spec");
        Files.writeString(below.resolve("root.sqt"), "protocol P\nimport \"part.sqt\"\n");
        Files.writeString(below.resolve("part.sqt"), "param A : u9 = 1\n");

        Sequent.Run text = Sequent.run("check", below.toString());
        Sequent.Run json = Sequent.run("check", below.toString(), "--json");

        assertThat(text.err())
                .contains("--> " + below.resolve("part.sqt") + ":1:11")
                .contains("param A : u9 = 1");
        assertThat(json.out()).contains("\"file\": \"" + below.resolve("part.sqt") + "\"");
    }

    @Test
    void junkAmongTheMutantsIsNamed() throws IOException {
        root("p.sqt");
        Path mutants = Files.createDirectory(folder.resolve("mutants"));
        Files.writeString(mutants.resolve("text.patch"), "junk ".repeat(100_000) + "\n");
        Files.write(mutants.resolve("bytes.patch"), "caf\u00e9".getBytes(StandardCharsets.ISO_8859_1));
        Files.createDirectory(mutants.resolve("folder.patch"));
        Files.writeString(mutants.resolve("empty.patch"), "");
        Files.createSymbolicLink(mutants.resolve("nowhere.patch"), Path.of("gone"));
        Files.write(mutants.resolve("large.patch"), new byte[2 << 20]);

        Sequent.Run run = Sequent.run("mutants", folder.toString());

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err())
                .contains(mutants.resolve("text.patch") + ":1: 'junk junk")
                .contains(mutants.resolve("bytes.patch") + ": this is not UTF-8")
                .contains(mutants.resolve("folder.patch") + ": this is not a file")
                .contains(mutants.resolve("empty.patch") + ":1: it does not say 'Title: ...'")
                .contains(mutants.resolve("nowhere.patch") + ": this is not a file")
                .contains(mutants.resolve("large.patch") + ": this has more than 1 MB")
                .contains("6 mutants do not fit");
        assertThat(run.err().length()).isLessThan(3_000);
    }

    @Test
    void resumingSaysWhatItResumes() throws IOException {
        root("p.sqt");
        String[] use = {
            "check", folder.toString(), "--checkpoint", folder.resolve("kept").toString(), "--resume"
        };

        assertThat(Sequent.run(use).err())
                .contains("sequent: there is nothing to resume in " + folder.resolve("kept")
                        + ": s begins from the start");
        assertThat(Sequent.run(use).err()).contains("sequent: resuming from " + folder.resolve("kept") + ": s\n");
    }

    @Test
    void thatOneViolationStoppedTheSearchIsSaidOnce() throws IOException {
        root("p.sqt");

        Sequent.Run run = Sequent.run("check", folder.toString());

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out())
                .containsOnlyOnce("not exhausted: stopped at the first violation")
                .contains("so nothing is said about ")
                .containsPattern("nothing is said about [^\n]*q, r");
    }
}
