package io.opscope.gateway.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Lays several OpenAPI documents into one. Two services may each have a schema called the same and mean different
 * things: then the later one is renamed after its service, with everything that points at it.
 */
final class MergedOpenApi {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SCHEMAS = "#/components/schemas/";
    private static final String INTERNAL = "/internal/";

    private final ObjectNode merged = JSON.createObjectNode();
    private final ObjectNode paths;
    private final ObjectNode schemas;

    MergedOpenApi(String title, String version) {
        merged.put("openapi", "3.1.0");
        merged.putObject("info").put("title", title).put("version", version);
        var security = merged.putArray("security");
        security.addObject().putArray("bearer");
        security.addObject().putArray("apiKey");
        this.paths = merged.putObject("paths");
        var components = merged.putObject("components");
        this.schemas = components.putObject("schemas");
        var schemes = components.putObject("securitySchemes");
        schemes.putObject("bearer").put("type", "http").put("scheme", "bearer").put("bearerFormat", "JWT");
        schemes.putObject("apiKey").put("type", "apiKey").put("in", "header").put("name", "X-API-Key");
    }

    /** Adds what a service offers, but for what only services ask each other. */
    MergedOpenApi add(String service, JsonNode document) {
        var renamed = renamed(service, document.path("components").path("schemas"));
        document.path("components").path("schemas").fields().forEachRemaining(schema -> {
            var name = renamed.getOrDefault(schema.getKey(), schema.getKey());
            schemas.set(name, pointedAnew(schema.getValue(), renamed));
        });
        document.path("paths").fields().forEachRemaining(path -> {
            if (!(path.getKey() + '/').startsWith(INTERNAL)) {
                paths.set(path.getKey(), signed(pointedAnew(path.getValue(), renamed), service));
            }
        });
        return this;
    }

    byte[] bytes() {
        return merged.toString().getBytes(StandardCharsets.UTF_8);
    }

    private Map<String, String> renamed(String service, JsonNode added) {
        var renamed = new HashMap<String, String>();
        added.fields().forEachRemaining(schema -> {
            var other = schemas.get(schema.getKey());
            if (other != null && !other.equals(schema.getValue())) {
                renamed.put(
                        schema.getKey(),
                        Character.toUpperCase(service.charAt(0)) + service.substring(1) + schema.getKey());
            }
        });
        return renamed;
    }

    /** Says on every operation which service answers, and drops security schemes that only that document knows. */
    private static JsonNode signed(JsonNode path, String service) {
        for (var operation : path) {
            if (operation instanceof ObjectNode described) {
                described.remove("security");
                described.put("x-opscope-service", service);
            }
        }
        return path;
    }

    private static JsonNode pointedAnew(JsonNode node, Map<String, String> renamed) {
        if (node instanceof ObjectNode object) {
            var copy = JSON.createObjectNode();
            object.fields().forEachRemaining(field -> {
                var value = field.getValue();
                copy.set(
                        field.getKey(),
                        field.getKey().equals("$ref") && value.isTextual()
                                ? TextNode.valueOf(anew(value.textValue(), renamed))
                                : pointedAnew(value, renamed));
            });
            return copy;
        }
        if (node instanceof ArrayNode array) {
            var copy = JSON.createArrayNode();
            array.forEach(element -> copy.add(pointedAnew(element, renamed)));
            return copy;
        }
        return node;
    }

    private static String anew(String reference, Map<String, String> renamed) {
        if (!reference.startsWith(SCHEMAS)) {
            return reference;
        }
        var name = reference.substring(SCHEMAS.length());
        return SCHEMAS + renamed.getOrDefault(name, name);
    }
}
