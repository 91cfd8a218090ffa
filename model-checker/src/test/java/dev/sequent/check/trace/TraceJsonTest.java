package dev.sequent.check.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import dev.sequent.view.json.JsonFormatException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraceJsonTest {
    private static final Path SCHEMA = Path.of(
            System.getProperty("basedir", "."), "../cli/src/main/resources/dev/sequent/cli/schema/trace.schema.json");

    @Test
    void whatIsWrittenIsReadBack() {
        TraceFile file = SampleTrace.file();
        assertThat(TraceFile.read(file.json())).isEqualTo(file);
        assertThat(TraceFile.read(file.json()).json()).isEqualTo(file.json());
    }

    /** A trace may come from anywhere. */
    @Test
    void longTextsAreReadBack() {
        String text = "<SEQ=1>\u2192".repeat(25_000);
        String json = SampleTrace.file().json().replace("<SEQ=1><CTL=SYN>", text);
        assertThat(json).hasSizeGreaterThan(200_000);
        assertThat(TraceFile.read(json).json()).isEqualTo(json);
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

    /** With an action of every kind. */
    @Test
    void theSchemaAllowsIt() {
        var schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(SchemaLocation.of(
                        SCHEMA.toAbsolutePath().normalize().toUri().toString()));
        assertThat(schema.validate(SampleTrace.file().json(), InputFormat.JSON)).isEmpty();
        assertThat(schema.validate(SampleTrace.file().json().replace("\"ordinal\"", "\"number\""), InputFormat.JSON))
                .isNotEmpty();
    }

    // ---------------------------------------------------------------- damage

    private static void assertRefused(String json, String message) {
        assertThatThrownBy(() -> TraceFile.read(json))
                .isInstanceOf(JsonFormatException.class)
                .hasMessageMatching("\\d+:\\d+: " + Pattern.quote(message));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "\"format\": \"sequent-trace\" | \"format\": \"sequent-check\" | format: expected \"sequent-trace\", and this is \"sequent-check\"",
                "\"version\": 2 | \"version\": 1 | version: this is version 1 of the format, and version 2 can be read: check again to get a new trace",
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
        assertRefused(
                json.replaceFirst("\"A\",\\s+\"B\"\\s+]", "\"A\", \"B\", \"C\"]"),
                "peers: a trace has one or two peers");
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
