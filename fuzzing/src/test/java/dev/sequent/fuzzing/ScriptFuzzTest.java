package dev.sequent.fuzzing;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sequent.packet.script.ScriptPrinter;
import dev.sequent.packet.syntax.Problem;
import dev.sequent.packet.syntax.Reading;
import dev.sequent.packet.syntax.ScriptReader;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.provider.MethodSource;

/** The reader of packet scripts: a script that reads back from its own text, or problems that stand in the text. */
class ScriptFuzzTest {

    static List<byte[]> seeds() {
        return Seeds.files("packet-scripts/src/test/resources", ".pkt");
    }

    @MethodSource("seeds")
    @DictionaryFile(resourcePath = "script.dict")
    @FuzzTest
    void reads(byte[] octets) {
        Reading reading = ScriptReader.read("fuzzed.pkt", octets, Map.of());
        assertThat(reading.isRight()).isEqualTo(reading.report().isEmpty());
        int lines = Math.max(1, (int) reading.text().lines().count());
        for (Problem problem : reading.problems()) {
            assertThat(problem.message()).isNotBlank();
            // A file that is no text has no lines to point into.
            if (!reading.text().isEmpty()) {
                assertThat(problem.place().line()).isBetween(1, lines);
            }
        }
        if (reading.isRight()) {
            String printed = ScriptPrinter.text(reading.script());
            Reading again = ScriptReader.read("printed.pkt", printed, Map.of());
            assertThat(again.report()).as(printed).isEmpty();
            assertThat(again.script().unplaced())
                    .as(printed)
                    .isEqualTo(reading.script().unplaced());
        }
    }
}
