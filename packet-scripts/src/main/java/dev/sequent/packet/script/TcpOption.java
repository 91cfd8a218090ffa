package dev.sequent.packet.script;

import java.util.List;
import java.util.OptionalLong;

/** An option of a TCP header, with numbers as a script has them. */
public sealed interface TcpOption {

    /** RFC 9293, 3.2. */
    record EndOfList() implements TcpOption {}

    /** RFC 9293, 3.2. */
    record NoOperation() implements TcpOption {}

    /** RFC 9293, 3.2. */
    record MaximumSegmentSize(int octets) implements TcpOption {}

    /** RFC 7323, 2. */
    record WindowScale(int shift) implements TcpOption {}

    /** RFC 2018, 2. */
    record SackPermitted() implements TcpOption {}

    /** RFC 2018, 3. */
    record Sack(List<Block> blocks) implements TcpOption {
        public Sack {
            blocks = List.copyOf(blocks);
        }

        /** @param left of its first octet @param right after its last one; relative to the other's initial one */
        public record Block(long left, long right) {}
    }

    /** RFC 7323, 3. A value that is absent is not looked at. */
    record Timestamps(OptionalLong value, OptionalLong echoReply) implements TcpOption {
        public static Timestamps of(long value, long echoReply) {
            return new Timestamps(OptionalLong.of(value), OptionalLong.of(echoReply));
        }
    }

    /** RFC 7413, 4.1.1. @param cookie hexadecimal; empty in a request */
    record FastOpen(String cookie) implements TcpOption {}

    /** The same under the experimental kind 254 (RFC 6994). */
    record FastOpenExperimental(String cookie) implements TcpOption {}

    /** RFC 2385. @param digest hexadecimal; not looked at if empty */
    record Md5(String digest) implements TcpOption {}

    /** RFC 9768, 3.2.3: counters of octets, in the order in which they stand. */
    record AccurateEcn(List<Counter> counters) implements TcpOption {
        public AccurateEcn {
            counters = List.copyOf(counters);
        }

        /** @param name {@code e0b}, {@code ceb} or {@code e1b} */
        public record Counter(String name, int value) {}
    }

    /** Any other. @param data hexadecimal, without kind and length */
    record Unknown(int kind, String data) implements TcpOption {}
}
