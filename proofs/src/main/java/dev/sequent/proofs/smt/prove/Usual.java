package dev.sequent.proofs.smt.prove;

import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.Protocol;
import dev.sequent.proofs.smt.encode.Execution;
import dev.sequent.proofs.smt.encode.Snapshot;
import dev.sequent.proofs.smt.encode.Space;
import dev.sequent.proofs.smt.encode.Value;
import dev.sequent.proofs.smt.solve.Answer;
import dev.sequent.proofs.smt.term.Evaluation;
import dev.sequent.proofs.smt.term.Term;
import dev.sequent.runtime.Times;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;

/**
 * What a reader takes for granted of a symbol that nothing is said about: parameters have their defaults, variables are
 * as they are in the beginning, sequence numbers are those that their space is counted from, and of what arrives no bit
 * is set and nothing is there.
 */
final class Usual {
    /** Round, and apart: so that one tells at a glance which space a number is of. */
    private static final long BETWEEN_BASES = 1000;

    private final Map<Term, BigInteger> values = new HashMap<>();
    private final Map<Term, Integer> ranks = new HashMap<>();

    Usual(Protocol protocol, MachineType machine, Execution execution, Snapshot before) {
        for (var param : protocol.params()) {
            note(execution.world().parameters().get(param.index()), param.defaultValue(), Rank.PARAMETER);
        }
        also(machine, before);
    }

    /** The same of another machine, with the same parameters. */
    void also(MachineType machine, Snapshot before) {
        for (var variable : machine.variables()) {
            note(before.variable(variable), variable.initial(), Rank.MEMORY);
        }
        before.running().forEach(r -> note(r, 0, Rank.MEMORY));
    }

    /** What is the most ordinary thing first. */
    private enum Rank {
        PARAMETER,
        MEMORY,
        OTHER
    }

    private void note(Value value, long usual, Rank rank) {
        switch (value) {
            case Value.Scalar v -> {
                if (v.term().kind() == Term.Kind.CHOICE) {
                    // A time, which may never have been set.
                    note(v.term().part(0), usual == Times.NEVER ? 1 : 0, rank);
                    note(v.term().part(2), Math.max(0, usual), rank);
                } else {
                    note(v.term(), usual, rank);
                }
            }
            case Value.Sequence v -> {
                note(v.offset(), 0, rank);
                base(v.space());
            }
            case Value.Maybe v -> {
                note(v.present(), 0, rank);
                note(v.value(), 0, rank);
            }
            case Value.Ranges _, Value.Flags _ -> {
                // Made of symbols that are usually zero.
            }
        }
    }

    private void note(Term symbol, long usual, Rank rank) {
        values.put(symbol, BigInteger.valueOf(usual));
        ranks.put(symbol, rank.ordinal());
    }

    private void base(Space space) {
        values.put(space.base(), BigInteger.valueOf(BETWEEN_BASES * space.index()));
    }

    /** Within the bounds of the symbol; truth values are 0 and 1. */
    BigInteger of(Term symbol) {
        var usual = values.getOrDefault(symbol, BigInteger.ZERO);
        return symbol.low().orElse(usual).max(symbol.high().orElse(usual).min(usual));
    }

    /** Which symbols should rather be as usual than others. */
    int rank(Term symbol) {
        return ranks.getOrDefault(symbol, Rank.OTHER.ordinal());
    }

    /** What the symbols of an answer stand for; those that it does not mention are as usual. */
    Evaluation evaluation(Answer.Possible answer) {
        return new Evaluation(symbol -> answer.symbols().getOrDefault(symbol, of(symbol)));
    }
}
