package dev.sequent.check.mutants;

/**
 * Why a mutant cannot be used.
 *
 * @param file the mutant's, as shown to people
 * @param line from 1; 0 when it is about the whole file
 * @param what one line, without the place
 * @param hint what to do about it; empty when that is plain. May have several lines
 */
public record Complaint(String file, int line, String what, String hint) {
    /** {@code FILE:LINE: what}, and below it, indented, what to do. Ends without a line break. */
    public String text() {
        String place = line == 0 ? file : file + ":" + line;
        return place + ": " + what
                + (hint.isEmpty() ? "" : "\n" + hint.indent(2).stripTrailing());
    }
}
