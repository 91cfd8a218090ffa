package dev.sequent.packet.oracle;

import dev.sequent.packet.run.LiveSegment;
import dev.sequent.packet.run.RfcForm;
import java.util.List;
import java.util.OptionalLong;

/**
 * What a host has sent in one step, with all taken out that an implementation is free to do one way or another: into
 * how many segments it cuts its text, PSH, the values of windows, and whether an ACK that is not due yet goes out by
 * itself.
 *
 * @param segments all of them, as {@link RfcForm} has it, with relative numbers
 * @param resets of a RST, its numbers
 * @param syns of a SYN, its control bits and its MSS
 * @param text what its text covers, as ranges of relative sequence numbers that do not touch
 * @param fin where its FIN stands
 * @param acknowledgment the last that a segment other than a RST carried
 * @param repeats a segment without text, SYN or FIN acknowledges no more than was acknowledged before
 * @param damage what is wrong with the octets of a segment; empty if nothing is
 */
record Answer(
        List<String> segments,
        List<String> resets,
        List<String> syns,
        String text,
        OptionalLong fin,
        OptionalLong acknowledgment,
        boolean repeats,
        String damage) {

    /** Whether there is nothing at all. */
    boolean isSilence() {
        return segments.isEmpty();
    }

    /** @see LiveSegment#damage() */
    boolean isDamaged() {
        return !damage.isEmpty();
    }
}
