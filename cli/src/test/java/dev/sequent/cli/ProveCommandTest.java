package dev.sequent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sequent prove}: what it says, and its exit codes. */
class ProveCommandTest {
    private static final String COUNTER = """
            protocol P "a counter"
            param MOST : u8 = 10 in 1 .. 100
            machine M {
              state IDLE initial
              var N : u8 "how often"
              event UP(by : u8)
              on UP in IDLE { if N + by <= MOST { N := N + by } else { N := N - 1 } }
              invariant bounded : N <= MOST
            }
            """;

    @TempDir
    Path folder;

    private String counter() throws IOException {
        Path file = folder.resolve("counter.sqt");
        Files.writeString(file, COUNTER);
        return file.toString();
    }

    @Test
    void allOfASmallProtocol() {
        Sequent.Run run = Sequent.run("prove", "../spec/abp", "--threads", "1", "--no-cache");
        assertThat(run.code()).as(run.out() + run.err()).isZero();
        assertThat(run.out())
                .contains("core ", "(ABP, ")
                .containsPattern("Sender +armed +6\n")
                .containsPattern("\n\\d+ proved, 0 refuted, 0 unknown, in \\d+\\.\\d s\n");
    }

    @Test
    void aCounterexample() throws IOException {
        Sequent.Run run = Sequent.run("prove", counter(), "--explain");
        assertThat(run.code()).as(run.err()).isEqualTo(1);
        assertThat(run.out())
                .contains(
                        "counter.sqt:7:60: M: the value fits its type\n",
                        "  refuted  UP in IDLE: N: -1 is out of the range of u8\n")
                .contains(
                        "      UP(by 11)\n",
                        "      M        before    after\n",
                        "        as in the beginning: N\n",
                        "      fault: N: -1 is out of the range of u8\n",
                        "      by counter.sqt:7  on UP in IDLE");
    }

    @Test
    void oneInvariant() throws IOException {
        Sequent.Run run = Sequent.run("prove", counter(), "bounded");
        assertThat(run.code()).as(run.out()).isZero();
        assertThat(run.out()).containsPattern("M +bounded +2\n").doesNotContain("no fault");
    }

    /** With this value of the parameter the step is no fault; with others it is. */
    @Test
    void aParameterThatIsSet() throws IOException {
        String root = counter();
        Sequent.edit(Path.of(root), "else { N := N - 1 }", "else { N := MOST / (MOST - 7) }");
        assertThat(Sequent.run("prove", root, "faults").code()).isEqualTo(1);
        assertThat(Sequent.run("prove", root, "faults", "--set", "MOST=9").code())
                .isZero();
    }

    @Test
    void whatIsNotThere() throws IOException {
        Sequent.Run run = Sequent.run("prove", counter(), "bouned");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err())
                .contains("there is no invariant, property of steps or claim about two peers bouned", "bounded")
                .contains("faults");
        assertThat(Sequent.run("prove", counter(), "--limit", "0s").code()).isEqualTo(2);
        assertThat(Sequent.run("prove", counter(), "--threads", "0").code()).isEqualTo(2);
    }

    /**
     * Left out, the timer is off while a message is out: the scenario comes to that. What is merely not inductive it
     * does not come to.
     */
    @Test
    void whatAScenarioReaches() throws IOException {
        Path root = Sequent.copy("abp", folder);
        Sequent.edit(root, "  check all\n", "  check all\n  quick\n");
        Sequent.edit(root, "    start RETRANSMISSION after RETRY\n", "");
        Sequent.edit(
                root,
                "  on SEND in IDLE {\n",
                "  on SEND in IDLE {\n    if SIZE = 77 { start RETRANSMISSION after RETRY }\n");
        Sequent.edit(root, "  invariant quiet", "  invariant little : SIZE <= 9\n  invariant quiet");
        Sequent.Run run = Sequent.run("prove", root.toString(), "armed", "little", "--reach");
        assertThat(run.code()).as(run.err()).isEqualTo(1);
        assertThat(run.out())
                .contains("\nSender.armed: scenario three-messages reaches a violation in 1 step\n")
                .contains("\nSender.little: no quick scenario reaches a violation\n");
        assertThat(Sequent.run("prove", root.toString(), "armed").out()).doesNotContain("reaches");
    }

    /** Whoever asks for one claim is told that it takes others, and whether these are shown. */
    @Test
    void whatIsTakenForGranted() throws IOException {
        String root = counter();
        Files.writeString(
                Path.of(root),
                Files.readString(Path.of(root))
                        .replace("  invariant bounded", "  invariant far : N < 9\n  invariant bounded"));
        assertThat(Sequent.run("prove", root, "bounded").out())
                .contains(
                        "  what is proved of M takes other invariants for granted, which were not asked for: 1 (without a name, all are shown)\n");
        assertThat(Sequent.run("prove", root).out())
                .contains("  what is proved of M takes for granted what is not proved: far\n")
                .doesNotContain("not asked for");
        assertThat(Sequent.run("prove", counter()).out()).doesNotContain("for granted");
    }

    /** A reader sees what is claimed of the step, and the variables that it is about. */
    @Test
    void aCounterexampleToAPropertyOfSteps() throws IOException {
        String root = counter();
        Files.writeString(
                Path.of(root),
                Files.readString(Path.of(root))
                                .replace("  event UP", "  var M : bool \"much\"\n  event UP")
                                .replace("{ N := N + by }", "{ N := N + by ; M := by > 4 }")
                        + "property much(A : M) : step A.M implies old(A.M)\n");
        assertThat(Sequent.run("prove", root, "much", "--explain").out())
                .containsPattern("\n        M +false +\\* +true\n")
                .contains("\n      claimed: A.M implies old(A.M)\n");
    }

    /** What one step decides is proved; the rest is counted, and named if somebody asks. */
    @Test
    void properties() throws IOException {
        String root = counter();
        Files.writeString(Path.of(root), Files.readString(Path.of(root)).replace("else { N := N - 1 }", "") + """
                        property up(A : M) : step old(A.N) <= A.N
                        property ups(A : M) : A.N = 0 ~> A.N > 0
                        """);
        Sequent.Run all = Sequent.run("prove", root);
        assertThat(all.code()).as(all.out() + all.err()).isZero();
        assertThat(all.out())
                .containsPattern("M +up +1\n")
                .contains("nothing is said of 1 property (--explain names them):\n  1  a claim about runs\n");
        assertThat(Sequent.run("prove", root, "--explain").out()).contains("  1  a claim about runs: ups\n");
        assertThat(Sequent.run("prove", root, "up").out())
                .containsPattern("M +up +1\n")
                .doesNotContain("bounded", "nothing is said");
        assertThat(Sequent.run("prove", root, "ups").err())
                .contains("nothing can be proved of ups: a claim about runs");
        var node = Json.parse(Sequent.run("prove", root, "--json").out());
        assertThat(Json.complaints(node)).isEmpty();
        assertThat(node.at("/leftOut/0/property").asText()).isEqualTo("ups");
    }

    /** What an earlier run has found is not looked for again, unless somebody wants it. */
    @Test
    void theSecondTime() throws IOException {
        String root = counter();
        Sequent.run("prove", root);
        Sequent.Run again = Sequent.run("prove", root);
        assertThat(again.code()).isEqualTo(1);
        assertThat(again.out())
                .contains("  refuted  UP in IDLE: N: -1 is out of the range of u8\n")
                .containsPattern(" s, \\d+ of them by an earlier run");
        assertThat(Sequent.run("prove", root, "--no-cache").out()).doesNotContain("earlier run");
    }

    @Test
    void lemmas() throws IOException {
        Sequent.Run run = Sequent.run("prove", counter(), "bounded", "--lemmas");
        assertThat(run.out())
                .contains("\nwhat the proofs take:\n  M.bounded  bounded\n", "no other proof takes: M.bounded\n");
        var node = Json.parse(
                Sequent.run("prove", counter(), "bounded", "--lemmas", "--json").out());
        assertThat(Json.complaints(node)).isEmpty();
        assertThat(node.at("/unused/0").asText()).isEqualTo("M.bounded");
    }

    @Test
    void json() throws IOException {
        Sequent.Run run = Sequent.run("prove", counter(), "--json");
        assertThat(run.code()).as(run.err()).isEqualTo(1);
        var node = Json.parse(run.out());
        assertThat(Json.complaints(node)).isEmpty();
        assertThat(node.at("/refuted").asInt()).isEqualTo(1);
        assertThat(node.at("/open/0/verdict").asText()).isEqualTo("refuted");
        assertThat(node.at("/open/0/line").asInt()).isEqualTo(7);
        assertThat(node.at("/open/0/counterexample/0").asText()).isEqualTo("UP(by 11)");
        assertThat(node.at("/open/0/refutation/befalls").asText()).isEqualTo("UP(by 11)");
        assertThat(node.at("/open/0/refutation/memory/1/name").asText()).isEqualTo("N");
        assertThat(node.at("/open/0/refutation/memory/1/read").asBoolean()).isTrue();
        assertThat(node.at("/open/0/refutation/rules/0/line").asInt()).isEqualTo(7);
    }
}
