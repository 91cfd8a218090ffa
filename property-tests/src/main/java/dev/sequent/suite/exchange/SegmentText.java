package dev.sequent.suite.exchange;

import dev.sequent.wire.Icmpv4Header;
import dev.sequent.wire.Ipv4Header;
import dev.sequent.wire.TcpHeader;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Segments as the RFC writes them: {@code <SEQ=A+1><ACK=B+1><CTL=ACK>}. Sequence numbers count from the initial one of
 * the end that they belong to, once a SYN has told it.
 */
public final class SegmentText {
    private static final String[] NAMES = {"FIN", "SYN", "RST", "PSH", "ACK", "URG", "ECE", "CWR", "AE"};
    /** The order in which the RFC names them. */
    private static final int[] ORDER = {1, 0, 2, 4, 3, 5, 6, 7, 8};

    private final String[] letters;
    private final int[] initial = new int[2];
    private final boolean[] known = new boolean[2];

    /** @param letters what the initial sequence number of each end is called */
    public SegmentText(String... letters) {
        this.letters = letters.clone();
    }

    /** @param sender which end has sent it @param datagram from the IP header on */
    public String text(int sender, byte[] datagram) {
        ByteBuffer b = ByteBuffer.wrap(datagram);
        int at = datagram.length < Ipv4Header.MIN_LENGTH ? 0 : Ipv4Header.headerLength(b, 0);
        if (datagram.length >= at + Icmpv4Header.LENGTH && Ipv4Header.protocol(b, 0) == Ipv4Header.ICMP) {
            return "(ICMP " + Icmpv4Header.type(b, at) + ", " + Icmpv4Header.code(b, at) + ")";
        }
        if (datagram.length < at + TcpHeader.MIN_LENGTH || Ipv4Header.protocol(b, 0) != Ipv4Header.TCP) {
            return "(" + datagram.length + " octets, no segment)";
        }
        int control = TcpHeader.control(b, at);
        int sequence = TcpHeader.sequence(b, at);
        if ((control & TcpHeader.SYN) != 0) {
            initial[sender] = sequence;
            known[sender] = true;
        }
        int header = TcpHeader.headerLength(b, at);
        int octets = datagram.length - at - header;
        var text = new StringBuilder("<SEQ=").append(number(sender, sequence)).append('>');
        if ((control & TcpHeader.ACK) != 0) {
            text.append("<ACK=")
                    .append(number(1 - sender, TcpHeader.acknowledgment(b, at)))
                    .append('>');
        }
        text.append("<CTL=").append(control(control)).append('>');
        if ((control & TcpHeader.RST) == 0) {
            text.append("<WND=").append(TcpHeader.window(b, at)).append('>');
        }
        if ((control & TcpHeader.URG) != 0) {
            text.append("<UP=").append(TcpHeader.urgentPointer(b, at)).append('>');
        }
        if (header > TcpHeader.MIN_LENGTH && b.get(at + TcpHeader.OPTIONS) == TcpHeader.MAXIMUM_SEGMENT_SIZE) {
            text.append("<MSS=")
                    .append(b.getShort(at + TcpHeader.OPTIONS + 2) & 0xFFFF)
                    .append('>');
        }
        if (octets > 0) {
            text.append("<DATA=").append(octets).append('>');
        }
        return text.toString();
    }

    private String number(int whose, int sequence) {
        if (!known[whose]) {
            return Integer.toUnsignedString(sequence);
        }
        int distance = sequence - initial[whose];
        return letters[whose] + (distance == 0 ? "" : distance > 0 ? "+" + distance : String.valueOf(distance));
    }

    private static String control(int bits) {
        List<String> names = new ArrayList<>();
        for (int bit : ORDER) {
            if ((bits >> bit & 1) != 0) {
                names.add(NAMES[bit]);
            }
        }
        return names.isEmpty() ? "none" : String.join(",", names);
    }

    /** The initial sequence numbers, as far as SYNs have told them: {@code A = 4294967290, B = 17}. */
    public String legend() {
        List<String> all = new ArrayList<>();
        for (int end = 0; end < letters.length; end++) {
            if (known[end]) {
                all.add(letters[end] + " = " + Integer.toUnsignedString(initial[end]));
            }
        }
        return String.join(", ", all);
    }
}
