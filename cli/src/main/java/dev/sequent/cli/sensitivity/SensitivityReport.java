package dev.sequent.cli.sensitivity;

import java.util.List;

/**
 * What a run came to.
 *
 * @param machine whose rules were broken
 * @param seed with which the faults were drawn
 * @param judges that were asked
 * @param faults in the order of their numbers; of an interrupted run, the first ones
 */
public record SensitivityReport(
        String digest,
        String machine,
        long seed,
        List<JudgeName> judges,
        Bounds bounds,
        List<FaultReport> faults,
        boolean interrupted) {
    public SensitivityReport {
        judges = List.copyOf(judges);
        faults = List.copyOf(faults);
    }

    /** Numbers of the faults that no judge finds. */
    List<Integer> unseen() {
        return faults.stream()
                .filter(f -> !f.isFound())
                .map(FaultReport::number)
                .toList();
    }

    public boolean everythingFound() {
        return unseen().isEmpty();
    }

    /** How many faults a judge finds. */
    long found(JudgeName judge) {
        return faults.stream().filter(f -> f.finders().contains(judge)).count();
    }

    /** Numbers of the faults that this judge finds and no other. */
    List<Integer> foundAlone(JudgeName judge) {
        return faults.stream()
                .filter(f -> f.finders().equals(List.of(judge)))
                .map(FaultReport::number)
                .toList();
    }

    /** Faults for which a judge had no time left before its bounds. */
    long gaveUp() {
        return faults.stream()
                .filter(f -> f.opinions().values().stream().anyMatch(Opinion.GaveUp.class::isInstance))
                .count();
    }

    long refused() {
        return faults.stream().filter(f -> f.refused().isPresent()).count();
    }
}
