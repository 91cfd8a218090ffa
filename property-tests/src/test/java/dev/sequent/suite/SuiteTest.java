package dev.sequent.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.runtime.Trace;
import dev.sequent.suite.property.Property;
import dev.sequent.suite.run.Budget;
import dev.sequent.suite.run.Failure;
import dev.sequent.suite.run.FailureStore;
import dev.sequent.suite.run.PropertyReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The suite holds of TCP as it stands, and runs as {@code sequent test} promises. A tenth of a quick run is made here,
 * or as much as {@code -Dsequent.suite.share} says of it: {@code -Pdeep} takes twenty times a quick run.
 */
class SuiteTest {
    private static final double SHARE = Double.parseDouble(System.getProperty("sequent.suite.share", "0.1"));
    private static final long SEED = Long.getLong("sequent.suite.seed", 20_26L);
    private static final Suite TCP = Subjects.tcp();

    @TempDir
    Path folder;

    static List<String> properties() {
        return TCP.properties().stream().map(Property::name).toList();
    }

    @ParameterizedTest
    @MethodSource("properties")
    void holds(String property) {
        long tries = Math.max(1, (long) (TCP.property(property).orElseThrow().tries() * SHARE));
        SuiteReport report = Subjects.run(TCP, property, SEED, tries, folder);
        assertThat(report.reports().getFirst().failure())
                .as("%s, seed %d", property, SEED)
                .map(f -> f.message() + "\n" + f.value())
                .isEmpty();
        assertThat(report.reports().getFirst().tries()).isEqualTo(tries);
        System.out.printf(
                "%s: %d tries from seed %d, %.0f a second%n",
                property, tries, SEED, report.reports().getFirst().triesPerSecond());
    }

    @Test
    void eachPropertyHasANameOfItsOwnAndSaysWhatItMeans() {
        assertThat(properties()).doesNotHaveDuplicates().allMatch(name -> name.matches("[a-z]+(-[a-z]+)*"));
        assertThat(TCP.properties()).allSatisfy(p -> {
            assertThat(p.sentence()).endsWith(".");
            assertThat(p.reference()).isNotEmpty();
        });
    }

    // ------------------------------------------------------------ seeds, failures, time

    private static final Suite BROKEN = Subjects.mutant("two-way-handshake");

    private Failure failure(long seed, long tries, Path where) {
        return Subjects.run(BROKEN, "delivery", seed, tries, where)
                .reports()
                .getFirst()
                .failure()
                .orElseThrow();
    }

    @Test
    void aSeedMeansTheSameEveryTime() {
        Failure first = failure(7, 100, folder.resolve("a"));
        Failure second = failure(7, 100, folder.resolve("b"));
        assertThat(second.seed()).isEqualTo(first.seed());
        assertThat(second.path()).isEqualTo(first.path());
        assertThat(second.value()).isEqualTo(first.value());
        assertThat(second.message()).isEqualTo(first.message());
    }

    @Test
    void theSeedOfATryRepeatsIt() {
        Failure found = failure(7, 100, folder.resolve("a"));
        Failure again = failure(found.seed(), 1, folder.resolve("b"));
        assertThat(again.seed()).isEqualTo(found.seed());
        assertThat(again.value()).isEqualTo(found.value());
    }

    @Test
    void aFailureIsDrawn() {
        Failure found = failure(7, 100, folder);
        assertThat(dev.sequent.suite.exchange.ExchangeFigure.text(
                        found.exchange().orElseThrow(), 200))
                .contains("--> <SEQ=A><CTL=SYN>", "<-- <SEQ=B><ACK=A+1><CTL=SYN,ACK>");
    }

    @Test
    void whatHasFailedIsTriedFirstAndMustHoldOnceItIsMended() {
        Failure found = failure(7, 100, folder);
        PropertyReport other =
                Subjects.run(BROKEN, "delivery", 8, 100, folder).reports().getFirst();
        assertThat(other.tries()).as("the first of all").isEqualTo(1);
        assertThat(other.failure().orElseThrow().before()).isTrue();
        assertThat(other.failure().orElseThrow().seed()).isEqualTo(found.seed());

        PropertyReport mended =
                Subjects.run(TCP, "delivery", 8, 5, folder).reports().getFirst();
        assertThat(mended.failure()).isEmpty();
        assertThat(mended.confirmed()).containsExactly(found.seed());
        assertThat(mended.tries()).isEqualTo(5 + 1);
    }

    @Test
    void theTimeIsSharedAndEveryPropertyGetsItsTurn() {
        var options = new SuiteOptions(
                List.of("delivery", "range-sets", "sequence-arithmetic"),
                1,
                new dev.sequent.suite.run.Budget(
                        java.util.OptionalLong.empty(), java.util.OptionalLong.of(300_000_000L), false),
                Trace.NONE,
                FailureStore.in(folder, "tcp.sqt"),
                text -> {},
                done -> {},
                () -> false);
        assertThat(TCP.run(options).reports()).hasSize(3).allSatisfy(r -> {
            assertThat(r.tries()).isPositive();
            assertThat(r.complete()).isTrue();
        });
    }

    /** Nobody waits for what comes afterwards to hear of it. */
    @Test
    void eachPropertyIsToldOfWhenItIsOver() {
        List<String> told = new ArrayList<>();
        var options = new SuiteOptions(
                List.of("range-sets", "sequence-arithmetic"),
                1,
                Budget.ofTries(5),
                Trace.NONE,
                FailureStore.in(folder, "tcp"),
                text -> {},
                done -> told.add(SuiteText.line(done, TCP.properties())),
                () -> !told.isEmpty());
        SuiteReport report = TCP.run(options);
        assertThat(report.interrupted()).isTrue();
        assertThat(told).singleElement().asString().matches("\\S+ +holds +5 tries .* a second");
    }

    @Test
    void whoInterruptsGetsWhatThereIs() {
        var options = new SuiteOptions(
                List.of(),
                1,
                dev.sequent.suite.run.Budget.byDefault(),
                Trace.NONE,
                FailureStore.in(folder, "tcp.sqt"),
                text -> {},
                done -> {},
                () -> true);
        SuiteReport report = TCP.run(options);
        assertThat(report.interrupted()).isTrue();
        assertThat(report.reports()).isEmpty();
    }

    @Test
    void whatTriesPassIsToldToWhoeverListens() {
        var points = new BitSet();
        var options = new SuiteOptions(
                List.of("delivery", "any-events"),
                1,
                dev.sequent.suite.run.Budget.ofTries(20),
                points::set,
                FailureStore.in(folder, "tcp.sqt"),
                text -> {},
                done -> {},
                () -> false);
        assertThat(TCP.run(options).holds()).isTrue();
        assertThat(points.cardinality()).isGreaterThan(100);
    }
}
