package dev.sequent.check.reference;

import java.util.ArrayList;
import java.util.List;

/** Writes whole specifications: one kind of machine or two, properties, and scenarios about them. */
final class Drafts {
    static final int SCENARIOS = 8;
    private static final int PROPERTIES = 12;

    private Drafts() {}

    static Node random(long seed) {
        return seed % 4 == 3 ? Streams.random(seed) : anything(seed);
    }

    private static Node anything(long seed) {
        var dice = new Dice(seed);
        List<String> messages = dice.percent(20) ? List.of("M", "L") : List.of("M");
        var machines = new ArrayList<>(List.of(Shape.random(dice, "First", messages)));
        if (dice.percent(50)) {
            machines.add(Shape.random(dice, "Second", messages));
        }
        var pieces = new ArrayList<Node>();
        pieces.add(Node.line("protocol RANDOM \"seed " + seed + "\""));
        pieces.add(Node.line("param RETRY : duration = 2 s in 0 s .. 1 min"));
        pieces.add(Node.line("enum COLOUR { RED, GREEN, BLUE }"));
        pieces.add(Node.line("extern function pick() : u8"));
        messages.forEach(m -> pieces.add(message(m)));
        machines.forEach(m -> pieces.add(new Machines(dice, m).write()));
        var claims = new Claims(dice, machines);
        for (int p = 0; p < PROPERTIES; p++) {
            pieces.addAll(claims.write(p));
        }
        var worlds = new Worlds(dice, machines);
        for (int s = 0; s < SCENARIOS; s++) {
            pieces.add(worlds.write("s" + s));
        }
        return Node.all(pieces);
    }

    private static Node message(String name) {
        return Node.block(
                "message " + name + " as " + name,
                List.of(
                        Node.line("X : u8"),
                        Node.line("CTL : bits { SYN, ACK }"),
                        Node.line("RESERVED : 6 bits zero"),
                        Node.line("LENGTH : u8 length of header in 1 bytes"),
                        Node.block(
                                "options",
                                List.of(
                                        Node.line("end kind 0"),
                                        Node.line("padding kind 1"),
                                        Node.line("OPT kind 2 : u8"))),
                        Node.line("data TEXT"),
                        Node.line("TOS : u8 to network"),
                        Node.line("derived LEN : u32 = TEXT + ord(SYN)")));
    }
}
