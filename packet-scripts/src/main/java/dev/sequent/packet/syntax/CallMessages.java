package dev.sequent.packet.syntax;

import org.antlr.v4.runtime.Token;

/** PKT5: system calls. One method for each kind of mistake. */
final class CallMessages {
    private CallMessages() {}

    static Problem wrongCount(Token name, String form, int count) {
        return Messages.at(
                        "PKT502",
                        name,
                        name.getText() + " does not take " + count + (count == 1 ? " argument" : " arguments"))
                .hint("write " + form);
    }

    static Problem errorAndSuccess(Token errno, long result) {
        return Messages.at("PKT506", errno, "a call that fails returns -1, not " + result);
    }

    static Problem noFieldName(Token token) {
        return Messages.at("PKT507", token, "the name of a field is a word, as in {fd=3, events=POLLIN}");
    }

    static Problem unknownEscape(Token token, char c) {
        return Messages.at("PKT508", token, "a string has no \\" + c)
                .hint("there are \\n, \\r, \\t, \\\", \\\\, \\x0a and \\012");
    }
}
