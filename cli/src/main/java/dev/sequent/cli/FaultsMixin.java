package dev.sequent.cli;

import dev.sequent.check.engine.Limits;
import dev.sequent.cli.sensitivity.Bounds;
import dev.sequent.cli.sensitivity.JudgeName;
import dev.sequent.cli.terminal.CommandFailure;
import dev.sequent.language.diagnostic.Nearest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import picocli.CommandLine.Option;

/** Options about faults that are drawn. */
final class FaultsMixin {
    private static final long DEFAULT_SEED = 1;

    @Option(
            names = "--draw",
            paramLabel = "N",
            description =
                    "Do without mutants; draw N faults at random from all statements and conditions of a machine, one left out or negated in each: "
                            + "with --output, write a copy of the specification with each; with --try, see what finds each.")
    private Optional<Integer> draw = Optional.empty();

    @Option(names = "--seed", paramLabel = "S", description = "--draw: equal seeds draw equally; by default, 1.")
    private Optional<Long> seed = Optional.empty();

    @Option(
            names = "--machine",
            paramLabel = "NAME",
            description = "--draw: whose rules; by default, those of the first machine.")
    private String machine = "";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "--draw: where the copies go.")
    private Optional<Path> output = Optional.empty();

    @Option(
            names = "--try",
            description = "--draw: put each fault before the judges, and say which of them find it: packet scripts, "
                    + "property suite, simulation, quick check. Each stops at its first find, or at a bound that is a count; so "
                    + "equal seeds make equal tables everywhere.")
    private boolean attempt;

    @Option(
            names = "--judges",
            paramLabel = "NAME",
            split = ",",
            description =
                    "--try: only these judges: scripts, suite, simulation, check; and prove, the prover, which is asked only if "
                            + "it is named: it takes minutes for a fault.")
    private List<String> judges = new ArrayList<>();

    @Option(
            names = "--only",
            paramLabel = "N",
            split = ",",
            description = "--try: only the faults with these numbers, of those that are drawn.")
    private List<Integer> only = new ArrayList<>();

    @Option(
            names = "--scripts",
            paramLabel = "DIR",
            description =
                    "--try: where the packet scripts are; by default, in the folder 'scripts' beside the specification.")
    private Optional<Path> scripts = Optional.empty();

    @Option(
            names = "--tries",
            paramLabel = "N",
            description =
                    "--try: tries of each property, or a tenth of those of a quick run if that is less; by default "
                            + Bounds.TRIES + ".")
    private Optional<Long> tries = Optional.empty();

    @Option(
            names = "--walks",
            paramLabel = "N",
            description = "--try: walks through each scenario; by default " + Bounds.WALKS + ".")
    private Optional<Long> walks = Optional.empty();

    /** @throws CommandFailure wrong use */
    boolean wanted() {
        if (draw.filter(n -> n < 1).isPresent()) {
            throw CommandFailure.usage("--draw draws at least one");
        }
        if (draw.isEmpty() && (seed.isPresent() || !machine.isEmpty() || output.isPresent() || attempt)) {
            throw CommandFailure.usage("--seed, --machine, --output and --try go with --draw");
        }
        if (!attempt
                && !(judges.isEmpty() && only.isEmpty() && scripts.isEmpty() && tries.isEmpty() && walks.isEmpty())) {
            throw CommandFailure.usage("--judges, --only, --scripts, --tries and --walks go with --try");
        }
        if (draw.isPresent() && output.isEmpty() && !attempt) {
            throw CommandFailure.usage(
                    "--draw needs --output DIR, the folder for the copies, or --try, or both: say what the faults are for");
        }
        checkNumbers(count());
        return draw.isPresent();
    }

    int count() {
        return draw.orElse(0);
    }

    long seed() {
        return seed.orElse(DEFAULT_SEED);
    }

    /** Empty: the specification's first. */
    String machine() {
        return machine;
    }

    Optional<Path> output() {
        return output;
    }

    boolean attempted() {
        return attempt;
    }

    Optional<Path> scripts() {
        return scripts;
    }

    /** The judges that are asked, in the order of judges. @throws CommandFailure wrong use */
    List<JudgeName> judges() {
        var asked = new TreeSet<JudgeName>();
        for (String name : judges) {
            asked.add(JudgeName.of(name)
                    .orElseThrow(() ->
                            CommandFailure.usage("there is no judge " + name + Nearest.aside(name, JudgeName.words())
                                    + " (there are: " + String.join(", ", JudgeName.words()) + ")")));
        }
        return asked.isEmpty() ? JudgeName.usual() : List.copyOf(asked);
    }

    /** Whether the fault of that number is to be tried. */
    boolean includes(int number) {
        return only.isEmpty() || only.contains(number);
    }

    /** @param drawn how many there are @throws CommandFailure wrong use */
    void checkNumbers(int drawn) {
        for (int number : only) {
            if (number < 1 || number > drawn) {
                throw CommandFailure.usage("--only: there is no fault " + number + "; they are numbered from 1 to "
                        + drawn + (drawn < count() ? ", which are all that there are" : ", as --draw says"));
            }
        }
    }

    /**
     * How much each judge does.
     *
     * @param limits of searches, as the user gave them; else those of judges
     * @throws CommandFailure wrong use
     */
    Bounds bounds(Limits limits) {
        if (tries.filter(n -> n < 1).isPresent() || walks.filter(n -> n < 1).isPresent()) {
            throw CommandFailure.usage("--tries and --walks must be at least 1");
        }
        boolean timed = limits.time().compareTo(Duration.ofDays(365)) < 0;
        return new Bounds(
                seed(),
                tries.orElse(Bounds.TRIES),
                walks.orElse(Bounds.WALKS),
                Math.min(limits.states(), Bounds.STATES),
                timed ? limits.time() : Bounds.TIME);
    }
}
