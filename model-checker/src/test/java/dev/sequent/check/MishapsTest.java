package dev.sequent.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sequent.check.engine.Limits;
import dev.sequent.check.trace.Counterexample;
import dev.sequent.check.trace.TraceStep;
import dev.sequent.check.trace.TraceStep.Action;
import dev.sequent.codegen.build.CoreCompiler;
import dev.sequent.language.model.Protocol;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Verdicts, traces and bounds where something befalls the peers, and where properties ask about steps and octets. */
class MishapsTest {
    private static final StreamSpec STREAM = new StreamSpec();
    private static final Limits ALL = Limits.none().withKeepGoing(true);

    @TempDir
    private Path directory;

    private static ScenarioReport check(Protocol protocol, CheckOptions options) {
        return new CheckRun(protocol, CoreCompiler.compile(protocol))
                .check(protocol.scenarios().getFirst(), options.withThreads(2));
    }

    private static ScenarioReport check(String scenario) {
        return check(STREAM.scenario(scenario), CheckOptions.defaults().withLimits(ALL));
    }

    private static ScenarioReport check(Specs specs, String scenario) {
        return check(
                specs.append(StreamSpec.FILE, "scenario s {\n" + scenario + "\n}\n")
                        .compile(),
                CheckOptions.defaults().withLimits(ALL));
    }

    private static Counterexample violated(ScenarioReport report, String property) {
        assertThat(report.verdict(property)).isInstanceOf(Verdict.Violated.class);
        return ((Verdict.Violated) report.verdict(property)).trace();
    }

    private static List<String> kinds(Counterexample trace) {
        return trace.steps().stream()
                .map(TraceStep::action)
                .map(action -> action.getClass().getSimpleName())
                .toList();
    }

    // ------------------------------------------------------------ steps

    private static final String ATTACKED = """
            peer X : End { OPEN() }
            peer Y : End { }
            network { capacity 1 }
            attacker to X { <SEQ=9><CTL=SYN> ; <SEQ=5><CTL=RST> }
            choose isn in { 100 }
            bound RETRY <= 0
            """;

    @Test
    void aBadStepIsShownWithTheWayThere() {
        ScenarioReport report = check(ATTACKED + "check safe, advances, answers");
        Counterexample trace = violated(report, "safe");
        assertThat(kinds(trace)).containsExactly("Call", "Attack");
        assertThat(trace.finding()).isEqualTo("the step breaks the property");
        assertThat(trace.steps().getFirst().truth()).containsEntry("safe", true);
        assertThat(trace.steps().getLast().truth()).containsEntry("safe", false).containsEntry("advances", true);
        assertThat(report.verdict("advances")).isInstanceOf(Verdict.Holds.class);
    }

    /** The connection is then with nobody; what the user has handed over still waits in its buffer. */
    @Test
    void anOldSynThatIsBelievedTakesNothingFromTheUsersBuffer() {
        ScenarioReport report = check("""
                peer X : End { OPEN() ; SEND(1) }
                peer Y : End { OPEN() }
                network { capacity 2 }
                holds Y to X <SEQ=7><CTL=SYN>
                choose isn in { 100 }
                bound RETRY <= 1
                check prefix, faithful
                """);
        assertThat(report.verdict("no-fault")).isInstanceOf(Verdict.Holds.class);
        assertThat(report.verdict("prefix")).isInstanceOf(Verdict.Holds.class);
    }

    /**
     * X begins anew at another number, and Y, who has been given an octet already, follows: what comes there is the
     * next.
     */
    @Test
    void theOctetsOfAnotherIncarnationHaveOtherPlaces() {
        ScenarioReport report = check("""
                peer X : End {
                  OPEN() ; SEND(1) when in OPEN
                  after crash { OPEN() ; SEND(1) when in OPEN }
                }
                peer Y : End { OPEN() }
                crash X
                choose isn in turn { 4294967295, 100 }
                bound RETRY <= 1
                check faithful
                """);
        assertThat(report.verdict("no-fault")).isInstanceOf(Verdict.Holds.class);
        assertThat(report.verdict("faithful"))
                .as("it is of two incarnations then")
                .isInstanceOf(Verdict.Violated.class);
    }

    /** It is a transition like others: what lies behind it is searched, unless the search is to stop at what is bad. */
    @Test
    void aBadStepLeadsOn() {
        ScenarioReport whole = check(ATTACKED + "check safe, reset");
        ScenarioReport without = check(ATTACKED + "check reset");
        assertThat(whole.statistics().states()).isEqualTo(without.statistics().states());
        assertThat(whole.statistics().transitions())
                .isEqualTo(without.statistics().transitions());
        assertThat(violated(whole, "reset").steps()).hasSize(2);
        ScenarioReport stopped = check(STREAM.scenario(ATTACKED + "check safe"), CheckOptions.defaults());
        assertThat(stopped.stop()).isPresent();
        assertThat(stopped.verdict("safe")).isInstanceOf(Verdict.Violated.class);
    }

    @Test
    void aPropertyOfStepsHasAWitness() {
        Specs specs = STREAM.specs().append(StreamSpec.FILE, """
                witness advances(X : End) : X in OPEN
                witness safe(X : End) : X in LINGERING
                """);
        ScenarioReport report = check(specs, ATTACKED + "check advances, answers");
        assertThat(report.verdict("advances"))
                .isInstanceOfSatisfying(
                        Verdict.Holds.class,
                        holds -> assertThat(holds.reached().orElseThrow().steps())
                                .hasSize(2));
        ScenarioReport vacuous = check(
                STREAM.specs().append(StreamSpec.FILE, "witness advances(X : End) : X in LINGERING"),
                ATTACKED + "check advances");
        assertThat(vacuous.verdict("advances")).isInstanceOf(Verdict.Vacuous.class);
        assertThat(vacuous.verdicts()).extracting(PropertyVerdict::name).doesNotContain("witness advances");
    }

    /** The witness is itself a step: the message that is answered, not a state. */
    @Test
    void aWitnessMayBeAStep() {
        ScenarioReport report = check(ATTACKED + "check answers, fresh");
        assertThat(report.verdict("answers")).isInstanceOf(Verdict.Violated.class);
        assertThat(report.verdict("fresh")).as("a forged message is not stale").isInstanceOf(Verdict.Vacuous.class);
        ScenarioReport old = check(ATTACKED + "holds Y to X <SEQ=1><CTL=SYN>\n check fresh");
        assertThat(old.verdict("fresh")).isInstanceOf(Verdict.Violated.class);
        ScenarioReport kept = check(ATTACKED + "holds X to Y <SEQ=1><CTL=SYN>\n check fresh");
        assertThat(kept.verdict("fresh")).isInstanceOfSatisfying(Verdict.Holds.class, holds -> {
            Counterexample way = holds.reached().orElseThrow();
            assertThat(kinds(way)).containsExactly("Deliver");
            assertThat(way.finding()).isEqualTo("reached");
            assertThat(way.steps().getLast().truth())
                    .containsEntry("witness fresh", true)
                    .containsEntry("fresh", true);
        });
    }

    // ------------------------------------------------------------ attackers, old duplicates, crashes

    @Test
    void whatNobodySentIsToldApart() {
        ScenarioReport report = check("""
                peer X : End { OPEN() }
                peer Y : End { OPEN() }
                network { capacity 2 }
                holds X to Y <SEQ=7><CTL=SYN>
                attacker to X { <SEQ=9><CTL=SYN> ; <SEQ=5><CTL=RST> }
                choose isn in { 100 }
                check fresh, safe
                """);
        Counterexample old = violated(report, "fresh");
        assertThat(kinds(old)).containsExactly("Call", "Deliver");
        assertThat(((Action.Deliver) old.steps().getLast().action()).message().origin())
                .isEqualTo("old duplicate");
        Counterexample forged = violated(report, "safe");
        assertThat(((Action.Attack) forged.steps().getLast().action()).message().origin())
                .isEqualTo("forged");
        assertThat(forged.figure()).contains("<SEQ=5><CTL=RST>  (forged)");
        assertThat(report.bounds())
                .contains("an old duplicate is in flight to Y: <SEQ=7><CTL=SYN>")
                .contains("an attacker may send X at any time <SEQ=9><CTL=SYN> or <SEQ=5><CTL=RST>")
                .anyMatch(bound -> bound.contains("kept alongside the machines: incarnations"));
    }

    @Test
    void aCrashedPeerBeginsAnew() {
        ScenarioReport report = check("""
                peer X : End { OPEN() ; CLOSE() after crash { OPEN() when in CLOSED } }
                peer Y : End { OPEN() }
                network { capacity 1 }
                crash X at most 1
                choose isn in turn { 100, 700 }
                bound RETRY <= 1
                check alone, old
                """);
        assertThat(kinds(violated(report, "alone"))).endsWith("Crash");
        Counterexample again = violated(report, "old");
        assertThat(kinds(again)).containsSubsequence("Call", "Crash", "Call");
        assertThat(again.steps().getLast().choices().toString()).contains("700");
        assertThat(report.bounds()).contains("X crashes at most once").contains("isn() in turn { 100, 700 }");
        assertThat(again.figure()).contains("(crash: everything is lost)");
    }

    /** Nobody is owed a crash or an attack: where nothing else can happen, a waiting user is in a deadlock. */
    @Test
    void mishapsDoNotHideADeadlock() {
        Specs stuck = STREAM.specs().edit(StreamSpec.FILE, "start RETRY after RETRY-TIME", "OWES := false");
        ScenarioReport report = check(stuck, """
                peer X : End { OPEN() ; CLOSE() when in OPEN }
                peer Y : End { }
                network { capacity 1 ; may lose }
                attacker to X { <SEQ=9><CTL=A> }
                crash X at most 1
                timed { tick 1 s ; lifetime 1 s }
                choose isn in { 100 }
                check open
                """);
        Counterexample trace = violated(report, "no-deadlock");
        assertThat(trace.steps().getLast().states().getFirst()).isEqualTo("OPENING");
    }

    /** A partner that has crashed and does nothing more is waited for in vain: that is an end. */
    @Test
    void whoWaitsForACrashedPartnerIsAtAnEnd() {
        ScenarioReport report = check("""
                peer X : End { OPEN() ; SEND(1) when in OPEN ; SEND(1) when in CLOSED }
                peer Y : End { OPEN() }
                network { capacity 1 ; may lose }
                crash Y at most 1
                choose isn in { 100 }
                bound RETRY <= 0
                check agreed
                """);
        assertThat(report.ends().keySet()).anyMatch(end -> end.contains("Y in CLOSED"));
    }

    @Test
    void lossesAreCounted() {
        String scenario = """
                peer X : End { OPEN() }
                peer Y : End { OPEN() }
                network { capacity 1 ; may %s }
                timed { tick 1 s ; lifetime 2 s }
                choose isn in { 100 }
                set PATIENCE = 3 s
                check patient
                """;
        ScenarioReport one = check(scenario.formatted("lose at most 1"));
        assertThat(violated(one, "patient").steps())
                .filteredOn(s -> s.action() instanceof Action.Lose)
                .hasSizeLessThan(2);
        ScenarioReport any = check(scenario.formatted("lose at most 2"));
        assertThat(any.statistics().states()).isGreaterThan(one.statistics().states());
        assertThat(any.bounds().getFirst()).contains("the network loses at most 2");
    }

    // ------------------------------------------------------------ octets

    private static final String THREE_OCTETS = """
            peer X : End { OPEN() ; SEND(1) when in OPEN ; SEND(2) }
            peer Y : End { OPEN() }
            network { capacity 2 ; may reorder }
            choose isn in { 100 }
            bound RETRY <= 1
            check faithful
            """;

    @Test
    void whoDeliversAHoleIsAtFault() {
        Specs careless = STREAM.specs()
                .edit(
                        StreamSpec.FILE,
                        "place(SEG.TEXT, 0, SEG.DATA)",
                        "if SEG.TEXT = RCV.NXT { place(SEG.TEXT, 0, SEG.DATA) }");
        assertThat(violated(check(careless, THREE_OCTETS), "no-fault").finding())
                .isEqualTo("octets: Y delivers octets that never arrived");
    }

    @Test
    void whoSendsWhatItHasForgottenIsAtFault() {
        Specs careless = STREAM.specs()
                .edit(StreamSpec.FILE, "SND.UNA := SEG.ACK\n", "if SEG.ACK = SND.NXT { SND.UNA := SND.UNA + 0 }\n");
        assertThat(violated(check(careless, THREE_OCTETS), "no-fault").finding())
                .isEqualTo("octets: X sends octets that it has already forgotten");
    }

    @Test
    void whoSendsWhatNobodyGaveIsAtFault() {
        Specs careless = STREAM.specs().edit(StreamSpec.FILE, "<DATA=SND.END - begin>", "<DATA=SND.END - begin + 1>");
        assertThat(violated(check(careless, THREE_OCTETS), "no-fault").finding())
                .isEqualTo("octets: X sends octets that its user never gave");
    }

    @Test
    void octetsInTheWrongOrderAreNotFaithful() {
        Specs careless = STREAM.specs()
                .edit(StreamSpec.FILE, "place(SEG.TEXT, 0, SEG.DATA)", "place(RCV.NXT, 0, SEG.DATA)")
                .edit(
                        StreamSpec.FILE,
                        "add SEG.TEXT .. SEG.TEXT + SEG.DATA to",
                        "add RCV.NXT .. RCV.NXT + SEG.DATA to");
        ScenarioReport report = check(careless, THREE_OCTETS);
        assertThat(violated(report, "faithful").steps()).isNotEmpty();
        assertThat(report.bounds()).anyMatch(b -> b.startsWith("each octet has an identity"));
    }

    @Test
    void aMachineThatDoesNotSayWhoMovesItsOctetsIsRefused() {
        Specs other = STREAM.specs().edit(StreamSpec.FILE, " ; deliver hands on n", "");
        assertThatThrownBy(() -> check(other, THREE_OCTETS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the octets of X")
                .hasMessageContaining("missing who hands on octets of its stream in");
    }

    @Test
    void nothingIsKeptThatNobodyAsksFor() {
        ScenarioReport report = check("""
                peer X : End { OPEN() }
                peer Y : End { }
                network { capacity 1 }
                choose isn in { 100 }
                bound RETRY <= 0
                check open
                """);
        assertThat(report.bounds().getLast()).isEqualTo("octets are counted but have no identity");
    }

    // ------------------------------------------------------------ clocks

    private static final String TIMED = """
            peer X : End { OPEN() ; CLOSE() when in OPEN }
            peer Y : End { OPEN() }
            network { capacity 1 ; may lose }
            timed { tick 1 s ; lifetime 1 s }
            choose isn in { 100 }
            set PATIENCE = 3 s
            set LINGER-TIME = 2 s
            """;

    @Test
    void timePassesInTicks() {
        ScenarioReport report = check(TIMED + "check patient");
        Counterexample trace = violated(report, "patient");
        long ticks = kinds(trace).stream().filter("Tick"::equals).count();
        long timeouts = kinds(trace).stream().filter("Timeout"::equals).count();
        assertThat(ticks)
                .as("RETRY-TIME is 2 s, PATIENCE 3 s: the second timeout is too late")
                .isEqualTo(4);
        assertThat(timeouts).isEqualTo(2);
        assertThat(report.bounds())
                .contains("timed: ticks of 1 s, a message lives at most 1 s, times are known up to 3 ticks (3 s) back");
        assertThat(trace.steps()).anySatisfy(step -> {
            assertThat(step.action())
                    .isInstanceOfSatisfying(
                            Action.Tick.class, tick -> assertThat(tick.died()).hasSize(1));
            assertThat(step.changes())
                    .contains(
                            new TraceStep.Change(0, "timer RETRY", "1 s left", "0 s left"),
                            new TraceStep.Change(0, "HEARD", "1 s ago", "2 s ago"));
        });
    }

    @Test
    void timeAlwaysPasses() {
        Specs specs = STREAM.specs().append(StreamSpec.FILE, """
                property forgets(X : End) : X in LINGERING ~> X in CLOSED
                property opens(X, Y : End) : X in OPENING ~> X in OPEN | CLOSED
                """);
        ScenarioReport report = check(specs, TIMED + "check forgets, opens");
        assertThat(report.verdict("forgets")).isInstanceOf(Verdict.Holds.class);
        assertThat(report.verdicts().getLast().fairness()).isEqualTo("strong delivery; weak timers, users, time");
        ScenarioReport unfair = check(
                STREAM.specs().append(StreamSpec.FILE, "property forgets(X : End) : X in LINGERING ~> X in CLOSED"),
                TIMED + "fair no timers\n check forgets");
        assertThat(violated(unfair, "forgets").steps().getLast().states().getFirst())
                .isEqualTo("LINGERING");
    }

    /** Until then neither its bound nor the clock holds it back; then it is, for ever, and says so. */
    @Test
    void aDueTimerThatIsHeldBackDoesNotStopTheClock() {
        ScenarioReport report = check(TIMED + "bound RETRY <= 1\n check patient");
        assertThat(report.stop()).isEmpty();
        assertThat(report.bounds()).anyMatch(b -> b.matches("states in which a bound holds a timer back: [1-9].*"));
        assertThat(report.verdict("patient")).isInstanceOf(Verdict.Holds.class);
    }

    // ------------------------------------------------------------ all at once

    @Test
    void survivesAResume() {
        Protocol protocol = STREAM.scenario("""
                peer X : End { OPEN() after crash { OPEN() ; SEND(1) when in OPEN } }
                peer Y : End { OPEN() }
                network { capacity 1 }
                holds X to Y <SEQ=7><CTL=SYN>
                attacker to X { <SEQ=5><CTL=RST> }
                crash X at most 1
                timed { tick 2 s ; lifetime 2 s }
                set PATIENCE = 2 s
                choose isn in turn { 100, 700 }
                bound RETRY <= 1
                check faithful, fresh, safe, reset, once
                """);
        ScenarioReport whole = check(protocol, CheckOptions.defaults().withLimits(ALL));
        var kept = StorageOptions.inMemory().withEvery(Duration.ofSeconds(30)).withCheckpoints(directory, false);
        ScenarioReport part = check(
                protocol,
                CheckOptions.defaults().withLimits(ALL.withStates(2000)).withStorage(kept));
        assertThat(part.stop()).isPresent();
        ScenarioReport end = check(
                protocol, CheckOptions.defaults().withLimits(ALL).withStorage(kept.withCheckpoints(directory, true)));
        assertThat(end.verdicts()).isEqualTo(whole.verdicts());
        assertThat(end.ends()).isEqualTo(whole.ends());
        assertThat(end.statistics().states()).isEqualTo(whole.statistics().states());
        assertThat(end.statistics().transitions()).isEqualTo(whole.statistics().transitions());
        assertThat(end.coverage()).isEqualTo(whole.coverage());
    }
}
