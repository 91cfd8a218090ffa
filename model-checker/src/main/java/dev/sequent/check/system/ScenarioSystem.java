package dev.sequent.check.system;

import dev.sequent.check.engine.TransitionSystem;
import dev.sequent.check.liveness.Marks;
import dev.sequent.runtime.BitWriter;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A scenario over a core, ready to be explored: one number for each peer and for each channel. */
public final class ScenarioSystem implements TransitionSystem {
    private final Plan plan;
    private final Watches watches;
    private final Components components;
    private final int[] initial;
    private final List<Scout> scouts = new ArrayList<>();
    private final Judge judge;
    private final Actions actions;
    private final Saving before;
    private final StateReader reader;

    /** @throws IllegalArgumentException when the scenario asks for something that cannot be explored */
    public static ScenarioSystem of(Plan plan) {
        return new ScenarioSystem(plan);
    }

    private ScenarioSystem(Plan plan) {
        this.plan = plan;
        watches = new Watches(plan);
        components = new Components(plan);
        actions = new Actions(plan, components.labels, !watches.claims().isEmpty());
        initial = new int[width()];
        judge = new Judge(plan, watches);
        before = new Saving(components);
        reader = reader();
        for (int p = 0; p < plan.peers.length; p++) {
            initial[p] = new PeerRunner(plan, p, components, judge).initial().number;
            initial[plan.peers.length + p] = components.channels.holding(plan.held.get(p).stream()
                            .map(components.messages::foreign)
                            .toList())
                    .number;
        }
    }

    public Plan plan() {
        return plan;
    }

    /** What is watched for; a watch's number is its place. */
    public List<Watch> watched() {
        return watches.all();
    }

    /** What is judged over the graph; if anything is, states are marked for it. */
    public List<Claim> claims() {
        return watches.claims();
    }

    /** What states are marked with. */
    public Marks marks() {
        return components.marks;
    }

    Watches watchTable() {
        return watches;
    }

    Components components() {
        return components;
    }

    @Override
    public int width() {
        return 2 * plan.peers.length;
    }

    @Override
    public void initial(int[] into) {
        System.arraycopy(initial, 0, into, 0, initial.length);
    }

    @Override
    public int watches() {
        return watches.count();
    }

    @Override
    public boolean bad(int watch) {
        // Faults and deadlocks are always counted, even if not asked for.
        return watches.at(watch).bad() && plan.asks(watches.at(watch).name());
    }

    /** A step can be a fault, and a state in which the condition of a user's step is one. */
    @Override
    public boolean hitsBoth(int watch) {
        return watch == Watches.FAULT;
    }

    @Override
    public Expander expander() {
        var scout = new Scout(plan, components, watches, actions);
        scouts.add(scout);
        return scout;
    }

    @Override
    public long bytes() {
        return components.bytes();
    }

    /** What the transitions are labelled with. */
    public Actions actions() {
        return actions;
    }

    @Override
    public void save(DataOutput out) throws IOException {
        before.save(out, this);
    }

    @Override
    public void load(DataInput in) throws IOException {
        var runners = new PeerRunner[plan.peers.length];
        Arrays.setAll(runners, p -> new PeerRunner(plan, p, components, judge));
        before.load(in, runners);
    }

    /**
     * A state in full: every peer's encoding, then every channel's count and messages, with clocks each with its age.
     * Self-delimiting, and independent of the process.
     */
    public void encode(int[] state, BitWriter out) {
        var peers = new ArrayList<Bits>();
        var channels = new ArrayList<FullState.Channel>();
        for (int p = 0; p < plan.peers.length; p++) {
            peers.add(components.peers[p].at(state[p]).bits);
            ChannelState channel = components.channels.at(state[plan.peers.length + p]);
            channels.add(new FullState.Channel(
                    channel.losses,
                    channel.flights.stream()
                            .map(f -> new FullState.Letter(f.message.bits, f.age))
                            .toList()));
        }
        new FullState(peers, channels).write(plan.clock.ticks(), out);
    }

    /**
     * The state that was encoded, in this process or in one with the same core and scenario; {@link PortableStates}
     * makes sure that they are the same.
     *
     * @param words which hold it, from the first bit on
     * @param bits how many it takes
     * @throws MalformedState when they are not a state of this scenario, or there are too many of them
     */
    public int[] decode(long[] words, int bits) {
        synchronized (reader) {
            return reader.read(words, bits);
        }
    }

    /** For one thread. */
    StateReader reader() {
        return new StateReader(plan, components, judge);
    }

    /** The states of the machines, by their ordinals, one for each peer. */
    public int[] machineStates(int[] state) {
        int[] states = new int[plan.peers.length];
        Arrays.setAll(states, p -> components.peers[p].at(state[p]).state);
        return states;
    }

    /** What was counted so far. */
    public Counts counts() {
        return new Counts(overflows(), held(), ends(), passed());
    }

    /** Sends so far that found the channel full and were lost; each transition counts. */
    long overflows() {
        return before.overflows + scouts.stream().mapToLong(s -> s.overflows).sum();
    }

    /** States so far in which a running timer could not fire because its bound was reached. */
    long held() {
        return before.held + scouts.stream().mapToLong(s -> s.held).sum();
    }

    /** States so far in which nothing can happen and nobody waits, by the states of the machines. */
    Map<String, Long> ends() {
        var sum = new TreeMap<String, Long>(before.ends);
        scouts.forEach(s -> s.ends.forEach((k, v) -> sum.merge(k, v, Long::sum)));
        return sum;
    }

    /** How often each trace point was passed so far, over all transitions; indexed by point, as long as needed. */
    long[] passed() {
        long[] sum = before.passedBefore();
        for (Outcome outcome : components.outcomes()) {
            long taken =
                    scouts.stream().mapToLong(s -> s.taken(outcome.number())).sum();
            for (int point : outcome.points()) {
                if (point >= sum.length) {
                    sum = Arrays.copyOf(sum, Math.max(point + 1, 2 * sum.length));
                }
                sum[point] += taken;
            }
        }
        return sum;
    }
}
