package dev.sequent.proofs.smt.prove;

import dev.sequent.language.model.Expr;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.MachineType.Trigger;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Protocol.Property;
import dev.sequent.proofs.smt.encode.Company;
import dev.sequent.proofs.smt.encode.Concrete;
import dev.sequent.proofs.smt.encode.Event;
import dev.sequent.proofs.smt.encode.Execution;
import dev.sequent.proofs.smt.encode.Snapshot;
import dev.sequent.proofs.smt.encode.Value;
import dev.sequent.proofs.smt.solve.Answer;
import dev.sequent.proofs.smt.solve.Solver;
import dev.sequent.proofs.smt.term.Term;
import dev.sequent.proofs.smt.term.Terms;
import dev.sequent.runtime.Core;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Shows, or refutes, that claims about two machines outlive every step that one of them can take on one trigger in one
 * state, whatever the other remembers and whatever is in flight. That something gets lost breaks no claim about every
 * message, so there is nothing to be shown of it.
 */
final class PeerProver {
    private final Protocol protocol;
    private final PeerClaims claims;
    private final Settings settings;
    private final Set<MachineType.Invariant> resting;
    private final PeerReplay replay;

    /** @param resting invariants that hold between batches only */
    PeerProver(Protocol protocol, PeerClaims claims, Settings settings, Core core, Set<MachineType.Invariant> resting) {
        this.protocol = protocol;
        this.claims = claims;
        this.settings = settings;
        this.resting = resting;
        this.replay = new PeerReplay(protocol, claims, core, resting);
    }

    /** Of the two as they begin; nothing is in flight then. */
    List<Result> beginning() {
        var terms = new Terms();
        var results = new ArrayList<Result>();
        try (var solver = new Solver(settings.limit(), settings.seed())) {
            var sink = new SolverSink(terms, solver, false, false);
            var mode = new Execution.LoopMode(Optional.empty(), List.of());
            var company = new Company(protocol, claims.one(), claims.other(), terms, sink, mode);
            Parameters.require(settings, protocol, company.actor(), terms, solver, sink);
            var places = List.of(company.actor().beginning(), company.other().beginning());
            for (var claim : claims.all().toList()) {
                long start = System.nanoTime();
                var opposites = claims.readings(claim).stream()
                        .filter(r -> r.sender().isEmpty())
                        .map(r -> terms.not(company.holds(condition(claim), seats(company, 0, r, places))))
                        .toList();
                var any = opposites.stream().reduce(terms.truth(false), terms::or);
                var answer = any.isFalse() ? new Answer.Impossible() : solver.ask(List.of(any));
                var verdict = switch (answer) {
                    case Answer.Impossible _ -> new Verdict.Proved(!any.isFalse());
                    // The parameters are all that is not known of them.
                    case Answer.Possible _ -> new Verdict.Unknown("it does not hold of the peers as they begin");
                    case Answer.Undecided u -> new Verdict.Unknown(u.why());
                };
                results.add(new Result(
                        obligation(0, Optional.empty(), claims.one().initial(), claim), verdict, millis(start)));
            }
        }
        return results;
    }

    Obligation obligation(int actor, Optional<Trigger> trigger, MachineType.State state, Property claim) {
        return new Obligation(
                claims.machine(actor),
                trigger,
                state,
                new Obligation.Claim.OfPeers(claim, claims.channel(), claims.until()));
    }

    private static long millis(long start) {
        return (System.nanoTime() - start) / 1_000_000;
    }

    private static Expr condition(Property claim) {
        return claim.kind() == Property.Kind.NEVER ? new Expr.Not(claim.condition(), claim.span()) : claim.condition();
    }

    /** @param places of the actor, and of the other */
    private static List<Execution.Seat> seats(
            Company company, int actor, PeerClaims.Reading reading, List<Snapshot> places) {
        return reading.seats().stream()
                .map(s -> s == actor
                        ? new Execution.Seat(company.actor(), places.getFirst())
                        : new Execution.Seat(company.other(), places.getLast()))
                .toList();
    }

    /** @param actor which of the two machines takes the step */
    List<Result> step(int actor, Trigger trigger, MachineType.State state) {
        var terms = new Terms();
        try (var solver = new Solver(settings.limit(), settings.seed())) {
            return new Step(actor, trigger, state, terms, solver).prove();
        }
    }

    /** One of them. */
    private final class Step {
        private final int actor;
        private final Trigger trigger;
        private final MachineType.State state;
        private final Terms terms;
        private final Solver solver;
        private final Company company;
        private final Snapshot before;
        private final Snapshot rest;
        private final Ways ways;
        private final Optional<Snapshot> after;
        private final Term alive;
        private final Usual usual;

        Step(int actor, Trigger trigger, MachineType.State state, Terms terms, Solver solver) {
            this.actor = actor;
            this.trigger = trigger;
            this.state = state;
            this.terms = terms;
            this.solver = solver;
            var machine = claims.machine(actor);
            var other = claims.machine(1 - actor);
            var sink = new SolverSink(terms, solver, false, settings.lemmas());
            var mode =
                    new Execution.LoopMode(Optional.empty(), Assumptions.claims(machine), true, claims.pairs(), true);
            company = new Company(protocol, machine, other, terms, sink, mode);
            Parameters.require(settings, protocol, company.actor(), terms, solver, sink);
            before = company.actor().anyMachine(state);
            Assumptions.require(
                    solver,
                    sink,
                    company.actor(),
                    machine,
                    trigger,
                    before,
                    Batches.inside(trigger) ? resting : Set.of());
            // What its loops keep is sooner found out where nothing is known of the others yet.
            var exits = company.actor().step(trigger, state, before);
            after = exits.isEmpty()
                    ? Optional.empty()
                    : Optional.of(company.actor().joined(exits));
            alive = company.actor().alive();
            rest = company.anyOther();
            usual = new Usual(protocol, machine, company.actor(), before);
            usual.also(other, rest);
            // Other messages may have come to it, and the event after their batch may not.
            Assumptions.resting(solver, sink, company.other(), other, rest, resting);
            solver.require(company.actor().young(before));
            solver.require(company.other().young(rest));
            ways = new Ways(claims, actor, company, terms, solver, trigger);
            claims.lemmas().forEach(l -> sink.take(l.name(), before(l)));
        }

        List<Result> prove() {
            var asked = claims.all().map(this::opposites).toList();
            return allAtOnce(asked)
                    .orElseGet(() -> asked.stream().map(this::prove).toList());
        }

        /** A claim, what is taken for granted of it, and every way in which it may not hold any more. */
        private record Asked(Property claim, Term held, List<Term> opposites) {}

        private Asked opposites(Property claim) {
            return new Asked(
                    claim,
                    claim.lemma() ? terms.truth(true) : before(claim),
                    claims.readings(claim).stream()
                            .flatMap(r -> broken(r).stream())
                            .filter(t -> !t.isFalse())
                            .toList());
        }

        /** If nothing is broken, that is quickly found out of all claims together. */
        private Optional<List<Result>> allAtOnce(List<Asked> asked) {
            if (settings.lemmas()) {
                return Optional.empty();
            }
            long start = System.nanoTime();
            var any = asked.stream()
                    .map(a -> terms.and(a.held(), any(a.opposites())))
                    .reduce(terms.truth(false), terms::or);
            if (!any.isFalse() && !(solver.askAnew(List.of(any)) instanceof Answer.Impossible)) {
                return Optional.empty();
            }
            long each = millis(start) / asked.size();
            return Optional.of(asked.stream()
                    .map(a -> new Result(
                            obligation(actor, Optional.of(trigger), state, a.claim()),
                            new Verdict.Proved(!a.opposites().isEmpty()),
                            each))
                    .toList());
        }

        private Term any(List<Term> found) {
            return found.stream().reduce(terms.truth(false), terms::or);
        }

        private Result prove(Asked asked) {
            long start = System.nanoTime();
            var claim = asked.claim();
            var opposites = asked.opposites();
            var obligation = obligation(actor, Optional.of(trigger), state, claim);
            if (opposites.isEmpty()) {
                return new Result(obligation, new Verdict.Proved(false), millis(start));
            }
            var held = asked.held();
            var any = List.of(held, any(opposites));
            var answer = solver.ask(any);
            var question = any;
            if (answer instanceof Answer.Undecided && opposites.size() > 1) {
                // All at once is too much.
                var leaned = new TreeSet<String>();
                answer = new Answer.Impossible();
                for (var opposite : opposites) {
                    question = List.of(held, opposite);
                    answer = solver.ask(question);
                    if (!(answer instanceof Answer.Impossible i)) {
                        break;
                    }
                    leaned.addAll(i.leaned());
                    answer = new Answer.Impossible(leaned);
                }
            }
            return new Result(obligation, verdict(obligation, answer, question), millis(start), answer.leaned());
        }

        // -------------------------------------------------------- before the step, and after it

        private Term holds(
                PeerClaims.Reading reading, Snapshot at, Map<Integer, Value> first, Map<Integer, Value> later) {
            return company.holds(reading.claim(), seats(company, actor, reading, List.of(at, rest)), first, later);
        }

        private Term holds(PeerClaims.Reading reading, Snapshot at) {
            return company.holds(condition(reading.claim()), seats(company, actor, reading, List.of(at, rest)));
        }

        private Term before(Property claim) {
            return claims.readings(claim).stream()
                    .flatMap(r -> before(r).stream())
                    .reduce(terms.truth(true), terms::and);
        }

        private List<Term> before(PeerClaims.Reading reading) {
            var flights = reading.claim().flights();
            if (flights.isEmpty()) {
                return List.of(holds(reading, before));
            }
            boolean toActor = reading.sender().orElseThrow() != actor;
            var type = flights.get().first();
            var later = flights.get().later();
            return later.isEmpty()
                    ? ways.old(type, toActor, true).stream()
                            .map(g -> terms.implies(g.there(), holds(reading, before, g.fields(), g.fields())))
                            .toList()
                    : ways.pairs(type, later.get(), toActor, true).stream()
                            .map(p -> terms.implies(
                                    p.both(),
                                    holds(
                                            reading,
                                            before,
                                            p.first().fields(),
                                            p.later().fields())))
                            .toList();
        }

        /** Every way in which the claim may not hold any more. */
        private List<Term> broken(PeerClaims.Reading reading) {
            if (after.isEmpty()) {
                return List.of();
            }
            var end = after.get();
            var lives = terms.and(terms.and(end.path(), alive), company.actor().young(end));
            return broken(reading, end).stream().map(t -> terms.and(lives, t)).toList();
        }

        private List<Term> broken(PeerClaims.Reading reading, Snapshot at) {
            var flights = reading.claim().flights();
            if (flights.isEmpty()) {
                return List.of(terms.not(holds(reading, at)));
            }
            boolean toActor = reading.sender().orElseThrow() != actor;
            var type = flights.get().first();
            var later = flights.get().later();
            var found = new ArrayList<Term>();
            if (later.isEmpty()) {
                ways.old(type, toActor, false)
                        .forEach(g ->
                                found.add(terms.and(g.there(), terms.not(holds(reading, at, g.fields(), g.fields())))));
                fresh(type.kind(), toActor)
                        .forEach(s ->
                                found.add(terms.and(s.path(), terms.not(holds(reading, at, s.fields(), s.fields())))));
                return found;
            }
            ways.pairs(type, later.get(), toActor, false)
                    .forEach(p -> found.add(terms.and(
                            p.both(),
                            terms.not(holds(
                                    reading, at, p.first().fields(), p.later().fields())))));
            for (var g : ways.old(type, toActor, false)) {
                fresh(later.get().kind(), toActor)
                        .forEach(s -> found.add(two(g.there(), s.path(), reading, at, g.fields(), s.fields())));
            }
            if (ways.anyOrder()) {
                for (var g : ways.old(later.get(), toActor, false)) {
                    fresh(type.kind(), toActor)
                            .forEach(s -> found.add(two(s.path(), g.there(), reading, at, s.fields(), g.fields())));
                }
            }
            var firsts = fresh(type.kind(), toActor);
            var laters = fresh(later.get().kind(), toActor);
            for (var first : firsts) {
                for (var next : laters) {
                    int order = company.actor().events().indexOf(first)
                            - company.actor().events().indexOf(next);
                    if (order < 0 || order > 0 && ways.anyOrder()) {
                        found.add(two(first.path(), next.path(), reading, at, first.fields(), next.fields()));
                    }
                }
            }
            return found;
        }

        private Term two(
                Term one,
                Term other,
                PeerClaims.Reading reading,
                Snapshot at,
                Map<Integer, Value> first,
                Map<Integer, Value> later) {
            return terms.and(terms.and(one, other), terms.not(holds(reading, at, first, later)));
        }

        /** What the step sends. */
        private List<Event.Sent> fresh(int kind, boolean toActor) {
            return toActor
                    ? List.of()
                    : company.actor().events().stream()
                            .filter(e -> e instanceof Event.Sent s && s.message() == kind)
                            .map(e -> (Event.Sent) e)
                            .toList();
        }

        // -------------------------------------------------------- what an answer means

        private Verdict verdict(Obligation obligation, Answer answer, List<Term> question) {
            return switch (answer) {
                case Answer.Impossible _ -> new Verdict.Proved(true);
                case Answer.Undecided u -> new Verdict.Unknown("undecided: " + u.why());
                case Answer.Possible p -> {
                    var small = settings.small()
                            ? replayed(obligation, new Smaller(terms, solver, usual).than(p, question))
                            : replayed(obligation, p);
                    yield small instanceof Verdict.Refuted || !settings.small() ? small : replayed(obligation, p);
                }
            };
        }

        private Verdict replayed(Obligation obligation, Answer.Possible answer) {
            var evaluation = usual.evaluation(answer);
            var sets = new Reconstruction(company.actor().sets().asked(), evaluation);
            var concrete = new Concrete(company.actor(), evaluation, sets::ranges);
            var step = concrete.step(protocol, company.actor(), claims.machine(actor), trigger, before);
            var other = claims.machine(1 - actor);
            var meeting = new Meeting(
                    other,
                    concrete.memory(other, rest),
                    ways.flying(true, evaluation, concrete),
                    ways.flying(false, evaluation, concrete));
            try {
                return replay.of(((Obligation.Claim.OfPeers) obligation.claim()).property(), actor, step, meeting);
            } catch (Interpretation.TooLong e) {
                return new Verdict.Unknown("the counterexample is too long to be replayed: " + e.getMessage());
            }
        }
    }
}
