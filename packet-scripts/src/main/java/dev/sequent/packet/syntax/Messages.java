package dev.sequent.packet.syntax;

import dev.sequent.packet.script.Place;
import java.util.Collection;
import org.antlr.v4.runtime.Token;

/** PKT1 and PKT2: files, characters, statements, times. One method for each kind of mistake. */
final class Messages {
    private Messages() {}

    static Problem at(String code, Token token, String message) {
        String text = token.getText();
        int width = text.lines().findFirst().orElse("").length();
        return new Problem(code, StatementParser.place(token), Math.max(1, width), message, "");
    }

    static Problem notUtf8(int line) {
        return new Problem("PKT102", new Place(line, 1), 1, "the script is not text in UTF-8", "save it as UTF-8");
    }

    static Problem notClosed(Token token, String code, String what, String how) {
        return new Problem(code, StatementParser.place(token), 1, what + " is not closed", how);
    }

    static Problem strayCharacter(Token token) {
        int c = token.getText().codePointAt(0);
        return at("PKT107", token, String.format("the language has no '%s' (U+%04X)", token.getText(), c));
    }

    static Problem unexpected(Token found, String expected) {
        String what =
                found.getType() == Token.EOF ? "the statement ends" : "found '" + shortened(found.getText()) + "'";
        return at("PKT201", found, "expected " + expected + "; " + what);
    }

    private static String shortened(String text) {
        String line = text.lines().findFirst().orElse("");
        return line.length() <= 30 ? line : line.substring(0, 27) + "...";
    }

    static Problem backwards(Token time, String now, String before) {
        return at("PKT202", time, "the time goes back: " + now + " s, and it is " + before + " s here at least")
                .hint("events stand in the order of their times; +0.1 counts from the event before");
    }

    static Problem emptyRange(Token time) {
        return at("PKT203", time, "the range of times ends before it begins");
    }

    static Problem onlyCallsBlock(Token dots) {
        return at("PKT204", dots, "only a system call has a time at which it returns")
                .hint("for a packet that may come early or late, write 0.1~0.2");
    }

    static Problem negativeTime(Token time) {
        return at("PKT205", time, "a time is not negative");
    }

    static Problem tooFine(Token time) {
        return at("PKT206", time, "a time has nine decimals at most, and is no longer than a year");
    }

    static Problem commandWithoutTime(Token command) {
        return at(
                        "PKT207",
                        command,
                        "only before the first event and after the last one, a command stands without a time")
                .hint("write +0 before it");
    }

    static Problem lateOption(Token option) {
        return at("PKT208", option, "options stand at the top, before everything else");
    }

    static Problem noEvents(Place end) {
        return new Problem(
                "PKT209",
                end,
                1,
                "the script has no event",
                "for instance: 0 socket(..., SOCK_STREAM, IPPROTO_TCP) = 3");
    }

    static Problem tooDeep(Place place) {
        return new Problem(
                "PKT210",
                place,
                1,
                "nested too deeply: " + Depth.MOST + " brackets, signs and negations at most stand within each other",
                "write it flat");
    }

    /** What is unknown, with what may have been meant. @param or what to do if nothing is near */
    static Problem unknown(String code, Token token, String what, String name, Collection<String> known, String or) {
        String near = DidYouMean.hint(name, known);
        return at(code, token, "unknown " + what + " " + name).hint(near.isEmpty() ? or : near);
    }
}
