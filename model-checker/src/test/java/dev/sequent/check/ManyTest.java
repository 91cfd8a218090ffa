package dev.sequent.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.check.engine.Limits;
import dev.sequent.check.naive.NaiveSearch.Kept;
import dev.sequent.codegen.build.CoreCompiler;
import dev.sequent.language.model.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** More states, timers, signals, properties than a word has bits: no two of a kind are one. */
class ManyTest {
    /** Against a search that keeps lists and sets, on the interpreter. */
    @ParameterizedTest
    @ValueSource(ints = {64, 65, 129})
    void asWithoutBits(int count) {
        Set<String> signals = IntStream.range(0, count).mapToObj(i -> "s" + i).collect(Collectors.toSet());
        Twice.search(Many.of(count), new Kept(0, false, false, signals));
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 65, 129})
    void whatIsNotWokenIsNotSeen(int count) {
        Protocol protocol = Many.of(count);
        ScenarioReport report = new CheckRun(protocol, CoreCompiler.compile(protocol))
                .check(
                        protocol.scenarios().getFirst(),
                        CheckOptions.defaults().withLimits(Limits.none().withKeepGoing(true)));
        int last = count - 1;
        var violated = new ArrayList<>(List.of(
                "in0",
                "in1",
                "in" + last,
                "runs0",
                "runs" + last,
                "fires0",
                "says0",
                "says" + last,
                "heard0",
                "heard" + last));
        // B never leaves Q0, and nor need A while its timer may wait: whoever begins there comes there.
        IntStream.range(1, count).forEach(i -> violated.add("comes" + i));
        assertThat(protocol.properties())
                .filteredOn(p -> report.verdict(p.name()) instanceof Verdict.Violated)
                .extracting(Protocol.Property::name)
                .containsExactlyInAnyOrderElementsOf(violated);
    }
}
