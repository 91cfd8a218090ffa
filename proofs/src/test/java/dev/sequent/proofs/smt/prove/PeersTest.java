package dev.sequent.proofs.smt.prove;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.language.Options;
import dev.sequent.language.SpecCompiler;
import dev.sequent.language.model.Protocol;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is claimed of two peers, for a channel of any capacity. */
class PeersTest {
    private static String text(String name) {
        try {
            return Files.readString(Path.of("../spec", name, name + ".sqt"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Protocol protocol(String text) {
        var compilation = SpecCompiler.compile("p.sqt", Map.of("p.sqt", text), Options.NONE);
        assertThat(compilation.protocol()).as("%s", compilation.diagnostics()).isPresent();
        return compilation.protocol().get();
    }

    private static List<Result> prove(String text) {
        return prove(text, ProofCache.none());
    }

    private static List<Result> prove(String text, ProofCache cache) {
        var protocol = protocol(text);
        var settings = new Settings(2000, 1, true, true, Set.of(), true, Map.of());
        return PeerRun.of(protocol, settings, Cores.of(protocol), cache, List.of(), 1, progress -> {}, () -> false);
    }

    /** What was not proved, a line each. */
    static List<String> open(List<Result> results) {
        return results.stream()
                .filter(r -> !r.proved())
                .map(r -> r.obligation().demand() + ", " + r.obligation().step() + ": " + ProofText.word(r.verdict())
                        + ", " + ProofText.why(r.verdict()))
                .toList();
    }

    private static String edited(String name, String from, String to) {
        assertThat(text(name)).contains(from);
        return text(name).replace(from, to);
    }

    /** What was proved is not proved again, unless a rule has changed that it depends on. */
    @Test
    void remembered(@TempDir Path folder) {
        var cache = ProofCache.in(folder);
        var anew = prove(text("gbn"), cache);
        var again = prove(text("gbn"), cache);
        assertThat(again)
                .extracting(Result::obligation)
                .isEqualTo(anew.stream().map(Result::obligation).toList());
        assertThat(again)
                .filteredOn(r -> r.obligation().trigger().isPresent())
                .isNotEmpty()
                .allMatch(Result::remembered);
        var edited = prove(edited("gbn", "send <SEQ=WANTED><CTL=ACK>", "send <SEQ=WANTED + 1><CTL=ACK>"), cache);
        assertThat(open(edited)).isNotEmpty();
        assertThat(edited).anyMatch(Result::remembered);
    }

    @ParameterizedTest
    @CsvSource({"abp, in-step", "gbn, in-order"})
    void proved(String name, String property) {
        var results = prove(text(name));
        assertThat(open(results)).isEmpty();
        assertThat(results).anyMatch(r -> r.obligation().demand().equals(property));
        assertThat(ProofText.channels(results))
                .containsExactly("between Sender and Receiver: in order, any capacity; may lose and duplicate");
    }

    static Stream<String> lemmas() {
        return Stream.of("abp", "gbn")
                .flatMap(name -> PeerClaims.of(protocol(text(name))).getFirst().lemmas().stream()
                        .map(l -> name + " " + l.name()));
    }

    /** Each is there for a reason: without it, something else is not proved. */
    @ParameterizedTest
    @MethodSource("lemmas")
    void needed(String lemma) {
        var name = lemma.split(" ")[0];
        var lines = text(name).replace(" :\n  always", " : always").lines();
        var without = lines.filter(l -> !l.startsWith("lemma " + lemma.split(" ")[1] + "("))
                .collect(java.util.stream.Collectors.joining("\n"));
        assertThat(without).doesNotContain("lemma " + lemma.split(" ")[1] + "(");
        assertThat(open(prove(without))).isNotEmpty();
    }

    static Stream<Arguments> mutants() {
        return Stream.of(
                // An acknowledgment of the message before is taken for that of the one that is out.
                Arguments.of("abp", "if B and not BIT or BIT and not B { drop }", "", "in-step"),
                // What comes again is given to the user again.
                Arguments.of("abp", "if B and EXPECTED or not B and not EXPECTED {", "if true {", "in-step"),
                // The bit never changes.
                Arguments.of("abp", "BIT := not BIT", "", "in-step"),
                // The window is as wide as one likes.
                Arguments.of(
                        "gbn",
                        "while NEXT < QUEUED and NEXT - BASE < WINDOW at most WINDOW",
                        "while NEXT < QUEUED at most BUFFER",
                        ""),
                // What is wanted counts as acknowledged.
                Arguments.of("gbn", "BASE := F.SEQ", "BASE := F.SEQ + 1", ""),
                // What comes again counts as the next one.
                Arguments.of("gbn", "if F.SEQ = WANTED {", "if F.SEQ <= WANTED {", "in-order"),
                // One too many is asked for.
                Arguments.of("gbn", "send <SEQ=WANTED><CTL=ACK>", "send <SEQ=WANTED + 1><CTL=ACK>", ""),
                // The user may hand over more than there are numbers.
                Arguments.of("gbn", "if QUEUED - BASE + n > BUFFER { return no-room }", "", "in-order"));
    }

    /** @param property what is refuted itself; empty: lemmas are, and it is not proved */
    @ParameterizedTest
    @MethodSource("mutants")
    void refuted(String name, String from, String to, String property) {
        // What one machine keeps to is asked for by itself.
        var text = edited(name, from, to).replaceAll("  lemma queue-lies-near.*\n", "");
        var results = prove(name.equals("gbn") && from.contains("BUFFER") ? text : edited(name, from, to));
        assertThat(open(results)).anyMatch(o -> o.contains(": refuted") && o.startsWith(property));
    }

    // ------------------------------------------------------------ how far it is claimed

    private static final String ENDING = """
            protocol P
            message NOTE as N { A : seq }
            machine Speaker {
              state OFF initial, ON
              var SAID : seq
              event GO(first : seq)
              event SAY()
              event END()
              receives NOTE
              on GO in OFF { SAID := first ; -> ON }
              ignore GO in ON
              on SAY in ON { send <A=SAID> }
              ignore SAY in OFF
              on END in ON { END }
              ignore END in OFF
              ignore NOTE arrives in any state
              invariant at-first : in ON or SAID = 0
            }
            machine Hearer {
              state ON initial
              var FIRST : seq
              var NEXT : seq
              receives NOTE
              effect deliver(n : u32)
              stream in { SINCE up to NEXT ; deliver hands on n }
              on NOTE arrives in ON {
                if N.A = NEXT { NEXT := NEXT + 1 }
              }
            }
            scenario s {
              peer a : Speaker { GO(0) ; SAY() ; END() }
              peer b : Hearer { }
              network { capacity 2 ; may lose, duplicate, reorder }
            }
            lemma said(S : Speaker, H : Hearer) : always every NOTE from S to H : S in ON and N.A = S.SAID
            """;

    private static List<Result> ending(String end, String since, String claims) {
        return prove(ENDING.replace("{ END }", "{ " + end + " }").replace("SINCE", since) + claims);
    }

    /** A machine that begins anew knows nothing of what it said before: that is claimed of nobody. */
    @Test
    void untilOneIsDeleted() {
        var results = ending("delete TCB", "", "");
        assertThat(open(results)).isEmpty();
        assertThat(ProofText.channels(results))
                .singleElement()
                .asString()
                .endsWith("whatever was ever sent; claimed until one of them is deleted");
        // It forgets by itself, and is not deleted.
        var forgetful = ending("SAID := 0 ; -> OFF", "", "");
        assertThat(open(forgetful)).anyMatch(o -> o.startsWith("said, END in ON: refuted"));
        assertThat(ProofText.channels(forgetful)).singleElement().asString().doesNotContain("claimed until");
        // What comes before the end is claimed all the same.
        assertThat(open(ending("send <A=SAID + 1>", "", ""))).anyMatch(o -> o.startsWith("said, END in ON: refuted"));
    }

    /** With 2^31 numbers between them, what is old lies ahead: how far apart they are the machine must say. */
    @Test
    void untilTheNumbersAreTooMany() {
        var few = "property few(S : Speaker, H : Hearer) : always H.NEXT - H.FIRST < 2147483648\n";
        var fewer = "property fewer(S : Speaker, H : Hearer) : always H.NEXT - H.FIRST < 2147483647\n";
        var results = ending("delete TCB", "since FIRST ;", few);
        assertThat(open(results)).isEmpty();
        assertThat(ProofText.channels(results))
                .singleElement()
                .asString()
                .endsWith("claimed until one of them is deleted, or 2^31 numbers have come to one in order");
        assertThat(open(ending("delete TCB", "", few))).anyMatch(o -> o.startsWith("few, NOTE in ON: refuted"));
        assertThat(open(ending("delete TCB", "since FIRST ;", fewer)))
                .anyMatch(o -> o.startsWith("fewer, NOTE in ON: refuted"));
    }

    // ------------------------------------------------------------ what must not be taken for granted

    /** It says a number again and again, and begins with another one when it is told. */
    private static final String SPEAKER = """
            protocol P
            message NOTE as N { A : u8 }
            machine Speaker {
              state QUIET initial, LOUD
              var SAID : u8
              event GO()
              event ON()
              receives NOTE
              on GO in QUIET { -> LOUD }
              ignore GO in LOUD
              on ON in LOUD {
                if SAID < 3 {
                  send <A=SAID>
                  SAID := SAID + 1
                  send <A=SAID>
                }
              }
              ignore ON in QUIET
              ignore NOTE arrives in any state
              invariant few : SAID <= 3
              invariant quiet : in QUIET implies SAID = 0
            }
            machine Hearer {
              state ON initial
              var HEARD : u8
              receives NOTE
              event REST()
              ignore REST in ON
              on NOTE arrives in ON { HEARD := max(HEARD, N.A) }
            }
            scenario s {
              peer a : Speaker { GO() ; ON() ; ON() }
              peer b : Hearer { }
              network { capacity 2 ; may lose, duplicate%s }
            }
            """;

    private static List<String> open(String claims, boolean reorder) {
        return open(prove(SPEAKER.formatted(reorder ? ", reorder" : "") + claims));
    }

    private static String lemma(String name, String claim) {
        return "lemma " + name + "(S : Speaker, H : Hearer) : always " + claim + "\n";
    }

    @Test
    void whatIsSentIsLookedAt() {
        assertThat(open(lemma("sent", "every NOTE from S to H : N.A <= S.SAID"), false))
                .isEmpty();
        assertThat(open(lemma("sent", "every NOTE from S to H : N.A < S.SAID"), false))
                .singleElement()
                .asString()
                .startsWith("sent, ON in LOUD: refuted");
        assertThat(open(lemma("nothing", "every NOTE from S to H : false"), false))
                .singleElement()
                .asString()
                .startsWith("nothing, ON in LOUD: refuted");
    }

    /** That every message has it does not mean that there is one. */
    @Test
    void thereNeedBeNoMessage() {
        var loud = lemma("loud", "every NOTE from S to H : S in LOUD");
        assertThat(open(loud, false)).isEmpty();
        assertThat(open(loud + lemma("always-loud", "S in LOUD or H.HEARD > 0"), false))
                .isNotEmpty();
    }

    @Test
    void twoThatAreSentTogetherAreLookedAt() {
        var bounded = lemma("sent", "every NOTE from S to H : N.A <= S.SAID");
        assertThat(open(bounded + lemma("grow", "every NOTE X before NOTE Y from S to H : X.A <= Y.A"), false))
                .isEmpty();
        assertThat(open(bounded + lemma("differ", "every NOTE X before NOTE Y from S to H : X.A = Y.A"), false))
                .anyMatch(o -> o.startsWith("differ, ON in LOUD: refuted"));
    }

    /** Where the order is not kept, what came later may have been sent earlier. */
    @Test
    void theOrderMayNotBeKept() {
        var claims = lemma("sent", "every NOTE from S to H : N.A <= S.SAID")
                + lemma("heard", "every NOTE from S to H : H.HEARD <= N.A")
                + lemma("grow", "every NOTE X before NOTE Y from S to H : X.A <= Y.A");
        assertThat(open(claims, false)).anyMatch(o -> o.startsWith("heard, ON in LOUD"));
        var known = claims + lemma("behind", "H.HEARD <= S.SAID");
        assertThat(open(known, false)).isEmpty();
        assertThat(open(known, true)).anyMatch(o -> o.startsWith("grow, ON in LOUD: refuted"));
        assertThat(open(
                        lemma("sent", "every NOTE from S to H : N.A <= S.SAID") + lemma("behind", "H.HEARD <= S.SAID"),
                        true))
                .isEmpty();
    }

    @Test
    void anAlternatingBitIsNotEnoughWhereTheOrderIsNotKept() {
        var results = prove(edited("abp", "may lose, duplicate", "may lose, duplicate, reorder"));
        assertThat(results)
                .filteredOn(r -> r.obligation().demand().equals("in-step")
                        && r.obligation().trigger().isPresent())
                .noneMatch(Result::proved);
        assertThat(ProofText.channels(results)).singleElement().asString().contains("whatever was ever sent");
    }

    /**
     * What turns of a loop send is known of any two turns, not of these: that is said, and not taken for a refutation.
     */
    @Test
    void turnsOfLoops() {
        var loop = SPEAKER.replaceAll(
                "send <A=SAID>\\s+SAID := SAID \\+ 1\\s+send <A=SAID>",
                "while SAID < 3 at most 3 { send <A=SAID> ; SAID := SAID + 1 }");
        assertThat(loop).contains("while");
        var bounded = lemma("sent", "every NOTE from S to H : N.A < S.SAID");
        assertThat(open(prove(loop.formatted("") + bounded))).isEmpty();
        var grow = lemma("grow", "every NOTE X before NOTE Y from S to H : X.A < Y.A");
        assertThat(open(prove(loop.formatted("") + bounded + grow)))
                .singleElement()
                .asString()
                .startsWith("grow, ON in LOUD: unknown, too coarse");
        var shrink = lemma("shrink", "every NOTE X before NOTE Y from S to H : X.A > Y.A");
        assertThat(open(prove(loop.formatted("") + bounded + shrink)))
                .anyMatch(o -> o.startsWith("shrink, ON in LOUD"));
    }

    /** A counterexample is drawn with both peers, and what is on its way. */
    @Test
    void drawn() {
        var text = edited("abp", "if B and not BIT or BIT and not B { drop }", "");
        var protocol = protocol(text);
        var compiled = dev.sequent.codegen.build.CoreCompiler.compile(protocol);
        var sources = Map.of("p.sqt", text);
        var refutations = new Refutations(
                protocol, Cores.of(protocol), dev.sequent.check.system.Points.of(compiled, sources), sources);
        var result = prove(text).stream()
                .filter(r -> r.refuted() && r.obligation().demand().equals("acknowledged-from-then-on"))
                .findFirst()
                .orElseThrow();
        assertThat(new ProofText(refutations).counterexample(result))
                .contains(
                        "<CTL=B,ACK><TEXT=0> arrives",
                        "Receiver rests in READY, with EXPECTED true",
                        "on its way to it, behind that: <CTL=B><TEXT=0>, <CTL=><TEXT=0>",
                        "claimed: (X.CTL has B) = S.BIT implies (Y.CTL has B) = S.BIT");
    }

    /** Without a lemma of peers, nothing is tried: the property is named among those that nothing is said of. */
    @Test
    void withoutLemmas() {
        var protocol = protocol(text("abp").replaceAll("lemma [^(]*\\(.*\n(  always.*\n)?", ""));
        assertThat(PeerClaims.of(protocol)).isEmpty();
        assertThat(StepProperties.leftOut(protocol))
                .anyMatch(l -> l.property().name().equals("in-step") && l.why().contains("two peers"));
    }
}
