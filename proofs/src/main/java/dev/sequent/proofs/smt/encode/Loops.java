package dev.sequent.proofs.smt.encode;

import dev.sequent.language.model.Expr;
import dev.sequent.language.model.ExprParts;
import dev.sequent.language.model.Stmt;
import dev.sequent.language.model.Type;
import dev.sequent.proofs.smt.term.Term;
import dev.sequent.proofs.smt.term.Terms;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Executes loops: once, from a turn's beginning of which is known what holds at all of them. That is looked for among
 * the claims that the execution was given (the machine's invariants) and a few about what the body may change: it has
 * not changed, it has not become less, or more. Those that hold where the loop begins are tried; what a turn does not
 * keep is dropped, until the rest is kept.
 */
final class Loops {
    /** A loop over numbers that takes no more turns is written out. */
    private static final int SMALL = 8;

    private final Execution execution;
    private final Terms terms;

    Loops(Execution execution) {
        this.execution = execution;
        this.terms = execution.terms;
    }

    /** What a loop is: whether there is another turn, as seen where one may begin, and what it does. */
    private interface Turn {
        /** May declare locals there. */
        Term another(Snapshot head);

        Snapshot body(Snapshot inside);
    }

    private interface Claim extends Function<Snapshot, Term> {}

    /** Some turn. @param begun that there is one @param end where it ends */
    private record Taken(Term begun, Snapshot end) {}

    // ------------------------------------------------------------ the four kinds

    Snapshot run(Stmt.While s, Snapshot at) {
        var most = execution.expressions.number(s.most(), at);
        if (execution.loopMode.turns().isPresent()) {
            return unrolled(s, most, at, execution.loopMode.turns().get());
        }
        var turn = new Turn() {
            @Override
            public Term another(Snapshot head) {
                return execution.expressions.truth(s.condition(), head);
            }

            @Override
            public Snapshot body(Snapshot inside) {
                return execution.statements.run(s.body(), inside);
            }
        };
        var writes = new Writes(execution.world.machine(), s.body());
        var measures = measures(s.condition());
        var kept = kept(writes, turn, at);
        execution.demand(FaultKind.LOOP, s.span(), at, ends(writes, turn, at, kept, measures, most));
        return after(writes, turn, at, kept);
    }

    Snapshot run(Stmt.ForRange s, Snapshot at) {
        var from = execution.expressions.number(s.from(), at);
        var to = execution.expressions.number(s.to(), at);
        if (from.isNumber() && to.isNumber()) {
            long turns = to.constant().subtract(from.constant()).longValue() + 1;
            if (turns <= SMALL) {
                var end = at;
                for (long i = 0; i < turns && !end.dead(); i++) {
                    end.locals.put(s.counter().index(), new Value.Scalar(terms.plus(from, i)));
                    end = execution.statements.run(s.body(), end);
                }
                return end;
            }
        }
        return inductive(s.body(), at, head -> {
            var counter = terms.integer(s.counter().name(), World.least(Type.INT), World.most(Type.INT));
            head.locals.put(s.counter().index(), new Value.Scalar(counter));
            return terms.and(terms.lessOrEqual(from, counter), terms.lessOrEqual(counter, to));
        });
    }

    Snapshot run(Stmt.ForEachRange s, Snapshot at) {
        var space = execution.world.spaces().of(s.ranges());
        return inductive(s.body(), at, head -> {
            var set = head.ranges(s.ranges());
            var from = (Value.Sequence) execution.world.any(s.from().name(), Type.SEQ, space);
            var to = (Value.Sequence) execution.world.any(s.to().name(), Type.SEQ, space);
            head.locals.put(s.from().index(), from);
            head.locals.put(s.to().index(), to);
            return terms.and(
                    terms.and(execution.sequences.less(from, to), execution.sets.covers(set, from.offset())),
                    terms.equal(execution.sets.endOfRun(set, from.offset()), to.offset()));
        });
    }

    Snapshot run(Stmt.ForEachRow s, Snapshot at) {
        return inductive(s.body(), at, head -> {
            head.locals.put(s.row().index(), new Value.Scalar(terms.number(0)));
            var some = terms.less(terms.number(0), head.rows.get(s.table().index()));
            // Columns are not kept: where the condition is asked again, it may be otherwise.
            return s.where()
                    .map(w -> terms.and(some, execution.expressions.truth(w, head)))
                    .orElse(some);
        });
    }

    private Snapshot inductive(List<Stmt> body, Snapshot at, Function<Snapshot, Term> another) {
        var turn = new Turn() {
            @Override
            public Term another(Snapshot head) {
                // It may be over at any time.
                return terms.and(terms.truth("another turn"), another.apply(head));
            }

            @Override
            public Snapshot body(Snapshot inside) {
                return execution.statements.run(body, inside);
            }
        };
        if (execution.loopMode.turns().isPresent()) {
            execution.goesBeyond(at.path);
        }
        var writes = new Writes(execution.world.machine(), body);
        return after(writes, turn, at, execution.loopMode.turns().isPresent() ? List.of() : kept(writes, turn, at));
    }

    // ------------------------------------------------------------ turn by turn

    private Snapshot unrolled(Stmt.While s, Term most, Snapshot at, int turns) {
        var ends = new ArrayList<Snapshot>();
        var head = at;
        for (int i = 0; i <= turns; i++) {
            var another = execution.expressions.truth(s.condition(), head);
            ends.add(head.on(terms.and(head.path, terms.not(another))));
            head = head.on(terms.and(head.path, another));
            execution.demand(FaultKind.LOOP, s.span(), head, terms.lessOrEqual(terms.number(i + 1L), most));
            if (i == turns) {
                execution.goesBeyond(head.path);
            } else {
                head = execution.statements.run(s.body(), head);
            }
            if (head.dead()) {
                break;
            }
        }
        var end = ends.getLast();
        for (var earlier : ends.reversed().subList(1, ends.size())) {
            end = execution.values.join(earlier.path, earlier, end);
        }
        return end;
    }

    // ------------------------------------------------------------ by what every turn keeps

    /** Where some turn begins: all that the body may change is unknown. */
    private Snapshot head(Writes writes, Snapshot at) {
        var head = at.copy();
        var world = execution.world;
        writes.variables.forEach(v -> head.variables.put(
                v.index(), world.any(v.name(), v.type(), world.spaces().of(v))));
        writes.locals.forEach((i, local) -> {
            if (at.locals.containsKey(i)) {
                head.locals.put(
                        i, world.any(local.name(), local.type(), world.spaces().of(local)));
            }
        });
        writes.timers.forEach(t -> head.running.set(t.index(), terms.truth("running " + t.name())));
        writes.tables.forEach(t -> head.rows.set(
                t.index(), terms.integer("rows of " + t.name(), BigInteger.ZERO, BigInteger.valueOf(t.capacity()))));
        writes.messages.forEach(head.outgoing::remove);
        if (writes.state) {
            head.state = terms.integer(
                    "state",
                    BigInteger.ZERO,
                    BigInteger.valueOf(world.machine().states().size() - 1L));
        }
        return head;
    }

    private Term all(List<Claim> claims, Snapshot at) {
        return claims.stream().map(c -> c.apply(at)).reduce(terms.truth(true), terms::and);
    }

    private List<Claim> kept(Writes writes, Turn turn, Snapshot at) {
        return kept(writes, turn, at, following(candidates(writes, at), at));
    }

    private List<Claim> kept(Writes writes, Turn turn, Snapshot at, List<Claim> candidates) {
        var kept = candidates;
        while (!kept.isEmpty()) {
            var still = kept;
            var left = trial(writes, turn, at, kept, (head, end) -> following(still, end));
            if (left.size() == kept.size()) {
                return kept;
            }
            kept = left;
        }
        return kept;
    }

    /** What is kept from the end of some turn on. That it holds there is not found out twice. */
    private List<Claim> rest(Writes writes, Turn turn, Snapshot at) {
        var kept = following(candidates(writes, at), at);
        execution.sink.fact(terms.implies(at.path, all(kept, at)));
        return kept(writes, turn, at, kept);
    }

    private List<Claim> following(List<Claim> claims, Snapshot at) {
        if (at.dead()) {
            return claims;
        }
        var asked =
                claims.stream().map(c -> terms.implies(at.path, c.apply(at))).toList();
        var found = new HashSet<>(execution.sink.following(asked));
        var kept = new ArrayList<Claim>();
        for (int i = 0; i < claims.size(); i++) {
            if (found.contains(asked.get(i))) {
                kept.add(claims.get(i));
            }
        }
        return kept;
    }

    private interface Judge<T> {
        T judge(Snapshot head, Snapshot end);
    }

    /** One turn, of which nothing remains but what somebody makes of it. */
    private <T> T trial(Writes writes, Turn turn, Snapshot at, List<Claim> claims, Judge<T> judge) {
        int events = execution.mark();
        var ways = execution.statements.mark();
        execution.sink.mute();
        // What is taken for granted here is, under this condition only; it is never required to be true.
        var guard = terms.truth("trial");
        var head = head(writes, at);
        head.path = terms.and(head.path, terms.and(guard, all(claims, head)));
        var another = turn.another(head);
        head.path = terms.and(head.path, another);
        var end = turn.body(head.copy());
        var verdict = judge.judge(head, end);
        execution.sink.listen();
        execution.sink.fact(terms.not(guard));
        execution.statements.rewind(ways);
        execution.rewind(events);
        return verdict;
    }

    private Snapshot after(Writes writes, Turn turn, Snapshot at, List<Claim> claims) {
        boolean told = execution.loopMode.acts() && writes.acts;
        var taken = new ArrayList<Taken>();
        if (told) {
            for (int i = 0; i < (execution.loopMode.pairs() ? 2 : 1); i++) {
                taken.add(some(writes, turn, at, claims));
            }
        }
        var head = head(writes, at);
        head.path = terms.and(head.path, all(claims, head));
        var another = turn.another(head);
        var inside = head.on(terms.and(head.path, another));
        turn.body(inside);
        var end = head.on(terms.and(head.path, terms.not(another)));
        if (told) {
            // Where there was a turn, the symbols stand for one; where there was none, nothing has changed.
            end.path = terms.and(
                    end.path,
                    terms.choice(turn.another(at.copy()), taken.getFirst().begun(), unchanged(writes, at, end)));
        }
        if (execution.loopMode.rest()) {
            // What is left of the loop when a turn is over is the same loop, and begins there.
            for (var one : taken) {
                end.path = terms.and(end.path, terms.implies(one.begun(), all(rest(writes, turn, one.end()), end)));
            }
        }
        end.locals.keySet().retainAll(at.locals.keySet());
        return end;
    }

    private Term unchanged(Writes writes, Snapshot at, Snapshot end) {
        var same = writes.state ? terms.equal(at.state, end.state) : terms.truth(true);
        for (var variable : writes.variables) {
            // That a set is the same as before cannot be said: what it answers is not known, then.
            if (!(at.variable(variable) instanceof Value.Ranges)) {
                same = terms.and(same, execution.values.equal(end.variable(variable), at.variable(variable)));
            }
        }
        for (var timer : writes.timers) {
            same = terms.and(same, terms.same(end.running.get(timer.index()), at.running.get(timer.index())));
        }
        return same;
    }

    /**
     * Some turn, or none, that does not leave the loop: of all that there may have been, one for each question. How the
     * machine leaves the loop says nothing of it but that there is one.
     *
     * @return that there is one, and where it ends
     */
    private Taken some(Writes writes, Turn turn, Snapshot at, List<Claim> claims) {
        var ways = execution.statements.mark();
        var head = head(writes, at);
        head.path = terms.and(head.path, terms.and(terms.truth("some turn"), all(claims, head)));
        var another = turn.another(head);
        var inside = head.on(terms.and(head.path, another));
        var begun = inside.path;
        execution.beginTurn();
        var end = turn.body(inside);
        execution.endTurn();
        // A turn that leaves is the last one, and no such turn.
        execution.sink.fact(terms.implies(begun, end.path));
        execution.statements.rewind(ways);
        return new Taken(begun, end);
    }

    // ------------------------------------------------------------ that it ends

    private List<Function<Snapshot, Term>> measures(Expr condition) {
        var measures = new ArrayList<Function<Snapshot, Term>>();
        ExprParts.all(condition).forEach(e -> {
            if (e instanceof Expr.CallFunction c
                    && c.arguments().isEmpty()
                    && c.type().integral()) {
                measures.add(at -> execution.numberHere(c, at));
            } else if (e instanceof Expr.VariableRef v && v.type().integral()
                    || e instanceof Expr.LocalRef l && l.type().integral()) {
                measures.add(at -> execution.numberHere(e, at));
            } else if (e instanceof Expr.Compare c) {
                boolean less = c.op() == Expr.Compare.Op.LT || c.op() == Expr.Compare.Op.LE;
                boolean included = c.op() == Expr.Compare.Op.LE || c.op() == Expr.Compare.Op.GE;
                if (c.left().type().integral() && c.right().type().integral()) {
                    measures.add(at -> {
                        var left = execution.numberHere(c.left(), at);
                        var right = execution.numberHere(c.right(), at);
                        var distance = less ? terms.minus(right, left) : terms.minus(left, right);
                        return included ? terms.plus(distance, 1) : distance;
                    });
                } else if (c.left().type() instanceof Type.Seq) {
                    measures.add(at -> {
                        var distance = new Expr.Arithmetic(
                                Expr.Arithmetic.Op.SUB,
                                less ? c.right() : c.left(),
                                less ? c.left() : c.right(),
                                Type.U32,
                                c.span());
                        var number = execution.numberHere(distance, at);
                        return included ? terms.plus(number, 1) : number;
                    });
                }
            }
        });
        return measures;
    }

    /**
     * When the loop is known to end: if one of those that are positive before each turn, and become less in each,
     * begins within the bound. Where there is none, nothing is known: whoever asks is told that it may not end.
     */
    private Term ends(
            Writes writes,
            Turn turn,
            Snapshot at,
            List<Claim> claims,
            List<Function<Snapshot, Term>> measures,
            Term most) {
        return measures.stream()
                .filter(measure -> shrinks(writes, turn, at, claims, measure))
                .map(measure -> terms.lessOrEqual(measure.apply(at), most))
                .reduce(terms::or)
                .orElseGet(() -> terms.truth("the loop ends"));
    }

    private boolean shrinks(
            Writes writes, Turn turn, Snapshot at, List<Claim> claims, Function<Snapshot, Term> measure) {
        return trial(writes, turn, at, claims, (head, end) -> {
            var before = measure.apply(head);
            return execution.sink.follows(terms.implies(head.path, terms.less(terms.number(0), before)))
                    && execution.sink.follows(terms.implies(end.path, terms.less(measure.apply(end), before)));
        });
    }

    // ------------------------------------------------------------ what may hold

    private List<Claim> candidates(Writes writes, Snapshot at) {
        var claims = new ArrayList<Claim>();
        for (var claim : execution.loopMode.claims()) {
            var taken = execution.sink.taken(claim).orElse(terms.truth(true));
            claims.add(s -> terms.implies(taken, execution.holds(claim, s)));
        }
        writes.variables.forEach(v -> {
            about(at.variable(v), s -> s.variable(v), claims);
            if (execution.past(v, at).isPresent()) {
                claims.add(s -> execution.past(v, s).orElseThrow());
            }
        });
        writes.locals.forEach((i, local) -> Optional.ofNullable(at.locals.get(i))
                .ifPresent(value -> about(value, s -> at(s.locals, i, value), claims)));
        writes.timers.forEach(t -> claims.add(s -> terms.same(s.running.get(t.index()), at.running.get(t.index()))));
        writes.tables.forEach(t -> claims.add(s -> terms.lessOrEqual(s.rows.get(t.index()), at.rows.get(t.index()))));
        if (writes.state) {
            claims.add(s -> terms.equal(s.state, at.state));
        }
        if (execution.loopMode.acts()) {
            moreCandidates(writes, at, claims);
        }
        return claims;
    }

    /** What is only worth its price where a step is looked at as a whole. */
    private void moreCandidates(Writes writes, Snapshot at, List<Claim> claims) {
        writes.variables.forEach(v -> {
            if (at.variable(v) instanceof Value.Scalar(Term begin) && Values.isTruth(begin)) {
                claims.add(s -> terms.implies(truth(s.variable(v)), begin));
                claims.add(s -> terms.implies(begin, truth(s.variable(v))));
            }
        });
        writes.timers.forEach(t -> {
            var begin = at.running.get(t.index());
            claims.add(s -> terms.implies(s.running.get(t.index()), begin));
            claims.add(s -> terms.implies(begin, s.running.get(t.index())));
        });
        if (writes.state) {
            claims.add(s -> terms.or(terms.equal(s.state, at.state), execution.in(List.copyOf(writes.targets), s)));
        }
        // Assigned once, under a condition that held in the beginning, or not at all.
        writes.guarded.forEach(g -> claims.add(s -> terms.or(
                execution.values.equal(s.variable(g.variable()), at.variable(g.variable())),
                terms.and(
                        execution.holds(g.condition(), at),
                        terms.equal(
                                ((Value.Scalar) s.variable(g.variable())).term(),
                                execution.numberHere(g.value(), s))))));
    }

    private static Term truth(Value value) {
        return ((Value.Scalar) value).term();
    }

    private static Value at(Map<Integer, Value> locals, int index, Value otherwise) {
        return locals.getOrDefault(index, otherwise);
    }

    private void about(Value begin, Function<Snapshot, Value> place, List<Claim> claims) {
        if (begin instanceof Value.Ranges) {
            // Whether it is still the same set cannot be asked: it would be taken for granted that it never is.
            return;
        }
        claims.add(s -> execution.values.equal(place.apply(s), begin));
        if (begin instanceof Value.Scalar a && !Values.isTruth(a.term())) {
            claims.add(s -> terms.lessOrEqual(a.term(), ((Value.Scalar) place.apply(s)).term()));
            claims.add(s -> terms.lessOrEqual(((Value.Scalar) place.apply(s)).term(), a.term()));
        } else if (begin instanceof Value.Sequence a) {
            claims.add(s -> execution.sequences.lessOrEqual(a, (Value.Sequence) place.apply(s)));
        }
    }
}
