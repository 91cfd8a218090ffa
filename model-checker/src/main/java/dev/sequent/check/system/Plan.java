package dev.sequent.check.system;

import dev.sequent.check.text.MessageText;
import dev.sequent.check.text.ValueText;
import dev.sequent.language.interpret.Assumptions;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Scenario;
import dev.sequent.runtime.Core;
import dev.sequent.runtime.Message;
import dev.sequent.runtime.Parameters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** A scenario, resolved to the numbers that the core's interfaces speak in. Shared by all threads, never changed. */
public final class Plan {
    final Protocol protocol;
    final Scenario scenario;
    final int scenarioNumber;
    final Core core;
    final Parameters parameters;
    private final Set<String> only;
    private final Map<Integer, Long> settings = new TreeMap<>();
    final PeerPlan[] peers;
    final Functions functions;
    final TickClock clock;
    /** What is in flight at first, for each channel, oldest first; read only. */
    final List<List<Message>> held;
    /** The properties that are asked for. */
    final List<Checked> checked;

    final Keeping keeping;

    /** Everything that the scenario checks is watched for. @throws IllegalArgumentException as below */
    public Plan(Protocol protocol, Core core, Scenario scenario, Map<String, Long> set) {
        this(protocol, core, scenario, set, Set.of());
    }

    /**
     * @param set parameters by name, with values in generic form; they override what the scenario sets
     * @param only names of what is watched for, see {@link dev.sequent.check.CheckOptions#only}; empty: everything that
     *     the scenario checks
     * @throws IllegalArgumentException when the scenario asks for something that cannot be explored; the message says
     *     what and where
     */
    public Plan(Protocol protocol, Core core, Scenario scenario, Map<String, Long> set, Set<String> only) {
        this.protocol = protocol;
        this.only = Set.copyOf(only);
        this.scenario = scenario;
        this.core = core;
        scenarioNumber = protocol.scenarios().indexOf(scenario);
        if (scenarioNumber < 0) {
            throw new IllegalArgumentException("the scenario " + scenario.name() + " is not one of " + protocol.name());
        }
        int count = scenario.peers().size();
        if (count < 1 || count > 2) {
            throw new IllegalArgumentException(scenario.span() + ": scenario " + scenario.name() + " has " + count
                    + " peers; messages carry no address, so that one or two can be explored");
        }
        parameters = core.parameters().copy();
        for (Scenario.Setting setting : scenario.settings()) {
            settings.put(setting.param().index(), setting.value());
        }
        set.forEach((name, value) -> settings.put(param(protocol, name, value).index(), value));
        settings.forEach(parameters::set);
        Assumptions.of(protocol).broken(parameters).ifPresent(broken -> {
            throw new IllegalArgumentException("scenario " + scenario.name() + ": " + broken.text());
        });
        functions = Functions.of(protocol, scenario);
        clock = TickClock.of(protocol, scenario, parameters);
        peers = scenario.peers().stream()
                .map(peer -> PeerPlan.of(scenario, peer, core, parameters))
                .toArray(PeerPlan[]::new);
        held = IntStream.range(0, count).mapToObj(this::heldAtFirst).toList();
        checked = Checked.of(protocol, scenario, this::asks);
        keeping = Keeping.of(protocol, scenario, checked, parameters);
    }

    private List<Message> heldAtFirst(int channel) {
        return scenario.network().held().stream()
                .filter(h -> h.to() == hears(channel))
                .map(h -> PeerPlan.message(core, h.message()))
                .toList();
    }

    private static Protocol.Param param(Protocol protocol, String name, long value) {
        Protocol.Param param = protocol.params().stream()
                .filter(p -> p.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(protocol.name() + " has no parameter " + name));
        if (value < param.min() || value > param.max()) {
            throw new IllegalArgumentException(name + " = " + ValueText.text(param.type(), value) + " is not in "
                    + ValueText.text(param.type(), param.min()) + " .. " + ValueText.text(param.type(), param.max()));
        }
        return param;
    }

    /** The users' scripts with the values of their arguments, a line for each step. */
    public List<String> scripts() {
        var lines = new ArrayList<String>();
        for (int p = 0; p < peers.length; p++) {
            for (int s = 0; s < peers[p].steps().length; s++) {
                PeerPlan.Step step = peers[p].steps()[s];
                lines.add(scenario.peers().get(p).name() + (s < peers[p].afterCrash() ? ": " : ", after a crash: ")
                        + "call " + step.call() + " " + Arrays.toString(step.arguments())
                        + (step.repeat() ? " repeated after " : " after ") + step.after());
            }
        }
        return lines;
    }

    /** What differs from the defaults: parameter to value, in the order of declaration. */
    public Map<Protocol.Param, Long> settings() {
        var named = new LinkedHashMap<Protocol.Param, Long>();
        settings.forEach((index, value) -> named.put(protocol.params().get(index), value));
        return named;
    }

    public Protocol protocol() {
        return protocol;
    }

    public Scenario scenario() {
        return scenario;
    }

    public Core core() {
        return core;
    }

    /** How many states each peer's machine has. */
    public int[] stateCounts() {
        return Arrays.stream(peers).mapToInt(p -> p.type().states().size()).toArray();
    }

    /** Ordinal of the scenario in its protocol. */
    public int scenarioNumber() {
        return scenarioNumber;
    }

    /** In the scenario's order; read only. */
    public List<PeerPlan> peers() {
        return List.of(peers);
    }

    public Functions functions() {
        return functions;
    }

    public TickClock clock() {
        return clock;
    }

    public Keeping keeping() {
        return keeping;
    }

    /** Whether that name is among what is to be watched for. */
    public boolean asks(String name) {
        return only.isEmpty() || only.contains(name);
    }

    /** A message that is written in the scenario, as RFCs write it. */
    public String text(Scenario.Sample sample) {
        return MessageText.of(
                sample.message(),
                PeerPlan.message(core, sample),
                protocol.messages().size() == 1);
    }

    /** What is kept alongside the machines, in words. */
    public String kept() {
        return keeping.text(scenario);
    }

    /** Bits that hold 0 .. most. */
    static int widthOf(int most) {
        return 32 - Integer.numberOfLeadingZeros(most);
    }

    /** Which channel a peer sends into. With two peers: 0 from the first to the second, 1 back. */
    int out(int peer) {
        return peer;
    }

    /** The sender of a channel. */
    int sends(int channel) {
        return channel;
    }

    /** The receiver of a channel. A peer that is alone receives from itself: a self-connection. */
    int hears(int channel) {
        return peers.length == 1 ? 0 : 1 - channel;
    }
}
