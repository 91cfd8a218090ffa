package dev.sequent.proofs.smt.prove;

import dev.sequent.language.model.MachineType;
import dev.sequent.proofs.smt.encode.Concrete;
import dev.sequent.proofs.smt.encode.Execution;
import dev.sequent.proofs.smt.encode.Pins;
import dev.sequent.proofs.smt.encode.RangesTerm;
import dev.sequent.proofs.smt.encode.Sets;
import dev.sequent.proofs.smt.encode.Snapshot;
import dev.sequent.proofs.smt.encode.Value;
import dev.sequent.proofs.smt.term.Evaluation;
import dev.sequent.proofs.smt.term.Term;
import dev.sequent.proofs.smt.term.Terms;
import dev.sequent.runtime.RangeSet;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What symbols are in a certain step: those that it begins with, and what the sets that it begins with answer. */
final class StepSymbols {
    private final MachineType machine;
    private final Snapshot before;
    private final Concrete.Step step;
    private final Pins pins;
    private final Map<Term, Sets.Asked> asked = new HashMap<>();
    private final Evaluation evaluation = new Evaluation(this::symbol);
    private final ConcreteSets sets;

    StepSymbols(Terms terms, Execution execution, MachineType machine, Snapshot before, Concrete.Step step) {
        this.machine = machine;
        this.before = before;
        this.step = step;
        execution.sets().asked().forEach(a -> asked.put(a.symbol(), a));
        pins = new Pins(execution, machine, before, step);
        sets = new ConcreteSets(this::beginning, evaluation, base(terms, machine, before));
        pins.answers(step.answers(), evaluation);
    }

    private BigInteger symbol(Term symbol) {
        var pinned = pins.values().get(symbol);
        if (pinned != null) {
            return pinned;
        }
        var question = asked.get(symbol);
        if (question == null) {
            throw new Pins.Unpinned(symbol);
        }
        return sets.answer(question);
    }

    private RangeSet beginning(RangesTerm.Unknown set) {
        for (var variable : machine.variables()) {
            if (before.variable(variable) instanceof Value.Ranges r && r.set().equals(set)) {
                var ranges = new RangeSet(64);
                step.before().ranges().get(variable.index()).forEach(x -> ranges.add((int) x.from(), (int) x.to()));
                return ranges;
            }
        }
        throw new Pins.Unpinned(set);
    }

    /** The base of the space that the machine's ranges are in. */
    static Term base(Terms terms, MachineType machine, Snapshot before) {
        for (var variable : machine.variables()) {
            if (before.variable(variable) instanceof Value.Ranges r && r.set() instanceof RangesTerm.Unknown u) {
                return u.space().base();
            }
        }
        return terms.number(0);
    }

    /** @throws Pins.Unpinned by what it evaluates, if that is made of symbols that are not of the step's beginning */
    Evaluation evaluation() {
        return evaluation;
    }

    ConcreteSets sets() {
        return sets;
    }

    /** All symbols that are of the step's beginning, or answers that follow from it. */
    Map<Term, BigInteger> known() {
        var known = new LinkedHashMap<>(pins.values());
        asked.keySet().forEach(symbol -> answer(symbol).ifPresent(a -> known.put(symbol, a)));
        return known;
    }

    private Optional<BigInteger> answer(Term symbol) {
        try {
            return Optional.of(evaluation.value(symbol));
        } catch (Pins.Unpinned e) {
            return Optional.empty();
        }
    }
}
