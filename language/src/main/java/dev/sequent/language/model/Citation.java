package dev.sequent.language.model;

import java.util.List;

/**
 * Where a rule comes from: {@code @rfc(9293, "3.10.7.4", MUST-12)}.
 *
 * @param rfc the document's number
 * @param section the section, for instance {@code 3.10.7.4}; empty when the annotation names none
 * @param requirements the numbers of those that are met, for instance {@code MUST-12}, {@code SHLD-3}
 * @param deviations from requirements of the same document; no declaration both meets one and deviates from it
 */
public record Citation(int rfc, String section, List<String> requirements, List<Deviation> deviations) {
    /**
     * A departure from what the document says: {@code deviates(MUST-23, "why")}, {@code deviates("why")}.
     *
     * @param requirement empty where the departure is from the text of the section and not from a numbered requirement
     * @param reason never blank
     */
    public record Deviation(String requirement, String reason) {
        public boolean fromText() {
            return requirement.isEmpty();
        }
    }

    @Override
    public String toString() {
        var text = new StringBuilder("RFC ").append(rfc);
        if (!section.isEmpty()) {
            text.append(", ").append(section);
        }
        requirements.forEach(r -> text.append(", ").append(r));
        deviations.forEach(d -> text.append(d.fromText() ? ", deviates" : ", deviates from " + d.requirement()));
        return text.toString();
    }
}
