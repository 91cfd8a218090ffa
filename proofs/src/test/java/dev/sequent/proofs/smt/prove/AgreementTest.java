package dev.sequent.proofs.smt.prove;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.language.model.Protocol.Property;
import java.io.IOException;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The agreement of two connections, over a network that delivers whatever was ever sent. Shown of some steps, those
 * that take least; in the profile {@code deep}, of all.
 */
class AgreementTest {
    private static final boolean DEEP = Boolean.getBoolean("sequent.agreement.deep");

    /** Every arrival, one of the loops, and what is sent again. */
    private static final String SOME =
            "(SEGMENT|OPEN) in .*|QUIET in ESTABLISHED|timeout (RETRANSMISSION|PERSIST|DELAYED-ACK|KEEPALIVE-TIMER) in .*";

    /** Without any edit; it takes a while to make. */
    private static Twins plain;

    @BeforeAll
    static void plain() throws IOException {
        plain = Twins.of(EditedTcp.protocol(UnaryOperator.identity()));
    }

    @Test
    void proved() {
        var results = plain.prove(DEEP ? ".*" : SOME).toList();
        assertThat(PeersTest.open(results)).isEmpty();
        assertThat(results)
                .extracting(r -> r.obligation().demand())
                .contains(
                        "agreement", "numbers-agree", "fin-is-the-others", "acknowledged-has-come", "fin-was-received");
        assertThat(ProofText.channels(results))
                .containsExactly("between Connection and Connection: any order, any capacity; may lose, duplicate, and"
                        + " deliver whatever was ever sent; claimed until one of them is deleted, or 2^31 numbers have"
                        + " come to one in order");
    }

    /** By lemma, a step that it is needed for. */
    private static final Map<String, String> NEEDED = Map.ofEntries(
            Map.entry("nothing-sent-before-opening", "SEGMENT in LISTEN"),
            Map.entry("syn-stands-at-the-iss", "SEGMENT in LISTEN"),
            Map.entry("remote-has-opened", "OPEN in CLOSED"),
            Map.entry("expected-was-sent", "timeout RETRANSMISSION in ESTABLISHED"),
            Map.entry("acknowledged-came", "timeout RETRANSMISSION in ESTABLISHED"),
            Map.entry("text-was-sent", "SEGMENT in FIN-WAIT-2"),
            Map.entry("fin-comes-last", "SEGMENT in FIN-WAIT-2"),
            Map.entry("fin-is-seen-where-it-stands", "SEGMENT in FIN-WAIT-2"),
            Map.entry("acknowledged-was-expected", "SEGMENT in SYN-SENT"),
            Map.entry("fin-is-not-passed-by", "SEGMENT in FIN-WAIT-1"),
            Map.entry("held-was-sent", "SEGMENT in ESTABLISHED"));

    static Stream<String> lemmas() {
        var lemmas = plain.claims().lemmas().stream().map(Property::name).toList();
        assertThat(NEEDED).containsOnlyKeys(lemmas);
        return lemmas.stream().filter(l -> DEEP || !NEEDED.get(l).matches("SEGMENT in .*-.*|SEGMENT in ESTABLISHED"));
    }

    /** Each is there for a reason: without it, something else is not proved. Of some, that takes longer. */
    @ParameterizedTest
    @MethodSource("lemmas")
    void needed(String lemma) {
        assertThat(PeersTest.open(plain.without(lemma).prove(NEEDED.get(lemma)).toList()))
                .isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // A gap is acknowledged: what is missing counts as arrived.
                "timeout DELAYED-ACK in ESTABLISHED | acknowledged-was-expected"
                        + " | send <SEQ=begin><ACK=RCV.NXT><CTL=ACK, URG if (urgent)><UP=min(SND.UP - begin, 65535) if (urgent)>"
                        + " | send <SEQ=begin><ACK=if count(RCV.HELD) > 0 then last(RCV.HELD) else RCV.NXT><CTL=ACK>",
                // What was sent is sent again, and with it what was not.
                "timeout RETRANSMISSION in ESTABLISHED | text-was-sent"
                        + " | let n = min(sent, send-mss()) | let n = send-mss()",
                // A FIN is taken where it is seen, whatever is missing before it.
                "SEGMENT in FIN-WAIT-2 | fin-is-the-others"
                        + " | if RCV.FIN present { return RCV.FIN = RCV.NXT } | if RCV.FIN present { return true }",
                // What is not acceptable is taken all the same: half the numbers away, it lies before the window and
                // behind it.
                "SEGMENT in SYN-RECEIVED | expected-was-sent | } else if not acceptable() { | } else if false {",
                // Another number than that of the SYN is told.
                "SEGMENT in LISTEN | syn-stands-at-the-iss | send <SEQ=ISS><ACK=RCV.NXT><CTL=SYN,ACK>"
                        + " | send <SEQ=ISS + 1><ACK=RCV.NXT><CTL=SYN,ACK>",
            })
    void refuted(String step, String claim, String from, String to) throws IOException {
        var twins = Twins.of(EditedTcp.protocol(text -> text.replace(from, to)));
        assertThat(PeersTest.open(twins.prove(step).toList()))
                .anyMatch(o -> o.startsWith(claim + ", " + step + ": refuted"));
    }
}
