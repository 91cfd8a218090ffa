package dev.sequent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** JSON as a script sees it: read strictly, and held against the schema of its format. */
final class Json {
    static final Path SCHEMAS = Path.of("src/main/resources/dev/sequent/cli/schema");
    private static final String SUFFIX = ".schema.json";
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);

    private Json() {}

    /** @throws AssertionError if the text is not one JSON object, or not what the schema of its format says */
    static Map<String, Object> object(String text) {
        JsonNode node = parse(text);
        assertThat(complaints(node)).as(text).isEmpty();
        return MAPPER.convertValue(node, new TypeReference<>() {});
    }

    static JsonNode parse(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e.getMessage() + " in\n" + text, e);
        }
    }

    /** What is not as the schema of its format says. */
    static List<String> complaints(JsonNode node) {
        String format = node.path("format").asText();
        return complaints(format.substring(format.indexOf('-') + 1), node);
    }

    static List<String> complaints(String format, JsonNode node) {
        return schema(format).validate(node).stream().map(Object::toString).toList();
    }

    /** Names of the formats that have a schema, without {@code sequent-}. */
    static List<String> formats() {
        try (Stream<Path> files = Files.list(SCHEMAS)) {
            return files.map(file -> file.getFileName().toString().replace(SUFFIX, ""))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode schemaText(String format) {
        try {
            return MAPPER.readTree(Files.readString(SCHEMAS.resolve(format + SUFFIX)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonSchema schema(String format) {
        return FACTORY.getSchema(
                SchemaLocation.of(SCHEMAS.resolve(format + SUFFIX).toUri().toString()));
    }
}
