package dev.sequent.check;

import dev.sequent.check.system.StateGraph;
import dev.sequent.check.system.TransitionKind;
import java.util.List;
import java.util.Locale;

/** A state graph in the language of Graphviz. */
public final class GraphDot {
    private static final String BAD = "#b3261e";
    private static final String TROUBLE = "#8a8a8a";

    private GraphDot() {}

    /** @param title what it is the graph of */
    public static String of(StateGraph graph, String title) {
        var out = new StringBuilder();
        out.append("digraph states {\n");
        out.append("  label=").append(quoted(title)).append("; labelloc=t; rankdir=TB;\n");
        out.append("  node [shape=box, style=rounded, fontname=\"monospace\", fontsize=10];\n");
        out.append("  edge [fontname=\"monospace\", fontsize=8];\n");
        for (int n = 0; n < graph.nodes().size(); n++) {
            out.append("  s")
                    .append(n)
                    .append(" [label=")
                    .append(quoted(label(graph.nodes().get(n))));
            if (n == 0) {
                out.append(", penwidth=2");
            }
            if (graph.nodes().get(n).end()) {
                out.append(", peripheries=2");
            }
            if (graph.nodes().get(n).violated()) {
                out.append(", color=\"" + BAD + "\", fontcolor=\"" + BAD + "\"");
            }
            out.append("];\n");
        }
        for (int e = 0; e < graph.edges().size(); e++) {
            StateGraph.Edge edge = graph.edges().get(e);
            String to = edge.to().map(n -> "s" + n).orElse("broken" + e);
            if (edge.to().isEmpty()) {
                out.append("  ")
                        .append(to)
                        .append(" [label=\"the machine breaks\", shape=plain, fontcolor=\"" + BAD + "\"];\n");
            }
            out.append("  s").append(edge.from()).append(" -> ").append(to);
            out.append(" [label=")
                    .append(quoted(edge.text()))
                    .append(style(edge))
                    .append("];\n");
        }
        return out.append("}\n").toString();
    }

    private static String label(StateGraph.Node node) {
        var out = new StringBuilder(String.join("\n", node.machines()));
        List<Integer> flights = node.inFlight();
        if (flights.stream().anyMatch(n -> n > 0)) {
            out.append('\n');
            out.append(
                    flights.size() == 1
                            ? String.format(Locale.ROOT, "%d in flight", flights.getFirst())
                            : String.format(Locale.ROOT, "in flight: %d -> %d <-", flights.get(0), flights.get(1)));
        }
        return out.toString();
    }

    private static String style(StateGraph.Edge edge) {
        if (edge.violated()) {
            return ", color=\"" + BAD + "\", fontcolor=\"" + BAD + "\"";
        }
        return isTrouble(edge.kind()) ? ", style=dashed, color=\"" + TROUBLE + "\", fontcolor=\"" + TROUBLE + "\"" : "";
    }

    private static boolean isTrouble(TransitionKind kind) {
        return switch (kind) {
            case ATTACK, DUPLICATE, LOSE, CRASH -> true;
            case CALL, DELIVER, TIMEOUT, TICK -> false;
        };
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }
}
