package dev.sequent.check.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.check.Engine;
import dev.sequent.check.Engines;
import dev.sequent.check.Specs;
import dev.sequent.check.engine.Limits;
import dev.sequent.codegen.build.CompiledCore;
import dev.sequent.codegen.build.CoreCompiler;
import dev.sequent.language.Options;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Every fate that a mutant can meet. */
class MutantRunTest {
    /**
     * What holds, what does not hold in the first place, what no mutant breaks, and a world in which nothing is lost.
     */
    private static final Original ABP = Original.of(
            Specs.of("abp")
                    .edit("abp.sqt", "check all", "check in-step, always-ready")
                    .append("abp.sqt", """
                            property never-waits(S : Sender) : never S in WAITING
                            witness never-waits(S : Sender) : S in IDLE
                            property always-ready(R : Receiver) : always R in READY
                            property far(R : Receiver) : always not R.EXPECTED
                            witness far(R : Receiver) : R.EXPECTED
                            scenario kind-world "where nothing is lost" {
                              peer S : Sender { SEND(1) ; SEND(2) when in IDLE }
                              peer R : Receiver { }
                              network { capacity 1 }
                              bound RETRANSMISSION <= 0
                              check in-step, always-ready
                            }
                            scenario flawed "what it checks does not hold" {
                              peer S : Sender { SEND(1) ; SEND(2) when in IDLE }
                              peer R : Receiver { }
                              network { capacity 1 ; may lose }
                              check never-waits, far
                            }
                            """)
                    .compilation(),
            Options.NONE,
            Map.of());

    private static final CompiledCore CORE = CoreCompiler.compile(ABP.protocol());

    private static final String[] ANY_ACK = {"if B and not BIT or BIT and not B { drop }", ""};
    private static final String[] NO_TIMER = {
        "    start RETRANSMISSION after RETRY\n", "    if SIZE > 100 { start RETRANSMISSION after RETRY }\n"
    };

    private static MutantsReport run(MutantOptions options, boolean whole, Mutant... mutants) {
        Catalogue.Prepared prepared = Catalogue.prepare(ABP, List.of(mutants));
        assertThat(prepared.complaints()).isEmpty();
        return new MutantRun(ABP, CORE, options).run(prepared.ready(), whole);
    }

    private static MutantReport run(String head, String... edits) throws UnusableMutant {
        return run(MutantOptions.defaults().withThreads(1), false, mutant("m", head, edits))
                .reports()
                .getFirst();
    }

    private static Mutant mutant(String name, String head, String... edits) throws UnusableMutant {
        return Patches.mutant(ABP, name, head, "abp.sqt", edits);
    }

    @Test
    void killedWithItsStory() throws UnusableMutant {
        MutantReport report = run("""
                Kills: in-step
                Scenario: three-messages
                Tells: (SEND n=1)
                Tells: (duplicated)
                Tells: (SEND n=2)""", ANY_ACK);
        assertThat(report.fate()).isEqualTo(new Fate.Killed());
        assertThat(report.kills()).singleElement().satisfies(kill -> {
            assertThat(kill.property()).isEqualTo("in-step");
            assertThat(kill.scenario()).isEqualTo("three-messages");
            assertThat(kill.steps()).isEqualTo(5);
            assertThat(kill.states()).isPositive();
        });
        assertThat(report.watched()).containsExactly("in-step");
        assertThat(report.fell()).containsExactly("in-step");
    }

    @Test
    void killedInTheSecondScenario() throws UnusableMutant {
        MutantReport report = run("Kills: in-step\nScenario: kind-world, three-messages", ANY_ACK);
        assertThat(report.killed()).isTrue();
        assertThat(report.kills().getFirst().scenario()).isEqualTo("three-messages");
    }

    @Test
    void everythingThatItNamesMustFall() throws UnusableMutant {
        MutantReport both = run("Kills: no-deadlock, Sender.armed\nScenario: three-messages", NO_TIMER);
        assertThat(both.killed()).isTrue();
        assertThat(both.kills()).extracting(Kill::property).containsExactly("no-deadlock", "Sender.armed");
        assertThat(both.kills().getLast().steps()).isEqualTo(1);
        MutantReport one = run("Kills: Sender.armed, always-ready\nScenario: kind-world", NO_TIMER);
        assertThat(one.fate())
                .isInstanceOfSatisfying(
                        Fate.KilledByAnother.class,
                        fate -> assertThat(fate.property()).isEqualTo("always-ready"));
        assertThat(one.kills()).extracting(Kill::property).containsExactly("Sender.armed");
    }

    @Test
    void killedWithAnotherStory() throws UnusableMutant {
        MutantReport report = run("""
                Kills: in-step
                Scenario: three-messages
                Tells: duplicated
                Tells: (lost)""", ANY_ACK);
        assertThat(report.killed()).isFalse();
        assertThat(report.fate()).isInstanceOfSatisfying(Fate.Untold.class, untold -> {
            assertThat(untold.gap().fragment()).isEqualTo("(lost)");
            assertThat(untold.gap().line()).isEqualTo(5);
        });
        assertThat(report.fate().text()).contains("'(lost)' (line 5 of the mutant) is not in it below '");
    }

    @Test
    void survived() throws UnusableMutant {
        MutantReport report =
                run("Kills: always-ready\nScenario: three-messages, kind-world", "SIZE := 0", "SIZE := 1");
        assertThat(report.fate()).isInstanceOfSatisfying(Fate.Survived.class, survived -> {
            assertThat(survived.property()).isEqualTo("always-ready");
            assertThat(survived.attempts())
                    .extracting(Fate.Attempt::scenario)
                    .containsExactly("three-messages", "kind-world");
        });
        assertThat(report.fate().text())
                .matches(
                        "survived: always-ready holds in three-messages \\([\\d,]+ states\\), holds in kind-world \\(\\d+ states\\)");
        assertThat(report.kills()).isEmpty();
    }

    /** Nothing at all can be sent: the property stands, since it speaks of nothing any more. */
    @Test
    void survivedBecauseItIsVacuous() throws UnusableMutant {
        MutantReport report =
                run("Kills: in-step\nScenario: kind-world", "      send <CTL=ACK, B if (B)>\n", "      done\n");
        assertThat(report.fate().text()).startsWith("survived: in-step vacuous in kind-world");
    }

    @Test
    void killedBySomethingElse() throws UnusableMutant {
        MutantReport report = run("Kills: always-ready\nScenario: kind-world, three-messages", NO_TIMER);
        assertThat(report.fate()).isInstanceOfSatisfying(Fate.KilledByAnother.class, fate -> {
            assertThat(fate.property()).isEqualTo("always-ready");
            assertThat(fate.other().property()).isEqualTo("Sender.armed");
        });
        assertThat(report.fate().text())
                .isEqualTo("always-ready does not fail; Sender.armed does, in kind-world, in 1 step");
        assertThat(report.fell()).containsExactly("Sender.armed");
    }

    /** A fault is something else, unless it is what the mutant names. */
    @Test
    void killedByAFault() throws UnusableMutant {
        String[] faulty = {"      SIZE := 0\n", "      SIZE := SIZE - 2\n"};
        MutantReport report = run("Kills: in-step\nScenario: kind-world", faulty);
        assertThat(report.fate())
                .isInstanceOfSatisfying(
                        Fate.KilledByAnother.class,
                        fate -> assertThat(fate.other().property()).isEqualTo("no-fault"));
        assertThat(run("Kills: no-fault\nScenario: kind-world", faulty).killed())
                .isTrue();
    }

    @Test
    void itsPropertyDoesNotHoldInTheFirstPlace() throws UnusableMutant {
        MutantReport report = run("Kills: never-waits\nScenario: flawed", ANY_ACK);
        assertThat(report.fate()).isEqualTo(new Fate.Unfounded("never-waits", "flawed", "VIOLATED"));
        assertThat(report.fate().text())
                .isEqualTo("the failure of never-waits says nothing: without the mutant, it is VIOLATED in flawed too");
        Mutant mutant = mutant("m", "Kills: never-waits\nScenario: flawed", ANY_ACK);
        MutantsReport unchecked = run(MutantOptions.defaults().withBaseline(false), false, mutant);
        assertThat(unchecked.killed()).isEqualTo(1);
        assertThat(MutantTable.score(unchecked)).contains("was not checked");
    }

    @Test
    void aLimitCameFirst() throws UnusableMutant {
        Mutant mutant = mutant("m", "Kills: always-ready\nScenario: three-messages", "SIZE := 0", "SIZE := 1");
        MutantsReport report = run(
                MutantOptions.defaults().withThreads(1).withLimits(Limits.none().withStates(10)), false, mutant);
        assertThat(report.reports().getFirst().fate()).isInstanceOf(Fate.NotExhausted.class);
        assertThat(report.reports().getFirst().fate().text())
                .contains("always-ready did not fail: not exhausted: the state limit is reached in three-messages");
        assertThat(report.good()).isFalse();
    }

    /** A baseline that was not seen to its end is none. */
    @Test
    void aLimitCameBeforeTheEndOfTheBaseline() throws UnusableMutant {
        Mutant mutant = mutant("m", "Kills: Sender.armed\nScenario: three-messages", NO_TIMER);
        MutantsReport report = run(
                MutantOptions.defaults().withThreads(1).withLimits(Limits.none().withStates(20)), false, mutant);
        assertThat(report.reports().getFirst().fate())
                .isInstanceOfSatisfying(
                        Fate.Unfounded.class, fate -> assertThat(fate.verdict()).contains("not exhausted"));
    }

    /** The mutant's search and the baseline's both, and nothing beside. */
    @Test
    void whatSearchesIsWhatWasAskedFor() throws UnusableMutant {
        var cores = Collections.synchronizedList(new ArrayList<String>());
        Engines noting = new Engines() {
            @Override
            public String name() {
                return "noting";
            }

            @Override
            public Engine of(CompiledCore core, int atATime) {
                cores.add(core.digest() + " " + atATime);
                return EMBEDDED.of(core, atATime);
            }
        };
        Mutant mutant = mutant("m", "Kills: in-step\nScenario: three-messages", ANY_ACK);
        MutantsReport report = run(MutantOptions.defaults().withThreads(2).withEngines(noting), false, mutant, mutant);
        assertThat(report.killed()).isEqualTo(2);
        assertThat(report.engine()).isEqualTo("noting");
        assertThat(MutantJson.text(report)).contains("\"engine\": \"noting\"");
        assertThat(cores).hasSize(3).allSatisfy(c -> assertThat(c).endsWith(" 2"));
        assertThat(cores.get(0)).isEqualTo(cores.get(1)).isNotEqualTo(CORE.digest() + " 2");
        assertThat(cores.get(2)).isEqualTo(CORE.digest() + " 2");
    }

    @Test
    void interrupted() throws UnusableMutant {
        Mutant mutant = mutant("m", "Kills: in-step\nScenario: three-messages", ANY_ACK);
        var run = new AtomicReference<MutantRun>();
        MutantOptions options =
                MutantOptions.defaults().withProgress(line -> run.get().cancel());
        run.set(new MutantRun(ABP, CORE, options));
        MutantsReport report = run.get()
                .run(Catalogue.prepare(ABP, List.of(mutant, mutant, mutant)).ready(), true);
        assertThat(report.interrupted()).isTrue();
        assertThat(report.reports())
                .hasSize(3)
                .allSatisfy(r -> assertThat(r.fate()).isInstanceOf(Fate.Interrupted.class));
        assertThat(report.good()).isFalse();
        assertThat(report.withoutMutant()).isEmpty();
        assertThat(MutantTable.text(report, true))
                .contains("m: interrupted before ", "0 of 3 mutants")
                .doesNotContain("without");
    }

    /** Of all mutants it is said which properties have none; of some, it cannot be. */
    @Test
    void propertiesWithoutAMutant() throws UnusableMutant {
        Mutant[] mutants = {
            mutant("any-ack", "Kills: in-step\nScenario: three-messages", ANY_ACK),
            mutant("no-timer", "Kills: no-deadlock, Sender.armed\nScenario: three-messages", NO_TIMER),
            mutant("harmless", "Kills: always-ready\nScenario: kind-world", "SIZE := 0", "SIZE := 1"),
        };
        MutantsReport all = run(MutantOptions.defaults().withThreads(2), true, mutants);
        assertThat(all.demands())
                .containsExactly("Sender.armed", "Sender.quiet", "in-step", "never-waits", "always-ready", "far");
        assertThat(all.killed()).isEqualTo(2);
        assertThat(all.withoutMutant()).containsExactly("Sender.quiet", "never-waits", "always-ready", "far");
        assertThat(all.good()).isFalse();
        assertThat(run(MutantOptions.defaults(), true, mutants[0]).good()).isFalse();
        assertThat(run(MutantOptions.defaults(), false, mutants[0]).good()).isTrue();
    }

    /** Everything is watched, also what the mutant does not name, and to the last state. */
    @Test
    void whatElseFalls() throws UnusableMutant {
        Mutant mutant = mutant("no-timer", "Kills: no-deadlock\nScenario: flawed", NO_TIMER);
        MutantReport report = run(MutantOptions.defaults().withEverything(true), false, mutant)
                .reports()
                .getFirst();
        assertThat(report.killed()).isTrue();
        assertThat(report.fell()).containsExactlyInAnyOrder("no-deadlock", "Sender.armed", "never-waits", "far");
        assertThat(report.watched()).contains("no-fault", "Sender.quiet").doesNotContain("in-step");
    }

    @Test
    void asATable() throws UnusableMutant {
        MutantsReport report = run(
                MutantOptions.defaults().withThreads(2),
                true,
                mutant("any-ack", "Row: 11, 12\nKills: in-step\nScenario: three-messages", ANY_ACK),
                mutant("no-timer", "Kills: no-deadlock, Sender.armed\nScenario: three-messages", NO_TIMER),
                mutant("harmless", "Kills: always-ready\nScenario: kind-world", "SIZE := 0", "SIZE := 1"),
                mutant("untold", "Kills: in-step\nScenario: three-messages\nTells: (lost)", ANY_ACK));
        String text = MutantTable.text(report, true)
                .replaceAll("\\d+\\.\\d+( s)?", "T")
                .replaceAll(" +T", " T");
        assertThat(text).isEqualTo("""
                #  mutant    row     fate            what failed  in scenario     steps  states  seconds
                1  any-ack   11, 12  killed          in-step      three-messages      5      78 T
                2  no-timer          killed          no-deadlock  three-messages      2      13 T
                3  harmless          SURVIVED        -            -                   -       - T
                4  untold            STORY NOT TOLD  in-step      three-messages      5      78 T

                harmless: survived: always-ready holds in kind-world (7 states)

                untold: killed, but the figure does not tell the story: '(lost)' (line 4 of the mutant) is not in it

                      S                                                  R
                      IDLE                                               READY
                  1.  (SEND n=1)
                      (starts RETRANSMISSION)
                  2.  WAITING --> <CTL=><TEXT=1>                     --> READY
                                                                         (deliver n=1)
                  3.  IDLE    <-- <CTL=ACK><TEXT=0> #2  (duplicated) <-- READY
                      (stops RETRANSMISSION)
                      (tells: acknowledged)
                  4.  (SEND n=2)
                      (starts RETRANSMISSION)
                      WAITING --> <CTL=B><TEXT=2> #3                 ... READY
                  5.  IDLE    <-- <CTL=ACK><TEXT=0> #2  (the copy)   ... READY
                      (stops RETRANSMISSION)
                      (tells: acknowledged)
                          (in flight at the end: #3)
                          (#1, #2 ...: messages in the order they were sent; row numbers are steps)

                property x mutant 1 2 3 4
                Sender.armed        X
                in-step           X     x
                always-ready          .
                no-deadlock         X
                X kills the mutant, as it should; x fails as well; . is watched, and does not fail

                without a mutant: Sender.quiet, never-waits, always-ready, far

                2 of 4 mutants killed by the property of their row, with their story; 4 of 6 properties without a mutant; T
                """);
    }
}
