package dev.sequent.check.system;

import java.util.ArrayList;
import java.util.List;

/** All contents of channels that have come up. */
final class Channels {
    private final Store<List<MessageState>, ChannelState> store = new Store<>();
    private final boolean reorder;
    final int capacity;

    Channels(int capacity, boolean reorder) {
        this.capacity = capacity;
        this.reorder = reorder;
    }

    /** Messages are interned, so that lists of them are compared by identity of their elements. */
    ChannelState of(List<MessageState> messages) {
        List<MessageState> copy = List.copyOf(messages);
        return store.get(copy, number -> new ChannelState(number, copy));
    }

    ChannelState plus(ChannelState channel, MessageState message) {
        var longer = new ArrayList<>(channel.messages);
        int place = longer.size();
        if (reorder) {
            place = 0;
            while (place < longer.size() && longer.get(place).bits.compareTo(message.bits) <= 0) {
                place++;
            }
        }
        longer.add(place, message);
        return of(longer);
    }

    ChannelState minus(ChannelState channel, int place) {
        var shorter = new ArrayList<>(channel.messages);
        shorter.remove(place);
        return of(shorter);
    }

    ChannelState at(int number) {
        return store.at(number);
    }

    int count() {
        return store.count();
    }
}
