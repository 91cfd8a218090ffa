package dev.sequent.check.reference;

import java.util.ArrayList;
import java.util.List;

/** Writes properties of every form, and witnesses. */
final class Claims {
    private final Dice dice;
    private final List<Shape> machines;

    Claims(Dice dice, List<Shape> machines) {
        this.dice = dice;
        this.machines = machines;
    }

    /** @param number the property's name */
    List<Node> write(int number) {
        String name = "p" + number;
        boolean step = dice.percent(30);
        Shape first = dice.of(machines);
        boolean two = !step && dice.percent(40);
        Shape second = dice.of(machines);
        String one = dice.percent(85) ? machines.indexOf(first) == 0 ? "A" : "B" : "x";
        String other = one.equals("A") ? "B" : one.equals("B") ? "A" : "y";
        String peers = "(" + one + " : " + first.name() + (two ? ", " + other + " : " + second.name() : "") + ") : ";
        var result = new ArrayList<Node>();
        if (step) {
            result.add(Node.line("property " + name + peers + steps(first, one)));
            if (dice.percent(40)) {
                result.add(Node.line("witness " + name + peers + "step " + happening(first, one)));
            }
            return result;
        }
        String e = two && dice.percent(60)
                ? "(" + state(first, one) + ") " + dice.of("and", "or", "implies") + " (" + state(second, other) + ")"
                : state(first, one);
        String f = two ? state(second, other) : state(first, one);
        result.add(Node.line("property " + name + peers
                + switch (dice.below(9)) {
                    case 0, 1 -> "always " + e;
                    case 2 -> "never " + e;
                    case 3, 4 -> e + " ~> " + f;
                    case 5 -> "eventually always " + e;
                    case 6 -> "possible " + e;
                    case 7 -> "always (" + e + ") or (" + f + ")";
                    default -> "never (" + e + ") and (" + f + ")";
                }));
        if (dice.percent(result.getFirst().head().contains(" : eventually") ? 60 : 30)) {
            // Some ask for what is hardly ever the case.
            result.add(Node.line("witness " + name + peers + (dice.percent(30) ? one + ".N > 2" : state(first, one))));
        }
        return result;
    }

    private String state(Shape shape, String peer) {
        var more = new ArrayList<String>();
        more.add("channel empty");
        if (dice.percent(25)) {
            more.add("told(" + peer + ", " + dice.of(shape.told()) + ")");
            more.add("told(" + peer + ", " + dice.of(shape.told()) + ")");
        }
        if (dice.percent(15)) {
            more.add("incarnation(" + peer + ") <= " + dice.below(3));
            more.add("incarnation(" + peer + ") > 1");
        }
        if (dice.percent(15)) {
            more.add("crashes(" + peer + ") = 0");
        }
        return new Conditions(dice, shape, peer).random(more);
    }

    private String steps(Shape shape, String peer) {
        String message = dice.of(shape.messages());
        return switch (dice.below(6)) {
            case 0 -> "step old(" + peer + ".N) <= " + peer + ".N or " + happening(shape, peer);
            case 1 -> "step " + happening(shape, peer) + " implies " + happening(shape, peer);
            case 2 ->
                "step old(" + state(shape, peer, List.of()) + ") implies " + happening(shape, peer) + " or "
                        + state(shape, peer, List.of());
            case 3 ->
                "whenever " + peer + " receives " + message + " then "
                        + new Conditions(dice, shape, peer).random(received(message));
            case 4 ->
                "whenever " + peer + " sends " + message + " then "
                        + new Conditions(dice, shape, peer).random(Conditions.ofMessage(dice, "OUT."));
            default -> "step not (" + happening(shape, peer) + ")";
        };
    }

    private List<String> received(String message) {
        var atoms = new ArrayList<>(Conditions.ofMessage(dice, message + "."));
        atoms.add(dice.of("forged", "stale"));
        return atoms;
    }

    private String state(Shape shape, String peer, List<String> more) {
        return new Conditions(dice, shape, peer).random(more);
    }

    /** Something that a step may be or do. */
    private String happening(Shape shape, String peer) {
        String message = dice.of(shape.messages());
        return switch (dice.below(8)) {
            case 0 -> peer + " calls " + dice.of("GO", "RUN", "POKE");
            case 1 -> shape.used().isEmpty() ? peer + " calls GO" : "expires " + peer + "." + dice.of(shape.used());
            case 2 -> peer + " receives " + message;
            case 3 -> peer + " receives " + message + " where (" + dice.of(received(message)) + ")";
            case 4 -> peer + " sends " + message;
            case 5 -> peer + " sends " + message + " where (" + dice.of(Conditions.ofMessage(dice, "OUT.")) + ")";
            case 6 -> peer + " receives " + message + " where " + dice.of("stale", "forged");
            default -> peer + " signals " + dice.of(shape.told());
        };
    }
}
