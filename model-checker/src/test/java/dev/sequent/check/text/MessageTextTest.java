package dev.sequent.check.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sequent.language.interpret.InterpretedCore;
import dev.sequent.language.model.MessageType;
import dev.sequent.language.model.MessageType.Field;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Span;
import dev.sequent.language.model.Type;
import dev.sequent.runtime.Message;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MessageTextTest {
    private static final List<Field> FIELDS = List.of(
            field(0, "SEQ", Type.SEQ),
            field(1, "ACK", Type.SEQ),
            new Field(2, "CTL", Type.U8, List.of("URG", "ACK", "PSH", "RST", "SYN", "FIN"), false, "", Span.NONE),
            field(3, "WND", Type.U16),
            field(4, "MSS", new Type.Optional(Type.U16)),
            new Field(5, "DATA", Type.U32, List.of(), true, "", Span.NONE));
    private static final MessageType SEGMENT = new MessageType(
            0, "SEGMENT", "SEG", FIELDS, List.of(), Optional.empty(), List.of(), "", List.of(), Span.NONE);

    private static Field field(int index, String name, Type type) {
        return new Field(index, name, type, List.of(), false, "", Span.NONE);
    }

    private static String text(long... indexAndValue) {
        var protocol = new Protocol(
                "P",
                "",
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(SEGMENT),
                List.of(),
                List.of(),
                List.of(),
                List.of());
        Message message = new InterpretedCore(protocol).message(0);
        for (int i = 0; i < indexAndValue.length; i += 2) {
            message.set((int) indexAndValue[i], indexAndValue[i + 1]);
        }
        return MessageText.of(SEGMENT, message, true);
    }

    @Test
    void spellsSegmentsAsTheRfcDoes() {
        assertThat(text(0, 100, 2, 2)).isEqualTo("<SEQ=100><CTL=SYN>");
        assertThat(text(0, 300, 1, 101, 2, 0b10010)).isEqualTo("<SEQ=300><ACK=101><CTL=SYN,ACK>");
        assertThat(text(0, 300, 1, 101, 2, 0b10001, 3, 4, 5, 7))
                .isEqualTo("<SEQ=300><ACK=101><CTL=FIN,ACK><WND=4><DATA=7>");
    }

    @Test
    void leavesOutWhatSaysNothingButNeverASequenceNumberOrAnAcknowledgmentOfZero() {
        assertThat(text()).isEqualTo("<SEQ=0>");
        assertThat(text(2, 0b10000)).isEqualTo("<SEQ=0><ACK=0><CTL=ACK>");
        assertThat(text(0, 4294967295L, 4, 0)).isEqualTo("<SEQ=4294967295><MSS=0>");
    }

    /** What is no segment has nothing to look at first: all of it is written, but an option that is absent. */
    @Test
    void leavesNothingOutOfOtherMessages() {
        var fields = List.of(
                field(0, "NUM", Type.U8),
                new Field(1, "CTL", Type.U8, List.of("ACK"), false, "", Span.NONE),
                field(2, "VALUE", Type.U8),
                field(3, "AGE", new Type.Optional(Type.U16)),
                new Field(4, "TOS", Type.U8, List.of(), false, true, Optional.empty(), "", Span.NONE));
        var frame = new MessageType(
                0, "FRAME", "F", fields, List.of(), Optional.empty(), List.of(), "", List.of(), Span.NONE);
        var protocol = new Protocol(
                "P",
                "",
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(frame),
                List.of(),
                List.of(),
                List.of(),
                List.of());
        Message message = new InterpretedCore(protocol).message(0);
        assertThat(MessageText.of(frame, message, true)).isEqualTo("<NUM=0><CTL=><VALUE=0>");
        message.set(3, 0);
        assertThat(MessageText.of(frame, message, true)).isEqualTo("<NUM=0><CTL=><VALUE=0><AGE=0>");
        assertThat(MessageText.secondary(List.of(frame))).isEmpty();
    }

    @Test
    void namesTheKindWhereThereAreSeveral() {
        var protocol = new Protocol(
                "P",
                "",
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(SEGMENT),
                List.of(),
                List.of(),
                List.of(),
                List.of());
        assertThat(MessageText.of(SEGMENT, new InterpretedCore(protocol).message(0), false))
                .isEqualTo("SEGMENT<SEQ=0>");
    }

    @Test
    void spellsValuesAsTheLanguageDoes() {
        assertThat(ValueText.text(Type.DURATION, 200_000_000)).isEqualTo("200 ms");
        assertThat(ValueText.text(Type.DURATION, 90_000_000_000L)).isEqualTo("90 s");
        assertThat(ValueText.text(Type.DURATION, 120_000_000_000L)).isEqualTo("2 min");
        assertThat(ValueText.text(Type.BOOL, 1)).isEqualTo("true");
        assertThat(ValueText.text(new Type.Enum("E", List.of("X", "Y")), 1)).isEqualTo("Y");
        var ranges = new dev.sequent.runtime.RangeSet(4);
        ranges.add(5, 7);
        ranges.add(-2, 1);
        assertThat(ValueText.text(ranges)).isEqualTo("{4294967294 .. 1, 5 .. 7}");
    }

    @Test
    void whatIsPrintedCanBeReadBack() {
        var colour = new Type.Enum("E", List.of("X", "Y"));
        for (long value : new long[] {0, 1, 59, 1_000, 90_000_000_000L, 3_600_000_000_000L, 4294967295L}) {
            assertThat(ValueText.parse(Type.DURATION, ValueText.text(Type.DURATION, value)))
                    .isEqualTo(value);
            assertThat(ValueText.parse(Type.U64, ValueText.text(Type.U64, value)))
                    .isEqualTo(value);
            assertThat(ValueText.parse(new Type.Optional(Type.INT), ValueText.text(Type.INT, -value)))
                    .isEqualTo(-value);
        }
        assertThat(ValueText.parse(Type.SEQ, "4294967295")).isEqualTo(4294967295L);
        assertThat(ValueText.parse(Type.BOOL, "true")).isEqualTo(1);
        assertThat(ValueText.parse(Type.BOOL, "false")).isZero();
        assertThat(ValueText.parse(colour, "Y")).isEqualTo(1);
        Field bits = FIELDS.get(2);
        for (long mask = 0; mask < 64; mask++) {
            assertThat(MessageText.parse(bits, MessageText.text(bits, mask))).isEqualTo(mask);
        }
    }

    @Test
    void whatIsNoValueIsRefused() {
        assertThatThrownBy(() -> ValueText.parse(Type.BOOL, "yes")).hasMessage("\"yes\" is no bool");
        assertThatThrownBy(() -> ValueText.parse(Type.SEQ, "4294967296")).hasMessage("\"4294967296\" is no seq");
        assertThatThrownBy(() -> ValueText.parse(Type.DURATION, "3 sheep")).hasMessageContaining("\"3 sheep\"");
        assertThatThrownBy(() -> ValueText.parse(new Type.Enum("E", List.of("X")), "Z"))
                .hasMessage("\"Z\" is no E");
        assertThatThrownBy(() -> MessageText.parse(FIELDS.get(2), "SYN,ACC")).hasMessage("CTL has no bit ACC");
    }

    @Test
    void whatIsOfSecondInterest() {
        assertThat(MessageText.secondary(List.of(SEGMENT))).containsExactly("WND");
    }
}
