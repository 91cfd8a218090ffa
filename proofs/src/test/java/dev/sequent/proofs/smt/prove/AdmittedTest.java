package dev.sequent.proofs.smt.prove;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.language.Options;
import dev.sequent.language.SpecCompiler;
import dev.sequent.language.model.Protocol;
import dev.sequent.proofs.smt.prove.Relation.View;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the prover makes of loops, a turn that is examined once for all, admits whatever they do: of steps that machines
 * have taken, and of some that the solver made up, the solver is asked whether the prover takes them to be possible. If
 * it does not, something may be proved that is not so.
 */
class AdmittedTest {
    private static final long SEED = Long.getLong("sequent.proofs.seed", 20_261_201);
    /** Everything, and not a part of it. */
    private static final boolean DEEP = Boolean.getBoolean("sequent.steps.deep");

    /** Of TCP, one of so many places with a loop is looked at; most of them lead to the same one. */
    private static final int STRIDE = DEEP ? 1 : 5;

    private static final int WALK = DEEP ? 200_000 : 10_000;
    /** For each number of turns, in each place. */
    private static final int EACH = DEEP ? 12 : 2;

    @ParameterizedTest
    @EnumSource
    void goBackN(View view) {
        var protocol = protocol("gbn/gbn.sqt");
        var admission = new Admission(protocol, protocol.machine("Sender"), Set.of(), UnaryOperator.identity())
                .walk(new Random(SEED), 3000);
        look("gbn, " + view, admission, view, 1);
    }

    static List<View> views() {
        return DEEP ? List.of(View.values()) : List.of(View.STEP);
    }

    @ParameterizedTest
    @MethodSource("views")
    void tcp(View view) {
        var protocol = protocol("tcp/tcp.sqt");
        var admission = new Admission(
                        protocol, protocol.machine("Connection"), TcpTest.BETWEEN_BATCHES, UnaryOperator.identity())
                .walk(new Random(SEED), WALK);
        look("tcp, " + view, admission, view, STRIDE);
    }

    private static void look(String what, Admission admission, View view, int stride) {
        var places = admission.loops(view);
        for (int i = stride - 1; i < places.size(); i += stride) {
            long start = System.nanoTime();
            var seen = admission.look(places.get(i), view, EACH);
            System.out.println(what + ", seed " + SEED + ": " + places.get(i).name() + " " + seen + " "
                    + (System.nanoTime() - start) / 1_000_000 + " ms");
            assertThat(seen.twice() || seen.never())
                    .as(
                            "%s: a loop is taken round twice, or cannot be",
                            places.get(i).name())
                    .isTrue();
        }
        System.out.println(what + ", seed " + SEED + ": " + places.size() + " places, " + admission);
        assertThat(admission.against()).isEmpty();
        assertThat(admission.undecided()).isZero();
    }

    private static Protocol protocol(String root) {
        return SpecCompiler.compile(Path.of("../spec").resolve(root), Options.NONE)
                .protocol()
                .orElseThrow();
    }
}
