package dev.sequent.check.system;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Components and counts of an exploration, for a checkpoint. Components keep their numbers, since states refer to them;
 * what peers do is recomputed when it is needed.
 */
final class Saving {
    private final Components components;

    /** Counts of earlier processes. */
    long overflows;

    long held;
    final Map<String, Long> ends = new TreeMap<>();
    long[] passed = new long[0];

    Saving(Components components) {
        this.components = components;
    }

    void save(DataOutput out, ScenarioSystem now) throws IOException {
        int messages = components.messages.count();
        out.writeInt(messages);
        for (int m = 0; m < messages; m++) {
            components.messages.at(m).bits.save(out);
        }
        int channels = components.channels.count();
        out.writeInt(channels);
        for (int c = 0; c < channels; c++) {
            ChannelState channel = components.channels.at(c);
            List<Flight> content = channel.flights;
            out.writeInt(channel.losses);
            out.writeInt(content.size());
            for (Flight flight : content) {
                out.writeInt(flight.message.number);
                out.writeInt(flight.age);
            }
        }
        for (var store : components.peers) {
            int peers = store.count();
            out.writeInt(peers);
            for (int p = 0; p < peers; p++) {
                store.at(p).bits.save(out);
            }
        }
        components.labels.save(out);
        components.marks.save(out);
        out.writeLong(now.overflows());
        out.writeLong(now.held());
        Map<String, Long> allEnds = now.ends();
        out.writeInt(allEnds.size());
        for (var end : allEnds.entrySet()) {
            out.writeUTF(end.getKey());
            out.writeLong(end.getValue());
        }
        long[] allPassed = now.passed();
        out.writeInt(allPassed.length);
        for (long count : allPassed) {
            out.writeLong(count);
        }
    }

    /** @param runners one for each peer */
    void load(DataInput in, PeerRunner[] runners) throws IOException {
        int messages = in.readInt();
        for (int m = 0; m < messages; m++) {
            same(m, components.messages.of(Bits.load(in)).number);
        }
        int channels = in.readInt();
        for (int c = 0; c < channels; c++) {
            int losses = in.readInt();
            var content = new ArrayList<Flight>();
            for (int left = in.readInt(); left > 0; left--) {
                content.add(components.messages.at(in.readInt()).at(in.readInt()));
            }
            same(c, components.channels.of(content, losses).number);
        }
        for (PeerRunner runner : runners) {
            int peers = in.readInt();
            for (int p = 0; p < peers; p++) {
                same(p, runner.restore(Bits.load(in)).number);
            }
        }
        components.labels.load(in);
        components.marks.load(in);
        overflows = in.readLong();
        held = in.readLong();
        for (int left = in.readInt(); left > 0; left--) {
            ends.put(in.readUTF(), in.readLong());
        }
        passed = new long[in.readInt()];
        for (int i = 0; i < passed.length; i++) {
            passed[i] = in.readLong();
        }
    }

    private static void same(int wanted, int number) {
        if (wanted != number) {
            throw new IllegalStateException(
                    "a component of a checkpoint gets number " + number + " instead of " + wanted);
        }
    }

    long[] passedBefore() {
        return Arrays.copyOf(passed, passed.length);
    }
}
