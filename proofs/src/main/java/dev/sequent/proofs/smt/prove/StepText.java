package dev.sequent.proofs.smt.prove;

import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.MachineType.Trigger;
import dev.sequent.proofs.smt.encode.Concrete;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A step of a counterexample on one line. */
final class StepText {
    private StepText() {}

    static String write(Concrete.Step step) {
        var before = step.before();
        return String.join(
                ";",
                String.valueOf(before.state()),
                scalars(before.scalars()),
                new TreeMap<>(before.ranges())
                        .entrySet().stream()
                                .map(e -> e.getKey() + "="
                                        + e.getValue().stream()
                                                .map(r -> r.from() + ":" + r.to())
                                                .collect(Collectors.joining("+")))
                                .collect(Collectors.joining(",")),
                list(before.running()),
                list(before.rows()),
                list(step.parameters()),
                String.valueOf(step.now()),
                scalars(step.given()),
                list(step.answers()));
    }

    private static String list(List<?> values) {
        return values.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    private static String scalars(Map<Integer, OptionalLong> values) {
        return new TreeMap<>(values)
                .entrySet().stream()
                        .map(e -> e.getKey() + "="
                                + (e.getValue().isPresent() ? e.getValue().getAsLong() : ""))
                        .collect(Collectors.joining(","));
    }

    /** @throws IllegalArgumentException, IndexOutOfBoundsException if it is no step */
    static Concrete.Step read(MachineType machine, Trigger trigger, String line) {
        var parts = line.split(";", -1);
        var ranges = new HashMap<Integer, List<Concrete.Range>>();
        pairs(parts[2])
                .forEach((key, value) -> ranges.put(
                        key,
                        Arrays.stream(value.split("\\+"))
                                .filter(r -> !r.isEmpty())
                                .map(r -> r.split(":"))
                                .map(r -> new Concrete.Range(Long.parseLong(r[0]), Long.parseLong(r[1])))
                                .toList()));
        var before = new Concrete.Memory(
                Integer.parseInt(parts[0]),
                scalars(parts[1]),
                ranges,
                words(parts[3]).stream().map(Boolean::valueOf).toList(),
                words(parts[4]).stream().map(Integer::valueOf).toList());
        return new Concrete.Step(
                machine,
                trigger,
                before,
                words(parts[5]).stream().map(Long::valueOf).toList(),
                Long.parseLong(parts[6]),
                scalars(parts[7]),
                words(parts[8]).stream().map(Long::valueOf).toList());
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(","));
    }

    private static Map<Integer, String> pairs(String text) {
        return words(text).stream()
                .map(w -> w.split("=", -1))
                .collect(Collectors.toMap(p -> Integer.valueOf(p[0]), p -> p[1]));
    }

    private static Map<Integer, OptionalLong> scalars(String text) {
        var values = new HashMap<Integer, OptionalLong>();
        pairs(text)
                .forEach((key, value) -> values.put(
                        key, value.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(value))));
        return values;
    }
}
