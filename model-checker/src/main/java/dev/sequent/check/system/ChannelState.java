package dev.sequent.check.system;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is in flight in one direction: oldest first, or in a fixed order when the network reorders. */
final class ChannelState {
    final int number;
    final List<Flight> flights;
    /** So far, where the network counts them; otherwise 0. */
    final int losses;

    private final int[] distinct;
    private final Memo<ChannelState> with = new Memo<>();
    private final Memo<ChannelState> without = new Memo<>();
    private volatile @Nullable ChannelState older;

    ChannelState(int number, List<Flight> flights, int losses) {
        this.number = number;
        this.losses = losses;
        this.flights = flights;
        int[] places = new int[flights.size()];
        int n = 0;
        for (int i = 0; i < places.length; i++) {
            if (i == 0 || flights.get(i) != flights.get(i - 1)) {
                places[n++] = i;
            }
        }
        distinct = Arrays.copyOf(places, n);
    }

    /** Places of messages, only the first in a run of equal ones: losing either of two equal neighbours is the same. */
    int[] distinct() {
        return distinct;
    }

    /** With one more message; it must fit. */
    ChannelState plus(MessageState message, Channels channels) {
        ChannelState known = with.find(message.number);
        return known != null ? known : with.put(message.number, channels.plus(this, message));
    }

    ChannelState minus(int place, Channels channels) {
        ChannelState known = without.find(place);
        return known != null ? known : without.put(place, channels.minus(this, place));
    }

    /** One tick later; what has become too old is gone. */
    ChannelState older(Channels channels) {
        ChannelState known = older;
        if (known == null) {
            known = channels.older(this);
            older = known;
        }
        return known;
    }
}
