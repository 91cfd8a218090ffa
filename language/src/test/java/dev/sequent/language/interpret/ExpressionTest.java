package dev.sequent.language.interpret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sequent.runtime.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionTest {
    private static final long MAX = Long.MAX_VALUE;
    private static final long MIN = Long.MIN_VALUE;

    private static long of(String expression, long a, long b) {
        var rig = Rig.body("var X : int", "X := " + expression);
        rig.go(a, b);
        return rig.value("X");
    }

    private static boolean holds(String condition, long a, long b) {
        return of("if " + condition + " then 1 else 0", a, b) == 1;
    }

    @ParameterizedTest
    @CsvSource({
        "a + b, 7, -3, 4",
        "a - b, 7, 9, -2",
        "a * b, -6, 7, -42",
        "a / b, 7, 2, 3",
        "a / b, -7, 2, -3",
        "a mod b, 7, 3, 1",
        "a mod b, -7, 3, -1",
        "a << b, 3, 4, 48",
        "a << b, -3, 4, -48",
        "a >> b, 48, 4, 3",
        "a >> b, -1, 63, -1",
        "a << b, 1, 62, 4611686018427387904",
        "a + b * 2, 1, 3, 7",
        "(a + b) * 2, 1, 3, 8",
        "a - b - 1, 10, 3, 6",
        "-a + b, 5, 3, -2",
        "abs(a), -5, 0, 5",
        "'min(a, b)', 4, -2, -2",
        "'max(a, b)', 4, -2, 4",
        "'max(a, b, 9)', 4, -2, 9",
        "ord(a = b), 4, 4, 1",
        "ord(a = b), 4, 5, 0",
        "if a < b then a else b, 4, 5, 4",
        "0xff, 0, 0, 255",
    })
    void computes(String expression, long a, long b, long expected) {
        assertThat(of(expression, a, b)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "a + b, " + MAX + ", 1",
        "a - b, " + MIN + ", 1",
        "a * b, 4294967296, 4294967296",
        "a * b, " + MIN + ", -1",
        "a / b, " + MIN + ", -1",
        "a / b, 1, 0",
        "a mod b, 1, 0",
        "a << b, 1, 63",
        "a << b, 1, 64",
        "a << b, 1, -1",
        "a >> b, 1, 64",
        "-a, " + MIN + ", 0",
        "abs(a), " + MIN + ", 0",
    })
    void faults_where_64_bits_do_not_hold_the_result(String expression, long a, long b) {
        assertThatThrownBy(() -> of(expression, a, b)).isInstanceOf(Fault.class);
    }

    @ParameterizedTest
    @CsvSource({
        "a < b, 1, 2, true",
        "a < b, 2, 2, false",
        "a <= b, 2, 2, true",
        "a > b, 2, 1, true",
        "a >= b, 1, 2, false",
        "a = b, 3, 3, true",
        "a != b, 3, 3, false",
        "0 < a <= b, 2, 2, true",
        "0 < a <= b, 0, 2, false",
        "0 < a <= b, 3, 2, false",
        "a = 1 and b = 1, 1, 2, false",
        "a = 1 or b = 1, 1, 2, true",
        "a = 1 implies b = 1, 1, 2, false",
        "a = 1 implies b = 1, 0, 2, true",
        "not a = 1, 1, 0, false",
    })
    void compares(String condition, long a, long b, boolean expected) {
        assertThat(holds(condition, a, b)).isEqualTo(expected);
    }

    @Test
    void stops_as_soon_as_the_truth_is_known() {
        assertThat(holds("b = 0 or a / b = 1", 3, 0)).isTrue();
        assertThat(holds("b != 0 and a / b = 1", 3, 0)).isFalse();
        assertThat(holds("b != 0 implies a / b = 1", 3, 0)).isTrue();
        assertThatThrownBy(() -> holds("a / b = 1 or b = 0", 3, 0)).isInstanceOf(Fault.class);
    }

    @Test
    void evaluates_only_the_branch_that_is_taken() {
        assertThat(of("if b = 0 then 0 else a / b", 5, 0)).isZero();
    }

    @Test
    void evaluates_from_left_to_right() {
        var rig = Rig.body(
                "extern function one() : int\nextern function two(x : int) : int",
                "var X : int",
                "X := one() - two(one())");
        rig.answers.add(10L);
        rig.answers.add(3L);
        rig.answers.add(4L);
        rig.go();
        assertThat(rig.done()).containsExactly("one 0 0 0 0", "one 0 0 0 0", "two 3 0 0 0");
        assertThat(rig.value("X")).isEqualTo(6);
    }

    @Test
    void sequence_numbers_wrap_and_compare_modularly() {
        var rig = Rig.body("var N, M : seq = 4294967290\nvar D : u32\nvar LESS, GREATER : bool", """
                M := N + a
                D := M - N
                LESS := N < M
                GREATER := M > N
                """);
        rig.go(10);
        assertThat(rig.value("M")).isEqualTo(4);
        assertThat(rig.value("D")).isEqualTo(10);
        assertThat(rig.value("LESS")).isOne();
        assertThat(rig.value("GREATER")).isOne();
        rig.go(-1);
        assertThat(rig.value("M")).isEqualTo(4294967289L);
        assertThat(rig.value("D")).isEqualTo(4294967295L);
        assertThat(rig.value("LESS")).isZero();
    }

    @Test
    void the_extreme_of_sequence_numbers_is_modular() {
        var rig = Rig.body(
                "var N : seq = 4294967290\nvar LEAST, MOST : seq", "LEAST := min(N, N + a)\nMOST := max(N, N + a)");
        rig.go(10);
        assertThat(rig.value("LEAST")).isEqualTo(4294967290L);
        assertThat(rig.value("MOST")).isEqualTo(4);
    }

    @Test
    void sequence_numbers_and_numbers_change_into_one_another() {
        var rig = Rig.body("var N : seq = 4294967290\nvar U : u32", "U := number(N)\nN := sequence(a)");
        rig.go(7);
        assertThat(rig.value("U")).isEqualTo(4294967290L);
        assertThat(rig.value("N")).isEqualTo(7);
    }

    @Test
    void durations_and_times() {
        var rig = Rig.body(
                "param HALF : duration = 500 ms",
                "var D : duration\nvar T : time\nvar SINCE : duration\nvar N, M : int",
                """
                D := 2 HALF + 3 * HALF / 2
                N := D / HALF
                M := count-of(D, 1 ms)
                T := now + D
                SINCE := T - now
                """);
        rig.at(5_000_000_000L).go();
        assertThat(rig.value("D")).isEqualTo(1_750_000_000L);
        assertThat(rig.value("N")).isEqualTo(3);
        assertThat(rig.value("M")).isEqualTo(1750);
        assertThat(rig.value("SINCE")).isEqualTo(1_750_000_000L);
        assertThat(rig.value("T")).isEqualTo(6_750_000_000L);
    }

    @Test
    void optional_values() {
        var rig = Rig.body("var O, P : u16?\nvar X : int\nvar SAME : bool", """
                if a = 0 { O := none }
                if a = 1 { O := b }
                if a = 2 { P := O }
                if a = 3 { if O present { X := O + 1 } else { X := -1 } }
                if a = 4 { X := O }
                """);
        assertThat(rig.present("O")).isFalse();
        rig.go(3);
        assertThat(rig.value("X")).isEqualTo(-1);
        rig.go(1, 41);
        rig.go(2);
        rig.go(3);
        assertThat(rig.value("X")).isEqualTo(42);
        assertThat(rig.present("P")).isTrue();
        assertThat(rig.value("P")).isEqualTo(41);
        rig.go(0);
        assertThat(rig.value("O")).isZero();
        assertThat(rig.present("O")).isFalse();
        assertThatThrownBy(() -> rig.go(4)).isInstanceOf(Fault.class).hasMessageContaining("no value");
    }

    @Test
    void functions_return_what_their_body_says() {
        var rig = Rig.body("""
                var X : int
                function larger(m : int, n : int) : int {
                  if m > n { return m }
                  return n
                }
                function twice(n : int) : int = larger(n, 0) * 2
                """, "X := twice(larger(a, b))");
        rig.go(3, 4);
        assertThat(rig.value("X")).isEqualTo(8);
        rig.go(-3, -4);
        assertThat(rig.value("X")).isZero();
    }

    @Test
    void a_function_keeps_to_the_range_of_its_type() {
        var rig = Rig.body(
                "var X : int\nfunction small(n : u8) : u8 = n + b()\nfunction b() : int = 200", "X := small(a)");
        rig.go(55);
        assertThat(rig.value("X")).isEqualTo(255);
        assertThatThrownBy(() -> rig.go(56)).isInstanceOf(Fault.class);
    }

    @Test
    void an_argument_keeps_to_the_range_of_its_parameter() {
        var rig = Rig.body("var X : int\nfunction same(n : u8) : int = n", "X := same(a)");
        assertThatThrownBy(() -> rig.go(256)).isInstanceOf(Fault.class);
    }

    @Test
    void enums_and_parameters() {
        var rig = Rig.body(
                "enum Colour { RED, GREEN, BLUE }\nparam LIMIT : u8 = 9 in 1 .. 20",
                "var C : Colour\nvar X : int",
                "if C = RED { C := BLUE } else { C := GREEN }\nX := LIMIT");
        rig.go();
        assertThat(rig.value("C")).isEqualTo(2);
        rig.go();
        assertThat(rig.value("C")).isEqualTo(1);
        assertThat(rig.value("X")).isEqualTo(9);
        var parameters = rig.core.parameters();
        parameters.set(0, 12);
        var other = rig.core.machine(0, parameters, rig);
        other.call(0, 0, 0, 0, 0, 0);
        assertThat(other.variable(1)).isEqualTo(12);
        assertThat(rig.core.parameters().get(0)).isEqualTo(9);
    }
}
