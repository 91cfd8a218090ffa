package dev.sequent.check.system;

import dev.sequent.spec.model.Machine.Invariant;
import dev.sequent.spec.model.Protocol.Property;
import dev.sequent.spec.model.Scenario;
import dev.sequent.spec.diagnostic.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Everything that one exploration looks out for, numbered. */
public final class Watches {
    public static final int FAULT = 0;
    public static final int DEADLOCK = 1;
    static final int NONE = -1;

    private final Plan plan;
    private final List<Watch> watches = new ArrayList<>();
    /** For each peer, for each invariant of its machine, the watch; {@link #NONE} when it is not looked out for. */
    private final int[][] invariants;
    private final int firstProperty;

    Watches(Plan plan) {
        this.plan = plan;
        Span span = plan.scenario.span();
        watches.add(new Watch(Watch.Kind.FAULT, "no-fault", List.of(),
                "no machine breaks a rule of the specification language", List.of(), span));
        watches.add(new Watch(Watch.Kind.DEADLOCK, "no-deadlock", List.of(),
                "as long as a user waits for something, something can happen", List.of(), span));
        invariants = new int[plan.peers.length][];
        for (int p = 0; p < plan.peers.length; p++) {
            invariants[p] = addInvariants(p);
        }
        firstProperty = watches.size();
        checked().forEach(this::add);
    }

    private int[] addInvariants(int peer) {
        var type = plan.peers[peer].type();
        for (int q = 0; q < peer; q++) {
            if (plan.peers[q].type().index() == type.index()) {
                return invariants[q];
            }
        }
        int[] numbers = new int[type.invariants().size()];
        for (int i = 0; i < numbers.length; i++) {
            Invariant invariant = type.invariants().get(i);
            String name = type.name() + "." + invariant.name();
            if (!plan.asks(name)) {
                numbers[i] = NONE;
                continue;
            }
            numbers[i] = watches.size();
            watches.add(new Watch(Watch.Kind.INVARIANT, name,
                    bindings(i, List.of(type.name())), invariant.doc(), invariant.citations(), invariant.span()));
        }
        return numbers;
    }

    /** What the scenario names, or all; and with a property its witness, which says whether it is vacuous. */
    private Set<Property> checked() {
        var all = plan.protocol.properties();
        var wanted = new LinkedHashSet<Property>();
        for (Property property : plan.scenario.checks().isEmpty() ? all : plan.scenario.checks()) {
            if (!plan.asks(property.name())) {
                continue;
            }
            wanted.add(property);
            all.stream()
                    .filter(w -> w.kind() == Property.Kind.WITNESS && w.name().equals(property.name()))
                    .forEach(wanted::add);
        }
        return wanted;
    }

    private void add(Property property) {
        int number = plan.protocol.properties().indexOf(property);
        List<String> types =
                property.peers().stream().map(Property.Peer::machine).toList();
        List<Watch.Binding> bindings = bindings(number, types);
        if (!bindings.isEmpty()) {
            watches.add(Watch.of(property, bindings));
        } else if (!plan.scenario.checks().isEmpty()) {
            throw new IllegalArgumentException(plan.scenario.span() + ": scenario " + plan.scenario.name()
                    + " checks " + property.name() + ", which needs peers of " + String.join(", ", types));
        }
    }

    /** All ways to let different peers of the scenario stand for the property's, in lexical order. */
    private List<Watch.Binding> bindings(int number, List<String> types) {
        var found = new ArrayList<Watch.Binding>();
        bind(number, types, new int[types.size()], 0, found);
        return List.copyOf(found);
    }

    private void bind(int number, List<String> types, int[] chosen, int at, List<Watch.Binding> found) {
        if (at == chosen.length) {
            found.add(new Watch.Binding(number, Arrays.stream(chosen).boxed().toList()));
            return;
        }
        List<Scenario.Peer> peers = plan.scenario.peers();
        for (int p = 0; p < peers.size(); p++) {
            int candidate = p;
            boolean taken = Arrays.stream(chosen, 0, at).anyMatch(c -> c == candidate);
            if (!taken && peers.get(p).machine().name().equals(types.get(at))) {
                chosen[at] = p;
                bind(number, types, chosen, at + 1, found);
            }
        }
    }

    public List<Watch> all() {
        return List.copyOf(watches);
    }

    Watch at(int number) {
        return watches.get(number);
    }

    public int count() {
        return watches.size();
    }

    /** For each invariant of that peer's machine its watch, or {@link #NONE}. */
    int[] invariantsOf(int peer) {
        return invariants[peer];
    }

    int firstProperty() {
        return firstProperty;
    }
}
