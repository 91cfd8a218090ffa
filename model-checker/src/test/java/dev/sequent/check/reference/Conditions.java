package dev.sequent.check.reference;

import java.util.ArrayList;
import java.util.List;

/** Conditions on a machine, inside its rules or, with a peer's name in front, in properties. */
final class Conditions {
    private final Dice dice;
    private final Shape shape;
    /** {@code A.}, or nothing inside the machine. */
    private final String peer;

    Conditions(Dice dice, Shape shape, String peerName) {
        this.dice = dice;
        this.shape = shape;
        this.peer = peerName.isEmpty() ? "" : peerName + ".";
    }

    /** @param more other conditions that may be asked there */
    String random(List<String> more) {
        var atoms = new ArrayList<>(more);
        atoms.add(state());
        for (String variable : shape.variables()) {
            variable(variable, atoms);
        }
        shape.used().forEach(t -> atoms.add("running " + peer + t));
        String one = dice.of(atoms);
        return switch (dice.below(8)) {
            case 0 -> "not (" + one + ")";
            case 1 -> one + " and " + dice.of(atoms);
            case 2 -> one + " or " + dice.of(atoms);
            case 3 -> "(" + one + ") implies (" + dice.of(atoms) + ")";
            default -> one;
        };
    }

    /** One that does not change while time passes: a user's step is not asked for the time. */
    String still() {
        String condition = random(List.of());
        return condition.contains("now") ? state() : condition;
    }

    String state() {
        String states = String.join(" | ", dice.some(shape.states()));
        return peer.isEmpty() ? "in " + states : peer.substring(0, peer.length() - 1) + " in " + states;
    }

    private void variable(String variable, List<String> atoms) {
        String v = peer + variable;
        switch (variable) {
            case "N" -> {
                atoms.add(v + " < " + (1 + dice.below(3)));
                atoms.add(v + " = " + dice.below(3));
            }
            case "K" -> atoms.add("(" + v + " << 1) mod 3 != " + dice.below(3));
            case "Z" -> atoms.add("abs(" + v + ") < 2");
            case "B" -> atoms.add(v);
            case "IRS" -> {}
            case "Q" -> atoms.add(v + dice.of(" < ", " <= ", " = ") + (shape.has("W") ? peer + "W" : "1"));
            case "HUE" -> atoms.add(v + dice.of(" = ", " != ") + dice.of("RED", "GREEN", "BLUE"));
            case "O" -> {
                atoms.add(v + " present");
                atoms.add(v + " present and " + v + " > " + dice.below(2));
            }
            case "R" -> {
                atoms.add("count(" + v + ") > 0");
                atoms.add("total(" + v + ") > 1");
                atoms.add("covers(" + v + ", " + (shape.has("Q") ? peer + "Q" : "1") + ")");
            }
            case "D" -> atoms.add(v + " > " + dice.of("0 s", "1 s"));
            case "ROWS" -> {
                if (peer.isEmpty()) {
                    atoms.add("room(ROWS) < 2");
                }
            }
            case "SINCE" -> {
                if (peer.isEmpty()) {
                    atoms.add("SINCE present and now - SINCE >= " + (1 + dice.below(3)) + " s");
                } else {
                    atoms.add(v + " present");
                }
            }
            case "LAST" -> {
                if (peer.isEmpty()) {
                    atoms.add("now - LAST < " + (1 + dice.below(3)) + " s");
                }
            }
            default -> {}
        }
    }

    /** Of a message under that prefix: {@code M.}, or {@code OUT.} of one that is sent. */
    static List<String> ofMessage(Dice dice, String prefix) {
        boolean out = prefix.equals("OUT.");
        var atoms = new ArrayList<String>();
        atoms.add(prefix + "X = " + dice.below(3));
        atoms.add(prefix + "X < 2");
        atoms.add(out ? "OUT.CTL has SYN" : dice.of("SYN", "ACK"));
        atoms.add(prefix + "OPT present");
        atoms.add(prefix + "TEXT > 0");
        atoms.add(prefix + "LEN > " + dice.below(2));
        if (out) {
            atoms.add("OUT.TOS = 1");
        }
        return atoms;
    }
}
