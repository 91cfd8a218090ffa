package dev.sequent.cli;

import dev.sequent.cli.terminal.CommandFailure;
import dev.sequent.wire.MacAddress;

/** Reads MAC addresses. */
final class MacOption {
    private MacOption() {}

    static long parse(String text) {
        long mac;
        try {
            mac = MacAddress.parse(text);
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage("--mac " + text + ": " + e.getMessage());
        }
        if (MacAddress.isGroup(mac) || mac == 0) {
            throw CommandFailure.usage(
                    "--mac " + text + ": this is not a station's address; use one like 02:00:00:00:00:01");
        }
        return mac;
    }
}
