package dev.sequent.stack.device;

import dev.sequent.wire.EthernetHeader;
import java.util.ArrayList;
import java.util.List;

/** Small frames for tests: a header, and a number in the payload. */
final class Frames {

    private Frames() {}

    /** A frame of 64 octets with an IPv4 type and the number behind the header; octets behind it are zero. */
    static Frame numbered(int number) {
        Frame frame = Frame.allocate(1500);
        EthernetHeader.put(frame.buffer(), Frame.START, 1, 2, EthernetHeader.TYPE_IPV4);
        frame.buffer().putInt(Frame.NETWORK, number);
        return frame.length(64);
    }

    static int number(Frame frame) {
        return frame.buffer().getInt(Frame.NETWORK);
    }

    static byte[] octets(Frame frame) {
        byte[] octets = new byte[frame.length()];
        frame.buffer().get(Frame.START, octets);
        return octets;
    }

    /** The numbers of all frames that a device has now. */
    static List<Integer> receiveAll(Device device) {
        List<Integer> numbers = new ArrayList<>();
        Frame frame = Frame.allocate(1500);
        while (device.receive(frame) > 0) {
            numbers.add(number(frame));
        }
        return numbers;
    }
}
