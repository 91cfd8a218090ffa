package dev.sequent.stack.kernel;

import dev.sequent.stack.device.Device;
import dev.sequent.stack.device.DeviceDecorator;
import dev.sequent.stack.device.Frame;
import dev.sequent.wire.EthernetHeader;
import dev.sequent.wire.Ipv4Header;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Counts what passes the TAP, by who sent it, its control bits, and whether its text is one octet, as a probe's is. */
class Watch extends DeviceDecorator {
    private final Map<String, Integer> seen = new ConcurrentHashMap<>();

    Watch(Device inner) {
        super(inner);
    }

    @Override
    public int receive(Frame into) {
        int length = super.receive(into);
        if (length > 0) {
            count("kernel: ", into);
        }
        return length;
    }

    @Override
    public boolean send(Frame frame) {
        count("we: ", frame);
        return super.send(frame);
    }

    private void count(String who, Frame frame) {
        int bits = control(frame);
        if (bits < 0) {
            return;
        }
        ByteBuffer b = frame.buffer();
        int header = b.get(Frame.TRANSPORT + 12) >> 2 & 0x3C;
        int text = Ipv4Header.totalLength(b, Frame.NETWORK) - Ipv4Header.MIN_LENGTH - header;
        String name = ((bits & 2) != 0 ? "SYN " : "")
                + ((bits & 16) != 0 ? "ACK " : "")
                + ((bits & 4) != 0 ? "RST " : "")
                + (text == 1 ? "+ 1" : "");
        seen.merge(who + name.strip(), 1, Integer::sum);
    }

    /** The control bits of a segment; -1 if the frame holds none. */
    static int control(Frame frame) {
        ByteBuffer b = frame.buffer();
        boolean tcp = EthernetHeader.type(b, Frame.START) == EthernetHeader.TYPE_IPV4
                && Ipv4Header.protocol(b, Frame.NETWORK) == Ipv4Header.TCP;
        return tcp ? b.get(Frame.TRANSPORT + 13) & 0x3F : -1;
    }

    int seen(String what) {
        return seen.getOrDefault(what, 0);
    }

    void forget() {
        seen.clear();
    }

    @Override
    public String toString() {
        return new TreeMap<>(seen).toString();
    }
}
