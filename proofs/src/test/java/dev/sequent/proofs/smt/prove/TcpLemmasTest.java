package dev.sequent.proofs.smt.prove;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.Protocol;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every lemma of TCP is there because something cannot be proved without it: each is taken out, and all that is proved
 * of TCP is tried until something is not. Some of them; in the profile {@code deep}, all.
 */
class TcpLemmasTest {
    /** One of so many is taken out, from the first on. */
    private static final int STRIDE = Integer.getInteger("sequent.lemmas.stride", 60);

    static List<String> lemmas() throws IOException {
        var all = connection(EditedTcp.protocol(UnaryOperator.identity())).invariants().stream()
                .filter(MachineType.Invariant::lemma)
                .map(MachineType.Invariant::name)
                .toList();
        return IntStream.range(0, all.size())
                .filter(i -> i % STRIDE == 0)
                .mapToObj(all::get)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("lemmas")
    void needed(String lemma) throws IOException {
        // Its text ends where the next declaration begins, or the machine.
        var declaration = Pattern.compile("\\n  lemma " + lemma + " :.*?(?=\\n  \\w|\\n\\s*\\n|\\n})", Pattern.DOTALL);
        var protocol = EditedTcp.protocol(text -> declaration.matcher(text).replaceFirst(""));
        assertThat(connection(protocol).invariants())
                .extracting(MachineType.Invariant::name)
                .doesNotContain(lemma);
        assertThat(results(protocol).anyMatch(r -> !r.proved()))
                .as("something is not proved without it")
                .isTrue();
    }

    private static MachineType connection(Protocol protocol) {
        return protocol.machine("Connection");
    }

    /**
     * One step after the other: those that take longest are most likely to need something; and then those of two, for
     * lemmas that nothing but agreement needs.
     */
    private static Stream<Result> results(Protocol protocol) {
        var settings = new Settings(2000, 1, true, true, Set.of(), false, Map.of());
        var prover = new Prover(protocol, settings, Cores.of(protocol));
        var resting = connection(protocol).invariants().stream()
                .filter(i -> TcpTest.BETWEEN_BATCHES.contains(i.name()))
                .collect(Collectors.<MachineType.Invariant>toSet());
        var alone = Stream.concat(prover.tasks().stream(), prover.wholeSteps().stream())
                .filter(t -> t.machine().equals(connection(protocol)))
                .flatMap(t -> prover.prove(t, resting).stream());
        var together = Stream.of(protocol).flatMap(p -> Twins.of(p).prove(".*"));
        return Stream.concat(alone, together);
    }
}
