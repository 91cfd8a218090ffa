package dev.sequent.cli.live;

import dev.sequent.generated.tcp.ConnectionWorld;
import dev.sequent.stack.Stack;
import dev.sequent.stack.device.Device;
import dev.sequent.stack.device.DeviceDecorator;
import dev.sequent.stack.device.Frame;
import dev.sequent.stack.tcp.Endpoint;
import dev.sequent.stack.tcp.TcpConnection;
import dev.sequent.wire.EthernetHeader;
import dev.sequent.wire.Ipv4Address;
import dev.sequent.wire.Ipv4Header;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * Records the state in which each segment of one connection left it: the first connection of a port. Numbers frames as
 * the capture that it surrounds does. The stack has handled a frame when it asks for the next one: that is when the
 * state is read, on the stack's own thread.
 *
 * <p>Only changes are kept, so that a connection costs the same whether it moves a line of text or a gigaoctet; and a
 * stack whose connections are not drawn has no probe around its device.
 */
final class StateProbe extends DeviceDecorator {
    private static final int SOURCE = Frame.NETWORK + Ipv4Header.SOURCE;
    private static final int DESTINATION = Frame.NETWORK + Ipv4Header.DESTINATION;
    /** Enough for Ethernet, IPv4, and the part of TCP that has the ports. */
    private static final int LEAST = EthernetHeader.LENGTH + Ipv4Header.MIN_LENGTH + 4;

    /** Reads the state of a connection. */
    interface Look {
        String state(Endpoint remote, int localPort);
    }

    private final int port;
    private final ConcurrentSkipListMap<Integer, String> changes = new ConcurrentSkipListMap<>();
    private volatile @Nullable Look look;
    private @Nullable Endpoint remote;
    private int localPort;
    private int frames;
    /** The frame to which the next look attributes a change of state; 0 for none. */
    private int cause;

    private boolean causeArrived;

    /** @param port whose first connection is observed, whether the port is ours or the remote's */
    StateProbe(Device inner, int port) {
        super(inner);
        this.port = port;
    }

    /** From now on, observe the connections of this stack. */
    void lookAt(Stack stack) {
        look((whose, ours) -> state(stack, whose, ours));
    }

    /** The state of a connection's machine; CLOSED, if there is no connection. On the stack's thread. */
    static String state(Stack stack, Endpoint remote, int localPort) {
        return stack.tcp()
                .connection(remote, localPort)
                .map(TcpConnection::stateName)
                .orElse(ConnectionWorld.contract().initialState());
    }

    /** From now on, use this to read states. */
    void look(Look how) {
        look = how;
    }

    /** The state after frame {@code number}, from 1; empty before the first of the connection. */
    Optional<String> stateAfter(int number) {
        return Optional.ofNullable(changes.floorEntry(number)).map(Map.Entry::getValue);
    }

    /** Changes of state that were seen. */
    int changes() {
        return changes.size();
    }

    @Override
    public int receive(Frame into) {
        lookNow();
        int length = super.receive(into);
        if (length > 0) {
            note(into, SOURCE, 0, true);
        }
        return length;
    }

    @Override
    public boolean send(Frame frame) {
        boolean taken = super.send(frame);
        if (taken) {
            note(frame, DESTINATION, 2, false);
        }
        return taken;
    }

    /** @param address where the remote's address stands, {@code portAt} where its port does in the TCP header */
    private void note(Frame frame, int address, int portAt, boolean arrived) {
        frames++;
        ByteBuffer b = frame.buffer();
        if (frame.length() < LEAST
                || EthernetHeader.type(b, Frame.START) != EthernetHeader.TYPE_IPV4
                || Ipv4Header.protocol(b, Frame.NETWORK) != Ipv4Header.TCP) {
            return;
        }
        int tcp = Frame.NETWORK + Ipv4Header.headerLength(b, Frame.NETWORK);
        int theirs = b.getShort(tcp + portAt) & 0xFFFF;
        int ours = b.getShort(tcp + 2 - portAt) & 0xFFFF;
        if (remote == null && (theirs == port || ours == port)) {
            remote = new Endpoint(new Ipv4Address(b.getInt(address)), theirs);
            localPort = ours;
        }
        if (remote != null
                && ours == localPort
                && theirs == remote.port()
                && Ipv4Address.low(b.getInt(address)) == remote.address().low()) {
            // What is sent after a segment has arrived is its consequence; of several that are sent by themselves, the
            // last one says it.
            cause = causeArrived ? cause : frames;
            causeArrived |= arrived;
        }
    }

    private void lookNow() {
        Look how = look;
        Endpoint whose = remote;
        if (cause > 0 && how != null && whose != null) {
            String state = how.state(whose, localPort);
            if (changes.isEmpty() || !changes.lastEntry().getValue().equals(state)) {
                changes.put(cause, state);
            }
            cause = 0;
            causeArrived = false;
        }
    }
}
