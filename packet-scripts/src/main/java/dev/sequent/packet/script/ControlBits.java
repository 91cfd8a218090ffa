package dev.sequent.packet.script;

import dev.sequent.wire.TcpHeader;
import java.util.OptionalInt;

/** The control bits of a segment as letters: {@code S.}, {@code FP.}, {@code .}, {@code -} for none. */
public final class ControlBits {

    private static final String LETTERS = "FSRPUAEW.";
    private static final int[] BITS = {
        TcpHeader.FIN,
        TcpHeader.SYN,
        TcpHeader.RST,
        TcpHeader.PSH,
        TcpHeader.URG,
        TcpHeader.AE,
        TcpHeader.ECE,
        TcpHeader.CWR,
        TcpHeader.ACK
    };

    private ControlBits() {}

    public static String text(int control) {
        var text = new StringBuilder();
        for (int i = 0; i < BITS.length; i++) {
            if ((control & BITS[i]) != 0) {
                text.append(LETTERS.charAt(i));
            }
        }
        return text.isEmpty() ? "-" : text.toString();
    }

    /**
     * The bits that a character stands for: a letter for one, a digit for the counter ACE, which AE, CWR and ECE are
     * together (RFC 9768, 3.2.2).
     */
    public static OptionalInt of(char c) {
        if (c >= '0' && c <= '7') {
            int ace = c - '0';
            return OptionalInt.of(((ace & 4) != 0 ? TcpHeader.AE : 0)
                    | ((ace & 2) != 0 ? TcpHeader.CWR : 0)
                    | ((ace & 1) != 0 ? TcpHeader.ECE : 0));
        }
        int at = LETTERS.indexOf(c);
        return at < 0 ? OptionalInt.empty() : OptionalInt.of(BITS[at]);
    }
}
