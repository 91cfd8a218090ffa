package dev.sequent.proofs.smt.prove;

import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.Protocol.Property;
import dev.sequent.language.model.Span;
import dev.sequent.proofs.smt.encode.Concrete;
import dev.sequent.proofs.smt.encode.FaultKind;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Results of a task as lines, to be read again when the same task comes back. Places in the specification are numbers:
 * see {@link Dependencies.Found}.
 */
final class ResultText {
    private final Prover.Task task;
    private final List<Property> properties;
    private final List<Span> places;

    /** @param properties that the task is about */
    ResultText(Prover.Task task, List<Property> properties, List<Span> places) {
        this.task = task;
        this.properties = properties;
        this.places = places;
    }

    // ------------------------------------------------------------ writing

    /** Empty: one of them speaks of a place that is none of the task's. */
    Optional<String> write(List<Result> results) {
        var text = new StringBuilder();
        for (var result : results) {
            var claim = claim(result.obligation().claim());
            if (claim.isEmpty()) {
                return Optional.empty();
            }
            text.append(claim.get())
                    .append('\t')
                    .append(verdict(result.verdict()))
                    .append('\t')
                    .append(result.millis())
                    .append('\t')
                    .append(String.join(" ", result.lemmas()))
                    .append('\n');
        }
        return Optional.of(text.toString());
    }

    private Optional<String> claim(Obligation.Claim claim) {
        return switch (claim) {
            case Obligation.Claim.NoFault c -> {
                int place = places.indexOf(c.span());
                yield place < 0
                        ? Optional.empty()
                        : Optional.of("fault\t" + c.kind() + " " + place + " " + String.join("|", c.chain()));
            }
            case Obligation.Claim.Invariant c ->
                Optional.of("invariant\t" + c.invariant().name());
            case Obligation.Claim.Past c -> Optional.of("past\t" + c.variable().name());
            case Obligation.Claim.OfStep c ->
                Optional.of("property\t" + c.property().name());
            case Obligation.Claim.Witnessed c ->
                Optional.of("witnessed\t" + c.property().name());
            case Obligation.Claim.Possible _ -> Optional.of("possible\t");
            // Of two peers nothing is remembered.
            case Obligation.Claim.OfPeers _ -> Optional.empty();
        };
    }

    private static String verdict(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Proved v -> "proved\t" + v.solver();
            case Verdict.Refuted v -> "refuted\t" + StepText.write(v.step());
            case Verdict.Unknown v -> "unknown\t" + v.why().replaceAll("\\s", " ");
        };
    }

    // ------------------------------------------------------------ reading

    /** Takes a counterexample again. */
    interface Replay {
        Verdict of(Obligation obligation, Concrete.Step step);
    }

    /** Empty: it is no such text, or a counterexample is none. */
    Optional<List<Result>> read(String text, Replay replay) {
        try {
            return Optional.of(text.lines().map(line -> result(line, replay)).toList());
        } catch (IllegalArgumentException | IndexOutOfBoundsException | NoSuchElementException e) {
            return Optional.empty();
        }
    }

    private Result result(String line, Replay replay) {
        var parts = line.split("\t", -1);
        var obligation = new Obligation(task.machine(), task.trigger(), task.state(), claim(parts[0], parts[1]));
        var verdict = switch (parts[2]) {
            case "proved" -> new Verdict.Proved(Boolean.parseBoolean(parts[3]));
            case "unknown" -> new Verdict.Unknown(parts[3]);
            case "refuted" -> refuted(obligation, parts[3], replay);
            default -> throw new IllegalArgumentException(parts[2]);
        };
        Set<String> lemmas = Arrays.stream(parts[5].split(" "))
                .filter(l -> !l.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
        return new Result(obligation, verdict, Long.parseLong(parts[4]), lemmas);
    }

    private Verdict refuted(Obligation obligation, String step, Replay replay) {
        var verdict = replay.of(
                obligation, StepText.read(task.machine(), task.trigger().orElseThrow(), step));
        if (!(verdict instanceof Verdict.Refuted)) {
            throw new IllegalArgumentException("not refuted");
        }
        return verdict;
    }

    private Obligation.Claim claim(String kind, String what) {
        return switch (kind) {
            case "fault" -> {
                var parts = what.split(" ", 3);
                var chain = parts[2].isEmpty() ? List.<String>of() : List.of(parts[2].split("\\|"));
                yield new Obligation.Claim.NoFault(
                        FaultKind.valueOf(parts[0]), places.get(Integer.parseInt(parts[1])), chain);
            }
            case "invariant" ->
                new Obligation.Claim.Invariant(named(task.machine().invariants(), MachineType.Invariant::name, what));
            case "past" ->
                new Obligation.Claim.Past(named(task.machine().variables(), MachineType.Variable::name, what));
            case "property" -> new Obligation.Claim.OfStep(named(properties, Property::name, what));
            case "witnessed" -> new Obligation.Claim.Witnessed(named(properties, Property::name, what));
            case "possible" ->
                new Obligation.Claim.Possible(task.trigger()
                        .flatMap(t -> task.machine().handler(t, task.state()))
                        .map(MachineType.Handler::span)
                        .orElse(task.machine().span()));
            default -> throw new IllegalArgumentException(kind);
        };
    }

    private static <T> T named(List<T> all, java.util.function.Function<T, String> name, String wanted) {
        return all.stream()
                .filter(t -> name.apply(t).equals(wanted))
                .findFirst()
                .orElseThrow();
    }
}
