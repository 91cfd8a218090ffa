package dev.sequent.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TableTest {
    private static final Table TABLE = new Table(List.of(
            List.of("name", "states", "title"),
            List.of("handshake", "1,035", ""),
            List.of("abp", "12", "three messages")));

    @Test
    void columnsAreAsWideAsTheirWidestCell() {
        assertThat(TABLE.render()).isEqualTo("""
                name       states  title
                handshake  1,035
                abp        12      three messages
                """);
    }

    @Test
    void numbersStandToTheRight() {
        assertThat(TABLE.render("> ", Set.of(1))).isEqualTo("""
                > name       states  title
                > handshake   1,035
                > abp            12  three messages
                """);
    }

    @Test
    void ofNothingIsNothing() {
        assertThat(new Table(List.of()).render("  ", Set.of())).isEmpty();
    }
}
