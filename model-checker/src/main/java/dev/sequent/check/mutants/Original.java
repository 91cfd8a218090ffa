package dev.sequent.check.mutants;

import dev.sequent.language.Compilation;
import dev.sequent.language.Options;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Protocol.Property;
import dev.sequent.language.model.Scenario;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The specification that mutants are made of.
 *
 * @param sources text of every file by its name, root first
 * @param options with which it, and so every mutant, is compiled
 * @param set parameters by name, with values in generic form, overriding what scenarios set
 */
public record Original(Protocol protocol, Map<String, String> sources, Options options, Map<String, Long> set) {
    static final String NO_FAULT = "no-fault";
    static final String NO_DEADLOCK = "no-deadlock";

    public Original {
        set = Map.copyOf(set);
    }

    /** @param compilation without errors */
    public static Original of(Compilation compilation, Options options, Map<String, Long> set) {
        return new Original(compilation.protocol().orElseThrow(), compilation.sources(), options, set);
    }

    /** Its root file. */
    String root() {
        return sources.keySet().iterator().next();
    }

    List<String> scenarios() {
        return protocol.scenarios().stream().map(Scenario::name).toList();
    }

    Scenario scenario(String name) {
        return protocol.scenarios().stream()
                .filter(s -> s.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /**
     * Every property, and every invariant of a machine that some scenario explores, as verdicts spell them, in the
     * order of declaration: what must not be left without a mutant. What is declared unchecked may have none; nor need
     * a lemma, of which proofs say whether it is good for anything.
     */
    public List<String> demands() {
        var names = new LinkedHashSet<String>();
        protocol.scenarios()
                .forEach(s -> s.peers().forEach(p -> names.addAll(invariants(p.machine(), i -> !i.lemma()))));
        protocol.properties().stream()
                .filter(property -> isDemand(property)
                        && !property.lemma()
                        && property.unchecked().isEmpty())
                .map(Property::name)
                .forEach(names::add);
        return List.copyOf(names);
    }

    /** Everything that a scenario checks. */
    Set<String> demands(Scenario scenario) {
        var names = new LinkedHashSet<String>(List.of(NO_FAULT, NO_DEADLOCK));
        scenario.peers().forEach(p -> names.addAll(invariants(p.machine(), i -> true)));
        scenario.checks().stream()
                .filter(Original::isDemand)
                .map(Property::name)
                .forEach(names::add);
        return names;
    }

    private static boolean isDemand(Property property) {
        return !property.kind().witness();
    }

    private static List<String> invariants(MachineType machine, Predicate<MachineType.Invariant> wanted) {
        return machine.invariants().stream()
                .filter(wanted)
                .map(i -> machine.name() + "." + i.name())
                .toList();
    }
}
