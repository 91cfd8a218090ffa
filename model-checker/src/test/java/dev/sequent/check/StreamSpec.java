package dev.sequent.check;

import dev.sequent.language.model.Protocol;

/** The protocol of {@code specs/stream.sqt}, which has something of everything. */
final class StreamSpec {
    static final String FILE = "stream.sqt";

    /** With one scenario. @param body what stands between its braces */
    Protocol scenario(String body) {
        return specs().append(FILE, "scenario s {\n" + body + "\n}\n").compile();
    }

    /** To be edited. */
    Specs specs() {
        return Specs.resource(FILE);
    }
}
