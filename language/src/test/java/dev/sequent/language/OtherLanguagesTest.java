package dev.sequent.language;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whoever comes from another language is told what this one has in place of what he wrote; only the first mistake of a
 * file is always seen.
 */
class OtherLanguagesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "const MAX = 3 | a constant is a parameter: param",
                "CONSTANTS N | a constant is a parameter: param",
                "record PAIR { first : u8 } | there are no records",
                "struct pair { int a; } | there are no records",
                "mtype = { MSG, ACK } | write: enum",
                "proctype Sender(chan c) { } | what acts is a machine",
                "chan c = [2] of { byte } | a machine says what it receives",
                "VARIABLES x, y | var NAME : TYPE",
                "EXTENDS Naturals | import",
                "MODULE m | the file begins with: protocol",
            })
    void declarations(String written, String hint) {
        assertHint("protocol P\n" + written + "\nmachine M {\n  state IDLE initial\n}\n", hint);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "forall p : p.n = 1 | a property names its peers",
                "x.n = 1 until x.n = 2 | there is no until",
                "always x.rows[3] = 1 | there are no arrays",
                "always x.n = 1 && x.n = 2 | write: and",
                "always x.n = nil | of optional type is none",
            })
    void properties(String claim, String hint) {
        assertHint(
                "protocol P\nmachine M {\n  state IDLE initial\n  var n : u8\n}\nproperty p(x : M) : " + claim + "\n",
                hint);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "either { n := 1 } | an extern function",
                "rows[3] := 1 | there are no arrays",
                "n += 2 | write: n := n + VALUE",
                "n++ | write: n := n + 1",
                "print(\"x\") | there is no print",
                "do { n := 1 } | a loop has a bound",
            })
    void statements(String statement, String hint) {
        assertHint(
                "protocol P\nmachine M {\n  state IDLE initial\n  var n : u8\n  event GO()\n  on GO in IDLE {\n    "
                        + statement + "\n  }\n}\n",
                hint);
    }

    private static void assertHint(String text, String hint) {
        assertThat(Specs.compile(text).diagnostics())
                .anySatisfy(d -> assertThat(d.hint()).contains(hint));
    }
}
