package dev.sequent.view.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class JsonWriterTest {
    @Test
    void writesNestedValues() {
        var json = new JsonWriter();
        json.object(() -> {
            json.name("a").value(1);
            json.name("b").array(List.of("x", "y"), json::value);
            json.name("c").object(() -> json.name("d").value(true));
            json.name("e").array(List.<String>of(), json::value);
            json.name("f").value(0.5);
        });
        assertThat(json.toString()).isEqualTo("""
                {
                  "a": 1,
                  "b": [
                    "x",
                    "y"
                  ],
                  "c": {
                    "d": true
                  },
                  "e": [],
                  "f": 0.5
                }
                """);
    }

    @Test
    void aDocumentSaysFirstWhatItIs() {
        var json = new JsonWriter();
        json.document("sequent-list", 1, () -> json.name("scenarios").array(List.<String>of(), json::value));
        assertThat(json.toString()).isEqualTo("""
                {
                  "format": "sequent-list",
                  "version": 1,
                  "scenarios": []
                }
                """);
    }

    @Test
    void escapesWhatJsonCannotHoldPlainly() {
        var json = new JsonWriter();
        json.value("\"\\\n\t\u0001 ü");
        assertThat(json.toString()).isEqualTo("\"\\\"\\\\\\n\\t\\u0001 ü\"\n");
    }

    @Test
    void refusesWhatIsNoNumber() {
        assertThatThrownBy(() -> new JsonWriter().value(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }
}
