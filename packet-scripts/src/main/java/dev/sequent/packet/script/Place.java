package dev.sequent.packet.script;

/**
 * Where something stands in a script.
 *
 * @param line from 1; 0 for what stands nowhere
 * @param column from 1, in characters
 */
public record Place(int line, int column) {

    /** Of what was not read from a file. */
    public static final Place NONE = new Place(0, 0);
}
