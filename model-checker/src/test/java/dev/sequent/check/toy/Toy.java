package dev.sequent.check.toy;

import dev.sequent.language.model.Expr;
import dev.sequent.language.model.Local;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.MachineType.Trigger.Call;
import dev.sequent.language.model.MessageType;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Protocol.Property;
import dev.sequent.language.model.Scenario;
import dev.sequent.language.model.Span;
import dev.sequent.language.model.Type;
import java.util.List;
import java.util.Optional;

/**
 * A protocol small enough to be explored with pencil and paper: a caller asks question N until it is answered, an
 * answerer answers. {@link ToyCore} is its core, written by hand.
 */
public final class Toy {
    public static final Span SPAN = new Span("toy.sqt", 1, 1, 1, 2);

    public static final MessageType.Field SEQ = new MessageType.Field(0, "SEQ", Type.SEQ, List.of(), false, "", SPAN);
    public static final MessageType.Field CTL =
            new MessageType.Field(1, "CTL", Type.U8, List.of("ACK", "ASK"), false, "", SPAN);
    public static final MessageType NOTE = new MessageType(
            0, "NOTE", "N", List.of(SEQ, CTL), List.of(), Optional.empty(), List.of(), "", List.of(), SPAN);
    public static final Protocol.Extern COIN = new Protocol.Extern(0, "coin", List.of(), Type.U8, "", List.of(), SPAN);
    public static final MachineType.Timer RETRY = new MachineType.Timer(0, "RETRY", "", List.of(), SPAN);
    public static final Call ASK = call("ASK", List.of());
    public static final Call TOSS =
            new Call(1, "TOSS", List.of(new Local(0, "n", Type.U8, false, SPAN)), true, false, "", List.of(), SPAN);
    public static final MachineType CALLER = machine(
            0,
            "Caller",
            List.of(state(0, "IDLE", true), state(1, "WAITING", false)),
            List.of(variable(0, "N", Type.SEQ), variable(1, "SIDE", Type.U8)),
            List.of(RETRY),
            List.of(new MachineType.Signal(0, "answered", Optional.empty(), "", List.of(), SPAN)),
            List.of(ASK, TOSS),
            List.of(new MachineType.Invariant(
                    0,
                    "small",
                    false,
                    new Expr.Literal(1, Type.BOOL, SPAN),
                    "N < 100",
                    List.of(),
                    Optional.empty(),
                    SPAN)));
    public static final MachineType ANSWERER = machine(
            1,
            "Answerer",
            List.of(state(0, "READY", true)),
            List.of(variable(0, "HEARD", Type.SEQ)),
            List.of(),
            List.of(),
            List.of(),
            List.of());

    private Toy() {}

    private static Call call(String name, List<Local> parameters) {
        return new Call(0, name, parameters, true, false, "", List.of(), SPAN);
    }

    private static MachineType.State state(int index, String name, boolean initial) {
        return new MachineType.State(index, name, initial, false, false, "", SPAN);
    }

    private static MachineType.Variable variable(int index, String name, Type type) {
        return new MachineType.Variable(index, name, type, 0, "", List.of(), SPAN);
    }

    private static MachineType machine(
            int index,
            String name,
            List<MachineType.State> states,
            List<MachineType.Variable> variables,
            List<MachineType.Timer> timers,
            List<MachineType.Signal> signals,
            List<Call> calls,
            List<MachineType.Invariant> invariants) {
        return new MachineType(
                index,
                name,
                false,
                states,
                variables,
                List.of(),
                timers,
                signals,
                List.of(),
                List.of(),
                calls,
                List.of(),
                List.of(NOTE),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                invariants,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                "",
                SPAN);
    }

    /** Not evaluated: {@link ToyCore} answers by the property's place. */
    private static Property property(String name, Property.Kind kind) {
        return new Property(
                name,
                kind,
                false,
                List.of(new Property.Peer(0, "C", "Caller"), new Property.Peer(1, "A", "Answerer")),
                Optional.empty(),
                new Expr.Literal(1, Type.BOOL, SPAN),
                Optional.empty(),
                "",
                List.of(),
                Optional.empty(),
                SPAN);
    }

    /** Always N <= HEARD + 0: the caller is not ahead; its witness needs one answered question. */
    public static final Property BEHIND = property("behind", Property.Kind.ALWAYS);

    public static final Property BEHIND_WITNESS = property("behind", Property.Kind.WITNESS);
    /** Never two answered questions. */
    public static final Property NOT_TWO = property("not-two", Property.Kind.NEVER);
    /** Never a thousand answered questions; its witness is as far away. */
    public static final Property NOT_MANY = property("not-many", Property.Kind.NEVER);

    public static final Property NOT_MANY_WITNESS = property("not-many", Property.Kind.WITNESS);
    public static final Property ONE_ANSWERED = property("one-answered", Property.Kind.WITNESS);

    private static final List<Property> PROPERTIES =
            List.of(BEHIND, BEHIND_WITNESS, NOT_TWO, NOT_MANY, NOT_MANY_WITNESS, ONE_ANSWERED);

    public static Protocol protocol(Scenario... scenarios) {
        return new Protocol(
                "TOY",
                "",
                List.of("toy.sqt"),
                List.of(),
                List.of(),
                List.of(),
                List.of(NOTE),
                List.of(COIN),
                List.of(CALLER, ANSWERER),
                PROPERTIES,
                List.of(scenarios));
    }

    public static Scenario.UserStep ask() {
        return new Scenario.UserStep(ASK, List.of(), Optional.empty(), false, SPAN);
    }

    public static Scenario.UserStep toss() {
        return new Scenario.UserStep(TOSS, List.of(new Expr.Literal(7, Type.U8, SPAN)), Optional.empty(), false, SPAN);
    }

    /** Only while IDLE, see {@link ToyCore}: a guard that is there at all means that. */
    public static Scenario.UserStep askWhenIdle(boolean repeat) {
        return new Scenario.UserStep(ASK, List.of(), Optional.of(new Expr.Literal(1, Type.BOOL, SPAN)), repeat, SPAN);
    }

    public static Scenario scenario(
            Scenario.Network network, int retries, List<Property> checks, Scenario.UserStep... script) {
        return new Scenario(
                "toy",
                List.of(
                        new Scenario.Peer(0, "C", CALLER, List.of(script), List.of(), SPAN),
                        new Scenario.Peer(1, "A", ANSWERER, List.of(), List.of(), SPAN)),
                network,
                List.of(),
                List.of(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(new Scenario.Choice(COIN, List.of(3L, 5L, 5L), false, SPAN)),
                retries < 0 ? List.of() : List.of(new Scenario.Bound(CALLER, RETRY, retries, SPAN)),
                checks.isEmpty() ? PROPERTIES : checks,
                checks.isEmpty(),
                false,
                "",
                List.of(),
                SPAN);
    }

    /** Nothing but peers and a network; every property is checked. */
    public static Scenario scenario(String name, List<Scenario.Peer> peers, Scenario.Network network) {
        return new Scenario(
                name,
                peers,
                network,
                List.of(),
                List.of(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                PROPERTIES,
                true,
                false,
                "",
                List.of(),
                SPAN);
    }

    public static Scenario.Network network(int capacity, String may) {
        return new Scenario.Network(
                capacity,
                may.contains("lose"),
                may.contains("lose") ? Scenario.Network.ANY : 0,
                may.contains("duplicate"),
                may.contains("reorder"),
                List.of(),
                SPAN);
    }
}
