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
 * Keeps what is to be known beside one machine, see {@link Keeping}. Whether a step begins an incarnation shows only
 * when it is over: what happens in it is noted, and counted by {@link #settle}.
 */
final class Keeper {
    /** RFC 9293, 3.3.1: initial receive sequence number. */
    private static final String IN_STEP = "IRS";

    private final Keeping keeping;
    private final Keeping.Peer kept;
    private final int initial;
    private final @Nullable Octets octets;
    private final @Nullable Streams streams;

    /** See {@link #inStep(Plan, int)}. */
    private final int inStep;

    private int incarnation;
    /** Of the message by which the machine came into step: whose connection it is in. */
    private int partner = MessageState.NOBODY;
    /** A bit for each signal of {@link Keeping.Peer#told}. */
    private final BitSet told = new BitSet();

    // The step under way.
    private boolean fromInitial;
    private long numbersBefore;
    private final BitSet toldNow = new BitSet();
    private final List<Runnable> moves = new ArrayList<>();
    private @Nullable MessageState arriving;
    private final List<Long> offsets = new ArrayList<>();

    Keeper(Plan plan, int peer) {
        keeping = plan.keeping;
        kept = keeping.peers().get(peer);
        initial = plan.peers[peer].type().initial().index();
        inStep = inStep(plan, peer);
        octets = keeping.octets(peer).orElse(null);
        streams = octets == null ? null : new Streams(octets);
    }

    /** The variable that says which sequence numbers of the other peer the machine is in step with; -1: there is none. */
    static int inStep(Plan plan, int peer) {
        return plan.keeping.origins()
                ? plan.peers[peer].type().variables().stream()
                        .filter(v -> v.name().equals(IN_STEP))
                        .mapToInt(v -> v.index())
                        .findFirst()
                        .orElse(-1)
                : -1;
    }

    /** A step begins. */
    void begin(Machine machine, @Nullable MessageState message) {
        fromInitial = machine.state() == initial;
        numbersBefore = inStep < 0 ? 0 : machine.variable(inStep);
        toldNow.clear();
        moves.clear();
        offsets.clear();
        arriving = message;
    }

    /** The user's call was answered. */
    void called(int call, long argument, int outcome, Machine machine) {
        if (octets != null && streams != null && call == octets.send() && octets.taken().contains(outcome)) {
            int end = (int) machine.variable(octets.end());
            moves.addFirst(() -> streams.give(argument, end)); // what the machine sent in the call, it sent with these
        }
    }

    void signal(int signal) {
        int bit = kept.told().indexOf(signal);
        if (bit >= 0) {
            toldNow.set(bit);
        }
    }

    void effect(int effect, long a, long b, long c, Machine machine) {
        if (octets == null || streams == null) {
            return;
        }
        if (effect == octets.place()) {
            int next = (int) machine.variable(octets.next());
            MessageState from = arriving;
            moves.add(() -> {
                if (from == null) {
                    throw new OctetFault("places octets and no message has arrived");
                }
                streams.place(from, (int) a, next, b, c);
            });
        } else if (effect == octets.deliver()) {
            moves.add(() -> streams.deliver(a));
        } else if (effect == octets.acknowledge()) {
            moves.add(() -> streams.acknowledge(a));
        }
    }

    /** The machine sends. */
    void sends(Message message) {
        if (streams != null) {
            moves.add(() -> offsets.add(streams.send(message)));
        }
    }

    /** The step is over. @throws OctetFault when octets were not moved as they should be */
    void settle(Machine machine) {
        boolean toInitial = machine.state() == initial;
        if (fromInitial && !toInitial) {
            incarnation = kept.incarnation() ? Math.min(incarnation + 1, Keeping.INCARNATIONS) : 0;
            told.clear();
            if (streams != null) {
                streams.begin();
            }
        }
        long numbers = inStep < 0 ? 0 : machine.variable(inStep);
        if (numbers != 0 && numbers != numbersBefore) {
            meet(arriving == null ? MessageState.NOBODY : arriving.origin);
        }
        told.or(toldNow);
        moves.forEach(Runnable::run);
        if (numbers == 0 && numbersBefore != 0) {
            meet(MessageState.NOBODY); // what it did with the octets, it did before it forgot the connection
        }
        if (toInitial && streams != null) {
            streams.end();
        }
    }

    private void meet(int origin) {
        partner = origin;
        if (streams != null) {
            streams.meet(partner);
        }
    }

    /** Of the messages of whose connection the machine is; {@link MessageState#NOBODY} if of none. */
    int partner() {
        return partner;
    }

    /** The machine has lost everything. */
    void crash() {
        partner = MessageState.NOBODY;
        if (streams != null) {
            streams.end();
        }
    }

    /** Of the messages sent now: who sends them. */
    int origin() {
        return keeping.origins() ? MessageState.origin(incarnation) : MessageState.NOBODY;
    }

    /** Of the i-th message that was sent in the step: the place in the stream of its first octet. */
    long offset(int i) {
        return i < offsets.size() ? offsets.get(i) : 0;
    }

    void encode(BitWriter out) {
        if (kept.incarnation()) {
            out.put(incarnation, Plan.widthOf(Keeping.INCARNATIONS));
        }
        if (inStep >= 0) {
            out.put(partner, MessageState.ORIGIN_WIDTH);
        }
        for (int bit = 0; bit < kept.told().size(); bit++) {
            out.put(told.get(bit));
        }
        if (streams != null) {
            streams.encode(out);
        }
    }

    void decode(BitReader in) {
        incarnation = kept.incarnation() ? (int) in.get(Plan.widthOf(Keeping.INCARNATIONS)) : 0;
        partner = inStep < 0 ? MessageState.NOBODY : (int) in.get(MessageState.ORIGIN_WIDTH);
        for (int bit = 0; bit < kept.told().size(); bit++) {
            told.set(bit, in.getBoolean());
        }
        if (streams != null) {
            streams.decode(in);
        }
    }

    /** What there is to know now, for good. */
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
            int incarnation, int crashes, BitSet bits, List<Integer> signals, long sent, long delivered, boolean faithful)
            implements Ghosts {
        @Override
        public boolean told(int signal) {
            int bit = signals.indexOf(signal);
            return bit >= 0 && bits.get(bit);
        }
    }
}
