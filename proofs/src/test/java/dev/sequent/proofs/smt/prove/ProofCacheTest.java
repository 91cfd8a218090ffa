package dev.sequent.proofs.smt.prove;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.language.Options;
import dev.sequent.language.SpecCompiler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an earlier run has found is believed as long as nothing has changed that it depends on. */
class ProofCacheTest {
    private static final String SOURCE = """
            protocol P "a counter"
            param MOST : u8 = 10 in 1 .. 100
            message PIECE as IN { N : u8 }
            machine M {
              state IDLE initial
              var N : u8
              var K : u8
              event UP(by : u8)
              event DOWN()
              event LOOK()
              function least() : int = 0
              procedure less() { if N > 0 { N := N - 1 } }
              before sending PIECE { OUT.N := N }
              on UP in IDLE { if N + by <= MOST { N := N + by } }
              on DOWN in IDLE { less() }
              on LOOK in IDLE { send PIECE <N=0> ; K := K + 1 }
              invariant bounded : least() <= N <= MOST
            }
            property never-more(A : M) : step A calls DOWN implies A.N <= old(A.N)
            """;

    @TempDir
    Path folder;

    @Test
    void nothingChanged() {
        var first = prove(SOURCE);
        assertThat(first).noneMatch(Result::remembered);
        var again = prove(SOURCE);
        assertThat(again).allMatch(Result::remembered);
        assertThat(again).extracting(ProofCacheTest::words).isEqualTo(words(first));
        // One of them was refuted, and is so again: the interpreter has taken the step.
        assertThat(again)
                .filteredOn(Result::refuted)
                .singleElement()
                .satisfies(r -> assertThat(r.obligation().step()).isEqualTo("LOOK in IDLE"));
    }

    @Test
    void oneRule() {
        prove(SOURCE);
        assertThat(anew(SOURCE.replace("by <= MOST {", "by < MOST {"))).containsOnly("UP in IDLE");
        assertThat(anew(SOURCE.replace("if N > 0 {", "if N > 1 {"))).containsOnly("DOWN in IDLE");
        assertThat(anew(SOURCE.replace("OUT.N := N", "OUT.N := K"))).containsOnly("LOOK in IDLE");
    }

    @Test
    void whatAllDependOn() {
        prove(SOURCE);
        var all = Set.of("the beginning", "UP in IDLE", "DOWN in IDLE", "LOOK in IDLE");
        assertThat(anew(SOURCE.replace("in 1 .. 100", "in 1 .. 99"))).containsAll(all);
        assertThat(anew(SOURCE.replace("least() <= N <= MOST", "least() <= N and N <= MOST + 1")))
                .containsAll(all);
        // A function that only the invariant calls.
        assertThat(anew(SOURCE.replace("least() : int = 0", "least() : int = 0 - 1")))
                .containsAll(all);
        assertThat(steps(prove(SOURCE, new Settings(2000, 2, true, true, Set.of(), false, Map.of()))))
                .containsAll(all);
        assertThat(steps(prove(SOURCE, new Settings(2000, 1, true, true, Set.of(), false, Map.of("MOST", 7L)))))
                .containsAll(all);
    }

    /** A property is no assumption: of the steps it is asked about, nothing else is proved again. */
    @Test
    void aProperty() {
        prove(SOURCE);
        var results = prove(SOURCE.replace("A.N <= old(A.N)", "A.N <= old(A.N) + 1"));
        assertThat(results)
                .filteredOn(r -> !r.remembered())
                .isNotEmpty()
                .allMatch(r -> r.obligation().claim() instanceof Obligation.Claim.OfStep);
    }

    /** Where a rule stands, and what is said about it, is no part of it. */
    @Test
    void moved() {
        var first = prove(SOURCE);
        var moved = prove(SOURCE.replace("  event UP", "  // three events\n\n  event UP")
                .replace("var K : u8", "var K : u8 \"how often somebody looked\""));
        assertThat(moved).allMatch(Result::remembered);
        assertThat(line(moved)).isEqualTo(line(first) + 2);
    }

    @Test
    void whatIsNotToBeBelieved() throws IOException {
        prove(SOURCE);
        for (Path file : entries()) {
            Files.writeString(file, Files.readString(file).replace("proved\ttrue", "proved\tfalse"));
        }
        assertThat(anew(SOURCE)).contains("UP in IDLE", "DOWN in IDLE", "LOOK in IDLE");
        for (Path file : entries()) {
            Files.write(file, new byte[] {(byte) 0xff, 0, 7});
        }
        Files.createDirectory(folder.resolve("a folder.proof"));
        Files.writeString(folder.resolve("something else"), "else");
        assertThat(prove(SOURCE)).noneMatch(Result::remembered);
        assertThat(prove(SOURCE)).allMatch(Result::remembered);
    }

    /** Its sum is right, and it does not speak of all that was asked. */
    @Test
    void anInvariantLess() {
        prove(SOURCE);
        tamper("(?m)^invariant.*\n", "");
        assertThat(anew(SOURCE)).contains("the beginning", "UP in IDLE", "DOWN in IDLE", "LOOK in IDLE");
    }

    /** Its sum is right, and its counterexample is none. */
    @Test
    void anotherCounterexample() {
        prove(SOURCE);
        tamper("0=(\\d*),1=255", "0=$1,1=7");
        assertThat(anew(SOURCE)).containsOnly("LOOK in IDLE");
    }

    private void tamper(String pattern, String instead) {
        var cache = ProofCache.in(folder);
        for (Path file : entries()) {
            String key = file.getFileName().toString().replace(".proof", "");
            cache.put(key, cache.get(key).orElseThrow().replaceAll(pattern, instead));
        }
    }

    @Test
    void bounded() {
        var cache = ProofCache.in(folder, 3);
        for (int i = 0; i < 7; i++) {
            cache.put("k" + i, "text " + i + "\n");
        }
        cache.tidy();
        assertThat(entries()).hasSize(3);
    }

    @Test
    void noFolder() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "no folder");
        var cache = ProofCache.in(file.resolve("proofs"));
        cache.put("k", "text\n");
        cache.tidy();
        assertThat(cache.get("k")).isEmpty();
        assertThat(ProofCache.none().get("k")).isEmpty();
    }

    private List<Path> entries() {
        try (var files = Files.list(folder)) {
            return files.filter(f -> f.toString().endsWith(".proof") && Files.isRegularFile(f))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static int line(List<Result> results) {
        return results.stream()
                .filter(Result::refuted)
                .findFirst()
                .orElseThrow()
                .obligation()
                .claim()
                .span()
                .line();
    }

    private static List<String> words(List<Result> results) {
        return results.stream().map(ProofCacheTest::words).toList();
    }

    private static String words(Result result) {
        return result.obligation().step() + " " + result.obligation().demand() + " "
                + result.obligation().claim().span() + " " + result.verdict();
    }

    /** The steps of which something was not remembered. */
    private List<String> anew(String source) {
        return steps(prove(source));
    }

    private static List<String> steps(List<Result> results) {
        return results.stream()
                .filter(r -> !r.remembered())
                .map(r -> r.obligation().step())
                .distinct()
                .toList();
    }

    private List<Result> prove(String source) {
        return prove(source, Settings.USUAL);
    }

    private List<Result> prove(String source, Settings settings) {
        var compilation = SpecCompiler.compile("p.sqt", Map.of("p.sqt", source), Options.NONE);
        assertThat(compilation.protocol())
                .as(() -> compilation.diagnostics().toString())
                .isPresent();
        var prover = new Prover(
                compilation.protocol().get(),
                settings,
                Cores.of(compilation.protocol().get()),
                ProofCache.in(folder));
        return ProofRun.of(prover, 1, text -> {}, () -> false).results();
    }
}
