package dev.sequent.check.system;

import dev.sequent.runtime.Fault;
import java.util.ArrayList;
import java.util.List;

/** Finds out what one peer does, by running its machine; one for each thread and peer. Results are kept and shared. */
final class PeerRunner {
    private static final Outcome[] NONE = {};

    private final Plan plan;
    private final int peer;
    private final Components components;
    private final Judge judge;
    private final Recorder recorder;
    private final Driver driver;

    PeerRunner(Plan plan, int peer, Components components, Judge judge) {
        this.plan = plan;
        this.peer = peer;
        this.components = components;
        this.judge = judge;
        recorder = new Recorder(plan, components.messages, plan.payload.side(peer));
        driver = new Driver(plan, peer, recorder);
    }

    PeerState initial() {
        return keep();
    }

    /** The peer of those bits, from a checkpoint. */
    PeerState restore(Bits bits) {
        driver.load(bits);
        return keep();
    }

    Outcome[] deliver(PeerState state, MessageState message) {
        Outcome[] known = state.deliveries.find(message.number);
        return known != null ? known : state.deliveries.put(message.number, run(state, new Input.Arrival(message)));
    }

    PeerState.Moves moves(PeerState state) {
        PeerState.Moves known = state.moves();
        return known != null ? known : state.keep(findMoves(state));
    }

    private PeerState.Moves findMoves(PeerState state) {
        List<Integer> steps = new ArrayList<>();
        List<Integer> timers = new ArrayList<>();
        List<Integer> held = new ArrayList<>();
        boolean badGuard = false;
        driver.load(state);
        for (int s = 0; s < plan.peers[peer].steps().length; s++) {
            if (driver.due(s)) {
                try {
                    if (driver.enabled(s)) {
                        steps.add(s);
                    }
                } catch (RuntimeException e) {
                    badGuard = true;
                }
            }
        }
        for (int t = 0; t < plan.peers[peer].bounds().length; t++) {
            if (driver.mayFire(t)) {
                timers.add(t);
            }
            if (driver.held(t)) {
                held.add(t);
            }
        }
        boolean waiting = driver.waiting();
        boolean gone = driver.gone();
        var calls = steps.stream()
                .map(s -> new PeerState.Move(s, run(state, new Input.Call(s))))
                .toArray(PeerState.Move[]::new);
        var timeouts = timers.stream()
                .map(t -> new PeerState.Move(t, run(state, new Input.Timeout(t))))
                .toArray(PeerState.Move[]::new);
        return new PeerState.Moves(calls, timeouts, held.stream().mapToInt(t -> t).toArray(), waiting, gone, badGuard);
    }

    /** Every outcome, one for each combination of what chosen runtime functions return. */
    private Outcome[] run(PeerState state, Input input) {
        var outcomes = new ArrayList<Outcome>(1);
        recorder.chooseFirst();
        do {
            driver.load(state);
            recorder.reset();
            outcomes.add(attempt(input));
        } while (recorder.chooseNext());
        return outcomes.toArray(NONE);
    }

    private Outcome attempt(Input input) {
        try {
            driver.step(input);
            recorder.side().violation().ifPresent(wrong -> {
                throw new PayloadFault(wrong);
            });
            PeerState next = keep();
            return outcome(next, null);
        } catch (RuntimeException | StackOverflowError e) {
            driver.renew();
            if (e instanceof Fault fault && fault.point() >= 0) {
                recorder.at(fault.point());
            }
            return outcome(null, e);
        }
    }

    private Outcome outcome(
            @org.jspecify.annotations.Nullable PeerState next, @org.jspecify.annotations.Nullable Throwable fault) {
        int[] points = recorder.points();
        components.weigh(120 + 4L * points.length);
        return components.outcome(new Outcome(
                components.nextOutcome(),
                next,
                recorder.sent.toArray(MessageState[]::new),
                recorder.choices(),
                points,
                fault));
    }

    /** The driver's peer as it now stands. */
    private PeerState keep() {
        Bits bits = driver.encode();
        var store = components.peers[peer];
        return store.get(bits, number -> {
            components.weigh(400 + 8L * bits.words.length);
            return new PeerState(
                    number,
                    peer,
                    bits,
                    driver.machine().state(),
                    driver.position(),
                    driver.fired(),
                    judge.violated(peer, driver.machine()));
        });
    }
}
