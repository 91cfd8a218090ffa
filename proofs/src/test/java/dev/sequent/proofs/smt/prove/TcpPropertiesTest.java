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
        "doubt-is-told, timeout RETRANSMISSION in ESTABLISHED",
        "window-probes-alone-count, timeout PERSIST in ESTABLISHED",
        "text-on-a-syn-is-not-thrown-away, CLOSE in FIN-WAIT-1",
        "no-syn-to-nobody, timeout RETRANSMISSION in SYN-SENT",
        "iss-lies-above, SEGMENT in TIME-WAIT",
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

    /** What is told at R1 is told of the user's R1, whatever it is. */
    @Test
    void doubtThatIsSilent() throws IOException {
        var edited = EditedTcp.protocol(text -> text.replace("signal delivery-problem\n", "\n"));
        assertThat(prove(edited, "doubt-is-told", "timeout RETRANSMISSION in ESTABLISHED"))
                .isInstanceOf(Verdict.Refuted.class);
    }

    /**
     * Text on a SYN has not been delivered before the handshake is over, and is unread all the same (RFC 9293, 3.6.1).
     */
    @Test
    void textThatNobodyReads() throws IOException {
        var edited = EditedTcp.protocol(
                text -> text.replace("RCV.USER > 0 or not SYN.ACKED and count(RCV.HELD) > 0", "RCV.USER > 0"));
        assertThat(prove(edited, "text-on-a-syn-is-not-thrown-away", "CLOSE in FIN-WAIT-1"))
                .isInstanceOf(Verdict.Refuted.class);
    }

    /** Half the space away, a number is neither before nor behind (RFC 9293, 3.4). */
    @Test
    void aNumberThatIsNeither() throws IOException {
        var edited = EditedTcp.protocol(text -> text.replace("not (ISS > ISS.ABOVE)", "ISS <= ISS.ABOVE"));
        assertThat(prove(edited, "iss-lies-above", "SEGMENT in TIME-WAIT")).isInstanceOf(Verdict.Refuted.class);
    }

    private static Verdict prove(Protocol protocol, String property, String step) {
        var prover = new Prover(
                protocol, new Settings(2000, 1, false, true, Set.of(property), false, Map.of()), Cores.of(protocol));
        List<Result> results = prover.wholeSteps().stream()
                .filter(t -> t.step().equals(step))
                .flatMap(t -> prover.prove(t, Set.of()).stream())
                .filter(r -> r.obligation().claim() instanceof Obligation.Claim.OfStep)
                .toList();
        assertThat(results).hasSize(1);
        return results.getFirst().verdict();
    }
}
