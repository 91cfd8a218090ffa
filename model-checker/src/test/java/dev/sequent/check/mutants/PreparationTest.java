package dev.sequent.check.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.check.Specs;
import dev.sequent.language.Options;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What must fit between a mutant and its specification before anything is explored. */
class PreparationTest {
    private static final Original ABP = Original.of(
            Specs.of("abp").append("abp.sqt", """
                            property always-ready(R : Receiver) : always R in READY
                            scenario deaf "nobody listens" {
                              peer S : Sender { SEND(1) }
                              peer T : Sender { }
                              network { capacity 1 }
                              check all
                            }
                            scenario narrow "only what it names" {
                              peer S : Sender { SEND(1) }
                              peer R : Receiver { }
                              network { capacity 1 }
                              check always-ready
                            }
                            """).compilation(), Options.NONE, Map.of("RETRY", 7_000_000L));

    private static final String[] NO_CHECK = {"if B and not BIT or BIT and not B { drop }", "done"};

    private static Catalogue.Prepared prepare(String head, String... edits) throws UnusableMutant {
        return Catalogue.prepare(ABP, List.of(Patches.mutant(ABP, "m", head, "abp.sqt", edits)));
    }

    private static Complaint complaint(String head, String... edits) throws UnusableMutant {
        Catalogue.Prepared prepared = prepare(head, edits);
        assertThat(prepared.ready()).isEmpty();
        assertThat(prepared.complaints()).hasSize(1);
        return prepared.complaints().getFirst();
    }

    @Test
    void whatFits() throws UnusableMutant {
        Catalogue.Prepared prepared =
                prepare("Kills: in-step, no-fault, Sender.armed\nScenario: three-messages\nSet: RETRY = 2 s", NO_CHECK);
        assertThat(prepared.complaints()).isEmpty();
        assertThat(prepared.ready()).singleElement().satisfies(ready -> {
            assertThat(ready.set()).containsExactly(Map.entry("RETRY", 2_000_000_000L));
            assertThat(ready.scenario("three-messages").name()).isEqualTo("three-messages");
            assertThat(ready.remarks()).isEmpty();
        });
        assertThat(prepare("Kills: in-step\nScenario: three-messages", NO_CHECK)
                        .ready()
                        .getFirst()
                        .set())
                .containsExactly(Map.entry("RETRY", 7_000_000L));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "in-stepp | three-messages | 2 | ABP has no property or invariant in-stepp   | did you mean in-step?",
                "armed    | three-messages | 2 | ABP has no property or invariant armed      | there are: Sender.armed, Sender.quiet, in-step, always-ready, no-fault, no-deadlock",
                "in-step  | three-message  | 3 | ABP has no scenario three-message           | did you mean three-messages?",
                "in-step  | narrow         | 3 | scenario narrow does not check in-step      | let it say 'check in-step'",
                "in-step  | deaf           | 3 | scenario deaf does not check in-step        | or name another scenario",
            })
    void namesThatDoNotFit(String kills, String scenario, int line, String what, String hint) throws UnusableMutant {
        Complaint complaint = complaint("Kills: " + kills + "\nScenario: " + scenario, NO_CHECK);
        assertThat(complaint.what()).isEqualTo(what);
        assertThat(complaint.hint()).contains(hint);
        assertThat(complaint.line()).isEqualTo(line);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "RETRIES=3 s | has no parameter RETRIES",
                "RETRY=3 h   | RETRY is from 1 ms to 1 min",
                "RETRY       | write NAME=VALUE",
            })
    void settingsThatDoNotFit(String setting, String what) throws UnusableMutant {
        Complaint complaint = complaint("Kills: in-step\nScenario: three-messages\nSet: " + setting, NO_CHECK);
        assertThat(complaint.what()).contains(what);
        assertThat(complaint.line()).isEqualTo(4);
    }

    /** With the compiler's own message, of the text as the mutant makes it. */
    @Test
    void whatDoesNotCompile() throws UnusableMutant {
        Complaint complaint =
                complaint("Kills: in-step\nScenario: three-messages", "BIT := not BIT", "BITS := not BIT");
        assertThat(complaint.text())
                .contains("m.patch:5: the specification does not compile with it (1 error, 0 warnings)")
                .contains("abp.sqt:50:7")
                .contains("      BITS := not BIT")
                .contains("did you mean BIT?");
    }

    /** Who changes what is demanded has broken nothing. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "always S in WAITING or       | always S in IDLE or         | property in-step",
                "S in IDLE and S.BIT and      | S in IDLE and not S.BIT and | witness in-step",
                "invariant armed : running    | invariant armed : not running | invariant armed",
                "invariant armed              | invariant well-armed        | invariant armed",
                "network { capacity 2 ;       | network { capacity 1 ;      | scenario three-messages",
                "SEND(3) when in IDLE }       | }                           | scenario three-messages",
            })
    void whatIsDemandedStaysAsItIs(String before, String after, String named) throws UnusableMutant {
        Complaint complaint = complaint("Kills: in-step\nScenario: three-messages", before, after);
        assertThat(complaint.what()).startsWith("the patch changes what is demanded: " + named);
        assertThat(complaint.hint()).contains("a mutant breaks the protocol");
    }

    @Test
    void aNewDemandIsOneToo() throws UnusableMutant {
        assertThat(complaint(
                                "Kills: in-step\nScenario: three-messages",
                                "property in-step(",
                                "property never-at-all(S : Sender) : never S.SIZE = S.SIZE\nproperty in-step(")
                        .what())
                .contains("property never-at-all");
    }

    @Test
    void allComplaintsComeAtOnceInOrder() throws UnusableMutant {
        Catalogue.Prepared prepared = Catalogue.prepare(
                ABP,
                List.of(
                        Patches.mutant(ABP, "a", "Kills: in-step\nScenario: none", "abp.sqt", NO_CHECK),
                        Patches.mutant(ABP, "b", "Kills: in-step\nScenario: three-messages", "abp.sqt", NO_CHECK),
                        Patches.mutant(ABP, "c", "Kills: none\nScenario: three-messages", "abp.sqt", NO_CHECK)));
        assertThat(prepared.complaints())
                .extracting(Complaint::file)
                .containsExactly("mutants/a.patch", "mutants/c.patch");
        assertThat(prepared.ready()).extracting(r -> r.mutant().name()).containsExactly("b");
    }
}
