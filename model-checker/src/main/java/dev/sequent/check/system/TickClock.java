package dev.sequent.check.system;

import dev.sequent.check.text.ValueText;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Scenario;
import dev.sequent.language.model.Type;
import dev.sequent.runtime.Machine;
import dev.sequent.runtime.Parameters;
import java.util.Locale;

/**
 * The clock of a scenario. Machines are always told that it is {@code now}: when time passes, what they remember moves
 * into the past instead ({@link Machine#age}), so that states which differ only in the date are one.
 *
 * @param now with ticks so late that 0 is long ago; without, 0
 * @param tick in nanoseconds; 0: the clock stands still
 * @param lifetime of a message, in ticks
 * @param memory how far back in ticks machines tell times apart
 */
public record TickClock(long now, long tick, int lifetime, long memory) {
    static final TickClock STILL = new TickClock(0, 0, 0, 0);

    static TickClock of(Protocol protocol, Scenario scenario, Parameters parameters) {
        return scenario.timing()
                .map(t -> {
                    long memory = Horizon.ticks(protocol, scenario, parameters);
                    try {
                        long now = Math.max(1L << 50, Math.multiplyExact(2 * memory, t.tick()));
                        return new TickClock(now, t.tick(), Math.toIntExact(t.lifetime() / t.tick()), memory);
                    } catch (ArithmeticException e) {
                        throw new IllegalArgumentException(
                                "scenario " + scenario.name()
                                        + " has a tick, a lifetime or a duration that is too long for"
                                        + " its clock: 64 bits of nanoseconds, and 2^31 ticks in a lifetime",
                                e);
                    }
                })
                .orElse(STILL);
    }

    /**
     * In words, for the bounds of a verdict: how far back the check distinguishes times; empty where no machine
     * remembers times.
     */
    public String lookingBack(Scenario scenario) {
        return Horizon.matters(scenario)
                ? ", times are known up to " + String.format(Locale.ROOT, "%,d", memory) + " ticks ("
                        + ValueText.text(Type.DURATION, memory * tick) + ") back"
                : "";
    }

    public boolean ticks() {
        return tick > 0;
    }

    /** Half ticks until that moment, 0 if it is past: an odd number for any moment between two ticks. */
    int until(long at) {
        long left = Math.max(0, at - now);
        return (int)
                Math.min(Integer.MAX_VALUE, 2 * Math.min(Integer.MAX_VALUE, left / tick) + (left % tick == 0 ? 0 : 1));
    }

    /** A tick passes. */
    void age(Machine machine) {
        machine.age(tick, horizon());
    }

    /** A time that is further back is known only to be so. */
    public long horizon() {
        return now - memory * tick;
    }
}
