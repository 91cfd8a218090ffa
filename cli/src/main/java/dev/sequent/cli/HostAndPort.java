package dev.sequent.cli;

import dev.sequent.cli.terminal.CommandFailure;
import dev.sequent.wire.IpAddress;

/** Where to connect to. @param host an IP address, as people write it */
record HostAndPort(String host, int port) {
    static HostAndPort parse(String text) {
        int colon = text.lastIndexOf(':');
        String port = text.substring(colon + 1);
        if (colon < 0 || !port.matches("[0-9]{1,5}") || Integer.parseInt(port) < 1 || Integer.parseInt(port) > 65535) {
            throw CommandFailure.usage("'" + text + "' is not an address and a port; write it like 192.0.2.1:9000");
        }
        try {
            IpAddress.parse(text.substring(0, colon));
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage(e);
        }
        return new HostAndPort(text.substring(0, colon), Integer.parseInt(port));
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
