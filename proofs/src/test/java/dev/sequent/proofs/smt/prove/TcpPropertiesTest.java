package dev.sequent.proofs.smt.prove;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.language.model.Protocol;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Some properties of TCP's steps, where they are quick to decide. */
class TcpPropertiesTest {

    @ParameterizedTest
    @CsvSource({
        "right-edge-stays, SEND in ESTABLISHED",
        "fin-in-its-place, SEND in ESTABLISHED",
        "last-octet-is-pushed, SEND in ESTABLISHED",
        "segments-within-the-limit, CLOSE in ESTABLISHED",
        "keepalive-only-when-idle, timeout KEEPALIVE-TIMER in ESTABLISHED",
        "user-timeout-ends, timeout USER-TIMEOUT in ESTABLISHED",
        "listener-creates-nothing, SEGMENT in LISTEN",
        "resets-unanswered, SEGMENT in LISTEN",
        "una-advances, SEND in LISTEN"
    })
    void proved(String property, String step) throws IOException {
        assertThat(prove(EditedTcp.protocol(UnaryOperator.identity()), property, step))
                .isInstanceOf(Verdict.Proved.class);
    }

    /** A probe must draw an answer, and one with the next number to come need not (RFC 9293, 3.8.4). */
    @Test
    void aProbeThatIsNone() throws IOException {
        var edited = EditedTcp.protocol(text -> text.replace("<SEQ=SND.NXT - 1>", "<SEQ=SND.NXT>"));
        assertThat(prove(edited, "keepalive-only-when-idle", "timeout KEEPALIVE-TIMER in ESTABLISHED"))
                .isInstanceOf(Verdict.Refuted.class);
    }

    /** It is stated of the user's default: he may ask for others, and then it is otherwise. */
    @Test
    void onlyOfTheDefault() throws IOException {
        var specification = EditedTcp.protocol(UnaryOperator.identity());
        assertThat(prove(specification, "doubt-is-told", "timeout RETRANSMISSION in ESTABLISHED"))
                .isInstanceOf(Verdict.Refuted.class);
    }

    private static Verdict prove(Protocol protocol, String property, String step) {
        var prover = new Prover(
                protocol, new Settings(2000, 1, false, true, Set.of(property), false, Map.of()), Cores.of(protocol));
        List<Result> results = prover.wholeSteps().stream()
                .filter(t -> t.step().equals(step))
                .flatMap(t -> prover.prove(t, Set.of()).stream())
                .toList();
        assertThat(results).hasSize(1);
        return results.getFirst().verdict();
    }
}
