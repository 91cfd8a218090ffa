package dev.sequent.check.system;

import dev.sequent.check.system.FullState.Channel;
import dev.sequent.check.system.FullState.Letter;
import dev.sequent.language.model.Scenario;
import dev.sequent.runtime.BitReader;
import dev.sequent.runtime.BitWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link ScenarioSystem#encode} has written, here or elsewhere; one for each thread. Nothing becomes a
 * component of the system before the whole was found to be a state.
 */
final class StateReader {
    private final Plan plan;
    private final Components components;
    private final PeerRunner[] runners;
    private final BitWriter writer = new BitWriter();

    StateReader(Plan plan, Components components, Judge judge) {
        this.plan = plan;
        this.components = components;
        runners = new PeerRunner[plan.peers.length];
        Arrays.setAll(runners, p -> new PeerRunner(plan, p, components, judge));
    }

    /** @throws MalformedState when the first so many bits of the words are no state, or not only one */
    int[] read(long[] words, int bits) {
        if (bits > words.length * (long) Long.SIZE) {
            throw new MalformedState(words.length + " words do not hold " + bits + " bits");
        }
        return read(words, bits, 1);
    }

    /** The same, filled up with zeros to so many octets. */
    int[] readOctets(long[] words, int octets) {
        return read(words, octets, Byte.SIZE);
    }

    private int[] read(long[] words, int length, int unit) {
        var in = new BitReader(words);
        FullState full = full(in);
        int read = (in.bits() + unit - 1) / unit;
        if (read > length) {
            throw tooShort(null);
        }
        if (read < length) {
            throw new MalformedState("a state of " + name() + " ends " + (length - read)
                    + (unit == 1 ? " bits" : " octets") + " before that");
        }
        writer.reset();
        full.write(plan.clock.ticks(), writer);
        if (writer.bits() != in.bits() || !Arrays.equals(writer.toArray(), Arrays.copyOf(words, writer.size()))) {
            throw new MalformedState("a state of " + name() + " is not written like that");
        }
        return adopt(full);
    }

    private String name() {
        return "scenario " + plan.scenario.name();
    }

    private MalformedState tooShort(@Nullable Throwable cause) {
        return new MalformedState("a state of " + name() + " is longer than that, or holds something else", cause);
    }

    // ------------------------------------------------------------ reading

    private FullState full(BitReader in) {
        try {
            var peers = new ArrayList<Bits>();
            for (PeerRunner runner : runners) {
                peers.add(runner.read(in));
            }
            var channels = new ArrayList<Channel>();
            for (int c = 0; c < runners.length; c++) {
                channels.add(channel(c, in));
            }
            return new FullState(peers, channels);
        } catch (MalformedState e) {
            throw e;
        } catch (RuntimeException e) {
            throw tooShort(e); // the machines' own decoders expect nothing but what encoders write
        }
    }

    private Channel channel(int number, BitReader in) {
        Scenario.Network network = plan.scenario.network();
        int count = (int) in.get(FullState.COUNT_WIDTH);
        int losses = (int) in.get(FullState.LOSSES_WIDTH);
        demand(count <= Math.max(network.capacity(), plan.held.get(number).size()), count + " messages in a channel");
        demand(losses <= (network.losses() == Scenario.Network.ANY ? 0 : network.losses()), losses + " lost messages");
        var letters = new ArrayList<Letter>();
        for (int left = count; left > 0; left--) {
            Bits message = components.messages.read(in, writer);
            int age = plan.clock.ticks() ? (int) in.get(FullState.AGE_WIDTH) : 0;
            demand(age <= plan.clock.lifetime(), "a message that is " + age + " ticks old");
            letters.add(new Letter(message, age));
        }
        demand(!network.reorder() || ordered(letters), "messages in that order");
        return new Channel(losses, letters);
    }

    /** As {@link Flight} orders them. */
    private static boolean ordered(List<Letter> letters) {
        for (int i = 1; i < letters.size(); i++) {
            int byMessage =
                    letters.get(i - 1).message().compareTo(letters.get(i).message());
            if (byMessage > 0
                    || byMessage == 0
                            && letters.get(i - 1).age() > letters.get(i).age()) {
                return false;
            }
        }
        return true;
    }

    private void demand(boolean right, String what) {
        if (!right) {
            throw new MalformedState("no state of " + name() + " has " + what);
        }
    }

    // ------------------------------------------------------------ numbers

    private int[] adopt(FullState full) {
        int[] state = new int[2 * runners.length];
        for (int p = 0; p < runners.length; p++) {
            state[p] = runners[p].restore(full.peers().get(p)).number;
            Channel channel = full.channels().get(p);
            var flights = new ArrayList<Flight>();
            channel.letters()
                    .forEach(
                            l -> flights.add(components.messages.of(l.message()).at(l.age())));
            state[runners.length + p] = components.channels.of(flights, channel.losses()).number;
        }
        return state;
    }
}
