package dev.sequent.packet.syntax;

import java.util.List;
import org.antlr.v4.runtime.Token;

/** PKT4: packets. One method for each kind of mistake. */
final class PacketMessages {
    private PacketMessages() {}

    static Problem unknownFlag(Token token, char flag) {
        return Messages.at("PKT401", token, "'" + flag + "' is no flag")
                .hint("the flags are F, S, R, P, '.' (ACK), U, E, W and A (the three of ECN); '-' is none of them");
    }

    static Problem flagTwice(Token token, char flag) {
        return Messages.at("PKT407", token, "the flag '" + flag + "' is there twice")
                .hint("a segment has each flag or has it not; digits stand for AE, CWR and ECE together");
    }

    static Problem wrongEnd(Token token, long first, int length, long end) {
        return Messages.at(
                        "PKT402",
                        token,
                        "a range that begins with " + first + " and has " + length + " octets ends with " + end
                                + ", not " + token.getText())
                .hint("SYN and FIN do not count here: write " + first + ":" + end + "(" + length + ")");
    }

    static Problem windowMissing(Token flags) {
        return Messages.at("PKT403", flags, "a segment that comes in has a window")
                .hint("write win 1000, for instance, behind the acknowledgment");
    }

    static Problem acknowledgmentMissing(Token flags) {
        return Messages.at("PKT404", flags, "the flag '.' (ACK) needs an acknowledgment number")
                .hint("write ack 1, for instance, behind the range of sequence numbers");
    }

    static Problem urgentPointerMissing(Token flags) {
        return Messages.at("PKT405", flags, "the flag U needs an urgent pointer")
                .hint("write urg 1, for instance, behind the window");
    }

    static Problem optionsMissing(Token token) {
        return Messages.at("PKT406", token, "<...> does not say which options a segment that comes in has")
                .hint("it is for segments that are expected; leave it out for no options");
    }

    static Problem quoteOutsideIcmp(Token token) {
        return Messages.at("PKT433", token, "only an ICMP message quotes a segment");
    }

    static Problem notAQuote(Token token) {
        return Messages.at(
                "PKT434", token, "an ICMP message quotes a segment by its sequence numbers, as [1:1001(1000)]");
    }

    static Problem strayMtu(Token token) {
        return Messages.at("PKT435", token, "only 'icmp unreachable frag_needed' reports an MTU");
    }

    /** A number within bounds; the lower one, if it is not, which then is among the problems. */
    static long number(Token token, String what, long min, long max, List<Problem> problems) {
        try {
            long value = Long.decode(decimal(token.getText()));
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Too long for any number here: said below.
        }
        problems.add(
                Messages.at("PKT410", token, what + " is from " + min + " to " + max + ", not " + token.getText()));
        return min;
    }

    /** Without zeros in front, which would make it octal. */
    private static String decimal(String text) {
        return text.startsWith("0x") || text.startsWith("0X") ? text : text.replaceFirst("^(-?)0+(?=\\d)", "$1");
    }
}
