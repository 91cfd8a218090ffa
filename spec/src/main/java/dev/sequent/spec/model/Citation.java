package dev.sequent.spec.model;

import java.util.List;

/**
 * Where a rule comes from: {@code @rfc(9293, "3.10.7.4", MUST-12)}.
 *
 * @param rfc the document's number
 * @param section the section, for instance {@code 3.10.7.4}; empty when the annotation names none
 * @param requirements the requirement numbers, for instance {@code MUST-12}, {@code SHLD-3}
 */
public record Citation(int rfc, String section, List<String> requirements) {
    @Override
    public String toString() {
        var text = new StringBuilder("RFC ").append(rfc);
        if (!section.isEmpty()) {
            text.append(", ").append(section);
        }
        requirements.forEach(r -> text.append(", ").append(r));
        return text.toString();
    }
}
