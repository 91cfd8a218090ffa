package dev.sequent.check.system;

import dev.sequent.runtime.BitWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.zip.CRC32;

/**
 * States of one scenario as octets, which are the same in every process that searches the same scenario over the same
 * core; one for each thread. This is what a search distributed over processes sends around, and what checkpoints may
 * keep.
 *
 * <p>The octets: 1 for the version of this format; 8 that identify what is searched; the bits of
 * {@link ScenarioSystem#encode}, the least significant first, filled up with zeros; 4 of CRC-32 over everything before.
 * Numbers are little-endian.
 */
public final class PortableStates {
    private static final byte VERSION = 1;
    private static final int HEAD = 9;
    private static final int TAIL = 4;

    private final ScenarioSystem system;
    private final StateReader reader;
    private final BitWriter writer = new BitWriter();
    private final long searched;

    /**
     * @param identity says what is searched: two lists that are equal are taken for the same core and the same scenario
     */
    public PortableStates(ScenarioSystem system, List<String> identity) {
        this.system = system;
        reader = system.reader();
        searched = digest(identity);
    }

    private static long digest(List<String> identity) {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            identity.forEach(line -> sha.update((line.length() + ":" + line + "\n").getBytes(StandardCharsets.UTF_8)));
            return ByteBuffer.wrap(sha.digest()).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    public byte[] encode(int[] state) {
        writer.reset();
        system.encode(state, writer);
        int length = (writer.bits() + Byte.SIZE - 1) / Byte.SIZE;
        var octets = little(new byte[HEAD + length + TAIL]).put(VERSION).putLong(searched);
        for (int i = 0; i < length; i++) {
            octets.put((byte) (writer.words()[i / Long.BYTES] >>> i % Long.BYTES * Byte.SIZE));
        }
        return octets.putInt(checksum(octets.array())).array();
    }

    /**
     * @throws MalformedState when they are not a state, or a state of something else, or damaged, or more than one
     *     state
     */
    public int[] decode(byte[] octets) {
        if (octets.length <= HEAD + TAIL) {
            throw new MalformedState(octets.length + " octets are too few for a state");
        }
        var in = little(octets);
        int version = in.get();
        if (version != VERSION) {
            throw new MalformedState(
                    "a state is written in version " + VERSION + " here, and this is version " + version);
        }
        if (in.getLong() != searched) {
            throw new MalformedState("a state of another core or another scenario than "
                    + system.plan().scenario().name());
        }
        if (in.getInt(octets.length - TAIL) != checksum(octets)) {
            throw new MalformedState("a state that was damaged or cut short: its checksum is not that of its octets");
        }
        long[] words = new long[(octets.length - HEAD - TAIL + Long.BYTES - 1) / Long.BYTES];
        for (int i = HEAD; i < octets.length - TAIL; i++) {
            words[(i - HEAD) / Long.BYTES] |= (octets[i] & 0xffL) << (i - HEAD) % Long.BYTES * Byte.SIZE;
        }
        return reader.readOctets(words, octets.length - HEAD - TAIL);
    }

    private static ByteBuffer little(byte[] octets) {
        return ByteBuffer.wrap(octets).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int checksum(byte[] octets) {
        var crc = new CRC32();
        crc.update(octets, 0, octets.length - TAIL);
        return (int) crc.getValue();
    }
}
