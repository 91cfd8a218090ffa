package dev.sequent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.cli.Sequent.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code sequent check}: every exit code, and what is printed with it. */
class CheckCommandTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"abp", "gbn"})
    void holds(String name) {
        Run run = Sequent.run("check", Sequent.HOME.resolve("spec/" + name).toString());
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out())
                .startsWith("core ")
                .contains(", spec/" + name + "/" + name + ".sqt)")
                .contains("everything holds for core ")
                .contains("bounds:")
                .doesNotContain("\u001b");
    }

    @Test
    void aDrawingIsOfASmallScenarioAndThoseAreNamed() {
        String file = folder.resolve("states.dot").toString();
        Run several = Sequent.run("check", "refused", "handshake", "--dot", file);
        assertThat(several.code()).isEqualTo(2);
        assertThat(several.err()).contains("--dot draws one scenario: name it (small enough: refused)");
        Run large =
                Sequent.run("check", Sequent.HOME.resolve("spec/abp").toString(), "--max-states", "5", "--dot", file);
        assertThat(large.code()).isEqualTo(2);
        assertThat(large.err()).contains("has more than 5 states", "(none of those here has at most 5 states)");
        assertThat(Path.of(file)).doesNotExist();
        assertThat(Sequent.run("check", "refused", "--dot", file).code()).isZero();
        assertThat(Path.of(file)).content().contains("\ndigraph states {");
    }

    @ParameterizedTest
    @ValueSource(strings = {"check refused", "prove rto-within-limits", "test delivery", "mutants no-nagle", "packet"})
    void whatIsAssumedOfParametersIsKept(String command) {
        var words = new ArrayList<>(List.of(command.split(" ")));
        if (command.equals("packet")) {
            words.add(Sequent.HOME.resolve("spec/tcp/scripts/rfc6298").toString());
        }
        words.addAll(List.of("--set", "RTO-MIN=2s", "--set", "RTO-MAX=1s"));
        Run run = Sequent.run(words.toArray(String[]::new));
        assertThat(run.code()).as(run.err()).isEqualTo(2);
        assertThat(run.err())
                .contains("--set: RTO-MIN = 2 s, RTO-MAX = 1 s breaks the assumption RTO-MIN <= RTO-MAX (")
                .contains("parameters.sqt:");
    }

    /** It fits the defaults, and not what the scenario sets. */
    @Test
    void whatAScenarioSetsIsKeptToo() {
        Run run = Sequent.run("check", "last-ack-lost", "--set", "RTO-MIN=2s");
        assertThat(run.code()).as(run.err()).isEqualTo(2);
        assertThat(run.err())
                .contains(
                        "scenario last-ack-lost: RTO-MIN = 2 s, RTO-MAX = 1 s breaks the assumption RTO-MIN <= RTO-MAX (");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void violatedWithAFigure() throws IOException {
        Path root = Sequent.copy("abp", folder);
        // The receiver forgets which bit is next: a retransmission counts as new.
        Sequent.edit(root, "        EXPECTED := not EXPECTED\n", "");
        Run run = Sequent.run("check", root.toString());
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out())
                .contains("in-step", "VIOLATED in ", "-->", "<CTL=")
                .contains("VIOLATED: not-acknowledged-yet for core ")
                .doesNotContain("everything holds");
    }

    @Test
    void vacuousIsNotHolding() throws IOException {
        Path root = Sequent.copy("abp", folder);
        Sequent.edit(root, "S in IDLE and S.BIT and R.EXPECTED", "S in IDLE and S.SIZE > 77");
        Run run = Sequent.run("check", root.toString());
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).contains("vacuous: its witness occurs in none of");
    }

    @Test
    void notExhaustedIsNotHolding() {
        Run run = Sequent.run("check", "handshake", "--max-states", "100");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out())
                .contains("not exhausted: the state limit is reached")
                .doesNotContain("  holds (");
    }

    /** The short form for many scenarios, each with its bounds; for one, or with --verbose, everything. */
    @Test
    void manyScenarios() {
        Run run = Sequent.run("check", "refused", "simultaneous-open");
        assertThat(run.code()).isZero();
        assertThat(run.out())
                .contains(
                        "scenario refused: ",
                        "scenario simultaneous-open: ",
                        "properties hold (exhaustive)",
                        "bounds: ",
                        "everything that is checked holds")
                .doesNotContain("ends:", "Connection.confirmed");
        assertThat(Sequent.run("check", "refused", "simultaneous-open", "-v").out())
                .contains("ends:", "Connection.confirmed");
        Run stopped = Sequent.run("check", "refused", "handshake", "--max-states", "50");
        assertThat(stopped.code()).isEqualTo(1);
        assertThat(stopped.out())
                .containsPattern("Connection.confirmed +not exhausted")
                .contains("NOT EXHAUSTED");
    }

    /**
     * Rules that nothing took are warned of when all scenarios were explored, and only then; {@code --coverage} counts.
     */
    @Test
    void whatWasTakenAndWhatWasNot() {
        assertThat(Sequent.run("check", Sequent.HOME.resolve("spec/abp/abp.sqt").toString())
                        .out())
                .contains("warning: rules that no scenario took")
                .containsPattern("abp\\.sqt:\\d+:\\d+: never taken: Sender: on SEND in WAITING");
        assertThat(Sequent.run("check", "refused").out()).doesNotContain("never taken");
        Run counted =
                Sequent.run("check", Sequent.HOME.resolve("spec/abp/abp.sqt").toString(), "--coverage");
        assertThat(counted.code()).isZero();
        assertThat(counted.out())
                .containsPattern("(?m)^ +19  \\S*abp\\.sqt:\\d+:\\d+ +Sender: on SEND in IDLE")
                .containsPattern("(?m)^ +0  \\S*abp\\.sqt:\\d+:\\d+ +Sender: on SEND in WAITING");
    }

    /** What the specification declares unreachable is no rule that was not taken. */
    @Test
    void whatIsDeclaredUnreachableIsNotWarnedOf() throws IOException {
        String text = Files.readString(Sequent.HOME.resolve("spec/abp/abp.sqt"));
        Path file = folder.resolve("abp.sqt");
        Files.writeString(
                file,
                text.replace(
                        "on SEND in WAITING { return busy }",
                        "on SEND in WAITING { unreachable \"nobody sends while he waits\" }"));
        Run run = Sequent.run("check", file.toString());
        assertThat(run.code()).isZero();
        assertThat(run.out())
                .contains("\n1 place is declared unreachable\n")
                .doesNotContain("never taken: Sender: on SEND in WAITING");
    }

    @Test
    void noScenarioIsQuick() {
        Run run = Sequent.run("check", Sequent.HOME.resolve("spec/abp/abp.sqt").toString(), "--quick");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("none of these scenarios is quick");
    }

    @Test
    void timeLimit() {
        Run run = Sequent.run("check", "handshake", "--time-limit", "1us");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).contains("not exhausted: the time limit is reached");
    }

    @Test
    void errorsInTheSpecification() throws IOException {
        Path root = Sequent.copy("abp", folder);
        Sequent.edit(root, "      BIT := not BIT\n", "      BITS := not BIT\n");
        Run run = Sequent.run("check", root.toString());
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .contains("abp.sqt:")
                .contains("BITS")
                .contains("did you mean BIT?")
                .contains("1 error, 0 warnings");
    }

    @Test
    void jsonOfVerdicts() {
        Run run = Sequent.run("check", Sequent.HOME.resolve("spec/abp/abp.sqt").toString(), "--json");
        assertThat(run.code()).isZero();
        Map<String, Object> json = Json.object(run.out());
        assertThat(json).containsEntry("format", "sequent-check").containsEntry("worst", "holds");
        assertThat((List<?>) json.get("scenarios")).hasSize(1);
        assertThat(json.get("neverTaken").toString())
                .containsPattern("location=abp\\.sqt:\\d+:\\d+, rule=Sender: on SEND in WAITING");
    }

    @Test
    void jsonOfErrors() throws IOException {
        Path root = Sequent.copy("abp", folder);
        Sequent.edit(root, "      BIT := not BIT\n", "      BITS := not BIT\n");
        Run run = Sequent.run("check", root.toString(), "--json");
        assertThat(run.code()).isEqualTo(2);
        assertThat(Json.object(run.out())).containsEntry("format", "sequent-diagnostics");
    }

    @Test
    void jsonOfTheList() {
        Map<String, Object> json =
                Json.object(Sequent.run("check", "--list", "--json").out());
        assertThat(json).containsEntry("protocol", "TCP").containsKeys("digest", "scenarios", "parameters");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "check handshak                        | no scenario handshak; did you mean handshake?",
                "check nowhere.sqt                     | there is no specification nowhere.sqt",
                "check handshake --set MSL             | write NAME=VALUE, for instance MSL=30s",
                "check handshake --set SYN-RETRY=3     | no parameter SYN-RETRY; did you mean SYN-RETRIES?",
                "check handshake --set MSL=5h          | MSL is from 1 ms to 10 min",
                "check handshake --set MSL=30          | MSL needs a unit, one of ns, us, ms, s, min, h",
                "check handshake --set MSL=long        | MSL is a length of time like 200ms",
                "check handshake --set NAGLE=yes       | NAGLE is true or false",
                "check handshake --set R1=many         | R1 is a whole number (u8)",
                "check handshake --set R1=300          | R1 is a u8, from 0 to 255",
                "check handshake --max-states 0        | must be at least 1",
                "check handshake --time-limit 0s         | --time-limit is more than no time at all; for no limit, leave it out",
                "check --simulate --time-limit 0s        | --time-limit is more than no time at all",
                "mutants --time-limit 0s                 | --time-limit is more than no time at all",
                "test --time 0s                          | --time is more than no time at all",
                "check handshake --time-limit soon     | --time-limit is a length of time",
                "check --max-states many               | Invalid value for option '--max-states'",
                "chek                                  | did you mean check",
                "check --lits                          | Unknown option: '--lits'",
            })
    void wrongUse(String line, String message) {
        Run run = Sequent.run(line.strip().split(" +"));
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains(message);
        assertThat(run.out()).isEmpty();
    }

    /** A parameter is configuration: it changes what is explored, and not the core. */
    @Test
    void settingsReachTheScenarioAndNotTheCore() {
        Run plain = Sequent.run("check", "refused");
        Run set = Sequent.run("check", "refused", "--set", "MSL=2s", "--set", "CHALLENGE-ACKS=7");
        assertThat(set.code()).as(set.err()).isZero();
        assertThat(set.out())
                .contains("set MSL = 2 s\n")
                .contains("CHALLENGE-ACKS = 7")
                .contains("MSL = 2 s");
        assertThat(digest(set)).isEqualTo(digest(plain));
    }

    private static String digest(Run run) {
        return run.out().lines().findFirst().orElseThrow();
    }

    @Test
    void generateWritesTheSameCore() {
        Path into = folder.resolve("out");
        Run run = Sequent.run("generate", "-o", into.toString(), "--json");
        assertThat(run.code()).as(run.err()).isZero();
        Map<String, Object> json = Json.object(run.out());
        assertThat(digest(Sequent.run("check", "refused"))).contains("core " + json.get("digest") + " ");
        assertThat((List<?>) json.get("files"))
                .isNotEmpty()
                .allSatisfy(file -> assertThat(into.resolve((String) file)).isNotEmptyFile());
    }

    @Test
    void generateWhereNothingCanBeWritten() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        Run run = Sequent.run("generate", "-o", file.toString());
        assertThat(run.code()).isEqualTo(3);
        assertThat(run.err()).contains("cannot write " + file);
    }
}
