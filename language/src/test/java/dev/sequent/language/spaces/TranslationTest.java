package dev.sequent.language.spaces;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.language.Compilation;
import dev.sequent.language.Options;
import dev.sequent.language.SpecCompiler;
import dev.sequent.language.diagnostic.Diagnostic;
import dev.sequent.language.model.Protocol;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the compiler finds out about the spaces of sequence numbers, and which verdicts speak for all of them. */
class TranslationTest {
    private static Compilation compile(String items, String rest) {
        String text = """
                protocol SPACES
                extern function isn() : seq
                message SEGMENT as SEG {
                  SEQ : seq
                  ACK : seq when ACK
                  CTL : bits { ACK, RST, SYN, FIN, A, B, C, D }
                }
                machine End {
                  state CLOSED initial, OPEN
                  var SND.UNA, SND.NXT, RCV.NXT : seq
                  var READY : bool
                  timer T
                  event BEGIN()
                  event HALT()
                  receives SEGMENT
                  on BEGIN in CLOSED {
                    SND.UNA := isn()
                    SND.NXT := SND.UNA + 1
                    -> OPEN
                    start T after 1 s
                    send <SEQ=SND.UNA><CTL=SYN>
                  }
                  ignore BEGIN in OPEN
                  on HALT in OPEN { delete TCB }
                  ignore HALT in CLOSED
                  on timeout T in OPEN { send <SEQ=SND.UNA><CTL=SYN> }
                  ignore timeout T in CLOSED
                """ + items + "\n}\n" + rest;
        Compilation compilation = SpecCompiler.compile("a.sqt", Map.of("a.sqt", text), Options.NONE);
        assertThat(compilation.diagnostics()).noneMatch(Diagnostic::isError);
        return compilation;
    }

    /** The warnings of a machine with this handler of what arrives while it is open. */
    private static List<String> warnings(String arrival) {
        return compile("on SEGMENT arrives in OPEN {\n" + arrival + "\n}\nignore SEGMENT arrives in CLOSED", "")
                .diagnostics()
                .stream()
                .map(Diagnostic::code)
                .filter(c -> c.startsWith("SQT34"))
                .toList();
    }

    // ------------------------------------------------------------ the two spaces

    @Test
    void whatOneEndSendsInItsSpaceTheOtherReceivesInTheRemotes() {
        String good =
                "if SYN { RCV.NXT := SEG.SEQ + 1 }\nif ACK and SND.UNA < SEG.ACK <= SND.NXT { SND.UNA := SEG.ACK }";
        assertThat(warnings(good + "\nif SYN { send <SEQ=SND.NXT><ACK=SEG.SEQ + 1><CTL=ACK> }"))
                .isEmpty();
        assertThat(warnings(good + "\nif ACK { RCV.NXT := SEG.ACK }")).contains("SQT341");
    }

    @Test
    void aResetTakesItsNumberFromWhatIsAcknowledged() {
        assertThat(warnings("if ACK { send <SEQ=SEG.ACK><CTL=RST> }")).isEmpty();
        assertThat(warnings("send <SEQ=SEG.SEQ><CTL=RST>\nif SEG.SEQ = SND.NXT { drop }"))
                .contains("SQT341");
    }

    // ------------------------------------------------------------ what moves

    @Test
    void aNumberThatWasNeverSetStandsStill() {
        assertThat(warnings("if SEG.SEQ < RCV.NXT { drop }")).containsExactly("SQT342");
        assertThat(warnings("RCV.NXT := SEG.SEQ\nif SEG.SEQ < RCV.NXT { drop }"))
                .isEmpty();
    }

    @Test
    void aNumberThatIsSetOnOnePathOnlyMayStandStill() {
        assertThat(warnings("if SYN { RCV.NXT := SEG.SEQ }\nif SEG.SEQ < RCV.NXT { drop }"))
                .containsExactly("SQT342");
        assertThat(warnings("if SYN { RCV.NXT := SEG.SEQ  READY := true }\nif READY and SEG.SEQ < RCV.NXT { drop }"))
                .as(
                        "READY may be true from before, when RCV.NXT had been set, too: but the two are not followed together")
                .containsExactly("SQT342");
        assertThat(warnings("if not SYN { drop }\nRCV.NXT := SEG.SEQ\nREADY := true\nif SEG.SEQ < RCV.NXT { drop }"))
                .isEmpty();
    }

    @Test
    void whereABoolSaysThatNothingHasComeNothingIsCompared() {
        assertThat(warnings("if READY and SEG.SEQ < RCV.NXT { drop }"))
                .as("READY is never true")
                .isEmpty();
    }

    @Test
    void whatIsOverStandsStillAgain() {
        assertThat(warnings("let next = SEG.SEQ\ndelete TCB\nif RCV.NXT = next { drop }"))
                .containsExactly("SQT342");
    }

    @Test
    void aLiteralStandsStillAndOnlyZeroMayBeSent() {
        assertThat(warnings("if SND.NXT = 300 { drop }")).containsExactly("SQT342");
        assertThat(warnings("send <SEQ=0><CTL=RST>")).isEmpty();
        assertThat(warnings("send <SEQ=1><CTL=RST>")).containsExactly("SQT344");
        assertThat(warnings("send <SEQ=sequence(7)><CTL=RST>")).containsExactly("SQT344");
    }

    @Test
    void theBitsOfANumberTellWhereItLies() {
        assertThat(warnings("if number(SND.NXT) mod 2 = 0 { drop }")).containsExactly("SQT343");
        assertThat(warnings("if (SND.NXT - SND.UNA) mod 2 = 0 { drop }")).isEmpty();
    }

    // ------------------------------------------------------------ fields that count with a bit

    @Test
    void aFieldIsReadWhereItsBitIsSet() {
        assertThat(warnings("if SEG.ACK > SND.UNA { drop }")).containsExactly("SQT345");
        assertThat(warnings("if not ACK { drop }\nif SEG.ACK > SND.UNA { drop }"))
                .isEmpty();
        assertThat(warnings("if not ACK or SEG.ACK > SND.UNA { drop }")).isEmpty();
    }

    @Test
    void aFieldIsSentWithItsBit() {
        assertThat(warnings("send <SEQ=SND.NXT><ACK=SEG.SEQ><CTL=SYN>")).containsExactly("SQT346");
        assertThat(warnings("send <SEQ=SND.NXT><CTL=SYN, ACK if (READY)>"))
                .as("READY is never true here")
                .isEmpty();
        assertThat(warnings("READY := true\nsend <SEQ=SND.NXT><CTL=SYN, ACK if (READY)>"))
                .containsExactly("SQT347");
    }

    // ------------------------------------------------------------ what a verdict speaks for

    private static final String GOOD = """
            on SEGMENT arrives in OPEN {
              if SYN { RCV.NXT := SEG.SEQ + 1 }
              if ACK and SND.UNA < SEG.ACK <= SND.NXT { SND.UNA := SEG.ACK }
            }
            ignore SEGMENT arrives in CLOSED
            """;

    private static Translation.Verdict verdict(String arrival, String property, String world) {
        Protocol protocol = compile(
                        arrival,
                        "property it(A, B : End) : " + property + "\nscenario s { peer A : End {}\n peer B : End {}\n"
                                + world + "\n check it }")
                .protocol()
                .orElseThrow();
        return Translation.of(protocol).of(protocol.scenarios().getFirst()).orElseThrow();
    }

    @Test
    void aVerdictSpeaksForAllNumbersIfNothingAsksWhereTheyLie() {
        Translation.Verdict verdict = verdict(
                GOOD, "always A.SND.UNA <= A.SND.NXT", "network { capacity 1 }\nchoose isn in { 5, 4294967295 }");

        assertThat(verdict.ties()).isEmpty();
        assertThat(verdict.distances()).containsExactly(0L, 6L, 4294967290L);
        assertThat(verdict.zeros()).isEmpty();
    }

    @Test
    void onePeersOwnSpaceIsTheOthersRemoteOne() {
        String world = "network { capacity 1 }";
        String open = "A in OPEN and B in OPEN and A.READY and B.READY implies ";
        String arrival = GOOD.replace("SEG.SEQ + 1 }", "SEG.SEQ + 1  READY := true }");

        assertThat(verdict(arrival, "always " + open + "A.RCV.NXT <= A.SND.NXT", world)
                        .ties())
                .containsExactly("property it: numbers of the two spaces are compared");
        assertThat(verdict(arrival, "always " + open + "A.SND.NXT <= B.SND.NXT", world)
                        .ties())
                .containsExactly("property it: numbers of the two spaces are compared");
    }

    @Test
    void aPropertyThatNamesANumberSpeaksForThatNumber() {
        assertThat(verdict(GOOD, "always A.SND.NXT != 7 or A in CLOSED", "network { capacity 1 }")
                        .ties())
                .singleElement()
                .asString()
                .startsWith("property it: A.SND.NXT and 7: one moves");
    }

    @Test
    void whatAnAttackerSendsHasItsOwnNumbers() {
        assertThat(verdict(
                                GOOD,
                                "always A.SND.UNA <= A.SND.NXT",
                                "network { capacity 1 }\nattacker to A { <SEQ=9><CTL=SYN> }")
                        .ties())
                .containsExactly("what the attacker sends has numbers of its own");
    }

    @Test
    void aRuleThatLooksAtTheNumberTiesEveryVerdictToIt() {
        String arrival = GOOD.replace("if SYN {", "if SYN and number(SND.NXT) != 0 {");

        assertThat(verdict(arrival, "always A.SND.UNA <= A.SND.NXT", "network { capacity 1 }")
                        .ties())
                .singleElement()
                .asString()
                .startsWith("a rule depends on where a sequence space lies: a.sqt:");
    }

    @Test
    void aZeroThatIsSentStaysWhereItIs() {
        String arrival = GOOD.replace(
                "ignore SEGMENT arrives in CLOSED", "on SEGMENT arrives in CLOSED { send <SEQ=0><CTL=RST> }");

        assertThat(verdict(arrival, "always A.SND.UNA <= A.SND.NXT", "network { capacity 1 }")
                        .zeros())
                .hasSize(1);
    }

    /** Nobody writes it; but it must not take minutes, and nothing may be claimed of it. */
    @Test
    void ofMoreRulesThanCanBeFollowedNothingIsClaimed() {
        String states = IntStream.range(0, 800).mapToObj(i -> "S" + i).collect(Collectors.joining(", "));
        String ways = IntStream.range(0, 800)
                .mapToObj(i -> "if n = " + i + " { -> S" + i + " }\n")
                .collect(Collectors.joining());
        Protocol protocol = SpecCompiler.compile(
                        "a.sqt",
                        Map.of(
                                "a.sqt",
                                "protocol LARGE\nmachine M {\nstate S initial, " + states
                                        + "\nvar N : seq\nevent GO(n : u32, at : seq)\non GO in any state {\n" + ways
                                        + "N := at\n}\n}\nscenario s { peer A : M {} }\n"),
                        Options.NONE)
                .protocol()
                .orElseThrow();

        assertThat(Translation.of(protocol)
                        .of(protocol.scenarios().getFirst())
                        .orElseThrow()
                        .ties())
                .containsExactly("the rules of M are more than can be followed");
    }

    @Test
    void whereNothingMovesThereIsNothingToSay() {
        Compilation fixed = SpecCompiler.compile("a.sqt", Map.of("a.sqt", """
                        protocol FIXED
                        message M as M { SEQ : seq }
                        machine P { state A initial  var N : seq  receives M
                          on M arrives in A { if M.SEQ = N { N := N + 1 } } }
                        scenario s { peer A : P {} }
                        """), Options.NONE);
        Protocol protocol = fixed.protocol().orElseThrow();

        assertThat(fixed.diagnostics()).isEmpty();
        assertThat(Translation.of(protocol).of(protocol.scenarios().getFirst())).isEmpty();
    }
}
