package dev.sequent.harness;

import dev.sequent.runtime.Message;

/** The channels, one from each peer, with what is in flight. All of it counts when states are compared. */
final class Network {
    private final Setting setting;
    /** For each channel its letters: oldest first, or in some order of their contents when the network reorders. */
    final Letter[][] flight;

    final int[] count;
    /** How many have been lost, where that is bounded. */
    final int[] losses;

    Network(Setting setting) {
        this.setting = setting;
        int channels = setting.peers();
        flight = new Letter[channels][setting.capacity()];
        count = new int[channels];
        losses = new int[channels];
    }

    /** The receiver of a channel. A peer that is alone receives from itself. */
    int hears(int channel) {
        return count.length == 1 ? 0 : 1 - channel;
    }

    boolean empty() {
        for (int c = 0; c < count.length; c++) {
            if (count[c] > 0) {
                return false;
            }
        }
        return true;
    }

    boolean mayLose(int channel) {
        return setting.losses() < 0 || losses[channel] < setting.losses();
    }

    // ------------------------------------------------------------ letters come and go

    /** @return whether there was room */
    boolean put(int channel, Letter letter) {
        Letter[] letters = flight[channel];
        int slot = count[channel];
        if (slot == letters.length) {
            return false;
        }
        while (setting.reorder() && slot > 0 && compare(letters[slot - 1], letter) > 0) {
            letters[slot] = letters[slot - 1];
            slot--;
        }
        letters[slot] = letter;
        count[channel]++;
        return true;
    }

    Letter take(int channel, int slot) {
        Letter[] letters = flight[channel];
        Letter taken = letters[slot];
        count[channel]--;
        for (int i = slot; i < count[channel]; i++) {
            letters[i] = letters[i + 1];
        }
        letters[count[channel]] = null;
        return taken;
    }

    void lose(int channel, int slot) {
        take(channel, slot);
        if (setting.losses() >= 0) {
            losses[channel]++;
        }
    }

    void clear() {
        for (int c = 0; c < count.length; c++) {
            count[c] = 0;
            losses[c] = 0;
            for (int i = 0; i < flight[c].length; i++) {
                flight[c][i] = null;
            }
        }
    }

    /** Some total order of letters: 0 for those that are the same, and only for them. */
    private int compare(Letter a, Letter b) {
        Message x = a.message;
        Message y = b.message;
        if (x.kind() != y.kind()) {
            return x.kind() - y.kind();
        }
        int fields = setting.fields(x.kind());
        for (int f = 0; f < fields; f++) {
            long v = x.get(f);
            long w = y.get(f);
            if (v != w) {
                return v < w ? -1 : 1;
            }
            if (v == 0 && x.present(f) != y.present(f)) {
                return x.present(f) ? 1 : -1;
            }
        }
        if (a.origin != b.origin) {
            return a.origin - b.origin;
        }
        return a.offset != b.offset ? Long.compare(a.offset, b.offset) : a.age - b.age;
    }

    // ------------------------------------------------------------ time

    /** Where losses are bounded no message gets too old: it arrives before that, or is lost. */
    boolean mayTick() {
        if (setting.losses() < 0) {
            return true;
        }
        for (int c = 0; c < count.length; c++) {
            for (int i = 0; i < count[c]; i++) {
                if (flight[c][i].age >= setting.lifetime()) {
                    return false;
                }
            }
        }
        return true;
    }

    void tick() {
        for (int c = 0; c < count.length; c++) {
            int left = 0;
            for (int i = 0; i < count[c]; i++) {
                Letter letter = flight[c][i];
                flight[c][i] = null;
                letter.age++;
                if (letter.age <= setting.lifetime()) {
                    flight[c][left++] = letter;
                }
            }
            count[c] = left;
        }
    }
}
