package dev.sequent.language.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What an engine explores: peers with their users' scripts, a network, mishaps, bounds.
 *
 * @param crashes which peers may crash, and how often; no peer occurs twice
 * @param attacks what an off-path attacker may send, and to whom
 * @param timing the clock; empty: untimed, a running timer may run out at any moment
 * @param fairness where it differs from the usual: strong for deliveries, weak for timers and users
 * @param settings parameter overrides for every peer
 * @param choices the values that a runtime function may return
 * @param bounds how often a timer may fire, for each peer
 * @param checks the properties and witnesses that it checks; each property has a binding ({@link Bindings}) here
 * @param everything whether it names none, and so checks all that have a binding
 * @param quick whether it is part of the quick check
 */
public record Scenario(
        String name,
        List<Peer> peers,
        Network network,
        List<Crash> crashes,
        List<Attack> attacks,
        Optional<Timing> timing,
        List<Fair> fairness,
        List<Setting> settings,
        List<Choice> choices,
        List<Bound> bounds,
        List<Protocol.Property> checks,
        boolean everything,
        boolean quick,
        String doc,
        List<Citation> citations,
        Span span) {

    /** Parameters that differ from their defaults, by name. @param over what is set from outside, which comes first */
    public Map<String, Long> set(Map<String, Long> over) {
        var set = new TreeMap<String, Long>();
        settings.forEach(s -> set.put(s.param().name(), s.value()));
        set.putAll(over);
        return set;
    }

    /**
     * @param afterCrash what the user does once the peer has crashed, instead of what is left of the script
     * @param ends states besides the initial one in which the user waits for nothing, whatever is left of the script
     */
    public record Peer(
            int index,
            String name,
            MachineType machine,
            List<UserStep> script,
            List<UserStep> afterCrash,
            List<MachineType.State> ends,
            Span span) {
        /** For a user who waits in all states except the initial one. */
        public Peer(
                int index,
                String name,
                MachineType machine,
                List<UserStep> script,
                List<UserStep> afterCrash,
                Span span) {
            this(index, name, machine, script, afterCrash, List.of(), span);
        }
    }

    /**
     * One user call. Steps that do not repeat are taken in order; a repeating one may be taken any number of times once
     * every step before it in the script has been taken.
     *
     * @param when evaluated in the peer's machine (no {@link Expr.OfPeer}); empty means at any time
     */
    public record UserStep(
            MachineType.Trigger.Call call, List<Expr> arguments, Optional<Expr> when, boolean repeat, Span span) {}

    /**
     * {@code capacity} segments in each direction. Without {@code reorder} a direction is first-in first-out.
     *
     * @param losses how many messages may be lost in each direction: 0 without {@code lose}, {@link #ANY} without a
     *     bound. With a bound, and clocks, every message arrives or is lost before it is older than its lifetime: time
     *     waits for it
     * @param held what is in flight at the beginning, oldest first: old duplicates, of connections before the scenario
     */
    public record Network(
            int capacity, boolean lose, int losses, boolean duplicate, boolean reorder, List<Held> held, Span span) {
        /** As many as there are. */
        public static final int ANY = Integer.MAX_VALUE;
    }

    /** A message that is in flight to a peer when the scenario begins. @param to ordinal of the peer */
    public record Held(int to, Sample message, Span span) {}

    /** A message with constant fields; those not named are zero or absent. */
    public record Sample(MessageType message, List<FieldValue> fields) {
        /** @param value in the generic form of the field's type; for bits, their mask */
        public record FieldValue(MessageType.Field field, long value) {}
    }

    /** The peer loses everything, at most {@code most} times, and starts afresh. @param peer ordinal */
    public record Crash(int peer, int most, Span span) {}

    /** At any time, any number of times, each of these may arrive at the peer. @param to ordinal of the peer */
    public record Attack(int to, List<Sample> messages, Span span) {}

    /**
     * Time passes in ticks; a timer fires when it is due, and not before.
     *
     * @param tick in nanoseconds, above 0
     * @param lifetime in nanoseconds, a whole number of ticks, possibly 0: a message that is older is gone, one of
     *     exactly that age is not
     */
    public record Timing(long tick, long lifetime, Span span) {}

    /** What fairness is assumed of runs. */
    public record Fair(Kind kind, Strength strength, Span span) {
        public enum Kind {
            DELIVERY,
            TIMERS,
            USERS
        }

        public enum Strength {
            /** What is possible again and again happens. */
            STRONG,
            /** What stays possible happens. */
            WEAK,
            NONE
        }
    }

    public record Setting(Protocol.Param param, long value, Span span) {}

    /**
     * @param inTurn each peer's first call returns the first value, its second the second, and so on (the last one from
     *     then on), instead of any at each call
     */
    public record Choice(Protocol.Extern function, List<Long> values, boolean inTurn, Span span) {}

    public record Bound(MachineType machine, MachineType.Timer timer, int most, Span span) {}
}
