package dev.sequent.view.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sequent.view.json.JsonValue.Place;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {
    @Test
    void knowsWhereEachValueStood() {
        assertThat(JsonReader.parse(" {\"a\": [1, true,\n  null], \"b\": {}}"))
                .isEqualTo(new JsonValue.Obj(
                        new Place(1, 2),
                        Map.of(
                                "a",
                                        new JsonValue.Array(
                                                new Place(1, 8),
                                                List.of(
                                                        new JsonValue.Num(new Place(1, 9), "1"),
                                                        new JsonValue.Bool(new Place(1, 12), true),
                                                        new JsonValue.Null(new Place(2, 3)))),
                                "b", new JsonValue.Obj(new Place(2, 15), Map.of()))));
    }

    @Test
    void readsWhatTheWriterWrites() {
        String odd = "\"\\/\b\f\n\r\t\u0001é\uD83D\uDE00";
        String json = new JsonWriter().object(() -> {}).toString();
        assertThat(JsonReader.parse(json)).isInstanceOf(JsonValue.Obj.class);
        var text = (JsonValue.Text) JsonReader.parse(new JsonWriter().value(odd).toString());
        assertThat(text.value()).isEqualTo(odd);
        assertThat(((JsonValue.Text) JsonReader.parse("\"\\u00e9\\/\\b\\f\"")).value())
                .isEqualTo("é/\b\f");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "10", "1.5", "-0.5e-3", "2E+9"})
    void numbersStayAsTheyStood(String number) {
        assertThat(((JsonValue.Num) JsonReader.parse(number)).digits()).isEqualTo(number);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "{\"a\": 1,}        | 1:9: Unexpected character ('}' (code 125)): was expecting double-quote to start field name",
                "[1, 2             | 1:6: Unexpected end-of-input: expected close marker for Array",
                "[1 2]             | 1:4: Unexpected character ('2' (code 50)): was expecting comma to separate Array entries",
                "{\"a\": 1, \"a\": 2} | 1:10: the member \"a\" is there twice",
                "{\"a\" 1}          | 1:6: Unexpected character ('1' (code 49)): was expecting a colon to separate field name and value",
                "01                | 1:2: Invalid numeric value: Leading zeroes not allowed",
                "1 2               | 1:3: something follows the value",
                "nul               | 1:1: Unrecognized token 'nul': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')",
                "'x'               | 1:1: Unexpected character (''' (code 39)): expected a valid value (JSON String, Number, Array, Object or token 'null', 'true' or 'false')",
                "\"\\q\"            | 1:3: Unrecognized character escape 'q' (code 113)",
                "\"\\u12g4\"        | 1:6: Unexpected character ('g' (code 103)): expected a hex-digit for character escape sequence",
                "\"abc             | 1:5: Unexpected end-of-input: was expecting closing quote for a string value",
            })
    void refusesAnythingElse(String text, String message) {
        assertThatThrownBy(() -> JsonReader.parse(text))
                .isInstanceOf(JsonFormatException.class)
                .hasMessage(message);
    }

    @Test
    void doesNotRunOutOfStack() {
        assertThatThrownBy(() -> JsonReader.parse("[".repeat(100_000)))
                .isInstanceOf(JsonFormatException.class)
                .hasMessageContaining("nested more than 100 deep");
        assertThatThrownBy(() -> JsonReader.parse("")).hasMessage("1:1: the text ends where a value should be");
        assertThatThrownBy(() -> JsonReader.parse("\"a\nb\""))
                .isInstanceOf(JsonFormatException.class)
                .hasMessageContaining("Illegal unquoted character ((CTRL-CHAR, code 10))");
    }

    @Test
    void aLongTextIsReadInOneGo() {
        String long2M = "abc\n\u0001\"".repeat(300_000);
        String json = new JsonWriter().value(long2M).toString();
        assertThat(((JsonValue.Text) JsonReader.parse(json)).value()).isEqualTo(long2M);
    }
}
