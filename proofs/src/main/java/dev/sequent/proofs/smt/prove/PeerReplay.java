package dev.sequent.proofs.smt.prove;

import dev.sequent.language.interpret.InterpretedCore;
import dev.sequent.language.interpret.UnspecifiedBehaviour;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Protocol.Property;
import dev.sequent.proofs.smt.encode.Concrete;
import dev.sequent.runtime.Core;
import dev.sequent.runtime.Fault;
import dev.sequent.runtime.Ghosts;
import dev.sequent.runtime.Machine;
import dev.sequent.runtime.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Takes a step that is said to break a claim about two peers, in the interpreter and on the generated core. */
public final class PeerReplay {
    private final Protocol protocol;
    private final PeerClaims claims;
    private final Core core;
    private final Replay replay;
    private final List<String> betweenBatches;

    /** @param core made of that protocol @param resting invariants that hold between batches only */
    PeerReplay(Protocol protocol, PeerClaims claims, Core core, Set<MachineType.Invariant> resting) {
        this.betweenBatches = resting.stream().map(MachineType.Invariant::name).toList();
        this.protocol = protocol;
        this.claims = claims;
        this.core = core;
        this.replay = new Replay(protocol, core);
    }

    /** Two machines of one core, and what is in flight. @param flying by its receiver: to the actor, from the actor */
    private record View(Core core, Machine actor, Machine other, Map<Boolean, List<Message>> flying) {}

    /**
     * What comes of it.
     *
     * @param actor which of the two machines takes the step
     * @throws Replay.CoresDiffer if interpreter and core do not do the same
     * @throws Interpretation.TooLong see there
     */
    Verdict of(Property claim, int actor, Concrete.Step step, Meeting meeting) {
        var taken = replay.take(step);
        var broken = new ArrayList<>(replay.broken(step, taken.before()));
        if (Batches.inside(step.trigger())) {
            broken.removeAll(betweenBatches);
        }
        var interpreter = new InterpretedCore(protocol);
        var resting = new Concrete.Step(
                meeting.other(), step.trigger(), meeting.memory(), step.parameters(), step.now(), Map.of(), List.of());
        var rest = new Interpretation(protocol, interpreter).at(resting);
        // It does nothing now, but may be in the middle of a batch.
        replay.broken(resting, rest).stream()
                .filter(i -> !betweenBatches.contains(i))
                .forEach(broken::add);
        var before = view(interpreter, taken.before(), rest, meeting, List.of());
        for (var lemma : claims.lemmas()) {
            if (!holds(lemma, actor, before)) {
                broken.add(lemma.name());
            }
        }
        if (!holds(claim, actor, before)) {
            broken.add(claim.name());
        }
        if (!broken.isEmpty()) {
            return new Verdict.Unknown("too coarse: the counterexample breaks " + broken.getFirst());
        }
        boolean young = young(claims.machine(actor), taken.before())
                && young(claims.machine(actor), taken.after())
                && young(claims.machine(1 - actor), rest);
        if (!young) {
            return new Verdict.Unknown("too coarse: more numbers have come in order than the claims are about");
        }
        if (taken.fault().isPresent()) {
            return new Verdict.Unknown("too coarse: taken by the interpreter, it ends in a fault");
        }
        var sent = taken.sent();
        boolean holds = holds(claim, actor, view(interpreter, taken.after(), rest, meeting, sent));
        var generated = new Interpretation(protocol, core);
        var again = generated.take(step);
        boolean there = holds(claim, actor, view(core, again.after(), generated.at(resting), meeting, again.sent()));
        if (holds != there) {
            throw new Replay.CoresDiffer(
                    claim.name() + ": interpreted " + holds + ", generated " + there + "\n" + step);
        }
        return holds
                ? new Verdict.Unknown("too coarse: taken by the interpreter, it holds")
                : new Verdict.Refuted(step, Optional.of(meeting), claim.name() + " does not hold afterwards");
    }

    private static boolean young(MachineType machine, Machine at) {
        var begun = machine.incoming().flatMap(MachineType.Incoming::since);
        var next = machine.incoming().flatMap(MachineType.Incoming::next);
        return begun.isEmpty()
                || next.isEmpty()
                || (int) (at.variable(next.get().index())
                                - at.variable(begun.get().index()))
                        >= 0;
    }

    private static View view(Core core, Machine actor, Machine other, Meeting meeting, List<Message> sent) {
        var going = new ArrayList<>(messages(core, meeting.going()));
        going.addAll(sent);
        return new View(core, actor, other, Map.of(true, messages(core, meeting.coming()), false, going));
    }

    static List<Message> messages(Core core, List<Meeting.Flying> flying) {
        return flying.stream()
                .map(f -> {
                    var message = core.message(f.type().kind());
                    f.fields().forEach((field, value) -> value.ifPresent(v -> message.set(field, v)));
                    return message;
                })
                .toList();
    }

    // ------------------------------------------------------------ claims

    private boolean holds(Property claim, int actor, View view) {
        return claims.readings(claim).stream().allMatch(r -> holds(r, actor, view));
    }

    private boolean holds(PeerClaims.Reading reading, int actor, View view) {
        var claim = reading.claim();
        int number = protocol.properties().indexOf(claim);
        var machines = reading.seats().stream()
                .map(s -> s == actor ? view.actor() : view.other())
                .toArray(Machine[]::new);
        try {
            if (claim.flights().isEmpty()) {
                return view.core().properties().property(number, 0, machines, new Ghosts[0], false)
                        == (claim.kind() != Property.Kind.NEVER);
            }
            return inFlight(reading, number, actor, machines, view);
        } catch (Fault | UnspecifiedBehaviour e) {
            return false;
        }
    }

    private boolean inFlight(PeerClaims.Reading reading, int number, int actor, Machine[] machines, View view) {
        var flights = reading.claim().flights().orElseThrow();
        boolean toActor = reading.sender().orElseThrow() != actor;
        var flying = view.flying().getOrDefault(toActor, List.of());
        boolean anyOrder = claims.channel() == Channel.HISTORY;
        for (int i = 0; i < flying.size(); i++) {
            for (int j = 0; j < flying.size(); j++) {
                boolean meant = flights.later().isEmpty() ? i == j : i < j || i > j && anyOrder;
                var first = flying.get(i);
                var later = flying.get(j);
                if (meant
                        && flights.are(first.kind(), later.kind())
                        && !view.core().properties().inFlight(number, machines, new Ghosts[0], first, later)) {
                    return false;
                }
            }
        }
        return true;
    }
}
