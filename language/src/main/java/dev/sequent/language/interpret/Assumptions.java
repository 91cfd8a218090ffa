package dev.sequent.language.interpret;

import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Spelling;
import dev.sequent.runtime.Fault;
import dev.sequent.runtime.Parameters;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a specification assumes of its parameters, held against the values of an instance. */
public final class Assumptions {
    private final List<Protocol.Param> params;
    private final List<Protocol.Assumption> assumptions;

    public Assumptions(List<Protocol.Param> params, List<Protocol.Assumption> assumptions) {
        this.params = List.copyOf(params);
        this.assumptions = List.copyOf(assumptions);
    }

    public static Assumptions of(Protocol protocol) {
        return new Assumptions(protocol.params(), protocol.assumptions());
    }

    /**
     * An assumption that does not hold.
     *
     * @param values of the parameters that it relates, as the language writes them
     */
    public record Broken(Protocol.Assumption assumption, String values) {
        /** What is set, what it breaks, and where that stands. */
        public String text() {
            return values + " breaks the assumption " + assumption.text() + " (" + assumption.span() + ")";
        }
    }

    /** The first assumption that does not hold of these values. */
    public Optional<Broken> broken(Parameters values) {
        return assumptions.stream().flatMap(a -> broken(a, values).stream()).findFirst();
    }

    /** The same for the defaults, where none of these is given instead. @param set by name, in generic form */
    public Optional<Broken> broken(Map<String, Long> set) {
        var values = new InterpretedParameters(params, assumptions);
        params.forEach(p -> values.set(p.index(), set.getOrDefault(p.name(), p.defaultValue())));
        return broken(values);
    }

    /**
     * Values that were drawn without regard to assumptions, less those that take part in breaking one.
     *
     * @param drawn by name, in generic form, as are the others
     * @param set what is not given up; with the defaults it breaks nothing
     * @return these, and those of the drawn ones that fit
     */
    public Map<String, Long> fitting(Map<String, Long> drawn, Map<String, Long> set) {
        var values = new TreeMap<>(drawn);
        values.putAll(set);
        while (broken(values).orElse(null) instanceof Broken found) {
            boolean given = false;
            for (var param : found.assumption().params()) {
                given |= !set.containsKey(param.name()) && values.remove(param.name()) != null;
            }
            if (!given) {
                throw new IllegalArgumentException(found.text());
            }
        }
        return values;
    }

    /** What is broken of one of them. */
    private static Optional<Broken> broken(Protocol.Assumption assumption, Parameters values) {
        var text = assumption.params().stream()
                .map(p -> p.name() + " = " + Spelling.of(p.type(), values.get(p.index())))
                .collect(Collectors.joining(", "));
        try {
            return Evaluator.ofParameters(values, assumption.condition())
                    ? Optional.empty()
                    : Optional.of(new Broken(assumption, text));
        } catch (Fault e) {
            return Optional.of(new Broken(assumption, text + " (which cannot be computed: " + e.getMessage() + ")"));
        }
    }
}
