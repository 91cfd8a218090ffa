package dev.sequent.cli.live;

import dev.sequent.stack.device.Device;
import dev.sequent.stack.device.DeviceDecorator;
import dev.sequent.stack.device.Frame;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Looks, after each TCP segment that opens or closes a connection, in which state that left it. Numbers frames as the capture does that it
 * stands around. The stack has handled a frame when it asks for the next one: that is when the look is taken, on the stack's own thread.
 */
final class StateProbe extends DeviceDecorator {
    private static final int ETHERTYPE = Frame.START + 12;
    private static final int PROTOCOL = Frame.NETWORK + 9;
    private static final int TCP = 6;
    /** Frames longer than this carry text; the states in the middle of a transfer interest nobody, and looking takes time. */
    private static final int SHORT = 100;

    /** Looks at a connection. */
    interface Look {
        Optional<String> state(int localPort, int remotePort);
    }

    private record Passed(int frame, int localPort, int remotePort) {}

    private final List<Passed> passed = new ArrayList<>();
    private final Map<Integer, String> states = new ConcurrentHashMap<>();
    private volatile Look look = (local, remote) -> Optional.empty();
    private int frames;

    StateProbe(Device inner) {
        super(inner);
    }

    /** From now on, look with this. */
    void look(Look how) {
        look = how;
    }

    Optional<String> stateAfter(int frame) {
        return Optional.ofNullable(states.get(frame));
    }

    @Override
    public int receive(Frame into) {
        lookNow();
        int length = super.receive(into);
        if (length > 0) {
            note(into, false);
        }
        return length;
    }

    @Override
    public boolean send(Frame frame) {
        boolean taken = super.send(frame);
        if (taken) {
            note(frame, true);
        }
        return taken;
    }

    private void note(Frame frame, boolean sent) {
        frames++;
        ByteBuffer b = frame.buffer();
        if (frame.length() <= SHORT && frame.length() >= 54 && b.getShort(ETHERTYPE) == 0x0800 && b.get(PROTOCOL) == TCP) {
            int at = Frame.NETWORK + (b.get(Frame.NETWORK) & 0xF) * 4;
            int source = b.getShort(at) & 0xFFFF;
            int destination = b.getShort(at + 2) & 0xFFFF;
            passed.add(new Passed(frames, sent ? source : destination, sent ? destination : source));
        }
    }

    private void lookNow() {
        if (!passed.isEmpty()) {
            for (Passed p : passed) {
                look.state(p.localPort, p.remotePort).ifPresent(state -> states.put(p.frame, state));
            }
            passed.clear();
        }
    }
}
