package dev.sequent.suite.stacks;

import dev.sequent.stack.tcp.TcpConnection;
import dev.sequent.stack.tcp.TcpListener;
import dev.sequent.stack.tcp.UserSide;
import dev.sequent.suite.property.Observer;
import dev.sequent.suite.property.Violation;
import dev.sequent.wire.TcpHeader;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sends one segment, and compares the answer with what RFC 9293, 3.10.7, says of it. */
final class FirstSegmentRun {
    private static final int SYN = TcpHeader.SYN;
    private static final int ACK = TcpHeader.ACK;
    private static final int RST = TcpHeader.RST;
    private static final int FIN = TcpHeader.FIN;

    /** An answer, as far as the RFC says. */
    private record Answer(int control, int sequence, int acknowledgment) {}

    private final FirstSegment plan;
    private final Rig rig;
    private final long window;
    private final RemoteWire.Segment segment;
    private final TcpListener listener;
    private final @Nullable TcpConnection opening;
    private final int iss;

    FirstSegmentRun(FirstSegment plan, Map<String, Long> parameters, long receiveBuffer, Observer observer) {
        this.plan = plan;
        this.rig = new Rig(parameters, plan.isn(), observer);
        this.window = receiveBuffer;
        rig.record();
        boolean listens = plan.place() == FirstSegment.Place.LISTENER || plan.place() == FirstSegment.Place.ANSWERING;
        listener = listens ? rig.listen(4) : rig.stack.listen(Rig.PORT, 4);
        TcpConnection connecting = null;
        int sent = 0;
        switch (plan.place()) {
            case NOBODY -> listener.close();
            case LISTENER -> {}
            case OPENING -> {
                listener.close();
                connecting = rig.connect();
                sent = first(SYN).sequence();
            }
            case ANSWERING -> {
                rig.wire.send(
                        new RemoteWire.Segment(
                                Rig.REMOTE_PORT, Rig.PORT, plan.remoteIsn(), 0, SYN, 65_535, 0, Rig.NOTHING),
                        1_460);
                rig.settle();
                sent = first(SYN | ACK).sequence();
            }
        }
        rig.settle();
        opening = connecting;
        iss = sent;
        segment = new RemoteWire.Segment(
                Rig.REMOTE_PORT,
                rig.stackPort(),
                plan.remoteIsn() + plan.sequence(),
                iss + plan.acknowledgment(),
                plan.control(),
                plan.window(),
                0,
                new byte[plan.octets()]);
    }

    private RemoteWire.Segment first(int control) {
        List<RemoteWire.Segment> come = rig.wire.take();
        if (come.size() != 1 || come.getFirst().control() != control) {
            throw new Violation("the connection did not begin with the one segment that it has to");
        }
        return come.getFirst();
    }

    void run() {
        rig.wire.send(segment, 0);
        rig.settle();
        List<RemoteWire.Segment> answers = rig.wire.take();
        if (!rig.log.isEmpty()) {
            throw new Violation("the specification, or the stack, broke off: " + String.join("; ", rig.log));
        }
        switch (plan.place()) {
            case NOBODY -> expect(answers, inClosed(), "3.10.7.1");
            case LISTENER -> expect(answers, inListen(), "3.10.7.2");
            case OPENING -> inSynSent(answers);
            case ANSWERING -> inSynReceived(answers);
        }
    }

    private static void expect(List<RemoteWire.Segment> answers, @Nullable Answer expected, String section) {
        if (expected == null) {
            if (!answers.isEmpty()) {
                throw new Violation("nothing was to be sent (" + section + "), and sent was " + words(answers));
            }
            return;
        }
        boolean same = answers.size() == 1
                && answers.getFirst().control() == expected.control
                && answers.getFirst().sequence() == expected.sequence
                && (!answers.getFirst().has(ACK) || answers.getFirst().acknowledgment() == expected.acknowledgment);
        if (!same) {
            throw new Violation(
                    "expected (" + section + "): control bits " + Integer.toBinaryString(expected.control) + ", SEQ "
                            + Integer.toUnsignedString(expected.sequence) + ", ACK "
                            + Integer.toUnsignedString(expected.acknowledgment) + "; sent was " + words(answers));
        }
    }

    private static String words(List<RemoteWire.Segment> answers) {
        return answers.stream()
                .map(s -> "control bits " + Integer.toBinaryString(s.control()) + ", SEQ "
                        + Integer.toUnsignedString(s.sequence()) + ", ACK "
                        + Integer.toUnsignedString(s.acknowledgment()))
                .reduce((a, b) -> a + "; " + b)
                .orElse("nothing");
    }

    // ---------------------------------------------------------------- the RFC, case by case

    private @Nullable Answer inClosed() {
        if (segment.has(RST)) {
            return null;
        }
        return segment.has(ACK)
                ? new Answer(RST, segment.acknowledgment(), 0)
                : new Answer(RST | ACK, 0, segment.sequence() + plan.length());
    }

    private @Nullable Answer inListen() {
        if (segment.has(RST)) {
            return null;
        }
        if (segment.has(ACK)) {
            return new Answer(RST, segment.acknowledgment(), 0);
        }
        return segment.has(SYN)
                ? new Answer(SYN | ACK, plan.isn() + (int) (rig.simulation.now() / 4_000), segment.sequence() + 1)
                : null;
    }

    private void inSynSent(List<RemoteWire.Segment> answers) {
        String section = "3.10.7.3";
        UserSide user = java.util.Objects.requireNonNull(opening).user();
        boolean acceptable = segment.acknowledgment() == iss + 1;
        if (segment.has(ACK) && !acceptable) {
            expect(answers, segment.has(RST) ? null : new Answer(RST, segment.acknowledgment(), 0), section);
            expectPhase(user, UserSide.Phase.OPENING);
        } else if (segment.has(RST)) {
            expect(answers, null, section);
            expectPhase(user, segment.has(ACK) ? UserSide.Phase.ENDED : UserSide.Phase.OPENING);
        } else if (!segment.has(SYN)) {
            expect(answers, null, section);
            expectPhase(user, UserSide.Phase.OPENING);
        } else if (segment.has(ACK)) {
            int taken = (int) Math.min(plan.octets(), window);
            boolean fin = segment.has(FIN) && plan.octets() < window;
            expect(answers, new Answer(ACK, iss + 1, segment.sequence() + 1 + taken + (fin ? 1 : 0)), section);
            expectPhase(user, UserSide.Phase.OPEN);
        } else {
            expect(answers, new Answer(SYN | ACK, iss, segment.sequence() + 1), section);
            expectPhase(user, UserSide.Phase.OPENING);
        }
    }

    private static void expectPhase(UserSide user, UserSide.Phase phase) {
        if (user.phase() != phase) {
            throw new Violation(
                    "the connection was to be " + phase + " then, and is " + user.phase() + ", " + user.failure());
        }
    }

    /** After {@code <SEQ=IRS><CTL=SYN>} and {@code <SEQ=ISS><ACK=IRS+1><CTL=SYN,ACK>}. */
    private void inSynReceived(List<RemoteWire.Segment> answers) {
        String section = "3.10.7.4";
        int next = plan.remoteIsn() + 1;
        var here = new Answer(ACK, iss + 1, next);
        if (segment.has(SYN) && !segment.has(ACK) && !segment.has(RST) && segment.sequence() == plan.remoteIsn()) {
            expect(answers, new Answer(SYN | ACK, iss, next), section); // Its SYN again: the SYN,ACK was lost.
        } else if (segment.has(RST)) {
            boolean inside = segment.sequence() - next >= 0 && segment.sequence() - next < window;
            expect(answers, inside && segment.sequence() != next ? here : null, section + ", RFC 5961, 3.2");
            expectConnection(!(segment.sequence() == next));
        } else if (!acceptable(next)) {
            expect(answers, here, section);
            expectConnection(true);
        } else if (segment.has(SYN)) {
            expect(answers, null, section);
            expectConnection(false);
        } else if (!segment.has(ACK)) {
            expect(answers, null, section);
            expectConnection(true);
        } else if (segment.acknowledgment() != iss + 1) {
            expect(answers, new Answer(RST, segment.acknowledgment(), 0), section);
            expectConnection(true);
        } else if (listener.poll() == null) {
            throw new Violation("the SYN was acknowledged, and the connection is not established (3.10.7.4, fifth)");
        }
    }

    /** Table 6, with what it misses: an empty segment at the right edge, and text that covers the whole window. */
    private boolean acceptable(int next) {
        long begin = segment.sequence() - next;
        long end = begin + plan.length();
        return plan.length() == 0 ? begin >= 0 && begin <= window : begin < window && end > 0;
    }

    private void expectConnection(boolean there) {
        if (rig.connection().isPresent() != there) {
            throw new Violation(
                    "the connection was " + (there ? "not " : "") + "to be gone then, and is in " + rig.state());
        }
    }
}
