package dev.sequent.proofs.coverage;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A numbered requirement of RFC 9293, appendix B: one line of {@code rfc9293-requirements.tsv}.
 *
 * @param number for instance {@code MUST-12}, {@code SHLD-3}
 * @param section where the RFC states it
 * @param group the heading of appendix B under which it is summed up
 * @param what in our words
 * @param standing empty when the credits say everything; else {@code not done: why}, {@code applications: why} (it is
 *     asked of programs that use TCP), or {@code but: what} (a part of it that the credits do not cover)
 */
record Requirement(String number, String section, String group, String what, String standing) {
    /** What looks like the number of a requirement. */
    static final Pattern NUMBER = Pattern.compile("(MUST|SHLD|MAY|REC)-\\d+");

    static final String NOT_DONE = "not done: ";
    static final String APPLICATIONS = "applications: ";

    static List<Requirement> all() {
        return RequirementLists.read("/dev/sequent/spec/coverage/rfc9293-requirements.tsv", 5).stream()
                .map(row -> new Requirement(row[0], row[1], row[2], row[3], row[4]))
                .toList();
    }

    boolean notDone() {
        return standing.startsWith(NOT_DONE);
    }

    boolean ofApplications() {
        return standing.startsWith(APPLICATIONS);
    }

    /** {@code MUST}, {@code SHLD}, {@code MAY} or {@code REC}. */
    String strength() {
        return number.substring(0, number.indexOf('-'));
    }
}
