package dev.sequent.language.interpret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sequent.runtime.Fault;
import org.junit.jupiter.api.Test;

/** Ranges and tables. */
class CollectionTest {
    private static final String RANGES = """
            protocol T
            machine M {
              state S initial
              var R : ranges[2]
              var X : int
              var N : seq
              event ADD(low : seq, high : seq)
              event CUT(limit : seq)
              event CLEAR()
              event ASK(x : seq)
              event ENDS()
              effect range(low : seq, high : seq)
              on ADD in S { add low .. high to R }
              on CUT in S { cut R below limit }
              on CLEAR in S { clear R }
              on ASK in S {
                X := ord(covers(R, x)) * 1000 + count(R) * 100 + room(R) * 10 + total(R)
                N := end-of-run(R, x)
                for each low .. high in R { range(low, high) }
              }
              on ENDS in S { N := first(R) ; X := number(last(R)) }
            }
            """;

    @Test
    void ranges() {
        var rig = new Rig(RANGES);
        rig.call("ADD", 4294967294L, 2);
        rig.call("ADD", 10, 12);
        rig.call("ADD", 5, 5);
        assertThat(rig.ranges("R")).isEqualTo("4294967294..2 10..12");
        rig.call("ASK", 1);
        assertThat(rig.value("X")).isEqualTo(1000 + 200 + 6);
        assertThat(rig.value("N")).isEqualTo(2);
        assertThat(rig.done()).containsExactly("range 4294967294 2 0 0", "range 10 12 0 0");
        rig.call("ASK", 12);
        assertThat(rig.value("X")).isEqualTo(200 + 6);
        assertThat(rig.value("N")).isEqualTo(12);
        rig.call("ADD", 2, 10);
        assertThat(rig.ranges("R")).isEqualTo("4294967294..12");
        rig.call("ENDS");
        assertThat(rig.value("N")).isEqualTo(4294967294L);
        assertThat(rig.value("X")).isEqualTo(12);
        rig.call("CUT", 3);
        assertThat(rig.ranges("R")).isEqualTo("3..12");
        rig.call("CLEAR");
        assertThat(rig.value("R")).isZero();
        assertThatThrownBy(() -> rig.call("ENDS")).isInstanceOf(Fault.class);
    }

    @Test
    void a_full_set_is_a_fault() {
        var rig = new Rig(RANGES);
        rig.call("ADD", 1, 2);
        rig.call("ADD", 3, 4);
        assertThatThrownBy(() -> rig.call("ADD", 5, 6)).isInstanceOf(Fault.class);
    }

    private static final String TABLE = """
            protocol T
            machine M {
              state S initial
              table ROWS[3] { key : u16, value : int, note : u8? }
              var X : int
              event PUT(k : u16, v : int)
              event GET(k : u16)
              event CHANGE(k : u16, v : int)
              event TAKE(k : u16)
              event SUM(least : u16)
              event EMPTY()
              on PUT in S { insert into ROWS { key := k, value := v } }
              on GET in S {
                find row in ROWS where row.key = k {
                  if row.note present { X := row.note } else { X := row.value }
                } else { X := -1 }
              }
              on CHANGE in S { find row in ROWS where row.key = k { row.value := v ; row.note := 7 } }
              on TAKE in S { for each row in ROWS where row.key = k { remove row } }
              on SUM in S {
                X := count(ROWS) * 1000 + room(ROWS) * 100
                for each row in ROWS where row.key >= least { X := X + row.value }
              }
              on EMPTY in S { clear ROWS }
            }
            """;

    @Test
    void tables() {
        var rig = new Rig(TABLE);
        rig.call("PUT", 1, 10);
        rig.call("PUT", 2, 20);
        rig.call("PUT", 2, 30);
        rig.call("GET", 2);
        assertThat(rig.value("X")).isEqualTo(20);
        rig.call("CHANGE", 2, 21);
        rig.call("GET", 2);
        assertThat(rig.value("X")).isEqualTo(7);
        rig.call("SUM", 2);
        assertThat(rig.value("X")).isEqualTo(3000 + 21 + 30);
        rig.call("TAKE", 2);
        rig.call("SUM", 0);
        assertThat(rig.value("X")).isEqualTo(1000 + 200 + 10);
        rig.call("GET", 2);
        assertThat(rig.value("X")).isEqualTo(-1);
        rig.call("PUT", 5, 50);
        rig.call("GET", 5);
        assertThat(rig.value("X")).isEqualTo(50);
        rig.call("EMPTY");
        rig.call("SUM", 0);
        assertThat(rig.value("X")).isEqualTo(300);
    }

    @Test
    void a_freed_slot_is_taken_again_first() {
        var rig = new Rig(TABLE);
        rig.call("PUT", 1, 10);
        rig.call("PUT", 2, 20);
        var before = rig.encoding().toArray();
        rig.call("TAKE", 1);
        rig.call("PUT", 1, 10);
        assertThat(rig.encoding().toArray()).isEqualTo(before);
    }

    @Test
    void a_full_table_is_a_fault() {
        var rig = new Rig(TABLE);
        rig.call("PUT", 1, 1);
        rig.call("PUT", 2, 1);
        rig.call("PUT", 3, 1);
        assertThatThrownBy(() -> rig.call("PUT", 4, 1))
                .isInstanceOf(Fault.class)
                .hasMessageContaining("full");
    }
}
