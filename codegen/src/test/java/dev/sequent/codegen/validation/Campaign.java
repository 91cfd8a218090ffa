package dev.sequent.codegen.validation;

import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Sequence upon sequence for one specification: some of two machines together, most of one alone. */
final class Campaign {
    private final Specifications specification;
    private final List<int[]> pairs;
    private final Coverage coverage;
    private final Walks walks;

    /** Two machines that hear one another. */
    static Campaign of(Specifications specification, String first, String second) {
        return new Campaign(
                specification, List.of(new int[] {specification.machine(first), specification.machine(second)}));
    }

    private Campaign(Specifications specification, List<int[]> pairs) {
        this.specification = specification;
        this.pairs = pairs;
        this.coverage = specification.coverage();
        this.walks = new Walks(specification.subject(), coverage);
    }

    /** The same for another subject of this specification, which begins where this one has been. */
    Campaign against(Subject subject) {
        var next = new Campaign(new Specifications(specification.protocol(), specification.compiled(), subject), pairs);
        next.walks.begin(walks);
        return next;
    }

    /** The next sequence, which the seed decides wholly but for the depth at which it begins. */
    Optional<Disagreement> run(long seed) {
        var random = new Random(seed);
        if (random.nextInt(6) == 0) {
            var pair = pairs.get(random.nextInt(pairs.size()));
            return walks.pair(pair[0], pair[1], random.nextInt(10, 80), seed);
        }
        int machine = random.nextInt(specification.protocol().machines().size());
        return walks.alone(machine, random.nextInt(10, 31), seed);
    }

    Specifications specification() {
        return specification;
    }

    Coverage coverage() {
        return coverage;
    }
}
