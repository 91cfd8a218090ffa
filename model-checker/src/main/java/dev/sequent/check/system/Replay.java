package dev.sequent.check.system;

import dev.sequent.check.figure.MessageText;
import dev.sequent.check.trace.TraceStep;
import dev.sequent.check.trace.TraceStep.Action;
import dev.sequent.check.trace.TraceStep.Change;
import dev.sequent.check.trace.TraceStep.InFlight;
import dev.sequent.check.trace.TraceStep.Rule;
import dev.sequent.check.trace.TraceStep.Sent;
import dev.sequent.runtime.Fault;
import dev.sequent.runtime.Ghosts;
import dev.sequent.runtime.Machine;
import dev.sequent.spec.model.MessageType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Walks one way through a scenario on machines that live from its first step to its last. The search itself packs and
 * unpacks machines all the time: that both come to the same states shows that nothing is lost in between.
 */
public final class Replay {
    private final ScenarioSystem system;
    private final Plan plan;
    private final Points points;
    private final Lister lister;
    private final Telling[] worlds;
    private final Driver[] drivers;
    private final List<List<Flying>> channels = new ArrayList<>();
    private int messageIds;

    private record Flying(MessageState state, InFlight told) {}

    public Replay(ScenarioSystem system, Points points) {
        this.system = system;
        this.points = points;
        plan = system.plan();
        lister = new Lister(plan, system.components(), system.watchTable());
        worlds = new Telling[plan.peers.length];
        drivers = new Driver[plan.peers.length];
        for (int p = 0; p < drivers.length; p++) {
            worlds[p] = new Telling(plan, p, system.components().messages);
            drivers[p] = new Driver(plan, p, worlds[p]);
            channels.add(new ArrayList<>());
        }
    }

    /** The states of the machines now. */
    public List<String> states() {
        var names = new ArrayList<String>();
        for (int p = 0; p < drivers.length; p++) {
            var type = plan.peers[p].type();
            names.add(type.states().get(drivers[p].machine().state()).name());
        }
        return List.copyOf(names);
    }

    /**
     * Takes the transitions of those ordinals, from the initial state; once for each object.
     *
     * @throws IllegalStateException when a machine ends up elsewhere than in the search: its encoding is not faithful
     */
    public List<TraceStep> run(int[] ordinals) {
        int[] state = new int[system.width()];
        system.initial(state);
        var steps = new ArrayList<TraceStep>();
        for (int i = 0; i < ordinals.length; i++) {
            List<Lister.Transition> all = lister.list(state);
            if (ordinals[i] >= all.size()) {
                throw new IllegalStateException("step " + (i + 1) + " is transition " + ordinals[i] + " of only "
                        + all.size() + ": the trace belongs to another core or scenario");
            }
            Lister.Transition transition = all.get(ordinals[i]);
            steps.add(step(i + 1, ordinals[i], transition, state));
            state = transition.next();
        }
        return List.copyOf(steps);
    }

    private TraceStep step(int number, int ordinal, Lister.Transition transition, int[] state) {
        if (transition.kind() == Walker.Kind.LOSE) {
            int channel = transition.who();
            Flying lost = take(channel, state, transition.index(), true);
            return new TraceStep(number, ordinal, new Action.Lose(channel, plan.hears(channel), lost.told()), states(),
                    List.of(), List.of(), "", List.of(), List.of(), List.of(), truth(), Optional.empty());
        }
        int peer = transition.who();
        Action action;
        Input input;
        switch (transition.kind()) {
            case CALL -> {
                input = new Input.Call(transition.index());
                action = call(peer, transition.index());
            }
            case TIMEOUT -> {
                input = new Input.Timeout(transition.index());
                action = new Action.Timeout(
                        peer, plan.peers[peer].type().timers().get(transition.index()).name());
            }
            default -> {
                int channel = plan.peers.length == 1 ? 0 : 1 - peer;
                boolean copyStays = transition.kind() == Walker.Kind.DUPLICATE;
                Flying arriving = take(channel, state, transition.index(), !copyStays);
                input = new Input.Arrival(arriving.state());
                action = new Action.Deliver(channel, peer, arriving.told(), copyStays);
            }
        }
        return drive(number, ordinal, action, input, peer, transition);
    }

    private TraceStep drive(
            int number, int ordinal, Action action, Input input, int peer, Lister.Transition transition) {
        Outcome expected = java.util.Objects.requireNonNull(transition.outcome());
        Telling world = worlds[peer];
        Driver driver = drivers[peer];
        Map<String, String> before = world.snapshot(driver.machine());
        world.reset();
        world.choose(expected.choices());
        int answer = Machine.DONE;
        Optional<String> fault = Optional.empty();
        try {
            answer = driver.step(input);
            world.side().violation().ifPresent(wrong -> {
                throw new PayloadFault(wrong);
            });
        } catch (RuntimeException | StackOverflowError e) {
            fault = Optional.of(describe(e));
        }
        PeerState next = expected.next();
        boolean same = fault.isPresent() ? next == null : next != null && driver.encode().equals(next.bits);
        if (!same) {
            throw new IllegalStateException("step " + number + " leads elsewhere on a machine that was never unpacked:"
                    + " the core does not encode all of its state");
        }
        List<Sent> sent = new ArrayList<>();
        for (MessageState message : world.sent) {
            sent.add(send(plan.out(peer), message));
        }
        return new TraceStep(number, ordinal, action, states(), sent, world.answers(), answer(peer, action, answer),
                world.told(), changes(peer, before, world.snapshot(driver.machine())), rules(expected.points()),
                truth(), fault);
    }

    private Action.Call call(int peer, int step) {
        Plan.Peer type = plan.peers[peer];
        Plan.Step taken = type.steps()[step];
        int calls = type.type().calls().size();
        var call = taken.call() < calls
                ? type.type().calls().get(taken.call())
                : type.type().events().get(taken.call() - calls);
        String arguments = Telling.arguments(call.parameters(), taken.arguments());
        return new Action.Call(peer, call.name(), call.name() + (arguments.isEmpty() ? "" : " " + arguments));
    }

    private Flying take(int channel, int[] state, int place, boolean remove) {
        MessageState wanted = lister.channel(state, channel).messages.get(place);
        List<Flying> flying = channels.get(channel);
        for (int i = 0; i < flying.size(); i++) {
            if (flying.get(i).state() == wanted) {
                return remove ? flying.remove(i) : flying.get(i);
            }
        }
        throw new IllegalStateException("a message arrives that was never sent");
    }

    private Sent send(int channel, MessageState message) {
        MessageType type = plan.protocol.messages().get(message.message.kind());
        var fields = new LinkedHashMap<String, String>();
        type.fields().forEach(f -> fields.put(f.name(), MessageText.value(f, message.message)));
        String text = MessageText.of(type, message.message, plan.protocol.messages().size() == 1);
        var told = new InFlight(++messageIds, type.name(), text, fields);
        boolean lost = channels.get(channel).size() >= plan.scenario.network().capacity();
        if (!lost) {
            channels.get(channel).add(new Flying(message, told));
        }
        return new Sent(told, lost);
    }

    private List<Rule> rules(int[] passed) {
        return Arrays.stream(passed)
                .mapToObj(points::at)
                .flatMap(Optional::stream)
                .toList();
    }

    private static List<Change> changes(int peer, Map<String, String> before, Map<String, String> after) {
        var changes = new ArrayList<Change>();
        before.forEach((name, value) -> {
            String now = after.getOrDefault(name, value);
            if (!now.equals(value)) {
                changes.add(new Change(peer, name, value, now));
            }
        });
        return List.copyOf(changes);
    }

    private Map<String, Boolean> truth() {
        var machines = new Machine[drivers.length];
        Arrays.setAll(machines, p -> drivers[p].machine());
        var ghosts = new Ghosts[drivers.length];
        Arrays.fill(ghosts, Ghosts.NONE);
        var view = new Judge.View(machines, ghosts, channels.stream().allMatch(List::isEmpty));
        var truth = new LinkedHashMap<String, Boolean>();
        for (Watch watch : system.watched()) {
            if (!watch.bindings().isEmpty()) {
                String name = watch.kind() == Watch.Kind.WITNESS ? "witness " + watch.name() : watch.name();
                truth.put(name, lister.judge.holds(watch, view));
            }
        }
        for (Claim claim : system.claims()) {
            truth.put(claim.watch().name(), lister.judge.holds(claim.watch(), view));
            if (claim.parts() > 1) {
                truth.put(claim.watch().name() + " ~>", lister.judge.holds(claim.watch(), 1, view));
            }
        }
        return truth;
    }

    private String answer(int peer, Action action, int answer) {
        return switch (answer) {
            case Machine.DONE -> "";
            case Machine.DROP -> "drop";
            case Machine.IGNORED -> "ignored";
            default -> {
                var outcomes = plan.peers[peer].type().outcomes();
                yield action instanceof Action.Call && answer < outcomes.size() ? outcomes.get(answer).name() : "";
            }
        };
    }

    private String describe(Throwable thrown) {
        String where = thrown instanceof Fault fault
                ? points.at(fault.point()).map(r -> " at " + r.location()).orElse("")
                : "";
        return switch (thrown) {
            case Fault fault -> "fault: " + fault.getMessage() + where;
            case PayloadFault fault -> "payload: " + fault.getMessage();
            default -> "the core threw " + thrown;
        };
    }
}
