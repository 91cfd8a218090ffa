package dev.sequent.packet.oracle;

/** In what two hosts can differ that were told the same. */
enum Facet {
    REPLY("what the call returned"),
    SYN("the SYN"),
    TEXT("which octets were sent"),
    FIN("the FIN"),
    ACKNOWLEDGMENT("the acknowledgment"),
    RESET("the RST"),
    OCTETS("the contents of a segment"),
    STATE("the state"),
    EVENTS("what poll tells");

    private final String text;

    Facet(String text) {
        this.text = text;
    }

    /** What it is about, as in "they differ in ...". */
    String text() {
        return text;
    }
}
