package dev.sequent.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.language.diagnostic.DiagnosticPrinter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Compiles every example of {@code LANGUAGE.md}. The word behind {@code sqt} says what an example is a part of:
 * {@code top} declarations, {@code machine} items of a machine, {@code statements} of a handler of an arrival;
 * {@code wrong} with a code are statements that must be refused with that code; {@code frame} is what all of these
 * stand in.
 */
class LanguageReferenceTest {
    private record Example(int line, String kind, String text) {}

    private static final String CLOSE =
            "\nmachine Connection continued {\n  call CLOSE()\n  on CLOSE in any state { return opened }\n}\n";

    @TestFactory
    Stream<DynamicTest> examples() throws IOException {
        List<Example> examples = read();
        String frame = examples.stream()
                .filter(e -> e.kind().equals("frame"))
                .findFirst()
                .orElseThrow()
                .text();
        return examples.stream()
                .map(e -> DynamicTest.dynamicTest("line " + e.line() + " " + e.kind(), () -> check(e, frame)));
    }

    @Test
    void thereAreExamples() throws IOException {
        assertThat(read()).hasSizeGreaterThan(15);
    }

    private static void check(Example example, String frame) {
        String inHandler = frame + "machine Connection continued {\n receives SEGMENT\n effect deliver(n : u32)\n"
                + " var RCV.HELD : ranges[16]\n table QUEUE[16] { REMOTE : u64, ISS : seq, TRIES : u8 }\n"
                + " on SEGMENT arrives in any state {\n" + example.text() + "\n }\n}\n";
        String source = switch (example.kind().split(" ")[0]) {
            case "", "frame" -> example.text();
            case "top" -> frame + CLOSE + example.text();
            case "machine" -> frame + "machine Connection continued {\n" + example.text() + rest(example) + "\n}\n";
            case "statements", "wrong" -> inHandler;
            default -> throw new AssertionError("unknown kind of example: " + example.kind());
        };
        Compilation compilation = Specs.compile(source);
        String said = new DiagnosticPrinter(compilation.sources()).text(compilation.diagnostics());
        if (example.kind().startsWith("wrong ")) {
            assertThat(compilation.diagnostics())
                    .as(said)
                    .filteredOn(d -> d.isError())
                    .singleElement()
                    .satisfies(
                            d -> assertThat(d.code()).isEqualTo(example.kind().substring("wrong ".length())));
        } else {
            assertThat(compilation.protocol()).as(said).isPresent();
        }
    }

    /** What an example that only declares leaves to do. */
    private static String rest(Example example) {
        String text = example.text();
        var rest = new StringBuilder("\n");
        if (text.contains("call CLOSE(") && !text.contains("on CLOSE")) {
            rest.append("on CLOSE in any state { start PERSIST after 1 s  return closing }\n");
            rest.append("on QUIET in any state { signal push  deliver(1) }\n");
            rest.append("ignore timeout PERSIST, SEGMENT arrives in any state\n");
        }
        return rest.toString();
    }

    private static List<Example> read() throws IOException {
        var result = new ArrayList<Example>();
        List<String> lines = Files.readAllLines(Path.of("../spec/LANGUAGE.md"));
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith("```sqt")) {
                int start = i;
                String kind = lines.get(i).substring("```sqt".length()).strip();
                var text = new StringBuilder();
                for (i++; !lines.get(i).equals("```"); i++) {
                    text.append(lines.get(i)).append('\n');
                }
                result.add(new Example(start + 1, kind, text.toString()));
            }
        }
        return result;
    }
}
