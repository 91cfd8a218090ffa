package dev.sequent.suite.stacks;

import dev.sequent.stack.tcp.ConnectionInfo;
import dev.sequent.stack.tcp.Observed;
import dev.sequent.stack.tcp.TcpConnection;
import dev.sequent.stack.tcp.TcpException;
import dev.sequent.suite.exchange.Calls;
import dev.sequent.suite.property.Observer;
import dev.sequent.suite.property.Property;
import dev.sequent.suite.property.Sequences;
import dev.sequent.suite.property.Setting;
import dev.sequent.suite.property.Violation;
import dev.sequent.wire.TcpHeader;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;

/** The retransmission timeout, against RFC 6298's formulas in real numbers. */
final class RoundTrips implements Property<RoundTrips.Trips> {

    /**
     * Round trips that a connection sees.
     *
     * @param opening that of the SYN, in microseconds
     * @param trips of what is sent then, one after the other
     */
    record Trips(int opening, Map<String, Long> parameters, List<Trip> trips) {}

    /** @param micros from sending to acknowledgment @param lost so many times before, the segment is lost */
    record Trip(int micros, int lost) {}

    private static final long MICROS = 1_000;
    private static final long SECOND = 1_000_000_000;
    /** What divisions of whole numbers, and doubling what came of them, may make of it, as a share of it. */
    private static final double ROUNDING = 1e-4;

    /** A timer may run out so much later, in nanoseconds, and earlier, as here it is computed in real numbers. */
    private static final long TICK = 1_000_000;

    private final Setting setting;

    RoundTrips(Setting setting) {
        this.setting = setting;
    }

    @Override
    public String name() {
        return "round-trips";
    }

    @Override
    public String sentence() {
        return "After any sequence of round trips and losses the retransmission timeout is what RFC 6298 computes, a segment is"
                + " retransmitted exactly then, the timeout doubles, and what was sent twice is no sample.";
    }

    @Override
    public String reference() {
        return "RFC 6298, 2, 3, 5; RFC 9293, 3.8.1";
    }

    @Override
    public int tries() {
        return 2_000;
    }

    @Override
    public Arbitrary<Trips> values() {
        Arbitrary<Integer> micros = Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.integers().between(0, 1_000)),
                Tuple.of(3, Arbitraries.integers().between(0, 199_000)),
                Tuple.of(1, Arbitraries.of(0)));
        Arbitrary<Integer> lost = Arbitraries.frequencyOf(
                Tuple.of(4, Arbitraries.of(0)),
                Tuple.of(1, Arbitraries.integers().between(1, 4)));
        Arbitrary<Long> floors = Arbitraries.of(1_000_000L, 50_000_000L, 200_000_000L, SECOND);
        return Combinators.combine(
                        micros,
                        floors,
                        Sequences.of(Combinators.combine(micros, lost).as(Trip::new), 12))
                .as((opening, floor, trips) -> new Trips(opening, parameters(floor), trips));
    }

    private Map<String, Long> parameters(long floor) {
        Map<String, Long> all = new TreeMap<>();
        all.put("RTO-MIN", floor);
        all.putAll(setting.set());
        all.keySet().removeIf(name -> setting.parameter(name).isEmpty());
        return all;
    }

    @Override
    public void check(Trips trips, Observer observer) {
        var run = new Run(trips, observer);
        try {
            run.run();
            observer.number("round trips", trips.trips.size());
        } catch (TcpException e) {
            throw new Violation("the connection failed: " + e.failure());
        }
    }

    private long value(Trips trips, String name) {
        Long chosen = trips.parameters.get(name);
        return chosen != null ? chosen : setting.value(name);
    }

    private final class Run {
        final Rig rig;
        private final Trips plan;
        private final TcpConnection connection;
        private final int iss;
        private int sent;

        // RFC 6298, 2, in nanoseconds.
        private boolean sampled;
        private double srtt;
        private double rttvar;
        private double rto;

        Run(Trips plan, Observer observer) {
            this.plan = plan;
            rig = new Rig(plan.parameters, 1_000, observer);
            rig.record();
            rto = value(plan, "RTO-INITIAL");
            connection = rig.connect();
            iss = rig.wire.take().getFirst().sequence();
        }

        void run() throws TcpException {
            if (plan.opening * MICROS >= rto) {
                return;
            }
            rig.simulation.runFor(plan.opening * MICROS);
            answer(TcpHeader.SYN | TcpHeader.ACK, iss + 1);
            sample(plan.opening * MICROS);
            for (Trip trip : plan.trips) {
                expectTimeout();
                if (trip.micros * MICROS >= rto) {
                    continue; // It would be lost, and then late.
                }
                take(trip);
            }
            expectTimeout();
        }

        private void take(Trip trip) throws TcpException {
            rig.recorder.ifPresent(r -> r.call(0, Calls.SEND, 1));
            connection.user().write(new byte[] {1}, 0, 1);
            rig.settle();
            expectSegment("when the user has written");
            long last = rig.simulation.now();
            for (int i = 0; i < trip.lost; i++) {
                long due = last + Math.round(rto);
                boolean came = rig.simulation.run(rig.wire::waiting, due + TICK);
                last = rig.simulation.now();
                if (!came || last < due - TICK) {
                    throw new Violation("it was to be retransmitted at " + due + " ns, after " + Math.round(rto)
                            + " ns, and " + (came ? "that was done at " + last : "was not"));
                }
                expectSegment("when the timeout was over");
                rto = Math.min(2 * rto, value(plan, "RTO-MAX"));
                if (i + 1 >= value(plan, "R1")) {
                    sampled = false; // 5.7: what was known is likely bogus by now.
                }
            }
            rig.simulation.runFor(trip.micros * MICROS);
            if (trip.lost == 0) {
                sample(trip.micros * MICROS);
            } else if (!rig.wire.take().isEmpty()) {
                throw new Violation("it was retransmitted again before its timeout");
            }
            sent++;
            answer(TcpHeader.ACK, iss + 1 + sent);
        }

        private void expectSegment(String when) {
            List<RemoteWire.Segment> come = rig.wire.take();
            if (come.size() != 1 || come.getFirst().sequence() != iss + 1 + sent) {
                throw new Violation(come.size() + " segments were sent " + when + ", and not the one that has to be");
            }
        }

        private void answer(int control, int acknowledgment) {
            boolean opening = (control & TcpHeader.SYN) != 0;
            rig.wire.send(
                    new RemoteWire.Segment(
                            Rig.REMOTE_PORT,
                            rig.stackPort(),
                            opening ? 1_000 : 1_001,
                            acknowledgment,
                            control,
                            65_535,
                            0,
                            Rig.NOTHING),
                    0);
            rig.settle();
            rig.wire.take();
        }

        private void sample(double r) {
            if (sampled) {
                rttvar = 0.75 * rttvar + 0.25 * Math.abs(srtt - r);
                srtt = 0.875 * srtt + 0.125 * r;
            } else {
                srtt = r;
                rttvar = r / 2;
                sampled = true;
            }
            double computed = srtt + Math.max(value(plan, "CLOCK-GRANULARITY"), 4 * rttvar);
            rto = Math.clamp(computed, value(plan, "RTO-MIN"), value(plan, "RTO-MAX"));
        }

        private void expectTimeout() {
            Long observed = observed();
            if (observed != null && Math.abs(observed - rto) > ROUNDING * rto) {
                throw new Violation(
                        "RTO is " + Math.round(rto) + " ns by RFC 6298, and the connection has " + observed);
            }
        }

        private @Nullable Long observed() {
            for (ConnectionInfo info : rig.stack.connections(true)) {
                for (Observed.Value value : info.observed().values()) {
                    if (value.observable().name().equals("rto")
                            && value.number().isPresent()) {
                        return value.number().getAsLong();
                    }
                }
            }
            return null; // The specification does not tell.
        }
    }

    @Override
    public String text(Trips trips) {
        var text = new StringBuilder("the SYN is answered after " + trips.opening + " us; " + trips.parameters);
        trips.trips.forEach(t -> text.append("\n  ")
                .append(t.lost == 0 ? "" : "lost " + t.lost + " times, and then ")
                .append("acknowledged after ")
                .append(t.micros)
                .append(" us"));
        return text.toString();
    }
}
