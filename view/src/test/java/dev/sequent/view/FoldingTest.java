package dev.sequent.view;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FoldingTest {
    @Test
    void aMessageGoesOnBetweenItsFields() {
        assertThat(Folding.of("<SEQ=100><ACK=301><CTL=SYN,ACK>", 20))
                .containsExactly("<SEQ=100><ACK=301>", "  <CTL=SYN,ACK>");
        assertThat(Folding.of("<SEQ=100>", 9)).containsExactly("<SEQ=100>");
        assertThat(Folding.of("<SEQ=100>", 4)).as("a field stays whole").containsExactly("<SEQ=100>");
    }

    @Test
    void aParagraphIsWrappedBetweenItsWords() {
        assertThat(Folding.paragraph("an old  duplicate SYN comes to a listener", 14))
                .isEqualTo("""
                an old
                duplicate SYN
                comes to a
                listener
                """);
        assertThat(Folding.paragraph("unacknowledged", 5)).isEqualTo("unacknowledged\n");
    }
}
