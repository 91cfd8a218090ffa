package dev.sequent.check.system;

import dev.sequent.spec.model.Scenario;
import java.util.ArrayList;
import java.util.List;

/** All contents of channels that have come up. */
final class Channels {
    private final Store<List<Flight>, ChannelState> store = new Store<>();
    private final boolean reorder;
    private final int lifetime;
    final int capacity;

    Channels(Scenario.Network network, Clock clock) {
        capacity = network.capacity();
        reorder = network.reorder();
        lifetime = clock.lifetime();
    }

    /** @param flights oldest first; where the network reorders, in the order of {@link Flight} */
    ChannelState of(List<Flight> flights) {
        List<Flight> copy = List.copyOf(flights);
        return store.get(copy, number -> new ChannelState(number, copy));
    }

    /** A channel into which those were sent, one after the other. */
    ChannelState holding(List<MessageState> messages) {
        ChannelState channel = of(List.of());
        for (MessageState message : messages) {
            channel = channel.plus(message, this);
        }
        return channel;
    }

    ChannelState plus(ChannelState channel, MessageState message) {
        var longer = new ArrayList<>(channel.flights);
        int place = longer.size();
        if (reorder) {
            place = 0;
            while (place < longer.size() && longer.get(place).compareTo(message.fresh) <= 0) {
                place++;
            }
        }
        longer.add(place, message.fresh);
        return of(longer);
    }

    ChannelState minus(ChannelState channel, int place) {
        var shorter = new ArrayList<>(channel.flights);
        shorter.remove(place);
        return of(shorter);
    }

    ChannelState older(ChannelState channel) {
        return of(channel.flights.stream()
                .filter(f -> !dies(f))
                .map(f -> f.message.at(f.age + 1))
                .toList());
    }

    /** Will the next tick be too much for it? */
    boolean dies(Flight flight) {
        return flight.age + 1 >= lifetime;
    }

    ChannelState at(int number) {
        return store.at(number);
    }

    int count() {
        return store.count();
    }
}
