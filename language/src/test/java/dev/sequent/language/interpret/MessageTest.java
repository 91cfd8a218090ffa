package dev.sequent.language.interpret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sequent.runtime.BitReader;
import dev.sequent.runtime.BitWriter;
import dev.sequent.runtime.Fault;
import dev.sequent.runtime.Machine;
import org.junit.jupiter.api.Test;

class MessageTest {
    private static final String ECHO = """
            protocol T
            message FRAME as F {
              SEQ   : seq
              CTL   : bits { A, B, C, D, E, G, H, I }
              WND   : u16
              OFFSET : 8 bits length of header in 1 bytes
              options {
                end     kind 0
                padding kind 1
                MSS     kind 2 : u16
              }
              data TEXT
              derived LEN : u32 = TEXT + ord(A)
            }
            machine M {
              state S initial
              var X : int
              var N : seq = 9
              receives FRAME
              event GO(a : int, b : int)
              before sending FRAME {
                OUT.WND := OUT.WND + X
                if OUT.CTL has A { N := N + OUT.LEN }
              }
              on GO in S {
                send <SEQ=N><CTL=A if (a = 1), C, D if (b = 1)><MSS=b if (b > 1)><TEXT=a>
              }
              on FRAME arrives in S {
                if not A { drop }
                X := F.LEN
                if F.MSS present { X := X + F.MSS }
                if F.CTL has I { send <SEQ=F.SEQ + 1><CTL=I><WND=1> }
              }
            }
            """;

    @Test
    void is_sent_with_its_values_in_order_after_the_common_part() {
        var rig = new Rig(ECHO);
        rig.go(1, 1);
        assertThat(rig.done()).containsExactly("send FRAME SEQ=9 CTL=176 WND=0 TEXT=1");
        assertThat(rig.value("N")).isEqualTo(11);
        rig.go(0, 1460);
        assertThat(rig.done()).containsExactly("send FRAME SEQ=11 CTL=32 WND=0 MSS=1460 TEXT=0");
    }

    @Test
    void nothing_is_left_of_the_message_before() {
        var rig = new Rig(ECHO);
        rig.go(0, 1460);
        rig.done();
        rig.go(0, 0);
        assertThat(rig.done()).containsExactly("send FRAME SEQ=9 CTL=32 WND=0 TEXT=0");
    }

    @Test
    void arrives_with_fields_bits_options_and_derived_values() {
        var rig = new Rig(ECHO);
        assertThat(rig.receive("SEQ", 7, "TEXT", 3)).isEqualTo(Machine.DROP);
        assertThat(rig.receive("SEQ", 7, "CTL", 128 | 1, "TEXT", 3)).isEqualTo(Machine.DONE);
        assertThat(rig.value("X")).isEqualTo(4);
        assertThat(rig.done()).containsExactly("send FRAME SEQ=8 CTL=1 WND=5 TEXT=0");
        rig.receive("SEQ", 4294967295L, "CTL", 128 | 1, "MSS", 100);
        assertThat(rig.done()).containsExactly("send FRAME SEQ=0 CTL=1 WND=102 TEXT=0");
    }

    @Test
    void a_field_out_of_its_range_is_a_fault() {
        var rig = new Rig(ECHO);
        assertThatThrownBy(() -> rig.go(1, 65536)).isInstanceOf(Fault.class).hasMessageContaining("MSS");
        assertThat(rig.done()).isEmpty();
        assertThatThrownBy(() -> rig.core.message(0).set(rig.field("WND").index(), 65536))
                .isInstanceOf(Fault.class);
    }

    @Test
    void copies_clears_and_comes_back_from_its_encoding() {
        var core = new Rig(ECHO).core;
        var field = new Rig(ECHO);
        var message = core.message(0);
        message.set(field.field("SEQ").index(), 4294967295L);
        message.set(field.field("MSS").index(), 1460);
        message.set(field.field("TEXT").index(), 12);
        var copy = message.copy();
        var out = new BitWriter();
        message.encode(out);
        assertThat(out.bits()).isEqualTo(32 + 8 + 16 + 1 + 16 + 32);
        message.clear();
        assertThat(message.get(field.field("SEQ").index())).isZero();
        assertThat(message.present(field.field("MSS").index())).isFalse();
        assertThat(copy.get(field.field("MSS").index())).isEqualTo(1460);
        var restored = core.message(0);
        restored.decode(new BitReader(out.toArray()));
        assertThat(restored).hasToString(copy.toString());
        assertThat(restored.present(field.field("MSS").index())).isTrue();
    }
}
