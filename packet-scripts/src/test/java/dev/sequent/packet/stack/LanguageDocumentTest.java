package dev.sequent.packet.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.packet.batch.Outcome;
import dev.sequent.packet.script.IcmpNames;
import dev.sequent.packet.script.SystemCalls;
import dev.sequent.packet.syntax.OptionNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code LANGUAGE.md} says what is understood: its script passes, and it names whatever has a name. */
class LanguageDocumentTest {
    private static String document = "";

    @BeforeAll
    static void read() throws IOException {
        document = Files.readString(Path.of("LANGUAGE.md"));
    }

    @Test
    void itsScriptPasses() {
        String script = document.lines()
                .dropWhile(line -> !line.startsWith("    // A passive open"))
                .takeWhile(line -> line.startsWith("    "))
                .map(line -> line.substring(4))
                .reduce("", (all, line) -> all + line + "\n");
        assertThat(script.lines()).hasSizeGreaterThan(8);
        Outcome outcome = Scripts.plain().run(script);
        assertThat(outcome.word()).as(outcome.line() + "\n" + outcome.details()).isEqualTo("passed");
    }

    @Test
    void everyCallIsNamed() {
        assertThat(SystemCalls.names()).allSatisfy(call -> assertThat(document).contains("`" + call + "`"));
    }

    @Test
    void everyOptionIsNamed() {
        assertThat(OptionNames.all().keySet())
                .filteredOn(name -> !name.startsWith("wire_"))
                .allSatisfy(name -> assertThat(document).containsPattern("`--" + name + "[`=]"));
    }

    @Test
    void everyKindOfIcmpIsNamed() {
        assertThat(IcmpNames.types())
                .filteredOn(type -> !type.startsWith("echo"))
                .allSatisfy(type -> {
                    assertThat(document).contains("`" + type + "`");
                    assertThat(IcmpNames.codes(type))
                            .allSatisfy(code -> assertThat(document).contains("`" + code + "`"));
                });
    }
}
