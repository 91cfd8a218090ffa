package dev.sequent.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.language.diagnostic.Diagnostic;
import dev.sequent.language.diagnostic.DiagnosticPrinter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpecCompilerTest {
    private static final String MACHINE = "machine M {\n  state IDLE initial\n}\n";

    private static List<String> codes(Compilation compilation) {
        return compilation.diagnostics().stream().map(Diagnostic::code).toList();
    }

    @Test
    void aRootThatIsNotThereIsADiagnostic(@TempDir Path folder) {
        Compilation compilation = SpecCompiler.compile(folder.resolve("none.sqt"), Options.NONE);

        assertThat(codes(compilation)).containsExactly("SQT101");
        assertThat(compilation.sources()).isEmpty();
    }

    @Test
    void aFolderAndBytesThatAreNoTextAreDiagnostics(@TempDir Path folder) throws IOException {
        Files.write(folder.resolve("bytes.sqt"), new byte[] {(byte) 0xff, (byte) 0xfe, 0, (byte) 0x80});

        assertThat(codes(SpecCompiler.compile(folder, Options.NONE))).containsExactly("SQT101");
        assertThat(codes(SpecCompiler.compile(folder.resolve("bytes.sqt"), Options.NONE)))
                .containsExactly("SQT104");
        assertThat(codes(SpecCompiler.compile(Path.of("/"), Options.NONE))).containsExactly("SQT101");
    }

    @Test
    void bytesThatAreNoTextAreNamedWithTheirPlaceInTheFileThatIsMeant(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("root.sqt"), "protocol P\nimport \"part.sqt\"\n" + MACHINE);
        byte[] latin = "// first line\n// caf\u00e9\nparam A : u8 = 1\n".getBytes(StandardCharsets.ISO_8859_1);
        Files.write(folder.resolve("part.sqt"), latin);

        Compilation compilation = SpecCompiler.compile(folder.resolve("root.sqt"), Options.NONE);

        assertThat(new DiagnosticPrinter(compilation.sources()).text(compilation.diagnostics()))
                .isEqualTo("""
                error[SQT104]: part.sqt is not text in UTF-8: byte 20 is 0xe9
                 --> part.sqt:2:7
                  = counted from 0; save the file as UTF-8
                """);
    }

    @Test
    void aFileUnderTwoNamesIsReadOnce(@TempDir Path folder) throws IOException {
        Files.writeString(
                folder.resolve("root.sqt"), "protocol P\nimport \"part.sqt\"\nimport \"same.sqt\"\n" + MACHINE);
        Files.writeString(folder.resolve("part.sqt"), "param A : u8 = 1\n");
        Files.createSymbolicLink(folder.resolve("same.sqt"), Path.of("part.sqt"));

        Compilation compilation = SpecCompiler.compile(folder.resolve("root.sqt"), Options.NONE);

        assertThat(compilation.diagnostics()).isEmpty();
        assertThat(compilation.protocol().orElseThrow().files()).containsExactly("root.sqt", "part.sqt");
    }

    @Test
    void aFileThatImportsItselfUnderAnotherNameGoesInACircle(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("root.sqt"), "protocol P\nimport \"again.sqt\"\n" + MACHINE);
        Files.createSymbolicLink(folder.resolve("again.sqt"), Path.of("root.sqt"));

        assertThat(codes(SpecCompiler.compile(folder.resolve("root.sqt"), Options.NONE)))
                .containsExactly("SQT103");
    }

    @Test
    void whatCannotBeTheNameOfAFileCannotBeImported() {
        assertThat(codes(Specs.compile("protocol P\nimport \"part\0.sqt\"\n" + MACHINE)))
                .contains("SQT102");
    }

    @Test
    void anEmptyFileHasNoProtocol() {
        assertThat(codes(Specs.compile(""))).contains("SQT401");
    }

    @Test
    void importsAreRelativeToTheImportingFileAndReadOnce() {
        var sources = new LinkedHashMap<String, String>();
        sources.put("root.sqt", "protocol P\nimport \"parts/a.sqt\"\nimport \"parts/b.sqt\"\n" + MACHINE);
        sources.put("parts/a.sqt", "import \"b.sqt\"\nimport \"../c.sqt\"\nparam A : u8 = 1\n");
        sources.put("parts/b.sqt", "param B : u8 = 1\n");
        sources.put("c.sqt", "param C : u8 = 1\n");

        Compilation compilation = SpecCompiler.compile("root.sqt", sources, Options.NONE);

        assertThat(compilation.diagnostics()).isEmpty();
        assertThat(compilation.protocol().orElseThrow().files())
                .containsExactly("root.sqt", "parts/a.sqt", "parts/b.sqt", "c.sqt");
        assertThat(compilation.protocol().orElseThrow().params())
                .extracting(p -> p.name())
                .containsExactly("A", "B", "C");
        assertThat(compilation.sources().keySet()).containsExactly("root.sqt", "parts/a.sqt", "parts/b.sqt", "c.sqt");
    }

    @Test
    void aFileOverridesTheChoiceOfThoseThatItImports() {
        String modules = "protocol P\ninterface i { function f() : u8 }\n"
                + "module A provides i for M { function f() : u8 = 1 }\n"
                + "module B provides i for M { function f() : u8 = 2 }\nuse i = A\n" + MACHINE;

        Compilation compilation = SpecCompiler.compile(
                "root.sqt", Map.of("root.sqt", "import \"p.sqt\"\nuse i = B\n", "p.sqt", modules), Options.NONE);

        assertThat(compilation.diagnostics()).isEmpty();
        assertThat(compilation
                        .protocol()
                        .orElseThrow()
                        .machine("M")
                        .functions()
                        .getFirst()
                        .span()
                        .line())
                .isEqualTo(4);
    }

    @Test
    void aWrongChoiceOnTheCommandLineIsADiagnostic() {
        Compilation compilation = SpecCompiler.compile(
                "r.sqt", Map.of("r.sqt", "protocol P\n" + MACHINE), new Options(Map.of("pace", "Fast")));

        assertThat(codes(compilation)).containsExactly("SQT226");
        assertThat(new DiagnosticPrinter(compilation.sources()).text(compilation.diagnostics()))
                .startsWith("error[SQT226]: unknown interface pace on the command line\n");
    }

    /** And that is all that is wrong: nothing is said about the calls into the module that was meant. */
    @Test
    void anUnknownModuleOnTheCommandLineIsOneMistake() {
        String modules = """
                protocol P
                interface pace { function n() : u32 }
                module Slow provides pace for M { function n() : u32 = 1 }
                module Quick provides pace for M { function n() : u32 = 2 }
                use pace = Slow
                machine M {
                  state IDLE initial
                  var N : u32
                  event GO()
                  on GO in IDLE { N := N + pace.n() }
                }
                """;
        Compilation compilation =
                SpecCompiler.compile("r.sqt", Map.of("r.sqt", modules), new Options(Map.of("pace", "Quik")));

        assertThat(codes(compilation)).containsExactly("SQT226");
        assertThat(new DiagnosticPrinter(compilation.sources()).text(compilation.diagnostics()))
                .contains("did you mean Quick?");
    }

    @Test
    void diagnosticsComeInTheOrderOfFilesAndLines() {
        var sources = Map.of(
                "z.sqt", "protocol P\nimport \"a.sqt\"\nmachine M {\n  state IDLE initial\n  var n : u9\n}\n",
                "a.sqt", "param B : u7 = 1\nparam A : u8 = 256\n");

        Compilation compilation = SpecCompiler.compile("z.sqt", sources, Options.NONE);

        assertThat(compilation.diagnostics())
                .extracting(d -> d.span().toString())
                .containsExactly("z.sqt:5:11", "a.sqt:1:11", "a.sqt:2:16");
    }

    @Test
    void theSameSourceYieldsTheSameAnswer() {
        Path root = Path.of("../spec/tcp/tcp.sqt");

        assertThat(SpecCompiler.compile(root, Options.NONE)).isEqualTo(SpecCompiler.compile(root, Options.NONE));
    }

    @Test
    void theSummaryCounts() {
        Compilation compilation = Specs.compile("protocol P\n" + MACHINE + "param \"A\\\" : u8 = 1\n");

        assertThat(DiagnosticPrinter.summary(compilation.diagnostics())).isEqualTo("1 error, 0 warnings");
    }
}
