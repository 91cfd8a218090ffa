package dev.sequent.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.check.FileNames.Verdicts;
import dev.sequent.language.Options;
import dev.sequent.language.SpecCompiler;
import dev.sequent.language.model.Protocol;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every verdict has a file of its own, also where upper and lower case do not count. */
class FileNamesTest {
    private static final String LONG = "x".repeat(115);

    private static Protocol protocol() {
        String text = """
                protocol P
                machine Lamp {
                  state OFF initial, ON
                  event PRESS()
                  on PRESS in any state { in OFF { -> ON } in ON { -> OFF } }
                  invariant lit : in ON | OFF
                }
                property b.c(A : Lamp) : always A in ON | OFF
                property c(A : Lamp) : always A in ON | OFF
                property C(A : Lamp) : always A in ON | OFF
                property LONG1(A : Lamp) : always A in ON | OFF
                property LONG2(A : Lamp) : always A in ON | OFF
                scenario a { peer A : Lamp { PRESS() } }
                scenario a.b { peer A : Lamp { PRESS() } ; check c, C }
                scenario A.B { peer A : Lamp { PRESS() } ; check c }
                scenario LONG0 { peer A : Lamp { PRESS() } }
                """.replace("LONG", LONG);
        return SpecCompiler.compile("p.sqt", Map.of("p.sqt", text), Options.NONE)
                .protocol()
                .orElseThrow();
    }

    @Test
    void noTwoVerdictsShareAName() {
        Map<Verdicts, String> names = FileNames.ofVerdicts(protocol());
        assertThat(names)
                .containsEntry(new Verdicts("a", "b.c"), "a.b.c")
                .containsEntry(new Verdicts("a", "c"), "a.c")
                .containsEntry(new Verdicts("a", "C"), "a.C+2")
                .containsEntry(new Verdicts("a.b", "c"), "a.b.c+2")
                .containsEntry(new Verdicts("a.b", "C"), "a.b.C+3")
                .containsEntry(new Verdicts("A.B", "c"), "A.B.c+4")
                .containsEntry(new Verdicts("a", "no-fault"), "a.no-fault")
                .containsEntry(new Verdicts("a", "Lamp.lit"), "a.Lamp.lit");
        assertThat(names.values().stream().map(n -> n.toLowerCase(Locale.ROOT))).doesNotHaveDuplicates();
        assertThat(names.values()).allSatisfy(n -> assertThat(n).hasSizeLessThan(220));
    }

    /** Folders of checkpoints. */
    @Test
    void noTwoScenariosShareAName() {
        assertThat(FileNames.ofScenarios(protocol()))
                .containsExactly(
                        Map.entry("a", "a"),
                        Map.entry("a.b", "a.b"),
                        Map.entry("A.B", "A.B+2"),
                        Map.entry(LONG + "0", LONG + "0"));
    }
}
