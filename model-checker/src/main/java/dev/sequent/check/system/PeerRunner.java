package dev.sequent.check.system;

import dev.sequent.runtime.BitReader;
import dev.sequent.runtime.Fault;
import dev.sequent.runtime.Ghosts;
import dev.sequent.runtime.Machine;
import dev.sequent.runtime.Silence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Finds out what one peer does, by running its machine; one for each thread and peer. Results are kept and shared. */
final class PeerRunner {
    private static final Outcome[] NONE = {};
    private static final MessageState[] NOTHING = {};

    private final Plan plan;
    private final int peer;
    private final PeerPlan type;
    private final Components components;
    private final Judge judge;
    private final Recorder recorder;
    private final Driver driver;
    /** The machine as it was before the step, for properties of steps. */
    private final Machine before;

    private final boolean keeps;

    PeerRunner(Plan plan, int peer, Components components, Judge judge) {
        this.plan = plan;
        this.peer = peer;
        this.components = components;
        this.judge = judge;
        type = plan.peers[peer];
        recorder = new Recorder(plan, peer, components.messages);
        driver = new Driver(plan, peer, recorder);
        before = plan.core.machine(type.machine(), plan.parameters, new Silence());
        keeps = plan.keeping.anything(peer) || type.crashes() > 0;
    }

    PeerState initial() {
        return keep();
    }

    /** The peer of those bits, from a checkpoint or another process. */
    PeerState restore(Bits bits) {
        driver.load(bits);
        return keep();
    }

    /** The bits of the next peer in the input, which is not kept. @throws RuntimeException when it cannot be one */
    Bits read(BitReader in) {
        try {
            driver.load(in);
        } catch (RuntimeException e) {
            driver.renew();
            throw e;
        }
        if (!driver.sound()) {
            throw new MalformedState("no state of scenario " + plan.scenario.name() + " has a "
                    + type.type().name() + " like that");
        }
        return driver.encode();
    }

    Outcome[] deliver(PeerState state, MessageState message) {
        Outcome[] known = state.deliveries.find(message.number);
        return known != null
                ? known
                : state.deliveries.put(message.number, run(state, new Input.Arrival(message, false)));
    }

    PeerState.Moves moves(PeerState state) {
        PeerState.Moves known = state.moves();
        return known != null ? known : state.keep(findMoves(state));
    }

    /** The peer a tick later. */
    PeerState older(PeerState state) {
        PeerState known = state.older();
        if (known != null) {
            return known;
        }
        driver.load(state.bits);
        driver.tick();
        return state.keepOlder(keep());
    }

    private PeerState.Moves findMoves(PeerState state) {
        List<Integer> steps = new ArrayList<>();
        boolean badGuard = false;
        driver.load(state.bits);
        for (int s = 0; s < type.steps().length; s++) {
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
        int[] timers =
                IntStream.range(0, type.bounds().length).filter(driver::mayFire).toArray();
        boolean urgent = IntStream.range(0, type.bounds().length).anyMatch(driver::urgent);
        boolean awaiting = IntStream.range(0, type.bounds().length).anyMatch(driver::nears);
        int[] held =
                IntStream.range(0, type.bounds().length).filter(driver::held).toArray();
        boolean waiting = driver.waiting();
        boolean mayCrash = driver.mayCrash();
        return new PeerState.Moves(
                moves(state, steps.stream().mapToInt(s -> s).toArray(), Input.Call::new),
                moves(state, timers, Input.Timeout::new),
                urgent,
                awaiting,
                moves(state, components.attacks[peer], m -> new Input.Arrival(components.messages.at(m), true)),
                mayCrash ? crash(state) : null,
                held,
                waiting,
                badGuard);
    }

    private PeerState.Move[] moves(PeerState state, int[] indexes, IntFunction<Input> input) {
        return Arrays.stream(indexes)
                .mapToObj(i -> new PeerState.Move(i, run(state, input.apply(i))))
                .toArray(PeerState.Move[]::new);
    }

    /** No machine takes a step here: there is nothing to judge. */
    private PeerState.Move crash(PeerState state) {
        driver.load(state.bits);
        driver.crash();
        return new PeerState.Move(0, new Outcome[] {
            components.outcome(new Outcome(
                    components.nextOutcome(),
                    keep(),
                    NOTHING,
                    Outcome.NONE,
                    Outcome.NONE,
                    Outcome.NONE,
                    Outcome.NONE,
                    null))
        });
    }

    /** Every outcome, one for each combination of what chosen runtime functions return. */
    private Outcome[] run(PeerState state, Input input) {
        var outcomes = new ArrayList<Outcome>(1);
        if (judge.judgesSteps(peer)) {
            before.decode(new BitReader(state.bits.words));
        }
        recorder.chooseFirst();
        do {
            driver.load(state.bits);
            recorder.reset();
            outcomes.add(attempt(input));
        } while (recorder.chooseNext());
        return outcomes.toArray(NONE);
    }

    private Outcome attempt(Input input) {
        try {
            driver.step(input);
            return outcome(keep(), broken(input, false), broken(input, true), null);
        } catch (RuntimeException | StackOverflowError e) {
            if (!(e instanceof KeepingFault)) {
                driver.renew();
            }
            if (e instanceof Fault fault && fault.point() >= 0) {
                recorder.at(fault.point());
            }
            return outcome(null, Outcome.NONE, Outcome.NONE, e);
        }
    }

    private int[] broken(Input input, boolean stale) {
        boolean may = !stale || plan.keeping.stale() && input instanceof Input.Arrival arrival && !arrival.forged();
        return judge.judgesSteps(peer) && may
                ? judge.broken(peer, before, driver.machine(), new Happening(type, input, recorder, stale))
                : Outcome.NONE;
    }

    private Outcome outcome(@Nullable PeerState next, int[] broken, int[] brokenIfStale, @Nullable Throwable fault) {
        int[] points = recorder.points();
        components.weigh(120 + 4L * points.length);
        return components.outcome(new Outcome(
                components.nextOutcome(),
                next,
                next == null ? NOTHING : travelling(recorder.sent()),
                recorder.choices(),
                points,
                broken,
                brokenIfStale,
                fault));
    }

    private MessageState[] travelling(MessageState[] sent) {
        return Arrays.stream(sent).map(components.messages::travelling).toArray(MessageState[]::new);
    }

    /** The driver's peer in its present state. */
    private PeerState keep() {
        Bits bits = driver.encode();
        var store = components.peers[peer];
        return store.get(bits, number -> {
            components.weigh(400 + 8L * bits.words.length);
            return new PeerState(
                    number,
                    bits,
                    driver.machine().state(),
                    keeps ? recorder.keeper().ghosts(driver.crashes()) : Ghosts.NONE,
                    recorder.keeper().origin(),
                    recorder.keeper().partner(),
                    judge.violated(peer, driver.machine()));
        });
    }
}
