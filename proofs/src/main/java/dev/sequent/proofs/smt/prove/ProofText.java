package dev.sequent.proofs.smt.prove;

import dev.sequent.check.text.ValueText;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.MachineType.Trigger;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Type;
import dev.sequent.proofs.smt.encode.Concrete;
import dev.sequent.proofs.smt.encode.FaultKind;
import dev.sequent.proofs.smt.prove.Obligation.Claim;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Results of proofs, as people read them. */
public final class ProofText {
    private static final int FEW = 3;

    private final Protocol protocol;

    public ProofText(Protocol protocol) {
        this.protocol = protocol;
    }

    /** A row for each machine and what is shown of it. */
    public List<List<String>> table(List<Result> results) {
        var counts = new LinkedHashMap<String, int[]>();
        for (var result : results) {
            var count = counts.computeIfAbsent(
                    result.obligation().machine().name() + "\t" + subject(result.obligation()), k -> new int[3]);
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

    /** What the obligation is one of. */
    public static String subject(Obligation obligation) {
        return switch (obligation.claim()) {
            case Claim.NoFault c when c.kind() == FaultKind.TURNS -> "near numbers";
            case Claim.NoFault _ -> "no fault";
            case Claim.Invariant c -> c.invariant().name();
            case Claim.OfStep c -> c.property().name();
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
    public String lemmas(List<Result> results) {
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
            if (explain && result.verdict() instanceof Verdict.Refuted refuted) {
                counterexample(refuted.step())
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

    // ------------------------------------------------------------ counterexamples

    /** The machine before the step, and what befalls it; only what is not as it is in the beginning. */
    public List<String> counterexample(Concrete.Step step) {
        var machine = step.machine();
        var lines = new ArrayList<String>();
        lines.add("before: " + memory(machine, step.before()));
        lines.add(befalls(step));
        lines.add("parameters: " + parameters(step));
        return lines;
    }

    private static String memory(MachineType machine, Concrete.Memory memory) {
        var parts = new ArrayList<String>();
        parts.add(machine.states().get(memory.state()).name());
        for (var variable : machine.variables()) {
            if (variable.type() instanceof Type.Ranges) {
                var ranges = memory.ranges().getOrDefault(variable.index(), List.of());
                if (!ranges.isEmpty()) {
                    parts.add(variable.name() + " "
                            + String.join(
                                    " ",
                                    ranges.stream()
                                            .map(r -> r.from() + ".." + r.to())
                                            .toList()));
                }
            } else {
                var value = memory.scalars().getOrDefault(variable.index(), OptionalLong.empty());
                if (value.isPresent()
                        && (variable.type() instanceof Type.Optional || value.getAsLong() != variable.initial())) {
                    parts.add(variable.name() + " " + value(variable.type(), value.getAsLong()));
                }
            }
        }
        for (var timer : machine.timers()) {
            if (memory.running().get(timer.index())) {
                parts.add(timer.name() + " running");
            }
        }
        return String.join(", ", parts);
    }

    private static String befalls(Concrete.Step step) {
        var parts = new ArrayList<String>();
        var names = new LinkedHashMap<Integer, Map.Entry<String, Type>>();
        switch (step.trigger()) {
            case Trigger.Arrival t ->
                t.message().fields().forEach(f -> names.put(f.index(), Map.entry(f.name(), f.type())));
            case Trigger.Call t -> t.parameters().forEach(p -> names.put(p.index(), Map.entry(p.name(), p.type())));
            case Trigger.Timeout _ -> {}
        }
        names.forEach((index, name) -> step.given()
                .getOrDefault(index, OptionalLong.empty())
                .ifPresent(v -> parts.add(name.getKey() + " " + value(name.getValue(), v))));
        return step.trigger().name() + (parts.isEmpty() ? "" : ": " + String.join(", ", parts)) + ", now " + step.now()
                + " ns" + (step.answers().isEmpty() ? "" : ", the runtime answers " + step.answers());
    }

    private String parameters(Concrete.Step step) {
        var parts = new ArrayList<String>();
        for (var param : protocol.params()) {
            long value = step.parameters().get(param.index());
            if (value != param.defaultValue()) {
                parts.add(param.name() + " " + value(param.type(), value));
            }
        }
        return parts.isEmpty() ? "the defaults" : String.join(", ", parts);
    }

    private static String value(Type type, long value) {
        return ValueText.text(type instanceof Type.Optional o ? o.of() : type, value);
    }
}
