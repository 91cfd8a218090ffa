package dev.sequent.packet.script;

import java.util.Optional;
import java.util.OptionalInt;

/** What a script says of the IP header of a packet; what it does not say is not looked at. */
public record IpInfo(Optional<Ecn> ecn, OptionalInt typeOfService, OptionalInt timeToLive) {

    /** Nothing is said. */
    public static final IpInfo UNSAID = new IpInfo(Optional.empty(), OptionalInt.empty(), OptionalInt.empty());

    /** The two bits of explicit congestion notification (RFC 3168, 5). */
    public enum Ecn {
        NOECN(0b00),
        ECT0(0b10),
        ECT1(0b01),
        CE(0b11),
        /** One of the two that say that the transport is capable. */
        ECT01(-1);

        private final int bits;

        Ecn(int bits) {
            this.bits = bits;
        }

        /** The two bits; -1 if either of two values will do. */
        public int bits() {
            return bits;
        }

        /** Whether a type of service has these bits. */
        public boolean matches(int typeOfService) {
            int actual = typeOfService & 0b11;
            return this == ECT01 ? actual == ECT0.bits || actual == ECT1.bits : actual == bits;
        }

        public String spelling() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
