package dev.sequent.check.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A piece of a generated specification: a line, or a block of them. What is taken away from it leaves a smaller one.
 */
record Node(String head, List<Node> inner, String foot) {
    static Node line(String text) {
        return new Node(text, List.of(), "");
    }

    static Node block(String head, List<Node> inner) {
        return new Node(head + " {", List.copyOf(inner), "}");
    }

    /** Pieces one below the other. */
    static Node all(List<Node> inner) {
        return new Node("", List.copyOf(inner), "");
    }

    String text() {
        var text = new StringBuilder();
        write(text, "");
        return text.toString();
    }

    private void write(StringBuilder text, String indent) {
        boolean bare = head.isEmpty();
        if (!bare) {
            text.append(indent).append(head).append('\n');
        }
        inner.forEach(n -> n.write(text, bare ? indent : indent + "  "));
        if (!foot.isEmpty()) {
            text.append(indent).append(foot).append('\n');
        }
    }

    /** The block of a scenario. */
    Node scenario(String name) {
        return inner.stream()
                .filter(n -> n.head.equals("scenario " + name + " {"))
                .findFirst()
                .orElseThrow();
    }

    /** The properties that a scenario names; none: it takes all. */
    Set<String> checks(String scenario) {
        return scenario(scenario).inner.stream()
                .filter(n -> n.head.startsWith("check ") && !n.head.equals("check all"))
                .flatMap(n -> Stream.of(n.head.substring("check ".length()).split(", ")))
                .collect(Collectors.toSet());
    }

    /** Each with one piece less, large pieces first, or with a block replaced by what is in it. */
    List<Node> smaller() {
        var result = new ArrayList<Node>();
        for (int i = 0; i < inner.size(); i++) {
            result.add(with(i, Stream.empty()));
        }
        for (int i = 0; i < inner.size(); i++) {
            int place = i;
            Node piece = inner.get(i);
            if (piece.head.startsWith("if ") || piece.head.startsWith("step ") || piece.head.startsWith("in ")) {
                result.add(with(i, piece.inner.stream()));
            }
            piece.smaller().forEach(p -> result.add(with(place, Stream.of(p))));
        }
        return result;
    }

    private Node with(int place, Stream<Node> instead) {
        var pieces =
                Stream.of(inner.subList(0, place).stream(), instead, inner.subList(place + 1, inner.size()).stream());
        return new Node(head, pieces.flatMap(s -> s).toList(), foot);
    }
}
