package dev.sequent.packet.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What nests is measured before anything recurses over it. */
class DepthTest {
    private static final int VERY = 100_000;

    private static Reading read(String text) {
        return ScriptReader.read("script.pkt", text, Map.of());
    }

    @ParameterizedTest
    @CsvSource({"[, ]", "{, }", "htons(, )"})
    void valuesThatNestTooDeeplyAreAMistake(String open, String close) {
        for (String text : new String[] {open.repeat(VERY), open.repeat(VERY) + "1" + close.repeat(VERY)}) {
            Reading reading = read("0 socket(..., SOCK_STREAM, IPPROTO_TCP) = 3\n+0 read(3, " + text + ", 1) = 1\n");
            assertThat(reading.problems()).extracting(Problem::code).containsExactly("PKT210");
            assertThat(reading.problems().getFirst().place().line()).isEqualTo(2);
            assertThat(reading.script().events()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "not ", "-", "+", "abs(", "-(", "not -"})
    void codeThatNestsTooDeeplyIsAMistake(String open) {
        Reading reading = read("0 %{ assert 1\nassert " + open.repeat(VERY) + "1 }%\n");
        assertThat(reading.problems()).extracting(Problem::code).containsExactly("PKT210");
        assertThat(reading.problems().getFirst().place().line()).isEqualTo(2);
    }

    /** A chain is as deep as its deepest part, whatever its length. */
    @ParameterizedTest
    @ValueSource(strings = {"1 + ", "not (1) or ", "abs(-1) - ", "1 < "})
    void codeMayBeLong(String part) {
        assertThat(read("0 %{ assert " + part.repeat(VERY) + "1 }%\n").problems())
                .isEmpty();
    }

    @Test
    void theBoundIsExact() {
        String most = "[".repeat(Depth.MOST - 1) + "1" + "]".repeat(Depth.MOST - 1);
        assertThat(read("0 read(3, " + most + ", 1) = 1\n").problems()).isEmpty();
        assertThat(read("0 read(3, [" + most + "], 1) = 1\n").problems()).hasSize(1);
        String sums = "(".repeat(Depth.MOST) + "1" + ")".repeat(Depth.MOST);
        assertThat(read("0 %{ assert " + sums + " }%\n").problems()).isEmpty();
        assertThat(read("0 %{ assert (" + sums + ") }%\n").problems()).hasSize(1);
    }

    /** What a word stands for counts. */
    @Test
    void definitionsDoNotHideIt() {
        Reading reading = read("--define=DEEP=" + "[".repeat(VERY) + "\n0 read(3, DEEP, 1) = 1\n");
        assertThat(reading.problems()).extracting(Problem::code).containsExactly("PKT210");
    }
}
