package dev.sequent.proofs.smt.prove;

import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.Protocol;
import dev.sequent.proofs.smt.encode.FaultKind;
import dev.sequent.proofs.smt.prove.Obligation.Claim;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/** Results of proofs, as people read them. */
public final class ProofText {
    private static final int FEW = 3;

    private final Refutations refutations;

    public ProofText(Refutations refutations) {
        this.refutations = refutations;
    }

    /** A row for each machine and what is shown of it. */
    public List<List<String>> table(List<Result> results) {
        var counts = new LinkedHashMap<String, int[]>();
        for (var result : results) {
            var count = counts.computeIfAbsent(
                    machines(result.obligation()) + "\t" + subject(result.obligation()), k -> new int[3]);
            count[result.proved() ? 0 : result.refuted() ? 1 : 2]++;
        }
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("machine", "claim", "proved", "refuted", "unknown"));
        counts.forEach((key, count) -> {
            var names = key.split("\t");
            rows.add(List.of(names[0], names[1], number(count[0]), number(count[1]), number(count[2])));
        });
        return rows;
    }

    private static String number(int count) {
        return count == 0 ? "" : String.valueOf(count);
    }

    /** Whose claim it is. */
    static String machines(Obligation obligation) {
        return obligation.claim() instanceof Claim.OfPeers c
                ? c.property().peers().stream()
                        .map(Protocol.Property.Peer::machine)
                        .collect(java.util.stream.Collectors.joining(", "))
                : obligation.machine().name();
    }

    /**
     * What proofs take for granted and this run has not shown, a line for each machine: invariants that were not asked
     * for, or that are not proved.
     */
    public static List<String> given(List<Result> results) {
        var lines = new ArrayList<String>();
        var machines = results.stream()
                .filter(Result::proved)
                .map(r -> r.obligation().machine())
                .distinct()
                .toList();
        for (var machine : machines) {
            var shown = new HashMap<MachineType.Invariant, Boolean>();
            for (var result : results) {
                if (result.obligation().machine().equals(machine)
                        && result.obligation().claim() instanceof Claim.Invariant c) {
                    shown.merge(c.invariant(), result.proved(), Boolean::logicalAnd);
                }
            }
            var open = machine.invariants().stream()
                    .filter(i -> Boolean.FALSE.equals(shown.get(i)))
                    .map(MachineType.Invariant::name)
                    .toList();
            if (!open.isEmpty()) {
                lines.add("what is proved of " + machine.name() + " takes for granted what is not proved: "
                        + String.join(", ", open));
            }
            long others = machine.invariants().stream()
                    .filter(i -> !shown.containsKey(i))
                    .count();
            if (others > 0) {
                lines.add("what is proved of " + machine.name() + " takes " + (shown.isEmpty() ? "" : "other ")
                        + "invariants for granted, which were not asked for: " + others
                        + " (without a name, all are shown)");
            }
        }
        return lines;
    }

    /** What claims about peers take the network between them to be, and how far they go, a line for each two. */
    public static List<String> channels(List<Result> results) {
        return results.stream()
                .filter(r -> r.obligation().claim() instanceof Claim.OfPeers)
                .map(r -> "between " + machines(r.obligation()).replace(", ", " and ") + ": "
                        + channel((Claim.OfPeers) r.obligation().claim()))
                .distinct()
                .toList();
    }

    private static String channel(Claim.OfPeers claim) {
        return claim.channel().text()
                + claim.until().map(end -> "; claimed until " + end).orElse("");
    }

    /** What the obligation is one of. */
    public static String subject(Obligation obligation) {
        return switch (obligation.claim()) {
            case Claim.NoFault c when c.kind() == FaultKind.TURNS -> "near numbers";
            case Claim.NoFault _ -> "no fault";
            case Claim.Invariant c -> c.invariant().name();
            case Claim.OfStep c -> c.property().name();
            case Claim.Witnessed _ -> "witnessed properties";
            case Claim.OfPeers c -> c.property().name();
            case Claim.Past _ -> "past times";
            case Claim.Possible _ -> "possible steps";
        };
    }

    /** All that was not proved: each place once, with the steps that it is open in. */
    public String open(List<Result> results, boolean explain) {
        var places = new LinkedHashMap<String, List<Result>>();
        for (var result : results) {
            if (!result.proved()) {
                var o = result.obligation();
                var key = o.claim().span() + ": " + o.machine().name() + ": " + o.demand();
                places.computeIfAbsent(key, k -> new ArrayList<>()).add(result);
            }
        }
        var text = new StringBuilder();
        places.forEach((place, open) -> place(text, place, open, explain));
        return text.toString();
    }

    /** What nothing is said of: how many, by the reason; with {@code explain}, their names. */
    public String leftOut(List<StepProperties.LeftOut> leftOut, boolean explain) {
        if (leftOut.isEmpty()) {
            return "";
        }
        var reasons = new LinkedHashMap<String, List<String>>();
        leftOut.forEach(l -> reasons.computeIfAbsent(l.why(), k -> new ArrayList<>())
                .add(l.property().name()));
        var text = new StringBuilder("\nnothing is said of " + leftOut.size()
                + (leftOut.size() == 1 ? " property" : " properties")
                + (explain ? ":\n" : " (--explain names them):\n"));
        reasons.forEach((why, names) -> text.append("  ")
                .append(names.size())
                .append("  ")
                .append(why)
                .append(explain ? ": " + String.join(", ", names) : "")
                .append('\n'));
        return text.toString();
    }

    /** Which invariants the proofs take, by what is proved; and those that no other proof takes. */
    public String lemmas(Protocol protocol, List<Result> results) {
        var text = new StringBuilder("\nwhat the proofs take:\n");
        Lemmas.used(results)
                .forEach((subject, names) -> text.append("  ")
                        .append(subject)
                        .append(names.isEmpty() ? "  nothing" : "  " + String.join(", ", names))
                        .append('\n'));
        var unused = Lemmas.unused(protocol, results);
        if (!unused.isEmpty()) {
            text.append("no other proof takes: ")
                    .append(String.join(", ", unused))
                    .append('\n');
        }
        return text.toString();
    }

    private void place(StringBuilder text, String place, List<Result> open, boolean explain) {
        text.append('\n').append(place).append('\n');
        var shown = explain ? open : open.subList(0, Math.min(FEW, open.size()));
        for (var result : shown) {
            text.append("  ").append(word(result.verdict())).append("  ").append(step(result.obligation()));
            text.append(": ").append(why(result.verdict())).append('\n');
            if (explain) {
                counterexample(result)
                        .forEach(line -> text.append("      ").append(line).append('\n'));
            }
        }
        if (open.size() > shown.size()) {
            text.append("  and in ").append(open.size() - shown.size()).append(" more (--explain shows them)\n");
        }
    }

    /** One word. */
    public static String word(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Proved _ -> "proved";
            case Verdict.Refuted _ -> "refuted";
            case Verdict.Unknown _ -> "unknown";
        };
    }

    /** Why it is not proved; empty if it is. */
    public static String why(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Proved _ -> "";
            case Verdict.Refuted v -> v.seen();
            case Verdict.Unknown v -> v.why();
        };
    }

    private static String step(Obligation obligation) {
        return obligation.claim() instanceof Claim.NoFault c && !c.chain().isEmpty()
                ? obligation.step() + ", in " + String.join(", ", c.chain())
                : obligation.step();
    }

    /** The step that refutes it, drawn; nothing for other verdicts. */
    public List<String> counterexample(Result result) {
        return refutation(result).map(RefutationText::lines).orElse(List.of());
    }

    /** The same, to be written in other ways. */
    public Optional<Refutation> refutation(Result result) {
        return result.verdict() instanceof Verdict.Refuted refuted
                ? Optional.of(refutations.of(result.obligation(), refuted))
                : Optional.empty();
    }
}
