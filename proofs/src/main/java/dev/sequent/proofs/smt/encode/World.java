package dev.sequent.proofs.smt.encode;

import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.MessageType;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Type;
import dev.sequent.proofs.smt.term.Term;
import dev.sequent.proofs.smt.term.Terms;
import dev.sequent.runtime.Times;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The symbols that a step of a machine begins with: its memory, its parameters, the time, what arrives. Their bounds
 * are what the types say; beyond that, a message carries no more octets than fit in a datagram, and the clock has run
 * for less than 18 years.
 */
public final class World {
    private static final BigInteger LEAST = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);
    /** No datagram of IP, jumbograms apart, carries more. */
    private static final long DATAGRAM = 65535;

    /** More than one machine has sets. */
    private static final int BESIDE = 1 << 20;

    /** In nanoseconds: 160,000 h. */
    private static final BigInteger LATEST = BigInteger.valueOf(160_000L * 3600 * 1_000_000_000L);

    private final MachineType machine;
    private final Terms terms;
    private final Spaces spaces;
    private final List<Value> parameters = new ArrayList<>();
    private final Term now;
    private int sets;

    /** @param beside the world of the machine at the other end */
    World(Protocol protocol, MachineType machine, Terms terms, Optional<World> beside) {
        this.machine = machine;
        this.terms = terms;
        this.spaces = new Spaces(machine, protocol.messages(), terms);
        if (beside.isPresent()) {
            Spaces.join(beside.get().spaces, spaces, protocol.messages());
            parameters.addAll(beside.get().parameters);
            now = beside.get().now;
            // Sets are told apart by their names and numbers.
            sets = BESIDE;
            return;
        }
        for (var param : protocol.params()) {
            var least = BigInteger.valueOf(param.min()).max(least(param.type()));
            var most = BigInteger.valueOf(param.max()).min(most(param.type()));
            parameters.add(
                    param.type() instanceof Type.Bool
                            ? new Value.Scalar(terms.truth(param.name()))
                            : param.type() instanceof Type.Seq
                                    ? any(param.name(), param.type(), spaces.absolute())
                                    : new Value.Scalar(terms.integer(param.name(), least, most)));
        }
        now = terms.integer("now", BigInteger.ZERO, LATEST);
    }

    MachineType machine() {
        return machine;
    }

    Spaces spaces() {
        return spaces;
    }

    /** By ordinal. */
    public List<Value> parameters() {
        return parameters;
    }

    public Term now() {
        return now;
    }

    /** A machine of which nothing is known but the state that it is in. */
    Snapshot anyMachine(MachineType.State state) {
        return anyMachine(terms.number(state.index()));
    }

    /** The same, in any state. */
    Snapshot anyMachine() {
        return anyMachine(terms.integer(
                "state", BigInteger.ZERO, BigInteger.valueOf(machine.states().size() - 1L)));
    }

    private Snapshot anyMachine(Term state) {
        var variables = new HashMap<Integer, Value>();
        for (var variable : machine.variables()) {
            variables.put(
                    variable.index(),
                    spaces.isBase(variable)
                            ? new Value.Sequence(spaces.of(variable), terms.number(0))
                            : any(variable.name(), variable.type(), spaces.of(variable)));
        }
        return new Snapshot(
                terms.truth(true),
                state,
                variables,
                new ArrayList<>(machine.timers().stream()
                        .map(t -> terms.truth("running " + t.name()))
                        .toList()),
                new ArrayList<>(machine.tables().stream()
                        .map(t ->
                                terms.integer("rows of " + t.name(), BigInteger.ZERO, BigInteger.valueOf(t.capacity())))
                        .toList()),
                new HashMap<>(),
                new HashMap<>());
    }

    /** A message of which nothing is known but its kind. */
    Map<Integer, Value> anyMessage(MessageType message) {
        var fields = new HashMap<Integer, Value>();
        for (var field : message.fields()) {
            var name = message.prefix() + "." + field.name();
            Value value;
            if (field.network()) {
                value = zero(field.type());
            } else if (field.data()) {
                value = new Value.Scalar(terms.integer(name, BigInteger.ZERO, BigInteger.valueOf(DATAGRAM)));
            } else if (!field.bits().isEmpty()) {
                // One symbol for each bit: rules ask for bits.
                var bits = new TreeMap<Long, Term>();
                for (int i = 0; i < field.bits().size(); i++) {
                    bits.put(
                            1L << (field.bits().size() - 1 - i),
                            terms.truth(field.bits().get(i)));
                }
                value = new Value.Flags(bits);
            } else {
                value = bounded(name, field, message);
            }
            fields.put(field.index(), value);
        }
        return fields;
    }

    /** A field may be narrower on the wire than its type. */
    private Value bounded(String name, MessageType.Field field, MessageType message) {
        var width = message.wire().stream()
                .filter(e -> e instanceof MessageType.WireElement.Value v
                        && v.field().equals(field))
                .map(e -> ((MessageType.WireElement.Value) e).width())
                .findFirst();
        return field.type() instanceof Type.UInt && width.isPresent() && width.get() < 63
                ? new Value.Scalar(terms.integer(
                        name,
                        BigInteger.ZERO,
                        BigInteger.ONE.shiftLeft(width.get()).subtract(BigInteger.ONE)))
                : any(name, field.type(), spaces.of(message, field, false));
    }

    /** Something of which only the type is known. */
    Value any(String name, Type type, Space space) {
        return switch (type) {
            case Type.Bool _ -> new Value.Scalar(terms.truth(name));
            case Type.UInt _, Type.Int _, Type.Duration _, Type.Enum _, Type.Row _ ->
                new Value.Scalar(terms.integer(name, least(type), most(type)));
            case Type.Time _ ->
                new Value.Scalar(terms.choice(
                        terms.truth("never " + name),
                        terms.number(Times.NEVER),
                        terms.integer(name, BigInteger.ZERO, MOST)));
            case Type.Seq _ ->
                new Value.Sequence(
                        space, terms.integer(name, Sequences.HALF.negate(), Sequences.HALF.subtract(BigInteger.ONE)));
            case Type.Optional o -> new Value.Maybe(terms.truth(name + " present"), any(name, o.of(), space));
            case Type.Ranges r -> new Value.Ranges(new RangesTerm.Unknown(name, sets++, r.capacity(), space));
        };
    }

    static BigInteger least(Type type) {
        return switch (type) {
            case Type.Bool _, Type.UInt _, Type.Enum _, Type.Seq _, Type.Row _ -> BigInteger.ZERO;
            case Type.Int _, Type.Duration _, Type.Time _ -> LEAST;
            case Type.Ranges _, Type.Optional _ -> throw new IllegalArgumentException(type.name());
        };
    }

    static BigInteger most(Type type) {
        return switch (type) {
            case Type.Bool _ -> BigInteger.ONE;
            case Type.UInt u -> BigInteger.valueOf(u.max());
            case Type.Enum e -> BigInteger.valueOf(e.constants().size() - 1L);
            case Type.Seq _ -> Sequences.SPACE.subtract(BigInteger.ONE);
            case Type.Row r -> BigInteger.valueOf(r.table().capacity() - 1L);
            case Type.Int _, Type.Duration _, Type.Time _ -> MOST;
            case Type.Ranges _, Type.Optional _ -> throw new IllegalArgumentException(type.name());
        };
    }

    /** What a place holds that was never set. */
    Value zero(Type type) {
        return constant(0, type);
    }

    /** In the generic form of {@link Type}; none where an optional is asked for. */
    Value constant(long value, Type type) {
        return switch (type) {
            case Type.Bool _ -> new Value.Scalar(terms.truth(value != 0));
            case Type.UInt _, Type.Int _, Type.Duration _, Type.Time _, Type.Enum _, Type.Row _ ->
                new Value.Scalar(terms.number(value));
            case Type.Seq _ -> new Value.Sequence(spaces.absolute(), terms.number(value));
            case Type.Optional o -> new Value.Maybe(terms.truth(false), constant(0, o.of()));
            case Type.Ranges _ -> new Value.Ranges(new RangesTerm.Empty());
        };
    }

    /** What a machine of this kind remembers when it begins. */
    Snapshot beginning() {
        var variables = new HashMap<Integer, Value>();
        machine.variables().forEach(v -> variables.put(v.index(), constant(v.initial(), v.type())));
        return new Snapshot(
                terms.truth(true),
                terms.number(machine.initial().index()),
                variables,
                new ArrayList<>(
                        machine.timers().stream().map(t -> terms.truth(false)).toList()),
                new ArrayList<>(
                        machine.tables().stream().map(t -> terms.number(0)).toList()),
                new HashMap<>(),
                new HashMap<>());
    }
}
