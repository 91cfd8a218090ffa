package dev.sequent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sequent.check.system.Watch;
import dev.sequent.cli.Sequent.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every JSON that sequent writes has a schema that says exactly what is in it, and {@code JSON.md} is made of these.
 */
class JsonFormatsTest {
    private static final Path DOCUMENT = Path.of("JSON.md");

    @TempDir
    Path folder;

    /** The formats that the sources name are those that have a schema. */
    @Test
    void everyFormatHasASchema() throws IOException {
        var named = new java.util.TreeSet<String>();
        Pattern format = Pattern.compile("\"sequent-([a-z-]+)\"");
        for (String module : List.of("cli", "model-checker")) {
            try (Stream<Path> files = Files.walk(Sequent.HOME.resolve(module).resolve("src/main/java"))) {
                for (Path file :
                        files.filter(f -> f.toString().endsWith(".java")).toList()) {
                    String text = Files.readString(file);
                    if (text.contains("JsonWriter")) {
                        format.matcher(text).results().forEach(match -> named.add(match.group(1)));
                    }
                }
            }
        }
        assertThat(Json.formats()).containsExactlyElementsOf(named);
    }

    @Test
    void everyKindOfWhatIsLookedOutForIsInTheSchemas() {
        var kinds = Stream.of(Watch.Kind.values())
                .map(k -> k.name().toLowerCase(Locale.ROOT))
                .toList();
        for (String format : List.of("check", "simulation", "trace")) {
            assertThat(Json.schemaText(format).at("/$defs/kind/enum"))
                    .extracting(JsonNode::asText)
                    .containsExactlyInAnyOrderElementsOf(kinds);
        }
    }

    /** A violated property with its trace, in both places where a trace is written. */
    @Test
    void verdictsAndTraces() throws IOException {
        Run run = Sequent.run(
                "check",
                broken().toString(),
                "--json",
                "--trace-dir",
                folder.resolve("out").toString());
        assertThat(run.code()).isEqualTo(1);
        assertThat(Json.object(run.out())).containsEntry("worst", "violated");
        try (Stream<Path> files = Files.list(folder.resolve("out"))) {
            List<Path> traces = files.filter(f -> f.toString().matches(".*(?<!\\.itf)\\.json"))
                    .toList();
            assertThat(traces).isNotEmpty();
            for (Path trace : traces) {
                assertThat(Json.object(Files.readString(trace))).containsEntry("format", "sequent-trace");
            }
        }
    }

    /** Whatever member is taken away or put in, the schema notices. */
    @Test
    void aSchemaDemandsEveryMemberAndNoOther() throws IOException {
        JsonNode whole =
                Json.parse(Sequent.run("check", broken().toString(), "--json").out());
        var unnoticed = new ArrayList<String>();
        int tried = tamper(whole, whole, "", unnoticed);
        assertThat(tried).isGreaterThan(100);
        assertThat(unnoticed)
                .allMatch(
                        path -> path.matches(
                                ".*/(fairness|bindings|binding|binding/[^/]*|witnessSteps|origin|fault|tick|loop|arguments/[^/]*|fields/[^/]*|truth/[^/]*|uses/[^/]*|set/[^/]*|ends/[^/]*)"));
    }

    private static int tamper(JsonNode root, JsonNode at, String path, List<String> unnoticed) {
        int tried = 0;
        if (at instanceof ObjectNode object) {
            var names = new ArrayList<String>();
            object.fieldNames().forEachRemaining(names::add);
            for (String name : names) {
                JsonNode member = object.remove(name);
                note(root, path + "/" + name, unnoticed);
                object.put("another", 1);
                object.set(name, member);
                if (Json.complaints("check", root).isEmpty()) {
                    unnoticed.add(path + "/" + name);
                }
                object.remove("another");
                tried += 1 + tamper(root, member, path + "/" + name, unnoticed);
            }
        } else if (at instanceof ArrayNode array) {
            // All verdicts, since one of them has a trace; of other things the first few.
            for (int i = 0; i < (path.endsWith("/verdicts") ? array.size() : Math.min(array.size(), 2)); i++) {
                tried += tamper(root, array.get(i), path + "/" + i, unnoticed);
            }
        }
        return tried;
    }

    private static void note(JsonNode root, String path, List<String> unnoticed) {
        if (Json.complaints("check", root).isEmpty()) {
            unnoticed.add(path);
        }
    }

    private Path broken() throws IOException {
        Path root = Sequent.copy("abp", folder);
        Sequent.edit(root, "      if B and not BIT or BIT and not B { drop }\n", "");
        return root;
    }

    /** One object on standard output, whatever was wrong, and the same words for people. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "check --jsn --json                          | did you mean",
                "check nowhere.sqt --json                    | there is no specification nowhere.sqt",
                "check handshak --json                       | did you mean handshake?",
                "generate --json                             | Missing required option: '--output=DIR'",
                "mutants no-such-mutant --json               | there is no mutant no-such-mutant",
                "generate -o /proc/nowhere --json            | cannot write /proc/nowhere",
            })
    void aCommandThatCannotDoWhatItWasAskedSaysSoInJson(String command, String said) {
        Run run = Sequent.run(command.split(" "));
        assertThat(Json.object(run.out()))
                .containsEntry("format", "sequent-failure")
                .containsEntry("exitCode", run.code())
                .hasEntrySatisfying(
                        "message", message -> assertThat((String) message).contains(said));
        assertThat(run.err()).contains(said);
    }

    /** {@code -Dsequent.golden=refresh} rewrites it. */
    @Test
    void theDocumentIsMadeOfTheSchemas() throws IOException {
        String text = SchemaDocument.text();
        if ("refresh".equals(System.getProperty("sequent.golden"))) {
            Files.writeString(DOCUMENT, text);
        }
        assertThat(Files.readString(DOCUMENT))
                .as("cli/JSON.md is not what the schemas say: run this test with -Dsequent.golden=refresh")
                .isEqualTo(text);
    }
}
