package dev.sequent.proofs.smt.prove;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.language.Options;
import dev.sequent.language.SpecCompiler;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.MachineType.Trigger;
import dev.sequent.language.model.Protocol;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * What the solver is told of a step is a function, and the interpreter's: with all that a step begins with given, it
 * can end as the interpreter ended it, and in no other way; and something that is demanded can be broken just where the
 * interpreter faults. Loops are written out.
 */
class UniqueTest {
    private static final long SEED = Long.getLong("sequent.proofs.seed", 20_261_202);
    private static final int STEPS = Boolean.getBoolean("sequent.steps.deep") ? 2000 : 70;
    /** A place in which nearly everything faults is left after so many draws for each step. */
    private static final int PATIENCE = 10;

    private record Place(Protocol protocol, MachineType machine, Trigger trigger, MachineType.State state) {}

    @Test
    void nothingElseCanCome() {
        var random = new Random(SEED);
        var places = new ArrayList<Place>();
        for (var root : List.of("abp/abp.sqt", "gbn/gbn.sqt", "tcp/tcp.sqt")) {
            places.addAll(places(root));
        }
        var kinds = new EnumMap<Rehearsal.Kind, Integer>(Rehearsal.Kind.class);
        // Spread over all places, or over half as many as there are steps.
        int each = Math.max(2, (STEPS + places.size() - 1) / places.size());
        int stride = Math.max(1, places.size() * each / STEPS);
        int ends = 0;
        int faults = 0;
        for (int i = 0; i < places.size(); i += stride) {
            var place = places.get(i);
            var rehearsal = new Rehearsal(place.protocol(), place.machine(), place.trigger(), place.state(), false);
            try (var asked = new Unique(rehearsal, place.protocol(), place.machine())) {
                for (int tries = 0; tries < PATIENCE * each && asked.ends() < each; tries++) {
                    kinds.merge(rehearsal.draw(random, asked::about), 1, Integer::sum);
                }
                ends += asked.ends();
                faults += asked.faults();
            }
        }
        System.out.println("steps, seed " + SEED + ": " + ends + " that end, " + faults + " that fault, in one of "
                + stride + " of " + places.size() + " places, drawn " + kinds);
        assertThat(kinds).containsKeys(Rehearsal.Kind.END, Rehearsal.Kind.FAULT);
        assertThat(ends + faults).isGreaterThanOrEqualTo(STEPS);
    }

    private static List<Place> places(String root) {
        var protocol = SpecCompiler.compile(Path.of("../spec").resolve(root), Options.NONE)
                .protocol()
                .orElseThrow();
        return protocol.machines().stream()
                .flatMap(m -> Prover.triggers(m)
                        .flatMap(t -> m.states().stream()
                                .filter(s -> m.handler(t, s).isPresent())
                                .map(s -> new Place(protocol, m, t, s))))
                .toList();
    }
}
