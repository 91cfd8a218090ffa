package dev.sequent.packet.oracle;

import dev.sequent.packet.oracle.Step.Arrival;
import dev.sequent.packet.oracle.Step.UserCall;
import dev.sequent.wire.TcpHeader;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * In what Linux and the specification differ: what was seen of 6.18, and why, class by class. A difference belongs to
 * the first class that it fits, so narrow ones come first.
 */
final class LinuxDifferences {
    private static final Set<String> AFTER_THE_FIN = Set.of("CLOSE-WAIT", "CLOSING", "LAST-ACK", "TIME-WAIT");
    private static final long HALF = 1L << 31;

    private LinuxDifferences() {}

    static final List<DifferenceClass> ALL = List.of(
            new DifferenceClass(
                    "what a RST acknowledges",
                    "To a user's ABORT Linux answers with `<SEQ=SND.NXT><ACK=RCV.NXT><CTL=RST,ACK>`, where the RFC has no ACK; to "
                            + "text that nobody will read with `<SEQ=SEG.ACK><CTL=RST>`, where the specification sends the former. "
                            + "A receiver looks at SEG.SEQ alone (RFC 9293, 3.5.3).",
                    "user-calls.sqt: ABORT (3.10.5), reset-for-lost-data (3.6.1, SHLD-3)",
                    true,
                    d -> d.onlyIn(Facet.RESET)
                            && oneReset(d.ours())
                            && oneReset(d.theirs())
                            && resetAt(d.ours()).equals(resetAt(d.theirs()))),
            new DifferenceClass(
                    "control bits that make no sense",
                    "Linux drops a SYN with FIN in LISTEN, ignores the FIN on a SYN,ACK, and drops whatever has none of SYN, ACK "
                            + "and RST before it looks at its sequence number. The RFC processes the FIN later, and answers "
                            + "what is outside of the window first.",
                    "segment-arrives.sqt: 3.10.7.2 third, 3.10.7.3 fourth, 3.10.7.4 first and fifth",
                    false,
                    d -> arrival(
                            d,
                            a -> a.has(TcpHeader.SYN) && a.has(TcpHeader.FIN)
                                    || !a.has(TcpHeader.ACK) && !a.has(TcpHeader.SYN) && !a.has(TcpHeader.RST))),
            new DifferenceClass(
                    "connections that cross",
                    "When two SYNs have crossed, Linux takes the SYN,ACK of the other end, which the figure of RFC 9293, 3.5 has "
                            + "as well, though by 3.10.7.4 its number is old: it draws an ACK, and that ends the opening. Linux takes an "
                            + "ACK of nothing, too. A SYN that comes again draws an ACK from Linux, and from us the SYN,ACK that was lost. "
                            + "A RST is a reset to Linux, and by 3.10.7.4 a refusal; an ICMP error, and a FIN that the user has asked "
                            + "for, end or wait for the opening where here they are told and sent at once.",
                    "segment-arrives.sqt: 3.10.7.4 first, deviates (syn-again), second; user-calls.sqt: CLOSE in SYN-RECEIVED",
                    false,
                    d -> d.isActive() && d.hasCrossed()),
            new DifferenceClass(
                    "half-open connections",
                    "Linux keeps a connection in SYN-RECEIVED as a request of its listener. It looks at the ACK before the "
                            + "sequence number, answers another SYN in the window with a RST, a RST that only reaches into it with an ACK, and "
                            + "gives up at an ICMP error; text on the SYN it drops. By 3.10.7.4 the order is sequence number, RST, SYN, ACK, "
                            + "and the user's passive OPEN goes on without a word; by 3.10.7.2 text on a SYN is kept.",
                    "segment-arrives.sqt: 3.10.7.4 first to fifth; acceptance.sqt: reset-acceptable, return-to-listen (MUST-11)",
                    false,
                    d -> !d.isActive()
                            && (d.before().equals("SYN-RECEIVED") && !(d.step() instanceof UserCall)
                                    || d.hadTextOnSyn())),
            new DifferenceClass(
                    "a SYN again at once",
                    "After an acknowledgment of nothing in SYN-SENT Linux sends its SYN again without waiting for the timeout: "
                            + "an old connection may have swallowed it.",
                    "timeouts.sqt: RETRANSMISSION (3.8.1, RTO-INITIAL)",
                    false,
                    d -> d.isActive()
                            && d.in(Facet.SYN)
                            && d.ours().answer().syns().isEmpty()
                            && d.onlyIn(Facet.SYN)),
            new DifferenceClass(
                    "urgent data",
                    "Linux takes the last octet of urgent data out of the stream, and a read stops where it was. RFC 6093 wants it "
                            + "in line, where it is here.",
                    "text.sqt: note-urgent (3.8.5); RFC 6093, 3",
                    false,
                    d -> d.onlyIn(Facet.REPLY, Facet.EVENTS, Facet.ACKNOWLEDGMENT) && d.hadBefore(TcpHeader.URG)),
            new DifferenceClass(
                    "what comes after the remote's FIN",
                    "Linux drops text and FIN in silence, and in TIME-WAIT a RST that is not exact. By 3.10.7.4 text is ignored, and "
                            + "what occupies sequence space is acknowledged; by RFC 5961 such a RST draws a challenge ACK.",
                    "segment-arrives.sqt: 3.10.7.4 seventh, deviates (MUST-59)",
                    true,
                    d -> AFTER_THE_FIN.contains(d.before())
                            && d.onlyIn(Facet.ACKNOWLEDGMENT)
                            && d.theirs().answer().isSilence()
                            && arrival(
                                    d,
                                    a -> a.sequence() >= d.ours().taken() && (a.occupies() || a.has(TcpHeader.RST)))),
            new DifferenceClass(
                    "the edges of the window",
                    "For Linux the window begins where it last sent an ACK, not at RCV.NXT, and what ends there still counts: it "
                            + "processes the acknowledgment of old text that we only answer. After the remote's FIN it takes a RST one to the "
                            + "left of RCV.NXT. A number exactly half a circle away lies ahead for Linux; by RFC 9293, 3.4 it is neither "
                            + "before nor after.",
                    "acceptance.sqt: acceptable (Table 6), reset-acceptable (RFC 5961, 3.2), opens-anew",
                    false,
                    d -> arrival(
                            d,
                            a -> a.end() <= d.ours().taken() && (a.occupies() || a.has(TcpHeader.RST))
                                    || Math.abs(a.sequence() - d.ours().taken()) == HALF)),
            new DifferenceClass(
                    "text before its acknowledgment",
                    "What comes in order Linux takes on a fast path, also if its acknowledgment is one of RFC 5961, 5.2, that must "
                            + "be challenged, and its text not taken.",
                    "segment-arrives.sqt: 3.10.7.4 fifth (RFC 5961, 5.2)",
                    false,
                    d -> d.in(Facet.ACKNOWLEDGMENT)
                            && arrival(
                                    d, a -> a.length() > 0 && a.acknowledgment() < 0 && a.from() == Step.From.NEWEST)),
            new DifferenceClass(
                    "a FIN out of order",
                    "Here a FIN that is seen is the end, wherever it stands: text behind it is cut off. Linux forgets one that text "
                            + "runs over. And when its user has gone, Linux takes a FIN beyond a gap for text that nobody will read, "
                            + "and resets.",
                    "text.sqt: note-fin, text-edge (3.10.7.4)",
                    false,
                    d -> d.in(Facet.STATE) && d.sawFinBeyondGap()),
            new DifferenceClass(
                    "FIN-WAIT-2 without a user",
                    "Linux keeps no more of such a connection than of one in TIME-WAIT: a RST in the window ends it, one outside of "
                            + "the window draws an ACK, and a wrong acknowledgment none. Here it is a connection like others, until "
                            + "FIN-WAIT-2-TIME has passed.",
                    "segment-arrives.sqt: 3.10.7.4 second, fifth (RFC 5961); FIN-WAIT-2-TIME, deviates (MUST-13)",
                    false,
                    d -> d.before().equals("FIN-WAIT-2") && d.isWithoutUser() && d.step() instanceof Arrival),
            new DifferenceClass(
                    "when text and FIN go out",
                    "Linux sends a last, small segment while full ones are outstanding (Minshall's variant of Nagle's algorithm), "
                            + "fills what is left of a window, keeps a congestion window, and believes a window that shrinks only "
                            + "if something new comes with it. When its user has closed it is in the next state at once; here, as in "
                            + "3.10.4, that is entered with the FIN, which may have to wait.",
                    "NAGLE (3.7.4, SHLD-7); output.sqt: 3.8.6.2.1; use congestion = Unlimited, deviates (MUST-19); "
                            + "user-calls.sqt: CLOSE in CLOSE-WAIT (3.10.4)",
                    false,
                    d -> d.onlyIn(Facet.TEXT, Facet.FIN, Facet.ACKNOWLEDGMENT, Facet.STATE, Facet.EVENTS)
                                    && (d.in(Facet.TEXT) || d.in(Facet.FIN))
                                    && oneSendsMore(d)
                            || d.step() instanceof UserCall && d.onlyIn(Facet.STATE)));

    /** The text of both begins at the same place, if both send any. */
    private static boolean oneSendsMore(Difference d) {
        String ours = d.ours().answer().text();
        String theirs = d.theirs().answer().text();
        return ours.isEmpty() || theirs.isEmpty() || ours.split(":")[0].equals(theirs.split(":")[0]);
    }

    private static boolean arrival(Difference d, Predicate<Arrival> is) {
        return d.step() instanceof Arrival a && is.test(a);
    }

    private static boolean oneReset(Observation o) {
        return o.answer().resets().size() == 1;
    }

    private static String resetAt(Observation o) {
        return o.answer().resets().getFirst().split(" ")[0];
    }
}
