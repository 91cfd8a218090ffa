package dev.sequent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.cli.Sequent.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code sequent check} says of what nothing looked at, and where it keeps what it found. */
class UncheckedTest {
    private static final String LAMP = """
            protocol LAMPS
            machine Lamp {
              state OFF initial, ON
              event PRESS()
              on PRESS in OFF { -> ON }   on PRESS in ON { -> OFF }
            }
            machine Spare {
              state ONLY initial final
              event NOD()
              ignore NOD in ONLY
              invariant there : in ONLY REASON
            }
            property pair(x, y : Lamp) : never x in ON and y in ON REASON
            property b.c(A : Lamp) : never A in ON
            property c(A : Lamp) : never A in ON
            scenario a { quick ; peer A : Lamp { PRESS() } ; check b.c, c }
            scenario a.b { peer A : Lamp { PRESS() } ; check c }
            scenario still { peer A : Lamp { } ; check c }
            """;

    @TempDir
    Path folder;

    private String file(String reason) throws IOException {
        return Files.writeString(folder.resolve("lamps.sqt"), LAMP.replace("REASON", reason))
                .toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--quick", "still", "a still"})
    void whatNoScenarioChecksIsNamedInEverySummary(String arguments) throws IOException {
        var all = new java.util.ArrayList<>(List.of("check", file("")));
        all.addAll(arguments.isEmpty() ? List.of() : List.of(arguments.split(" ")));
        Run run = Sequent.run(all.toArray(String[]::new));
        assertThat(run.code()).as(run.err()).isEqualTo(1);
        assertThat(run.out())
                .contains(
                        "NOT CHECKED by any scenario, so nothing is known about Spare.there (lamps.sqt:11:13), pair (lamps.sqt:13:10)\n")
                .doesNotContain("everything holds");
    }

    @Test
    void itIsInTheJson() throws IOException {
        Run run = Sequent.run("check", file(""), "still", "--json");
        assertThat(run.code()).isEqualTo(1);
        assertThat(Json.object(run.out()))
                .containsEntry("worst", "holds")
                .containsEntry(
                        "unchecked",
                        List.of(
                                Map.of("name", "Spare.there", "location", "lamps.sqt:11:13"),
                                Map.of("name", "pair", "location", "lamps.sqt:13:10")));
    }

    @Test
    void whatIsDeclaredIsNamedAndForgiven() throws IOException {
        String file = file("unchecked \"there is one lamp\"");
        Run run = Sequent.run("check", file, "still");
        assertThat(run.code()).as(run.out()).isZero();
        assertThat(run.out())
                .contains(
                        "everything that is checked holds for core ", ", in the 1 of 3 scenarios that were explored\n")
                .contains("declared unchecked: Spare.there, pair, \"there is one lamp\"\n")
                .doesNotContain("NOT CHECKED");
        assertThat(Json.object(Sequent.run("check", file, "still", "--json").out())
                        .get("unchecked")
                        .toString())
                .contains("declared=there is one lamp");
    }

    /** Scenario {@code a} with property {@code b.c}, scenario {@code a.b} with property {@code c}. */
    @Test
    void everyViolationHasItsFile() throws IOException {
        Path traces = folder.resolve("traces");
        Run run = Sequent.run("check", file(""), "--keep-going", "--trace-dir", traces.toString());
        assertThat(run.code()).isEqualTo(1);
        for (String name : List.of("a.b.c", "a.c", "a.b.c+2")) {
            assertThat(run.err()).contains("wrote " + traces.resolve(name + ".json") + "\n");
        }
        assertThat(Files.readString(traces.resolve("a.b.c.json"))).contains("\"scenario\": \"a\"", "\"name\": \"b.c\"");
        assertThat(Files.readString(traces.resolve("a.b.c+2.json")))
                .contains("\"scenario\": \"a.b\"", "\"name\": \"c\"");
    }

    /** Also where a file system does not tell upper from lower case. */
    @Test
    void noTwoClassesAreOneFile() throws IOException {
        String text = LAMP.replace("REASON", "")
                .replace("Spare", "MyLamp")
                .replace("machine Lamp", "machine Mylamp")
                .replace(": Lamp", ": Mylamp");
        Path file = Files.writeString(folder.resolve("lamps.sqt"), text);
        Run run = Sequent.run(
                "generate", file.toString(), "-o", folder.resolve("out").toString(), "--json");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat((List<?>) Json.object(run.out()).get("files"))
                .extracting(path -> path.toString().toLowerCase(Locale.ROOT))
                .hasSizeGreaterThan(3)
                .doesNotHaveDuplicates();
    }
}
