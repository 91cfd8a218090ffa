package dev.sequent.stack.ip;

import java.util.OptionalInt;

/**
 * What a network layer says of its family and link to the parameters of TCP. What it leaves empty is as the
 * specification has it, whose defaults are those of IPv4.
 *
 * @param mtu octets of the largest datagram of the link, header included: MTU
 * @param header octets of the fixed header: IP-HEADER
 * @param defaultSendMss assumed of a peer that sends no MSS option: DEFAULT-SEND-MSS (RFC 9293, 3.7.1, MUST-15)
 * @param minPathMtu what the estimate of a path's MTU never goes below: MIN-PATH-MTU (for IPv6: RFC 8201, 4)
 */
public record IpParameters(int mtu, int header, OptionalInt defaultSendMss, OptionalInt minPathMtu) {

    /** Of a family that has the specification's defaults. */
    public IpParameters(int mtu, int header) {
        this(mtu, header, OptionalInt.empty(), OptionalInt.empty());
    }
}
