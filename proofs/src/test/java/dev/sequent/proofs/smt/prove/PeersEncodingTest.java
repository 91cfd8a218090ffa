package dev.sequent.proofs.smt.prove;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.language.Options;
import dev.sequent.language.SpecCompiler;
import dev.sequent.language.interpret.InterpretedCore;
import dev.sequent.language.model.ExprParts;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.MachineType.Trigger;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Type;
import dev.sequent.proofs.smt.encode.Company;
import dev.sequent.proofs.smt.encode.Concrete;
import dev.sequent.proofs.smt.encode.Event;
import dev.sequent.proofs.smt.encode.Execution;
import dev.sequent.proofs.smt.encode.Snapshot;
import dev.sequent.proofs.smt.encode.Value;
import dev.sequent.proofs.smt.term.Evaluation;
import dev.sequent.proofs.smt.term.Term;
import dev.sequent.proofs.smt.term.Terms;
import dev.sequent.runtime.Ghosts;
import dev.sequent.runtime.Machine;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the terms of a claim about two peers say after a step, of what was in flight and of what the step sends, the
 * interpreter says as well: on memories, messages and parameters that were drawn at random.
 */
class PeersEncodingTest {
    private static final long SEED = Long.getLong("sequent.proofs.seed", 20_260_102);
    private static final int DRAWS = Integer.getInteger("sequent.proofs.draws", 40);
    private static final int TURNS = 3;

    /** A question about what is so after a step that ends there, on some path. */
    private record Question(
            PeerClaims.Reading reading, Term path, Term holds, Map<Integer, Value> first, Map<Integer, Value> later) {}

    private final Map<Boolean, Integer> answers = new HashMap<>();

    /**
     * Of two machines of one kind, each counts in the other's spaces. What asks for sets is left out, claims and steps.
     */
    @Test
    void twinsCountAlike() {
        var protocol = SpecCompiler.compile(Path.of("../spec/tcp/tcp.sqt"), Options.NONE)
                .protocol()
                .orElseThrow();
        var random = new Random(SEED);
        for (var all : PeerClaims.of(protocol)) {
            var claims = new PeerClaims(
                    all.one(),
                    all.other(),
                    all.channel(),
                    all.lemmas().stream().filter(PeersEncodingTest::noSets).toList(),
                    all.properties().stream().filter(PeersEncodingTest::noSets).toList());
            assertThat(claims.lemmas()).hasSizeGreaterThan(8);
            Prover.triggers(claims.one())
                    .filter(t -> t.name().matches("STATUS|OPEN|SET-QUICK-ACK|KEEPALIVE-TIMER|RETRANSMISSION"))
                    .forEach(trigger -> {
                        for (var state : claims.one().states()) {
                            if (claims.one().handler(trigger, state).isPresent()) {
                                new Try(protocol, claims, 0, trigger, state).draw(random, Math.max(1, DRAWS / 8));
                            }
                        }
                    });
        }
        System.out.println("tcp, seed " + SEED + ": claims that hold, and that do not: " + answers);
        assertThat(answers).containsKeys(true, false);
    }

    private static boolean noSets(Protocol.Property claim) {
        return ExprParts.all(claim.condition()).noneMatch(e -> e.type() instanceof Type.Ranges);
    }

    @ParameterizedTest
    @ValueSource(strings = {"abp", "gbn"})
    void termsSayWhatTheInterpreterSays(String name) {
        var protocol = SpecCompiler.compile(Path.of("../spec", name, name + ".sqt"), Options.NONE)
                .protocol()
                .orElseThrow();
        var random = new Random(SEED);
        for (var claims : PeerClaims.of(protocol)) {
            for (int seat = 0; seat < 2; seat++) {
                var machine = claims.machine(seat);
                int actor = seat;
                Prover.triggers(machine).forEach(trigger -> {
                    for (var state : machine.states()) {
                        if (machine.handler(trigger, state).isPresent()) {
                            new Try(protocol, claims, actor, trigger, state).draw(random, DRAWS);
                        }
                    }
                });
            }
        }
        System.out.println(name + ", seed " + SEED + ": claims that hold, and that do not: " + answers);
        assertThat(answers).containsKeys(true, false);
    }

    private final class Try {
        private final Protocol protocol;
        private final PeerClaims claims;
        private final int actor;
        private final Trigger trigger;
        private final Terms terms = new Terms();
        private final Company company;
        private final Snapshot before;
        private final Snapshot rest;
        private final List<Execution.Exit> exits;
        private final List<Question> questions = new ArrayList<>();

        Try(Protocol protocol, PeerClaims claims, int actor, Trigger trigger, MachineType.State state) {
            this.protocol = protocol;
            this.claims = claims;
            this.actor = actor;
            this.trigger = trigger;
            var mode = new Execution.LoopMode(Optional.of(TURNS), List.of());
            company = new Company(
                    protocol, claims.machine(actor), claims.machine(1 - actor), terms, new Trusting(), mode);
            before = company.actor().anyMachine(state);
            rest = company.anyOther();
            exits = company.actor().whole(trigger, state, before);
            claims.all().forEach(c -> claims.readings(c).forEach(this::ask));
        }

        private void ask(PeerClaims.Reading reading) {
            for (var exit : exits) {
                var seats = reading.seats().stream()
                        .map(s -> s == actor
                                ? new Execution.Seat(company.actor(), exit.at())
                                : new Execution.Seat(company.other(), rest))
                        .toList();
                var flights = reading.claim().flights();
                if (flights.isEmpty()) {
                    var holds = company.holds(reading.claim().condition(), seats);
                    questions.add(new Question(reading, exit.at().path(), holds, Map.of(), Map.of()));
                    continue;
                }
                boolean toActor = reading.sender().orElseThrow() != actor;
                var type = flights.get().first();
                var messages = new ArrayList<Map<Integer, Value>>();
                var paths = new ArrayList<Term>();
                for (int i = 0; i < 2; i++) {
                    messages.add(company.anyMessage(type, toActor));
                    paths.add(terms.truth(true));
                }
                company.actor().events().stream()
                        .filter(e -> !toActor && e instanceof Event.Sent)
                        .forEach(e -> {
                            messages.add(((Event.Sent) e).fields());
                            paths.add(e.path());
                        });
                for (int i = 0; i < messages.size(); i++) {
                    for (int j = i; j < messages.size(); j++) {
                        if ((i == j) == flights.get().later().isEmpty()) {
                            questions.add(new Question(
                                    reading,
                                    terms.and(exit.at().path(), terms.and(paths.get(i), paths.get(j))),
                                    company.holds(reading.claim(), seats, messages.get(i), messages.get(j)),
                                    messages.get(i),
                                    messages.get(j)));
                        }
                    }
                }
            }
        }

        void draw(Random random, int draws) {
            for (int i = 0; i < draws; i++) {
                var evaluation = new Evaluation(symbol -> symbol.kind() == Term.Kind.TRUTH
                        ? BigInteger.valueOf(random.nextInt(2))
                        : Rehearsal.draw(symbol, random));
                var concrete = new Concrete(company.actor(), evaluation, set -> List.of());
                var step = concrete.step(protocol, company.actor(), claims.machine(actor), trigger, before);
                var core = new InterpretedCore(protocol);
                var interpretation = new Interpretation(protocol, core);
                var whole = interpretation.whole(step).outcome();
                if (!evaluation.truth(company.actor().beyond()) && whole.fault().isEmpty()) {
                    var other = new Concrete.Step(
                            claims.machine(1 - actor),
                            trigger,
                            concrete.memory(claims.machine(1 - actor), rest),
                            step.parameters(),
                            step.now(),
                            Map.of(),
                            List.of());
                    var machines = new Machine[] {whole.after(), interpretation.at(other)};
                    questions.stream()
                            .filter(q -> evaluation.truth(q.path()))
                            .forEach(q -> compare(q, evaluation, concrete, core, machines, step));
                }
            }
        }

        private void compare(
                Question question,
                Evaluation evaluation,
                Concrete concrete,
                InterpretedCore core,
                Machine[] machines,
                Concrete.Step step) {
            var claim = question.reading().claim();
            int number = protocol.properties().indexOf(claim);
            var peers = question.reading().seats().stream()
                    .map(s -> s == actor ? machines[0] : machines[1])
                    .toArray(Machine[]::new);
            boolean seen = claim.flights()
                    .map(f -> {
                        var way = PeerReplay.messages(
                                core,
                                List.of(flying(f, question.first(), concrete), flying(f, question.later(), concrete)));
                        return core.properties().inFlight(number, peers, new Ghosts[0], way.getFirst(), way.getLast());
                    })
                    .orElseGet(() -> core.properties().property(number, 0, peers, new Ghosts[0], false));
            boolean predicted = evaluation.truth(question.holds());
            assertThat(predicted)
                    .as(
                            "%s, seed %d: %s in %s",
                            claim.name(), SEED, step.trigger().name(), step)
                    .isEqualTo(seen);
            answers.merge(seen, 1, Integer::sum);
        }

        private static Meeting.Flying flying(
                Protocol.Property.Flights flights, Map<Integer, Value> fields, Concrete concrete) {
            var known = new HashMap<Integer, OptionalLong>();
            fields.forEach((i, v) -> known.put(i, concrete.scalar(v)));
            return new Meeting.Flying(flights.first(), known);
        }
    }
}
