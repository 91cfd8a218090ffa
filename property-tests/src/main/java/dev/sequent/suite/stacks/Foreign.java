package dev.sequent.suite.stacks;

import java.util.List;
import java.util.Map;

/**
 * A run of one stack opposite a remote of another make: all that is decided before it begins.
 *
 * @param active the stack opens; otherwise the remote does
 * @param silent at the end, the remote only speaks when it is spoken to
 * @param isn of the stack
 * @param remoteIsn of the remote
 * @param mss that the remote's SYN asks for; 0: it asks for none
 * @param window that the remote's SYN offers
 * @param sent octets that the stack has sent before the first move, and that are acknowledged
 * @param received octets that its user has received by then
 */
record Foreign(
        boolean active,
        boolean silent,
        int isn,
        int remoteIsn,
        int mss,
        int window,
        long sent,
        long received,
        Map<String, Long> parameters,
        List<Move> moves) {

    /** There is a past, which takes jumbo frames: in Ethernet's it would take too long. */
    boolean isAged() {
        return sent + received > 0;
    }

    String text() {
        var text = new StringBuilder(active ? "the stack opens" : "the remote opens");
        text.append(", ISNs ")
                .append(Integer.toUnsignedString(isn))
                .append(" and ")
                .append(Integer.toUnsignedString(remoteIsn));
        text.append(silent ? ", the remote speaks when it is spoken to" : "")
                .append(", MSS ")
                .append(mss == 0 ? "not said" : mss)
                .append(", window ")
                .append(window);
        if (isAged()) {
            text.append("\n  ")
                    .append(sent)
                    .append(" octets have been sent, ")
                    .append(received)
                    .append(" received");
        }
        parameters.forEach(
                (name, value) -> text.append("\n  ").append(name).append(" = ").append(value));
        moves.forEach(move -> text.append("\n  ").append(text(move)));
        return text.toString();
    }

    private static String text(Move m) {
        return switch (m.kind()) {
            case ACK -> "the remote acknowledges " + m.a() + " % of what is outstanding";
            case ACK_BEYOND -> "the remote acknowledges " + m.a() + " octets more than were sent";
            case ACK_OLD -> "the remote acknowledges " + m.a() + " octets less than before";
            case WINDOW -> "the remote offers " + m.a() + " octets, and acknowledges " + m.b() + " %";
            case TEXT ->
                "the remote sends " + m.b() + (m.c() % 2 == 0 ? "" : " other") + " octets, " + m.a()
                        + " beyond RCV.NXT";
            case FIN -> "the remote sends " + m.b() + " octets and a FIN, " + m.a() + " beyond RCV.NXT";
            case URGENT ->
                "the remote sends " + m.b() + " octets, " + m.a() + " beyond RCV.NXT, urgent pointer " + m.c();
            case RST -> "the remote resets, " + m.a() + " beyond RCV.NXT";
            case SYN -> "the remote sends a SYN" + (m.c() % 2 == 0 ? "" : ",ACK") + ", " + m.a() + " beyond RCV.NXT";
            case ANY ->
                "the remote sends control bits " + Integer.toBinaryString(m.c()) + ", " + m.a()
                        + " beyond RCV.NXT, and acknowledges " + m.b() + " beyond what was sent";
            case REPORT ->
                "an ICMP error, number " + m.c() + ", MTU " + m.b() + ", about what was sent " + m.a()
                        + " before the newest";
            case WRITE -> "the user writes " + m.b() + " octets";
            case READ -> "the user reads " + m.b() + " octets";
            case SHUT_DOWN -> "the user has no more to send";
            case CLOSE -> "the user closes";
            case WAIT -> m.a() + " ms pass";
        };
    }
}
