package dev.sequent.stack.device;

/**
 * What a link does to the frames of one direction. Probabilities are from 0 to 1 and independent of each other.
 *
 * @param loss that a frame is lost
 * @param duplicate that it arrives twice
 * @param reorder that it is held back, until up to three later frames have overtaken it (or for at most
 *     {@link #REORDER_HOLD_NANOS})
 * @param corrupt that one bit of it, after the Ethernet header, is flipped; an ARP frame is lost instead, as it has no
 *     checksum and Ethernet's would have caught it
 * @param delayNanos by which every frame is delayed
 * @param jitterNanos by which the delay differs at most, to either side (never below zero); it does not reorder
 * @param seed from which all decisions follow
 */
public record Impairment(
        double loss, double duplicate, double reorder, double corrupt, long delayNanos, long jitterNanos, long seed) {

    /** How long a frame is held back at most when no later one comes. */
    public static final long REORDER_HOLD_NANOS = 20_000_000;

    /** A perfect link. */
    public static final Impairment NONE = new Impairment(0, 0, 0, 0, 0, 0, 0);

    public Impairment {
        probability("loss", loss);
        probability("duplicate", duplicate);
        probability("reorder", reorder);
        probability("corrupt", corrupt);
        if (delayNanos < 0 || jitterNanos < 0) {
            throw new IllegalArgumentException(
                    "delay and jitter are not negative: " + delayNanos + " ns, " + jitterNanos + " ns");
        }
    }

    private static void probability(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(name + " is a probability from 0 to 1, not " + value);
        }
    }

    /** Whether nothing is done to any frame. */
    public boolean isNone() {
        return loss == 0 && duplicate == 0 && reorder == 0 && corrupt == 0 && delayNanos == 0 && jitterNanos == 0;
    }
}
