package dev.sequent.codegen.form;

import java.util.List;

/**
 * What the specification assumes of its parameters.
 *
 * @param condition over the parameters themselves
 * @param text in the specification's words, and where it stands
 * @param related the parameters that it is about, by their ordinals
 */
public record Assumption(Value condition, String text, List<Related> related) {
    public Assumption {
        related = List.copyOf(related);
    }

    /** @param unit in which its value is counted, empty for a plain number */
    public record Related(int parameter, String name, String unit) {}
}
