package dev.sequent.check.system;

import dev.sequent.check.figure.Values;
import dev.sequent.runtime.Core;
import dev.sequent.runtime.Parameters;
import dev.sequent.spec.model.Machine;
import dev.sequent.spec.model.Protocol;
import dev.sequent.spec.model.Scenario;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A scenario, resolved to the numbers that the core's interfaces speak in. Shared by all threads, never changed. */
public final class Plan {
    final Protocol protocol;
    final Scenario scenario;
    final int scenarioNumber;
    final Core core;
    final Parameters parameters;
    final PayloadModel payload;
    private final Set<String> only;
    private final Map<Integer, Long> settings = new TreeMap<>();
    final Peer[] peers;
    /** For each runtime function the values it may return; none: it returns 0. */
    final long[][] choices;

    /** A step of a user's script. @param after how many steps that do not repeat come before it */
    record Step(int call, long[] arguments, boolean repeat, int after) {}

    /**
     * @param steps the whole script
     * @param once how many of the steps do not repeat
     * @param bounds for each timer how often it may fire; -1: without bound
     * @param quiet number of the event that ends a batch of arrivals; -1: the machine has none
     */
    record Peer(int machine, Machine type, Step[] steps, int once, int positionWidth, int[] bounds, int quiet) {}

    /** Everything that the scenario checks is looked out for. @throws IllegalArgumentException as below */
    public Plan(Protocol protocol, Core core, Scenario scenario, PayloadModel payload, Map<String, Long> set) {
        this(protocol, core, scenario, payload, set, Set.of());
    }

    /**
     * @param set parameters by name, with values in generic form; they win over what the scenario sets
     * @param only names of what is looked out for, see {@link dev.sequent.check.CheckOptions#only}; empty: everything that
     *     the scenario checks
     * @throws IllegalArgumentException when the scenario asks for something that cannot be explored; the message says
     *     what and where
     */
    public Plan(
            Protocol protocol, Core core, Scenario scenario, PayloadModel payload, Map<String, Long> set, Set<String> only) {
        this.protocol = protocol;
        this.only = Set.copyOf(only);
        this.scenario = scenario;
        this.core = core;
        this.payload = payload;
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
        choices = new long[protocol.externs().size()][];
        Arrays.fill(choices, new long[0]);
        for (Scenario.Choice choice : scenario.choices()) {
            choices[choice.function().index()] =
                    choice.values().stream().mapToLong(Long::longValue).toArray();
        }
        peers = scenario.peers().stream().map(this::peer).toArray(Peer[]::new);
    }

    private static Protocol.Param param(Protocol protocol, String name, long value) {
        Protocol.Param param = protocol.params().stream()
                .filter(p -> p.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(protocol.name() + " has no parameter " + name));
        if (value < param.min() || value > param.max()) {
            throw new IllegalArgumentException(name + " = " + Values.text(param.type(), value) + " is not in "
                    + Values.text(param.type(), param.min()) + " .. " + Values.text(param.type(), param.max()));
        }
        return param;
    }

    /** The users' scripts with the values of their arguments, a line for each step. */
    public List<String> scripts() {
        var lines = new ArrayList<String>();
        for (int p = 0; p < peers.length; p++) {
            for (int s = 0; s < peers[p].steps().length; s++) {
                Step step = peers[p].steps()[s];
                lines.add(scenario.peers().get(p).name() + ": "
                        + scenario.peers().get(p).script().get(s).call().name() + " "
                        + Arrays.toString(step.arguments()) + (step.repeat() ? " repeated after " : " after ")
                        + step.after());
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

    /** Is that name among what is to be looked out for? */
    boolean asks(String name) {
        return only.isEmpty() || only.contains(name);
    }

    public PayloadModel payload() {
        return payload;
    }

    private Peer peer(Scenario.Peer peer) {
        Machine type = peer.machine();
        List<Scenario.UserStep> script = peer.script();
        var steps = new Step[script.size()];
        int once = 0;
        for (int i = 0; i < steps.length; i++) {
            Scenario.UserStep step = script.get(i);
            steps[i] = new Step(callNumber(type, step), arguments(step), step.repeat(), once);
            once += step.repeat() ? 0 : 1;
        }
        int[] bounds = new int[type.timers().size()];
        Arrays.fill(bounds, -1);
        for (Scenario.Bound bound : scenario.bounds()) {
            if (bound.machine().index() == type.index()) {
                bounds[bound.timer().index()] = bound.most();
            }
        }
        return new Peer(type.index(), type, steps, once, widthOf(once), bounds, quiet(type));
    }

    /** Calls and events are numbered together: calls first. */
    private static int callNumber(Machine type, Scenario.UserStep step) {
        String name = step.call().name();
        for (int i = 0; i < type.calls().size(); i++) {
            if (type.calls().get(i).name().equals(name)) {
                return i;
            }
        }
        int event = eventNumber(type, name);
        if (event < 0) {
            throw new IllegalArgumentException(step.span() + ": " + type.name() + " has no call " + name);
        }
        return event;
    }

    private static int eventNumber(Machine type, String name) {
        for (int i = 0; i < type.events().size(); i++) {
            if (type.events().get(i).name().equals(name)) {
                return type.calls().size() + i;
            }
        }
        return -1;
    }

    private static int quiet(Machine type) {
        int event = eventNumber(type, "QUIET");
        return event >= 0 && type.events().get(event - type.calls().size()).parameters().isEmpty() ? event : -1;
    }

    private long[] arguments(Scenario.UserStep step) {
        long[] values = new long[4];
        for (int i = 0; i < step.arguments().size(); i++) {
            values[i] = Constants.evaluate(step.arguments().get(i), parameters);
        }
        return values;
    }

    /** Bits that hold 0 .. most. */
    static int widthOf(int most) {
        return 32 - Integer.numberOfLeadingZeros(most);
    }

    /** Which channel a peer sends into. With two peers: 0 from the first to the second, 1 back. */
    int out(int peer) {
        return peer;
    }

    /** Who hears a channel. A peer that is alone hears itself: a self connection. */
    int hears(int channel) {
        return peers.length == 1 ? 0 : 1 - channel;
    }
}
