package dev.sequent.packet.oracle;

import java.util.List;

/**
 * What a host under test is told, all decided before it begins: its user's calls, and the segments of a remote that
 * listens only to learn what it can acknowledge. Two hosts that are told the same should do the same.
 *
 * @param number which of those of its seed it is
 * @param isn the remote's, relative to which its sequence numbers are
 */
record Exchange(int number, int isn, List<Step> steps) {
    Exchange {
        steps = List.copyOf(steps);
    }
}
