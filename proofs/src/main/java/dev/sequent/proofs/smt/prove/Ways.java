package dev.sequent.proofs.smt.prove;

import dev.sequent.language.model.MachineType.Trigger;
import dev.sequent.language.model.MessageType;
import dev.sequent.proofs.smt.encode.Company;
import dev.sequent.proofs.smt.encode.Concrete;
import dev.sequent.proofs.smt.encode.Value;
import dev.sequent.proofs.smt.solve.Solver;
import dev.sequent.proofs.smt.term.Evaluation;
import dev.sequent.proofs.smt.term.Term;
import dev.sequent.proofs.smt.term.Terms;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is in flight between two machines before a step, as far as claims about every message, and every two of them,
 * go: any message of each kind, any other that may arrive later, and the one that arrives. What holds of these holds of
 * all, since nothing else is known of them.
 */
final class Ways {
    /**
     * A message in flight.
     *
     * @param toActor whether the machine that takes the step will receive it
     * @param there whether there is such a message
     */
    record Ghost(MessageType type, boolean toActor, Term there, Map<Integer, Value> fields) {}

    /** The first may arrive before the other. @param both whether there are two such messages */
    record Pair(Ghost first, Ghost later, Term both) {}

    private final Terms terms;
    private final Company company;
    private final Channel channel;
    private final Optional<Ghost> arriving;
    /** Any, and any that comes after one of these. */
    private final List<Ghost> any = new ArrayList<>();

    private final List<Ghost> further = new ArrayList<>();
    /** Of ghosts that may be what arrives: whether they are. */
    private final Map<Ghost, Term> arrives = new HashMap<>();

    Ways(PeerClaims claims, int actor, Company company, Terms terms, Solver solver, Trigger trigger) {
        this.terms = terms;
        this.company = company;
        this.channel = claims.channel();
        this.arriving = trigger instanceof Trigger.Arrival t
                ? Optional.of(new Ghost(
                        t.message(), true, terms.truth(true), company.actor().expected(t)))
                : Optional.empty();
        for (boolean toActor : List.of(true, false)) {
            for (var type : claims.machine(toActor ? actor : 1 - actor).receives()) {
                any.add(ghost(type, toActor));
                further.add(ghost(type, toActor));
            }
        }
        // What comes after another message is not the first that arrives, where the order is kept.
        any.forEach(g -> mayArrive(g, solver));
        if (channel == Channel.HISTORY) {
            further.forEach(g -> mayArrive(g, solver));
        }
    }

    private Ghost ghost(MessageType type, boolean toActor) {
        return new Ghost(type, toActor, terms.truth("there is " + type.name()), company.anyMessage(type, toActor));
    }

    private void mayArrive(Ghost ghost, Solver solver) {
        arriving.filter(h -> ghost.toActor() && h.type().equals(ghost.type())).ifPresent(h -> {
            var is = terms.truth("it arrives");
            arrives.put(ghost, is);
            solver.require(terms.implies(is, company.same(h.type(), h.fields(), ghost.fields())));
        });
    }

    /**
     * Those of a kind that were in flight before the step, whatever else is: with {@code before}, what arrives, too.
     */
    List<Ghost> old(MessageType type, boolean toActor, boolean before) {
        var found = new ArrayList<Ghost>();
        arriving.filter(h -> before).ifPresent(found::add);
        found.addAll(any);
        if (before) {
            found.addAll(further);
        }
        found.removeIf(g -> g.toActor() != toActor || !g.type().equals(type));
        return found;
    }

    /** Two that were in flight; with {@code before}, one of them may be what arrives. */
    List<Pair> pairs(MessageType first, MessageType later, boolean toActor, boolean before) {
        var found = new ArrayList<Pair>();
        if (before) {
            arriving.ifPresent(h -> {
                any.forEach(g -> found.add(pair(h, g)));
                further.forEach(g -> found.add(pair(h, g)));
            });
        }
        any.forEach(g -> further.forEach(f -> found.add(pair(g, f))));
        if (channel == Channel.HISTORY) {
            for (var pair : List.copyOf(found)) {
                found.add(new Pair(pair.later(), pair.first(), pair.both()));
            }
        }
        found.removeIf(p -> p.first().toActor() != toActor
                || p.later().toActor() != toActor
                || !p.first().type().equals(first)
                || !p.later().type().equals(later));
        return found;
    }

    private Pair pair(Ghost first, Ghost later) {
        var both = terms.and(first.there(), later.there());
        if (arriving.filter(h -> h == first).isPresent()) {
            both = terms.and(both, terms.not(arrives.getOrDefault(later, terms.truth(false))));
        }
        return new Pair(first, later, both);
    }

    /** Whether what is sent later may also arrive earlier. */
    boolean anyOrder() {
        return channel == Channel.HISTORY;
    }

    // ------------------------------------------------------------ as it may be

    /** What is in flight in one direction, oldest first. */
    List<Meeting.Flying> flying(boolean toActor, Evaluation evaluation, Concrete concrete) {
        var found = new ArrayList<Meeting.Flying>();
        arriving.filter(h -> toActor).ifPresent(h -> found.add(flying(h, concrete)));
        for (var ghosts : List.of(any, further)) {
            for (var ghost : ghosts) {
                boolean another = !evaluation.truth(arrives.getOrDefault(ghost, terms.truth(false)));
                if (ghost.toActor() == toActor && evaluation.truth(ghost.there()) && another) {
                    found.add(flying(ghost, concrete));
                }
            }
        }
        return found;
    }

    private static Meeting.Flying flying(Ghost ghost, Concrete concrete) {
        var fields = new HashMap<Integer, OptionalLong>();
        ghost.fields().forEach((i, v) -> fields.put(i, concrete.scalar(v)));
        return new Meeting.Flying(ghost.type(), fields);
    }
}
