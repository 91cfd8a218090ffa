package dev.sequent.check.system;

import dev.sequent.language.model.Scenario;
import java.util.ArrayList;
import java.util.List;

/** All contents of channels that have occurred. */
final class Channels {
    private record Content(List<Flight> flights, int losses) {}

    private final Store<Content, ChannelState> store = new Store<>();
    private final boolean reorder;
    private final int lifetime;
    private final int mostLosses;
    final int capacity;

    Channels(Scenario.Network network, TickClock clock) {
        capacity = network.capacity();
        reorder = network.reorder();
        lifetime = clock.lifetime();
        mostLosses = network.losses();
    }

    /**
     * @param flights oldest first; where the network reorders, in the order of {@link Flight}
     * @param losses how many messages have been lost, where that is bounded; else 0
     */
    ChannelState of(List<Flight> flights, int losses) {
        var content = new Content(List.copyOf(flights), losses);
        return store.get(content, number -> new ChannelState(number, content.flights(), losses));
    }

    private boolean lossesCount() {
        return mostLosses != Scenario.Network.ANY;
    }

    boolean mayLose(ChannelState channel) {
        return channel.losses < mostLosses;
    }

    /** The same without a message, which has been lost. */
    ChannelState losing(ChannelState channel, int place) {
        ChannelState left = channel.minus(place, this);
        return lossesCount() ? of(left.flights, channel.losses + 1) : left;
    }

    /**
     * Whether a tick can pass. Where losses are bounded, no message gets too old: it arrives before that, or is lost.
     */
    boolean mayAge(ChannelState channel) {
        return !lossesCount() || channel.flights.stream().noneMatch(this::dies);
    }

    /** A channel into which those were sent, one after the other. */
    ChannelState holding(List<MessageState> messages) {
        ChannelState channel = of(List.of(), 0);
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
        return of(longer, channel.losses);
    }

    ChannelState minus(ChannelState channel, int place) {
        var shorter = new ArrayList<>(channel.flights);
        shorter.remove(place);
        return of(shorter, channel.losses);
    }

    ChannelState older(ChannelState channel) {
        return of(
                channel.flights.stream()
                        .filter(f -> !dies(f))
                        .map(f -> f.message.at(f.age + 1))
                        .toList(),
                channel.losses);
    }

    /** Whether the next tick will make it too old. */
    boolean dies(Flight flight) {
        return flight.age >= lifetime;
    }

    ChannelState at(int number) {
        return store.at(number);
    }

    int count() {
        return store.count();
    }
}
