package dev.sequent.fuzzing;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A stack to which anything may come: frames of any octets, segments that nearly fit, errors about them, pieces of
 * datagrams, in any order, while its user opens, reads, writes and closes. See {@link StackUnderFire} for what is
 * demanded.
 */
class StackFuzzTest {

    /** By {@link StackUnderFire}'s numbers: a connection that is opened, used and closed; another one from our side. */
    static List<byte[]> seeds() {
        // How, control bits, SEQ and ACK from what fits, window, urgent pointer, options, text.
        String plain = " 0000 0000 ffff 0000 00 ";
        return Stream.of(
                        // SYN, ACK, accept, text, write, ACK, read, FIN, close, and two minutes
                        "03 00 0002" + plain + "0000 03 00 0010" + plain + "0000 00 03 00 0018" + plain + "0005"
                                + "02 0064 00 03 00 0010" + plain + "0000 01 0064 00 03 00 0011" + plain + "0000"
                                + "04 03 03 00 0010" + plain + "0000 05 25",
                        // connect; SYN,ACK with an MSS; write; fragmentation needed; text in two fragments; RST
                        "07 03 01 0012 0000 0000 ffff 0000 04 020405b4 0000 02 0bb8 00 09 03 04 00000240 1c"
                                + "03 09 0018" + plain + "0064 03 01 0004" + plain + "0000",
                        // a frame of nothing, an ARP request, an echo request, a piece of a datagram, an option
                        "06 02 0000 0a 03 02 00 01 08 01 0000 00 08 0800000000010001 08 06 2000 00 08 0000000000000000"
                                + "0b 01 00000800")
                .map(s -> HexFormat.of().parseHex(s.replace(" ", "")))
                .toList();
    }

    @MethodSource("seeds")
    @FuzzTest
    void survives(byte[] octets) {
        try (var stack = new StackUnderFire()) {
            stack.suffer(new Cursor(octets));
        }
    }
}
