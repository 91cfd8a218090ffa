package dev.sequent.harness;

import dev.sequent.runtime.Message;
import dev.sequent.runtime.Step;

/** A step of one machine: what triggered it, and its results. */
final class HarnessStep implements Step {
    static final int CALL = 0;
    static final int TIMEOUT = 1;
    static final int ARRIVAL = 2;

    /** A letter that was sent; a list, in order. */
    static final class Sent {
        final Letter letter;
        Sent next;

        Sent(Letter letter) {
            this.letter = letter;
        }
    }

    /** What a function of the runtime has returned; a list, in order. */
    private static final class Answer {
        final long value;
        Answer next;

        Answer(long value) {
            this.value = value;
        }
    }

    private final Setting setting;
    private final int peer;
    final int kind;
    /** Step of the user's, or timer. */
    final int index;
    /** What arrives; null when nothing does. */
    final Letter letter;

    private final boolean forged;
    private final boolean stale;
    /** Whether the machine is in its initial state. */
    boolean inInitial;

    private final boolean fromInitial;
    final long numbersBefore;
    /** Whether it has forgotten those since. */
    boolean forgot;
    /** The signals that were given, as bits. */
    private final long[] signals;

    Move moves;
    private Move lastMove;
    /** The last move before the machine came to its initial state; null: there is none. */
    private Move beforeInitial;
    /** By which the incarnation begins that the step belongs to from its first move on. */
    private Move opening;
    /** By which the last one begins that begins in this step. */
    private Move begun;

    Sent sent;
    private Sent lastSent;
    private int sentCount;
    private Answer answers;
    private Answer lastAnswer;

    HarnessStep(
            Setting setting,
            int peer,
            int kind,
            int index,
            Letter letter,
            boolean forged,
            boolean stale,
            boolean inInitial,
            long numbersBefore) {
        this.setting = setting;
        this.peer = peer;
        this.kind = kind;
        this.index = index;
        this.letter = letter;
        this.forged = forged;
        this.stale = stale;
        this.inInitial = inInitial;
        fromInitial = inInitial;
        this.numbersBefore = numbersBefore;
        signals = new long[setting.signals(peer) / 64 + 1];
    }

    /** The machine has entered a state. What it did in the initial one belongs to the incarnation that begins now. */
    void entered(boolean initial) {
        if (inInitial && !initial) {
            boolean first = begun == null && beforeInitial == null && fromInitial;
            begun = new Move(Move.BEGIN, 0, 0, 0, 0, null);
            insert(beforeInitial, begun);
            if (first) {
                opening = begun;
            }
        } else if (!inInitial && initial) {
            beforeInitial = lastMove;
        }
        inInitial = initial;
    }

    /** Before all others of the incarnation that the step belongs to at first. */
    void first(Move move) {
        insert(opening, move);
    }

    /** Before all others of the last incarnation. */
    void firstOfLast(Move move) {
        insert(begun, move);
    }

    /** @param after null: before all others */
    private void insert(Move after, Move move) {
        move.next = after == null ? moves : after.next;
        if (after == null) {
            moves = move;
        } else {
            after.next = move;
        }
        if (move.next == null) {
            lastMove = move;
        }
    }

    void last(Move move) {
        if (lastMove == null) {
            moves = move;
        } else {
            lastMove.next = move;
        }
        lastMove = move;
    }

    void send(Letter out) {
        Sent more = new Sent(out);
        if (lastSent == null) {
            sent = more;
        } else {
            lastSent.next = more;
        }
        lastSent = more;
        sentCount++;
    }

    void signalled(int signal, int bit) {
        Setting.mark(signals, signal);
        if (bit >= 0) {
            last(new Move(Move.TELL, bit, 0, 0, 0, null));
        }
    }

    void answered(long value) {
        Answer more = new Answer(value);
        if (lastAnswer == null) {
            answers = more;
        } else {
            lastAnswer.next = more;
        }
        lastAnswer = more;
    }

    /** The next of the answers, once again. */
    long answer() {
        Answer first = answers;
        answers = first.next;
        return first.value;
    }

    @Override
    public int call() {
        return kind == CALL ? setting.called(peer, index) : NONE;
    }

    @Override
    public long argument(int i) {
        if (kind != CALL) {
            throw new IllegalStateException("no call was made");
        }
        return setting.argument(peer, index, i);
    }

    @Override
    public int timeout() {
        return kind == TIMEOUT ? index : NONE;
    }

    @Override
    public boolean receives() {
        return kind == ARRIVAL;
    }

    @Override
    public Message received() {
        if (letter == null) {
            throw new IllegalStateException("no message has arrived");
        }
        return letter.message;
    }

    @Override
    public int sent() {
        return sentCount;
    }

    @Override
    public Message sent(int i) {
        Sent at = sent;
        for (int left = i; left > 0; left--) {
            at = at.next;
        }
        return at.letter.message;
    }

    @Override
    public boolean signalled(int signal) {
        return Setting.marked(signals, signal);
    }

    @Override
    public boolean forged() {
        return forged;
    }

    @Override
    public boolean stale() {
        return stale;
    }
}
