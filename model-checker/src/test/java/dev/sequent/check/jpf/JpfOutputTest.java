package dev.sequent.check.jpf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/** What JPF prints, and what may be concluded from it. */
class JpfOutputTest {
    private static final String LINE = "====================================================== ";
    private final ArrayList<JpfOutput.Progress> progress = new ArrayList<>();

    private JpfOutput read(String... lines) {
        var output = new JpfOutput(progress::add);
        for (String line : lines) {
            output.line(line);
        }
        return output;
    }

    @Test
    void everythingSeenAndNothingFound() {
        JpfOutput output = read(
                "JavaPathfinder core system v8.0",
                "",
                LINE + "search started: today",
                "@sequent 3 9 2 4096",
                LINE + "results",
                "no errors detected",
                "",
                LINE + "statistics",
                "elapsed time:       00:00:04",
                "search:             maxDepth=69,constraints=0",
                "max memory:         362MB",
                LINE + "search finished: today");
        assertThat(output.exhausted()).isTrue();
        assertThat(output.violated()).isFalse();
        assertThat(output.memory()).isEqualTo(362L << 20);
        assertThat(progress).containsExactly(new JpfOutput.Progress(3, 9, 2, 4096));
    }

    @Test
    void somethingFound() {
        JpfOutput output = read(
                LINE + "error 1",
                "gov.nasa.jpf.vm.NoUncaughtExceptionsProperty",
                "java.lang.AssertionError: in-step",
                LINE + "results",
                "error #1: gov.nasa.jpf.vm.NoUncaughtExceptionsProperty \"java.lang.AssertionError: in-step...\"",
                LINE + "search finished: today");
        assertThat(output.violated()).isTrue();
        assertThat(output.exhausted()).isFalse();
        assertThat(output.gist()).startsWith("error #1");
    }

    /** JPF prints "no errors detected" all the same. */
    @Test
    void aConstraintHitIsNotExhaustive() {
        JpfOutput memory = read(
                LINE + "search constraint",
                "memory limit reached: 1048576",
                LINE + "results",
                "no errors detected",
                LINE + "search finished: today");
        assertThat(memory.exhausted()).isFalse();
        assertThat(memory.violated()).isFalse();
        assertThat(memory.outOfMemory()).isTrue();
        JpfOutput counted = read(
                LINE + "results",
                "no errors detected",
                LINE + "statistics",
                "search:             maxDepth=69,constraints=2",
                LINE + "search finished: today");
        assertThat(counted.exhausted()).isFalse();
        assertThat(counted.constraints()).hasSize(1);
    }

    @Test
    void aSearchThatDidNotFinishIsNotExhaustive() {
        assertThat(read(LINE + "results", "no errors detected").exhausted()).isFalse();
        assertThat(read(LINE + "search finished: today").exhausted()).isFalse();
        assertThat(read().gist()).isEqualTo("it said nothing");
    }

    /** As a JPF says that cannot load a class, and then goes on to results. */
    @Test
    void whatIsSevereSpoilsTheRest() {
        JpfOutput output = read(
                "[SEVERE] cannot load application class dev.sequent.harness.Scenario",
                LINE + "results",
                "no errors detected",
                LINE + "search finished: today");
        assertThat(output.exhausted()).isFalse();
        assertThat(output.gist()).contains("cannot load application class");
        assertThat(read("[SEVERE] JPF out of memory").outOfMemory()).isTrue();
        assertThat(read("java.lang.OutOfMemoryError: Java heap space").outOfMemory())
                .isTrue();
    }

    /** The harness is compiled against stubs: that a JPF has other classes shows only when it runs. */
    @Test
    void otherClassesThanTheStubs() {
        JpfOutput output = read(
                "[SEVERE] JPF exception, terminating: exception during stateAdvanced() notification",
                "Caused by: java.lang.NoSuchMethodError: 'long[] gov.nasa.jpf.vm.ElementInfo.asLongArray()'",
                LINE + "results",
                "no errors detected",
                LINE + "search finished: today");
        assertThat(output.exhausted()).isFalse();
        assertThat(output.gist())
                .isEqualTo("its classes are not those that the harness is written for:"
                        + " NoSuchMethodError: 'long[] gov.nasa.jpf.vm.ElementInfo.asLongArray()'");
        assertThat(read(LINE + "results", "error #1: java.lang.NoSuchMethodError: x.Core.f()")
                        .gist())
                .startsWith("error #1");
    }

    /** What the program under JPF prints must not be taken for JPF's own results. */
    @Test
    void resultsStandUnderTheirHeading() {
        JpfOutput output = read("no errors detected", LINE + "search finished: today");
        assertThat(output.exhausted()).isFalse();
    }
}
