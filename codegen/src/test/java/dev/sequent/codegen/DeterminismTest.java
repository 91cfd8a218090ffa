package dev.sequent.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.codegen.build.CompiledCore;
import dev.sequent.codegen.build.CoreBuild;
import dev.sequent.codegen.build.CoreCompiler;
import dev.sequent.codegen.build.CoreGenerator;
import dev.sequent.codegen.form.PointMap;
import dev.sequent.codegen.java.GeneratedSources;
import dev.sequent.codegen.java.LineMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same specification gives the same bytes, wherever and however often. */
class DeterminismTest {
    @Test
    void twiceInOneProcess() {
        GeneratedSources first = CoreGenerator.generate(Fixtures.protocol("tcp"));
        GeneratedSources second = CoreGenerator.generate(Fixtures.protocol("tcp"));
        assertThat(second).isEqualTo(first);
        CompiledCore compiled = CoreCompiler.compile(second);
        CompiledCore before = Fixtures.compiled("tcp");
        assertThat(compiled.classes()).hasSameSizeAs(before.classes());
        compiled.classes()
                .forEach((name, bytes) ->
                        assertThat(bytes).as(name).isEqualTo(before.classes().get(name)));
        assertThat(compiled.digest()).isEqualTo(before.digest()).matches("[0-9a-f]{16}");
    }

    /** Turkish has its own idea of the capital of i, Thailand of the year, and Kiribati of the day. */
    @Test
    void inAnotherProcessElsewhere(@TempDir Path folder) throws Exception {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        var process = new ProcessBuilder(
                        java.toString(),
                        "-Duser.language=tr",
                        "-Duser.country=TR",
                        "-Duser.timezone=Pacific/Kiritimati",
                        "-Dfile.encoding=ISO-8859-9",
                        "-Dline.separator=\r\n",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CoreBuild.class.getName(),
                        Fixtures.root("features").toString(),
                        folder.resolve("sources").toString(),
                        folder.resolve("classes").toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();

        CompiledCore here = Fixtures.compiled("features");
        assertThat(files(folder.resolve("sources"))).isEqualTo(new TreeMap<>(here.sources()));
        for (var e : here.classes().entrySet()) {
            byte[] there = Files.readAllBytes(
                    folder.resolve("classes").resolve(e.getKey().replace('.', '/') + ".class"));
            assertThat(there).as(e.getKey()).isEqualTo(e.getValue());
        }
        Path points = folder.resolve("classes").resolve(here.generated().pointsPath());
        assertThat(PointMap.ofTsv(Files.readString(points))).isEqualTo(here.points());
        Path lines = folder.resolve("classes").resolve(here.generated().linesPath());
        assertThat(LineMap.ofTsv(Files.readString(lines))).isEqualTo(here.lines());
    }

    private static TreeMap<String, String> files(Path root) throws IOException {
        var texts = new TreeMap<String, String>();
        try (Stream<Path> walk = Files.walk(root)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                texts.put(root.relativize(file).toString().replace('\\', '/'), Files.readString(file));
            }
        }
        return texts;
    }

    /** Only what machines do names the core: a new property or scenario leaves its digest as it was. */
    @Test
    void theDigestNamesThePureCore() {
        String machine = """
                protocol X
                param WAIT : duration = 1 s in 1 ms .. 1 min
                message M as M { K : u8 }
                machine A {
                  state S initial
                  var V : u8
                  timer T
                  receives M
                  on M arrives in S { V := M.K  send M <K=V>  start T after WAIT }
                  on timeout T in S { V := 0 }
                  invariant small : V <= 255
                }
                property p(A, B : A) : always A.V >= 0
                """;
        String digest = digest(machine);
        assertThat(digest(machine.replace("always A.V >= 0", "always A.V = B.V")))
                .isEqualTo(digest);
        assertThat(digest(machine.replace("V <= 255", "V < 200"))).isEqualTo(digest);
        assertThat(digest(machine.replace("V := 0", "V := 1"))).isNotEqualTo(digest);
        assertThat(digest(machine.replace("= 1 s", "= 2 s"))).isNotEqualTo(digest);
    }

    private static String digest(String text) {
        return CoreCompiler.compile(Fixtures.inline(text)).digest();
    }
}
