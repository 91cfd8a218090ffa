package dev.sequent.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** {@code JSON.md}: the schemas as people read them. */
final class SchemaDocument {
    private static final String HEAD = """
            # The JSON that sequent writes

            Generated from the schemas in `src/main/resources/dev/sequent/cli/schema` (JSON Schema, 2020-12); tests validate what the commands print against them.

            Each is a UTF-8 object (RFC 8259) with a `format` and a `version`. A schema says exactly what this version writes; the version is raised when a
            reader of an older one would misunderstand, not when a member is added, so readers skip members that they do not know. Values of the protocol
            (fields, variables, arguments) are strings in the language's own spelling: `4294967295`, `true`, `200 ms`, `none`, `{100 .. 200}`.

            Results go to standard output, and nothing else goes there; warnings and progress go to standard error. Under `--json` a command that ends with an exit
            code other than 130 prints one such object, even when it could not do what was asked.
            """;
    /** In the order in which a reader wants them. */
    private static final List<String> ORDER = List.of(
            "check",
            "simulation",
            "list",
            "trace",
            "mutants",
            "mutant-list",
            "mutant-complaints",
            "sensitivity",
            "proofs",
            "packet",
            "diagnostics",
            "generate",
            "ss",
            "doctor",
            "failure");

    private final StringBuilder out = new StringBuilder(HEAD);

    private SchemaDocument() {}

    static String text() {
        if (!Json.formats().equals(ORDER.stream().sorted().toList())) {
            throw new AssertionError("put every schema into the order: " + Json.formats());
        }
        var document = new SchemaDocument();
        ORDER.forEach(format -> document.format(format, Json.schemaText(format)));
        return document.out.toString();
    }

    private void format(String name, JsonNode schema) {
        out.append("\n## `sequent-")
                .append(name)
                .append("`, version ")
                .append(schema.at("/properties/version/const").asInt())
                .append("\n\n")
                .append(schema.path("description").asText())
                .append('\n');
        table("member", schema);
        for (Map.Entry<String, JsonNode> def : schema.path("$defs").properties()) {
            definition(def.getKey(), def.getValue());
        }
    }

    private void definition(String name, JsonNode def) {
        if (def.has("enum")) {
            out.append("\n**")
                    .append(name)
                    .append("** (")
                    .append(def.path("description").asText())
                    .append("): ")
                    .append(values(def))
                    .append(".\n");
        } else if (def.has("oneOf")) {
            out.append("\n**")
                    .append(name)
                    .append("**: ")
                    .append(def.path("description").asText())
                    .append(".\n");
            out.append("\n| `kind` | other members | |\n|---|---|---|\n");
            def.path("oneOf").forEach(this::alternative);
        } else {
            out.append("\n**")
                    .append(name)
                    .append("**: ")
                    .append(def.path("description").asText())
                    .append(".\n");
            table("member of " + article(name), def);
        }
    }

    private void alternative(JsonNode each) {
        JsonNode kind = each.at("/properties/kind");
        var members = new ArrayList<String>();
        var meanings = new ArrayList<String>();
        meanings.add(kind.path("description").asText());
        for (Map.Entry<String, JsonNode> member : each.path("properties").properties()) {
            if (!member.getKey().equals("kind")) {
                members.add("`" + member.getKey() + "` " + type(member.getValue()));
                String meaning = member.getValue().path("description").asText();
                if (!meaning.isEmpty()) {
                    meanings.add("`" + member.getKey() + "`: " + meaning);
                }
            }
        }
        row("`" + kind.path("const").asText() + "`", String.join(", ", members), String.join("; ", meanings));
    }

    private void table(String title, JsonNode object) {
        out.append("\n| ").append(title).append(" | is | |\n|---|---|---|\n");
        rows("", object);
    }

    private void rows(String path, JsonNode object) {
        for (Map.Entry<String, JsonNode> member : object.path("properties").properties()) {
            JsonNode value = member.getValue();
            String name = path + member.getKey();
            boolean always = StreamSupport.stream(object.path("required").spliterator(), false)
                    .anyMatch(r -> r.asText().equals(member.getKey()));
            row(
                    "`" + name + "`",
                    type(value) + (always ? "" : ", or absent"),
                    value.path("description").asText());
            JsonNode inside = value.has("items") ? value.path("items") : value;
            rows(name + (value.has("items") ? "[]." : "."), inside);
        }
    }

    private void row(String first, String second, String third) {
        out.append("| ")
                .append(first)
                .append(" | ")
                .append(second)
                .append(" | ")
                .append(third)
                .append(" |\n");
    }

    private static String type(JsonNode value) {
        if (value.has("const")) {
            return value.get("const").isTextual()
                    ? "`" + value.get("const").asText() + "`"
                    : value.get("const").asText();
        }
        if (value.has("enum")) {
            return values(value);
        }
        if (value.has("$ref")) {
            String ref = value.get("$ref").asText();
            return ref.endsWith(".schema.json")
                    ? "`sequent-" + ref.replace(".schema.json", "") + "`"
                    : article(ref.substring(ref.lastIndexOf('/') + 1));
        }
        if (value.path("type").isArray()) {
            return StreamSupport.stream(value.path("type").spliterator(), false)
                    .map(JsonNode::asText)
                    .collect(Collectors.joining(" or "));
        }
        return switch (value.path("type").asText()) {
            case "array" -> "array of " + plural(value.path("items"));
            case "object" ->
                value.path("additionalProperties").isObject()
                        ? "object: name to " + type(value.path("additionalProperties"))
                        : "object";
            case String other -> other;
        };
    }

    private static String plural(JsonNode items) {
        String one = type(items).replaceFirst("^an? ", "");
        return items.has("$ref") && one.endsWith("`") ? one : one + "s";
    }

    private static String values(JsonNode value) {
        return StreamSupport.stream(value.path("enum").spliterator(), false)
                .map(v -> v.isTextual() ? "`" + v.asText() + "`" : v.asText())
                .collect(Collectors.joining(", "));
    }

    private static String article(String name) {
        return ("aeiou".indexOf(name.charAt(0)) >= 0 ? "an " : "a ") + name;
    }
}
