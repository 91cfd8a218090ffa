package dev.sequent.language.typing;

import dev.sequent.language.diagnostic.NameMessages;
import dev.sequent.language.diagnostic.ScenarioMessages;
import dev.sequent.language.model.MessageType;
import dev.sequent.language.model.Protocol.Property;
import dev.sequent.language.model.Span;
import dev.sequent.language.syntax.SequentParser.InFlightContext;
import dev.sequent.language.syntax.SequentParser.NameContext;
import dev.sequent.language.syntax.SequentParser.OfFlightsContext;
import dev.sequent.language.syntax.Spans;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which messages in flight a claim is about, and what they are called in it. */
final class FlightsBuilder {
    private final RoutineScope routine;
    private final Session session;
    /** Names that are taken, with their places. */
    private final Map<String, Span> named;

    private final Map<String, RoutineScope.InFlight> flights = new HashMap<>();

    /** @param peers where the property names its peers */
    FlightsBuilder(RoutineScope routine, Map<String, Span> peers) {
        this.routine = routine;
        this.named = new HashMap<>(peers);
        this.session = routine.session();
    }

    /** Lets the routine see them. Empty: something is wrong, and has been reported. */
    Optional<Property.Flights> build(OfFlightsContext context) {
        List<MessageType> messages = new ArrayList<>();
        for (InFlightContext each : context.inFlight()) {
            message(each, each != context.inFlight(0)).ifPresent(messages::add);
        }
        Optional<Property.Peer> from = peer(context.name(0));
        Optional<Property.Peer> to = peer(context.name(1));
        if (messages.size() != context.inFlight().size() || from.isEmpty() || to.isEmpty()) {
            return Optional.empty();
        }
        if (from.equals(to)) {
            session.report(ScenarioMessages.notBetweenPeers(from.get().name(), Spans.of(context.name(1))));
            return Optional.empty();
        }
        routine.flights = Map.copyOf(flights);
        if (context.inFlight(0).name().size() == 1) {
            routine.message = messages.getFirst();
        }
        return Optional.of(new Property.Flights(
                messages.getFirst(),
                messages.size() == 1 ? Optional.empty() : Optional.of(messages.getLast()),
                from.get().index()));
    }

    private Optional<MessageType> message(InFlightContext context, boolean later) {
        NameContext written = context.name(0);
        String type = written.getText();
        MessageType message = routine.protocol.messages.get(type);
        if (message == null) {
            if (!routine.protocol.messages.has(type) && !session.excused(type)) {
                session.report(NameMessages.unknown(
                        "message", type, Spans.of(written), new ArrayList<>(routine.protocol.messages.names())));
            }
            return Optional.empty();
        }
        NameContext last = context.name(context.name().size() - 1);
        String name = context.name().size() > 1 ? last.getText() : message.prefix();
        Span before = named.putIfAbsent(name, Spans.of(last));
        if (before != null) {
            session.report(NameMessages.duplicate("name", name, Spans.of(last), before));
            return Optional.empty();
        }
        flights.put(name, new RoutineScope.InFlight(message, later));
        return Optional.of(message);
    }

    private Optional<Property.Peer> peer(NameContext context) {
        String name = context.getText();
        Property.Peer peer = routine.peers.get(name);
        if (peer == null && !session.excused(name)) {
            session.report(NameMessages.unknown("peer", name, Spans.of(context), routine.peers.keySet()));
        }
        return Optional.ofNullable(peer);
    }
}
