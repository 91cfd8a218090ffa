package dev.sequent.packet.oracle;

import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/** What of two observations must be equal, if two hosts agree. */
final class Comparison {
    private Comparison() {}

    static Set<Facet> of(Observation a, Observation b) {
        Set<Facet> facets = EnumSet.noneOf(Facet.class);
        differ(facets, Facet.REPLY, a.reply(), b.reply());
        differ(facets, Facet.STATE, a.state(), b.state());
        differ(facets, Facet.EVENTS, a.events(), b.events());
        differ(facets, Facet.SYN, a.answer().syns(), b.answer().syns());
        differ(facets, Facet.TEXT, a.answer().text(), b.answer().text());
        differ(facets, Facet.FIN, a.answer().fin(), b.answer().fin());
        differ(facets, Facet.RESET, a.answer().resets(), b.answer().resets());
        differ(facets, Facet.OCTETS, a.answer().damage(), b.answer().damage());
        if (!acknowledgmentsAgree(a.answer(), b.answer())) {
            facets.add(Facet.ACKNOWLEDGMENT);
        }
        return facets;
    }

    private static void differ(Set<Facet> facets, Facet facet, Object a, Object b) {
        if (!Objects.equals(a, b)) {
            facets.add(facet);
        }
    }

    /**
     * An ACK of something new may wait (RFC 9293, 3.8.6.3): that one host has sent it and the other has not is no
     * difference, and neither is that the other sends it later. One that tells nothing new is an answer, and is due at
     * once.
     */
    private static boolean acknowledgmentsAgree(Answer a, Answer b) {
        if (a.acknowledgment().isPresent() && b.acknowledgment().isPresent()) {
            return a.acknowledgment().equals(b.acknowledgment());
        }
        return !a.repeats() && !b.repeats();
    }
}
