package dev.sequent.packet.oracle;

import dev.sequent.wire.TcpHeader;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;

/** One thing that the host is told. */
sealed interface Step {

    /** What a segment's acknowledgment number counts from. */
    enum From {
        /** From behind all that the host has ever sent. */
        NEWEST("all"),
        /** From what was last acknowledged. */
        ACKNOWLEDGED("what it had"),
        /** From the host's initial sequence number. */
        ISS("ISS");

        private final String text;

        From(String text) {
            this.text = text;
        }
    }

    /**
     * A segment comes.
     *
     * @param kind what it is, in a few words, as reports count them
     * @param sequence relative to the remote's initial sequence number; anywhere in 2^32
     * @param acknowledgment octets from {@code from}
     * @param length octets of text
     * @param mss what its option asks for; 0 for none
     */
    record Arrival(
            String kind,
            long sequence,
            From from,
            long acknowledgment,
            int control,
            int length,
            int window,
            int urgent,
            int mss)
            implements Step {

        private static final Map<Integer, String> NAMES = new TreeMap<>(Map.of(
                TcpHeader.SYN, "SYN",
                TcpHeader.FIN, "FIN",
                TcpHeader.RST, "RST",
                TcpHeader.ACK, "ACK",
                TcpHeader.URG, "URG"));

        boolean has(int bit) {
            return (control & bit) != 0;
        }

        /** Whether it has text, a SYN or a FIN. */
        boolean occupies() {
            return end() > sequence;
        }

        /** Behind all that it has. */
        long end() {
            return sequence + length + (has(TcpHeader.SYN) ? 1 : 0) + (has(TcpHeader.FIN) ? 1 : 0);
        }

        @Override
        public String text() {
            var names = new ArrayList<String>();
            NAMES.forEach((bit, name) -> {
                if (has(bit)) {
                    names.add(name);
                }
            });
            String offset =
                    acknowledgment == 0 ? "" : acknowledgment > 0 ? " + " + acknowledgment : " - " + -acknowledgment;
            return "arrives <SEQ=" + sequence + ">"
                    + (has(TcpHeader.ACK) ? "<ACK=" + from.text + offset + ">" : "")
                    + "<CTL=" + String.join(",", names) + ">"
                    + (length > 0 ? "<DATA=" + length + ">" : "")
                    + "<WND=" + window + ">"
                    + (has(TcpHeader.URG) ? "<UP=" + urgent + ">" : "")
                    + (mss > 0 ? "<MSS=" + mss + ">" : "");
        }
    }

    /** An ICMP error comes, about the segment that the host sent last. */
    record Report(String kind, int type, int code, int mtu) implements Step {
        @Override
        public String text() {
            return "an ICMP error arrives: " + kind + (mtu > 0 ? ", MTU " + mtu : "");
        }
    }

    /** A call of the host's user, none of which blocks. */
    record UserCall(Name name, int octets) implements Step {
        enum Name {
            LISTEN,
            CONNECT,
            ACCEPT,
            READ,
            WRITE,
            SHUT_READING,
            SHUT_WRITING,
            CLOSE,
            /** Lingers for no time, and closes: ABORT. */
            ABORT,
            NO_DELAY
        }

        @Override
        public String kind() {
            return text(false);
        }

        @Override
        public String text() {
            return "the user calls " + text(true);
        }

        private String text(boolean all) {
            return switch (name) {
                case LISTEN -> "listen";
                case CONNECT -> "connect";
                case ACCEPT -> "accept";
                case READ -> all ? "read(" + octets + ")" : "read";
                case WRITE -> all ? "write(" + octets + ")" : "write";
                case SHUT_READING -> "shutdown(SHUT_RD)";
                case SHUT_WRITING -> "shutdown(SHUT_WR)";
                case CLOSE -> "close";
                case ABORT -> "close, after SO_LINGER with 0 s";
                case NO_DELAY -> "setsockopt(TCP_NODELAY)";
            };
        }
    }

    /** Time passes. */
    record Quiet(int millis) implements Step {
        @Override
        public String kind() {
            return "time passes";
        }

        @Override
        public String text() {
            return millis + " ms pass";
        }
    }

    /** What it is, in a few words. */
    String kind();

    /** All of it, on a line. */
    String text();
}
