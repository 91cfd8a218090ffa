package dev.sequent.proofs.smt.encode;

import dev.sequent.language.model.Expr;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.MachineType.Handler;
import dev.sequent.language.model.MachineType.State;
import dev.sequent.language.model.MachineType.Trigger;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Span;
import dev.sequent.language.model.Type;
import dev.sequent.proofs.smt.term.Term;
import dev.sequent.proofs.smt.term.Terms;
import dev.sequent.runtime.Machine;
import dev.sequent.runtime.Times;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One trigger of a machine in one state, executed with symbols. Made anew for each. */
public final class Execution {
    /**
     * How a handler may end.
     *
     * @param at what the machine remembers then, and under which condition this is how it ends
     * @param result as {@link Machine#call} returns it
     */
    public record Exit(Snapshot at, int result) {}

    /**
     * How loops are executed.
     *
     * @param turns as many times as this at most, if given: what takes more is {@link #beyond}; otherwise by invariants
     *     that are looked for among {@code claims}
     * @param acts whether what a turn sends and tells is asked about: it is then the work of {@link #ofSomeTurn some
     *     turn}
     * @param pairs whether what two turns send is asked about: then there are two such turns, in this order
     * @param rest whether what a turn sends is compared with what the machine remembers afterwards: then what the turns
     *     after it keep is looked for, too
     */
    public record LoopMode(Optional<Integer> turns, List<Expr> claims, boolean acts, boolean pairs, boolean rest) {
        public LoopMode(Optional<Integer> turns, List<Expr> claims, boolean acts) {
            this(turns, claims, acts, false, false);
        }

        public LoopMode(Optional<Integer> turns, List<Expr> claims) {
            this(turns, claims, false);
        }
    }

    final Terms terms;
    final Sequences sequences;
    final Values values;
    final Sets sets;
    final World world;
    final Sink sink;
    final Expressions expressions;
    final Statements statements;
    final LoopMode loopMode;

    private final Deque<Map<Integer, Value>> own = new ArrayDeque<>();
    private final Deque<String> chain = new ArrayDeque<>();
    private final List<Event> events = new ArrayList<>();
    private final Set<Event> ofSomeTurn = new HashSet<>();
    private int turns;
    private Optional<Happenings> happenings = Optional.empty();
    private Optional<Map<Integer, Value>> arriving = Optional.empty();
    private final Map<Integer, Value> arguments = new HashMap<>();
    private Term beyond;
    /** The machines that a claim about peers is about, by their ordinals there; only while one is looked at. */
    private List<Seat> seats = List.of();
    /** While a condition is looked at, and no rule is at work: what it takes to evaluate it. */
    private Optional<List<Term>> definedness = Optional.empty();

    public Execution(Protocol protocol, MachineType machine, Terms terms, Sink sink, LoopMode loopMode) {
        this(protocol, machine, terms, sink, loopMode, Optional.empty());
    }

    /** @param beside the machine at the other end: it has the same parameters, the same clock, the same terms */
    Execution(
            Protocol protocol,
            MachineType machine,
            Terms terms,
            Sink sink,
            LoopMode loopMode,
            Optional<Execution> beside) {
        this.terms = terms;
        this.sink = sink;
        this.loopMode = loopMode;
        this.sequences = new Sequences(terms);
        this.sets = beside.map(b -> b.sets).orElseGet(() -> new Sets(terms, sequences, sink));
        this.values = new Values(terms, sequences, sets);
        this.world = new World(protocol, machine, terms, beside.map(b -> b.world));
        this.expressions = new Expressions(this);
        this.statements = new Statements(this);
        this.beyond = terms.truth(false);
    }

    // ------------------------------------------------------------ from outside

    public World world() {
        return world;
    }

    public Sets sets() {
        return sets;
    }

    /** A machine in this state of which nothing else is known. */
    public Snapshot anyMachine(State state) {
        return world.anyMachine(state);
    }

    /** A machine as it begins. */
    public Snapshot beginning() {
        return world.beginning();
    }

    /** What arrived, by field, or what the call was given, by parameter. */
    public Map<Integer, Value> given() {
        return arriving.orElse(arguments);
    }

    /** What it did, in order. */
    public List<Event> events() {
        return events;
    }

    /** Under which condition a loop takes more turns than it was given. */
    public Term beyond() {
        return beyond;
    }

    /** The message that will arrive, or has. */
    public Map<Integer, Value> expected(Trigger.Arrival trigger) {
        return arriving.orElseGet(() -> {
            var message = world.anyMessage(trigger.message());
            arriving = Optional.of(message);
            return message;
        });
    }

    /**
     * Executes the handler of a trigger that a machine in some state has, or ignores it, where that is declared.
     * Neither the machine given nor its lists are changed.
     *
     * @return every way to end
     */
    public List<Exit> step(Trigger trigger, State state, Snapshot before) {
        var at = before.copy();
        if (trigger instanceof Trigger.Timeout t) {
            at.running.set(t.timer().index(), terms.truth(false));
        } else if (trigger instanceof Trigger.Arrival t) {
            expected(t);
        } else if (trigger instanceof Trigger.Call t) {
            for (var parameter : t.parameters()) {
                arguments.put(
                        parameter.index(),
                        world.any(
                                parameter.name(),
                                parameter.type(),
                                world.spaces().of(parameter)));
            }
        }
        at.locals = new HashMap<>(arguments);
        var handler = world.machine().handler(trigger, state);
        return handler.isPresent() ? statements.handler(handler.get(), at) : List.of(new Exit(at, Machine.IGNORED));
    }

    /**
     * Executes what properties take for one step: an arrival is a batch of its own, and the event that comes after it
     * belongs to it.
     *
     * @return every way to end
     */
    public List<Exit> whole(Trigger trigger, State state, Snapshot before) {
        var exits = step(trigger, state, before);
        var after =
                world.machine().events().stream().filter(Trigger.Call::batch).findFirst();
        if (!(trigger instanceof Trigger.Arrival) || after.isEmpty() || exits.isEmpty()) {
            return exits;
        }
        var handlers = world.machine().handlers().stream()
                .filter(h -> h.trigger().equals(after.get()))
                .toList();
        var ends = new ArrayList<Exit>();
        // One path through what follows, and not as many as the arrival has ways to end.
        var end = joined(exits);
        var ignored = end.path;
        for (var handler : handlers) {
            var here = terms.and(end.path, in(handler.states(), end));
            ignored = terms.and(ignored, terms.not(in(handler.states(), end)));
            if (!here.isFalse() && !sink.follows(terms.not(here))) {
                var rest = end.on(here);
                rest.locals = new HashMap<>();
                ends.addAll(statements.handler(handler, rest));
            }
        }
        if (!ignored.isFalse()) {
            ends.add(new Exit(end.on(ignored), Machine.DONE));
        }
        return ends;
    }

    /** Where a step ends, in whichever of these ways. @param exits at least one */
    public Snapshot joined(List<Exit> exits) {
        var end = exits.getLast().at();
        for (var earlier : exits.reversed().subList(1, exits.size())) {
            end = values.join(earlier.at().path, earlier.at(), end);
        }
        return end;
    }

    /**
     * Whether a property of steps holds of a step that has been executed, and can be evaluated.
     *
     * @param end one of the ways in which it ended
     */
    public Term holds(Expr property, Trigger trigger, Snapshot before, Snapshot end) {
        happenings = Optional.of(new Happenings(this, trigger, before));
        try {
            return holds(property, end);
        } finally {
            happenings = Optional.empty();
        }
    }

    /**
     * Whether a condition over the machine's memory holds, and can be evaluated. Nothing that goes wrong in it is
     * anybody's fault.
     */
    public Term holds(Expr condition, Snapshot at) {
        var view = at.on(terms.truth(true));
        view.locals = new HashMap<>();
        return holdsHere(condition, view);
    }

    /** A peer of a claim. @param of where terms of its machine are made @param at what it remembers */
    public record Seat(Execution of, Snapshot at) {}

    /**
     * Whether a claim about peers holds, and can be evaluated.
     *
     * @param peers one for each peer of the claim
     * @param first the message in flight that it is about, the first one of two; empty if it is about none
     * @param later the second
     * @param kind of the second
     */
    Term holds(Expr claim, List<Seat> peers, Map<Integer, Value> first, Map<Integer, Value> later, int kind) {
        var outer = arriving;
        var view = peers.getFirst().at().on(terms.truth(true));
        view.locals = new HashMap<>();
        view.outgoing.put(kind, later);
        arriving = Optional.of(first);
        seats = peers;
        try {
            return holdsHere(claim, view);
        } finally {
            arriving = outer;
            seats = List.of();
        }
    }

    /** What an expression is worth of one of the peers of a claim. */
    Value ofPeer(Expr.OfPeer e, Snapshot at) {
        if (seats.isEmpty()) {
            // There is one peer.
            return expressions.value(e.expr(), at);
        }
        var seat = seats.get(e.peer());
        var view = seat.at().on(at.path);
        var outer = seat.of().definedness;
        seat.of().definedness = definedness;
        try {
            return seat.of().expressions.value(e.expr(), view);
        } finally {
            seat.of().definedness = outer;
        }
    }

    /** The same, of the rule at work: with its locals, on its path. */
    Term holdsHere(Expr condition, Snapshot at) {
        var outer = definedness;
        var defined = new ArrayList<Term>();
        definedness = Optional.of(defined);
        try {
            var holds = expressions.truth(condition, at);
            return defined.stream().reduce(holds, terms::and);
        } finally {
            definedness = outer;
        }
    }

    /** What a number is, on the condition that it can be evaluated. */
    Term numberHere(Expr number, Snapshot at) {
        var outer = definedness;
        definedness = Optional.of(new ArrayList<>());
        try {
            return expressions.number(number, at);
        } finally {
            definedness = outer;
        }
    }

    /**
     * A time that is remembered was never set, or lies in the past: the language cannot say so, since it is about now.
     */
    public Optional<Term> past(MachineType.Variable variable, Snapshot at) {
        var value = at.variable(variable);
        var plain = variable.type() instanceof Type.Optional o ? o.of() : variable.type();
        if (!(plain instanceof Type.Time)) {
            return Optional.empty();
        }
        var present = value instanceof Value.Maybe m ? m.present() : terms.truth(true);
        var plainly = value instanceof Value.Maybe m ? m.value() : value;
        if (!(plainly instanceof Value.Scalar(Term time))) {
            throw new IllegalStateException("a time that is no number: " + value);
        }
        var never = terms.equal(time, terms.number(Times.NEVER));
        var begun = terms.and(terms.lessOrEqual(terms.number(0), time), terms.lessOrEqual(time, world.now()));
        // Nobody gives an optional one a time that was never set.
        return Optional.of(
                variable.type() instanceof Type.Optional ? terms.implies(present, begun) : terms.or(never, begun));
    }

    /**
     * Whether fewer than 2^31 numbers have come in order, if the machine says where they began: with more, what is old
     * may be taken for new.
     */
    public Term young(Snapshot at) {
        var begun = world.machine().incoming().flatMap(MachineType.Incoming::since);
        var next = world.machine().incoming().flatMap(MachineType.Incoming::next);
        if (begun.isEmpty() || next.isEmpty()) {
            return terms.truth(true);
        }
        return sequences.ahead((Value.Sequence) at.variable(begun.get()), (Value.Sequence) at.variable(next.get()));
    }

    /** Whether the step, in one of the ways in which it ended, has left the machine alive: it was not deleted. */
    public Term alive() {
        return events.stream()
                .filter(e -> e instanceof Event.Deleted)
                .map(e -> terms.not(e.path()))
                .reduce(terms.truth(true), terms::and);
    }

    // ------------------------------------------------------------ for rules at work

    void demand(FaultKind kind, Span span, Snapshot at, Term demanded) {
        if (definedness.isPresent()) {
            if (kind != FaultKind.TURNS) {
                definedness.get().add(terms.implies(at.path, demanded));
            }
        } else {
            sink.demand(kind, span, List.copyOf(chain), at.path, demanded);
        }
    }

    Term in(List<State> states, Snapshot at) {
        return states.stream()
                .map(s -> terms.equal(at.state, terms.number(s.index())))
                .reduce(terms.truth(false), terms::or);
    }

    Map<Integer, Value> arriving() {
        return arriving.orElseThrow(() -> new IllegalStateException("no message is arriving"));
    }

    Map<Integer, Value> own() {
        return own.getFirst();
    }

    void push(Map<Integer, Value> fields) {
        own.push(fields);
    }

    void pop() {
        own.pop();
    }

    void enter(String routine) {
        chain.addLast(routine);
    }

    void leave() {
        chain.removeLast();
    }

    void happens(Event event) {
        events.add(event);
        if (turns > 0) {
            ofSomeTurn.add(event);
        }
    }

    /**
     * Whether this is what some turn of a loop does, and not what the step does for certain: of all turns that there
     * may be, the symbols stand for one, or for none.
     */
    boolean ofSomeTurn(Event event) {
        return ofSomeTurn.contains(event);
    }

    /** Until {@link #endTurn}, what happens is the work of some turn. */
    void beginTurn() {
        turns++;
    }

    void endTurn() {
        turns--;
    }

    /** What the step was and did, and what was before it; only while a property of steps is evaluated. */
    Optional<Happenings> happenings() {
        return happenings;
    }

    int mark() {
        return events.size();
    }

    /** What happened since, in a trial, did not happen. */
    void rewind(int mark) {
        events.subList(mark, events.size()).clear();
    }

    void goesBeyond(Term path) {
        beyond = terms.or(beyond, path);
    }

    Handler handlerIn(Handler current, State state) {
        return world.machine()
                .handler(current.trigger(), state)
                .orElseThrow(() -> new IllegalStateException("no handler to continue in"));
    }
}
