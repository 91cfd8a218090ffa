package dev.sequent.check;

import dev.sequent.check.text.ValueText;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Protocol.Param;
import dev.sequent.language.model.Scenario;
import dev.sequent.view.Table;
import dev.sequent.view.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What there is in a specification to explore and to set: {@code check --list}. */
public final class Listing {
    private Listing() {}

    /**
     * As text.
     *
     * @param set what replaces defaults
     */
    public static String text(Protocol protocol, List<ParameterValue> set) {
        var out = new StringBuilder("scenarios\n");
        rows(
                out,
                protocol.scenarios().stream()
                        .map(s -> List.of(s.name(), s.doc()))
                        .toList());
        out.append("\nparameters\n");
        var rows = new ArrayList<List<String>>();
        for (Param p : protocol.params()) {
            String remark =
                    p.sysctl().isEmpty() ? p.doc() : p.doc().isEmpty() ? p.sysctl() : p.doc() + " [" + p.sysctl() + "]";
            rows.add(List.of(p.name(), value(p, set), range(p), remark));
        }
        rows(out, rows);
        if (!protocol.assumptions().isEmpty()) {
            out.append("\nassumptions\n");
            rows(
                    out,
                    protocol.assumptions().stream()
                            .map(a -> List.of(a.text(), a.doc()))
                            .toList());
        }
        return out.toString();
    }

    /** The default, or what replaces it. */
    private static String value(Param param, List<ParameterValue> set) {
        return set.stream()
                .filter(s -> s.param().index() == param.index())
                .reduce((first, last) -> last)
                .map(s -> ValueText.text(param.type(), s.value()) + " (set)")
                .orElseGet(() -> ValueText.text(param.type(), param.defaultValue()));
    }

    private static String range(Param p) {
        return ranged(p)
                ? ValueText.text(p.type(), p.min()) + " .. " + ValueText.text(p.type(), p.max())
                : p.type().name();
    }

    private static boolean ranged(Param p) {
        return p.min() != Long.MIN_VALUE && p.max() != Long.MAX_VALUE;
    }

    private static void rows(StringBuilder out, List<List<String>> rows) {
        out.append(rows.isEmpty() ? "  none\n" : new Table(rows).render("  ", Set.of()));
    }

    /**
     * As JSON; {@code cli/JSON.md} describes it.
     *
     * @param specification where it is, as its user knows it
     * @param digest of the core
     */
    public static String json(Protocol protocol, String specification, String digest) {
        var json = new JsonWriter();
        json.document("sequent-list", 1, () -> {
            json.name("protocol").value(protocol.name());
            json.name("specification").value(specification);
            json.name("digest").value(digest);
            json.name("scenarios")
                    .array(
                            protocol.scenarios(),
                            (Scenario s) -> json.object(() -> {
                                json.name("name").value(s.name());
                                json.name("doc").value(s.doc());
                            }));
            json.name("parameters")
                    .array(
                            protocol.params(),
                            (Param p) -> json.object(() -> {
                                json.name("name").value(p.name());
                                json.name("type").value(p.type().name());
                                json.name("default").value(ValueText.text(p.type(), p.defaultValue()));
                                if (ranged(p)) {
                                    json.name("min").value(ValueText.text(p.type(), p.min()));
                                    json.name("max").value(ValueText.text(p.type(), p.max()));
                                }
                                json.name("sysctl").value(p.sysctl());
                                json.name("doc").value(p.doc());
                            }));
        });
        return json.toString();
    }
}
