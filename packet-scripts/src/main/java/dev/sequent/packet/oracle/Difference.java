package dev.sequent.packet.oracle;

import dev.sequent.wire.TcpHeader;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where two hosts that were told the same have done different things.
 *
 * @param at which step of the exchange
 * @param before the state in which it found the connection, the same in both
 * @param facets in what they differ
 */
record Difference(Exchange exchange, int at, String before, Set<Facet> facets, Observation ours, Observation theirs) {
    Difference {
        facets = Set.copyOf(facets);
    }

    Step step() {
        return exchange.steps().get(at);
    }

    boolean in(Facet facet) {
        return facets.contains(facet);
    }

    boolean onlyIn(Facet first, Facet... more) {
        return EnumSet.of(first, more).containsAll(facets);
    }

    /** The host has opened; else it listens. */
    boolean isActive() {
        return exchange.steps().getFirst() instanceof Step.UserCall c && c.name() == Step.UserCall.Name.CONNECT;
    }

    /** Whether its user has gone. */
    boolean isWithoutUser() {
        return exchange.steps().subList(0, at).stream()
                .anyMatch(step -> step instanceof Step.UserCall c && c.name() == Step.UserCall.Name.CLOSE);
    }

    /** Whether a SYN has come to a host that had sent one. */
    boolean hasCrossed() {
        return arrivals().anyMatch(a -> a.has(TcpHeader.SYN) && !a.has(TcpHeader.ACK) && !a.has(TcpHeader.RST))
                && (before.equals("SYN-RECEIVED") || before.equals("CLOSED") && onlyIn(Facet.REPLY));
    }

    /** Whether a SYN has come that opens, and has text. */
    boolean hadTextOnSyn() {
        return onlyIn(Facet.REPLY, Facet.EVENTS, Facet.ACKNOWLEDGMENT)
                && arrivals().anyMatch(a -> a.has(TcpHeader.SYN) && !a.has(TcpHeader.ACK) && a.length() > 0);
    }

    /** Whether a segment with this control bit has come, now or earlier. */
    boolean hadBefore(int bit) {
        return arrivals().anyMatch(a -> a.has(bit));
    }

    /** Whether a FIN has come, now or earlier, before text that stands before it. */
    boolean sawFinBeyondGap() {
        return arrivals()
                .anyMatch(a -> a.has(TcpHeader.FIN)
                        && (a.kind().contains("gap") || a.sequence() > ours.taken() || step() != a));
    }

    private Stream<Step.Arrival> arrivals() {
        return exchange.steps().subList(0, at + 1).stream()
                .filter(Step.Arrival.class::isInstance)
                .map(Step.Arrival.class::cast);
    }
}
