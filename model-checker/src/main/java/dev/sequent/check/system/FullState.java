package dev.sequent.check.system;

import dev.sequent.runtime.BitWriter;
import java.util.List;

/**
 * A state that contains no numbers of this process's components.
 *
 * @param peers what {@link Driver} writes of each
 * @param channels one for each peer
 */
record FullState(List<Bits> peers, List<Channel> channels) {
    static final int COUNT_WIDTH = 16;
    static final int LOSSES_WIDTH = 31;
    static final int AGE_WIDTH = 31;

    /** @param letters in the order of {@link ChannelState} */
    record Channel(int losses, List<Letter> letters) {}

    /** @param message see {@link MessageState} @param age in ticks; 0 without clocks */
    record Letter(Bits message, int age) {}

    /** @param ages whether there are clocks */
    void write(boolean ages, BitWriter out) {
        peers.forEach(peer -> peer.appendTo(out));
        for (Channel channel : channels) {
            out.put(channel.letters.size(), COUNT_WIDTH);
            out.put(channel.losses, LOSSES_WIDTH);
            for (Letter letter : channel.letters) {
                letter.message.appendTo(out);
                if (ages) {
                    out.put(letter.age, AGE_WIDTH);
                }
            }
        }
    }
}
