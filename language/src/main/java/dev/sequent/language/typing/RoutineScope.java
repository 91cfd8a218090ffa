package dev.sequent.language.typing;

import dev.sequent.language.diagnostic.FlowMessages;
import dev.sequent.language.diagnostic.NameMessages;
import dev.sequent.language.model.Local;
import dev.sequent.language.model.MessageType;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Span;
import dev.sequent.language.model.Type;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The surroundings of a body or a single expression: what it may do, and which names it sees. */
final class RoutineScope {
    enum Kind {
        CALL("a handler of a call"),
        EVENT("a handler of an event"),
        ARRIVAL("a handler of an arrival"),
        TIMEOUT("a handler of a timeout"),
        FUNCTION("a function"),
        PROCEDURE("a procedure"),
        BEFORE_SENDING("'before sending'"),
        INVARIANT("an invariant"),
        OBSERVABLE("an observable"),
        PROPERTY("a property"),
        STEP("a property of steps"),
        GUARD("the guard of a user's step"),
        DERIVED("a derived field"),
        ASSUMPTION("an assumption"),
        CONSTANT("a constant");

        final String phrase;

        Kind(String phrase) {
            this.phrase = phrase;
        }

        boolean handler() {
            return this == CALL || this == EVENT || this == ARRIVAL || this == TIMEOUT;
        }

        /** Whether the machine's variables may be changed here. */
        boolean acts() {
            return handler() || this == PROCEDURE || this == BEFORE_SENDING;
        }

        /** Whether the value must be the same whenever the machine is the same. */
        boolean observes() {
            return this == INVARIANT || this == OBSERVABLE || ofPeers() || this == GUARD || this == DERIVED;
        }

        /** Whether there is a clock, and a runtime that answers. */
        boolean acted() {
            return !observes() && this != CONSTANT && this != ASSUMPTION;
        }

        /** Whether names begin with a peer's. */
        boolean ofPeers() {
            return this == PROPERTY || this == STEP;
        }
    }

    /** @param later whether it is the second of two */
    record InFlight(MessageType message, boolean later) {}

    private static final class Entry {
        final @Nullable Local local;
        final Span span;
        final boolean watched;
        int uses;

        Entry(@Nullable Local local, Span span, boolean watched) {
            this.local = local;
            this.span = span;
            this.watched = watched;
        }
    }

    final Kind kind;
    final ProtocolScope protocol;
    final @Nullable MachineScope machine;
    /** {@code congestion.} inside a module that provides congestion, else empty. */
    final String prefix;
    /** The message that arrives, that is sent, or that a derived field belongs to. */
    @Nullable
    MessageType message;
    /** In a property of steps: the message that a condition on a sent message is about. */
    @Nullable
    MessageType leaving;
    /** In a claim about messages in flight: by the name that each has there. */
    Map<String, InFlight> flights = Map.of();

    /** What a function returns. */
    @Nullable
    Type result;
    /** The peers of a property. */
    Map<String, Protocol.Property.Peer> peers = Map.of();
    /** Fields and derived values of the message itself, in a derived field. */
    @Nullable
    OwnNames own;
    /** Something in the body could not be understood: nothing is said about what is missing from it. */
    boolean poisoned;

    /** Messages whose arrival is needed, with the first place that says so. */
    final Map<String, Span> arrivals = new LinkedHashMap<>();

    /**
     * What may differ each time that it is asked for, with the first place that asks: {@code now}, extern functions.
     */
    final Map<String, Span> varying = new LinkedHashMap<>();

    /** Tables and ranges that the body (with all that it calls) may change. */
    final Set<String> changes = new TreeSet<>();

    private final Deque<Map<String, Entry>> blocks = new ArrayDeque<>();
    private final Deque<Set<String>> present = new ArrayDeque<>();
    private int next;

    RoutineScope(Kind kind, ProtocolScope protocol, @Nullable MachineScope machine, String prefix) {
        this.kind = kind;
        this.protocol = protocol;
        this.machine = machine;
        this.prefix = prefix;
        blocks.push(new LinkedHashMap<>());
        present.push(new HashSet<>());
    }

    Session session() {
        return protocol.session;
    }

    /** Whether a property reads bits of a message without naming it. */
    boolean readsBits() {
        return kind == Kind.STEP || kind == Kind.PROPERTY && message != null;
    }

    // ------------------------------------------------------------ locals

    void parameters(List<Local> parameters) {
        for (Local parameter : parameters) {
            Span hidden = machine == null ? null : machine.valueSpan(prefix, parameter.name());
            if (hidden != null) {
                session().report(NameMessages.hides(parameter.name(), parameter.span(), hidden));
            }
            blocks.element().put(parameter.name(), new Entry(parameter, parameter.span(), false));
            next = Math.max(next, parameter.index() + 1);
        }
    }

    /** Sees, besides its own names, what a call was given that the other scope asks about. */
    void given(RoutineScope other) {
        other.blocks
                .descendingIterator()
                .forEachRemaining(block -> blocks.element().putAll(block));
    }

    void open() {
        blocks.push(new LinkedHashMap<>());
        present.push(new HashSet<>());
    }

    void close() {
        present.pop();
        blocks.pop().forEach((name, entry) -> {
            if (entry.watched && entry.uses == 0 && !poisoned) {
                session().report(FlowMessages.unusedLocal(name, entry.span));
            }
        });
    }

    /** A new local of the innermost block; {@code type} is null when its value was wrong. */
    @Nullable
    Local declare(String name, @Nullable Type type, boolean mutable, Span span, boolean watched) {
        Entry clash = find(name);
        if (clash != null) {
            session().report(NameMessages.duplicate("local", name, span, clash.span));
            return null;
        }
        Span hidden = machine == null ? null : machine.valueSpan(prefix, name);
        if (hidden != null) {
            session().report(NameMessages.hides(name, span, hidden));
            return null;
        }
        if (machine != null) {
            machine.warnOfBit(name, span);
        }
        Local local = type == null ? null : new Local(next++, name, type, mutable, span);
        blocks.element().put(name, new Entry(local, span, watched && local != null));
        return local;
    }

    boolean hasLocal(String name) {
        return find(name) != null;
    }

    /** The local; null when there is none or its declaration was wrong. Counts as a use. */
    @Nullable
    Local local(String name) {
        Entry entry = find(name);
        if (entry == null) {
            return null;
        }
        entry.uses++;
        return entry.local;
    }

    /** The local as the target of an assignment, which does not count as a use. */
    @Nullable
    Local target(String name) {
        Entry entry = find(name);
        return entry == null ? null : entry.local;
    }

    Collection<String> localNames() {
        var names = new ArrayList<String>();
        blocks.forEach(b -> names.addAll(b.keySet()));
        return names;
    }

    private @Nullable Entry find(String name) {
        for (Map<String, Entry> block : blocks) {
            Entry entry = block.get(name);
            if (entry != null) {
                return entry;
            }
        }
        return null;
    }

    // ------------------------------------------------------------ optionals that a condition has tested

    /** Until the innermost block is closed, these are taken to be present. */
    void assume(Set<String> tested) {
        present.element().addAll(tested);
    }

    void forget(String key) {
        present.forEach(s -> s.remove(key));
    }

    boolean assumed(String key) {
        return present.stream().anyMatch(s -> s.contains(key));
    }

    void openAssumptions(Set<String> tested) {
        present.push(new HashSet<>(tested));
    }

    void closeAssumptions() {
        present.pop();
    }
}
