package dev.sequent.spec.model;

import dev.sequent.spec.diagnostic.Span;
import java.util.List;
import java.util.Optional;

/**
 * What an engine explores: peers with their users' scripts, a network, bounds.
 *
 * @param settings parameter overrides for every peer
 * @param choices the values that a runtime function may return, each call a choice
 * @param bounds how often a timer may fire, for each peer
 * @param checks names of properties; empty means all that fit
 */
public record Scenario(
        String name,
        List<Peer> peers,
        Network network,
        List<Setting> settings,
        List<Choice> choices,
        List<Bound> bounds,
        List<Protocol.Property> checks,
        String doc,
        List<Citation> citations,
        Span span) {

    public record Peer(int index, String name, Machine machine, List<UserStep> script, Span span) {}

    /**
     * One user call. Steps that do not repeat are taken in order; a repeating one may be taken any number of times once
     * every step before it in the script has been taken.
     *
     * @param when evaluated in the peer's machine (no {@link Expr.OfPeer}); empty means at any time
     */
    public record UserStep(
            Machine.Trigger.Call call, List<Expr> arguments, Optional<Expr> when, boolean repeat, Span span) {}

    /** {@code capacity} segments in each direction. Without {@code reorder} a direction is first-in first-out. */
    public record Network(int capacity, boolean lose, boolean duplicate, boolean reorder, Span span) {}

    public record Setting(Protocol.Param param, long value, Span span) {}

    public record Choice(Protocol.Extern function, List<Long> values, Span span) {}

    public record Bound(Machine machine, Machine.Timer timer, int most, Span span) {}
}
