package dev.sequent.stack.far;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.generated.tcp.Segment;
import dev.sequent.generated.tcp.TcpParameters;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Two bare ends with a link between them, in virtual time. Segments of a direction arrive in order, unless they are
 * lost.
 */
final class BarePair {

    static final long MILLIS = 1_000_000L;
    static final long SECOND = 1_000 * MILLIS;
    static final long HOUR = 3_600 * SECOND;

    /** So that eight segments fill a window. */
    static final int MSS = 8_192;

    /** Both ends at rest, at a moment. */
    record Rest(BareEnd.Rest a, BareEnd.Rest b, long now) {}

    final BareEnd a;
    final BareEnd b;
    long now = SECOND;

    BarePair(int issOfA, int issOfB, Consumer<TcpParameters> settings) {
        a = new BareEnd(issOfA, parameters(settings));
        b = new BareEnd(issOfB, parameters(settings));
        for (BareEnd end : new BareEnd[] {a, b}) {
            end.peer = end == a ? b : a;
            end.delay = MILLIS / 100;
        }
    }

    private static TcpParameters parameters(Consumer<TcpParameters> settings) {
        TcpParameters parameters = new TcpParameters();
        parameters.MTU = MSS + 40;
        settings.accept(parameters);
        return parameters;
    }

    /** The three-way handshake. */
    void open() {
        b.step(now);
        b.machine.open(now, false, false);
        a.step(now);
        a.machine.open(now, true, true);
        run(() -> a.state().equals("ESTABLISHED") && b.state().equals("ESTABLISHED"), SECOND);
        rest();
    }

    /** @return whether the condition came true within the time */
    boolean run(BooleanSupplier until, long nanos) {
        long limit = now + nanos;
        a.step(now);
        b.step(now);
        while (!until.getAsBoolean()) {
            long next = Math.min(a.next(), b.next());
            if (next > limit) {
                now = limit;
                return false;
            }
            now = Math.max(now, next);
            a.step(now);
            b.step(now);
        }
        return true;
    }

    void pass(long nanos) {
        run(() -> false, nanos);
    }

    /** Until everything is acknowledged and no timer runs. */
    void rest() {
        assertThat(run(() -> a.isAtRest() && b.isAtRest(), 10 * SECOND))
                .as(this::toString)
                .isTrue();
    }

    /** Sends both ways until that many octets have gone each way, all told, and nothing is under way any more. */
    void travel(long ofA, long ofB) {
        a.wanted = ofA;
        b.wanted = ofB;
        assertThat(run(() -> a.acknowledged == ofA && b.acknowledged == ofB, 5_000 * SECOND))
                .as(this::toString)
                .isTrue();
        assertThat(b.delivered).isEqualTo(ofA);
        assertThat(a.delivered).isEqualTo(ofB);
        rest();
    }

    Rest checkpoint() {
        return new Rest(a.rest(), b.rest(), now);
    }

    static BarePair from(Rest rest, int issOfA, int issOfB, Consumer<TcpParameters> settings) {
        BarePair pair = new BarePair(issOfA, issOfB, settings);
        pair.now = rest.now;
        pair.a.restore(rest.a, rest.now);
        pair.b.restore(rest.b, rest.now);
        pair.a.forget();
        pair.b.forget();
        return pair;
    }

    /** A segment that nobody has sent, to that end. */
    void inject(BareEnd to, int seq, int ack, int control, int window) {
        Segment s = new Segment();
        s.SEQ = seq;
        s.ACK = ack;
        s.CTL = control;
        s.WND = window;
        to.machine.receive(now, s);
        to.machine.quiet(now);
    }

    /** An acknowledgment of nothing new, to a, that offers no window. */
    void answerShut() {
        inject(a, (int) a.variable("RCV.NXT"), (int) a.variable("SND.UNA"), Segment.CTL_ACK, 0);
    }

    static boolean has(Segment s, int bit) {
        return (s.CTL & bit) != 0;
    }

    @Override
    public String toString() {
        return "at " + now + " ns\na: " + a + "\nb: " + b;
    }
}
