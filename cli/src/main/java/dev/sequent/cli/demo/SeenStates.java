package dev.sequent.cli.demo;

/**
 * What an onlooker who sees every segment of a connection arrive, in order, may say of the states of its two ends (RFC
 * 9293, Figure 5). Only for captions: for the stack's end the true states are known as well, and take precedence.
 */
final class SeenStates {
    private final String[] state;
    private final boolean[] finAcked = new boolean[2];
    private final int[] finEnd = new int[2];

    /** @param opener 0 or 1: the end that opens actively; the other one listens */
    SeenStates(int opener) {
        state = opener == 0 ? new String[] {"CLOSED", "LISTEN"} : new String[] {"LISTEN", "CLOSED"};
    }

    String of(int end) {
        return state[end];
    }

    /** A segment goes from one end to the other and arrives. */
    void pass(int from, CapturedSegment s) {
        int to = 1 - from;
        if (s.rst()) {
            state[from] = "CLOSED";
            state[to] = "CLOSED";
            return;
        }
        if (s.syn() && !s.ack()) {
            state[from] = "SYN-SENT";
            state[to] = state[to].equals("SYN-SENT")
                    ? "SYN-RECEIVED"
                    : state[to].equals("LISTEN") ? "SYN-RECEIVED" : state[to];
        } else if (s.syn()) {
            state[to] = state[to].equals("SYN-SENT") ? "ESTABLISHED" : state[to];
        } else if (s.ack() && state[to].equals("SYN-RECEIVED")) {
            state[to] = "ESTABLISHED";
        }
        if (s.fin()) {
            finEnd[from] = s.end();
            state[from] = switch (state[from]) {
                case "ESTABLISHED", "SYN-RECEIVED" -> "FIN-WAIT-1";
                case "CLOSE-WAIT" -> "LAST-ACK";
                default -> state[from];
            };
        }
        if (s.ack() && finEnd[to] != 0 && s.segment().ACK == finEnd[to] && !finAcked[to]) {
            finAcked[to] = true;
            state[to] = switch (state[to]) {
                case "FIN-WAIT-1" -> "FIN-WAIT-2";
                case "CLOSING" -> "TIME-WAIT";
                case "LAST-ACK" -> "CLOSED";
                default -> state[to];
            };
        }
        if (s.fin()) {
            state[to] = switch (state[to]) {
                case "ESTABLISHED" -> "CLOSE-WAIT";
                case "FIN-WAIT-1" -> "CLOSING";
                case "FIN-WAIT-2" -> "TIME-WAIT";
                default -> state[to];
            };
        }
    }
}
