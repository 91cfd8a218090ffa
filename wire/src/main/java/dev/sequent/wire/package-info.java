/**
 * Octets of TCP and of the protocols below it: where each field stands and what it holds, and nothing about what to do
 * with it; and the files that captured packets are kept in.
 *
 * <p>A class per header, opening with its diagram, with named offsets and static accessors over a
 * {@link java.nio.ByteBuffer} and the offset at which the header begins; nothing is allocated. Accessors trust their
 * offsets: whoever reads a header has checked that it fits. Buffers are big-endian (network order) and are addressed
 * absolutely; positions and limits are neither used nor changed. In a header, an IPv4 address is an {@code int}, a MAC
 * address a {@code long} of 48 bits, both with the first octet on the wire as the most significant one. Beyond the
 * network layer an address is an {@link dev.sequent.wire.IpAddress}, of whatever family. The stack's own reader and
 * writer of TCP headers are not here: they are generated from the specification.
 *
 * <p>Stack and checker both use these classes, and the command, which reloads a stack around an edited core, shares
 * them with it: there is one of each in a process.
 */
@NullMarked
package dev.sequent.wire;

import org.jspecify.annotations.NullMarked;
