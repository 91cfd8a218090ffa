package dev.sequent.proofs.smt.prove;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.Protocol;
import dev.sequent.proofs.smt.encode.Concrete;
import dev.sequent.proofs.smt.encode.Event;
import dev.sequent.proofs.smt.encode.Pins;
import dev.sequent.proofs.smt.encode.Snapshot;
import dev.sequent.proofs.smt.encode.Value;
import dev.sequent.proofs.smt.prove.Rehearsal.Drawn;
import dev.sequent.proofs.smt.solve.Answer;
import dev.sequent.proofs.smt.solve.Solver;
import dev.sequent.proofs.smt.term.Term;
import dev.sequent.proofs.smt.term.Terms;
import java.util.ArrayList;
import java.util.List;

/** Asks the solver about steps that were drawn: with all that they begin with given, whether they end as was seen. */
final class Unique implements AutoCloseable {
    private final Protocol protocol;
    private final MachineType machine;
    private final Rehearsal rehearsal;
    private final Terms terms;
    private final Solver solver = new Solver(Settings.USUAL.limit(), Settings.USUAL.seed());
    private int ends;
    private int faults;

    Unique(Rehearsal rehearsal, Protocol protocol, MachineType machine) {
        this.rehearsal = rehearsal;
        this.protocol = protocol;
        this.machine = machine;
        this.terms = rehearsal.terms();
    }

    int ends() {
        return ends;
    }

    int faults() {
        return faults;
    }

    void about(Drawn drawn) {
        var symbols = new StepSymbols(terms, rehearsal.execution(), machine, rehearsal.before(), drawn.step());
        var known = new ArrayList<Term>();
        symbols.known().forEach((symbol, value) -> known.add(Pins.is(terms, symbol, value)));
        var demands = rehearsal.demands();
        int first = drawn.broken().map(demands::indexOf).orElse(demands.size());
        impossible(known, any(demands.subList(0, first).stream().map(d -> d.broken(terms))), "a fault", drawn);
        if (drawn.broken().isPresent()) {
            faults++;
            possible(known, drawn.broken().get().broken(terms), "no fault", drawn);
            return;
        }
        ends++;
        var memory = Memories.of(machine, drawn.outcome().after());
        var seen = new ArrayList<Term>();
        var others = new ArrayList<Term>();
        var nowhere = terms.truth(true);
        for (var exit : rehearsal.exits()) {
            var path = exit.at().path();
            nowhere = terms.and(nowhere, terms.not(path));
            var same = exit.result() == drawn.outcome().result() && sameSets(exit.at(), memory, symbols)
                    ? Pins.remembers(rehearsal.execution(), machine, exit.at(), memory)
                    : terms.truth(false);
            seen.add(terms.and(path, same));
            others.add(terms.and(path, terms.not(same)));
        }
        others.add(nowhere);
        others.addAll(otherActs(drawn, symbols));
        // What is known of answers is true of these.
        var facts = new ArrayList<>(known);
        facts.addAll(rehearsal.facts());
        possible(facts, any(seen.stream()), "it cannot end so", drawn);
        impossible(known, any(others.stream()), "it can end otherwise", drawn);
    }

    private Term any(java.util.stream.Stream<Term> all) {
        return all.reduce(terms.truth(false), terms::or);
    }

    private boolean sameSets(Snapshot at, Concrete.Memory memory, StepSymbols symbols) {
        return machine.variables().stream()
                .allMatch(v -> !(at.variable(v) instanceof Value.Ranges r)
                        || symbols.sets().ranges(r.set()).equals(memory.ranges().get(v.index())));
    }

    /** Something of what it does that it does not, or the other way round; or another message. */
    private List<Term> otherActs(Drawn drawn, StepSymbols symbols) {
        var others = new ArrayList<Term>();
        var sent = drawn.outcome().sent().iterator();
        for (var event : rehearsal.execution().events()) {
            if (!symbols.evaluation().truth(event.path())) {
                others.add(event.path());
                continue;
            }
            others.add(terms.not(event.path()));
            if (event instanceof Event.Sent s) {
                var type = protocol.messages().get(s.message());
                var fields = Memories.of(type, sent.next());
                others.add(terms.not(Pins.carries(rehearsal.execution(), type, s, fields)));
            }
        }
        return others;
    }

    private void possible(List<Term> known, Term also, String otherwise, Drawn drawn) {
        assertThat(ask(known, also)).as(() -> what(otherwise, drawn)).isInstanceOf(Answer.Possible.class);
    }

    private void impossible(List<Term> known, Term also, String otherwise, Drawn drawn) {
        assertThat(ask(known, also)).as(() -> what(otherwise, drawn)).isInstanceOf(Answer.Impossible.class);
    }

    private Answer ask(List<Term> known, Term also) {
        var all = new ArrayList<>(known);
        all.add(also);
        return solver.ask(all);
    }

    private String what(String otherwise, Drawn drawn) {
        return drawn.step().trigger().name() + " in "
                + machine.states().get(drawn.step().before().state()).name() + ", says the solver: " + otherwise + "\n"
                + drawn.step().before() + "\n" + drawn.step().given() + "\nparameters "
                + drawn.step().parameters() + ", now " + drawn.step().now();
    }

    @Override
    public void close() {
        solver.close();
    }
}
