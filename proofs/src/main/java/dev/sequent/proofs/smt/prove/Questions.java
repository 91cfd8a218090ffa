package dev.sequent.proofs.smt.prove;

import dev.sequent.proofs.smt.solve.Answer;
import dev.sequent.proofs.smt.solve.Solver;
import dev.sequent.proofs.smt.term.Term;
import dev.sequent.proofs.smt.term.Terms;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether what is demanded of a step may be broken. Most of the solver's work is the same for each demand: what the
 * step may be at all. So the demands are asked about together, whether any may be broken, and come apart where one may
 * be, or where that is too much at once.
 *
 * @param <T> what is demanded
 */
final class Questions<T> {
    /**
     * What came of a demand.
     *
     * @param question what the answer is about: a way to break it
     * @param asked whether there was anything to ask: terms may say by themselves that it cannot be broken
     */
    record Answered<T>(T demand, Answer answer, List<Term> question, boolean asked, long millis) {
        /** The invariants that the answer takes. */
        Set<String> leaned() {
            return answer.leaned();
        }
    }

    /** @param ways to break it; it may be broken if one of them can be true */
    private record Open<T>(int at, T demand, List<Term> ways, Term any) {}

    private final Solver solver;
    private final Terms terms;
    private final boolean apart;
    private final List<Answered<T>> answered = new ArrayList<>();
    private final List<Open<T>> open = new ArrayList<>();

    /** @param apart whether each is to be answered by itself, since the answer says what it leans on */
    Questions(Solver solver, Terms terms, boolean apart) {
        this.solver = solver;
        this.terms = terms;
        this.apart = apart;
    }

    /** @param ways to break it: terms that are false are none */
    void add(T demand, List<Term> ways) {
        var possible = ways.stream().filter(t -> !t.isFalse()).toList();
        if (!possible.isEmpty()) {
            var any = possible.stream().reduce(terms.truth(false), terms::or);
            open.add(new Open<>(answered.size(), demand, possible, any));
        }
        answered.add(new Answered<>(demand, new Answer.Impossible(), List.of(), false, 0));
    }

    /** In the order in which they were added. */
    List<Answered<T>> answers() {
        if (apart) {
            open.forEach(this::one);
        } else {
            together(List.copyOf(open));
        }
        return answered;
    }

    private void together(List<Open<T>> some) {
        if (some.size() < 2) {
            some.forEach(this::one);
            return;
        }
        long start = System.nanoTime();
        var any = some.stream().map(Open::any).reduce(terms.truth(false), terms::or);
        switch (solver.askAnew(List.of(any))) {
            case Answer.Impossible i -> {
                long each = millis(start) / some.size();
                some.forEach(o -> answer(o, i, List.of(), each));
            }
            case Answer.Possible p -> {
                var seen = Solver.evaluation(p);
                var broken = some.stream().filter(o -> seen.truth(o.any())).toList();
                broken.forEach(o -> answer(o, p, way(o, p), millis(start)));
                var others = some.stream().filter(o -> !seen.truth(o.any())).toList();
                if (broken.isEmpty()) {
                    others.forEach(this::one); // the answer says too little
                } else {
                    together(others);
                }
            }
            case Answer.Undecided _ -> {
                together(some.subList(0, some.size() / 2));
                together(some.subList(some.size() / 2, some.size()));
            }
        }
    }

    private void answer(Open<T> asked, Answer answer, List<Term> question, long millis) {
        answered.set(asked.at(), new Answered<>(asked.demand(), answer, question, true, millis));
    }

    /** A way in which it is broken, of those that an answer shows. */
    private List<Term> way(Open<T> asked, Answer.Possible answer) {
        var seen = Solver.evaluation(answer);
        return asked.ways().stream().filter(seen::truth).limit(1).toList();
    }

    /** All ways at once, and each by itself if that is too much. */
    private void one(Open<T> asked) {
        long start = System.nanoTime();
        var answer = solver.ask(List.of(asked.any()));
        if (answer instanceof Answer.Undecided && asked.ways().size() > 1) {
            answer = each(asked.ways());
        }
        var way = answer instanceof Answer.Possible p ? way(asked, p) : List.<Term>of();
        answer(asked, answer, way, millis(start));
    }

    private Answer each(List<Term> ways) {
        var leaned = new TreeSet<String>();
        for (var way : ways) {
            var answer = solver.ask(List.of(way));
            if (!(answer instanceof Answer.Impossible i)) {
                return answer;
            }
            leaned.addAll(i.leaned());
        }
        return new Answer.Impossible(leaned);
    }

    private static long millis(long start) {
        return (System.nanoTime() - start) / 1_000_000;
    }
}
