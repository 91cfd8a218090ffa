/**
 * IPv4 over Ethernet as a host does it (RFC 791, 792, 826, 1122): ARP, validity of what arrives, reassembly, ICMP.
 *
 * <p>{@link dev.sequent.stack.ip.Ipv4Layer} is the entrance. A transport {@linkplain dev.sequent.stack.ip.IpProtocol
 * registers} with it, builds its segments in a {@link dev.sequent.stack.device.Frame} at
 * {@link dev.sequent.stack.device.Frame#TRANSPORT} and hands them over; nothing is copied. To the transport it is an
 * {@link dev.sequent.stack.ip.IpLayer}, where nothing speaks of IPv4. Everything is called by one thread, with the time
 * as a parameter; every frame that comes in counts under exactly one name of {@link dev.sequent.stack.ip.IpCounter}
 * that says what became of it.
 */
@NullMarked
package dev.sequent.stack.ip;

import org.jspecify.annotations.NullMarked;
