package dev.sequent.proofs.smt.solve;

import com.microsoft.z3.BoolExpr;
import com.microsoft.z3.Context;
import com.microsoft.z3.Model;
import com.microsoft.z3.Status;
import com.microsoft.z3.Tactic;
import dev.sequent.proofs.smt.term.Evaluation;
import dev.sequent.proofs.smt.term.Term;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A solver with what it has been told. For one thread; close it. */
public final class Solver implements AutoCloseable {
    /** How many the solver takes in a millisecond, roughly, where it is not disturbed. */
    private static final int STEPS = 3000;
    /** A machine may be as much slower. */
    private static final int SLACK = 20;
    /** One that is told everything at once takes most of its steps to make it simple; they are quick ones. */
    private static final int ANEW = 5;
    /** One that must be ready for more rarely comes to an end where it does not soon. */
    private static final int SOON = 6;

    private final Context context;
    private final com.microsoft.z3.Solver solver;
    private final com.microsoft.z3.Params settings;
    private final Translation translation;
    private final int limit;
    /** In nanoseconds. */
    private final long patience;

    private boolean hurried;
    private final Map<BoolExpr, String> assumed = new LinkedHashMap<>();

    /**
     * @param limit how long one question may take, in milliseconds of a quick machine
     * @param seed of the solver's random choices
     * @throws SolverMissing if there is none for this machine
     */
    public Solver(int limit, int seed) {
        context = context();
        solver = context.mkSolver();
        settings = context.mkParams();
        this.limit = limit;
        settings.add("timeout", (int) Math.min(Integer.MAX_VALUE, (long) limit * SLACK));
        patience = Math.min(Integer.MAX_VALUE, (long) limit * SLACK) * 1_000_000;
        settings.add("random_seed", seed);
        // The older simplex: most numbers here are near others, with which it is quicker by far.
        settings.add("arith.solver", 2);
        translation = new Translation(context);
    }

    private static Context context() {
        try {
            return new Context();
        } catch (LinkageError e) {
            throw new SolverMissing(e);
        }
    }

    /** From now on, this is true. */
    public void require(Term term) {
        if (!term.isTrue()) {
            add(translation.truth(term));
        }
    }

    /** From now on, this is true; an answer that takes it says so. @param literal a symbol that stands for it */
    public void assume(String name, Term literal, Term term) {
        var stands = translation.truth(literal);
        assumed.put(stands, name);
        add(context.mkImplies(stands, translation.truth(term)));
    }

    private void add(BoolExpr term) {
        translation.drainBounds().forEach(b -> tell(solver, b));
        tell(solver, term);
    }

    private static void tell(com.microsoft.z3.Solver solver, BoolExpr term) {
        solver.add(new BoolExpr[] {term});
    }

    /** Can this be true, besides what is required? Quickly said of what is simple. */
    public Answer ask(List<Term> also) {
        return ask(also, () -> {
            var answer = answer(solver, (long) limit * STEPS / SOON);
            return answer instanceof Answer.Undecided ? anew() : answer;
        });
    }

    /**
     * The same of much at once. The solver is told everything anew, and so it may simplify more than one that must be
     * ready for more.
     */
    public Answer askAnew(List<Term> also) {
        return ask(also, this::anew);
    }

    private Answer ask(List<Term> also, Supplier<Answer> answer) {
        if (also.stream().anyMatch(Term::isFalse)) {
            return new Answer.Impossible();
        }
        var terms = also.stream().map(translation::truth).toList();
        // The bounds of symbols outlive the question.
        translation.drainBounds().forEach(b -> tell(solver, b));
        solver.push();
        try {
            terms.forEach(t -> tell(solver, t));
            return answer.get();
        } finally {
            solver.pop();
        }
    }

    private Answer anew() {
        // What leans on assumptions must know them to the end: they are not to be simplified away.
        var fresh = assumed.isEmpty() ? context.mkSolver(simplifying()) : context.mkSolver("QF_LIA");
        for (var assertion : solver.getAssertions()) {
            tell(fresh, assertion);
        }
        return answer(fresh, (long) limit * STEPS * ANEW);
    }

    private Tactic simplifying() {
        return Stream.of("propagate-values", "solve-eqs", "elim-uncnstr", "smt")
                .map(context::mkTactic)
                .reduce(context.mkTactic("simplify"), (first, next) -> context.andThen(first, next));
    }

    /** @param steps how many the solver may take */
    private Answer answer(com.microsoft.z3.Solver asked, long steps) {
        // Counted in the solver's own steps, a limit is met at the same place on every machine, however busy it is.
        settings.add("rlimit", (int) Math.min(Integer.MAX_VALUE, steps));
        asked.setParameters(settings);
        return answer(check(asked), asked);
    }

    private Answer answer(Status status, com.microsoft.z3.Solver asked) {
        return switch (status) {
            case UNSATISFIABLE -> new Answer.Impossible(leaned(asked));
            case SATISFIABLE -> new Answer.Possible(values(asked.getModel()));
            case UNKNOWN -> new Answer.Undecided(asked.getReasonUnknown());
        };
    }

    private Set<String> leaned(com.microsoft.z3.Solver asked) {
        if (assumed.isEmpty()) {
            return Set.of();
        }
        var leaned = new TreeSet<String>();
        for (var literal : asked.getUnsatCore()) {
            leaned.add(assumed.get(literal));
        }
        return leaned;
    }

    private Status check(com.microsoft.z3.Solver asked) {
        long start = System.nanoTime();
        var status = asked.check(assumed.keySet().toArray(BoolExpr[]::new));
        hurried |= status == Status.UNKNOWN && System.nanoTime() - start >= patience;
        return status;
    }

    /** Whether some question was given up because this machine is slow, or busy: another time, it may be answered. */
    public boolean hurried() {
        return hurried;
    }

    private Map<Term, BigInteger> values(Model model) {
        var values = new LinkedHashMap<Term, BigInteger>();
        translation.symbols().forEach((term, symbol) -> {
            var value = model.eval(symbol, true);
            if (term.kind() == Term.Kind.TRUTH) {
                values.put(term, value.isTrue() ? BigInteger.ONE : BigInteger.ZERO);
            } else if (value instanceof com.microsoft.z3.IntNum number) {
                values.put(term, number.getBigInteger());
            }
        });
        return values;
    }

    /** What the symbols of an answer stand for; those that it does not mention get the least value that they can. */
    public static Evaluation evaluation(Answer.Possible answer) {
        return new Evaluation(symbol -> answer.symbols()
                .getOrDefault(
                        symbol,
                        symbol.low()
                                .orElse(BigInteger.ZERO)
                                .max(symbol.high().orElse(BigInteger.ZERO).min(BigInteger.ZERO))));
    }

    @Override
    public void close() {
        context.close();
    }
}
