package dev.sequent.cli;

import dev.sequent.cli.terminal.CommandFailure;
import dev.sequent.stack.wire.MacAddress;

/** Reads MAC addresses. */
final class MacOption {
    private MacOption() {}

    static long parse(String text) {
        if (!text.matches("([0-9a-fA-F]{2}:){5}[0-9a-fA-F]{2}")) {
            throw CommandFailure.usage("--mac " + text + ": write six octets in hexadecimal, as in 02:00:00:00:00:01");
        }
        long mac = Long.parseLong(text.replace(":", ""), 16);
        if (MacAddress.isGroup(mac) || mac == 0) {
            throw CommandFailure.usage("--mac " + text + ": this is no station's address; take one like 02:00:00:00:00:01");
        }
        return mac;
    }
}
