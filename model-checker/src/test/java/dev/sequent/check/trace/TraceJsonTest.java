package dev.sequent.check.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sequent.check.json.JsonFormatException;
import dev.sequent.check.json.JsonReader;
import dev.sequent.check.json.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraceJsonTest {
    private static final Path SCHEMA = Path.of(System.getProperty("basedir", "."), "TRACE.md");
    /** Objects whose members are names of the specification. */
    private static final Set<String> FREE = Set.of("uses", "set", "fields", "arguments", "truth", "ends", "binding");

    @Test
    void whatIsWrittenIsReadBack() {
        TraceFile file = SampleTrace.file();
        assertThat(TraceFile.read(file.json())).isEqualTo(file);
        assertThat(TraceFile.read(file.json()).json()).isEqualTo(file.json());
    }

    @Test
    void aStepAsItIsWritten() {
        assertThat(SampleTrace.file().json()).contains("""
                    {
                      "step": 2,
                      "ordinal": 1,
                      "action": {
                        "kind": "deliver",
                        "from": "A",
                        "to": "B",
                        "message": {
                          "id": 2,
                          "kind": "SEGMENT",
                          "text": "<SEQ=1><CTL=SYN>",
                          "fields": {
                            "SEQ": "1",
                            "CTL": "SYN",
                            "MSS": "none"
                          },
                          "fates": [
                            {
                              "kind": "duplicated",
                              "step": 2
                            },
                            {
                              "kind": "lost",
                              "step": 4
                            }
                          ]
                        },
                        "duplicated": true
                      },
                """);
    }

    // ---------------------------------------------------------------- the schema

    /** Names in the first column of the tables under a heading. */
    private static Set<String> documented(String heading) throws IOException {
        List<String> lines = Files.readAllLines(SCHEMA);
        int from = 0;
        while (!lines.get(from).startsWith(heading)) {
            from++;
        }
        var names = new TreeSet<String>();
        for (String line : lines.subList(from + 1, lines.size())) {
            if (line.startsWith("## ")) {
                break;
            }
            if (line.startsWith("| `")) {
                var name = Pattern.compile("`([a-zA-Z]+)`").matcher(line.substring(2, line.indexOf('|', 1)));
                while (name.find()) {
                    names.add(name.group(1));
                }
            }
        }
        return names;
    }

    private static void collect(JsonValue value, Set<String> into) {
        switch (value) {
            case JsonValue.Obj object -> object.members().forEach((name, member) -> {
                into.add(name);
                if (!FREE.contains(name)) {
                    collect(member, into);
                }
            });
            case JsonValue.Array array -> array.elements().forEach(element -> collect(element, into));
            default -> {}
        }
    }

    /** Every member that occurs is in the schema, and every member in the schema occurs. */
    @Test
    void theSchemaNamesExactlyWhatOccurs() throws IOException {
        var occurring = new TreeSet<String>();
        collect(JsonReader.parse(SampleTrace.file().json()), occurring);
        occurring.removeAll(Set.of("format", "version"));
        assertThat(documented("## A trace:")).isEqualTo(occurring);
    }

    @Test
    void theSchemaTellsTheVersion() throws IOException {
        assertThat(Files.readString(SCHEMA))
                .contains("`\"format\": \"sequent-trace\"`, version " + TraceJson.VERSION + "\n")
                .contains("`\"format\": \"sequent-check\"`, version " + TraceJson.VERSION + "\n");
    }

    // ---------------------------------------------------------------- damage

    private static void assertRefused(String json, String message) {
        assertThatThrownBy(() -> TraceFile.read(json))
                .isInstanceOf(JsonFormatException.class)
                .hasMessageMatching("\\d+:\\d+: " + Pattern.quote(message));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', value = {
        "\"format\": \"sequent-trace\" | \"format\": \"sequent-check\" | format: expected \"sequent-trace\", and this is \"sequent-check\"",
        "\"version\": 2 | \"version\": 1 | version: this is version 1 of the format, and version 2 can be read: check again to have the trace anew",
        "\"version\": 2 | \"version\": \"2\" | version: expected a number, and this is a string",
        "\"version\": 2 | \"version\": 2.5 | version: expected a whole number, and this is 2.5",
        "\"ordinal\": 3 | \"ordinal\": 99999999999 | steps[0].ordinal: 99999999999 is too large here",
        "\"kind\": \"crash\" | \"kind\": \"cash\" | steps[6].action.kind: there is no action of the kind \"cash\"",
        "\"peer\": \"A\" | \"peer\": \"C\" | steps[0].action.peer: the trace has no peer \"C\"; it has A, B",
        "\"step\": 1, | \"step\": 2, | steps[0].step: step 1 should be here",
        "\"loop\": 7 | \"loop\": 10 | loop: a loop begins after one of 9 steps",
        "\"kind\": \"signal\" | \"kind\": \"rumour\" | steps[0].told[0].kind: expected \"signal\" or \"effect\"",
        "\"lost\": false | \"lost\": true | steps[0].sent[0].message.fates: by the steps of the trace, what becomes of message 2 is: no room 1, duplicated 2, lost 4",
    })
    void saysWhatIsWrongAndWhere(String from, String to, String message) {
        String json = SampleTrace.file().json();
        assertThat(json).contains(from);
        assertRefused(json.replaceFirst(Pattern.quote(from), to), message);
    }

    @Test
    void whatIsMissingIsSaid() {
        String json = SampleTrace.file().json();
        assertRefused(json.replaceFirst("\"finding\": .*\n", ""), "the member \"finding\" is missing");
        assertRefused(json.replaceFirst("\"truth\"", "\"lies\""), "steps[0]: the member \"truth\" is missing");
        assertRefused(json.replaceFirst("\"A\",\\s+\"B\"\\s+]", "\"A\", \"B\", \"C\"]"), "peers: a trace has one or two peers");
        assertRefused("[]", "expected an object, and this is an array");
    }

    @Test
    void aFileThatWasCutOffIsNoJson() {
        String json = SampleTrace.file().json();
        for (int length = 0; length < json.length() - 2; length += 7) {
            String cut = json.substring(0, length);
            assertThatThrownBy(() -> TraceFile.read(cut)).isInstanceOf(JsonFormatException.class);
        }
    }
}
