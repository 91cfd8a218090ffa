package dev.sequent.stack.replay;

import dev.sequent.stack.device.Counters;
import dev.sequent.stack.device.Device;
import dev.sequent.stack.device.DeviceCounter;
import dev.sequent.stack.device.Frame;
import dev.sequent.wire.ArpPacket;
import dev.sequent.wire.EthernetHeader;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A host's end of a link on which nothing arrives by itself: what the host sends is kept until it is asked for. ARP
 * requests are not part of any script; they are answered by a neighbour that is always there.
 */
final class Wire implements Device {

    private final long mac;
    private final int mtu;
    private final long neighbour;
    private final Counters<DeviceCounter> counters = new Counters<>(DeviceCounter.class);
    private final List<byte[]> sent = new ArrayList<>();
    private final List<byte[]> answers = new ArrayList<>();

    /** @param neighbour the MAC address of whom ARP asks for */
    Wire(long mac, int mtu, long neighbour) {
        this.mac = mac;
        this.mtu = mtu;
        this.neighbour = neighbour;
    }

    /** The frames sent since this was last called, except ARP's. */
    List<byte[]> takeSent() {
        List<byte[]> taken = List.copyOf(sent);
        sent.clear();
        return taken;
    }

    @Override
    public boolean send(Frame frame) {
        ByteBuffer b = frame.buffer();
        counters.increment(DeviceCounter.FRAMES_SENT);
        if (EthernetHeader.type(b, Frame.START) == EthernetHeader.TYPE_ARP) {
            if (ArpPacket.operation(b, Frame.NETWORK) == ArpPacket.REQUEST
                    && ArpPacket.targetProtocol(b, Frame.NETWORK) != ArpPacket.senderProtocol(b, Frame.NETWORK)) {
                answers.add(answer(b));
            }
            return true;
        }
        byte[] octets = new byte[frame.length()];
        b.get(Frame.START, octets);
        sent.add(octets);
        return true;
    }

    private byte[] answer(ByteBuffer request) {
        ByteBuffer reply = ByteBuffer.allocate(EthernetHeader.LENGTH + ArpPacket.LENGTH);
        EthernetHeader.put(reply, 0, mac, neighbour, EthernetHeader.TYPE_ARP);
        ArpPacket.put(
                reply,
                EthernetHeader.LENGTH,
                ArpPacket.REPLY,
                neighbour,
                ArpPacket.targetProtocol(request, Frame.NETWORK),
                mac,
                ArpPacket.senderProtocol(request, Frame.NETWORK));
        return reply.array();
    }

    /** Only ARP's answers: the script itself hands everything else to the host. */
    @Override
    public int receive(Frame into) {
        if (answers.isEmpty()) {
            return 0;
        }
        byte[] octets = answers.removeFirst();
        into.buffer().put(Frame.START, octets);
        into.length(octets.length);
        counters.increment(DeviceCounter.FRAMES_RECEIVED);
        return octets.length;
    }

    @Override
    public String name() {
        return "replay";
    }

    @Override
    public int mtu() {
        return mtu;
    }

    @Override
    public long macAddress() {
        return mac;
    }

    @Override
    public void await(long timeoutNanos) {}

    @Override
    public void wakeup() {}

    @Override
    public Counters<DeviceCounter> counters() {
        return counters;
    }

    @Override
    public void close() {}
}
