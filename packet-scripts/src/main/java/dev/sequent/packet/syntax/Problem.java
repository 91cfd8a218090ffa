package dev.sequent.packet.syntax;

import dev.sequent.packet.script.Place;

/**
 * A mistake in a script.
 *
 * @param code stable; PKT1 files and characters, PKT2 statements and times, PKT3 options of the script, PKT4 packets,
 *     PKT5 system calls, PKT6 the script as a whole
 * @param width how many characters from its place on are meant, at least 1
 * @param hint what to do about it, or empty
 */
public record Problem(String code, Place place, int width, String message, String hint) {

    Problem hint(String text) {
        return new Problem(code, place, width, message, text);
    }
}
