package dev.sequent.packet.oracle;

/**
 * What was seen of a host in one step.
 *
 * @param reply what the call returned; empty if there was none
 * @param answer what it sent
 * @param state of the connection afterwards, as RFC 9293 calls it; {@code CLOSED} if there is none
 * @param events what {@code poll} tells of the socket afterwards
 * @param taken up to where it has acknowledged what came, relative to the remote's initial sequence number
 */
record Observation(String reply, Answer answer, String state, String events, long taken) {}
