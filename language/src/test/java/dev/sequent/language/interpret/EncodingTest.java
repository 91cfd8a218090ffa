package dev.sequent.language.interpret;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.runtime.BitReader;
import dev.sequent.runtime.BitWriter;
import org.junit.jupiter.api.Test;

/** The encoding, bit for bit. */
class EncodingTest {
    private static final String SPECIFICATION = """
            protocol T
            enum Colour { RED, GREEN, BLUE }
            enum Only { ONE }
            machine M {
              state A initial, B, C
              var FLAG : bool
              var COLOUR : Colour
              var SOLE : Only
              var SMALL : u8
              var WHERE : seq
              var LONG : int
              var MAYBE : u16?
              var HELD : ranges[3]
              timer T1
              timer T2
              table ROWS[2] { key : u8, other : bool? }
              event GO(n : int)
              on GO in any state {
                FLAG := true
                COLOUR := BLUE
                SMALL := 0xa5
                WHERE := WHERE + 4294967295
                LONG := -1
                MAYBE := n
                add WHERE .. WHERE + 16 to HELD
                start T2 after 1 s
                insert into ROWS { key := 200, other := true }
                for each row in ROWS { remove row }
                insert into ROWS { key := 3 }
                insert into ROWS { key := 4, other := true }
                -> C
              }
              ignore timeout T1 in any state
              ignore timeout T2 in any state
              event OTHER()
              on OTHER in any state { -> B ; start T1 after 1 s }
            }
            """;

    private static void expect(BitReader in, int width, long value) {
        assertThat(in.get(width)).isEqualTo(value);
    }

    @Test
    void is_as_documented() {
        var rig = new Rig(SPECIFICATION);
        rig.call("GO", 99);
        var out = rig.encoding();
        var in = new BitReader(out.toArray());
        expect(in, 2, 2); // state C of three
        expect(in, 1, 1); // FLAG
        expect(in, 2, 2); // COLOUR
        // SOLE takes no bits
        expect(in, 8, 0xa5);
        expect(in, 32, 4294967295L);
        expect(in, 64, -1);
        expect(in, 1, 1);
        expect(in, 16, 99); // MAYBE
        expect(in, 2, 1); // one range of at most three
        expect(in, 32, 4294967295L);
        expect(in, 32, 15);
        expect(in, 1, 0); // T1
        expect(in, 1, 1); // T2
        expect(in, 1, 1);
        expect(in, 8, 3);
        expect(in, 1, 0);
        expect(in, 1, 0);
        expect(in, 1, 1);
        expect(in, 8, 4);
        expect(in, 1, 1);
        expect(in, 1, 1);
        assertThat(in.bits()).isEqualTo(out.bits());
    }

    @Test
    void of_a_new_machine_holds_zeros_where_there_is_nothing() {
        var rig = new Rig(SPECIFICATION);
        assertThat(rig.encoding().bits()).isEqualTo(2 + 1 + 2 + 8 + 32 + 64 + 17 + 2 + 2 + 2 * (1 + 8 + 2));
        assertThat(rig.encoding().toArray()).containsOnly(0L);
    }

    @Test
    void restores_the_machine() {
        var rig = new Rig(SPECIFICATION);
        rig.call("GO", 1234);
        var copy = rig.copy();
        var out = new BitWriter();
        copy.encode(out);
        assertThat(out.toArray()).isEqualTo(rig.encoding().toArray());
        assertThat(copy.state()).isEqualTo(2);
        assertThat(copy.running(1)).isTrue();
        assertThat(copy.running(0)).isFalse();
        assertThat(copy.variable(6)).isEqualTo(1234);
        assertThat(copy.present(6)).isTrue();
        assertThat(copy.ranges(7).total()).isEqualTo(16);
    }
}
