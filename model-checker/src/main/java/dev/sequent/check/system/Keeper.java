package dev.sequent.check.system;

import dev.sequent.runtime.BitReader;
import dev.sequent.runtime.BitWriter;
import dev.sequent.runtime.Ghosts;
import dev.sequent.runtime.Machine;
import dev.sequent.runtime.Message;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what is to be known alongside one machine, see {@link Keeping}. What a step does in the initial state belongs
 * to the incarnation that begins next in it, and whether one does is known only later: what happens is noted, and
 * counted by {@link #settle}.
 */
final class Keeper {
    private static final Runnable NOTHING = () -> {};

    private final Keeping keeping;
    private final Keeping.Peer kept;
    private final int initial;
    private final @Nullable Octets octets;
    private final @Nullable Streams streams;

    /** See {@link #inStep(Plan, int)}. */
    private final int inStep;

    /** Whether there is anything to keep. */
    private final boolean keeps;

    private int incarnation;
    /** The origin of the message by which the machine got in step: whose connection it is in. */
    private int partner = MessageState.NOBODY;
    /** A bit for each signal of {@link Keeping.Peer#told}. */
    private final BitSet told = new BitSet();

    // The step under way.
    /** Where the machine is. */
    private int at;

    private final List<Runnable> moves = new ArrayList<>();
    /** How many of the moves were made before the machine came to where it is, if that is its initial state. */
    private int before;
    /** The move by which the user hands over octets: what the machine sends in a call includes these. */
    private int giving;
    /** How many of the moves were made before the present incarnation; 0 if it did not begin in this step. */
    private int begun;

    private long numbersBefore;
    /** Whether the machine has forgotten those numbers. */
    private boolean forgot;

    private @Nullable MessageState arriving;
    private final List<Integer> origins = new ArrayList<>();
    private final List<Long> offsets = new ArrayList<>();

    Keeper(Plan plan, int peer) {
        keeping = plan.keeping;
        kept = keeping.peers().get(peer);
        initial = plan.peers[peer].type().initial().index();
        inStep = inStep(plan, peer);
        keeps = keeping.anything(peer);
        octets = keeping.octets(peer).orElse(null);
        streams = octets == null ? null : new Streams(keeping.originWidth());
    }

    /**
     * The variable that says which sequence numbers of the other peer the machine is in step with; -1: there is none.
     */
    static int inStep(Plan plan, int peer) {
        return plan.keeping.origins() ? Octets.since(plan.peers[peer].type()) : -1;
    }

    /** A step begins. */
    void begin(Machine machine, @Nullable MessageState message) {
        at = machine.state();
        before = 0;
        giving = 0;
        begun = 0;
        numbersBefore = inStep < 0 ? 0 : machine.variable(inStep);
        forgot = false;
        moves.clear();
        moves.add(NOTHING);
        origins.clear();
        offsets.clear();
        arriving = message;
    }

    /** The machine has entered a state. */
    void entered(int state, Machine machine) {
        if (!keeps) {
            return;
        }
        if (at == initial && state != initial) {
            moves.add(before, this::beginIncarnation);
            giving += before <= giving ? 1 : 0;
            begun = before + 1;
        } else if (at != initial && state == initial) {
            before = moves.size();
        }
        forgot |= inStep >= 0 && machine.variable(inStep) == 0;
        at = state;
    }

    private void beginIncarnation() {
        if (kept.most() > 0 && incarnation < kept.most()) {
            incarnation++;
        } else if (kept.apart()) {
            throw new KeepingFault("leaves its initial state more than " + kept.most()
                    + " times, and no more incarnations can be told apart");
        }
        told.clear();
        if (streams != null) {
            streams.begin();
        }
    }

    /** The user's call was answered. */
    void called(int call, long[] arguments, int outcome, Machine machine) {
        if (octets != null
                && streams != null
                && call == octets.send()
                && octets.taken().contains(outcome)) {
            long count = arguments[octets.sent()];
            int end = (int) machine.variable(octets.end());
            moves.set(giving, () -> streams.give(count, end));
        }
    }

    void signal(int signal) {
        int bit = kept.told().indexOf(signal);
        if (bit >= 0) {
            moves.add(() -> told.set(bit));
        }
    }

    /** One effect may be several things: what puts octets where they belong may hand them on as well. */
    void effect(int effect, long a, long b, long c, long d, Machine machine) {
        if (octets == null || streams == null) {
            return;
        }
        Octets.Place place = octets.place();
        if (effect == place.effect()) {
            int begin = (int) Octets.argument(place.begin(), a, b, c, d);
            long skip = Octets.argument(place.skip(), a, b, c, d);
            long count = Octets.argument(place.count(), a, b, c, d);
            int next = (int) machine.variable(octets.next());
            MessageState from = arriving;
            moves.add(() -> {
                if (from == null) {
                    throw new KeepingFault("places octets although no message has arrived");
                }
                streams.place(from, begin, next, skip, count);
            });
        }
        if (effect == octets.deliver().effect()) {
            long count = Octets.argument(octets.deliver().count(), a, b, c, d);
            moves.add(() -> streams.deliver(count));
        }
        if (effect == octets.acknowledge().effect()) {
            long count = Octets.argument(octets.acknowledge().count(), a, b, c, d);
            moves.add(() -> streams.acknowledge(count));
        }
    }

    /** The machine sends. */
    void sends(Message message) {
        if (keeping.origins()) {
            moves.add(() -> {
                origins.add(origin());
                offsets.add(streams == null ? 0 : streams.send(message));
            });
        }
    }

    /** The step is over. @throws KeepingFault when something was done that must not be, or cannot be kept */
    void settle(Machine machine) {
        long numbers = inStep < 0 ? 0 : machine.variable(inStep);
        if (numbers != 0 && (numbers != numbersBefore || forgot)) {
            moves.add(begun, () -> meet(arriving == null ? MessageState.NOBODY : arriving.origin));
        }
        moves.forEach(Runnable::run);
        if (numbers == 0 && numbersBefore != 0) {
            forget(); // what it did with the octets, it did before it forgot the connection
        }
        if (at == initial && streams != null) {
            streams.end();
        }
    }

    private void meet(int origin) {
        if (streams != null) {
            if (origin != partner) {
                streams.turn();
            }
            streams.meet(origin);
        }
        partner = origin;
    }

    /** The origin of the messages whose connection the machine is in; {@link MessageState#NOBODY} if none. */
    int partner() {
        return partner;
    }

    /** The machine has lost everything. */
    void crash() {
        forget();
    }

    /** There is no connection, and no octets of one. */
    private void forget() {
        partner = MessageState.NOBODY;
        if (streams != null) {
            streams.end();
        }
    }

    /** The origin of the messages sent now. */
    int origin() {
        return keeping.origins() ? MessageState.origin(incarnation) : MessageState.NOBODY;
    }

    /** The origin of the i-th message that was sent in the step. */
    int origin(int i) {
        return i < origins.size() ? origins.get(i) : MessageState.NOBODY;
    }

    /** The place in the stream of the first octet of the i-th message that was sent in the step. */
    long offset(int i) {
        return i < offsets.size() ? offsets.get(i) : 0;
    }

    void encode(BitWriter out) {
        if (kept.most() > 0) {
            out.put(incarnation, Plan.widthOf(kept.most()));
        }
        if (inStep >= 0) {
            out.put(partner, keeping.originWidth());
        }
        for (int bit = 0; bit < kept.told().size(); bit++) {
            out.put(told.get(bit));
        }
        if (streams != null) {
            streams.encode(out);
        }
    }

    void decode(BitReader in) {
        incarnation = kept.most() > 0 ? (int) in.get(Plan.widthOf(kept.most())) : 0;
        partner = inStep < 0 ? MessageState.NOBODY : (int) in.get(keeping.originWidth());
        for (int bit = 0; bit < kept.told().size(); bit++) {
            told.set(bit, in.getBoolean());
        }
        if (streams != null) {
            streams.decode(in);
        }
    }

    /** Whether what is kept is something that can occur. */
    boolean sound() {
        int most = keeping.peers().stream().mapToInt(Keeping.Peer::most).max().orElse(0);
        return incarnation <= kept.most() && partner <= MessageState.origin(most);
    }

    /** What is known now, as an immutable value. */
    Ghosts ghosts(int crashes) {
        return new Known(
                incarnation,
                crashes,
                (BitSet) told.clone(),
                kept.told(),
                streams == null ? 0 : streams.given(),
                streams == null ? 0 : streams.delivered(),
                streams == null || streams.faithful());
    }

    private record Known(
            int incarnation,
            int crashes,
            BitSet bits,
            List<Integer> signals,
            long sent,
            long delivered,
            boolean faithful)
            implements Ghosts {
        @Override
        public boolean told(int signal) {
            int bit = signals.indexOf(signal);
            return bit >= 0 && bits.get(bit);
        }
    }
}
