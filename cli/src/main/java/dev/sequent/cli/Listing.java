package dev.sequent.cli;

import dev.sequent.check.figure.Values;
import dev.sequent.check.json.JsonWriter;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Protocol.Param;
import dev.sequent.language.model.Scenario;
import java.util.ArrayList;
import java.util.List;

/** What there is in a specification to explore and to set: {@code check --list}. */
final class Listing {
    private Listing() {}

    static String text(Specification spec) {
        Protocol protocol = spec.protocol();
        var out = new StringBuilder(spec.digestLine()).append("\n\nscenarios\n");
        rows(out, protocol.scenarios().stream().map(s -> List.of(s.name(), s.doc())).toList());
        out.append("\nparameters\n");
        var rows = new ArrayList<List<String>>();
        for (Param p : protocol.params()) {
            String remark = p.sysctl().isEmpty() ? p.doc() : p.doc().isEmpty() ? p.sysctl() : p.doc() + " [" + p.sysctl() + "]";
            rows.add(List.of(p.name(), value(spec, p), range(p), remark));
        }
        rows(out, rows);
        return out.toString();
    }

    /** The default, or what {@code --set} put in its place. */
    private static String value(Specification spec, Param param) {
        return spec.settings().stream()
                .filter(s -> s.param().index() == param.index())
                .reduce((first, last) -> last)
                .map(s -> Values.text(param.type(), s.value()) + " (set)")
                .orElseGet(() -> Values.text(param.type(), param.defaultValue()));
    }

    private static String range(Param p) {
        return ranged(p) ? Values.text(p.type(), p.min()) + " .. " + Values.text(p.type(), p.max()) : p.type().name();
    }

    private static boolean ranged(Param p) {
        return p.min() != Long.MIN_VALUE && p.max() != Long.MAX_VALUE;
    }

    private static void rows(StringBuilder out, List<List<String>> rows) {
        if (rows.isEmpty()) {
            out.append("  none\n");
            return;
        }
        int columns = rows.getFirst().size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int c = 0; c < columns; c++) {
                widths[c] = Math.max(widths[c], row.get(c).length());
            }
        }
        for (List<String> row : rows) {
            var line = new StringBuilder(" ");
            for (int c = 0; c < columns; c++) {
                line.append(' ').append(row.get(c)).append(" ".repeat(widths[c] - row.get(c).length() + 1));
            }
            out.append(line.toString().stripTrailing()).append('\n');
        }
    }

    static String json(Specification spec) {
        Protocol protocol = spec.protocol();
        var json = new JsonWriter();
        json.object(() -> {
            json.name("format").value("sequent-list");
            json.name("version").value(1);
            json.name("protocol").value(protocol.name());
            json.name("specification").value(spec.shown());
            json.name("digest").value(spec.core().digest());
            json.name("scenarios").array(protocol.scenarios(), (Scenario s) -> json.object(() -> {
                json.name("name").value(s.name());
                json.name("doc").value(s.doc());
            }));
            json.name("parameters").array(protocol.params(), (Param p) -> json.object(() -> {
                json.name("name").value(p.name());
                json.name("type").value(p.type().name());
                json.name("default").value(Values.text(p.type(), p.defaultValue()));
                if (ranged(p)) {
                    json.name("min").value(Values.text(p.type(), p.min()));
                    json.name("max").value(Values.text(p.type(), p.max()));
                }
                json.name("sysctl").value(p.sysctl());
                json.name("doc").value(p.doc());
            }));
        });
        return json.toString();
    }
}
