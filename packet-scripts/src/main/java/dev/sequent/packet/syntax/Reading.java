package dev.sequent.packet.syntax;

import dev.sequent.packet.script.Place;
import dev.sequent.packet.script.Script;
import java.util.List;

/**
 * What became of a text that was read as a script.
 *
 * @param file its name, for messages
 * @param text as it was read
 * @param script without the statements that could not be understood
 * @param initPlaces where the commands before the first event stand, in their order
 * @param problems in the order of their places; empty if the script is right
 */
public record Reading(String file, String text, Script script, List<Place> initPlaces, List<Problem> problems) {
    public Reading {
        initPlaces = List.copyOf(initPlaces);
        problems = List.copyOf(problems);
    }

    public boolean isRight() {
        return problems.isEmpty();
    }

    /** The problems as people read them. */
    public String report() {
        return ProblemPrinter.text(file, text, problems);
    }
}
