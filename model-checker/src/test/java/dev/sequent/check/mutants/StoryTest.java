package dev.sequent.check.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StoryTest {
    private static final String FIGURE = """
                  A                                                B
              1.  CLOSED                                           LISTEN
              2.  (OPEN active=true)
                  SYN-SENT --> <SEQ=100><CTL=SYN><WND=3>      ...  LISTEN
              3.  SYN-SENT ... <SEQ=100><CTL=SYN><WND=3>      -->  ESTABLISHED
              4.  SYN-SENT     <SEQ=7><CTL=SYN,ACK>  (lost)   ...  ESTABLISHED
            """;

    private static Optional<Story.Gap> gap(String... tells) {
        var lines = new ArrayList<Mutant.Line>();
        for (String told : tells) {
            lines.add(new Mutant.Line(told, lines.size() + 10));
        }
        return Story.gap(lines, FIGURE);
    }

    @Test
    void whatIsThereInThatOrder() {
        assertThat(gap()).isEmpty();
        assertThat(gap("(OPEN", "<CTL=SYN>", "<CTL=SYN>", "(lost)")).isEmpty();
    }

    @Test
    void blanksAndStars() {
        assertThat(gap("SYN-SENT --> <SEQ=100>", "<WND=3> --> ESTABLISHED", "SYN-SENT <SEQ=7>"))
                .isEmpty();
        assertThat(gap("SYN-SENT --> <SEQ=*><CTL=SYN>* ... LISTEN", "SYN-SENT * ESTABLISHED"))
                .isEmpty();
        assertThat(gap("SYN-SENT * LISTEN * ESTABLISHED")).isPresent();
    }

    /** Nothing in a fragment is a pattern but the star. */
    @Test
    void dotsAndBracketsAreThemselves() {
        assertThat(gap("...  ESTABLISHED")).isEmpty();
        assertThat(gap("<SEQ=1.0>")).isPresent();
        assertThat(gap("(lost)")).isEmpty();
        assertThat(gap("[a-z]")).isPresent();
        assertThat(gap("SYN|ACK")).isPresent();
    }

    @Test
    void theFirstThatIsMissingIsNamed() {
        assertThat(gap("(OPEN", "(CLOSE", "(lost)")).contains(new Story.Gap("(CLOSE", 11, "2. (OPEN active=true)"));
        assertThat(gap("(CLOSE")).contains(new Story.Gap("(CLOSE", 10, ""));
        assertThat(gap("(lost)", "(OPEN").orElseThrow().text())
                .isEqualTo("'(OPEN' (line 11 of the mutant) is not in it below"
                        + " '4. SYN-SENT <SEQ=7><CTL=SYN,ACK> (lost) ... ESTABLISHED'");
    }

    /** Two fragments never share a line. */
    @Test
    void eachStandsBelowTheOneBefore() {
        assertThat(gap("(lost)", "ESTABLISHED")).isPresent();
    }
}
