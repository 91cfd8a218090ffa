package dev.sequent.check.system;

import dev.sequent.check.text.MessageText;
import dev.sequent.check.trace.TraceStep;
import dev.sequent.check.trace.TraceStep.Action;
import dev.sequent.check.trace.TraceStep.Change;
import dev.sequent.check.trace.TraceStep.InFlight;
import dev.sequent.check.trace.TraceStep.Rule;
import dev.sequent.check.trace.TraceStep.Sent;
import dev.sequent.language.model.MessageType;
import dev.sequent.runtime.Fault;
import dev.sequent.runtime.Ghosts;
import dev.sequent.runtime.Machine;
import dev.sequent.runtime.Message;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Walks one path through a scenario on machines that live from its first step to its last. The search itself packs and
 * unpacks machines all the time: that both reach the same states shows that nothing is lost in between.
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
    /**
     * The states that {@link #follow} has passed through, the initial one first; a step that breaks off leads to none.
     */
    private final List<int[]> visited = new ArrayList<>();
    /** The transitions that {@link #follow} has taken. */
    private final List<Integer> taken = new ArrayList<>();

    private record Flying(MessageState state, InFlight told, int age) {}

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
        }
        for (List<Message> held : plan.held) {
            channels.add(held.stream()
                    .map(system.components().messages::foreign)
                    .map(m -> new Flying(m, told(m.message, InFlight.OLD_DUPLICATE), 0))
                    .collect(Collectors.toCollection(ArrayList::new)));
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
     * Takes the transitions with those ordinals, from the initial state; once for each object.
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

    /**
     * Follows recorded steps, perhaps from another core: in each state, the transition that is the same action; once
     * for each object.
     *
     * @return the steps that could be taken; all, unless in the state after them there is no such transition, or the
     *     last of them broke off
     */
    public List<TraceStep> follow(List<TraceStep> recorded) {
        return follow(recorded, () -> {});
    }

    /** The same. @param standing called in the initial state, and after each step */
    public List<TraceStep> follow(List<TraceStep> recorded, Runnable standing) {
        var finder = new ActionFinder(plan, lister);
        int[] state = new int[system.width()];
        system.initial(state);
        visited.add(state.clone());
        var steps = new ArrayList<TraceStep>();
        standing.run();
        for (TraceStep wanted : recorded) {
            List<Lister.Transition> all = lister.list(state);
            int ordinal = finder.find(wanted, all, state);
            if (ordinal < 0) {
                break;
            }
            steps.add(step(steps.size() + 1, ordinal, all.get(ordinal), state));
            taken.add(ordinal);
            if (steps.getLast().fault().isPresent()) {
                break;
            }
            state = all.get(ordinal).next();
            visited.add(state.clone());
            standing.run();
        }
        return List.copyOf(steps);
    }

    /** A peer's machine where the replay stands; live. */
    public Machine machine(int peer) {
        return drivers[peer].machine();
    }

    /** What is in flight from a peer where the replay stands, oldest first. */
    public List<Message> inFlight(int sender) {
        return channels.get(plan.out(sender)).stream()
                .map(f -> f.state().message)
                .toList();
    }

    /** Whether the global state after one number of steps of {@link #follow} is the same as after another. */
    public boolean same(int steps, int others) {
        return Arrays.equals(visited.get(steps), visited.get(others));
    }

    /**
     * What the path that {@link #follow} has taken shows.
     *
     * @param loop the number of steps before those that repeat; empty: none do
     */
    public Evidence evidence(OptionalInt loop) {
        return new Evidence(system, visited, taken, loop);
    }

    private TraceStep step(int number, int ordinal, Lister.Transition transition, int[] state) {
        List<Map<String, String>> before = snapshots();
        var step = new Step(number, transition, state);
        Optional<String> fault = step.carryOut();
        if (fault.isEmpty()) {
            check(number, transition.next());
        }
        return new TraceStep(
                number,
                ordinal,
                step.action,
                states(),
                List.copyOf(step.sent),
                step.choices,
                step.answer,
                step.told,
                changes(before, snapshots()),
                step.rules,
                truth(transition.broken()),
                fault);
    }

    /** The search must have been where the machines are now. */
    private void check(int number, int[] expected) {
        for (int p = 0; p < drivers.length; p++) {
            if (!drivers[p].encode().equals(lister.peer(expected, p).bits)) {
                throw elsewhere(number);
            }
        }
    }

    private static IllegalStateException elsewhere(int number) {
        return new IllegalStateException("step " + number + " leads elsewhere on a machine that was never unpacked:"
                + " the core does not encode all of its state");
    }

    /** One step while it is taken. */
    private final class Step {
        private final int number;
        private final Lister.Transition transition;
        private final int[] state;
        private final Action action;
        private Optional<Input> input = Optional.empty();
        private final List<Sent> sent = new ArrayList<>();
        private List<TraceStep.Choice> choices = List.of();
        private List<TraceStep.Told> told = List.of();
        private String answer = "";
        private List<Rule> rules = List.of();

        Step(int number, Lister.Transition transition, int[] state) {
            this.number = number;
            this.transition = transition;
            this.state = state;
            action = begin();
        }

        private Action begin() {
            int who = transition.who();
            int index = transition.index();
            return switch (transition.kind()) {
                case CALL -> {
                    input = Optional.of(new Input.Call(index));
                    yield ActionFinder.call(plan, who, index);
                }
                case TIMEOUT -> {
                    input = Optional.of(new Input.Timeout(index));
                    yield new Action.Timeout(
                            who, plan.peers[who].type().timers().get(index).name());
                }
                case DELIVER, DUPLICATE -> {
                    int channel = plan.peers.length == 1 ? 0 : 1 - who;
                    boolean copyStays = transition.kind() == TransitionKind.DUPLICATE;
                    Flying arriving = take(channel, state, index, !copyStays);
                    input = Optional.of(new Input.Arrival(arriving.state(), false));
                    yield new Action.Deliver(plan.sends(channel), who, arriving.told(), copyStays);
                }
                case ATTACK -> {
                    MessageState forged = system.components().messages.at(index);
                    input = Optional.of(new Input.Arrival(forged, true));
                    yield new Action.Attack(who, told(forged.message, InFlight.FORGED));
                }
                case LOSE -> {
                    Flying lost = take(who, state, index, true);
                    yield new Action.Lose(plan.sends(who), plan.hears(who), lost.told());
                }
                case CRASH -> {
                    drivers[who].crash();
                    yield new Action.Crash(who);
                }
                case TICK -> new Action.Tick(tick());
            };
        }

        /** @return what went wrong */
        Optional<String> carryOut() {
            if (input.isEmpty()) {
                return Optional.empty();
            }
            int peer = transition.who();
            Outcome expected = Objects.requireNonNull(transition.outcome());
            Telling world = worlds[peer];
            world.reset();
            world.choose(expected.choices());
            Optional<String> fault = Optional.empty();
            try {
                answer = answer(peer, action, drivers[peer].step(input.get()));
            } catch (RuntimeException | StackOverflowError e) {
                fault = Optional.of(describe(peer, e));
            }
            if (fault.isPresent() != (expected.next() == null)) {
                throw elsewhere(number);
            }
            for (MessageState message : world.sent()) {
                sent.add(send(plan.out(peer), message));
            }
            choices = world.answers();
            told = world.told();
            rules = rules(expected.points());
            return fault;
        }
    }

    private List<TraceStep.Passing> tick() {
        for (Driver driver : drivers) {
            driver.tick();
        }
        var died = new ArrayList<TraceStep.Passing>();
        for (int c = 0; c < channels.size(); c++) {
            List<Flying> left = new ArrayList<>();
            for (Flying flying : channels.get(c)) {
                if (system.components().channels.dies(flying.state().at(flying.age()))) {
                    died.add(new TraceStep.Passing(plan.sends(c), plan.hears(c), flying.told()));
                } else {
                    left.add(new Flying(flying.state(), flying.told(), flying.age() + 1));
                }
            }
            channels.set(c, left);
        }
        return List.copyOf(died);
    }

    private Flying take(int channel, int[] state, int place, boolean remove) {
        Flight wanted = lister.channel(state, channel).flights.get(place);
        List<Flying> flying = channels.get(channel);
        for (int i = 0; i < flying.size(); i++) {
            if (flying.get(i).state() == wanted.message && flying.get(i).age() == wanted.age) {
                return remove ? flying.remove(i) : flying.get(i);
            }
        }
        throw new IllegalStateException("a message arrives that was never sent");
    }

    private Sent send(int channel, MessageState message) {
        InFlight told = told(message.message, "");
        boolean lost = channels.get(channel).size() >= plan.scenario.network().capacity();
        if (!lost) {
            channels.get(channel).add(new Flying(system.components().messages.travelling(message), told, 0));
        }
        return new Sent(told, lost);
    }

    private InFlight told(Message message, String origin) {
        MessageType type = plan.protocol.messages().get(message.kind());
        var fields = new LinkedHashMap<String, String>();
        type.fields().forEach(f -> fields.put(f.name(), MessageText.value(f, message)));
        String text = MessageText.of(type, message, plan.protocol.messages().size() == 1);
        return new InFlight(++messageIds, type.name(), text, fields, origin);
    }

    private List<Rule> rules(int[] passed) {
        return Arrays.stream(passed)
                .mapToObj(points::at)
                .flatMap(Optional::stream)
                .toList();
    }

    private List<Map<String, String>> snapshots() {
        return IntStream.range(0, drivers.length)
                .mapToObj(p -> worlds[p].snapshot(drivers[p].machine()))
                .toList();
    }

    private static List<Change> changes(List<Map<String, String>> before, List<Map<String, String>> after) {
        var changes = new ArrayList<Change>();
        for (int p = 0; p < before.size(); p++) {
            int peer = p;
            before.get(p).forEach((name, value) -> {
                String now = after.get(peer).getOrDefault(name, value);
                if (!now.equals(value)) {
                    changes.add(new Change(peer, name, value, now));
                }
            });
        }
        return List.copyOf(changes);
    }

    /** @param broken watches of steps that this step has broken */
    private Map<String, Boolean> truth(int[] broken) {
        var machines = new Machine[drivers.length];
        Arrays.setAll(machines, p -> drivers[p].machine());
        var ghosts = new Ghosts[drivers.length];
        Arrays.setAll(ghosts, p -> worlds[p].keeper().ghosts(drivers[p].crashes()));
        var view = new Judge.View(
                machines,
                ghosts,
                channels.stream().allMatch(List::isEmpty),
                channels.stream()
                        .map(c -> c.stream().map(f -> f.state().message).toList())
                        .toList());
        var truth = new LinkedHashMap<String, Boolean>();
        List<Watch> watches = system.watched();
        for (int w = 0; w < watches.size(); w++) {
            Watch watch = watches.get(w);
            int number = w;
            String name = watch.kind().witness() ? "witness " + watch.name() : watch.name();
            if (watch.kind().ofSteps()) {
                boolean holds = Arrays.stream(broken).anyMatch(b -> b == number)
                        == watch.kind().witness();
                truth.merge(name, holds, watch.kind().witness() ? Boolean::logicalOr : Boolean::logicalAnd);
            } else if (!watch.bindings().isEmpty()) {
                boolean every = watch.kind() != Watch.Kind.NEVER && watch.bad();
                truth.merge(name, lister.judge.holds(watch, view), every ? Boolean::logicalAnd : Boolean::logicalOr);
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
                yield action instanceof Action.Call && answer < outcomes.size()
                        ? outcomes.get(answer).name()
                        : "";
            }
        };
    }

    private String describe(int peer, Throwable thrown) {
        String where = thrown instanceof Fault fault
                ? points.at(fault.point()).map(r -> " at " + r.location()).orElse("")
                : "";
        return switch (thrown) {
            case Fault fault -> "fault: " + fault.getMessage() + where;
            case KeepingFault fault ->
                "octets: " + plan.scenario.peers().get(peer).name() + " " + fault.getMessage();
            default -> "the core threw " + thrown;
        };
    }
}
