package dev.sequent.cli;

import dev.sequent.check.simulation.SimulationOptions;
import dev.sequent.cli.terminal.CommandFailure;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import picocli.CommandLine.Option;

/** Options about random walks. */
final class SimulationMixin {
    @Option(
            names = "--simulate",
            description =
                    "Do not explore; walk through each scenario at random, for 30 s or as --time-limit or --walks "
                            + "say, however large it is. What is found is made short; what is not found may still be there.")
    private boolean simulate;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "--simulate: equal seeds give equal walks; by default, a new one.")
    private Optional<Long> seed = Optional.empty();

    @Option(names = "--walks", paramLabel = "N", description = "--simulate: end after N walks.")
    private Optional<Long> walks = Optional.empty();

    @Option(
            names = "--walk",
            paramLabel = "K",
            description = "--simulate: take walk number K of the seed, and no other.")
    private Optional<Long> walk = Optional.empty();

    @Option(
            names = "--depth",
            paramLabel = "N",
            description = "--simulate: no walk is longer than N steps; by default " + SimulationOptions.DEPTH + ".")
    private Optional<Integer> depth = Optional.empty();

    /** @throws CommandFailure wrong use */
    boolean wanted() {
        if (!simulate && (seed.isPresent() || walks.isPresent() || walk.isPresent() || depth.isPresent())) {
            throw CommandFailure.usage("--seed, --walks, --walk and --depth go with --simulate");
        }
        return simulate;
    }

    /**
     * @param time for each scenario, if it was given
     * @throws CommandFailure wrong use
     */
    SimulationOptions options(Optional<Duration> time) {
        if (walks.filter(n -> n < 1).isPresent() || depth.filter(n -> n < 1).isPresent()) {
            throw CommandFailure.usage("--walks and --depth must be at least 1");
        }
        if (walk.filter(n -> n < 0).isPresent()) {
            throw CommandFailure.usage("--walk is the number of a walk, from 0");
        }
        if (walk.isPresent() && walks.isPresent()) {
            throw CommandFailure.usage("--walk is one walk, --walks many: say which");
        }
        var options = SimulationOptions.of(seed.orElseGet(SimulationMixin::newSeed))
                .withDepth(depth.orElse(SimulationOptions.DEPTH));
        if (walk.isPresent()) {
            return options.withWalks(walk.get(), 1);
        }
        if (walks.isPresent()) {
            options = options.withWalks(0, walks.get());
        }
        return time.isPresent() ? options.withTime(time.get()) : options;
    }

    /** Short enough to be typed again. */
    private static long newSeed() {
        return RandomGenerator.getDefault().nextLong(1_000_000_000);
    }
}
