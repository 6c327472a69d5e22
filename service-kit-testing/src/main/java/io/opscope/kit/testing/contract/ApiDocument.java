package io.opscope.kit.testing.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A service's committed OpenAPI document: what may be asked, and what an answer has to look like. */
public final class ApiDocument {

    private static final List<String> METHODS = List.of("get", "put", "post", "delete", "patch");

    private final String home;
    private final JsonNode document;
    private final JsonSchemaFactory schemas;
    private final Map<String, JsonSchema> known = new ConcurrentHashMap<>();

    /** @param service file name in docs/api without its ending */
    public ApiDocument(String service) {
        try {
            home = "https://opscope.test/" + service + ".json";
            var file = Path.of(System.getProperty("opscope.repository", ".."), "docs", "api", service + ".json");
            var text = Files.readString(file);
            document = new ObjectMapper().readTree(text);
            schemas = JsonSchemaFactory.getInstance(
                    SpecVersion.VersionFlag.V202012,
                    factory -> factory.schemaLoaders(loaders -> loaders.schemas(Map.of(home, text))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every address with every method that is documented for it. */
    public List<Operation> operations() {
        var operations = new ArrayList<Operation>();
        document.path("paths")
                .fields()
                .forEachRemaining(path -> METHODS.forEach(method -> {
                    if (path.getValue().has(method)) {
                        operations.add(new Operation(
                                path.getKey(), method, path.getValue().get(method)));
                    }
                }));
        return operations;
    }

    /** What a reference leads to. */
    public JsonNode resolved(JsonNode schema) {
        return schema.has("$ref") ? document.at(schema.path("$ref").asText().substring(1)) : schema;
    }

    /** What is wrong with an answer, in words; nothing if it is as documented. */
    public List<String> complaints(Operation operation, int status, String mediaType, JsonNode answer) {
        var key = key(operation, status);
        var documented = content(operation, key).path(mediaType);
        if (documented.isMissingNode()) {
            return List.of(status + " with " + mediaType + " is not documented");
        }
        if (!documented.has("schema") || documented.path("schema").isEmpty()) {
            return List.of();
        }
        var place = "#/paths/" + escaped(operation.path()) + "/" + operation.method() + "/responses/" + key
                + "/content/" + escaped(mediaType) + "/schema";
        var schema = known.computeIfAbsent(place, where -> schemas.getSchema(SchemaLocation.of(home + where)));
        return schema.validate(withoutNulls(answer)).stream()
                .map(Object::toString)
                .toList();
    }

    /** Whether an answer with a status may have a media type. */
    public boolean offers(Operation operation, int status, String mediaType) {
        return content(operation, key(operation, status)).has(mediaType);
    }

    /** Whether an operation may answer with a status; a good one has to be named, problems are by default. */
    public boolean documents(String method, String path, int status) {
        var responses = document.path("paths")
                .path(path)
                .path(method.toLowerCase(Locale.ROOT))
                .path("responses");
        return responses.has(String.valueOf(status)) || status >= 400 && responses.has("default");
    }

    private static String key(Operation operation, int status) {
        var responses = operation.description().path("responses");
        return responses.has(String.valueOf(status)) ? String.valueOf(status) : "default";
    }

    private static JsonNode content(Operation operation, String key) {
        return operation.description().path("responses").path(key).path("content");
    }

    /** The document does not say which fields may be null; one that is null counts as not there. */
    private static JsonNode withoutNulls(JsonNode answer) {
        if (answer instanceof ObjectNode object) {
            var nulls = new ArrayList<String>();
            object.fields().forEachRemaining(field -> {
                if (field.getValue().isNull()) {
                    nulls.add(field.getKey());
                }
            });
            object.remove(nulls);
        }
        answer.forEach(ApiDocument::withoutNulls);
        return answer;
    }

    private static String escaped(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }

    /** One method of one address. */
    public record Operation(String path, String method, JsonNode description) {}
}
