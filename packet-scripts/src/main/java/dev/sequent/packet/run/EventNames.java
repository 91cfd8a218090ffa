package dev.sequent.packet.run;

import dev.sequent.packet.script.Symbols;
import java.util.ArrayList;

/** The bits of poll and epoll by their names. */
public final class EventNames {
    private EventNames() {}

    /** @param prefix {@code POLL} or {@code EPOLL} */
    public static String text(String prefix, int events) {
        var names = new ArrayList<String>();
        int left = events;
        for (String name : new String[] {"IN", "PRI", "OUT", "ERR", "HUP", "NVAL", "RDNORM", "WRNORM", "RDHUP"}) {
            int bit = (int) Symbols.value(prefix + name).orElse(0);
            if (bit != 0 && (left & bit) != 0) {
                names.add(prefix + name);
                left &= ~bit;
            }
        }
        if (left != 0) {
            names.add("0x" + Integer.toHexString(left));
        }
        return names.isEmpty() ? "0" : String.join("|", names);
    }
}
