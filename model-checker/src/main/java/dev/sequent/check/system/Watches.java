package dev.sequent.check.system;

import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.MachineType.Invariant;
import dev.sequent.language.model.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Everything that one exploration watches for, numbered, and the claims that it allows to be judged. */
public final class Watches {
    public static final int FAULT = 0;
    public static final int DEADLOCK = 1;
    static final int NONE = -1;

    private final Plan plan;
    private final List<Watch> watches = new ArrayList<>();
    private final List<Claim> claims = new ArrayList<>();
    /** For each peer, for each invariant of its machine, the watch; {@link #NONE} when it is not watched for. */
    private final int[][] invariants;

    private final int firstProperty;

    Watches(Plan plan) {
        this.plan = plan;
        Span span = plan.scenario.span();
        watches.add(new Watch(
                Watch.Kind.FAULT,
                "no-fault",
                List.of(),
                List.of(),
                List.of(),
                "no machine breaks a rule of the specification language",
                List.of(),
                span));
        watches.add(new Watch(
                Watch.Kind.DEADLOCK,
                "no-deadlock",
                List.of(),
                List.of(),
                List.of(),
                "as long as a user waits for something, something can happen",
                List.of(),
                span));
        invariants = new int[plan.peers.length][];
        for (int p = 0; p < plan.peers.length; p++) {
            invariants[p] = addInvariants(p);
        }
        firstProperty = watches.size();
        int marks = 0;
        for (Checked checked : plan.checked) {
            Watch watch = Watch.of(checked);
            if (watch.kind().liveness()) {
                var claim = new Claim(watch, marks);
                claims.add(claim);
                marks += claim.marks();
            } else {
                watches.add(watch);
            }
        }
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
            watches.add(new Watch(
                    Watch.Kind.INVARIANT,
                    name,
                    List.of(),
                    List.of(),
                    everyPeer(type, i),
                    invariant.doc(),
                    invariant.citations(),
                    invariant.span()));
        }
        return numbers;
    }

    private List<Watch.Binding> everyPeer(MachineType type, int invariant) {
        return IntStream.range(0, plan.peers.length)
                .filter(p -> plan.peers[p].type().index() == type.index())
                .mapToObj(p -> new Watch.Binding(invariant, List.of(p)))
                .toList();
    }

    public List<Watch> all() {
        return List.copyOf(watches);
    }

    /** Liveness properties: no search can hit them; they are judged afterwards. */
    List<Claim> claims() {
        return List.copyOf(claims);
    }

    Watch at(int number) {
        return watches.get(number);
    }

    public int count() {
        return watches.size();
    }

    /** The watches of steps that a peer's machine is judged by. */
    int[] stepsOf(int peer) {
        return IntStream.range(firstProperty, watches.size())
                .filter(w -> watches.get(w).kind().ofSteps())
                .filter(w -> watches.get(w).bindings().stream()
                        .anyMatch(b -> b.peers().getFirst() == peer))
                .toArray();
    }

    /** For each invariant of that peer's machine its watch, or {@link #NONE}. */
    int[] invariantsOf(int peer) {
        return invariants[peer];
    }

    int firstProperty() {
        return firstProperty;
    }
}
