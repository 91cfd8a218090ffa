package dev.sequent.proofs.smt.solve;

import com.microsoft.z3.BoolExpr;
import com.microsoft.z3.Context;
import com.microsoft.z3.Model;
import com.microsoft.z3.Status;
import dev.sequent.proofs.smt.term.Evaluation;
import dev.sequent.proofs.smt.term.Term;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A solver with what it has been told. For one thread; close it. */
public final class Solver implements AutoCloseable {
    /** How many the solver takes in a millisecond, roughly, where it is not disturbed. */
    private static final int STEPS = 3000;
    /** A machine may be as much slower. */
    private static final int SLACK = 20;

    private final Context context;
    private final com.microsoft.z3.Solver solver;
    private final com.microsoft.z3.Params settings;
    private final Translation translation;
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
        // Counted in the solver's own steps, a limit is met at the same place on every machine, however busy it is.
        settings.add("rlimit", (int) Math.min(Integer.MAX_VALUE, (long) limit * STEPS));
        settings.add("timeout", (int) Math.min(Integer.MAX_VALUE, (long) limit * SLACK));
        patience = Math.min(Integer.MAX_VALUE, (long) limit * SLACK) * 1_000_000;
        settings.add("random_seed", seed);
        solver.setParameters(settings);
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

    /** Can this be true, besides what is required? */
    public Answer ask(List<Term> also) {
        if (also.stream().anyMatch(Term::isFalse)) {
            return new Answer.Impossible();
        }
        var terms = also.stream().map(translation::truth).toList();
        // The bounds of symbols outlive the question.
        translation.drainBounds().forEach(b -> tell(solver, b));
        solver.push();
        try {
            terms.forEach(t -> tell(solver, t));
            var status = check(solver);
            return status == Status.UNKNOWN ? anew() : answer(status, solver);
        } finally {
            solver.pop();
        }
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

    /**
     * Once more, by a solver that is told everything at once: it may simplify more than one that must be ready for
     * more.
     */
    private Answer anew() {
        var fresh = context.mkSolver("QF_LIA");
        fresh.setParameters(settings);
        for (var assertion : solver.getAssertions()) {
            tell(fresh, assertion);
        }
        return answer(check(fresh), fresh);
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
