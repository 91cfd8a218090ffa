package dev.sequent.suite.stacks;

import dev.sequent.suite.property.Property;
import dev.sequent.suite.property.PropertySource;
import dev.sequent.suite.property.Setting;
import java.util.List;

/** The properties of stacks. */
public final class StackProperties implements PropertySource {

    /** For the suite, which knows only the interface. */
    public StackProperties() {}

    @Override
    public List<Property<?>> properties(Setting setting) {
        return List.of(
                new Delivery(setting),
                new FirstSegments(setting),
                new Headers(),
                new RoundTrips(setting),
                new Opposite(
                        "windows",
                        "However a remote opens, shrinks and shuts its window, and whatever it acknowledges, twice, in pieces or"
                                + " ahead of time: it never gets more than it offered, nor any octet changed; and when it takes"
                                + " everything, everything arrives.",
                        "RFC 9293, 3.8.6, 3.10.7.4",
                        3_000,
                        setting,
                        Moves.ofWindows().runs(setting)),
                new Opposite(
                        "text",
                        "Whatever text a remote sends, wherever, again and otherwise: every octet in the window is delivered once,"
                                + " in its place; what has been acknowledged stays; what lies outside is answered; no window is taken"
                                + " back.",
                        "RFC 9293, 3.4, 3.8.5, 3.10.7.4",
                        3_000,
                        setting,
                        Moves.ofText().runs(setting)),
                new Opposite(
                        "injections",
                        "Whoever injects RSTs, SYNs, ICMP errors, or any control bits: nothing but the exact RST ends the connection;"
                                + " no segment draws a storm of others; other connections do not notice.",
                        "RFC 9293, 3.5.3, 3.9.2.2, 3.10.7; RFC 5961",
                        3_000,
                        setting,
                        Moves.ofInjections().runs(setting)),
                new Opposite(
                        "aged",
                        "After half of the sequence space, or all of it, has been sent and received, windows, text and injections are"
                                + " what they were.",
                        "RFC 9293, 3.4; 3.10.7.4",
                        3,
                        setting,
                        Moves.aged(setting)));
    }
}
