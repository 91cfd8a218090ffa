package dev.sequent.stack.replay;

import dev.sequent.stack.device.Frame;
import dev.sequent.stack.tcp.Endpoint;
import dev.sequent.stack.tcp.IsnSource;
import dev.sequent.stack.time.VirtualClock;
import dev.sequent.wire.IpAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Two stacks, or one that receives from itself, on a link where only what a script says happens: see the package.
 *
 * <p>Without clocks virtual time stands still, and any timer that runs may run out. With clocks it moves by the
 * script's ticks, and only what is due runs out.
 */
public final class StackReplay {

    private static final int PORT = 40_001;

    private record OnTheWay(int to, byte[] frame) {}

    private final int peers;
    private final Map<String, Long> parameters;
    private final long tick;
    private final VirtualClock clock = new VirtualClock();
    private final Host[] hosts;
    private final Map<Integer, OnTheWay> onTheWay = new HashMap<>();
    private final ArrayDeque<Long> answers = new ArrayDeque<>();
    private final Frame frame = Frame.allocate();
    private final List<String> notes = new ArrayList<>();
    private final List<String> undone = new ArrayList<>();

    /**
     * @param peers 1 or 2
     * @param parameters of the specification, by name, that are to differ from their defaults; in generic form
     * @param tick of the clocks, in nanoseconds; 0: there are none
     * @throws IllegalArgumentException if there is no parameter of a name
     */
    public StackReplay(int peers, Map<String, Long> parameters, long tick) {
        if (peers < 1 || peers > 2) {
            throw new IllegalArgumentException("one or two stacks can talk to one another here, not " + peers);
        }
        this.peers = peers;
        this.parameters = Map.copyOf(parameters);
        this.tick = tick;
        this.hosts = new Host[peers];
        for (int p = 0; p < peers; p++) {
            hosts[p] = host(p, 0);
        }
    }

    private Host host(int peer, int incarnation) {
        return new Host(peer, inwards(peer), parameters, isn(), clock, incarnation);
    }

    /**
     * One that is alone calls a neighbour that is its mirror image: the same ports on both ends, and the link reflects.
     */
    private Segments.Way inwards(int peer) {
        IpAddress own = IpAddress.parse("192.0.2." + (peer + 1));
        IpAddress other = IpAddress.parse("192.0.2." + (2 - peer));
        int otherPort = peers == 1 ? PORT : PORT + 1 - peer;
        return new Segments.Way(
                new Endpoint(other, otherPort), mac(1 - peer), new Endpoint(own, PORT + peer), mac(peer));
    }

    /** Locally administered. */
    private static long mac(int peer) {
        return 0x0200_0000_0001L + peer;
    }

    private IsnSource isn() {
        return new IsnSource() {
            @Override
            public int next(long now, IpAddress local, int localPort, Endpoint remote) {
                return (int) answer("isn()");
            }

            @Override
            public boolean listening(boolean listens) {
                return answer("listening()") != 0;
            }
        };
    }

    private long answer(String asked) {
        Long next = answers.pollFirst();
        if (next == null) {
            undone.add(asked + " is called, and the script has no answer for it: it gets 0");
            return 0;
        }
        return next;
    }

    private int other(int peer) {
        return peers == 1 ? 0 : 1 - peer;
    }

    private ScriptedUser.Author otherUser(int peer) {
        return new ScriptedUser.Author(other(peer), hosts[other(peer)].incarnation());
    }

    /**
     * Puts a segment in flight to a peer that nobody here has sent: an old duplicate. @param number by which the script
     * calls it
     */
    public void putOnTheWay(int number, int to, Map<String, Long> fields) {
        onTheWay.put(number, new OnTheWay(to, Segments.build(fields, inwards(to))));
    }

    /**
     * Makes something happen.
     *
     * @param told what {@code isn()} and {@code listening()} answer, in the order in which they are asked
     * @param numbers for the segments that are sent now, in order; a segment with number 0, or without one, is lost at
     *     once
     */
    public Observation perform(ReplayAction action, List<Long> told, List<Integer> numbers) {
        answers.clear();
        answers.addAll(told);
        notes.clear();
        undone.clear();
        Consumer<String> note = notes::add;
        switch (action) {
            case ReplayAction.Call call ->
                hosts[call.peer()].call(call.name(), call.arguments(), otherUser(call.peer()), note);
            case ReplayAction.Timeout timeout -> hosts[timeout.peer()].timeout(timeout.timer(), tick, undone::add);
            case ReplayAction.Deliver deliver -> deliver(deliver);
            case ReplayAction.Lose lose -> lose(lose.message());
            case ReplayAction.Crash crash ->
                hosts[crash.peer()] = host(crash.peer(), hosts[crash.peer()].incarnation());
            case ReplayAction.Forge forge ->
                hosts[forge.to()].receive(Segments.build(forge.fields(), inwards(forge.to())));
            case ReplayAction.Tick tick -> {
                clock.advance(tick.nanos());
                tick.died().forEach(this::lose);
            }
        }
        if (!answers.isEmpty()) {
            undone.add("isn() should have been called, and was not");
        }
        return observe(numbers);
    }

    private void deliver(ReplayAction.Deliver deliver) {
        OnTheWay message = deliver.copyStays() ? onTheWay.get(deliver.message()) : onTheWay.remove(deliver.message());
        if (message == null) {
            undone.add("message " + deliver.message() + " is not in flight, so it cannot arrive");
        } else {
            hosts[message.to()].receive(message.frame());
        }
    }

    private void lose(int message) {
        if (onTheWay.remove(message) == null) {
            undone.add("message " + message + " is not in flight, so it cannot be lost");
        }
    }

    private Observation observe(List<Integer> numbers) {
        List<String> states = new ArrayList<>();
        List<Map<String, Long>> sent = new ArrayList<>();
        List<String> signals = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        for (int p = 0; p < peers; p++) {
            states.add(hosts[p].state());
            signals.addAll(hosts[p].takeSignals());
            faults.addAll(hosts[p].takeFaults());
            for (byte[] octets : hosts[p].takeSent()) {
                int number = sent.size() < numbers.size() ? numbers.get(sent.size()) : 0;
                frame.buffer().put(Frame.START, octets);
                frame.length(octets.length);
                sent.add(Segments.read(frame));
                if (number != 0) {
                    onTheWay.put(number, new OnTheWay(other(p), peers == 1 ? Segments.reflected(octets) : octets));
                }
            }
        }
        return new Observation(states, sent, signals, faults, undone, notes);
    }
}
