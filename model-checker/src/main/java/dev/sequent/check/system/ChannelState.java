package dev.sequent.check.system;

import java.util.List;

/** What is in flight in one direction: oldest first, or in the order of its bits when the network reorders. */
final class ChannelState {
    final int number;
    final List<MessageState> messages;
    private final int[] distinct;
    private final Memo<ChannelState> with = new Memo<>();
    private final Memo<ChannelState> without = new Memo<>();

    ChannelState(int number, List<MessageState> messages) {
        this.number = number;
        this.messages = messages;
        int[] places = new int[messages.size()];
        int n = 0;
        for (int i = 0; i < places.length; i++) {
            if (i == 0 || messages.get(i) != messages.get(i - 1)) {
                places[n++] = i;
            }
        }
        distinct = java.util.Arrays.copyOf(places, n);
    }

    /** Places of messages, of a run of equal ones only the first: to lose either of two equal neighbours is the same. */
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
}
