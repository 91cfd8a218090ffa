package dev.sequent.language.interpret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sequent.runtime.Fault;
import dev.sequent.runtime.Machine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatementTest {
    @ParameterizedTest
    @CsvSource({
        "u8, 0, 255, 256",
        "u16, 0, 65535, 65536",
        "u32, 0, 4294967295, 4294967296",
    })
    void a_store_keeps_to_the_range_of_its_type(String type, long least, long most, long beyond) {
        var rig = Rig.body("var X : " + type, "X := a");
        rig.go(least);
        rig.go(most);
        assertThat(rig.value("X")).isEqualTo(most);
        assertThatThrownBy(() -> rig.go(beyond)).isInstanceOf(Fault.class).hasMessageContaining("X");
        var again = Rig.body("var X : " + type, "X := a");
        assertThatThrownBy(() -> again.go(-1)).isInstanceOf(Fault.class);
    }

    @Test
    void u64_holds_what_a_long_holds_above_zero() {
        var rig = Rig.body("var X : u64", "X := a");
        rig.go(Long.MAX_VALUE);
        assertThat(rig.value("X")).isEqualTo(Long.MAX_VALUE);
        assertThatThrownBy(() -> rig.go(-1)).isInstanceOf(Fault.class);
    }

    @Test
    void a_machine_is_unusable_after_a_fault() {
        var rig = Rig.body("var X : u8", "X := a");
        assertThatThrownBy(() -> rig.go(300)).isInstanceOf(Fault.class);
        assertThatThrownBy(() -> rig.go(1)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void else_if() {
        var rig = Rig.body("var X : int", "if a = 1 { X := 1 } else if a = 2 { X := 2 } else { X := 3 }");
        for (int i = 1; i <= 3; i++) {
            rig.go(i);
            assertThat(rig.value("X")).isEqualTo(i);
        }
    }

    @Test
    void local_values() {
        var rig = Rig.body("var X : int", """
                let base = a
                var sum : u8 := 0
                for i from 1 to b {
                  let square = i * i
                  sum := sum + square
                }
                X := sum + base
                """);
        rig.go(100, 3);
        assertThat(rig.value("X")).isEqualTo(114);
        rig.go(100, 0);
        assertThat(rig.value("X")).isEqualTo(100);
        assertThatThrownBy(() -> rig.go(0, 10)).isInstanceOf(Fault.class).hasMessageContaining("sum");
    }

    @Test
    void a_counting_loop_ends_at_the_largest_number() {
        var rig = Rig.body("var X : int", "for i from a to b { X := X + 1 }");
        rig.go(Long.MAX_VALUE - 1, Long.MAX_VALUE);
        assertThat(rig.value("X")).isEqualTo(2);
    }

    @Test
    void a_loop_beyond_its_bound_is_a_fault() {
        var rig = Rig.body("var X : int", "X := 0\nwhile X < a at most b { X := X + 1 }");
        rig.go(3, 3);
        assertThat(rig.value("X")).isEqualTo(3);
        rig.go(0, 0);
        assertThatThrownBy(() -> rig.go(4, 3)).isInstanceOf(Fault.class);
    }

    @Test
    void assertions() {
        var rig = Rig.body("var X : int", "assert a < b \"a is the smaller\"\nX := 1");
        rig.go(1, 2);
        assertThat(rig.value("X")).isOne();
        assertThatThrownBy(() -> rig.go(2, 1)).isInstanceOf(Fault.class).hasMessageContaining("a is the smaller");
    }

    @Test
    void what_is_declared_unreachable_is_a_fault_when_reached() {
        var rig = Rig.body("var X : int", "X := b\nif a > 1 { unreachable \"a is small\" }\nX := a");
        rig.go(1, 5);
        assertThat(rig.value("X")).isOne();
        assertThatThrownBy(() -> rig.go(2, 5)).isInstanceOf(Fault.class).hasMessageContaining("a is small");
    }

    @Test
    void procedures_effects_and_signals() {
        var rig = Rig.body("""
                signal hello
                effect put(x : u8, y : bool)
                procedure twice(n : int) {
                  if n = 0 { return }
                  put(n, n > 1)
                  put(n + 1, true)
                }
                """, "twice(a)\nsignal hello");
        rig.go(1);
        assertThat(rig.done()).containsExactly("put 1 0 0 0", "put 2 1 0 0", "signal hello");
        rig.go(0);
        assertThat(rig.done()).containsExactly("signal hello");
        assertThatThrownBy(() -> rig.go(255)).isInstanceOf(Fault.class);
        assertThat(rig.done()).containsExactly("put 255 1 0 0");
    }

    private static final String STATES = """
            protocol T
            machine M {
              state IDLE initial, BUSY, OVER
              var X : int = 5
              timer T1
              timer T2
              outcome ok
              outcome refused
              call GO(n : int)
              event STOP()
              event TICK(n : u8)
              event PULSE(n : u8)
              on GO in IDLE {
                X := n
                -> BUSY
                start T1 after 3 ms
                start T2 at now + 1 s
                return ok
              }
              on GO in BUSY {
                in BUSY { -> OVER }
                in OVER { X := X + 1 }
                in IDLE { X := 0 }
                if n = 3 { return refused }
                return ok
              }
              on GO in OVER { return refused }
              on STOP in BUSY, OVER {
                stop T1
                delete TCB
              }
              ignore STOP in IDLE
              on TICK in any state { X := X + n }
              on PULSE in any state {
                X := 20
                if n = 1 { done }
                X := 30
                if n = 2 { done }
                X := 40
              }
              on timeout T1 in any state { if not running T1 { X := 100 } }
              on timeout T2 in BUSY { start T1 after 1 ms }
              ignore timeout T2 in IDLE, OVER
              invariant small : X < 50 or in OVER
            }
            """;

    @Test
    void states_outcomes_and_ignored_triggers() {
        var rig = new Rig(STATES);
        assertThat(rig.call("STOP")).isEqualTo(Machine.IGNORED);
        assertThat(rig.outcome(rig.call("GO", 7))).isEqualTo("ok");
        assertThat(rig.state()).isEqualTo("BUSY");
        assertThat(rig.outcome(rig.call("GO", 3))).isEqualTo("refused");
        assertThat(rig.state()).isEqualTo("OVER");
        assertThat(rig.value("X")).isEqualTo(8);
        assertThat(rig.outcome(rig.call("GO", 0))).isEqualTo("refused");
        assertThat(rig.call("TICK", 4)).isEqualTo(Machine.DONE);
        assertThat(rig.value("X")).isEqualTo(12);
    }

    @Test
    void done_leaves_a_handler() {
        var rig = new Rig(STATES);
        assertThat(rig.call("PULSE", 1)).isEqualTo(Machine.DONE);
        assertThat(rig.value("X")).isEqualTo(20);
        rig.call("PULSE", 2);
        assertThat(rig.value("X")).isEqualTo(30);
        rig.call("PULSE", 3);
        assertThat(rig.value("X")).isEqualTo(40);
    }

    @Test
    void timers_run_until_they_stop_or_run_out() {
        var rig = new Rig(STATES);
        rig.at(10).call("GO", 1);
        assertThat(rig.done()).containsExactly("start T1 3000010", "start T2 1000000010");
        assertThat(rig.running("T1")).isTrue();
        rig.at(3_000_010).timeout("T1");
        assertThat(rig.running("T1")).isFalse();
        assertThat(rig.value("X")).isEqualTo(100);
        rig.timeout("T2");
        assertThat(rig.running("T2")).isFalse();
        assertThat(rig.running("T1")).isTrue();
    }

    @Test
    void deleting_the_tcb_stops_what_runs_and_begins_anew() {
        var rig = new Rig(STATES);
        rig.call("GO", 1);
        rig.done();
        assertThat(rig.call("STOP")).isEqualTo(Machine.DONE);
        assertThat(rig.done()).containsExactly("stop T1", "stop T2");
        assertThat(rig.state()).isEqualTo("IDLE");
        assertThat(rig.value("X")).isEqualTo(5);
        assertThat(rig.running("T2")).isFalse();
    }

    @Test
    void an_ignored_timeout_still_counts_as_stopped() {
        var rig = new Rig(STATES);
        rig.call("GO", 1);
        rig.call("GO", 1);
        assertThat(rig.state()).isEqualTo("OVER");
        assertThat(rig.timeout("T2")).isEqualTo(Machine.IGNORED);
        assertThat(rig.running("T2")).isFalse();
    }

    @Test
    void invariants_look_at_the_machine() {
        var rig = new Rig(STATES);
        assertThat(rig.invariant("small")).isTrue();
        rig.call("TICK", 200);
        assertThat(rig.invariant("small")).isFalse();
    }

    @Test
    void continue_at_goes_on_in_the_handler_of_another_state() {
        var rig = new Rig("""
                protocol T
                machine M {
                  state A initial, B
                  var X : int
                  event GO(n : int)
                  on GO in A {
                    step first "in A" {
                      X := X + 1
                      if n = 1 { continue at second in B }
                    }
                    step last "in A" {
                      X := X + 10
                      -> B
                    }
                  }
                  on GO in B {
                    step first "in B" { X := X + 100 }
                    step second "in B" { X := X + 1000 * n }
                    step third "in B" { X := X + 10000 }
                  }
                }
                """);
        rig.call("GO", 1);
        assertThat(rig.value("X")).isEqualTo(11001);
        assertThat(rig.state()).isEqualTo("A");
        rig.call("GO", 2);
        assertThat(rig.value("X")).isEqualTo(11012);
        rig.call("GO", 2);
        assertThat(rig.value("X")).isEqualTo(11012 + 100 + 2000 + 10000);
    }
}
